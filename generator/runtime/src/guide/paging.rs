//! Lists of any length.
//!
//! A call that returns one page of a list has two more functions:
//! [`items`](super::super::Call::items) returns the items across all pages, and
//! [`pages`](super::super::Call::pages) returns whole pages. Both are streams, and require no crate
//! for streams:
//!
//! ```text
//! let mut items = list.items().limit(500);
//! while let Some(item) = items.try_next().await? {
//!     show(item);
//! }
//! ```
//!
//! The API's [`PagingScheme`](super::super::PagingScheme) determines how to find the next page: in the
//! body, or in a `Link` header.
//!
//! A page is requested when its first item is requested. With the feature `blocking`, `.blocking()` turns
//! either into an iterator.
//!
//! # Failures
//!
//! If a page fails after its retries, the list ends with the error, after all items of the previous
//! pages. [`next_page_token`](super::super::Items::next_page_token) returns the token of the
//! page that failed, and [`resume_from`](super::super::Items::resume_from) continues with it, at once
//! or in another process.
//!
//! A list that leads back to an earlier page ends with an error, as does one that leads to another
//! server: credentials are sent only to the scheme, host and port of the call
//! ([`is_paging`](super::super::Error::is_paging)). A list with more than 100,000 pages ends with
//! such an error as well, unless [`max_pages`](super::super::Items::max_pages) allows more. So do the items of
//! a list after 1,000 consecutive pages without items.
//!
//! # Tokens from users
//!
//! A token that an end user returns can't reach another server or another path with the client's
//! credentials: [`resume_from`](super::super::Items::resume_from) accepts only URLs with the path of the
//! list. If the token is a URL, it determines the whole query, including filters that the
//! call sets; sign such a token, or keep it on the server, if users must not change them. For
//! servers whose links lead to other paths, use
//! [`resume_from_any_path`](super::super::Items::resume_from_any_path). Never pass a token from a user to
//! it.
