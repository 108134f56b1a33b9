// @generated: a copy of `generator/runtime/src/blocking.rs`; edit that file instead.

//! Calls that block the thread: what takes the place of futures.

use std::sync::Arc;

use bytes::Bytes;
use http::{Request, Response};

use super::clock::{Clock, SystemClock};
use super::error::Error;
use super::exchange::{Exchange, Verdict};
use super::response::RawResponse;
use super::transport::{Limits, TransportError};

/// What carries a request to a server and brings the response back, blocking the thread meanwhile.
///
/// It does as a [`Transport`](super::Transport) does, and keeps the same limits.
pub trait BlockingTransport: Send + Sync + 'static {
    /// Sends a request.
    ///
    /// # Errors
    ///
    /// If no whole response comes within the limits.
    fn send_blocking(
        &self,
        request: Request<Bytes>,
        limits: Limits,
    ) -> Result<Response<Bytes>, TransportError>;

    /// The clock for the pauses between attempts, by default the [`SystemClock`].
    fn clock(&self) -> Arc<dyn Clock> {
        Arc::new(SystemClock)
    }
}

impl<T: BlockingTransport + ?Sized> BlockingTransport for Arc<T> {
    fn send_blocking(
        &self,
        request: Request<Bytes>,
        limits: Limits,
    ) -> Result<Response<Bytes>, TransportError> {
        T::send_blocking(self, request, limits)
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
