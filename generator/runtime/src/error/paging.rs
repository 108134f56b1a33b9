//! The errors of pagination.

use std::fmt;

use super::super::response::redaction;

/// A reason why the next page can't be requested.
#[derive(Debug)]
pub(crate) enum PagingError {
    /// The link leads to another server.
    Foreign { link: String, server: String },
    /// The page to resume from has another path than the list.
    OtherPath { path: String, own: String },
    /// The value at this pointer isn't a token or link.
    Unreadable { pointer: &'static str },
    /// The list has more pages than the caller allows.
    TooMany { pages: usize },
    /// A long run of pages has no items.
    Empty { pages: usize },
    /// The page came before.
    Repeated,
    /// The token or link of the page can't be part of a URL.
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
            Self::OtherPath { path, own } => {
                let path = redaction::shorten(path);
                write!(
                    f,
                    "the token to resume from leads to {path} and not to {own}; use \
                     `resume_from_any_path` if the token is one of this application"
                )
            }
            Self::Unreadable { pointer } => write!(
                f,
                "the value at `{pointer}` in the last page isn't a token or link to the next one"
            ),
            Self::TooMany { pages } => write!(
                f,
                "the list has more than {pages} pages; allow more with `max_pages`, or resume from \
                 `next_page_token`"
            ),
            Self::Empty { pages } => write!(
                f,
                "the last {pages} pages of the list have no items; resume from `next_page_token` to \
                 continue nevertheless"
            ),
            Self::Repeated => f.write_str("the list leads back to an earlier page"),
            Self::Unusable => {
                f.write_str("the token or link of the next page can't be part of a URL")
            }
        }
    }
}
