// @generated: a copy of `generator/runtime/src/client/interceptor.rs`; edit that file instead.

//! Where a caller's own code looks on, and adds to requests.

use http::HeaderMap;

use super::super::error::Error;
use super::super::request::info::OperationInfo;
use super::super::response::raw::RawResponse;

/// Code that runs before and after every attempt of every call: metrics, logs, headers that carry a
/// trace on.
///
/// For more than that (a cache, a signature over the body, a queue) wrap the
/// [`Transport`](super::super::Transport) in one of your own.
pub trait Interceptor: Send + Sync + 'static {
    /// Runs before an attempt. The headers may be changed; the credentials aren't among them yet,
    /// and leave a header alone that is there already. Headers that say where the request goes and how long it
    /// is, such as `Host` and `Content-Length`, stay as they were.
    fn before_attempt(&self, _attempt: Attempt<'_>, _headers: &mut HeaderMap) {}

    /// Runs after an attempt, with what the server answered or why the attempt failed. An answer that is
    /// [read as it comes](super::super::Call::download) has no body here.
    fn after_attempt(&self, _attempt: Attempt<'_>, _outcome: Result<&RawResponse, &Error>) {}
}

/// An attempt, as a [`Interceptor`] sees it.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct Attempt<'a> {
    /// The operation that is called.
    pub operation: &'a OperationInfo,
    /// Which attempt it is; the first is 1.
    pub number: u32,
}
