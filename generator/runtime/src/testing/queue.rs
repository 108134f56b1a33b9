//! The replies that are left, and whom they are for.

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

/// The replies that a stub has left.
#[derive(Debug, Default)]
pub(super) struct Queue {
    replies: VecDeque<MockResponse>,
    pub(super) repeats: bool,
    given: usize,
}

impl Queue {
    pub(super) fn add(&mut self, reply: MockResponse) {
        self.replies.push_back(reply);
    }

    /// The next reply; the last one stays if it repeats.
    pub(super) fn next(&mut self) -> Option<MockResponse> {
        let reply = if self.repeats && self.replies.len() == 1 {
            self.replies.front().cloned()
        } else {
            self.replies.pop_front()
        };
        self.given += usize::from(reply.is_some());
        reply
    }

    /// How many replies were given.
    pub(super) const fn given(&self) -> usize {
        self.given
    }

    /// How many replies were never given.
    pub(super) fn left_over(&self) -> usize {
        let used = usize::from(self.repeats && self.given > 0);
        self.replies.len().saturating_sub(used)
    }
}
