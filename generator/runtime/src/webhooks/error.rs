//! The error of a refused webhook.

use std::fmt;

use bytes::Bytes;
use http::{Response, StatusCode};

/// The reason why a webhook is refused. It is for the log; the sender doesn't see it.
///
/// It contains no secret, no signature and nothing of the body.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum WebhookError {
    /// A header of the signature is missing.
    MissingHeader {
        /// The name of the header.
        name: &'static str,
    },
    /// A header of the signature comes more than once.
    RepeatedHeader {
        /// The name of the header.
        name: &'static str,
    },
    /// A header of the signature can't be read.
    MalformedHeader {
        /// The name of the header.
        name: &'static str,
        /// The form that is expected.
        expected: &'static str,
    },
    /// The signature isn't that of the request. The secret is another one, the URL isn't the one that was
    /// signed, or someone changed the request.
    WrongSignature,
    /// The request names a shared key that the verifier doesn't have.
    UnknownKey,
    /// The body isn't the one whose hash is in the URL.
    WrongBody,
    /// The request has a body, and neither its signature nor its URL covers it.
    UnsignedBody,
    /// The request was sent too long ago, or its time is too far in the future. It may be a replay.
    WrongTime,
    /// The body is longer than the verifier allows.
    BodyTooLarge {
        /// The length of the longest body, in bytes.
        most: usize,
    },
    /// The URL of the request isn't known: it has only a path, and the verifier has no public URL.
    NoUrl,
    /// The body is neither JSON nor a URL-encoded form, as its `Content-Type` says.
    WrongContentType,
    /// The body isn't an event.
    Unreadable {
        /// The expected form and its location. It contains no values of the body.
        reason: String,
    },
    /// The secret of a verifier isn't `whsec_` and base64.
    InvalidSecret,
}

impl WebhookError {
    /// Returns the response to a request that is refused: a status, and an empty body.
    #[must_use]
    pub fn response(&self) -> Response<Bytes> {
        let mut response = Response::new(Bytes::new());
        *response.status_mut() = match self {
            Self::BodyTooLarge { .. } => StatusCode::PAYLOAD_TOO_LARGE,
            Self::WrongContentType => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Self::Unreadable { .. } => StatusCode::BAD_REQUEST,
            Self::NoUrl | Self::InvalidSecret => StatusCode::INTERNAL_SERVER_ERROR,
            _ => StatusCode::FORBIDDEN,
        };
        response
    }
}

impl fmt::Display for WebhookError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the webhook is refused: ")?;
        match self {
            Self::MissingHeader { name } => write!(f, "the header `{name}` is missing"),
            Self::RepeatedHeader { name } => {
                write!(f, "the header `{name}` comes more than once")
            }
            Self::MalformedHeader { name, expected } => {
                write!(f, "the header `{name}` is malformed, expected {expected}")
            }
            Self::WrongSignature => f.write_str(
                "wrong signature; check the secret, and that the URL is the one that the sender has",
            ),
            Self::UnknownKey => f.write_str("it is signed with an unknown shared key"),
            Self::WrongBody => f.write_str("the body doesn't have the signed hash"),
            Self::UnsignedBody => f.write_str("the body isn't signed"),
            Self::WrongTime => f.write_str("its timestamp is too old, or in the future"),
            Self::BodyTooLarge { most } => write!(f, "the body is longer than {most} bytes"),
            Self::NoUrl => f.write_str(
                "the request has no absolute URL; set `WebhookVerifier::public_url`",
            ),
            Self::WrongContentType => {
                f.write_str("expected JSON or a URL-encoded form, found another `Content-Type`")
            }
            Self::Unreadable { reason } => write!(f, "the body isn't an event: {reason}"),
            Self::InvalidSecret => f.write_str("expected a secret of `whsec_` and base64"),
        }
    }
}

impl std::error::Error for WebhookError {}
