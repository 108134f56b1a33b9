//! The contents of an error.
//!
//! Every failure is the same type, [`Error`](super::super::Error). `Display` is one line with the
//! operation, the failure and its cause:
//!
//! ```text
//! FetchOrder failed: 404 Not Found: The order was not found (code 20404, request RQ1)
//! ```
//!
//! Use its functions instead of parsing that line:
//!
//! ```text
//! match call.send().await {
//!     Ok(value) => show(value),
//!     Err(error) if error.is_not_found() => show_nothing(),
//!     Err(error) if error.code() == Some(20429) => slow_down(error.retry_after()),
//!     Err(error) => return Err(error.into()),
//! }
//! ```
//!
//! - Nothing was sent: [`is_invalid_request`](super::super::Error::is_invalid_request), with all
//!   problems in [`violations`](super::super::Error::violations)
//!   ([`unchecked`](super::super::Call::unchecked) leaves the constraints of the API's description to
//!   the server, as for a list of which one item is wrong), and
//!   [`is_configuration`](super::super::Error::is_configuration).
//! - No credentials could be obtained: [`is_credentials`](super::super::Error::is_credentials), with the code
//!   of the server that refused them in [`code_text`](super::super::Error::code_text).
//! - No response arrived: [`is_connect`](super::super::Error::is_connect),
//!   [`is_tls`](super::super::Error::is_tls), [`is_timeout`](super::super::Error::is_timeout),
//!   [`is_interrupted`](super::super::Error::is_interrupted),
//!   [`is_protocol`](super::super::Error::is_protocol) if the response isn't HTTP,
//!   [`is_too_large`](super::super::Error::is_too_large), or
//!   [`is_request_body`](super::super::Error::is_request_body) if the body of the request couldn't
//!   be read.
//! - The API rejected the call: [`is_api`](super::super::Error::is_api), with
//!   [`status`](super::super::Error::status), [`code`](super::super::Error::code) or
//!   [`code_text`](super::super::Error::code_text) for a code that isn't a number,
//!   [`message`](super::super::Error::message), [`more_info`](super::super::Error::more_info),
//!   [`params`](super::super::Error::params) and [`request_id`](super::super::Error::request_id).
//!   The whole body is in [`raw_body`](super::super::Error::raw_body) and
//!   [`body_as`](super::super::Error::body_as); the documentation of an operation lists the types
//!   that the API's description declares for it. If only the beginning of such a response arrives, the
//!   status and the headers are available all the same, and `is_timeout`, `is_interrupted` or
//!   `is_too_large` reports why the rest is missing.
//! - The response can't be read: [`is_decode`](super::super::Error::is_decode), with
//!   [`json_path`](super::super::Error::json_path).
//!
//! Before you repeat a call, [`may_have_taken_effect`](super::super::Error::may_have_taken_effect)
//! reports whether it could take effect twice.
