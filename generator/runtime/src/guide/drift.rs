//! Responses that don't match the API's description.
//!
//! Descriptions and servers diverge over time: this is *drift*. A value or a property that the
//! description lacks is no problem: it is kept if the type has a field for it. But a field may also
//! contain a value that its type can't hold, such as a date in another form.
//!
//! If such a field is optional, it is absent from the value, and the rest of the response is there.
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
//! `drift` on [`Items`](super::super::Items) and [`Pages`](super::super::Pages) returns those of
//! the current page.
//!
//! A value that no Rust type of its kind can hold counts as well: a number such as `1e400`, an
//! integer of more than 64 bits, a text with half of a surrogate pair. Integers are never rounded.
//!
//! If the field is required, the nearest optional field around it is absent instead. An element of
//! a list is never dropped, nor a field that contains a list with elements, and nothing is ever
//! left out of a request. If no field can be skipped, the call fails with an error for which
//! [`is_decode`](super::super::Error::is_decode) holds.
//!
//! Types with serde's own implementations, such as those that your code derives for
//! [`Client::request`](super::super::Client::request), can't skip a field themselves. For each field
//! to skip, the body is read again, up to 16 MiB in all. A body in which that isn't enough is an error
//! with the path of the first field.
//!
//! `strict` on a [`Call`](super::super::Call) or a
//! [`ClientBuilder`](super::super::ClientBuilder) makes every such field an error.
