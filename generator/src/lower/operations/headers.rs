//! Parameters that are headers: the names that HTTP and OpenAPI reserve.

use std::borrow::Cow;

use crate::ir::ParameterLocation;
use crate::lower::problem::LowerProblem;

/// Returns the reason for which a parameter is ignored.
pub(super) fn refusal(location: ParameterLocation, name: &str) -> Option<LowerProblem> {
    let owned = || name.to_owned();
    match location {
        ParameterLocation::Header => match determined_by(name) {
            Some(source) => Some(LowerProblem::ReservedHeader {
                name: owned(),
                determined_by: source,
            }),
            None => (!is_token(name)).then(|| LowerProblem::HeaderName { name: owned() }),
        },
        // The names of cookies are sent percent-encoded.
        ParameterLocation::Path | ParameterLocation::Query | ParameterLocation::Cookie => None,
    }
}

/// Returns the name by which two parameters in one location are the same: HTTP compares the names of
/// headers without regard to case.
pub(super) fn unified(location: ParameterLocation, name: &str) -> Cow<'_, str> {
    match location {
        ParameterLocation::Header => name.to_ascii_lowercase().into(),
        _ => name.into(),
    }
}

/// Returns the source of the value of a header that callers do not set: OpenAPI excludes it from parameters, or it
/// belongs to the connection.
fn determined_by(name: &str) -> Option<&'static str> {
    match name.to_ascii_lowercase().as_str() {
        "accept" => Some("the media types of the responses"),
        "content-type" => Some("the media types of the request body"),
        "authorization" => Some("the credentials of the client"),
        "content-length" => Some("the body"),
        "host" => Some("the URL of the server"),
        "connection" | "keep-alive" | "proxy-connection" | "te" | "trailer"
        | "transfer-encoding" | "upgrade" => Some("the transport"),
        _ => None,
    }
}

/// Whether a text is a token (RFC 9110), as the names of headers are.
pub(in crate::lower) fn is_token(text: &str) -> bool {
    let is_allowed = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte);
    !text.is_empty() && text.bytes().all(is_allowed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_headers_are_tokens() {
        for name in ["X-A", "x_a", "If-None-Match", "~a"] {
            assert_eq!(refusal(ParameterLocation::Header, name), None, "{name}");
        }
        for name in [
            "",
            "X A",
            "X:A",
            "Größe",
            "X-A\n",
            "X(A)",
            "AUTHORIZATION",
            "Host",
            "TE",
        ] {
            assert_ne!(refusal(ParameterLocation::Header, name), None, "{name}");
        }
        assert_eq!(refusal(ParameterLocation::Query, "Accept"), None);
        assert_eq!(refusal(ParameterLocation::Cookie, "Accept"), None);
    }
}
