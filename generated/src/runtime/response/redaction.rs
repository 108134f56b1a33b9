// @generated: a copy of `generator/runtime/src/response/redaction.rs`; edit that file instead.

//! Text for errors and `Debug`: one line, bounded, and without secrets.

use std::fmt;

use http::header::{
    AUTHORIZATION, CONTENT_LOCATION, COOKIE, HeaderName, LINK, LOCATION, PROXY_AUTHORIZATION,
    SET_COOKIE,
};
use http::{HeaderMap, StatusCode};

/// The maximum number of characters of a body in an error message.
const EXCERPT: usize = 120;

/// The maximum number of characters of another text, without the ellipsis.
const SENTENCE: usize = 400;

/// Returns the text on one line: white space and control characters become single spaces.
pub(crate) fn one_line(text: &str) -> String {
    text.split(|c: char| c.is_whitespace() || c.is_control())
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

/// Returns the beginning of the text, on one line.
pub(crate) fn shorten(text: &str) -> String {
    let line = one_line(text);
    match line.char_indices().nth(EXCERPT) {
        Some((end, _)) => format!("{}…", line.get(..end).unwrap_or_default()),
        None => line,
    }
}

/// Returns the beginning and the end of the text, on one line.
pub(crate) fn abridge(text: &str) -> String {
    let line = one_line(text);
    let length = line.chars().count();
    if length <= SENTENCE {
        return line;
    }
    let half = SENTENCE / 2;
    let start: String = line.chars().take(half).collect();
    let end: String = line.chars().skip(length - half).collect();
    format!("{start}…{end}")
}

/// Returns the beginning of a body, on one line.
pub(crate) fn beginning(body: &[u8]) -> String {
    // This is more than an excerpt needs even if much of it is white space, as in HTML.
    let part = body.get(..8 * EXCERPT).unwrap_or(body);
    shorten(&String::from_utf8_lossy(part))
}

/// Returns a status with its name, if it has one: `404 Not Found`.
pub(crate) fn status(status: StatusCode) -> String {
    match status.canonical_reason() {
        Some(reason) => format!("{} {reason}", status.as_u16()),
        None => status.as_u16().to_string(),
    }
}

/// Returns a URL without the parts that may be secret: user name and password, query, fragment.
pub(crate) fn public_url(url: &str) -> String {
    let url = url.split(['?', '#']).next().unwrap_or_default();
    let Some((scheme, rest)) = url.split_once("//") else {
        return shorten(url);
    };
    let (authority, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
    let host = authority.rsplit('@').next().unwrap_or_default();
    shorten(&format!("{scheme}//{host}{path}"))
}

/// Returns an error and all its causes, each once.
pub(crate) fn chain(error: &(dyn std::error::Error + 'static)) -> String {
    let causes = std::iter::successors(Some(error), |error| error.source());
    let mut texts: Vec<String> = Vec::new();
    for text in causes.map(ToString::to_string) {
        if !texts.iter().any(|earlier| earlier.contains(&text)) {
            texts.push(text);
        }
    }
    texts.join(": ")
}

/// Headers for `Debug`, without the values of those that carry credentials, and without the queries of
/// links.
pub(crate) struct PublicHeaders<'a>(pub(crate) &'a HeaderMap);

impl fmt::Debug for PublicHeaders<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut map = f.debug_map();
        for (name, value) in self.0 {
            if is_secret(name) {
                map.entry(&name.as_str(), &"[redacted]");
            } else if [LOCATION, CONTENT_LOCATION, LINK].contains(name) {
                let link = value.to_str().unwrap_or_default();
                map.entry(&name.as_str(), &public_url(link));
            } else {
                map.entry(&name.as_str(), value);
            }
        }
        map.finish()
    }
}

/// Whether a header carries credentials, so that its value must not be shown.
pub(crate) fn is_secret(name: &HeaderName) -> bool {
    [AUTHORIZATION, COOKIE, PROXY_AUTHORIZATION, SET_COOKIE].contains(name)
}
