//! The servers that requests are sent to.

use std::fmt;
use std::sync::Arc;

use percent_encoding::percent_decode_str;
use url::{Origin, Position, Url};

use super::super::error::configuration::ConfigurationError;
use super::endpoint::EndpointParams;
use super::memo::Memo;
use super::profile::Profile;
use super::server_choice::ServerChoice;

/// The servers that a client sends its calls to.
#[derive(Clone, Debug)]
pub(crate) enum Destination {
    /// The described servers.
    Described,
    /// The hosts that the API's profile gives for the described ones.
    Resolved(&'static Profile, EndpointParams, ServerChoice),
    /// This server, regardless of the description.
    Base(Server),
}

impl Destination {
    /// Creates the destination of a client for the API with this profile, which a base URL overrides.
    pub(crate) fn new(
        profile: &'static Profile,
        params: EndpointParams,
        base_url: Option<&str>,
    ) -> Result<Self, ConfigurationError> {
        if let Some(url) = base_url {
            return Self::base(url);
        }
        params.check()?;
        Ok(Self::Resolved(profile, params, ServerChoice::default()))
    }

    /// Creates the destination of a base URL.
    pub(crate) fn base(url: &str) -> Result<Self, ConfigurationError> {
        Server::parse(url).map(Self::Base)
    }

    /// Creates the destination of a call that chooses a server of the API's description, with the client's
    /// endpoint parameters.
    fn choosing(&self, profile: &'static Profile, choice: ServerChoice) -> Self {
        let params = match self {
            Self::Resolved(_, params, _) => params.clone(),
            Self::Described | Self::Base(_) => EndpointParams::new(),
        };
        Self::Resolved(profile, params, choice)
    }
}

/// The servers that calls go to, by those in the API's description.
pub(crate) struct Servers {
    destination: Destination,
    resolved: Memo<&'static str, Server>,
}

impl Servers {
    pub(crate) const fn of(destination: Destination) -> Self {
        Self {
            destination,
            resolved: Memo::new(),
        }
    }

    /// Returns the servers of a call that chooses one of the API's description.
    pub(crate) fn choosing(&self, profile: &'static Profile, choice: ServerChoice) -> Self {
        Self::of(self.destination.choosing(profile, choice))
    }

    /// Returns the server to call for one in the API's description.
    pub(super) fn get(&self, described: &'static str) -> Result<Arc<Server>, ConfigurationError> {
        let resolve = || Server::of(described, &self.destination);
        self.resolved.get(described, resolve)
    }
}

impl fmt::Debug for Servers {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.destination.fmt(f)
    }
}

/// A server: its scheme, host and port, and a path prefix of every operation.
#[derive(Clone, Debug)]
pub(crate) struct Server {
    origin: Origin,
    prefix: String,
}

impl Server {
    /// Reads the absolute http or https URL of a server.
    pub(crate) fn parse(text: &str) -> Result<Self, ConfigurationError> {
        Self::read(Url::parse(text).map_err(|_| ConfigurationError::ServerNotAbsolute)?)
    }

    fn read(url: Url) -> Result<Self, ConfigurationError> {
        if !matches!(url.scheme(), "http" | "https") {
            return Err(ConfigurationError::ServerScheme);
        }
        if has_user(&url) {
            return Err(ConfigurationError::ServerWithCredentials);
        }
        if url.query().is_some() || url.fragment().is_some() {
            return Err(ConfigurationError::ServerWithQuery);
        }
        Ok(Self {
            origin: url.origin(),
            prefix: url.path().trim_end_matches('/').to_owned(),
        })
    }

    /// Returns the server to call for one in the API's description.
    ///
    /// A base URL replaces its scheme, host and port, and prepends its path to the described one.
    fn of(described: &str, destination: &Destination) -> Result<Self, ConfigurationError> {
        match destination {
            Destination::Described => Self::parse(described),
            Destination::Resolved(profile, params, choice) => {
                let chosen = choice.url(described, profile.servers)?;
                Self::resolved(&chosen, profile, params)
            }
            Destination::Base(base) => {
                let path = path_of(described).trim_end_matches('/');
                Ok(Self {
                    origin: base.origin.clone(),
                    prefix: format!("{}{path}", base.prefix),
                })
            }
        }
    }

    fn resolved(
        described: &str,
        profile: &Profile,
        params: &EndpointParams,
    ) -> Result<Self, ConfigurationError> {
        let mut url = Url::parse(described).map_err(|_| ConfigurationError::ServerNotAbsolute)?;
        if let Some(host) = url.host_str().map(|host| profile.host(host, params)) {
            url.set_host(Some(&host))
                .map_err(|_| ConfigurationError::ServerNotAbsolute)?;
        }
        Self::read(url)
    }

    /// Returns the beginning of the URL of a path, with room for so many bytes more.
    pub(super) fn start(&self, path: &str, room: usize) -> String {
        let mut url = self.origin.ascii_serialization();
        url.reserve(self.prefix.len() + 1 + room);
        url.push_str(&self.prefix);
        if !path.starts_with('/') {
            url.push('/');
        }
        url
    }

    /// Returns the URL of a link of the server or the caller, with a query added to its own.
    ///
    /// The link is a path below that of the server, or an absolute URL. A link to another scheme, host
    /// or port is rejected, because credentials would be sent there; so is one with a user name, which
    /// can look like a host; and so is one that URL parsers normalise, because the URL that is called
    /// would differ from the link.
    pub(crate) fn follow(&self, link: &str, query: &str) -> Result<String, ConfigurationError> {
        let absolute = match link.starts_with('/') && !link.starts_with("//") {
            true => self.start(link, link.len()) + link,
            false => link.to_owned(),
        };
        let own = |url: &Url| url.origin() == self.origin && !has_user(url);
        let url = Url::parse(&absolute).ok().filter(own);
        let mut url = url.ok_or_else(|| ConfigurationError::ForeignLink {
            origin: self.origin.ascii_serialization(),
        })?;
        url.set_fragment(None);
        if !is_same_target(&absolute, &url) {
            return Err(ConfigurationError::UnclearLink);
        }
        if !query.is_empty() {
            let all: Vec<_> = url.query().into_iter().chain([query]).collect();
            let all = all.join("&");
            url.set_query(Some(&all));
        }
        Ok(url.into())
    }
}

fn has_user(url: &Url) -> bool {
    !url.username().is_empty() || url.password().is_some()
}

/// Whether the path and the query of a link equal those of the parsed URL, apart from their encoding.
/// URL parsers resolve `..` and `%2e%2e`, read `\\` as `/` and remove line breaks.
fn is_same_target(link: &str, url: &Url) -> bool {
    let link = link.split('#').next().unwrap_or_default();
    let after_scheme = link.split_once("://").map_or(link, |(_, rest)| rest);
    let (_, target) = after_scheme.split_at(
        after_scheme
            .find(['/', '\\', '?'])
            .unwrap_or(after_scheme.len()),
    );
    let slash = if target.starts_with(['/', '\\']) {
        ""
    } else {
        "/"
    };
    let written = format!("{slash}{target}");
    let read = &url[Position::BeforePath..Position::AfterQuery];
    percent_decode_str(&written).eq(percent_decode_str(read))
}

/// Returns the path of a URL that is absolute, relative or empty.
fn path_of(url: &str) -> &str {
    let Some((_, after_scheme)) = url.split_once("://") else {
        return url;
    };
    let start = after_scheme.find('/').unwrap_or(after_scheme.len());
    after_scheme.get(start..).unwrap_or_default()
}
