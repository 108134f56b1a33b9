//! What is particular to Twilio: its credentials, their names in the environment, and the shape of
//! its errors. Only crates for Twilio's APIs have this module, and no other module refers to it.

use secrecy::SecretString;

use super::credentials::Credentials;
use super::environment::variable;
use super::error::Error;
use super::profile::{ErrorFields, Profile};

/// The profile of a Twilio API, for the crate with this name and version.
#[must_use]
pub const fn profile(package: &'static str, version: &'static str) -> Profile {
    Profile {
        package,
        version,
        request_id_header: "twilio-request-id",
        // Two shapes of the vendor's own (`code`, `message`, `more_info`), and RFC 9457.
        error_fields: ErrorFields {
            code: &["/code"],
            message: &["/message", "/detail", "/title"],
            more_info: &["/more_info", "/type"],
        },
    }
}

impl Credentials {
    /// An account SID (`AC…`) and the account's auth token.
    pub fn auth_token(account_sid: impl Into<String>, auth_token: impl Into<SecretString>) -> Self {
        let account_sid = account_sid.into();
        Self::basic(account_sid.clone(), auth_token).for_account(account_sid)
    }

    /// An account SID (`AC…`), and the SID (`SK…`) and secret of an API key of that account.
    pub fn api_key(
        account_sid: impl Into<String>,
        key_sid: impl Into<String>,
        key_secret: impl Into<SecretString>,
    ) -> Self {
        Self::basic(key_sid, key_secret).for_account(account_sid)
    }
}

/// The credentials in the environment, of which `lookup` gives the variables.
///
/// `TWILIO_ACCOUNT_SID` names the account. An API key in `TWILIO_API_KEY` and `TWILIO_API_SECRET` is
/// preferred; unless both are there, `TWILIO_AUTH_TOKEN` is used.
///
/// # Errors
///
/// If a variable is missing or empty; the error names it.
pub fn credentials_from_env(
    _profile: &Profile,
    lookup: impl Fn(&str) -> Option<String>,
) -> Result<Credentials, Error> {
    let account_sid = variable(&lookup, "TWILIO_ACCOUNT_SID")?;
    let key = variable(&lookup, "TWILIO_API_KEY");
    let secret = variable(&lookup, "TWILIO_API_SECRET");
    let token = variable(&lookup, "TWILIO_AUTH_TOKEN");
    match (key, secret, token) {
        (Ok(key), Ok(secret), _) => Ok(Credentials::api_key(account_sid, key, secret)),
        (_, _, Ok(token)) => Ok(Credentials::auth_token(account_sid, token)),
        // Half of an API key is more likely a mistake than no auth token.
        (Ok(_), Err(error), _) | (Err(error), Ok(_), _) | (_, _, Err(error)) => Err(error),
    }
}
