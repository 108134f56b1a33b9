//! Text for errors and `Debug`: one line, bounded, and without secrets.

use std::fmt;

use http::header::{self, CONTENT_LOCATION, HeaderName, LINK, LOCATION};
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

/// Headers for `Debug`, with the values of those alone that are known to carry no secrets, and without
/// the queries of links.
pub(crate) struct PublicHeaders<'a>(pub(crate) &'a HeaderMap);

impl fmt::Debug for PublicHeaders<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut map = f.debug_map();
        for (name, value) in self.0 {
            if [LOCATION, CONTENT_LOCATION, LINK].contains(name) {
                let link = value.to_str().unwrap_or_default();
                map.entry(&name.as_str(), &public_url(link));
            } else if may_be_secret(name) {
                map.entry(&name.as_str(), &"[redacted]");
            } else {
                map.entry(&name.as_str(), value);
            }
        }
        map.finish()
    }
}

/// The headers that carry no secrets. Any other may carry credentials: many APIs have headers of their
/// own for them.
const PUBLIC: &[HeaderName] = &[
    header::ACCEPT,
    header::ACCEPT_CHARSET,
    header::ACCEPT_ENCODING,
    header::ACCEPT_LANGUAGE,
    header::ACCEPT_RANGES,
    header::AGE,
    header::ALLOW,
    header::CACHE_CONTROL,
    header::CONNECTION,
    header::CONTENT_DISPOSITION,
    header::CONTENT_ENCODING,
    header::CONTENT_LANGUAGE,
    header::CONTENT_LENGTH,
    header::CONTENT_RANGE,
    header::CONTENT_TYPE,
    header::DATE,
    header::ETAG,
    header::EXPECT,
    header::EXPIRES,
    header::HOST,
    header::IF_MATCH,
    header::IF_MODIFIED_SINCE,
    header::IF_NONE_MATCH,
    header::IF_RANGE,
    header::IF_UNMODIFIED_SINCE,
    header::LAST_MODIFIED,
    header::MAX_FORWARDS,
    header::PRAGMA,
    header::RANGE,
    header::RETRY_AFTER,
    header::SERVER,
    header::STRICT_TRANSPORT_SECURITY,
    header::TE,
    header::TRAILER,
    header::TRANSFER_ENCODING,
    header::UPGRADE,
    header::USER_AGENT,
    header::VARY,
    header::VIA,
    header::WARNING,
    header::WWW_AUTHENTICATE,
];

/// The headers outside the standards that carry no secrets: the ids of requests, and rate limits.
const PUBLIC_BY_NAME: &[&str] = &[
    "idempotency-key",
    "ratelimit",
    "ratelimit-limit",
    "ratelimit-policy",
    "ratelimit-remaining",
    "ratelimit-reset",
    "request-id",
    "traceparent",
    "twilio-request-id",
    "x-correlation-id",
    "x-ratelimit-limit",
    "x-ratelimit-remaining",
    "x-ratelimit-reset",
    "x-request-id",
];

/// Whether the value of a header may be a secret, so that it must not be shown.
pub(crate) fn may_be_secret(name: &HeaderName) -> bool {
    !PUBLIC.contains(name) && !PUBLIC_BY_NAME.contains(&name.as_str())
}
