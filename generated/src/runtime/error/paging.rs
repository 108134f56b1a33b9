// @generated: a copy of `generator/runtime/src/error/paging.rs`; edit that file instead.

//! Why the next page isn't asked for.

use std::fmt;

use super::super::response::redaction;

/// Why the next page isn't asked for.
#[derive(Debug)]
pub(crate) enum PagingError {
    /// The link leads elsewhere than to this server.
    Foreign { link: String, server: String },
    /// The page was there before.
    Repeated,
    /// What leads to the page can't be part of a URL.
    Unusable,
}

impl fmt::Display for PagingError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Foreign { link, server } => {
                let link = redaction::public_url(link);
                write!(
                    f,
                    "the link to the next page leads to {link} and not to {server}"
                )
            }
            Self::Repeated => f.write_str("the list leads back to a page that was there before"),
            Self::Unusable => f.write_str("what leads to the next page can't be part of a URL"),
        }
    }
}
