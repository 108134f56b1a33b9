//! Responses that don't match the API's description.
//!
//! Descriptions and servers diverge over time: this is *drift*. A value or a property that the
//! description lacks causes no problem: it is kept if the type has a field for it. But a field may also
//! contain a value that its type can't hold, such as a date in another format.
//!
//! If such a field is optional, it is absent from the value, and the rest of the response is present.
//! [`drift`](super::super::Response::drift) returns each such field as a
//! [`SkippedField`](super::super::SkippedField), with the value that was found; the feature
//! `tracing` records an event for each, without the value. The same holds for an entry of a map, and
//! inside a union. A path shows the names that the description declares, and `[*]` for the key of a
//! map, which may be personal data.
//!
//! ```text
//! let response = call.send_with_response().await?;
//! for drift in response.drift() {
//!     report(drift.path(), drift.expected());
//! }
//! ```
//!
//! `drift` on [`Items`](super::super::Items) and [`Pages`](super::super::Pages) returns the skipped fields of
//! the current page.
//!
//! A value that no Rust type of its kind can hold is drift as well: a number such as `1e400`, an
//! integer of more than 64 bits, a text with half of a surrogate pair. Integers are never rounded.
//!
//! If the field is required, the nearest optional field around it is absent instead. Elements of
//! a list and fields that contain a list with elements are never dropped, and no part of a request is ever
//! left out. If no field can be skipped, the call fails with an error for which
//! [`is_decode`](super::super::Error::is_decode) holds.
//!
//! Types with derived implementations of serde's traits, such as those of your code for
//! [`Client::request`](super::super::Client::request), can't skip a field. For each field
//! to skip, the body is read again, up to 16 MiB in all. If that isn't enough, the call fails with an error that has
//! the path of the first field.
//!
//! `strict` on a [`Call`](super::super::Call) or a
//! [`ClientBuilder`](super::super::ClientBuilder) makes every such field an error.
