//! A call in progress, as a state machine without I/O.
//!
//! An [`Exchange`] returns the next request to send and, given the outcome of an attempt, decides
//! whether to send again. A driver does the sending and the waiting; the async driver
//! ([`driver`](super::driver)) and the blocking one are a loop each.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use bytes::Bytes;
use http::Request;

use super::super::error::Error;
use super::super::request::framing;
use super::super::request::info::OperationInfo;
use super::super::response::raw::RawResponse;
use super::super::retry::FailedAttempt;
use super::super::slots::Slot;
use super::super::transport::Limits;
use super::super::transport::body::Body;
use super::super::transport::clock::Clock;
use super::super::transport::error::{TransportError, TransportErrorKind};
use super::super::transport::stream;
use super::interceptor::Attempt;
use super::live_credentials::LiveCredentials;
use super::prepared_request::PreparedRequest;
use super::settings::Settings;
use super::shared::Shared;
use super::trace::CallSpan;

/// The longest time limit of an attempt: a century, because a transport adds it to the time of day.
pub(super) const LONGEST: Duration = Duration::from_secs(100 * 365 * 24 * 60 * 60);

/// The decision after an attempt.
pub(crate) enum Verdict {
    Finished(Result<RawResponse, Error>),
    /// Another attempt follows after this delay.
    Retry(Duration),
}

/// A call in progress.
pub(crate) struct Exchange {
    pub(crate) span: CallSpan,
    pub(super) shared: Arc<Shared>,
    pub(super) settings: Settings,
    pub(super) prepared: PreparedRequest,
    call_id: u64,
    pub(super) attempts: u32,
    /// The number of times that no credentials could be obtained.
    pub(super) refusals: u32,
    /// The start of the call, and that of its last attempt.
    pub(super) started: Option<(Instant, Instant)>,
    /// Whether the last attempt has less time than attempts usually have, because the call's ends.
    is_short: bool,
    /// The cause of the failure of the attempts before.
    pub(super) earlier: Option<Error>,
    /// Whether an attempt before the last one may have taken effect.
    is_uncertain: bool,
}

impl Exchange {
    pub(crate) fn new(shared: Arc<Shared>, settings: Settings, prepared: PreparedRequest) -> Self {
        Self {
            span: CallSpan::new(&prepared.operation),
            shared,
            settings,
            prepared,
            call_id: new_call_id(),
            attempts: 0,
            refusals: 0,
            started: None,
            is_short: false,
            earlier: None,
            is_uncertain: false,
        }
    }

    pub(crate) const fn operation(&self) -> &OperationInfo {
        &self.prepared.operation
    }

    /// Waits until the client may make another call, if it limits their number. The call begins with the
    /// wait.
    pub(crate) async fn enter(&mut self, clock: &dyn Clock) -> Result<Option<Slot>, Error> {
        let Some(limit) = self.shared.call_limit.clone() else {
            return Ok(None);
        };
        let now = clock.now();
        self.started = Some((now, now));
        let entering = async { Ok(limit.enter().await) };
        let timeout = self.settings.timeout.min(LONGEST);
        let slot = stream::until(entering, || clock.sleep(timeout)).await;
        slot.map(Some).map_err(|_| {
            let busy = Error::transport(TransportErrorKind::Busy.into());
            self.give_up(busy.of(self.prepared.operation.name()))
        })
    }

    /// Returns the request of the next attempt, and its limits.
    ///
    /// If the delay before it took longer than planned and no time is left, it returns the error of the
    /// attempt before.
    pub(crate) fn next_attempt(&mut self, now: Instant) -> Result<(Request<Body>, Limits), Error> {
        let began = self.started.map_or(now, |(call, _)| call);
        let elapsed = now.saturating_duration_since(began);
        let left = self.settings.timeout.saturating_sub(elapsed);
        if left.is_zero()
            && let Some(error) = self.earlier.take()
        {
            return Err(self.give_up(error));
        }
        self.started = Some((began, now));
        self.attempts += 1;
        self.span.attempt(self.attempts);
        let mut request = self.prepared.unauthorized();
        for interceptor in &self.shared.interceptors {
            interceptor.before_attempt(self.attempt(now), request.headers_mut());
        }
        framing::restore(request.headers_mut(), self.prepared.headers());
        self.prepared.authorize(&mut request);
        Ok((request, self.limits(left)))
    }

    /// Returns the limits of an attempt if so much time is left of the call's.
    fn limits(&mut self, left: Duration) -> Limits {
        let Settings {
            attempt_timeout,
            connect_timeout,
            max_response_bytes,
            is_endless,
            ..
        } = self.settings;
        self.is_short = left < attempt_timeout;
        let timeout = left.min(attempt_timeout).min(LONGEST);
        Limits {
            timeout,
            connect_timeout: timeout.min(connect_timeout),
            call_timeout: match is_endless {
                true => LONGEST,
                false => left.min(LONGEST),
            },
            max_response_bytes,
        }
    }

    /// Decides how to continue after the outcome of an attempt.
    pub(crate) fn judge(
        &mut self,
        outcome: Result<http::Response<Bytes>, TransportError>,
        clock: &dyn Clock,
    ) -> Verdict {
        let now = clock.now();
        let outcome = self.read(outcome);
        self.span.outcome(outcome.as_ref());
        for interceptor in &self.shared.interceptors {
            interceptor.after_attempt(self.attempt(now), outcome.as_ref());
        }
        match outcome {
            Ok(response) => {
                self.shared.budget.deposit();
                Verdict::Finished(Ok(response))
            }
            Err(error) => match self.delay_before_next(&error, now, clock) {
                Some(delay) => {
                    self.span.retrying(delay);
                    self.is_uncertain |= error.may_have_taken_effect();
                    self.earlier = Some(self.last_cause(error));
                    Verdict::Retry(delay)
                }
                None => {
                    let error = self.last_cause(error);
                    Verdict::Finished(Err(self.give_up(error)))
                }
            },
        }
    }

    fn read(
        &self,
        outcome: Result<http::Response<Bytes>, TransportError>,
    ) -> Result<RawResponse, Error> {
        let error = match outcome {
            Ok(response) if self.is_success(&response) => {
                return Ok(self.raw(response).after(self.attempts));
            }
            Ok(response) => self.refusal(response, None),
            Err(error) => match error.response().cloned() {
                Some(begun) if self.is_success(&begun) => {
                    Error::interrupted(error, self.raw(begun))
                }
                Some(begun) => self.refusal(begun, Some(error)),
                None => Error::transport(error),
            },
        };
        let name = self.prepared.operation.name();
        Err(error.of(name).after(self.attempts))
    }

    fn is_success(&self, response: &http::Response<Bytes>) -> bool {
        self.prepared.operation.is_success(response.status())
    }

    fn raw(&self, response: http::Response<Bytes>) -> RawResponse {
        RawResponse::new(response, self.shared.profile.request_id_header)
    }

    /// Returns the error of a response whose status is no success.
    fn refusal(&self, response: http::Response<Bytes>, cut: Option<TransportError>) -> Error {
        let meaning = &self.shared.profile.errors;
        Error::from_response(self.raw(response), cut, meaning)
    }

    /// Returns the error of a call that is given up.
    pub(super) fn give_up(&self, error: Error) -> Error {
        let error = error.uncertain(self.is_uncertain);
        self.span.failed(&error);
        error
    }

    /// Returns the error that the call ends with: that of the last attempt, unless the call's own time
    /// limit cut it off. In that case, the previous attempt is the cause of the failure.
    fn last_cause(&mut self, error: Error) -> Error {
        let cut_off = error
            .as_transport()
            .filter(|error| self.is_short && error.kind() == TransportErrorKind::Timeout);
        match (cut_off.cloned(), self.earlier.take()) {
            (Some(cut_off), Some(earlier)) => earlier.then_cut_off(cut_off),
            _ => error,
        }
    }

    /// Returns the delay before the next attempt, or `None` if there is to be none. Credentials that a
    /// provider supplied and the API rejected are renewed once, without a delay.
    fn delay_before_next(
        &mut self,
        error: &Error,
        now: Instant,
        clock: &dyn Clock,
    ) -> Option<Duration> {
        let live = self.prepared.live.as_mut();
        if error.is_unauthorized() && live.is_some_and(LiveCredentials::reject) {
            return Some(Duration::ZERO);
        }
        self.delay_after(error, now, clock)
    }

    /// Returns the delay that the retry policy asks for, or `None` if there is to be no further attempt.
    pub(super) fn delay_after(
        &self,
        error: &Error,
        now: Instant,
        clock: &dyn Clock,
    ) -> Option<Duration> {
        let may_repeat = self.is_idempotent() || !error.may_have_taken_effect();
        if error.is_request_body() || !may_repeat {
            return None;
        }
        let elapsed = self.call_elapsed(now);
        let delay = self.settings.retry.delay_after(&FailedAttempt {
            operation: &self.prepared.operation,
            number: self.attempts + self.refusals,
            elapsed,
            error,
            retry_after: error.retry_delay(clock.timestamp()),
        })?;
        let left = self.settings.timeout.saturating_sub(elapsed);
        (delay < left && self.shared.budget.withdraw()).then_some(delay)
    }

    fn is_idempotent(&self) -> bool {
        self.settings.idempotent
            || self.prepared.operation.is_idempotent()
            || self.prepared.has_idempotency_key()
    }

    fn attempt(&self, now: Instant) -> Attempt<'_> {
        let started = self.started.map_or(now, |(_, attempt)| attempt);
        Attempt {
            operation: &self.prepared.operation,
            number: self.attempts,
            call_id: self.call_id,
            elapsed: now.saturating_duration_since(started),
            call_elapsed: self.call_elapsed(now),
        }
    }

    fn call_elapsed(&self, now: Instant) -> Duration {
        let started = self.started.map_or(now, |(call, _)| call);
        now.saturating_duration_since(started)
    }
}

/// Returns a number that no other call in this process has.
fn new_call_id() -> u64 {
    static NEXT: AtomicU64 = AtomicU64::new(1);
    NEXT.fetch_add(1, Ordering::Relaxed)
}
