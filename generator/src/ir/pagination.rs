//! Operations whose response is a page of a list.

use std::fmt;

use serde::Deserialize;

/// The pagination of a response.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paging {
    /// The location of the next page's name in a page.
    pub scheme: PagingScheme,
    /// The property of the response that holds the page's items, by its name on the wire; none if the response
    /// is their list.
    pub items: Option<String>,
}

/// The location of the next page's name in a page. Pointers are JSON pointers into the page.
///
/// Dialects, manifests and the extension `x-paging` state their schemes in the same form.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(
    deny_unknown_fields,
    expecting = "a table with the key `scheme`",
    rename_all = "kebab-case",
    tag = "scheme"
)]
pub enum PagingScheme {
    /// The page has the URL of the next one, absolute or relative.
    Url {
        /// The location of the URL.
        next: String,
    },
    /// The page has a token, which is sent as a query parameter.
    Token {
        /// The location of the token.
        next: String,
        /// The parameter's name on the wire.
        parameter: String,
    },
    /// The page contains its number, and whether there is a next one.
    Number {
        /// The location of the flag for further pages.
        more: String,
        /// The location of the page's own number.
        current: String,
        /// The parameter's name on the wire.
        parameter: String,
    },
    /// The request has the page's number; the list ends with a page without items.
    Page {
        /// The parameter's name on the wire.
        parameter: String,
        /// The number of the first page.
        #[serde(default = "first_page")]
        first: u64,
        /// The location of the last page's number, if the page has it.
        last: Option<String>,
    },
    /// The request has the number of items before the page; the list ends with a page without items.
    Offset {
        /// The parameter's name on the wire.
        parameter: String,
        /// The location of the number of all items, if the page has it.
        total: Option<String>,
    },
    /// The `Link` header has the URL of the next page (RFC 8288).
    LinkHeader,
}

/// The scheme with its keys, as in a manifest: `token, next: /next, parameter: cursor`.
impl fmt::Display for PagingScheme {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let optional = |key: &str, pointer: &Option<String>| {
            let pointer = pointer.iter();
            pointer
                .map(|pointer| format!(", {key}: {pointer}"))
                .collect::<String>()
        };
        match self {
            Self::Url { next } => write!(f, "url, next: {next}"),
            Self::Token { next, parameter } => {
                write!(f, "token, next: {next}, parameter: {parameter}")
            }
            Self::Number {
                more,
                current,
                parameter,
            } => write!(
                f,
                "number, more: {more}, current: {current}, parameter: {parameter}"
            ),
            Self::Page {
                parameter,
                first,
                last,
            } => {
                let last = optional("last", last);
                write!(f, "page, parameter: {parameter}, first: {first}{last}")
            }
            Self::Offset { parameter, total } => {
                let total = optional("total", total);
                write!(f, "offset, parameter: {parameter}{total}")
            }
            Self::LinkHeader => f.write_str("link-header"),
        }
    }
}

fn first_page() -> u64 {
    1
}

impl PagingScheme {
    /// Returns the pointers into the page that the scheme reads.
    #[must_use]
    pub fn pointers(&self) -> Vec<&str> {
        match self {
            Self::Url { next } | Self::Token { next, .. } => vec![next],
            Self::Number { more, current, .. } => vec![more, current],
            Self::Page { last: found, .. } | Self::Offset { total: found, .. } => {
                found.iter().map(String::as_str).collect()
            }
            Self::LinkHeader => Vec::new(),
        }
    }

    /// Returns the query parameter that leads to a page, by its name on the wire.
    #[must_use]
    pub fn parameter(&self) -> Option<&str> {
        match self {
            Self::Token { parameter, .. }
            | Self::Number { parameter, .. }
            | Self::Page { parameter, .. }
            | Self::Offset { parameter, .. } => Some(parameter),
            Self::Url { .. } | Self::LinkHeader => None,
        }
    }
}
