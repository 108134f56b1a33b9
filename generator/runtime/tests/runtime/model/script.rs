//! A transport and its clock, which carry out the steps of a script.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use bytes::Bytes;
use http::{Request, Response};
use jiff::Timestamp;
use sdksmith_runtime::{
    BlockingTransport, Body, Clock, Limits, SleepFuture, Transport, TransportError,
    TransportErrorKind, TransportFuture,
};

use super::{Outcome, Step};

/// A transport and its clock, which carry out the steps of a script.
#[derive(Clone)]
pub(super) struct Script(pub(super) Arc<Mutex<State>>);

pub(super) struct State {
    steps: VecDeque<Step>,
    last: Step,
    origin: Instant,
    pub(super) passed: Duration,
    pub(super) attempts: Vec<Attempt>,
}

/// An attempt as the transport saw it.
#[derive(Clone, Debug)]
pub(super) struct Attempt {
    pub(super) began: Duration,
    pub(super) ended: Duration,
    pub(super) limits: Limits,
    pub(super) outcome: Outcome,
}

impl Script {
    pub(super) fn new(steps: &[Step]) -> Self {
        Self(Arc::new(Mutex::new(State {
            steps: steps.iter().cloned().collect(),
            last: steps[0].clone(),
            origin: Instant::now(),
            passed: Duration::ZERO,
            attempts: Vec::new(),
        })))
    }

    fn perform(&self, limits: Limits) -> Result<Response<Bytes>, TransportError> {
        let mut state = self.0.lock().unwrap();
        let step = state
            .steps
            .pop_front()
            .unwrap_or_else(|| state.last.clone());
        state.last = step.clone();
        let began = state.passed;
        let is_cut_off = step.takes > limits.timeout;
        state.passed += step.takes.min(limits.timeout);
        let outcome = match (is_cut_off, step.outcome) {
            (false, outcome) => outcome,
            // The head may have arrived before the time was over.
            (true, Outcome::Cut(head, _)) => Outcome::Cut(head, TransportErrorKind::Timeout),
            (true, _) => Outcome::Fault(TransportErrorKind::Timeout),
        };
        let attempt = Attempt {
            began,
            ended: state.passed,
            limits,
            outcome: outcome.clone(),
        };
        state.attempts.push(attempt);
        let now = state.server_time();
        match outcome {
            Outcome::Fault(kind) => Err(kind.into()),
            Outcome::Response(head) => Ok(head.response(now)),
            Outcome::Cut(head, kind) => {
                Err(TransportError::from(kind).with_response(head.response(now)))
            }
        }
    }
}

impl State {
    fn server_time(&self) -> Timestamp {
        let start = Timestamp::from_second(1_900_000_000).unwrap();
        start.checked_add(self.passed).unwrap()
    }
}

impl Clock for Script {
    fn now(&self) -> Instant {
        let state = self.0.lock().unwrap();
        state.origin + state.passed
    }

    fn timestamp(&self) -> Timestamp {
        let state = self.0.lock().unwrap();
        state
            .server_time()
            .checked_add(jiff::SignedDuration::from_secs(state.last.skew))
            .unwrap()
    }

    fn sleep(&self, delay: Duration) -> SleepFuture<'_> {
        self.block(delay);
        Box::pin(std::future::ready(()))
    }

    fn block(&self, delay: Duration) {
        let mut state = self.0.lock().unwrap();
        let oversleep = state.last.oversleep;
        state.passed += delay + oversleep;
    }
}

impl Transport for Script {
    fn send(&self, _: Request<Body>, limits: Limits) -> TransportFuture<'_> {
        let outcome = self.perform(limits);
        Box::pin(async move { outcome })
    }

    fn clock(&self) -> Arc<dyn Clock> {
        Arc::new(self.clone())
    }
}

impl BlockingTransport for Script {
    fn send_blocking(
        &self,
        _: Request<Body>,
        limits: Limits,
    ) -> Result<Response<Bytes>, TransportError> {
        self.perform(limits)
    }

    fn clock(&self) -> Arc<dyn Clock> {
        Arc::new(self.clone())
    }
}
