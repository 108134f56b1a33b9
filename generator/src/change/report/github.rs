//! For GitHub: an annotation for each change, at its location in the new document.

use super::model::{LocatedChange, Report, label};
use crate::diagnostics::Location;

/// Returns the report as workflow commands.
#[must_use]
pub fn github(report: &Report) -> String {
    let changes = report.changes.iter().map(annotation);
    let headline = format!("::notice::{}\n", escaped(&report.headline(), false));
    changes.chain([headline]).collect()
}

fn annotation(located: &LocatedChange) -> String {
    let change = &located.change;
    let label = label(change);
    let command = match label {
        _ if located.accepted.is_some() => "notice",
        "SILENT" | "BREAKING" => "error",
        "BEHAVIOR" => "warning",
        _ => "notice",
    };
    let location = located.new.as_ref().or(located.old.as_ref());
    let location = location.map(properties).unwrap_or_default();
    let title = escaped(&format!("{label} {}", change.path()), true);
    let message = escaped(&change.summary, false);
    format!("::{command} {location}title={title}::{message}\n")
}

fn properties(location: &Location) -> String {
    let file = escaped(&location.file, true);
    let position = location
        .position
        .map(|position| format!("line={},col={},", position.line, position.column));
    format!("file={file},{}", position.unwrap_or_default())
}

/// Returns the escapes of GitHub's workflow commands.
fn escaped(text: &str, is_property: bool) -> String {
    let text = text
        .replace('%', "%25")
        .replace('\r', "%0D")
        .replace('\n', "%0A");
    match is_property {
        true => text.replace(':', "%3A").replace(',', "%2C"),
        false => text,
    }
}
