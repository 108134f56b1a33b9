//! The headers, query parameters and cookies of credentials.

use http::header::{COOKIE, Entry, HeaderName, HeaderValue};
use http::{HeaderMap, Uri};
use secrecy::zeroize::Zeroizing;

use super::super::error::configuration::ConfigurationError;
use super::super::request::encode;
use super::super::request::extras::Extras;
use super::super::request::security::SchemeKind;
use super::super::request::style::Pair;

/// The headers, query parameters and cookies of credentials. They are never shown: there is no `Debug`.
#[derive(Clone, Default, PartialEq, Eq)]
pub(crate) struct Authorization {
    headers: HeaderMap,
    /// Names and values are encoded.
    query: Vec<Pair>,
    cookies: Vec<(String, HeaderValue)>,
}

impl Authorization {
    /// Adds a header, marked as sensitive.
    pub(super) fn header(
        &mut self,
        name: HeaderName,
        text: &str,
    ) -> Result<(), ConfigurationError> {
        let value = sensitive(text)?;
        match self.headers.entry(name) {
            Entry::Vacant(header) => header.insert(value),
            Entry::Occupied(_) => {
                let problem = "two of them use the same header";
                return Err(ConfigurationError::Credentials(problem));
            }
        };
        Ok(())
    }

    /// Adds a query parameter.
    pub(super) fn query(&mut self, name: &str, text: &str) {
        let pair = (encode::component(name), encode::component(text));
        self.query.push(pair);
    }

    /// Adds a cookie, which is sent unchanged (RFC 6265, section 4.1.1).
    pub(super) fn cookie(&mut self, name: &str, text: &str) -> Result<(), ConfigurationError> {
        let legal = |c: char| c.is_ascii_graphic() && !matches!(c, '"' | ',' | ';' | '\\');
        if name.is_empty()
            || !name.chars().all(|c| legal(c) && c != '=')
            || !text.chars().all(legal)
        {
            let problem = "the name or value of a cookie contains invalid characters";
            return Err(ConfigurationError::Credentials(problem));
        }
        self.cookies.push((
            name.to_owned(),
            sensitive(&Zeroizing::new([name, "=", text].concat()))?,
        ));
        Ok(())
    }

    /// Returns the URI with the query parameters. Existing parameters with the same names stay.
    pub(crate) fn authorize_uri(&self, uri: &Uri) -> Result<Uri, ConfigurationError> {
        let mut authorized = uri.clone();
        for (name, value) in &self.query {
            authorized = with_parameter(authorized, name, value)?;
        }
        Ok(authorized)
    }

    /// Returns the part of the request that both they and the caller's additions set, if there is one.
    pub(crate) fn replaced_by(&self, extras: &Extras) -> Option<String> {
        let header = extras
            .headers()
            .find(|name| self.headers.contains_key(*name));
        let encoded = |name: &&str| encode::component(name);
        let is_key = |name: &&str| {
            let name = encoded(name);
            self.query.iter().any(|(own, _)| *own == name)
        };
        let is_cookie = |name: &&str| self.cookies.iter().any(|(own, _)| own == name);
        let cookie = |cookies: &'_ str| {
            let pairs = cookies.split(';');
            let mut names = pairs.filter_map(|pair| pair.split('=').next().map(str::trim));
            let found = names.find(is_cookie);
            found.map(|name| SchemeKind::Cookie(name).to_string())
        };
        header
            .map(|name| SchemeKind::Header(name).to_string())
            .or_else(|| {
                extras
                    .query()
                    .find(is_key)
                    .map(|name| SchemeKind::Query(name).to_string())
            })
            .or_else(|| extras.cookies().find_map(cookie))
    }

    /// Adds the headers and cookies. Existing ones with the same names stay.
    pub(crate) fn authorize_headers(&self, headers: &mut HeaderMap) {
        for (name, value) in &self.headers {
            headers.entry(name).or_insert_with(|| value.clone());
        }
        for (name, cookie) in &self.cookies {
            add_cookie(headers, name, cookie);
        }
    }
}

fn sensitive(text: &str) -> Result<HeaderValue, ConfigurationError> {
    let value = encode::header_value(text);
    let problem = "the secret isn't visible ASCII";
    let mut value = value.ok_or(ConfigurationError::Credentials(problem))?;
    value.set_sensitive(true);
    Ok(value)
}

fn add_cookie(headers: &mut HeaderMap, name: &str, cookie: &HeaderValue) {
    // An interceptor may have appended a header of its own.
    let mut all: Vec<_> = headers.get_all(COOKIE).iter().collect();
    let is_there = |other: &[u8]| {
        let other = other.trim_ascii().split(|byte| *byte == b'=');
        other.take(1).any(|other| other == name.as_bytes())
    };
    let has_it = |value: &&HeaderValue| {
        let mut others = value.as_bytes().split(|byte| *byte == b';');
        others.any(is_there)
    };
    if all.iter().any(has_it) {
        return;
    }
    all.push(cookie);
    let all: Vec<_> = all.into_iter().map(HeaderValue::as_bytes).collect();
    let all = all.join(&b"; "[..]);
    // Header values with separators are a valid header value.
    if let Ok(mut all) = HeaderValue::try_from(all) {
        all.set_sensitive(true);
        headers.insert(COOKIE, all);
    }
}

/// Returns the URI with a parameter, unless it has one of that name.
fn with_parameter(uri: Uri, name: &str, value: &str) -> Result<Uri, ConfigurationError> {
    let is_there = |pair: &str| pair.split('=').next() == Some(name);
    let query = uri.query();
    if query.is_some_and(|query| query.split('&').any(is_there)) {
        return Ok(uri);
    }
    let separator = if query.is_some() { '&' } else { '?' };
    // The URI is valid and the pair is encoded, so that only the length can be wrong.
    let authorized = Zeroizing::new(format!("{uri}{separator}{name}={value}"));
    Uri::try_from(authorized.as_str()).map_err(|_| ConfigurationError::UrlTooLong)
}
