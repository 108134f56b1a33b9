//! The async driver of an [`Exchange`].

use std::pin::Pin;
use std::sync::Arc;

use super::super::error::Error;
use super::super::response::raw::RawResponse;
use super::super::transport::stream::{self, Whole};
use super::authorize::Via;
use super::download::Download;
use super::exchange::{Exchange, Verdict};
use super::prepared_request::PreparedRequest;
use super::settings::Settings;
use super::shared::Shared;
use bytes::Bytes;

/// A call on its way. It is boxed: the compiler translates an `async` function in each program that awaits it, but a
/// box of one where it is created.
type Running<T> = Pin<Box<dyn Future<Output = Result<T, Error>> + Send>>;

/// Sends a request over the client's async transport, with retries. Dropping the future cancels the
/// call.
pub(crate) fn run(
    shared: Arc<Shared>,
    settings: Settings,
    prepared: PreparedRequest,
) -> Running<RawResponse> {
    Box::pin(send(shared, settings, prepared))
}

/// Sends a request as [`run`] does, and returns when the headers of a success have arrived.
pub(crate) fn run_streamed(
    shared: Arc<Shared>,
    settings: Settings,
    prepared: PreparedRequest,
) -> Running<Download> {
    Box::pin(send_streamed(shared, settings, prepared))
}

async fn send(
    shared: Arc<Shared>,
    settings: Settings,
    prepared: PreparedRequest,
) -> Result<RawResponse, Error> {
    let transport = shared.transports.asynchronous();
    let transport = transport.map_err(|error| prepared.not_sent(error))?;
    let mut exchange = Exchange::new(shared, settings, prepared);
    let clock = transport.clock();
    let span = exchange.span.clone();
    let attempts = async {
        let _slot = exchange.enter(&*clock).await?;
        loop {
            exchange.authorize(Via::Async(&*transport), &*clock).await?;
            let (request, limits) = exchange.next_attempt(clock.now())?;
            let outcome = transport.send(request, limits).await;
            match exchange.judge(outcome, &*clock) {
                Verdict::Finished(result) => return result,
                Verdict::Retry(delay) => clock.sleep(delay).await,
            }
        }
    };
    span.around(attempts).await
}

async fn send_streamed(
    shared: Arc<Shared>,
    settings: Settings,
    prepared: PreparedRequest,
) -> Result<Download, Error> {
    let transport = shared.transports.asynchronous();
    let transport = transport.map_err(|error| prepared.not_sent(error))?;
    let mut exchange = Exchange::new(shared, settings, prepared);
    let clock = transport.clock();
    let span = exchange.span.clone();
    let operation = exchange.operation().clone();
    let attempts = async {
        let slot = exchange.enter(&*clock).await?;
        loop {
            exchange.authorize(Via::Async(&*transport), &*clock).await?;
            let started = clock.now();
            let (request, limits) = exchange.next_attempt(started)?;
            let mut streamed = None;
            let outcome = match transport.stream(request, limits).await {
                Ok(response) if operation.is_success(response.status()) => {
                    Ok(response.map(|body| {
                        streamed = Some(body);
                        Bytes::new()
                    }))
                }
                Ok(refusal) => {
                    // The limit of the attempt includes the body of a refusal.
                    let passed = clock.now().saturating_duration_since(started);
                    let left = limits.timeout.saturating_sub(passed);
                    let timer = || clock.sleep(left);
                    stream::collect(refusal, limits.max_response_bytes, timer).await
                }
                Err(error) => Err(error),
            };
            match exchange.judge(outcome, &*clock) {
                Verdict::Finished(result) => {
                    let head = result?;
                    let body = streamed.unwrap_or_else(|| Box::pin(Whole(None)));
                    return Ok(Download::new(head, operation, body, slot));
                }
                Verdict::Retry(delay) => clock.sleep(delay).await,
            }
        }
    };
    span.around(attempts).await
}
