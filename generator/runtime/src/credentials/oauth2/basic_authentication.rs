//! The id and the secret of a client in the header of HTTP Basic authentication.

use base64::prelude::{BASE64_STANDARD, Engine};
use http::header::HeaderValue;
use secrecy::zeroize::Zeroizing;
use secrecy::{ExposeSecret, SecretString};
use url::form_urlencoded::byte_serialize;

use super::super::super::error::credentials::CredentialsError;

/// Returns the header with the client's id and secret for HTTP Basic authentication.
pub(super) fn basic(
    client_id: &str,
    secret: &SecretString,
) -> Result<HeaderValue, CredentialsError> {
    let text = Zeroizing::new(["Basic ", &basic_pair(client_id, secret)].concat());
    let mut value = HeaderValue::try_from(text.as_str())?;
    value.set_sensitive(true);
    Ok(value)
}

/// Returns the client's id and secret as they are in that header. Both are encoded as in a form (RFC 6749,
/// section 2.3.1).
pub(super) fn basic_pair(client_id: &str, secret: &SecretString) -> Zeroizing<String> {
    let encoded = |text: &str| byte_serialize(text.as_bytes()).collect::<String>();
    let secret = Zeroizing::new(encoded(secret.expose_secret()));
    let pair = Zeroizing::new([&encoded(client_id), ":", &secret].concat());
    Zeroizing::new(BASE64_STANDARD.encode(&*pair))
}
