//! The time limits of a call, and how to cancel it.
//!
//! The [`ClientBuilder`](super::super::ClientBuilder) sets three limits for all calls. The
//! [`Call`](super::super::Call) sets the first two for one call:
//!
//! - `timeout`, by default 2 minutes: the whole call, including all attempts and the delays between them.
//! - `attempt_timeout`, by default 30 seconds: one attempt, from connecting to the end of the response. It
//!   includes sending the body, so [a large body](super::uploads) needs more.
//! - `connect_timeout`, by default 10 seconds: connecting, which includes resolving the name, opening a proxy's
//!   tunnel and the TLS handshake. A server that can't be reached within it has received no part of the call, so
//!   even a POST is [retried](super::retries), and
//!   [`is_connect`](super::super::Error::is_connect) holds for the error.
//!
//! For a streamed response ([`download`](super::super::Call::download)), `attempt_timeout` applies
//! to the headers and then to each chunk, regardless of their total time. The same applies to a stream of
//! events, whose call has no other limit once the headers have arrived. A response with an error
//! status isn't streamed: the limit applies to all of it.
//!
//! ```text
//! let value = call.timeout(Duration::from_secs(5)).send().await?;
//! ```
//!
//! A call that exceeds a limit fails with an error for which
//! [`is_timeout`](super::super::Error::is_timeout) holds. The server may have carried it out, unless
//! [`may_have_taken_effect`](super::super::Error::may_have_taken_effect) returns `false`: a status such
//! as 404 counts even if the rest of the response was too slow.
//!
//! To cancel a call, drop its future. The connection is closed, and no further attempt is made. In
//! this case, too, the server may have carried it out.
