//! For programs. `generator/schemas/diff.schema.json` describes the form.

use serde_json::{Value, json as value};

use super::model::{LocatedChange, Report};
use crate::change::ManifestLine;
use crate::diagnostics::Location;
use crate::surface::Item;

/// Returns the report as JSON.
#[must_use]
pub fn json(report: &Report) -> Value {
    let changes: Vec<_> = report.changes.iter().map(change).collect();
    value!({
        "package": report.package,
        "version": report.version.to_string(),
        "release": report.release().as_str(),
        "nextVersion": report.next_version().to_string(),
        "changes": changes,
    })
}

fn change(located: &LocatedChange) -> Value {
    let change = &located.change;
    value!({
        "id": change.id(),
        "aspect": change.aspect.as_str(),
        "kind": change.kind().as_str(),
        "path": change.path(),
        "fact": change.fact,
        "summary": change.summary,
        "source": change.source.to_string(),
        "wire": if change.changes_wire { "differs" } else { "same" },
        "silent": change.is_silent,
        "cause": change.cause.to_string(),
        "old": change.old.as_ref().map(|old| item(old, located.old.as_ref())),
        "new": change.new.as_ref().map(|new| item(new, located.new.as_ref())),
        "keep": change.keep.as_ref().map(manifest_line),
        "alias": change.alias.as_ref().map(manifest_line),
        "accepted": located.accepted,
    })
}

fn manifest_line(found: &ManifestLine) -> Value {
    value!({
        "module": found.module,
        "table": found.table,
        "line": found.line,
    })
}

fn item(item: &Item, location: Option<&Location>) -> Value {
    value!({
        "path": item.path,
        "signature": item.signature,
        "facts": item.facts,
        "origin": item.origin,
        "location": location.map(|location| value!({
            "file": &*location.file,
            "pointer": location.pointer.as_str(),
            "line": location.position.map(|position| position.line),
            "column": location.position.map(|position| position.column),
        })),
    })
}
