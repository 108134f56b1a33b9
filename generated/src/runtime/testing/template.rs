// @generated: a copy of `generator/runtime/src/testing/template.rs`; edit that file instead.

//! The values in a path, found by the path's template.

use percent_encoding::percent_decode_str;

use super::super::request::encode;

/// The decoded value in the place of this name, if the path is one of the template.
///
/// A server may have a path of its own before that of an operation, so it is the ends that meet.
pub(super) fn value(template: &str, path: &str, name: &str) -> Option<String> {
    let depth = template.matches('/').count();
    let start = path.rmatch_indices('/').nth(depth.checked_sub(1)?)?.0;
    let mut rest = path.get(start..)?;
    let mut template = template;
    let mut found = None;
    while let Some((fixed, tail)) = template.split_once('{') {
        let (place, tail) = tail.split_once('}')?;
        rest = rest.strip_prefix(encode::path(fixed).as_str())?;
        let next = encode::path(tail.split('{').next()?);
        let end = match next.is_empty() {
            true => rest.len(),
            false => rest.find(&next)?,
        };
        let (value, after) = rest.split_at_checked(end)?;
        if place == name {
            found = Some(percent_decode_str(value).decode_utf8().ok()?.into_owned());
        }
        (rest, template) = (after, tail);
    }
    found.filter(|_| rest == encode::path(template))
}
