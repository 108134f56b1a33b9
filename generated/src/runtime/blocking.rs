// @generated: a copy of `generator/runtime/src/blocking.rs`; edit that file instead.

//! Calls that block the thread: what takes the place of futures.

use std::io::{self, Cursor, Read};
use std::sync::Arc;

use bytes::Bytes;
use http::{Request, Response};

use super::body::Body;
use super::download::blocking::{self, BlockingDownload};
use super::error::Error;
use super::exchange::{Exchange, Verdict};
use super::response::RawResponse;
use super::transport::clock::{Clock, SystemClock};
use super::transport::{Limits, TransportError};

/// What carries a request to a server and brings the response back, blocking the thread meanwhile.
///
/// It does as a [`Transport`](super::Transport) does, and keeps the same limits.
pub trait BlockingTransport: Send + Sync + 'static {
    /// Sends a request. A body that isn't in memory is read while it is sent
    /// ([`Body::into_reader`]).
    ///
    /// # Errors
    ///
    /// If no whole response comes within the limits.
    fn send_blocking(
        &self,
        request: Request<Body>,
        limits: Limits,
    ) -> Result<Response<Bytes>, TransportError>;

    /// Sends a request, and gives the response when its headers are here, with the body as it comes.
    ///
    /// [`Limits::timeout`] is for the headers, and [`Limits::call_timeout`] for all; the size of the
    /// body has no limit. A body that can't be read on may say so with an [`io::Error`](std::io::Error)
    /// made of a [`TransportError`]. By default the whole response is waited for.
    ///
    /// # Errors
    ///
    /// If no response comes within the limits.
    fn stream_blocking(
        &self,
        request: Request<Body>,
        limits: Limits,
    ) -> Result<Response<BodyReader>, TransportError> {
        let response = self.send_blocking(request, limits)?;
        Ok(response.map(|body| Box::new(Cursor::new(body)) as BodyReader))
    }

    /// The clock for the pauses between attempts, by default the [`SystemClock`].
    fn clock(&self) -> Arc<dyn Clock> {
        Arc::new(SystemClock)
    }
}

/// A body that is read as it comes.
pub type BodyReader = Box<dyn Read + Send>;

impl<T: BlockingTransport + ?Sized> BlockingTransport for Arc<T> {
    fn send_blocking(
        &self,
        request: Request<Body>,
        limits: Limits,
    ) -> Result<Response<Bytes>, TransportError> {
        T::send_blocking(self, request, limits)
    }

    fn stream_blocking(
        &self,
        request: Request<Body>,
        limits: Limits,
    ) -> Result<Response<BodyReader>, TransportError> {
        T::stream_blocking(self, request, limits)
    }

    fn clock(&self) -> Arc<dyn Clock> {
        T::clock(self)
    }
}

/// Makes a call over a blocking transport.
pub(super) fn run(
    mut exchange: Exchange,
    transport: &dyn BlockingTransport,
) -> Result<RawResponse, Error> {
    let clock = transport.clock();
    exchange.span.clone().within(|| {
        loop {
            let (request, limits) = exchange.next_attempt(clock.now());
            let outcome = transport.send_blocking(request, limits);
            match exchange.judge(outcome, &*clock) {
                Verdict::Finished(result) => return result,
                Verdict::Again(pause) => clock.block(pause),
            }
        }
    })
}

/// Makes a call as [`run`] does, up to the headers of a success; the body comes after them.
pub(super) fn run_streamed(
    mut exchange: Exchange,
    transport: &dyn BlockingTransport,
) -> Result<BlockingDownload, Error> {
    let clock = transport.clock();
    let operation = exchange.operation().clone();
    exchange.span.clone().within(|| {
        loop {
            let (request, limits) = exchange.next_attempt(clock.now());
            let mut streamed = None;
            let outcome = match transport.stream_blocking(request, limits) {
                Ok(response) if operation.is_success(response.status()) => {
                    Ok(response.map(|body| {
                        streamed = Some(body);
                        Bytes::new()
                    }))
                }
                Ok(refusal) => blocking::collect(refusal, limits.max_response_bytes),
                Err(error) => Err(error),
            };
            match exchange.judge(outcome, &*clock) {
                Verdict::Finished(result) => {
                    let body = streamed.unwrap_or_else(|| Box::new(io::empty()));
                    return result.map(|head| BlockingDownload::new(head, operation, body));
                }
                Verdict::Again(pause) => clock.block(pause),
            }
        }
    })
}
