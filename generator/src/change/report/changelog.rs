//! For users of the crate: a section of its changelog.

use std::fmt::Write as _;

use super::markdown::diff_block;
use super::model::{LocatedChange, Report, SECTIONS, section};
use crate::change::model::{Aspect, SourceLevel};
use crate::surface::ItemKind;

/// Returns the section of the changelog for the next version, without a date.
#[must_use]
pub fn changelog(report: &Report) -> String {
    let mut text = format!("## {}\n", report.next_version());
    if report.changes.is_empty() {
        text.push_str(
            "\nThe public API is the same. Documentation and examples may have changed.\n",
        );
    }
    for (label, title) in SECTIONS {
        let changes = section(report, label);
        if changes.is_empty() {
            continue;
        }
        text.truncate(text.trim_end().len());
        // Writing to a string can't fail.
        let _ = write!(text, "\n\n### {title}\n\n");
        for located in changes {
            let _ = writeln!(text, "- {}", sentence(located));
            text.push_str(&diff_block(&located.change));
        }
    }
    text
}

/// Returns the change in the words of a user of the crate.
fn sentence(located: &LocatedChange) -> String {
    let change = &located.change;
    match (change.aspect, change.kind(), &change.new) {
        (Aspect::Added, ItemKind::Method, Some(new)) => match new.origin.strip_prefix("operation ")
        {
            Some(operation) => format!("`{}` calls the operation `{operation}`.", new.path),
            None => format!("`{}` leads to a group of operations.", new.path),
        },
        (Aspect::Added, ItemKind::Variant, Some(new)) => match new.fact("wire") {
            Some(wire) => format!("`{}` stands for the value `{wire}`.", new.path),
            None => change.summary.clone(),
        },
        (Aspect::Renamed, _, Some(new)) => {
            let is_kept = change.source < SourceLevel::Major;
            let kept = if is_kept {
                " The old name still works and is deprecated."
            } else {
                ""
            };
            format!("`{}` is now called `{}`.{kept}", change.path(), new.path)
        }
        _ => change.summary.clone(),
    }
}
