//! The page with the scoreboard.

use std::fmt::Write as _;

use scoreboard::Verdict;

use super::{Column, generators};
use crate::rivals::{RIVALS, today};

/// The part of the page that a person writes.
const NOTES: &str = include_str!("notes.md");

/// Returns the page.
pub(super) fn text(columns: &[Column]) -> String {
    let mut page = String::from(
        "<!-- Written by `cargo xtask compare`. Edit the notes in xtask/src/compare/notes.md. -->\n\n\
         # Comparison\n\n",
    );
    let _ = writeln!(
        page,
        "Behaviours that users ask of a generated client, each checked against a server that misbehaves, on {}. \
         ✓ means that the client behaves so, ✗ that it does not, and – that the crate has no such call or setting.\n",
        today()
    );
    page.push_str(&table(columns));
    page.push_str("\n## Why each is asked for\n\n| behaviour | reason |\n|---|---|\n");
    for (_, title, reason) in behaviours() {
        let _ = writeln!(page, "| {title} | {reason} |");
    }
    page.push_str(&reasons(columns));
    page.push_str("\n## Repeat it\n\n```sh\n");
    for rival in RIVALS {
        let _ = writeln!(page, "{}", rival.install);
    }
    page.push_str("cargo xtask compare\n```\n\n");
    page.push_str(NOTES);
    page
}

/// Returns id, title and reason of all behaviours.
fn behaviours() -> impl Iterator<Item = (&'static str, &'static str, &'static str)> {
    let of_clients = scoreboard::BEHAVIOURS.iter();
    of_clients
        .map(|behaviour| (behaviour.id, behaviour.title, behaviour.reason))
        .chain(generators::BEHAVIOURS)
}

/// Returns the table of the verdicts.
pub(super) fn table(columns: &[Column]) -> String {
    let mut table = String::from("| behaviour |");
    for Column { name, version, .. } in columns {
        let _ = write!(table, " {name} {version} |");
    }
    let _ = writeln!(table, "\n|---|{}", ":-:|".repeat(columns.len()));
    for (id, title, _) in behaviours() {
        let _ = write!(table, "| {title} |");
        for column in columns {
            let _ = write!(table, " {} |", mark(column.verdict(id)));
        }
        table.push('\n');
    }
    table.push_str("| **passed** |");
    for column in columns {
        let passed = column.verdicts.iter();
        let passed = passed.filter(|(_, verdict)| *verdict == Verdict::Pass);
        let _ = write!(table, " {} of {} |", passed.count(), behaviours().count());
    }
    table.push('\n');
    table
}

fn mark(verdict: Option<&Verdict>) -> &'static str {
    match verdict {
        Some(Verdict::Pass) => "✓",
        Some(Verdict::Fail(_)) => "✗",
        Some(Verdict::Unsupported(_)) => "–",
        None => "not tried",
    }
}

/// Returns the reasons of the verdicts that are not passes, by generator.
pub(super) fn reasons(columns: &[Column]) -> String {
    let mut text = String::new();
    for column in columns {
        let _ = writeln!(text, "\n## {} {}\n", column.name, column.version);
        for (id, title, _) in behaviours() {
            let verdict = column.verdict(id);
            if let Some(reason) = verdict.and_then(Verdict::reason) {
                let _ = writeln!(text, "- {} {title}: {}", mark(verdict), plain(reason));
            }
        }
        for (document, reason) in &column.refused {
            let _ = writeln!(text, "- It refuses `{document}.yaml`: {}", plain(reason));
        }
    }
    text
}

/// The number of characters of a reason that the page shows.
const LONGEST: usize = 200;

/// Returns a reason as plain text on one line.
fn plain(reason: &str) -> String {
    let words: Vec<_> = reason.split_whitespace().collect();
    let text = words.join(" ").replace('`', "'");
    match text.char_indices().nth(LONGEST) {
        None => format!("`{text}`"),
        Some((end, _)) => format!("`{}…`", text.get(..end).unwrap_or(&text)),
    }
}
