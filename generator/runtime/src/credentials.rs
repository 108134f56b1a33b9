//! Credentials, and where they may go.

use std::fmt;
use std::net::IpAddr;

use base64::prelude::{BASE64_STANDARD, Engine};
use http::header::{
    AUTHORIZATION, COOKIE, HeaderName, HeaderValue, PROXY_AUTHORIZATION, SET_COOKIE,
};
use http::uri::{Scheme, Uri};
use secrecy::zeroize::Zeroizing;
use secrecy::{ExposeSecret, SecretString};

use super::configuration::ConfigurationError;
use super::encode::header_value;

/// What a client proves its identity with.
///
/// The secrets in it are wiped from memory when it is dropped and never show: there is no
/// `Display`, and `Debug` tells the kind alone. What can't be sent in a header is refused when the
/// client is built.
#[derive(Clone)]
pub struct Credentials {
    kind: Kind,
    account: Option<String>,
}

/// The header that carries credentials.
pub(super) type Authorization = (HeaderName, HeaderValue);

#[derive(Clone)]
enum Kind {
    Basic {
        user: String,
        password: SecretString,
    },
    Bearer {
        token: SecretString,
    },
    Header {
        name: String,
        value: SecretString,
    },
}

impl Credentials {
    /// A user name and a password, for HTTP Basic authentication (RFC 7617).
    pub fn basic(user: impl Into<String>, password: impl Into<SecretString>) -> Self {
        Self::new(Kind::Basic {
            user: user.into(),
            password: password.into(),
        })
    }

    /// A bearer token (RFC 6750).
    pub fn bearer(token: impl Into<SecretString>) -> Self {
        Self::new(Kind::Bearer {
            token: token.into(),
        })
    }

    /// A secret in a header of its own, such as `X-Api-Key`.
    pub fn header(name: impl Into<String>, value: impl Into<SecretString>) -> Self {
        Self::new(Kind::Header {
            name: name.into(),
            value: value.into(),
        })
    }

    fn new(kind: Kind) -> Self {
        Self {
            kind,
            account: None,
        }
    }

    /// The same credentials, for the named account.
    #[must_use]
    pub fn for_account(mut self, account: impl Into<String>) -> Self {
        self.account = Some(account.into());
        self
    }

    /// The account that the credentials are for, where they name one.
    #[must_use]
    pub fn account(&self) -> Option<&str> {
        self.account.as_deref()
    }

    /// The header that carries the credentials, marked as sensitive.
    pub(super) fn to_header(&self) -> Result<Authorization, ConfigurationError> {
        let (name, text) = match &self.kind {
            Kind::Basic { user, password } => (AUTHORIZATION, basic_text(user, password)?),
            Kind::Bearer { token } => (AUTHORIZATION, joined(&["Bearer ", secret(token)?])),
            Kind::Header { name, value } => (header_name(name)?, joined(&[secret(value)?])),
        };
        let mut value = header_value(&text).ok_or(ConfigurationError::Credentials(
            "the secret isn't visible ASCII",
        ))?;
        value.set_sensitive(true);
        Ok((name, value))
    }
}

fn header_name(name: &str) -> Result<HeaderName, ConfigurationError> {
    HeaderName::try_from(name)
        .map_err(|_| ConfigurationError::Credentials("the header's name isn't one"))
}

fn basic_text(
    user: &str,
    password: &SecretString,
) -> Result<Zeroizing<String>, ConfigurationError> {
    if user.is_empty() || user.contains(|c: char| c == ':' || c.is_control()) {
        let problem = "the user name is empty, or has a colon or a control character in it";
        return Err(ConfigurationError::Credentials(problem));
    }
    let pair = joined(&[user, ":", secret(password)?]);
    let encoded = Zeroizing::new(BASE64_STANDARD.encode(&*pair));
    Ok(joined(&["Basic ", &encoded]))
}

/// The parts as one text, which is wiped from memory when it is dropped. It is made in its full length
/// at once, since a text that grows leaves copies behind.
fn joined(parts: &[&str]) -> Zeroizing<String> {
    Zeroizing::new(parts.concat())
}

fn secret(secret: &SecretString) -> Result<&str, ConfigurationError> {
    let text = secret.expose_secret();
    if text.is_empty() || text.contains(char::is_control) {
        let problem = "the secret is empty, or has a line break or a control character in it";
        return Err(ConfigurationError::Credentials(problem));
    }
    Ok(text)
}

impl fmt::Debug for Credentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.kind {
            Kind::Basic { .. } => "Credentials(Basic, [redacted])",
            Kind::Bearer { .. } => "Credentials(Bearer, [redacted])",
            Kind::Header { .. } => "Credentials(Header, [redacted])",
        })
    }
}

/// Whether credentials may travel to a URL: over https anywhere, over plain http to this machine
/// itself and to the hosts that the caller allowed by name.
pub(super) fn may_travel(uri: &Uri, plain_http_hosts: &[String]) -> bool {
    if uri.scheme() == Some(&Scheme::HTTPS) {
        return true;
    }
    let Some(host) = uri.host().map(bare_host) else {
        return false;
    };
    is_loopback(host)
        || plain_http_hosts
            .iter()
            .any(|allowed| bare_host(allowed).eq_ignore_ascii_case(host))
}

fn is_loopback(host: &str) -> bool {
    let address = host.parse::<IpAddr>();
    host.eq_ignore_ascii_case("localhost") || address.is_ok_and(|address| address.is_loopback())
}

/// The host without the brackets that a URL puts around an IPv6 address.
fn bare_host(host: &str) -> &str {
    host.strip_prefix('[')
        .and_then(|host| host.strip_suffix(']'))
        .unwrap_or(host)
}

/// Whether a header carries credentials of some kind, so that its value must not show.
pub(super) fn is_secret(name: &HeaderName) -> bool {
    [AUTHORIZATION, COOKIE, PROXY_AUTHORIZATION, SET_COOKIE].contains(name)
}
