//! The span of a call for the crate `tracing`. Without the feature of that name, every function does
//! nothing.
//!
//! A span records the operation, the method, the path template, the status, the number of attempts and
//! the request id. An event in it reports the final failure of a call. A span never records a value of the
//! path or the query, a header or a body.

use std::time::Duration;

use super::super::error::Error;
use super::super::request::info::OperationInfo;
use super::super::response::drift::SkippedField;
use super::super::response::raw::RawResponse;

/// The span of a call.
#[derive(Clone)]
pub(crate) struct CallSpan {
    #[cfg(feature = "tracing")]
    span: tracing::Span,
}

#[cfg(feature = "tracing")]
impl CallSpan {
    pub(crate) fn new(operation: &OperationInfo) -> Self {
        Self {
            span: tracing::info_span!(
                "call",
                operation = operation.name(),
                method = operation.method().as_str(),
                path = operation.path(),
                attempt = tracing::field::Empty,
                status = tracing::field::Empty,
                request_id = tracing::field::Empty,
            ),
        }
    }

    /// Records that an attempt begins.
    pub(crate) fn attempt(&self, number: u32) {
        self.span.record("attempt", number);
    }

    /// Records how an attempt ended.
    pub(crate) fn outcome(&self, outcome: Result<&RawResponse, &Error>) {
        let (status, request_id) = match outcome {
            Ok(response) => (Some(response.status()), response.request_id()),
            Err(error) => (error.status(), error.request_id()),
        };
        if let Some(status) = status {
            self.span.record("status", status.as_u16());
        }
        if let Some(id) = request_id {
            self.span.record("request_id", id);
        }
    }

    /// Records that another attempt follows.
    pub(crate) fn retrying(&self, delay: Duration) {
        let delay = u64::try_from(delay.as_millis()).unwrap_or(u64::MAX);
        tracing::debug!(parent: &self.span, delay_ms = delay, "trying again");
    }

    /// Records that the call failed for good.
    pub(crate) fn failed(&self, error: &Error) {
        self.span.in_scope(|| failed(error));
    }

    /// Runs a future within the span.
    pub(crate) fn around<F: Future>(self, future: F) -> impl Future<Output = F::Output> {
        tracing::Instrument::instrument(future, self.span)
    }

    /// Runs a function within the span.
    #[cfg(feature = "blocking")]
    pub(crate) fn within<T>(self, function: impl FnOnce() -> T) -> T {
        self.span.in_scope(function)
    }
}

/// Records that a call failed for good.
#[cfg(feature = "tracing")]
pub(crate) fn failed(error: &Error) {
    tracing::warn!(
        operation = error.operation(),
        kind = error.kind(),
        status = error.status().map(|status| status.as_u16()),
        code = error.code(),
        attempts = error.attempts(),
        may_have_taken_effect = error.may_have_taken_effect(),
        "the call failed",
    );
}

#[cfg(not(feature = "tracing"))]
pub(crate) fn failed(_: &Error) {}

/// Records the fields of a response that couldn't be read.
#[cfg(feature = "tracing")]
pub(crate) fn drift(operation: &OperationInfo, drift: &[SkippedField]) {
    for found in drift {
        tracing::warn!(
            operation = operation.name(),
            path = found.path(),
            absent = found.absent(),
            "a field of the response doesn't match the API's description",
        );
    }
}

#[cfg(not(feature = "tracing"))]
pub(crate) fn drift(_: &OperationInfo, _: &[SkippedField]) {}

#[cfg(not(feature = "tracing"))]
impl CallSpan {
    pub(crate) fn new(_: &OperationInfo) -> Self {
        Self {}
    }

    pub(crate) fn attempt(&self, _: u32) {}

    pub(crate) fn outcome(&self, _: Result<&RawResponse, &Error>) {}

    pub(crate) fn retrying(&self, _: Duration) {}

    pub(crate) fn failed(&self, _: &Error) {}

    pub(crate) fn around<F: Future>(self, future: F) -> F {
        future
    }

    #[cfg(feature = "blocking")]
    pub(crate) fn within<T>(self, function: impl FnOnce() -> T) -> T {
        function()
    }
}
