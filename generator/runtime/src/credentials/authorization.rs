//! The headers, query parameters and cookies of credentials.

use http::header::{COOKIE, Entry, HeaderName, HeaderValue};
use http::{HeaderMap, Request, Uri};
use secrecy::zeroize::Zeroizing;

use super::super::error::configuration::ConfigurationError;
use super::super::request::encode;
use super::super::request::style::Pair;
use super::super::transport::body::Body;

/// The headers, query parameters and cookies of credentials. They are never shown: there is no `Debug`.
#[derive(Clone, Default)]
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

    /// Adds everything to the request. Existing values with the same names stay.
    pub(crate) fn apply(&self, request: &mut Request<Body>) {
        for (name, value) in &self.headers {
            request
                .headers_mut()
                .entry(name)
                .or_insert_with(|| value.clone());
        }
        for (name, cookie) in &self.cookies {
            add_cookie(request.headers_mut(), name, cookie);
        }
        for (name, value) in &self.query {
            if let Some(uri) = with_parameter(request.uri(), name, value) {
                *request.uri_mut() = uri;
            }
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
    let Some(others) = headers.get(COOKIE) else {
        headers.insert(COOKIE, cookie.clone());
        return;
    };
    let is_there = |other: &[u8]| {
        let other = other.trim_ascii().split(|byte| *byte == b'=');
        other.take(1).any(|other| other == name.as_bytes())
    };
    if others.as_bytes().split(|byte| *byte == b';').any(is_there) {
        return;
    }
    let all = [others.as_bytes(), b"; ", cookie.as_bytes()].concat();
    // Two header values with a separator are a valid header value.
    if let Ok(mut all) = HeaderValue::try_from(all) {
        all.set_sensitive(true);
        headers.insert(COOKIE, all);
    }
}

/// Returns the URI with a parameter, unless it has one of that name, or would become too long with it,
/// in which case the server rejects the request.
fn with_parameter(uri: &Uri, name: &str, value: &str) -> Option<Uri> {
    let mut pairs: Vec<&str> = uri.query().into_iter().collect();
    let is_there = |pair: &str| pair.split('=').next() == Some(name);
    if pairs.iter().any(|query| query.split('&').any(is_there)) {
        return None;
    }
    let pair = format!("{name}={value}");
    pairs.push(&pair);
    let mut parts = uri.clone().into_parts();
    let target = format!("{}?{}", uri.path(), pairs.join("&"));
    parts.path_and_query = Some(target.try_into().ok()?);
    Uri::from_parts(parts).ok()
}
