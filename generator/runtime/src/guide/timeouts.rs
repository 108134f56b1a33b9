//! The time limits of a call, and how to cancel it.
//!
//! Two limits are on the [`ClientBuilder`](super::super::ClientBuilder) for all calls and on the
//! [`Call`](super::super::Call) for one, and a third on the `ClientBuilder` alone:
//!
//! - `timeout`: the whole call, including all attempts and the delays between them. 2 minutes.
//! - `attempt_timeout`: one attempt, from connecting to the end of the response. 30 seconds. It
//!   includes the sending of the body, so [a large one](super::uploads) needs more.
//! - `connect_timeout`: the connecting, which includes resolving the name, opening a proxy's tunnel and
//!   the TLS handshake. 10 seconds. A server that can't be
//!   reached within it has seen nothing of the call, so that even a POST is
//!   [retried](super::retries), and the error is one for which
//!   [`is_connect`](super::super::Error::is_connect) holds.
//!
//! For a streamed response ([`download`](super::super::Call::download)), `attempt_timeout` applies
//! to the headers and then to each chunk, however long all of them take. So it does for a stream of
//! events, whose call has no other limit once the headers have arrived. A response with an error
//! status isn't streamed: the limit applies to all of it.
//!
//! ```text
//! let value = call.timeout(Duration::from_secs(5)).send().await?;
//! ```
//!
//! A call that exceeds a limit fails with an error for which
//! [`is_timeout`](super::super::Error::is_timeout) holds. The server may have carried it out, unless
//! [`may_have_taken_effect`](super::super::Error::may_have_taken_effect) says otherwise: a status such
//! as 404 counts even if the rest of the response was too slow.
//!
//! To cancel a call, drop its future: the connection is closed, and no further attempt is made. In
//! this case, too, the server may have carried it out.
