//! The user guide: a [`Client`](super::Client) in production, with a page on each subject.
//!
//! - [`retries`]: the calls that are retried, and those that never are
//! - [`timeouts`]: the time limits of a call, and how to cancel it
//! - [`calls`]: headers, servers, credentials and keys of a single call
//! - [`credentials`]: credentials that expire, are rotated, or come from elsewhere
//! - [`paging`]: lists of any length
//! - [`downloads`]: responses of any size
//! - [`streams`]: events of a response, as they arrive
//! - [`uploads`]: bodies and files of any size
//! - [`waiting`]: polling until a condition is met
//! - [`errors`]: the contents of an error
//! - [`drift`]: responses that don't match the API's description
//! - [`security`]: the destinations of credentials, and their redaction
//! - [`testing`]: testing without a network and without an account
//! - `webhooks`: requests from the API, with the feature of that name
//! - [`transports`]: blocking calls, interceptors, tracing, and other HTTP libraries
//!
//! The examples apply to every API. In them, `call` is the [`Call`](super::Call) of any operation,
//! `list` is one whose response is a page of a list, and `binary` is one whose response is bytes.
//! `FetchOrder` represents the type of an operation, and functions such as `show` represent your own
//! code.

pub mod calls;
pub mod credentials;
pub mod downloads;
pub mod drift;
pub mod errors;
pub mod paging;
pub mod retries;
pub mod security;
pub mod streams;
pub mod testing;
pub mod timeouts;
pub mod transports;
pub mod uploads;
pub mod waiting;
#[cfg(feature = "webhooks")]
pub mod webhooks;
