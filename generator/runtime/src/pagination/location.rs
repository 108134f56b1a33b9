//! Links from one page of a list to another.

use http::Uri;
use percent_encoding::percent_decode_str;
use url::Url;

use super::super::error::paging::PagingError;

/// The location of a list's first page, from which the locations of the others follow.
///
/// Links may have the name that the API's description gives to the server, although the client calls it
/// by another one, such as through a proxy. They are resolved as described, and then rebased to where
/// the server is called.
pub(super) struct Location {
    called: Url,
    described: Url,
}

impl Location {
    /// Creates the location of the first page, as it is called and as it is described. A description
    /// without a server has no location.
    pub(super) fn new(called: &Uri, described: Option<&Uri>) -> Result<Self, PagingError> {
        let called = parse(called)?;
        let described = described.map_or_else(|| Ok(called.clone()), parse)?;
        Ok(Self { called, described })
    }

    /// Returns the described URL of a link in the page at `page`.
    pub(super) fn resolve(&self, link: &str, page: &Uri) -> Option<Url> {
        let page = self.described(parse(page).ok()?);
        let mut target = page.join(link).ok()?;
        target.set_fragment(None);
        Some(target)
    }

    /// Returns the URL to call for a described one.
    ///
    /// Only a URL with the same scheme, host and port is followed, because the credentials are sent
    /// along.
    pub(super) fn rebase(&self, target: &Url) -> Result<Uri, PagingError> {
        let has_user = !target.username().is_empty() || target.password().is_some();
        let is_described = target.origin() == self.described.origin();
        if has_user || !(is_described || target.origin() == self.called.origin()) {
            return Err(self.foreign(target.as_str()));
        }
        let mut url = target.clone();
        if is_described {
            url = self.called.clone();
            url.set_path(&format!("{}{}", self.prefix_of(target), target.path()));
            url.set_query(target.query());
        }
        Uri::try_from(url.as_str()).map_err(|_| PagingError::Unusable)
    }

    /// Returns the error of a link to another server.
    pub(super) fn foreign(&self, link: &str) -> PagingError {
        PagingError::Foreign {
            link: link.to_owned(),
            server: self.called.origin().ascii_serialization(),
        }
    }

    /// Checks that a page has the path of the first one.
    pub(super) fn check_path(&self, page: &Uri) -> Result<(), PagingError> {
        let same = segments(page.path()).eq(segments(self.called.path()));
        match same {
            true => Ok(()),
            false => Err(PagingError::OtherPath {
                path: page.path().to_owned(),
                own: self.called.path().to_owned(),
            }),
        }
    }

    /// Returns the described URL of one that was called.
    fn described(&self, page: Url) -> Url {
        let path = page.path().strip_prefix(self.prefix());
        let path = path.filter(|path| path.starts_with('/'));
        let (true, Some(path)) = (page.origin() == self.called.origin(), path) else {
            return page;
        };
        let mut url = self.described.clone();
        url.set_path(path);
        url.set_query(page.query());
        url
    }

    /// Returns the prefix that the client's base URL adds to described paths.
    fn prefix(&self) -> &str {
        let called = self.called.path();
        called
            .strip_suffix(self.described.path())
            .unwrap_or_default()
    }

    /// Returns the prefix that a path lacks. A server that knows of its proxy includes the prefix.
    fn prefix_of(&self, target: &Url) -> &str {
        let prefix = self.prefix();
        let begins = |path: &str| {
            let rest = path.strip_prefix(prefix);
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        };
        match begins(target.path()) && !begins(self.described.path()) {
            true => "",
            false => prefix,
        }
    }
}

/// Returns the decoded segments of a path.
fn segments(path: &str) -> impl Iterator<Item = Vec<u8>> {
    path.split('/')
        .map(|segment| percent_decode_str(segment).collect())
}

fn parse(uri: &Uri) -> Result<Url, PagingError> {
    Url::parse(&uri.to_string()).map_err(|_| PagingError::Unusable)
}
