//! Calls that block the thread: the blocking driver of an [`Exchange`].

use std::io;
use std::sync::Arc;

use super::super::error::Error;
use super::super::request::operation::{Operation, Output};
use super::super::response::Response;
use super::super::response::from_response::Downloadable;
use super::super::response::raw::RawResponse;
use super::super::transport::{park, stream};
use super::authorize::Via;
use super::blocking_download::BlockingDownload;
use super::call::{self, Call};
use super::exchange::{Exchange, Verdict};
use super::prepared_request::PreparedRequest;
use super::settings::Settings;
use super::shared::Shared;
use bytes::Bytes;

/// Sends a request over the client's blocking transport, with retries.
pub(crate) fn run(
    shared: Arc<Shared>,
    settings: Settings,
    prepared: PreparedRequest,
) -> Result<RawResponse, Error> {
    let transport = shared.transports.blocking();
    let transport = transport.map_err(|error| prepared.not_sent(error))?;
    let mut exchange = Exchange::new(shared, settings, prepared);
    let clock = transport.clock();
    exchange.span.clone().within(|| {
        let _slot = park::block_on(exchange.enter(&*clock))?;
        loop {
            park::block_on(exchange.authorize(Via::Blocking(&*transport), &*clock))?;
            let (request, limits) = exchange.next_attempt(clock.now())?;
            let outcome = transport.send_blocking(request, limits);
            match exchange.judge(outcome, &*clock) {
                Verdict::Finished(result) => return result,
                Verdict::Retry(delay) => clock.block(delay),
            }
        }
    })
}

/// Sends a request as [`run`] does, and returns when the headers of a success have arrived.
pub(crate) fn run_streamed(
    shared: Arc<Shared>,
    settings: Settings,
    prepared: PreparedRequest,
) -> Result<BlockingDownload, Error> {
    let transport = shared.transports.blocking();
    let transport = transport.map_err(|error| prepared.not_sent(error))?;
    let mut exchange = Exchange::new(shared, settings, prepared);
    let clock = transport.clock();
    let operation = exchange.operation().clone();
    exchange.span.clone().within(|| {
        let slot = park::block_on(exchange.enter(&*clock))?;
        loop {
            park::block_on(exchange.authorize(Via::Blocking(&*transport), &*clock))?;
            let started = clock.now();
            let (request, limits) = exchange.next_attempt(started)?;
            let mut streamed = None;
            let outcome = match transport.stream_blocking(request, limits) {
                Ok(response) if operation.is_success(response.status()) => {
                    Ok(response.map(|body| {
                        streamed = Some(body);
                        Bytes::new()
                    }))
                }
                Ok(refusal) => {
                    // The limit of the attempt includes the body of a refusal.
                    let passed = || clock.now().saturating_duration_since(started);
                    let is_over = || passed() >= limits.timeout;
                    stream::collect_blocking(refusal, limits.max_response_bytes, is_over)
                }
                Err(error) => Err(error),
            };
            match exchange.judge(outcome, &*clock) {
                Verdict::Finished(result) => {
                    let body = streamed.unwrap_or_else(|| Box::new(io::empty()));
                    return result.map(|head| BlockingDownload::new(head, operation, body, slot));
                }
                Verdict::Retry(delay) => clock.block(delay),
            }
        }
    })
}

impl<O: Operation> Call<O> {
    /// Sends the call and returns its value, blocking the thread until then.
    ///
    /// # Errors
    ///
    /// As for [`send`](Self::send).
    pub fn send_blocking(self) -> Result<Output<O>, Error> {
        self.send_with_response_blocking().map(Response::into_value)
    }

    /// Sends the call and returns the whole response, blocking the thread until then.
    ///
    /// # Errors
    ///
    /// As for [`send`](Self::send).
    pub fn send_with_response_blocking(self) -> Result<Response<Output<O>>, Error> {
        perform(&self, call::prepare_to_send(&self)?)
    }
}

/// Calls whose response can be streamed.
impl<O: Operation> Call<O>
where
    O::ResponseBody: Downloadable,
{
    /// Sends the call as [`download`](Self::download) does, blocking the thread until the headers have
    /// arrived. The whole body has to arrive within the time limit of the call.
    ///
    /// # Errors
    ///
    /// As for [`download`](Self::download).
    pub fn download_blocking(self) -> Result<BlockingDownload, Error> {
        let prepared = call::prepare_to_send(&self)?;
        let shared = Arc::clone(&self.client.0);
        run_streamed(shared, self.settings, prepared)
    }
}

/// Sends the request of a call, or a similar one, and reads the response, blocking the thread.
pub(crate) fn perform<O: Operation>(
    call: &Call<O>,
    prepared: PreparedRequest,
) -> Result<Response<Output<O>>, Error> {
    let shared = Arc::clone(&call.client.0);
    let response = run(shared, call.settings.clone(), prepared)?;
    call::read::<O>(response, call.settings.strict)
}
