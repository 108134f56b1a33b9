//! For a terminal.

use std::fmt::Write as _;

use super::model::{LocatedChange, Report, label, migration, offers};

/// Returns the report for a terminal, with colors if it has them.
#[must_use]
pub fn text(report: &Report, has_colors: bool) -> String {
    let mut text = format!("{}\n", report.headline());
    for located in &report.changes {
        // Writing to a string can't fail.
        let _ = write!(text, "\n{}", entry(located, has_colors));
    }
    text
}

fn entry(located: &LocatedChange, has_colors: bool) -> String {
    let change = &located.change;
    let label = colored(label(change), has_colors);
    let wire = if change.changes_wire {
        "differs"
    } else {
        "same"
    };
    let mut lines = vec![
        format!("{label} {} [{}]", change.path(), change.id()),
        format!("  {}", change.summary),
        format!(
            "  source: {}, wire: {wire}, cause: {}",
            change.source, change.cause
        ),
    ];
    lines.extend(migration(change).iter().map(|line| format!("  {line}")));
    let old = located
        .old
        .as_ref()
        .map(|location| format!("  was: {location}"));
    let new = located
        .new
        .as_ref()
        .map(|location| format!("  is:  {location}"));
    lines.extend(old.into_iter().chain(new));
    for (what, found) in offers(change) {
        lines.push(format!("  {what}: `{}` in [{}]", found.line, found.table));
    }
    if let Some(because) = &located.accepted {
        lines.push(format!("  accepted: {because}"));
    }
    lines.join("\n") + "\n"
}

fn colored(label: &str, has_colors: bool) -> String {
    let code = match label {
        "SILENT" => "1;35",
        "BREAKING" => "1;31",
        "BEHAVIOR" => "1;33",
        _ => "32",
    };
    match has_colors {
        true => format!("\u{1b}[{code}m{label}\u{1b}[0m"),
        false => label.to_owned(),
    }
}
