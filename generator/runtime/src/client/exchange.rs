//! A call in progress, as a state machine without I/O.
//!
//! An [`Exchange`] returns the next request to send and, given the outcome of an attempt, decides
//! whether to send again. A driver does the sending and the waiting; the async driver
//! ([`driver`](super::driver)) and the blocking one are a loop each.

use std::sync::Arc;
use std::time::{Duration, Instant};

use bytes::Bytes;
use http::Request;

use super::super::error::Error;
use super::super::request::info::OperationInfo;
use super::super::response::raw::RawResponse;
use super::super::retry::FailedAttempt;
use super::super::transport::Limits;
use super::super::transport::body::Body;
use super::super::transport::clock::Clock;
use super::super::transport::error::TransportError;
use super::interceptor::Attempt;
use super::prepared_request::PreparedRequest;
use super::settings::Settings;
use super::shared::Shared;
use super::trace::CallSpan;

/// The decision after an attempt.
pub(crate) enum Verdict {
    Finished(Result<RawResponse, Error>),
    /// Another attempt follows after this delay.
    Retry(Duration),
}

/// A call in progress.
pub(crate) struct Exchange {
    pub(crate) span: CallSpan,
    shared: Arc<Shared>,
    settings: Settings,
    prepared: PreparedRequest,
    attempts: u32,
    started: Option<Instant>,
}

impl Exchange {
    pub(crate) fn new(shared: Arc<Shared>, settings: Settings, prepared: PreparedRequest) -> Self {
        Self {
            span: CallSpan::new(&prepared.operation),
            shared,
            settings,
            prepared,
            attempts: 0,
            started: None,
        }
    }

    pub(crate) const fn operation(&self) -> &OperationInfo {
        &self.prepared.operation
    }

    /// Returns the request of the next attempt, and its limits.
    pub(crate) fn next_attempt(&mut self, now: Instant) -> (Request<Body>, Limits) {
        self.attempts += 1;
        self.span.attempt(self.attempts);
        let mut request = self.prepared.unauthorized();
        for interceptor in &self.shared.interceptors {
            interceptor.before_attempt(self.attempt(), request.headers_mut());
        }
        self.prepared.authorize(&mut request);
        let left = self.settings.timeout.saturating_sub(self.elapsed(now));
        let limits = Limits {
            timeout: left.min(self.settings.attempt_timeout),
            call_timeout: left,
            max_response_bytes: self.settings.max_response_bytes,
        };
        (request, limits)
    }

    /// Decides how to continue after the outcome of an attempt.
    pub(crate) fn judge(
        &mut self,
        outcome: Result<http::Response<Bytes>, TransportError>,
        clock: &dyn Clock,
    ) -> Verdict {
        let outcome = self.read(outcome);
        self.span.outcome(outcome.as_ref());
        for interceptor in &self.shared.interceptors {
            interceptor.after_attempt(self.attempt(), outcome.as_ref());
        }
        match outcome {
            Ok(response) => {
                self.shared.budget.deposit();
                Verdict::Finished(Ok(response))
            }
            Err(error) => match self.delay_after(&error, clock) {
                Some(delay) => {
                    self.span.retrying(delay);
                    Verdict::Retry(delay)
                }
                None => Verdict::Finished(Err(error)),
            },
        }
    }

    fn read(
        &self,
        outcome: Result<http::Response<Bytes>, TransportError>,
    ) -> Result<RawResponse, Error> {
        let operation = &self.prepared.operation;
        let profile = self.shared.profile;
        let error =
            match outcome.map(|response| RawResponse::new(response, profile.request_id_header)) {
                Ok(response) if operation.is_success(response.status()) => {
                    return Ok(response.after(self.attempts));
                }
                Ok(response) => Error::from_response(response, &profile.error_fields),
                Err(error) => Error::transport(error),
            };
        Err(error.of(operation.name()).after(self.attempts))
    }

    /// Returns the delay before the next attempt, or `None` if there is to be none.
    fn delay_after(&mut self, error: &Error, clock: &dyn Clock) -> Option<Duration> {
        let may_repeat = self.is_idempotent() || !error.may_have_taken_effect();
        if error.is_request_body() || !may_repeat {
            return None;
        }
        let elapsed = self.elapsed(clock.now());
        let delay = self.settings.retry.delay_after(&FailedAttempt {
            operation: &self.prepared.operation,
            number: self.attempts,
            elapsed,
            error,
            retry_after: error.retry_delay(clock.timestamp()),
        })?;
        let left = self.settings.timeout.saturating_sub(elapsed);
        (delay < left && self.shared.budget.withdraw()).then_some(delay)
    }

    fn is_idempotent(&self) -> bool {
        self.settings.idempotent || self.prepared.operation.method().is_idempotent()
    }

    fn attempt(&self) -> Attempt<'_> {
        Attempt {
            operation: &self.prepared.operation,
            number: self.attempts,
        }
    }

    /// Returns the time since the first call of this function.
    fn elapsed(&mut self, now: Instant) -> Duration {
        now.saturating_duration_since(*self.started.get_or_insert(now))
    }
}
