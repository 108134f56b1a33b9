//! The hosts that credentials may be sent to.

use std::net::IpAddr;

use http::uri::{self, Uri};

/// Whether credentials may be sent to a URL: over https to any host, over plain http to the local
/// machine, unless a proxy may be on the way, and to the hosts that the caller allowed.
pub(crate) fn may_send_to(uri: &Uri, plain_http_hosts: &[String], by_proxy: bool) -> bool {
    if uri.scheme() == Some(&uri::Scheme::HTTPS) {
        return true;
    }
    let Some(host) = uri.host().map(bare_host) else {
        return false;
    };
    (is_loopback(host) && !by_proxy)
        || plain_http_hosts
            .iter()
            .any(|allowed| bare_host(allowed).eq_ignore_ascii_case(host))
}

fn is_loopback(host: &str) -> bool {
    let address = host.parse::<IpAddr>();
    host.eq_ignore_ascii_case("localhost") || address.is_ok_and(|address| address.is_loopback())
}

/// Returns the host without the brackets that a URL puts around an IPv6 address.
fn bare_host(host: &str) -> &str {
    host.strip_prefix('[')
        .and_then(|host| host.strip_suffix(']'))
        .unwrap_or(host)
}
