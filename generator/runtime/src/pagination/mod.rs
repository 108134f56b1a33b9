//! Pagination: how a list continues from page to page.
//!
//! An API's paging scheme is data, a [`PagingScheme`]. Nothing here does I/O: a page contains the location of
//! the next one, and the request for that is derived from the request for the first page.

#[cfg(feature = "blocking")]
pub(super) mod blocking;
pub(super) mod cursor;
pub(super) mod link_header;
pub(super) mod location;
pub(super) mod pages;
pub(super) mod scheme;

use self::scheme::PagingScheme;
use super::request::operation::{Operation, Output};

/// An operation whose response is one page of a list.
pub trait Paginated: Operation {
    /// The type of the list's items.
    type Item;

    /// The paging scheme.
    const PAGING: PagingScheme;

    /// Returns the items of a page.
    fn items(page: Output<Self>) -> Vec<Self::Item>;
}
