//! The remaining responses of a stub, and the requests that they are for.

use std::collections::VecDeque;
use std::fmt;

use bytes::Bytes;
use http::{Method, Request};

use super::super::request::info::OperationInfo;
use super::mock_response::MockResponse;

/// The requests that a stub is for.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Target {
    Operation(OperationInfo),
    Path(Method, String),
}

impl Target {
    pub(super) fn matches(&self, request: &Request<Bytes>) -> bool {
        match self {
            Self::Operation(info) => request.extensions().get() == Some(info),
            Self::Path(method, path) => request.method() == method && request.uri().path() == path,
        }
    }
}

impl fmt::Display for Target {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Operation(info) => {
                write!(f, "{} ({} {})", info.name(), info.method(), info.path())
            }
            Self::Path(method, path) => write!(f, "{method} {path}"),
        }
    }
}

/// The remaining responses of a stub.
#[derive(Debug, Default)]
pub(super) struct Queue {
    responses: VecDeque<MockResponse>,
    pub(super) repeats: bool,
    given: usize,
}

impl Queue {
    pub(super) fn add(&mut self, mock: MockResponse) {
        self.responses.push_back(mock);
    }

    /// Takes the next response; the last one stays if it repeats.
    pub(super) fn next(&mut self) -> Option<MockResponse> {
        let mock = if self.repeats && self.responses.len() == 1 {
            self.responses.front().cloned()
        } else {
            self.responses.pop_front()
        };
        self.given += usize::from(mock.is_some());
        mock
    }

    /// Returns the number of responses that were used.
    pub(super) const fn given(&self) -> usize {
        self.given
    }

    /// Returns the number of responses that were never used.
    pub(super) fn left_over(&self) -> usize {
        let used = usize::from(self.repeats && self.given > 0);
        self.responses.len().saturating_sub(used)
    }
}
