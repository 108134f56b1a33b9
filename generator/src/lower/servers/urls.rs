//! URLs of servers: what the runtime refuses in them.

/// Returns the reason for which no call can use an absolute URL, whose variables are replaced.
pub(super) fn refusal(url: &str) -> Option<String> {
    if let Some(name) = placeholder(url) {
        return Some(format!("the variable `{name}` is not declared"));
    }
    let (scheme, rest) = url.split_once("://")?;
    if !["http", "https"].contains(&scheme.to_ascii_lowercase().as_str()) {
        return Some(format!(
            "expected the scheme `https` or `http`, found `{scheme}`"
        ));
    }
    if rest.contains(['?', '#']) {
        return Some("it has a query or a fragment".to_owned());
    }
    let authority = rest.split(['/', '\\']).next().unwrap_or_default();
    if authority.contains('@') {
        return Some("it has a user name".to_owned());
    }
    let (host, port) = split_port(authority);
    if host.is_empty() {
        return Some("it has no host".to_owned());
    }
    if let Some(found) = host.chars().find(|c| is_forbidden(*c)) {
        return Some(format!("the host has the character `{found}`"));
    }
    let is_port = |port: &str| port.is_empty() || port.parse::<u16>().is_ok();
    (!port.is_none_or(is_port)).then(|| "the port is not a number up to 65535".to_owned())
}

fn placeholder(url: &str) -> Option<&str> {
    let (_, rest) = url.split_once('{')?;
    Some(rest.split_once('}').map_or(rest, |(name, _)| name))
}

/// Splits an authority into the host, which may be an address in brackets, and the port.
fn split_port(authority: &str) -> (&str, Option<&str>) {
    match authority.rsplit_once(':') {
        Some((host, port)) if !port.contains(']') => (host, Some(port)),
        _ => (authority, None),
    }
}

/// Whether a character cannot be in a host: those that the URL standard forbids, and that of a pattern.
fn is_forbidden(char: char) -> bool {
    char.is_ascii_control() || " <>^|%*\"`{}".contains(char)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unusable_urls_are_refused() {
        for usable in [
            "https://acme.test",
            "HTTP://ACME.TEST:8080/v1/a b",
            "https://[::1]:80/a",
            "https://[::1]",
            "https://m\u{fc}ller.test:",
            "https://a_b.test",
        ] {
            assert_eq!(refusal(usable), None, "{usable}");
        }
        for unusable in [
            "https://{tenant}.test",
            "https://acme.test/{version",
            "wss://acme.test",
            "https://user:secret@acme.test",
            "https://acme.test?a=1",
            "https://acme.test#a",
            "https:///v1",
            "https://*.acme.test",
            "https://<your-host>/v1",
            "https://acme.test:99999",
            "https://acme.test:port",
        ] {
            assert!(refusal(unusable).is_some(), "{unusable}");
        }
    }
}
