//! Webhooks: the requests that an API sends to its user, and their verification.

mod error;
mod form;
mod mac;
mod received;
mod standard;
mod url_signature;

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use bytes::Bytes;
use http::Request;
use jiff::Timestamp;
use secrecy::SecretString;
use serde::de::DeserializeOwned;

use self::standard::Standard;
use self::url_signature::UrlSigned;

pub use self::error::WebhookError;
pub use self::received::{Event, Received, read_unverified};
pub use self::url_signature::UrlSignature;

/// The default maximum size of a body: 1 MiB.
const MAX_BODY: usize = 1 << 20;

/// Verifies that a webhook comes from the holder of a secret, and is as it was sent.
///
/// A verifier works on any [`http::Request`] whose body is in memory, and so with every server framework.
/// It compares in constant time. `Debug` doesn't show the secrets, which are wiped when the verifier
/// is dropped.
///
/// Respond to a refused request with [`WebhookError::response`], which doesn't contain the reason;
/// the error itself is for the log.
#[derive(Clone)]
pub struct WebhookVerifier(Arc<Settings>);

#[derive(Clone)]
struct Settings {
    scheme: Scheme,
    max_body: usize,
    /// The scheme, host and path prefix under which the sender sees the server.
    public_url: Option<String>,
    now: fn() -> Timestamp,
}

#[derive(Clone)]
enum Scheme {
    Url(UrlSigned),
    Standard(Standard),
}

impl WebhookVerifier {
    /// Creates a verifier of [Standard Webhooks](https://www.standardwebhooks.com), whose secret is
    /// `whsec_` and base64.
    ///
    /// # Errors
    ///
    /// If the secret isn't base64, or is empty.
    pub fn standard(secret: impl Into<SecretString>) -> Result<Self, WebhookError> {
        let standard = Standard::new(&secret.into())?;
        Ok(Self::of(Scheme::Standard(standard)))
    }

    /// Creates a verifier of webhooks whose URL is signed, in the vendor's form, with this key.
    pub fn url_signed(form: &'static UrlSignature, key: impl Into<SecretString>) -> Self {
        Self::of(Scheme::Url(UrlSigned::new(form, key.into())))
    }

    fn of(scheme: Scheme) -> Self {
        Self(Arc::new(Settings {
            scheme,
            max_body: MAX_BODY,
            public_url: None,
            now: Timestamp::now,
        }))
    }

    fn with(mut self, change: impl FnOnce(&mut Settings)) -> Self {
        change(Arc::make_mut(&mut self.0));
        self
    }

    /// Accepts another secret beside the first, while the secrets are rotated.
    ///
    /// # Errors
    ///
    /// As for the constructor.
    pub fn or_secret(mut self, secret: impl Into<SecretString>) -> Result<Self, WebhookError> {
        match &mut Arc::make_mut(&mut self.0).scheme {
            Scheme::Url(signed) => signed.add_key(secret.into()),
            Scheme::Standard(standard) => standard.add(&secret.into())?,
        }
        Ok(self)
    }

    /// Accepts webhooks that are signed with a shared key, which the request names by its SID or name.
    /// Standard Webhooks have no such keys.
    #[must_use]
    pub fn shared_key(self, name: impl Into<String>, key: impl Into<SecretString>) -> Self {
        self.with(|settings| {
            if let Scheme::Url(signed) = &mut settings.scheme {
                signed.add_shared_key(name.into(), key.into());
            }
        })
    }

    /// Sets the URL under which the sender sees the server, if that isn't the URL of the request: a proxy
    /// or a load balancer is in front of the server, or the request has only a path.
    ///
    /// It is a scheme and a host, and the path prefix that a proxy removes, if it does:
    /// `https://example.com/hooks`. The path and the query of the request are appended.
    #[must_use]
    pub fn public_url(self, url: impl Into<String>) -> Self {
        let url = url.into().trim_end_matches('/').to_owned();
        self.with(|settings| settings.public_url = Some(url))
    }

    /// Sets how old or how far ahead the timestamp of a Standard Webhook may be. The default is 5 minutes.
    #[must_use]
    pub fn tolerance(self, tolerance: Duration) -> Self {
        self.with(|settings| {
            if let Scheme::Standard(standard) = &mut settings.scheme {
                standard.tolerance = tolerance;
            }
        })
    }

    /// Sets the length of the longest body that is verified, in bytes. The default is 1 MiB. A server
    /// that reads the body itself must bound it as well.
    #[must_use]
    pub fn max_body(self, bytes: usize) -> Self {
        self.with(|settings| settings.max_body = bytes)
    }

    /// Sets the current time, for tests of timestamps.
    #[cfg(feature = "test-util")]
    #[must_use]
    pub fn now(self, now: fn() -> Timestamp) -> Self {
        self.with(|settings| settings.now = now)
    }

    /// Verifies a request. Its URL is that of [`public_url`](Self::public_url), or its own if that is
    /// absolute.
    ///
    /// # Errors
    ///
    /// If the verification fails. The error names the failed check.
    pub fn verify(&self, request: &Request<Bytes>) -> Result<(), WebhookError> {
        self.check(request, || self.url(request))
    }

    /// Verifies a request that was sent to this URL: the scheme, host, path and query, exactly as the sender
    /// has them.
    ///
    /// # Errors
    ///
    /// As for [`verify`](Self::verify).
    pub fn verify_url(&self, url: &str, request: &Request<Bytes>) -> Result<(), WebhookError> {
        self.check(request, || Ok(url.to_owned()))
    }

    /// [Verifies](Self::verify) a request, and reads the event in it: JSON, or a URL-encoded form. The type is
    /// an enum of events, or the payload of one of them.
    ///
    /// # Errors
    ///
    /// If the request isn't proved to come from the holder of the secret, or isn't an event.
    pub fn receive<E: DeserializeOwned>(
        &self,
        request: &Request<Bytes>,
    ) -> Result<Received<E>, WebhookError> {
        self.verify(request)?;
        read_unverified(request)
    }

    /// The same, for a request that was [sent to this URL](Self::verify_url).
    ///
    /// # Errors
    ///
    /// As for [`receive`](Self::receive).
    pub fn receive_url<E: DeserializeOwned>(
        &self,
        url: &str,
        request: &Request<Bytes>,
    ) -> Result<Received<E>, WebhookError> {
        self.verify_url(url, request)?;
        read_unverified(request)
    }

    fn check(
        &self,
        request: &Request<Bytes>,
        url: impl FnOnce() -> Result<String, WebhookError>,
    ) -> Result<(), WebhookError> {
        let most = self.0.max_body;
        if request.body().len() > most {
            return Err(WebhookError::BodyTooLarge { most });
        }
        match &self.0.scheme {
            Scheme::Url(signed) => signed.verify(&url()?, request),
            Scheme::Standard(standard) => standard.verify(request, (self.0.now)()),
        }
    }

    fn url(&self, request: &Request<Bytes>) -> Result<String, WebhookError> {
        let uri = request.uri();
        match &self.0.public_url {
            Some(url) => {
                let rest = uri.path_and_query().map_or("/", |rest| rest.as_str());
                Ok(format!("{url}{rest}"))
            }
            None if uri.scheme().is_some() => Ok(uri.to_string()),
            None => Err(WebhookError::NoUrl),
        }
    }

    /// Signs a request as the sender does, to test the code that receives it. The URL is that which
    /// [`verify`](Self::verify) finds. Where the signature doesn't include the body, its hash is added to the
    /// query of the URL.
    ///
    /// # Errors
    ///
    /// If the request has only a path, and the verifier no public URL.
    #[cfg(feature = "test-util")]
    pub fn sign(&self, mut request: Request<Bytes>) -> Result<Request<Bytes>, WebhookError> {
        match &self.0.scheme {
            Scheme::Url(signed) => {
                signed.add_body_hash(&mut request)?;
                let url = self.url(&request)?;
                signed.sign(&url, &mut request)?;
            }
            Scheme::Standard(standard) => standard.sign(&mut request, (self.0.now)())?,
        }
        Ok(request)
    }
}

impl fmt::Debug for WebhookVerifier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let scheme = match &self.0.scheme {
            Scheme::Url(_) => "signed URL",
            Scheme::Standard(_) => "Standard Webhooks",
        };
        f.debug_struct("WebhookVerifier")
            .field("scheme", &format_args!("{scheme}"))
            .field("max_body", &self.0.max_body)
            .field("public_url", &self.0.public_url)
            .finish_non_exhaustive()
    }
}
