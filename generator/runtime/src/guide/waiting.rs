//! Polling until a condition is met.
//!
//! [`wait_until`](super::super::Call::wait_until) repeats a call until its value meets a condition:
//!
//! ```text
//! let value = call
//!     .wait_until(|value| !is_pending(value))
//!     .interval(Duration::from_secs(5))
//!     .deadline(Duration::from_secs(3600))
//!     .send()
//!     .await?;
//! ```
//!
//! The first delay is 2 seconds, and each further one is 1.5 times as long as the one before, up to
//! 30 seconds; a `Retry-After` header makes a delay longer. When the deadline has passed, by
//! default 10 minutes, the result is an error for which
//! [`is_wait_timeout`](super::super::Error::is_wait_timeout) holds; it has the body of the last
//! response.
//!
//! A state that this version of the crate doesn't know counts as temporary: the API may have
//! new intermediate states. [`or_until`](super::super::Poller::or_until) ends the polling in
//! further states, such as a final one that the crate doesn't know:
//!
//! ```text
//! let value = call
//!     .wait_until(|value| !is_pending(value))
//!     .or_until(has_failed)
//!     .send()
//!     .await?;
//! ```
