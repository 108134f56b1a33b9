//! The path parameters of a recorded path.

use percent_encoding::percent_decode_str;

use super::super::request::encode;

/// Returns the decoded path parameter of this name, if the path matches the template.
///
/// A server may have a path prefix, so the two are compared from the end.
pub(super) fn value(template: &str, path: &str, name: &str) -> Option<String> {
    let depth = template.matches('/').count();
    let start = path.rmatch_indices('/').nth(depth.checked_sub(1)?)?.0;
    let mut rest = path.get(start..)?;
    let mut template = template;
    let mut found = None;
    while let Some((fixed, tail)) = template.split_once('{') {
        let (parameter, tail) = tail.split_once('}')?;
        rest = rest.strip_prefix(&*encode::path(fixed))?;
        let next = encode::path(tail.split('{').next()?);
        let end = match next.is_empty() {
            true => rest.len(),
            false => rest.find(&*next)?,
        };
        let (value, after) = rest.split_at_checked(end)?;
        if parameter == name {
            found = Some(percent_decode_str(value).decode_utf8().ok()?.into_owned());
        }
        (rest, template) = (after, tail);
    }
    found.filter(|_| rest == encode::path(template))
}
