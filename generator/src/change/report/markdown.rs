//! For a pull request.

use std::fmt::Write as _;

use crate::change::model::Change;

use super::model::{LocatedChange, Report, SECTIONS, migration, offers, section};

/// Returns the report in Markdown.
#[must_use]
pub fn markdown(report: &Report) -> String {
    let mut text = format!("## {}\n", report.headline());
    for (label, title) in SECTIONS {
        let changes = section(report, label);
        if changes.is_empty() {
            continue;
        }
        text.truncate(text.trim_end().len());
        // Writing to a string can't fail.
        let _ = write!(text, "\n\n### {title}\n\n");
        changes
            .iter()
            .for_each(|located| text.push_str(&entry(located)));
    }
    text
}

/// Returns the edit of code, as a block inside an entry of a list.
pub(super) fn diff_block(change: &Change) -> String {
    let lines = migration(change);
    if lines.is_empty() {
        return String::new();
    }
    format!("\n  ```diff\n  {}\n  ```\n\n", lines.join("\n  "))
}

fn entry(located: &LocatedChange) -> String {
    let change = &located.change;
    let wire = if change.changes_wire {
        "; the wire differs"
    } else {
        ""
    };
    let mut text = format!(
        "- {} (`{}`; source: {}{wire}; cause: {})\n",
        change.summary,
        change.id(),
        change.source,
        change.cause
    );
    for (what, location) in [("was", &located.old), ("is", &located.new)] {
        if let Some(location) = location {
            let _ = writeln!(text, "  - {what}: `{location}`");
        }
    }
    for (what, found) in offers(change) {
        let (line, table) = (&found.line, &found.table);
        let _ = writeln!(text, "  - To {what}, add `{line}` to `[{table}]`.");
    }
    if let Some(because) = &located.accepted {
        let _ = writeln!(text, "  - Accepted: {because}");
    }
    text.push_str(&diff_block(change));
    text
}
