//! Changes of names, and the lines of the manifest that keep the old ones.

use super::keys::last;
use super::model::{Aspect, Change, ManifestLine, SourceLevel};
use crate::surface::{Item, ItemKind, TYPE_KINDS};

pub(super) fn rename(was: &Item, is: &Item) -> Change {
    let mut change = Change::new(Aspect::Renamed, Some(was), Some(is), SourceLevel::Major);
    let verb = match last(&was.path) == last(&is.path) {
        true => "moved",
        false => "was renamed",
    };
    change.summary = format!("`{}` {verb} to `{}`.", was.path, is.path);
    change.keep = keep(was, is);
    change
}

/// The line of the manifest that keeps the name of what the document renamed.
fn keep(was: &Item, is: &Item) -> Option<ManifestLine> {
    let name = was.name();
    if name == is.name() {
        return None;
    }
    let (table, key) = match is.kind {
        ItemKind::Method if is.origin.starts_with("operation ") => (
            "document.operations",
            is.origin.strip_prefix("operation ")?.to_owned(),
        ),
        ItemKind::Method if is.origin.starts_with("resource ") => {
            ("document.resources", is.fact("tag")?.to_owned())
        }
        kind if TYPE_KINDS.contains(&kind) && is.origin.starts_with('/') => {
            let component = is.origin.strip_prefix("/components/schemas/");
            let component = component.filter(|name| !name.contains('/'));
            let key = component.map(|name| name.replace("~1", "/").replace("~0", "~"));
            ("document.types", key.unwrap_or_else(|| is.origin.clone()))
        }
        _ => return None,
    };
    let quoted = serde_json::to_string(&key).ok()?;
    Some(ManifestLine {
        module: is.module().to_owned(),
        table,
        line: format!("{quoted} = \"{name}\""),
    })
}
