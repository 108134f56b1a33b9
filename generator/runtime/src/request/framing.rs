//! Headers that define the destination of a message and its length.
//!
//! They follow from the URL and the body. A different value could make a server read a part of the body
//! as a separate request, or send credentials to another host.

use http::header::{
    CONNECTION, CONTENT_LENGTH, HOST, HeaderName, TE, TRAILER, TRANSFER_ENCODING, UPGRADE,
};
use http::{HeaderMap, Uri};

use super::super::transport::body::Body;
use super::super::values::check::Checker;

/// The headers that a transport sets itself, or that are about its connection.
const FRAMING: [HeaderName; 9] = [
    HOST,
    CONTENT_LENGTH,
    TRANSFER_ENCODING,
    CONNECTION,
    UPGRADE,
    TE,
    TRAILER,
    HeaderName::from_static("keep-alive"),
    HeaderName::from_static("proxy-connection"),
];

/// The reason why a caller can't set a framing header.
pub(super) const SET_BY_TRANSPORT: &str =
    "is set by the transport, from the URL and the body that are sent";

/// Whether a header defines the destination of a message or its length.
pub(super) fn is_framing(name: &HeaderName) -> bool {
    FRAMING.contains(name)
}

/// Takes framing headers out, and refuses those that contradict the request. An API's description
/// may request `Content-Length` or `Host`.
pub(super) fn settle(
    headers: &mut HeaderMap,
    body: &Body,
    uri: Option<&Uri>,
    checker: &mut Checker,
) {
    for name in FRAMING {
        let Some(value) = headers.remove(&name) else {
            continue;
        };
        let is_true = match name {
            CONTENT_LENGTH => {
                let value = value.to_str().ok().and_then(|text| text.parse().ok());
                let length = body.announced();
                value.is_some() && length.is_none_or(|length| value == Some(length))
            }
            HOST => {
                let authority = uri.and_then(Uri::authority);
                authority.is_some_and(|own| {
                    value
                        .as_bytes()
                        .eq_ignore_ascii_case(own.as_str().as_bytes())
                })
            }
            _ => false,
        };
        if !is_true {
            checker.refuse_field(name.as_str(), SET_BY_TRANSPORT);
        }
    }
}

/// Gives a request the framing headers that it had before others could change them.
pub(crate) fn restore(headers: &mut HeaderMap, original: &HeaderMap) {
    for name in FRAMING {
        match original.get(&name) {
            Some(value) if headers.get_all(&name).iter().eq([value]) => {}
            Some(value) => {
                headers.insert(name, value.clone());
            }
            None => {
                headers.remove(&name);
            }
        }
    }
}
