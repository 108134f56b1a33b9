//! Webhooks whose URL is signed, with the fields of a form or the hash of another body.

use std::sync::Arc;

use bytes::Bytes;
use http::Request;
use secrecy::{ExposeSecret, SecretString};
use sha2::{Digest, Sha256};

use super::error::WebhookError;
use super::form::{is_form, joined, query_values, with_and_without_port};
use super::mac::{Algorithm, base64, header, optional_header};

/// A vendor's form of signatures of URLs.
///
/// The signed text is the URL, followed by the name and the value of each field of a form, sorted. The
/// hash of any other body is a parameter of the URL. Without settings, the signature is an HMAC-SHA1 of that
/// text; with settings (`key=NAME,algorithm=HMAC_SHA256`), an HMAC-SHA256 with a shared key.
#[derive(Clone, Copy, Debug)]
pub struct UrlSignature {
    /// The header with the signature, in base64.
    pub signature: &'static str,
    /// The header with the settings of signatures with a shared key.
    pub settings: &'static str,
    /// The parameter of the URL with the SHA-256 of the body, in lower-case hexadecimal.
    pub body_hash: &'static str,
}

/// A verifier of signed URLs.
#[derive(Clone)]
pub(super) struct UrlSigned {
    form: &'static UrlSignature,
    keys: Vec<Arc<SecretString>>,
    shared_keys: Vec<(String, Arc<SecretString>)>,
}

impl UrlSigned {
    pub(super) fn new(form: &'static UrlSignature, key: SecretString) -> Self {
        Self {
            form,
            keys: vec![Arc::new(key)],
            shared_keys: Vec::new(),
        }
    }

    pub(super) fn add_key(&mut self, key: SecretString) {
        self.keys.push(Arc::new(key));
    }

    pub(super) fn add_shared_key(&mut self, name: String, key: SecretString) {
        self.shared_keys.push((name, Arc::new(key)));
    }

    pub(super) fn verify(&self, url: &str, request: &Request<Bytes>) -> Result<(), WebhookError> {
        let name = self.form.signature;
        let tag = base64(header(request, name)?).ok_or(WebhookError::MalformedHeader {
            name,
            expected: "base64",
        })?;
        let (algorithm, keys) = self.keys(request)?;
        let fields = self.signed_fields(url, request)?;
        let is_signed = with_and_without_port(url).iter().any(|url| {
            let message = [url.as_bytes(), fields.as_bytes()];
            let mut keys = keys.iter();
            keys.any(|key| algorithm.verifies(key.expose_secret().as_bytes(), &message, &tag))
        });
        match is_signed {
            true => Ok(()),
            false => Err(WebhookError::WrongSignature),
        }
    }

    /// Returns the keys with which the request can be signed.
    fn keys(
        &self,
        request: &Request<Bytes>,
    ) -> Result<(Algorithm, Vec<&SecretString>), WebhookError> {
        let name = self.form.settings;
        let Some(settings) = optional_header(request, name)? else {
            return Ok((
                Algorithm::Sha1,
                self.keys.iter().map(|key| &**key).collect(),
            ));
        };
        let value = |key: &str| {
            let mut settings = settings.split(',').filter_map(|each| each.split_once('='));
            settings.find_map(|(name, value)| (name.trim() == key).then_some(value.trim()))
        };
        let (Some(key), Some("HMAC_SHA256")) = (value("key"), value("algorithm")) else {
            return Err(WebhookError::MalformedHeader {
                name,
                expected: "`key=NAME,algorithm=HMAC_SHA256`",
            });
        };
        let found = self.shared_keys.iter().filter(|(name, _)| name == key);
        let found: Vec<_> = found.map(|(_, key)| &**key).collect();
        match found.is_empty() {
            true => Err(WebhookError::UnknownKey),
            false => Ok((Algorithm::Sha256, found)),
        }
    }

    /// Returns the text that follows the URL in the signed one, after checking the hash of the body. Where the
    /// URL has a hash, no other body is genuine, regardless of its media type.
    fn signed_fields(&self, url: &str, request: &Request<Bytes>) -> Result<String, WebhookError> {
        let body = request.body();
        match query_values(url, self.form.body_hash).as_slice() {
            [] if is_form(request) => Ok(joined(body)),
            [] if body.is_empty() => Ok(String::new()),
            [] => Err(WebhookError::UnsignedBody),
            [hash] if *hash == hash_of(body) => Ok(String::new()),
            _ => Err(WebhookError::WrongBody),
        }
    }
}

#[cfg(feature = "test-util")]
impl UrlSigned {
    /// Adds the hash of a body that isn't a form to the URL, unless the URL has one.
    pub(super) fn add_body_hash(&self, request: &mut Request<Bytes>) -> Result<(), WebhookError> {
        let url = request.uri().to_string();
        let has_hash = !query_values(&url, self.form.body_hash).is_empty();
        if request.body().is_empty() || is_form(request) || has_hash {
            return Ok(());
        }
        let mark = if url.contains('?') { '&' } else { '?' };
        let hash = hash_of(request.body());
        let url = format!("{url}{mark}{}={hash}", self.form.body_hash);
        *request.uri_mut() = url.parse().map_err(|_| WebhookError::NoUrl)?;
        Ok(())
    }

    /// Signs a request to this URL with the first key.
    pub(super) fn sign(&self, url: &str, request: &mut Request<Bytes>) -> Result<(), WebhookError> {
        let fields = self.signed_fields(url, request)?;
        let message = [url.as_bytes(), fields.as_bytes()];
        let key = self.keys.first().map(|key| key.expose_secret().as_bytes());
        let tag = Algorithm::Sha1.sign(key.unwrap_or_default(), &message);
        let tag = tag.parse().map_err(|_| WebhookError::WrongSignature)?;
        request.headers_mut().insert(self.form.signature, tag);
        Ok(())
    }
}

fn hash_of(body: &[u8]) -> String {
    let hash = Sha256::digest(body);
    hash.iter().map(|byte| format!("{byte:02x}")).collect()
}
