//! Paging schemes, and the page that follows a page.

use http::uri::PathAndQuery;
use http::{HeaderMap, Uri};

use super::super::error::paging::PagingError;
use super::super::request::encode::component;
use super::super::request::parts;
use super::link_header;

/// A paging scheme: where a page contains the location of the next one. Pointers are JSON pointers (RFC
/// 6901) into its body; a value that is missing, null, false or empty ends the list.
///
/// The variants and their fields have the names of the extension `x-paging`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PagingScheme {
    /// The page contains the URL of the next one: absolute, or relative to that of the page.
    Url {
        /// The pointer to the URL.
        next: &'static str,
    },
    /// The page contains a token, which is a parameter of the next request.
    Token {
        /// The pointer to the token.
        next: &'static str,
        /// The query parameter for the token.
        parameter: &'static str,
    },
    /// The page contains its number, and whether there is a next page.
    Number {
        /// The pointer to the number.
        current: &'static str,
        /// The pointer to a boolean that is true unless the page is the last.
        more: &'static str,
        /// The query parameter for the number.
        parameter: &'static str,
    },
    /// The request has the page's number. The list ends with a page without items, or earlier where the
    /// page has the number of the last one.
    Page {
        /// The query parameter that takes the number.
        parameter: &'static str,
        /// The number of the first page.
        first: u64,
        /// The location of a page's items.
        items: &'static str,
        /// The location of the last page's number.
        last: Option<&'static str>,
    },
    /// The request has the number of items before the page. The list ends with a page without items, or
    /// earlier where the page has the number of all items.
    Offset {
        /// The query parameter that takes the number of items before the page.
        parameter: &'static str,
        /// The location of a page's items.
        items: &'static str,
        /// The location of the number of all items.
        total: Option<&'static str>,
    },
    /// The response has a `Link` header (RFC 8288) with the relation `next`, whose URL is absolute, or
    /// relative to that of the page.
    LinkHeader,
}

impl PagingScheme {
    /// Returns the token of the page after the one with these headers and this body, which the request
    /// to `uri` fetched: a URL as it is in the page, a token or a number.
    pub(super) fn next_page_token(
        self,
        uri: &Uri,
        headers: &HeaderMap,
        body: &[u8],
    ) -> Result<Option<String>, PagingError> {
        Ok(match self {
            Self::Url { next } => token_at(body, next, |first| first == b'"')?,
            Self::Token { next, .. } => {
                let is_token = |first: u8| matches!(first, b'"' | b'-') || first.is_ascii_digit();
                token_at(body, next, is_token)?
            }
            Self::Number { current, more, .. } => match text_at(body, more).as_deref() {
                Some("true") => Some(next_number(body, current)?),
                _ => None,
            },
            Self::Page { .. } | Self::Offset { .. } => self.count_on(uri, body),
            Self::LinkHeader => link_header::next(headers),
        })
    }

    /// Returns the number of the next page, or of the items before it.
    fn count_on(self, uri: &Uri, body: &[u8]) -> Option<String> {
        let number_at = |pointer: &str| text_at(body, pointer)?.parse().ok();
        match self {
            Self::Page {
                parameter,
                first,
                items,
                last,
            } => {
                let number = count_in(uri, parameter).unwrap_or(first);
                let last = last.and_then(number_at);
                let is_last = last.is_some_and(|last: u64| number >= last);
                let is_empty = parts::count(parts::find(body, items)?) == 0;
                (!is_last && !is_empty).then(|| number.saturating_add(1).to_string())
            }
            Self::Offset {
                parameter,
                items,
                total,
            } => {
                let count = parts::count(parts::find(body, items)?);
                let before = count_in(uri, parameter).unwrap_or(0);
                let next = before.saturating_add(count as u64);
                let total = total.and_then(number_at);
                let is_last = total.is_some_and(|total: u64| next >= total);
                (!is_last && count > 0).then(|| next.to_string())
            }
            Self::Url { .. } | Self::Token { .. } | Self::Number { .. } | Self::LinkHeader => None,
        }
    }

    /// Whether the next page follows from the number of this one alone, so that a server that ignores the
    /// number would send the same page without end.
    pub(super) fn counts(self) -> bool {
        matches!(self, Self::Page { .. } | Self::Offset { .. })
    }

    /// Returns the query parameter that selects the page; `None` if a page has the URL of the next.
    pub(super) fn parameter(self) -> Option<&'static str> {
        match self {
            Self::Url { .. } | Self::LinkHeader => None,
            Self::Token { parameter, .. }
            | Self::Number { parameter, .. }
            | Self::Page { parameter, .. }
            | Self::Offset { parameter, .. } => Some(parameter),
        }
    }
}

/// Returns the value at a pointer as text, unless it is missing, null or empty.
fn text_at(body: &[u8], pointer: &str) -> Option<String> {
    let text = parts::text(parts::find(body, pointer)?).ok()?;
    text.filter(|text| !text.is_empty())
}

/// Returns the token at a pointer. A value that is missing, null, false or empty ends the list; any
/// other is an error, because the list would otherwise lack its further pages without notice.
fn token_at(
    body: &[u8],
    pointer: &'static str,
    is_token: impl FnOnce(u8) -> bool,
) -> Result<Option<String>, PagingError> {
    let Some(json) = parts::find(body, pointer) else {
        return Ok(None);
    };
    match json.get().as_bytes().first() {
        Some(b'n' | b'f') => Ok(None),
        Some(first) if is_token(*first) => {
            let text = parts::text(json).map_err(|_| PagingError::Unreadable { pointer })?;
            Ok(text.filter(|text| !text.is_empty()))
        }
        _ => Err(PagingError::Unreadable { pointer }),
    }
}

/// Returns the number after that at a pointer.
fn next_number(body: &[u8], pointer: &'static str) -> Result<String, PagingError> {
    let number = text_at(body, pointer).and_then(|text| text.parse::<u64>().ok());
    let number = number.ok_or(PagingError::Unreadable { pointer })?;
    Ok(number.saturating_add(1).to_string())
}

/// Returns the number in a query parameter.
fn count_in(uri: &Uri, name: &str) -> Option<u64> {
    let start = format!("{}=", component(name));
    let mut pairs = uri.query()?.split('&');
    pairs.find_map(|pair| pair.strip_prefix(&start)?.parse().ok())
}

/// Returns the URL with a query parameter, which replaces any others of that name.
pub(super) fn with_parameter(uri: &Uri, name: &str, value: &str) -> Result<Uri, PagingError> {
    let start = format!("{}=", component(name));
    let others = uri.query().unwrap_or_default().split('&');
    let mut query: Vec<_> = others
        .filter(|pair| !pair.is_empty() && !pair.starts_with(&start))
        .map(str::to_owned)
        .collect();
    query.push(format!("{start}{}", component(value)));
    let path_and_query = format!("{}?{}", uri.path(), query.join("&"));
    let mut parts = uri.clone().into_parts();
    parts.path_and_query = PathAndQuery::try_from(path_and_query).ok();
    match parts.path_and_query {
        Some(_) => Uri::from_parts(parts).map_err(|_| PagingError::Unusable),
        None => Err(PagingError::Unusable),
    }
}
