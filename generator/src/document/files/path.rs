//! Paths in references: relative to the file that contains them, and relative to the document.

use percent_encoding::percent_decode_str;

use crate::document::problem::ReferenceProblem;

/// Returns the path, relative to the document, of the file that a reference in the file `base`
/// names. The path is normalised, separated by `/`, and not percent-encoded.
pub(super) fn resolve(base: &str, target: &str) -> Result<String, ReferenceProblem> {
    let written = target.split('#').next().unwrap_or_default();
    if written.is_empty() {
        return Ok(base.to_owned());
    }
    let target = || target.to_owned();
    match written.split_once(':') {
        Some((scheme, _)) if scheme.len() > 1 && is_scheme(scheme) => {
            return Err(ReferenceProblem::Remote { target: target() });
        }
        Some((drive, _)) if is_scheme(drive) => {
            return Err(ReferenceProblem::Absolute { target: target() });
        }
        _ => {}
    }
    let path = percent_decode_str(written).decode_utf8_lossy();
    if path.starts_with(['/', '\\']) {
        return Err(ReferenceProblem::Absolute { target: target() });
    }
    let folders = base.rsplit_once('/').map_or("", |(folders, _)| folders);
    Ok(join(folders, &path))
}

/// Whether a text can be the scheme of a URL.
fn is_scheme(text: &str) -> bool {
    text.starts_with(|first: char| first.is_ascii_alphabetic())
        && text
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'-' | b'.'))
}

fn join<'p>(folders: &'p str, path: &'p str) -> String {
    let mut segments: Vec<&str> = Vec::new();
    for segment in folders.split('/').chain(path.split('/')) {
        match (segment, segments.last()) {
            ("" | ".", _) => {}
            ("..", Some(&last)) if last != ".." => {
                segments.pop();
            }
            (segment, _) => segments.push(segment),
        }
    }
    segments.join("/")
}

/// Returns a path's last part.
pub(super) fn file_name(path: &str) -> &str {
    path.rsplit(['/', '\\']).next().unwrap_or(path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_relative_to_the_referring_file() {
        for (base, target, path) in [
            ("api.yaml", "pet.yaml", "pet.yaml"),
            ("api.yaml", "./a/./pet.yaml#/Pet", "a/pet.yaml"),
            ("a/b.yaml", "pet.yaml", "a/pet.yaml"),
            ("a/b.yaml", "../api.yaml#/x", "api.yaml"),
            ("a/b.yaml", "../../up.json", "../up.json"),
            ("../up.json", "../top.json", "../../top.json"),
            ("../up.json", "side.json", "../side.json"),
            ("a/b.yaml", "#/x", "a/b.yaml"),
            ("api.yaml", "my%20pets/%C3%A9.yaml", "my pets/é.yaml"),
            ("api.yaml", "10:30.yaml", "10:30.yaml"),
        ] {
            assert_eq!(
                resolve(base, target),
                Ok(path.to_owned()),
                "{base} {target}"
            );
        }
    }

    #[test]
    fn absolute_paths_and_urls_are_rejected() {
        for target in ["https://a.example/x.yaml#/X", "file:///etc/x", "urn:x:y"] {
            let target = target.to_owned();
            assert_eq!(
                resolve("api.yaml", &target),
                Err(ReferenceProblem::Remote { target })
            );
        }
        for target in ["/etc/x.yaml", "//a.example/x", r"C:\x.yaml", "%2Fetc%2Fx"] {
            let target = target.to_owned();
            assert_eq!(
                resolve("api.yaml", &target),
                Err(ReferenceProblem::Absolute { target })
            );
        }
    }
}
