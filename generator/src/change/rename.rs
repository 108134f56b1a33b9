//! Changes of names, and the lines of the manifest that keep the old ones.

use super::keys::last;
use super::model::{Aspect, Change, ManifestLine, SourceLevel};
use crate::surface::{Item, ItemKind, TYPE_KINDS, component_of};

/// A change of a name. The old name may stay as a deprecated one.
pub(super) fn rename(was: &Item, is: &Item, is_kept: bool) -> Change {
    let source = match is_kept {
        true => SourceLevel::Minor,
        false => SourceLevel::Major,
    };
    let mut change = Change::new(Aspect::Renamed, Some(was), Some(is), source);
    let verb = match last(&was.path) == last(&is.path) {
        true => "moved",
        false => "was renamed",
    };
    let kept = if is_kept {
        ". The old name is deprecated"
    } else {
        ""
    };
    change.summary = format!("`{}` {verb} to `{}`{kept}.", was.path, is.path);
    // The deprecated name of a variant stands for the value of the new one.
    change.changes_wire = is_kept && was.fact("wire") != is.fact("wire");
    if !is_kept && was.name() != is.name() {
        change.keep = keep(was, is);
        change.alias = alias(was, is);
    }
    change
}

/// The line of the manifest that keeps the name of what the document renamed.
fn keep(was: &Item, is: &Item) -> Option<ManifestLine> {
    let (table, key) = match is.kind {
        ItemKind::Method => method(is)?,
        ItemKind::Field | ItemKind::Setter | ItemKind::Variant => member(&is.origin)?,
        kind if TYPE_KINDS.contains(&kind) => type_line(&is.origin)?,
        _ => return None,
    };
    line(is, table, &key, was.name())
}

/// The line that keeps the old name beside the new one, as a deprecated one.
fn alias(was: &Item, is: &Item) -> Option<ManifestLine> {
    let is_possible = TYPE_KINDS.contains(&is.kind)
        || matches!(is.kind, ItemKind::Method | ItemKind::Variant) && !is.origin.is_empty();
    let (_, inside) = is.path.split_once("::")?;
    let key = match inside.rsplit_once("::") {
        Some((owner, _)) => format!("{owner}::{}", was.name()),
        None => was.name().to_owned(),
    };
    let is_union = is.origin.contains("/alternatives/") || is.origin.starts_with("/x-error-codes");
    match is_possible && !is_union {
        true => line(is, "document.renamed".to_owned(), &key, is.name()),
        false => None,
    }
}

fn line(is: &Item, table: String, key: &str, name: &str) -> Option<ManifestLine> {
    let quoted = serde_json::to_string(key).ok()?;
    Some(ManifestLine {
        module: is.module().to_owned(),
        table,
        line: format!("{quoted} = \"{name}\""),
    })
}

fn method(is: &Item) -> Option<(String, String)> {
    if let Some(id) = is.origin.strip_prefix("operation ") {
        return Some(("document.operations".to_owned(), id.to_owned()));
    }
    is.origin.strip_prefix("resource ")?;
    Some(("document.resources".to_owned(), is.fact("tag")?.to_owned()))
}

/// The table and the key of a type. The structs of arguments follow the names of their types.
fn type_line(origin: &str) -> Option<(String, String)> {
    if origin.ends_with(" arguments") {
        return None;
    }
    match origin.strip_prefix("operation ") {
        Some(id) => Some(("document.operation-types".to_owned(), id.to_owned())),
        None => Some(("document.types".to_owned(), schema(origin)?)),
    }
}

/// The table and the key of a field or a variant.
fn member(origin: &str) -> Option<(String, String)> {
    if let Some(parameter) = origin.strip_prefix("operation ") {
        let (id, parameter) = parameter.rsplit_once(' ')?;
        let wire = parameter
            .split_once('.')
            .map_or(parameter, |(_, wire)| wire);
        let table = format!("document.parameters.{}", serde_json::to_string(id).ok()?);
        return Some((table, wire.to_owned()));
    }
    let (table, owner, wire) = match origin.rsplit_once("/properties/") {
        Some((owner, wire)) => ("properties", owner, wire),
        None => {
            let (owner, wire) = origin.rsplit_once("/enum/")?;
            ("variants", owner, wire)
        }
    };
    let owner = serde_json::to_string(&schema(owner)?).ok()?;
    let wire = wire.replace("~1", "/").replace("~0", "~");
    Some((format!("document.{table}.{owner}"), wire))
}

/// The key of a schema: the name of a component, or a JSON pointer.
fn schema(origin: &str) -> Option<String> {
    let is_pointer = origin.starts_with('/') && !origin.ends_with(" form") && !is_labeled(origin);
    component_of(origin).or_else(|| is_pointer.then(|| origin.to_owned()))
}

/// Whether the identity calls an element of a list by what it is, so that it is no JSON pointer.
fn is_labeled(origin: &str) -> bool {
    let tokens: Vec<_> = origin.split('/').collect();
    tokens.windows(2).any(|pair| {
        let is_list = matches!(pair[0], "parameters" | "allOf" | "oneOf" | "anyOf");
        is_list && pair[1].parse::<usize>().is_err()
    })
}
