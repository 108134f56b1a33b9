//! The parts of URLs and forms that are signed.

use std::collections::{BTreeMap, BTreeSet};

use bytes::Bytes;
use http::Request;
use http::header::CONTENT_TYPE;
use serde_json::{Map, Value};
use url::form_urlencoded;

/// Whether the body is a URL-encoded form.
pub(super) fn is_form(request: &Request<Bytes>) -> bool {
    media_type(request).is_some_and(|found| found == "application/x-www-form-urlencoded")
}

/// Returns the media type of the body in lower case, without parameters; empty if it is not text.
pub(super) fn media_type(request: &Request<Bytes>) -> Option<String> {
    let value = request.headers().get(CONTENT_TYPE)?;
    let essence = value.to_str().unwrap_or_default().split(';').next()?;
    Some(essence.trim().to_ascii_lowercase())
}

/// Returns a form as the text of a JSON object. The values are strings, and those of a name that comes
/// several times are a list.
pub(super) fn to_json(form: &[u8]) -> Vec<u8> {
    let mut fields = Map::new();
    for (name, value) in form_urlencoded::parse(form) {
        let value = Value::from(value);
        match fields.get_mut(name.as_ref()) {
            None => drop(fields.insert(name.into_owned(), value)),
            Some(Value::Array(values)) => values.push(value),
            Some(first) => *first = Value::Array(vec![first.take(), value]),
        }
    }
    Value::Object(fields).to_string().into_bytes()
}

/// Returns the names and values of a form without separators, sorted. A value that comes twice for a name
/// counts once.
pub(super) fn joined(form: &[u8]) -> String {
    let mut fields: BTreeMap<_, BTreeSet<_>> = BTreeMap::new();
    for (name, value) in form_urlencoded::parse(form) {
        fields.entry(name).or_default().insert(value);
    }
    let mut text = String::new();
    for (name, values) in &fields {
        for value in values {
            text.push_str(name);
            text.push_str(value);
        }
    }
    text
}

/// Returns every value of a parameter in the query of a URL.
pub(super) fn query_values(url: &str, name: &str) -> Vec<String> {
    let query = url.split('#').next().and_then(|url| url.split_once('?'));
    let Some((_, query)) = query else {
        return Vec::new();
    };
    form_urlencoded::parse(query.as_bytes())
        .filter(|(found, _)| found == name)
        .map(|(_, value)| value.into_owned())
        .collect()
}

/// Returns the URL as it is, and with the default port of its scheme or, if it has a port, without it:
/// senders differ in whether they sign the port.
pub(super) fn with_and_without_port(url: &str) -> Vec<String> {
    let mut spellings = vec![url.to_owned()];
    let Some((scheme, rest)) = url.split_once("://") else {
        return spellings;
    };
    let default = match scheme {
        "https" => "443",
        "http" => "80",
        _ => return spellings,
    };
    let end = rest.find(['/', '?', '#']).unwrap_or(rest.len());
    let (authority, rest) = rest.split_at(end);
    let digits = authority.trim_end_matches(|c: char| c.is_ascii_digit());
    spellings.push(match digits.strip_suffix(':') {
        // An IPv6 address is in brackets, so that a colon at the end precedes a port.
        Some(host) => format!("{scheme}://{host}{rest}"),
        None => format!("{scheme}://{authority}:{default}{rest}"),
    });
    spellings
}
