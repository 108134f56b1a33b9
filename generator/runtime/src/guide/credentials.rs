//! Credentials that expire, are rotated, or come from elsewhere.
//!
//! [`Credentials`](super::super::Credentials) are usually fixed: a key, or a token. A *provider* obtains
//! them when a call needs them:
//!
//! ```text
//! let vault = Credentials::provided_by(move || {
//!     let vault = vault.clone();
//!     async move {
//!         let secret = vault.read("acme/token").await?;
//!         let credentials = Credentials::bearer(secret.value);
//!         Ok(ProvidedCredentials::new(credentials).expires_in(secret.lease))
//!     }
//! });
//! let client = Client::builder().credentials(vault).build()?;
//! ```
//!
//! - The client keeps the credentials that a provider supplies. It asks again 30 seconds before they expire,
//!   or a tenth of the lifetime before if that is less. Without a lifetime, it asks again when the API rejects
//!   the credentials. With a lifetime of zero, it asks for every call, so it uses a rotated key at once.
//! - One call at a time asks, whether async or blocking. The others wait for its result and share it. If the
//!   call that asks is dropped, the next one asks.
//! - After a response with status 401, the client asks once more, and makes one more attempt with the new
//!   credentials: the rejected call wasn't carried out, so this is safe for a POST, too. If the new
//!   credentials are the same, or the second response is 401 as well, the call fails with that response.
//! - If a provider fails, the call isn't sent. Its error is one for which
//!   [`is_credentials`](super::super::Error::is_credentials) holds. A temporary failure is retried by
//!   the [policy](super::retries) of the call. A provider marks it with
//!   [`transient`](super::super::CredentialsError::transient).
//! - The time limit of the call includes the provider.
//!
//! A type of your own that implements
//! [`CredentialsProvider`](super::super::CredentialsProvider) sees the operation and its scopes, and can
//! send requests over the client's transport. For blocking calls, a function runs outside any async
//! runtime. A provider that requires one implements `provide_blocking`.
//!
//! [`with_credentials`](super::super::Call::with_credentials) sets a provider for a single call, like other
//! credentials. Clones of credentials share the supplied ones, so keep one value for each account and clone it:
//!
//! ```text
//! let call = client.orders().fetch(id).with_credentials(tenant.credentials.clone());
//! ```
//!
//! # OAuth 2.0
//!
//! With the feature `oauth2`, [`Credentials::oauth2`](super::super::Credentials) obtains access tokens from a
//! token server, by client credentials or by a refresh token:
//!
//! ```text
//! let tokens = OAuth2::client_credentials("https://auth.example.com/token", id, secret);
//! let client = Client::builder().credentials(Credentials::oauth2(tokens)).build()?;
//! ```
//!
//! If the API's description has the token URL, `Credentials` has a constructor such as
//! `client_credentials(id, secret)`, and `OAuth2` has a constant with the URL, such as
//! `CLIENT_CREDENTIALS_URL`.
//!
//! - A token has the scopes that the description declares for the operation, and is kept for each set of
//!   scopes. If alternatives are declared, the scopes are those of the first one. `scopes` requests the
//!   same scopes for all operations.
//! - The secret of the client is sent by HTTP Basic authentication, or in the body with `secret_in_body`.
//!   `parameter` adds others, such as `audience`.
//! - The token server must respond with JSON and a bearer token. `expires_in` may be a number or a text.
//!   Without a readable one, a token is kept until the API rejects it.
//! - Requests go to the token URL only, over https, or over plain http to the local machine and to
//!   [hosts that you allow](super::super::ClientBuilder::allow_plain_http). Redirects are refused, a response has
//!   at most 1 MiB, and the time limit is that of the call.
//! - An error shows the server's `error` and `error_description`, and nothing else of a response.
//!   [`code_text`](super::super::Error::code_text) returns the former, such as `invalid_grant` for a refresh
//!   token that was revoked.
//! - A server may issue a new refresh token with an access token. It replaces the previous
//!   one; `on_new_refresh_token` lets you store it.
