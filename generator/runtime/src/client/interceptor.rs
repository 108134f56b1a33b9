//! Code of the caller that observes attempts and adds headers to requests.

use std::time::Duration;

use http::HeaderMap;

use super::super::error::Error;
use super::super::request::info::OperationInfo;
use super::super::response::raw::RawResponse;

/// Code that runs before and after every attempt of every call, for metrics, logs or trace headers.
///
/// For anything else, such as a cache, a signature over the body or a queue, wrap the
/// [`Transport`](super::super::Transport) in another one.
pub trait Interceptor: Send + Sync + 'static {
    /// Runs before an attempt, and may change the headers. The credentials aren't among them yet, and
    /// don't replace a header that is already set. Framing headers such as `Host` and `Content-Length`
    /// can't be changed.
    fn before_attempt(&self, _attempt: Attempt<'_>, _headers: &mut HeaderMap) {}

    /// Runs after an attempt, with the response or the error. A
    /// [streamed](super::super::Call::download) response has no body here.
    ///
    /// Every attempt that runs to its end has both functions called, with the same
    /// [`call_id`](Attempt::call_id) and [`number`](Attempt::number). If the future of a call is
    /// dropped, its last attempt has no end.
    fn after_attempt(&self, _attempt: Attempt<'_>, _outcome: Result<&RawResponse, &Error>) {}
}

/// An attempt, as an [`Interceptor`] sees it.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Attempt<'a> {
    /// The operation that is called.
    pub operation: &'a OperationInfo,
    /// The number of the attempt, beginning with 1.
    pub number: u32,
    /// A number that all attempts of a call share, and no attempt of another call in this process.
    pub call_id: u64,
    /// The time since the attempt began; zero before it.
    pub elapsed: Duration,
    /// The time since the call began, with all attempts and the delays between them.
    pub call_elapsed: Duration,
}
