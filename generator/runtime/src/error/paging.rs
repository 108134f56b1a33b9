//! Why the next page can't be requested.

use std::fmt;

use super::super::response::redaction;

/// Why the next page can't be requested.
#[derive(Debug)]
pub(crate) enum PagingError {
    /// The link leads to another server.
    Foreign { link: String, server: String },
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
            Self::Repeated => f.write_str("the list leads back to an earlier page"),
            Self::Unusable => {
                f.write_str("the token or link of the next page can't be part of a URL")
            }
        }
    }
}
