//! Access tokens of OAuth 2.0 (RFC 6749) for programs: client credentials and refresh tokens.

mod basic_authentication;
mod token_request;
mod token_response;

use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use http::Uri;
use secrecy::{ExposeSecret, SecretString};
use url::form_urlencoded::byte_serialize;

use self::basic_authentication::basic_pair;
use super::super::error::credentials::CredentialsError;
use super::super::request::security::SchemeKind;
use super::credentials_request::CredentialsRequest;
use super::provider::{CredentialsFuture, CredentialsProvider, ProvidedCredentials, Provider};
use super::source::Source;
use super::{Credentials, Kind};

/// How to obtain access tokens from a token server: by client credentials (RFC 6749, section 4.4) or by a
/// refresh token (section 6).
///
/// [`Credentials::oauth2`] makes credentials of it: bearer tokens, which are obtained when a call needs
/// one, kept until they expire, and renewed once if the API rejects one.
///
/// The token server is reached over the transport of the client, at the token URL only. The URL is https,
/// or plain http to the local machine or to hosts that
/// [`allow_plain_http`](super::super::ClientBuilder::allow_plain_http) names. Redirects are refused.
/// `Debug`, errors and traces show neither tokens nor secrets.
#[must_use]
pub struct OAuth2 {
    token_url: String,
    client_id: String,
    client_secret: Option<SecretString>,
    secret_in_body: bool,
    /// The scopes of all tokens; those of the operation if absent.
    scopes: Option<Vec<String>>,
    parameters: Vec<(String, String)>,
    grant: Grant,
    on_new_refresh_token: Option<Arc<OnNewRefreshToken>>,
}

/// The text that replaces a secret.
const REDACTED: &str = "[redacted]";

type OnNewRefreshToken = dyn Fn(&SecretString) + Send + Sync;

/// The proof of the program's right to tokens.
enum Grant {
    ClientCredentials,
    /// The last refresh token that the server issued.
    RefreshToken(Mutex<SecretString>),
}

impl OAuth2 {
    /// Obtains tokens by the id and the secret of the client. Each token has the scopes of the operation
    /// that is called, unless [`scopes`](Self::scopes) sets others.
    pub fn client_credentials(
        token_url: impl Into<String>,
        client_id: impl Into<String>,
        client_secret: impl Into<SecretString>,
    ) -> Self {
        let secret = Some(client_secret.into());
        Self::new(
            token_url.into(),
            client_id.into(),
            secret,
            Grant::ClientCredentials,
        )
    }

    /// Obtains tokens by a refresh token, which the user of a web application has granted for example. The
    /// tokens have the scopes that were granted, unless [`scopes`](Self::scopes) restricts them.
    ///
    /// If the server issues another refresh token, the next request uses that one. A call that is dropped
    /// while it waits for the server may lose it.
    pub fn refresh_token(
        token_url: impl Into<String>,
        client_id: impl Into<String>,
        refresh_token: impl Into<SecretString>,
    ) -> Self {
        let grant = Grant::RefreshToken(Mutex::new(refresh_token.into()));
        Self::new(token_url.into(), client_id.into(), None, grant)
    }

    const fn new(
        token_url: String,
        client_id: String,
        client_secret: Option<SecretString>,
        grant: Grant,
    ) -> Self {
        Self {
            token_url,
            client_id,
            client_secret,
            secret_in_body: false,
            scopes: None,
            parameters: Vec::new(),
            grant,
            on_new_refresh_token: None,
        }
    }

    /// Sets the secret of the client, for a refresh token that was issued to a client with a secret.
    pub fn client_secret(mut self, secret: impl Into<SecretString>) -> Self {
        self.client_secret = Some(secret.into());
        self
    }

    /// Sends the secret of the client in the body (`client_secret_post`), for servers that don't support
    /// HTTP Basic authentication (`client_secret_basic`).
    pub fn secret_in_body(mut self) -> Self {
        self.secret_in_body = true;
        self
    }

    /// Requests these scopes for all tokens, instead of those of the operation that is called. All calls
    /// then share a token. Without any, the request has no scopes, and the server chooses.
    pub fn scopes<S: Into<String>>(mut self, scopes: impl IntoIterator<Item = S>) -> Self {
        self.scopes = Some(scopes.into_iter().map(Into::into).collect());
        self
    }

    /// Adds a parameter to the requests for tokens, such as `audience` or `resource`.
    pub fn parameter(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.parameters.push((name.into(), value.into()));
        self
    }

    /// Sets a function that receives each new refresh token that the server issues, to store it.
    pub fn on_new_refresh_token(
        mut self,
        store: impl Fn(&SecretString) + Send + Sync + 'static,
    ) -> Self {
        self.on_new_refresh_token = Some(Arc::new(store));
        self
    }

    /// Returns the reason why the token URL can't be used, if there is one.
    fn problem(&self) -> Option<&'static str> {
        let uri = self.token_url.parse::<Uri>().ok();
        let uri = uri.filter(|uri| matches!(uri.scheme_str(), Some("https" | "http")));
        let has_user = |uri: &Uri| {
            let authority = uri.authority();
            authority.is_some_and(|authority| authority.as_str().contains('@'))
        };
        match uri {
            None => Some("the token URL isn't an absolute https URL"),
            Some(_) if self.token_url.contains('#') => Some("the token URL has a fragment"),
            Some(uri) if has_user(&uri) => {
                Some("the token URL contains a user name or password; pass them as the client's")
            }
            Some(_) => None,
        }
    }

    /// Returns the text without the secrets that this program sends, which a server may quote: as they are,
    /// as they are in a form, or as they are in the header.
    fn redact(&self, text: &str) -> String {
        let refresh_token = self.current_refresh_token();
        let secrets = self.client_secret.iter().chain(&refresh_token);
        let secrets = secrets.filter(|secret| !secret.expose_secret().is_empty());
        secrets.fold(text.to_owned(), |text, secret| {
            let plain = secret.expose_secret();
            let in_form = byte_serialize(plain.as_bytes()).collect::<String>();
            let in_header = basic_pair(&self.client_id, secret);
            let text = text.replace(in_header.as_str(), REDACTED);
            text.replace(plain, REDACTED).replace(&in_form, REDACTED)
        })
    }

    fn current_refresh_token(&self) -> Option<SecretString> {
        match &self.grant {
            Grant::ClientCredentials => None,
            Grant::RefreshToken(token) => Some(lock(token).clone()),
        }
    }

    /// Keeps a refresh token that the server issued with an access token.
    fn keep_refresh_token(&self, new: SecretString) {
        let Grant::RefreshToken(token) = &self.grant else {
            return;
        };
        if let Some(store) = &self.on_new_refresh_token {
            store(&new);
        }
        *lock(token) = new;
    }

    async fn obtain(
        &self,
        request: CredentialsRequest<'_>,
    ) -> Result<ProvidedCredentials, CredentialsError> {
        let response = request.send(self.token_request(request.scopes())?).await?;
        let token = self.read_response(&response)?;
        if let Some(refresh_token) = token.refresh_token {
            self.keep_refresh_token(refresh_token);
        }
        let provided = ProvidedCredentials::new(Credentials::bearer(token.access_token));
        Ok(match token.lifetime {
            Some(lifetime) => provided.expires_in(lifetime),
            None => provided,
        })
    }
}

fn lock(token: &Mutex<SecretString>) -> MutexGuard<'_, SecretString> {
    token.lock().unwrap_or_else(PoisonError::into_inner)
}

impl CredentialsProvider for OAuth2 {
    fn provide<'a>(&'a self, request: CredentialsRequest<'a>) -> CredentialsFuture<'a> {
        Box::pin(self.obtain(request))
    }

    fn depends_on_scopes(&self) -> bool {
        self.scopes.is_none() && matches!(self.grant, Grant::ClientCredentials)
    }
}

impl Credentials {
    /// Creates credentials from access tokens of OAuth 2.0. Clones share the tokens.
    pub fn oauth2(tokens: OAuth2) -> Self {
        let problem = tokens.problem();
        let source = Source::new(Box::new(Provider(tokens)));
        let source = source.of_kind(SchemeKind::Bearer, problem);
        Self::new(Kind::Provided(Arc::new(source)))
    }
}

/// Shows no secret, and no parameter, which may be one.
impl fmt::Debug for OAuth2 {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("OAuth2")
            .field("client_id", &self.client_id)
            .field("scopes", &self.scopes)
            .finish_non_exhaustive()
    }
}
