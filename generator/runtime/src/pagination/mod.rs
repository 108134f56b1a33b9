//! Pagination: how a list continues from page to page.
//!
//! An API's paging scheme is data, a [`Paging`]. Nothing here does I/O: a page contains the location of
//! the next one, and the request for that is derived from the request for the first page.

#[cfg(feature = "blocking")]
pub(super) mod blocking;
pub(super) mod cursor;
pub(super) mod link;
pub(super) mod pages;

use http::uri::PathAndQuery;
use http::{HeaderMap, Request, Uri};
use url::Url;

use super::error::paging::PagingError;
use super::request::encode::component;
use super::request::operation::{Operation, Output};
use super::request::parts;
use super::transport::body::Body;

/// An operation whose response is one page of a list.
pub trait Paginated: Operation {
    /// The type of the list's items.
    type Item;

    /// The paging scheme.
    const PAGING: Paging;

    /// Returns the items of a page.
    fn items(page: Output<Self>) -> Vec<Self::Item>;
}

/// A paging scheme: where a page contains the location of the next one. Pointers are JSON pointers (RFC
/// 6901) into its body; a value that is missing, null or empty ends the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Paging {
    /// The page contains the URL of the next one: absolute, or relative to its own.
    NextUrl {
        /// The pointer to the URL.
        pointer: &'static str,
    },
    /// The page contains a token, which is a parameter of the next request.
    Token {
        /// The pointer to the token.
        pointer: &'static str,
        /// The query parameter for the token.
        parameter: &'static str,
    },
    /// The page contains its number, and whether there is a next page.
    PageNumber {
        /// The pointer to the number.
        current: &'static str,
        /// The pointer to a boolean that is true unless the page is the last.
        has_next: &'static str,
        /// The query parameter for the number.
        parameter: &'static str,
    },
    /// The response has a `Link` header (RFC 8288) with the relation `next`, whose URL is absolute, or
    /// relative to that of the page.
    LinkHeader,
}

impl Paging {
    /// Returns the location of the page after the one with these headers and this body: a URL, a token
    /// or a number.
    pub(super) fn next_page_token(self, headers: &HeaderMap, body: &[u8]) -> Option<String> {
        let value = |pointer| {
            let json = parts::find(body, pointer)?;
            parts::text(json).ok()?.filter(|text| !text.is_empty())
        };
        match self {
            Self::NextUrl { pointer } | Self::Token { pointer, .. } => value(pointer),
            Self::PageNumber {
                current, has_next, ..
            } => {
                let more = value(has_next)? == "true";
                let number: u64 = value(current)?.parse().ok()?;
                more.then(|| number.saturating_add(1).to_string())
            }
            Self::LinkHeader => link::next(headers).map(str::to_owned),
        }
    }

    /// Turns the request for the first page into one for another page.
    pub(super) fn request_page(
        self,
        page: &str,
        request: &mut Request<Body>,
        described: impl FnOnce() -> Option<Uri>,
    ) -> Result<(), PagingError> {
        let uri = match self {
            Self::NextUrl { .. } | Self::LinkHeader => {
                follow(page, request.uri(), described().as_ref())?
            }
            Self::Token { parameter, .. } | Self::PageNumber { parameter, .. } => {
                with_parameter(request.uri(), parameter, page)?
            }
        };
        *request.uri_mut() = uri;
        Ok(())
    }
}

/// Returns the URL of a link to the next page, given that the page before was at `called`.
///
/// Only a link to the same scheme, host and port is followed, whatever its path, because the
/// credentials are sent along. A server that is called by another name than the API's description has,
/// such as through a proxy, may return links with the described name: these are followed to where the
/// server was called.
fn follow(link: &str, called: &Uri, described: Option<&Uri>) -> Result<Uri, PagingError> {
    let called = parse(called)?;
    let described = described.map_or_else(|| Ok(called.clone()), parse)?;
    let foreign = || PagingError::Foreign {
        link: link.to_owned(),
        server: called.origin().ascii_serialization(),
    };
    let mut target = described.join(link).map_err(|_| foreign())?;
    if !target.username().is_empty() || target.password().is_some() {
        return Err(foreign());
    }
    target.set_fragment(None);
    if target.origin() == described.origin() {
        // The prefix that the client's base URL adds to the described path applies to this path, too.
        let prefix = called.path().strip_suffix(described.path());
        let path = format!("{}{}", prefix.unwrap_or_default(), target.path());
        let mut moved = called.clone();
        moved.set_path(&path);
        moved.set_query(target.query());
        target = moved;
    } else if target.origin() != called.origin() {
        return Err(foreign());
    }
    Uri::try_from(target.as_str()).map_err(|_| PagingError::Unusable)
}

fn parse(uri: &Uri) -> Result<Url, PagingError> {
    Url::parse(&uri.to_string()).map_err(|_| PagingError::Unusable)
}

/// Returns the URL with a query parameter, in place of any others of that name.
fn with_parameter(uri: &Uri, name: &str, value: &str) -> Result<Uri, PagingError> {
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
