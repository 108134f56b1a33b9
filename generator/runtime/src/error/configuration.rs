//! Problems of a client, as opposed to a call.

use std::error::Error;
use std::fmt;

#[cfg(feature = "hyper")]
use super::super::response::redaction;
#[cfg(feature = "hyper")]
use super::super::transport::error::TransportError;

/// A reason why a client can't be built, or can't send a valid call.
#[derive(Debug)]
pub(crate) enum ConfigurationError {
    ServerNotAbsolute,
    ServerScheme,
    ServerWithCredentials,
    ServerWithQuery,
    Credentials(&'static str),
    NoCredentials,
    /// The client has credentials, but none that the operation takes.
    OtherCredentials {
        takes: String,
        has: String,
    },
    PlainHttp {
        host: String,
        by_proxy: bool,
    },
    /// The URL exceeds its maximum length when the credentials are added to it.
    UrlTooLong,
    /// A link leads to another server than the one with this scheme, host and port.
    ForeignLink {
        origin: String,
    },
    /// URL parsers would read another URL than the link shows.
    UnclearLink,
    EndpointParam {
        name: &'static str,
        value: String,
    },
    /// No server of the operation has the name.
    UnknownServer {
        name: String,
        known: String,
    },
    /// The operation's server has no such variable.
    UnknownServerVariable {
        name: String,
        known: String,
    },
    ServerVariable {
        name: &'static str,
        value: String,
        expected: String,
    },
    /// A call adds a part of the request that the credentials set.
    ReplacesCredentials {
        part: String,
    },
    UserAgent,
    Variable {
        name: String,
        empty: bool,
    },
    #[cfg(feature = "hyper")]
    Transport(TransportError),
    /// A proxy or root certificates are set for default transports that aren't used.
    #[cfg(feature = "hyper")]
    SettingsWithoutTransport,
    /// The client has no transport for async calls, or none for blocking calls.
    NoTransport {
        setter: &'static str,
        feature: &'static str,
    },
}

impl fmt::Display for ConfigurationError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::ServerNotAbsolute => f.write_str(
                "the server's URL isn't absolute; set one like https://api.example.com with \
                 `ClientBuilder::base_url`",
            ),
            Self::ServerScheme => f.write_str("the base URL is neither http nor https"),
            Self::ServerWithCredentials => f.write_str(
                "the base URL contains a user name or password; pass them as `Credentials`",
            ),
            Self::ServerWithQuery => f.write_str("the base URL has a query or a fragment"),
            Self::Credentials(problem) => write!(f, "the credentials can't be sent: {problem}"),
            Self::NoCredentials => f.write_str(
                "the operation requires credentials, and the client has none; set them with \
                 `ClientBuilder::credentials`",
            ),
            Self::OtherCredentials { takes, has } => write!(
                f,
                "the operation takes {takes}, and the client has {has}; set what it takes with \
                 `ClientBuilder::credentials`",
            ),
            Self::PlainHttp { host, by_proxy } => write!(
                f,
                "credentials aren't sent over plain http to `{host}`{}; use https, or allow the \
                 host with `ClientBuilder::allow_plain_http`",
                if *by_proxy { " through a proxy" } else { "" },
            ),
            Self::UrlTooLong => f.write_str(
                "the URL is too long with the credentials in its query; shorten the arguments",
            ),
            Self::ForeignLink { origin } => write!(
                f,
                "the link leads to another server than {origin}, and credentials are sent to that \
                 server only",
            ),
            Self::UnclearLink => f.write_str(
                "ambiguous link: its path has a `.` or `..` segment, a backslash, or a character that \
                 isn't allowed in a URL",
            ),
            Self::EndpointParam { name, value } => write!(
                f,
                "invalid {name} {value:?}: expected letters, digits and dashes",
            ),
            Self::UnknownServer { name, known } => write!(
                f,
                "unknown server {name:?}: the API's description names {known} for the operation; set \
                 another server with `Call::with_base_url`",
            ),
            Self::UnknownServerVariable { name, known } => write!(
                f,
                "unknown server variable {name:?}: the operation's server has {known}",
            ),
            Self::ServerVariable {
                name,
                value,
                expected,
            } => write!(
                f,
                "invalid server variable `{name}` {value:?}: expected {expected}"
            ),
            Self::ReplacesCredentials { part } => write!(
                f,
                "the call adds {part}, which the credentials set; set other credentials with \
                 `Call::with_credentials`",
            ),
            Self::UserAgent => f.write_str("the user agent's suffix isn't visible ASCII"),
            Self::Variable { name, empty: true } => {
                write!(f, "the environment variable {name} is empty")
            }
            Self::Variable { name, empty: false } => {
                write!(f, "the environment variable {name} is not set")
            }
            #[cfg(feature = "hyper")]
            Self::Transport(error) => {
                write!(
                    f,
                    "the transport can't be created: {}",
                    redaction::chain(error)
                )
            }
            #[cfg(feature = "hyper")]
            Self::SettingsWithoutTransport => f.write_str(
                "the proxy and the root certificates of `ClientBuilder` are for the default transports; \
                 set them on the transport that is used instead",
            ),
            Self::NoTransport { setter, feature } => write!(
                f,
                "there is no transport; set one with `ClientBuilder::{setter}`, or enable the feature \
                 `{feature}`",
            ),
        }
    }
}

impl Error for ConfigurationError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            #[cfg(feature = "hyper")]
            Self::Transport(error) => Some(error),
            _ => None,
        }
    }
}
