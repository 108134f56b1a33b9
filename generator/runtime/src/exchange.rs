//! A call under way, as a state machine without I/O.
//!
//! An [`Exchange`] says what to send and, told what came of it, whether to pause and send again.
//! Whoever drives it does the sending and the waiting; the two drivers, [`run`] here and its
//! blocking twin, are a loop each.

use std::sync::Arc;
use std::time::{Duration, Instant};

use bytes::Bytes;
use http::Request;

use super::body::Body;
use super::client::Shared;
use super::client::settings::Settings;
use super::credentials::authorization::Authorization;
use super::download::{self, Download, Whole};
use super::error::Error;
use super::error::configuration::ConfigurationError;
use super::interceptor::Attempt;
use super::operation::OperationInfo;
use super::response::RawResponse;
use super::retry::FailedAttempt;
use super::trace::CallSpan;
use super::transport::clock::Clock;
use super::transport::{Limits, Transport, TransportError};

/// Makes a call over an async transport. Dropping the future cancels the call.
pub(super) async fn run(
    mut exchange: Exchange,
    transport: &dyn Transport,
) -> Result<RawResponse, Error> {
    let clock = transport.clock();
    let span = exchange.span.clone();
    let attempts = async {
        loop {
            let (request, limits) = exchange.next_attempt(clock.now());
            let outcome = transport.send(request, limits).await;
            match exchange.judge(outcome, &*clock) {
                Verdict::Finished(result) => return result,
                Verdict::Again(pause) => clock.sleep(pause).await,
            }
        }
    };
    span.around(attempts).await
}

/// Makes a call as [`run`] does, up to the headers of a success; the body comes after them.
pub(super) async fn run_streamed(
    mut exchange: Exchange,
    transport: &dyn Transport,
) -> Result<Download, Error> {
    let clock = transport.clock();
    let span = exchange.span.clone();
    let operation = exchange.operation().clone();
    let attempts = async {
        loop {
            let (request, limits) = exchange.next_attempt(clock.now());
            let mut streamed = None;
            let outcome = match transport.stream(request, limits).await {
                Ok(response) if operation.is_success(response.status()) => {
                    Ok(response.map(|body| {
                        streamed = Some(body);
                        Bytes::new()
                    }))
                }
                Ok(refusal) => download::collect(refusal, limits.max_response_bytes).await,
                Err(error) => Err(error),
            };
            match exchange.judge(outcome, &*clock) {
                Verdict::Finished(result) => {
                    let head = result?;
                    let body = streamed.unwrap_or_else(|| Box::pin(Whole(None)));
                    return Ok(Download::new(head, operation, body));
                }
                Verdict::Again(pause) => clock.sleep(pause).await,
            }
        }
    };
    span.around(attempts).await
}

/// What an attempt comes to.
pub(super) enum Verdict {
    Finished(Result<RawResponse, Error>),
    /// Another attempt follows after this pause.
    Again(Duration),
}

/// A call under way.
pub(super) struct Exchange {
    pub(super) span: CallSpan,
    shared: Arc<Shared>,
    settings: Settings,
    outgoing: Outgoing,
    attempts: u32,
    started: Option<Instant>,
}

impl Exchange {
    pub(super) fn new(shared: Arc<Shared>, settings: Settings, outgoing: Outgoing) -> Self {
        Self {
            span: CallSpan::new(&outgoing.operation),
            shared,
            settings,
            outgoing,
            attempts: 0,
            started: None,
        }
    }

    pub(super) const fn operation(&self) -> &OperationInfo {
        &self.outgoing.operation
    }

    /// The request of the next attempt, and how far it may go.
    pub(super) fn next_attempt(&mut self, now: Instant) -> (Request<Body>, Limits) {
        self.attempts += 1;
        self.span.attempt(self.attempts);
        let mut request = self.outgoing.request.clone();
        for interceptor in &self.shared.interceptors {
            interceptor.before_attempt(self.attempt(), request.headers_mut());
        }
        self.outgoing.authorize(&mut request);
        let left = self.settings.timeout.saturating_sub(self.elapsed(now));
        let limits = Limits {
            timeout: left.min(self.settings.attempt_timeout),
            call_timeout: left,
            max_response_bytes: self.settings.max_response_bytes,
        };
        (request, limits)
    }

    /// Decides what follows from the outcome of an attempt.
    pub(super) fn judge(
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
                Some(pause) => {
                    self.span.retrying(pause);
                    Verdict::Again(pause)
                }
                None => Verdict::Finished(Err(error)),
            },
        }
    }

    fn read(
        &self,
        outcome: Result<http::Response<Bytes>, TransportError>,
    ) -> Result<RawResponse, Error> {
        let operation = &self.outgoing.operation;
        let profile = self.shared.profile;
        let error = match outcome.map(|response| RawResponse::new(response, profile)) {
            Ok(response) if operation.is_success(response.status()) => {
                return Ok(response.after(self.attempts));
            }
            Ok(response) => Error::from_response(response, profile),
            Err(error) => Error::transport(error),
        };
        Err(error.of(operation).after(self.attempts))
    }

    /// How long to pause before the next attempt, if there is to be one.
    fn delay_after(&mut self, error: &Error, clock: &dyn Clock) -> Option<Duration> {
        let may_repeat = self.is_idempotent() || !error.may_have_taken_effect();
        if error.is_request_body() || !may_repeat {
            return None;
        }
        let elapsed = self.elapsed(clock.now());
        let pause = self.settings.retry.delay_after(&FailedAttempt {
            operation: &self.outgoing.operation,
            number: self.attempts,
            elapsed,
            error,
            retry_after: error.retry_delay(clock.timestamp()),
        })?;
        let left = self.settings.timeout.saturating_sub(elapsed);
        (pause < left && self.shared.budget.withdraw()).then_some(pause)
    }

    fn is_idempotent(&self) -> bool {
        self.settings.idempotent || self.outgoing.operation.method().is_idempotent()
    }

    fn attempt(&self) -> Attempt<'_> {
        Attempt {
            operation: &self.outgoing.operation,
            number: self.attempts,
        }
    }

    /// The time since this was first asked for.
    fn elapsed(&mut self, now: Instant) -> Duration {
        now.saturating_duration_since(*self.started.get_or_insert(now))
    }
}

/// What a call sends in each of its attempts.
pub(super) struct Outgoing {
    pub(super) operation: OperationInfo,
    /// The request without credentials.
    pub(super) request: Request<Body>,
    pub(super) authorization: Option<Authorization>,
}

impl Outgoing {
    /// The request as it is sent.
    pub(super) fn into_request(self) -> Request<Body> {
        let mut request = self.request.clone();
        self.authorize(&mut request);
        request
    }

    /// The error of a call that isn't sent since the client hasn't what it needs.
    pub(super) fn not_sent(&self, error: ConfigurationError) -> Error {
        Error::configuration(error).of(&self.operation)
    }

    /// Adds the credentials.
    fn authorize(&self, request: &mut Request<Body>) {
        if let Some(authorization) = &self.authorization {
            authorization.apply(request);
        }
    }
}
