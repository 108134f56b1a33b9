//! Message authentication codes, and the headers that carry them.

use base64::prelude::{BASE64_STANDARD, Engine};
use bytes::Bytes;
use hmac::{Hmac, KeyInit, Mac};
use http::Request;
use sha1::Sha1;
use sha2::Sha256;

use super::error::WebhookError;

/// The hash function of an HMAC.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Algorithm {
    Sha1,
    Sha256,
}

impl Algorithm {
    /// Whether the tag is that of the message, in constant time.
    pub(super) fn verifies(self, key: &[u8], message: &[&[u8]], tag: &[u8]) -> bool {
        match self {
            Self::Sha1 => verifies::<Hmac<Sha1>>(key, message, tag),
            Self::Sha256 => verifies::<Hmac<Sha256>>(key, message, tag),
        }
    }

    /// Returns the tag of the message, in base64.
    #[cfg(feature = "test-util")]
    pub(super) fn sign(self, key: &[u8], message: &[&[u8]]) -> String {
        match self {
            Self::Sha1 => sign::<Hmac<Sha1>>(key, message),
            Self::Sha256 => sign::<Hmac<Sha256>>(key, message),
        }
    }
}

fn verifies<M: Mac + KeyInit>(key: &[u8], message: &[&[u8]], tag: &[u8]) -> bool {
    mac::<M>(key, message).is_some_and(|mac| mac.verify_slice(tag).is_ok())
}

#[cfg(feature = "test-util")]
fn sign<M: Mac + KeyInit>(key: &[u8], message: &[&[u8]]) -> String {
    let tag = mac::<M>(key, message).map(|mac| mac.finalize().into_bytes());
    tag.map(|tag| BASE64_STANDARD.encode(tag))
        .unwrap_or_default()
}

/// Feeds a message to the code. HMAC takes keys of any length.
fn mac<M: Mac + KeyInit>(key: &[u8], message: &[&[u8]]) -> Option<M> {
    let mut mac = <M as KeyInit>::new_from_slice(key).ok()?;
    for part in message {
        mac.update(part);
    }
    Some(mac)
}

/// Reads base64.
pub(super) fn base64(text: &str) -> Option<Vec<u8>> {
    BASE64_STANDARD.decode(text).ok()
}

/// Returns the value of a header that comes at most once.
pub(super) fn optional_header<'a>(
    request: &'a Request<Bytes>,
    name: &'static str,
) -> Result<Option<&'a str>, WebhookError> {
    let mut values = request.headers().get_all(name).iter();
    let value = values.next();
    if values.next().is_some() {
        return Err(WebhookError::RepeatedHeader { name });
    }
    let text = value.map(|value| value.to_str()).transpose();
    text.map_err(|_| WebhookError::MalformedHeader {
        name,
        expected: "ASCII",
    })
}

/// Returns the value of a header that comes exactly once.
pub(super) fn header<'a>(
    request: &'a Request<Bytes>,
    name: &'static str,
) -> Result<&'a str, WebhookError> {
    optional_header(request, name)?.ok_or(WebhookError::MissingHeader { name })
}
