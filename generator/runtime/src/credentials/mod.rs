//! Credentials, and which of them an operation gets.

pub(super) mod authorization;
pub(super) mod choice;
pub(super) mod credentials_request;
pub(super) mod environment;
#[cfg(feature = "oauth2")]
pub(super) mod oauth2;
pub(super) mod plain_http;
pub(super) mod provider;
pub(super) mod source;

use std::fmt;
use std::sync::Arc;

use base64::prelude::{BASE64_STANDARD, Engine};
use http::header::{AUTHORIZATION, HeaderName};
use secrecy::zeroize::Zeroizing;
use secrecy::{ExposeSecret, SecretString};

use self::authorization::Authorization;
use self::source::Source;
use super::error::configuration::ConfigurationError;
use super::request::security::{SchemeKind, SecurityScheme};

/// The credentials of a client.
///
/// The secrets are wiped from memory when the credentials are dropped, and are never shown: there is no
/// `Display`, and `Debug` shows the kind only. Credentials that can't be sent are rejected when the
/// client is built.
#[derive(Clone)]
pub struct Credentials {
    kinds: Vec<Kind>,
    account: Option<String>,
}

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
    Query {
        name: String,
        value: SecretString,
    },
    Cookie {
        name: String,
        value: SecretString,
    },
    /// Credentials of a provider. Calls replace them with the supplied ones.
    Provided(Arc<Source<Credentials>>),
}

impl Credentials {
    /// Creates credentials from a user name and a password, for HTTP Basic authentication (RFC 7617).
    pub fn basic(user: impl Into<String>, password: impl Into<SecretString>) -> Self {
        Self::new(Kind::Basic {
            user: user.into(),
            password: password.into(),
        })
    }

    /// Creates credentials from a bearer token (RFC 6750).
    pub fn bearer(token: impl Into<SecretString>) -> Self {
        Self::new(Kind::Bearer {
            token: token.into(),
        })
    }

    /// Creates credentials from a secret in a separate header, such as `X-Api-Key`.
    pub fn header(name: impl Into<String>, value: impl Into<SecretString>) -> Self {
        Self::new(Kind::Header {
            name: name.into(),
            value: value.into(),
        })
    }

    /// Creates credentials from a secret in a query parameter, such as `api_key`.
    ///
    /// The secret is then part of the URL, which servers and proxies often log. This crate shows no
    /// query, neither in errors nor in traces.
    pub fn query(name: impl Into<String>, value: impl Into<SecretString>) -> Self {
        Self::new(Kind::Query {
            name: name.into(),
            value: value.into(),
        })
    }

    /// Creates credentials from a secret in a cookie, such as that of a session.
    pub fn cookie(name: impl Into<String>, value: impl Into<SecretString>) -> Self {
        Self::new(Kind::Cookie {
            name: name.into(),
            value: value.into(),
        })
    }

    fn new(kind: Kind) -> Self {
        Self {
            kinds: vec![kind],
            account: None,
        }
    }

    /// Combines these credentials with others, for an API that takes several, such as a key and a
    /// token, together or for different operations. Each operation gets those that the API's
    /// description declares.
    ///
    /// A request has one `Authorization` header, so a user name can be combined with a bearer token
    /// only if operations declare which of them they take.
    #[must_use]
    pub fn and(mut self, others: Self) -> Self {
        self.kinds.extend(others.kinds);
        self.account = self.account.or(others.account);
        self
    }

    /// Returns the same credentials, for the named account.
    #[must_use]
    pub fn for_account(mut self, account: impl Into<String>) -> Self {
        self.account = Some(account.into());
        self
    }

    /// Returns the account that the credentials are for, if they name one.
    #[must_use]
    pub fn account(&self) -> Option<&str> {
        self.account.as_deref()
    }
}

impl Kind {
    /// Returns the kind; none if a provider may supply any.
    fn part(&self) -> Option<SchemeKind<'_>> {
        Some(match self {
            Self::Basic { .. } => SchemeKind::Basic,
            Self::Bearer { .. } => SchemeKind::Bearer,
            Self::Header { name, .. } => SchemeKind::Header(name),
            Self::Query { name, .. } => SchemeKind::Query(name),
            Self::Cookie { name, .. } => SchemeKind::Cookie(name),
            Self::Provided(source) => return source.kind(),
        })
    }

    /// Whether they meet a scheme, or may meet it.
    fn is(&self, scheme: &SecurityScheme) -> bool {
        self.part().is_none_or(|part| part.is(scheme.part()))
    }

    const fn is_provided(&self) -> bool {
        matches!(self, Self::Provided(_))
    }

    fn add_to(&self, authorization: &mut Authorization) -> Result<(), ConfigurationError> {
        match self {
            Self::Basic { user, password } => {
                authorization.header(AUTHORIZATION, &basic_text(user, password)?)
            }
            Self::Bearer { token } => {
                let text = joined(&["Bearer ", secret(token)?]);
                authorization.header(AUTHORIZATION, &text)
            }
            Self::Header { name, value } => {
                authorization.header(header_name(name)?, secret(value)?)
            }
            Self::Query { name, value } => {
                authorization.query(name, secret(value)?);
                Ok(())
            }
            Self::Cookie { name, value } => authorization.cookie(name, secret(value)?),
            Self::Provided(source) => match source.problem() {
                Some(problem) => Err(ConfigurationError::Credentials(problem)),
                None => Ok(()),
            },
        }
    }
}

fn header_name(name: &str) -> Result<HeaderName, ConfigurationError> {
    HeaderName::try_from(name).map_err(|_| ConfigurationError::Credentials("invalid header name"))
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

/// Concatenates the parts to a text that is wiped from memory when it is dropped. It is allocated in
/// its full length, because a text that grows leaves copies behind.
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
        let kinds = self.kinds.iter().map(|kind| match kind {
            Kind::Basic { .. } => "Basic",
            Kind::Bearer { .. } => "Bearer",
            Kind::Header { .. } => "Header",
            Kind::Query { .. } => "Query",
            Kind::Cookie { .. } => "Cookie",
            Kind::Provided(_) => "Provided",
        });
        let kinds: Vec<_> = kinds.collect();
        write!(f, "Credentials({}, [redacted])", kinds.join(" and "))
    }
}
