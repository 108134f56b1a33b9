//! A document from a URL.

use std::io::Read as _;
use std::process::{Command, Stdio};

use crate::argument::MAX_SIZE;
use crate::problem::FileProblem;

/// The maximum number of redirects.
const MAX_REDIRECTS: usize = 5;

/// Returns the text behind an https URL, or an http URL of this machine.
///
/// Redirects lead to the same host only.
pub(crate) fn fetch(url: &str) -> Result<String, FileProblem> {
    let mut url = url.to_owned();
    for _ in 0..=MAX_REDIRECTS {
        let host = host(&url)?.to_owned();
        match get(&url)? {
            Fetched::Text(text) => return Ok(text),
            Fetched::Redirect(next) if self::host(&next)? == host => url = next,
            Fetched::Redirect(next) => {
                return Err(FileProblem::Fetch(format!(
                    "{url} redirects to another host: {next}"
                )));
            }
        }
    }
    Err(FileProblem::Fetch(format!(
        "more than {MAX_REDIRECTS} redirects"
    )))
}

enum Fetched {
    Text(String),
    Redirect(String),
}

/// Returns the scheme and the host of a URL that may be fetched.
fn host(url: &str) -> Result<&str, FileProblem> {
    let end = |rest: &str| rest.find(['/', '?', '#']).unwrap_or(rest.len());
    let (scheme, rest) = url.split_once("://").unwrap_or(("", url));
    let authority = rest.get(..end(rest)).unwrap_or_default();
    let name = authority
        .rsplit_once(':')
        .map_or(authority, |(name, _)| name);
    let is_local = ["localhost", "127.0.0.1", "[::1]"].contains(&name);
    let is_plain = !authority.is_empty() && !authority.contains(['@', '\\']);
    match scheme {
        "https" if is_plain => {}
        "http" if is_plain && is_local => {}
        _ => {
            return Err(FileProblem::Fetch(format!(
                "expected an https URL, found `{url}`"
            )));
        }
    }
    Ok(url
        .get(..scheme.len() + 3 + authority.len())
        .unwrap_or_default())
}

/// Sends one request with curl. The target of a redirect follows the last line break of the output.
fn get(url: &str) -> Result<Fetched, FileProblem> {
    let failed = |error: std::io::Error| FileProblem::Fetch(format!("curl: {error}"));
    let mut curl = Command::new("curl")
        .args([
            "--silent",
            "--show-error",
            "--fail",
            "--globoff",
            "--proto",
            "=https,http",
        ])
        .args([
            "--max-time",
            "120",
            "--write-out",
            "\n%{redirect_url}",
            "--url",
        ])
        .arg(url)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(failed)?;
    let mut body = Vec::new();
    if let Some(output) = curl.stdout.take() {
        output
            .take(MAX_SIZE + 1)
            .read_to_end(&mut body)
            .map_err(failed)?;
    }
    if body.len() as u64 > MAX_SIZE {
        // The pipe is closed, so curl ends.
        let _ = curl.kill();
        let _ = curl.wait();
        return Err(FileProblem::Fetch(format!(
            "{url} has more than {MAX_SIZE} bytes"
        )));
    }
    let output = curl.wait_with_output().map_err(failed)?;
    if !output.status.success() {
        let reason = String::from_utf8_lossy(&output.stderr);
        return Err(FileProblem::Fetch(reason.trim().to_owned()));
    }
    let text = String::from_utf8(body);
    let text = text.map_err(|_| FileProblem::Fetch(format!("{url} is not valid UTF-8")))?;
    match text.rsplit_once('\n') {
        Some((text, "")) => Ok(Fetched::Text(text.to_owned())),
        Some((_, next)) => Ok(Fetched::Redirect(next.to_owned())),
        None => Err(FileProblem::Fetch(format!("{url} has no content"))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_https_and_this_machine_are_fetched() {
        for (url, found) in [
            ("https://example.com/a?b", Some("https://example.com")),
            ("http://127.0.0.1:80/a", Some("http://127.0.0.1:80")),
            ("http://example.com/a", None),
            ("https://localhost@example.com/a", None),
            ("file:///etc/passwd", None),
            ("https:///a", None),
        ] {
            assert_eq!(host(url).ok(), found, "{url}");
        }
    }
}
