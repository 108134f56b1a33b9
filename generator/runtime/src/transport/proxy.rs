//! Proxies: which of them a request takes, if any.

use std::env;
use std::fmt;
use std::net::IpAddr;
use std::sync::Arc;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use http::HeaderValue;
use http::uri::{Scheme, Uri};
use percent_encoding::percent_decode_str;
use url::Url;

use super::error::{TransportError, TransportErrorKind};

/// The proxies that requests go through, and the hosts that are reached without one.
///
/// https passes through a tunnel (`CONNECT`), so the proxy sees only the host. The proxy sees all of a plain
/// http request. Credentials are therefore sent over plain http only to hosts that
/// [`allow_plain_http`](super::super::ClientBuilder::allow_plain_http) names, even on this machine.
///
/// `Debug` shows neither user names nor passwords.
#[derive(Clone, Debug, Default)]
pub struct Proxy {
    http: Option<Arc<ProxyServer>>,
    https: Option<Arc<ProxyServer>>,
    direct: Vec<Pattern>,
}

/// One proxy.
pub(super) struct ProxyServer {
    pub(super) https: bool,
    pub(super) host: String,
    pub(super) port: u16,
    pub(super) authorization: Option<HeaderValue>,
}

impl Proxy {
    /// Creates the proxy at this URL, for all requests: `http://proxy.example.com:3128`. A user name and a
    /// password in it are for the proxy. The connection to a proxy at an `https` URL is encrypted, too.
    ///
    /// # Errors
    ///
    /// If the URL isn't that of an HTTP proxy. SOCKS isn't supported.
    pub fn new(url: &str) -> Result<Self, TransportError> {
        let server = Arc::new(ProxyServer::parse("the proxy's URL", url)?);
        Ok(Self {
            http: Some(Arc::clone(&server)),
            https: Some(server),
            direct: Vec::new(),
        })
    }

    /// Reads the proxies from the environment of the process. There may be none.
    ///
    /// `HTTPS_PROXY` and `HTTP_PROXY` are for the scheme of the request, `ALL_PROXY` is for both, and
    /// `NO_PROXY` lists hosts as [`no_proxy`](Self::no_proxy) does. Names in lower case are preferred.
    /// If `REQUEST_METHOD` is set, the process is a CGI program, whose `HTTP_PROXY` is a header of the request
    /// that it serves: it is ignored.
    ///
    /// # Errors
    ///
    /// If a variable isn't the URL of an HTTP proxy; the error names the variable.
    pub fn from_env() -> Result<Self, TransportError> {
        Self::from_variables(|name| env::var(name).ok())
    }

    /// Reads the proxies as [`from_env`](Self::from_env) does, from variables that the function looks up.
    ///
    /// # Errors
    ///
    /// As for [`from_env`](Self::from_env).
    pub fn from_variables(lookup: impl Fn(&str) -> Option<String>) -> Result<Self, TransportError> {
        let set = |name: &str| lookup(name).filter(|value| !value.trim().is_empty());
        let is_cgi = lookup("REQUEST_METHOD").is_some();
        let server = |names: &[&str]| -> Result<_, TransportError> {
            let mut found = names.iter().filter_map(|name| Some((*name, set(name)?)));
            let parsed = found
                .next()
                .map(|(name, url)| ProxyServer::parse(name, &url));
            Ok(parsed.transpose()?.map(Arc::new))
        };
        let http: &[_] = match is_cgi {
            true => &["http_proxy", "all_proxy", "ALL_PROXY"],
            false => &["http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"],
        };
        let proxies = Self {
            http: server(http)?,
            https: server(&["https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"])?,
            direct: Vec::new(),
        };
        let direct = set("no_proxy").or_else(|| set("NO_PROXY"));
        Ok(proxies.no_proxy(&direct.unwrap_or_default()))
    }

    /// Adds hosts that are reached without a proxy, with commas in between: a domain and all below it
    /// (`example.com`), an address (`10.0.0.1`, `::1`), a network (`10.0.0.0/8`), or `*` for every host. A
    /// domain or an address may have a port (`example.com:8443`).
    #[must_use]
    pub fn no_proxy(mut self, hosts: &str) -> Self {
        let patterns = hosts
            .split(',')
            .map(str::trim)
            .filter(|host| !host.is_empty());
        self.direct.extend(patterns.map(Pattern::parse));
        self
    }

    /// Returns the proxy of requests to this URL.
    pub(super) fn server(&self, uri: &Uri) -> Option<&Arc<ProxyServer>> {
        let is_https = uri.scheme() == Some(&Scheme::HTTPS);
        let server = if is_https { &self.https } else { &self.http };
        let port = uri.port_u16().unwrap_or(if is_https { 443 } else { 80 });
        let host = bare_host(uri.host()?);
        let mut patterns = self.direct.iter();
        match patterns.any(|pattern| pattern.matches(host, port)) {
            true => None,
            false => server.as_ref(),
        }
    }
}

impl ProxyServer {
    /// Reads the URL of a proxy; without a scheme it is one of http.
    fn parse(name: &str, text: &str) -> Result<Self, TransportError> {
        let text = text.trim();
        let refuse = |problem: &str| {
            let problem = format!("{name} isn't that of an HTTP proxy: {problem}");
            TransportError::new(TransportErrorKind::Setup, problem)
        };
        let url = match text.contains("://") {
            true => Url::parse(text),
            false => Url::parse(&format!("http://{text}")),
        };
        let url = url.map_err(|_| refuse("expected http://host:port"))?;
        if !matches!(url.scheme(), "http" | "https") {
            return Err(refuse("its scheme is neither http nor https"));
        }
        let (Some(host), Some(port)) = (url.host_str(), url.port_or_known_default()) else {
            return Err(refuse("it has no host"));
        };
        Ok(Self {
            https: url.scheme() == "https",
            host: bare_host(host).to_owned(),
            port,
            authorization: authorization(&url),
        })
    }
}

/// Returns the credentials for a proxy with a user name in its URL (RFC 7617).
fn authorization(url: &Url) -> Option<HeaderValue> {
    if url.username().is_empty() && url.password().is_none() {
        return None;
    }
    let mut user: Vec<u8> = percent_decode_str(url.username()).collect();
    user.push(b':');
    user.extend(percent_decode_str(url.password().unwrap_or_default()));
    let value = format!("Basic {}", STANDARD.encode(user));
    let mut value = HeaderValue::try_from(value).ok()?;
    value.set_sensitive(true);
    Some(value)
}

impl fmt::Debug for ProxyServer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ProxyServer")
            .field("https", &self.https)
            .field("host", &self.host)
            .field("port", &self.port)
            .finish_non_exhaustive()
    }
}

/// Hosts that are reached without a proxy.
#[derive(Clone, Debug)]
enum Pattern {
    All,
    Network {
        address: IpAddr,
        bits: u32,
    },
    Address(IpAddr, Option<u16>),
    /// A domain in lower case, and all below it.
    Domain(String, Option<u16>),
}

impl Pattern {
    fn parse(text: &str) -> Self {
        if text == "*" {
            return Self::All;
        }
        if let Some((address, bits)) = text.split_once('/')
            && let (Ok(address), Ok(bits)) = (address.parse(), bits.parse())
        {
            return Self::Network { address, bits };
        }
        if let Ok(address) = bare_host(text).parse() {
            return Self::Address(address, None);
        }
        let (host, port) = match text.rsplit_once(':') {
            Some((host, port)) if port.parse::<u16>().is_ok() => (host, port.parse().ok()),
            _ => (text, None),
        };
        match bare_host(host).parse() {
            Ok(address) => Self::Address(address, port),
            Err(_) => {
                let domain = host.trim_start_matches("*.").trim_start_matches('.');
                Self::Domain(domain.to_ascii_lowercase(), port)
            }
        }
    }

    fn matches(&self, host: &str, port: u16) -> bool {
        let is_port = |own: &Option<u16>| own.is_none_or(|own| own == port);
        match self {
            Self::All => true,
            Self::Network { address, bits } => host
                .parse()
                .is_ok_and(|host| is_in_network(host, *address, *bits)),
            Self::Address(own, own_port) => host.parse() == Ok(*own) && is_port(own_port),
            Self::Domain(domain, own_port) => is_port(own_port) && is_below(host, domain),
        }
    }
}

/// Whether a host is this domain, or one below it.
fn is_below(host: &str, domain: &str) -> bool {
    let host = host.trim_end_matches('.').to_ascii_lowercase();
    let rest = host.strip_suffix(domain);
    rest.is_some_and(|rest| rest.is_empty() || rest.ends_with('.'))
}

fn is_in_network(host: IpAddr, network: IpAddr, bits: u32) -> bool {
    match (host, network) {
        (IpAddr::V4(host), IpAddr::V4(network)) => {
            let rest = 32_u32.saturating_sub(bits);
            (host.to_bits() ^ network.to_bits())
                .checked_shr(rest)
                .unwrap_or(0)
                == 0
        }
        (IpAddr::V6(host), IpAddr::V6(network)) => {
            let rest = 128_u32.saturating_sub(bits);
            (host.to_bits() ^ network.to_bits())
                .checked_shr(rest)
                .unwrap_or(0)
                == 0
        }
        _ => false,
    }
}

/// Returns the host without the brackets that a URL puts around an IPv6 address.
pub(super) fn bare_host(host: &str) -> &str {
    host.strip_prefix('[')
        .and_then(|host| host.strip_suffix(']'))
        .unwrap_or(host)
}
