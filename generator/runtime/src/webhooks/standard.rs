//! Standard Webhooks: an id, a timestamp and the body are signed.

use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http::Request;
use jiff::Timestamp;
use secrecy::{ExposeSecret, SecretSlice, SecretString};

use super::error::WebhookError;
use super::mac::{Algorithm, base64, header};

const ID: &str = "webhook-id";

const TIMESTAMP: &str = "webhook-timestamp";

const SIGNATURE: &str = "webhook-signature";

/// The version of signatures with a symmetric secret.
const VERSION: &str = "v1";

/// A verifier of Standard Webhooks.
#[derive(Clone)]
pub(super) struct Standard {
    secrets: Vec<Arc<SecretSlice<u8>>>,
    pub(super) tolerance: Duration,
}

impl Standard {
    pub(super) fn new(secret: &SecretString) -> Result<Self, WebhookError> {
        let mut standard = Self {
            secrets: Vec::new(),
            tolerance: Duration::from_secs(5 * 60),
        };
        standard.add(secret)?;
        Ok(standard)
    }

    pub(super) fn add(&mut self, secret: &SecretString) -> Result<(), WebhookError> {
        let text = secret.expose_secret();
        let decoded = base64(text.strip_prefix("whsec_").unwrap_or(text));
        let decoded = decoded.filter(|secret| !secret.is_empty());
        let secret = decoded.ok_or(WebhookError::InvalidSecret)?;
        self.secrets.push(Arc::new(secret.into()));
        Ok(())
    }

    pub(super) fn verify(
        &self,
        request: &Request<Bytes>,
        now: Timestamp,
    ) -> Result<(), WebhookError> {
        let id = header(request, ID)?;
        let timestamp = header(request, TIMESTAMP)?;
        let signatures = header(request, SIGNATURE)?;
        let seconds = timestamp.parse::<i64>();
        let seconds = seconds.map_err(|_| WebhookError::MalformedHeader {
            name: TIMESTAMP,
            expected: "seconds since 1970",
        })?;
        let message = message(id, timestamp, request.body());
        let tags = signatures.split(' ').filter_map(|signature| {
            let (version, tag) = signature.split_once(',')?;
            base64(tag).filter(|_| version == VERSION)
        });
        let is_signed = tags.into_iter().any(|tag| {
            let mut secrets = self.secrets.iter();
            secrets.any(|secret| Algorithm::Sha256.verifies(secret.expose_secret(), &message, &tag))
        });
        if !is_signed {
            return Err(WebhookError::WrongSignature);
        }
        match now.as_second().abs_diff(seconds) > self.tolerance.as_secs() {
            true => Err(WebhookError::WrongTime),
            false => Ok(()),
        }
    }

    /// Signs a request with the first secret, now. It keeps an id that it has.
    #[cfg(feature = "test-util")]
    pub(super) fn sign(
        &self,
        request: &mut Request<Bytes>,
        now: Timestamp,
    ) -> Result<(), WebhookError> {
        let id = http::HeaderValue::from_static("msg_test");
        request.headers_mut().entry(ID).or_insert(id);
        let timestamp = now.as_second().to_string();
        let message = message(header(request, ID)?, &timestamp, request.body());
        let secret = self.secrets.first().map(|secret| secret.expose_secret());
        let tag = Algorithm::Sha256.sign(secret.unwrap_or_default(), &message);
        for (name, value) in [
            (TIMESTAMP, timestamp.clone()),
            (SIGNATURE, format!("{VERSION},{tag}")),
        ] {
            let value = value.parse().map_err(|_| WebhookError::WrongSignature)?;
            request.headers_mut().insert(name, value);
        }
        Ok(())
    }
}

/// Returns the parts of the signed text: the id, the timestamp and the body, separated by dots.
fn message<'a>(id: &'a str, timestamp: &'a str, body: &'a [u8]) -> [&'a [u8]; 5] {
    [id.as_bytes(), b".", timestamp.as_bytes(), b".", body]
}
