//! Changes of names, and the lines of the manifest that keep the old ones.

use super::keys::last;
use super::model::{Aspect, Change, ManifestLine, SourceLevel};
use crate::surface::{ERROR_CODES_ORIGIN, Item, ItemKind, TYPE_KINDS, component_of};

/// The deprecated item that keeps an old name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kept {
    /// Nothing.
    Nothing,
    /// The setter of a field, which itself has one name.
    Setter,
    /// The name.
    Name,
}

/// Returns a change of a name. `has_setter` tells whether a field has a setter, before and after.
pub(super) fn rename(was: &Item, is: &Item, kept: Kept, has_setter: bool) -> Change {
    let source = match kept {
        Kept::Name => SourceLevel::Minor,
        Kept::Nothing | Kept::Setter => SourceLevel::Major,
    };
    let mut change = Change::new(Aspect::Renamed, Some(was), Some(is), source);
    let verb = match last(&was.path) == last(&is.path) {
        true => "moved",
        false => "was renamed",
    };
    let remark = match kept {
        Kept::Nothing => "",
        Kept::Setter => " The setter keeps its old name as a deprecated one; a field cannot.",
        Kept::Name => " The old name is deprecated.",
    };
    let wire = on_wire(was, is);
    let sent = wire.map(|(old, new)| format!(" On the wire, `{old}` became `{new}`."));
    change.summary = format!(
        "`{}` {verb} to `{}`.{}{remark}",
        was.path,
        is.path,
        sent.unwrap_or_default()
    );
    change.changes_wire = wire.is_some();
    if kept != Kept::Name && was.name() != is.name() {
        change.keep = keep(was, is);
    }
    if kept == Kept::Nothing && was.name() != is.name() {
        change.alias = alias(was, is, has_setter);
    }
    change
}

/// Returns the names on the wire, if they differ. Those of a path's parameters are not sent.
fn on_wire<'i>(was: &'i Item, is: &'i Item) -> Option<(&'i str, &'i str)> {
    let names = was.fact("wire").zip(is.fact("wire"))?;
    let is_sent = is.fact("in") != Some("path");
    (is_sent && names.0 != names.1).then_some(names)
}

/// Returns the line of the manifest that keeps the name of what the document renamed.
fn keep(was: &Item, is: &Item) -> Option<ManifestLine> {
    let (table, key) = match is.kind {
        ItemKind::Method => method(is)?,
        ItemKind::Variant if is.origin.contains(ALTERNATIVES) => alternative(is)?,
        ItemKind::Variant if is.origin.starts_with(ERROR_CODES_ORIGIN) => error_code(is)?,
        ItemKind::Field | ItemKind::Setter | ItemKind::Variant => member(&is.origin)?,
        kind if TYPE_KINDS.contains(&kind) => type_line(&is.origin)?,
        _ => return None,
    };
    line(is, table, &key, was.name())
}

/// Returns the line that keeps the old name beside the new one, as a deprecated one.
fn alias(was: &Item, is: &Item, has_setter: bool) -> Option<ManifestLine> {
    let is_possible = match is.kind {
        kind if TYPE_KINDS.contains(&kind) => !is.origin.starts_with("sid "),
        ItemKind::Method => !is.origin.is_empty(),
        // A constant stands for one value, so that no variant with values inside can have one.
        ItemKind::Variant => !is.origin.is_empty() && is.signature.is_empty(),
        ItemKind::Field => has_setter,
        _ => false,
    };
    let (_, inside) = is.path.split_once("::")?;
    let key = match inside.rsplit_once("::") {
        Some((owner, _)) => format!("{owner}::{}", was.name()),
        None => was.name().to_owned(),
    };
    match is_possible {
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

/// Returns the table and the key of a type. The structs of arguments follow the names of their
/// types.
fn type_line(origin: &str) -> Option<(String, String)> {
    if origin.ends_with(" arguments") {
        return None;
    }
    if let Some(prefixes) = origin.strip_prefix("sid ") {
        return Some(("sids".to_owned(), prefixes.to_owned()));
    }
    match origin.strip_prefix("operation ") {
        Some(id) => Some(("document.operation-types".to_owned(), id.to_owned())),
        None => Some(("document.types".to_owned(), schema(origin)?)),
    }
}

/// Returns the table and the key of a field or a variant.
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

/// Between the identities of a union and of an alternative.
const ALTERNATIVES: &str = "/alternatives/";

/// Returns the table and the key of an alternative of a union.
fn alternative(is: &Item) -> Option<(String, String)> {
    let (union, _) = is.origin.split_once(ALTERNATIVES)?;
    let owner = serde_json::to_string(&schema(union)?).ok()?;
    let tag = is.fact("tags").and_then(|tags| tags.split(", ").next());
    // The rules gave it its name, since the lock has none for it.
    let key = tag.unwrap_or_else(|| is.name()).to_owned();
    Some((format!("document.variants.{owner}"), key))
}

/// Returns the table and the key of an error code.
fn error_code(is: &Item) -> Option<(String, String)> {
    let table = format!("document.variants.\"{ERROR_CODES_ORIGIN}\"");
    Some((table, is.fact("wire")?.to_owned()))
}

/// Returns the key of a schema: the name of a component, or its identity.
fn schema(origin: &str) -> Option<String> {
    let is_schema = origin.starts_with('/') && !origin.ends_with(" form");
    component_of(origin).or_else(|| is_schema.then(|| origin.to_owned()))
}
