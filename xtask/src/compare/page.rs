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
         ✓ means that the client behaves as described, ✗ that it does not, and – that the crate has no such call or setting.\n",
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
        let title = format!("\n## {} {}\n\n", column.name, column.version);
        let start = text.len();
        for (id, title, _) in behaviours() {
            let verdict = column.verdict(id);
            if let Some(reason) = verdict.and_then(Verdict::reason) {
                let _ = writeln!(text, "- {} {title}: {}", mark(verdict), plain(reason));
            }
        }
        for (document, reason) in &column.refused {
            let _ = writeln!(text, "- It refuses `{document}.yaml`: {}", plain(reason));
        }
        if text.len() > start {
            text.insert_str(start, &title);
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

#[cfg(test)]
mod tests {
    use super::*;

    fn column() -> Column {
        let verdicts = [
            ("get-retried", Verdict::Pass),
            ("retry-after", Verdict::Fail("found `0 s`".to_owned())),
            ("pages", Verdict::Unsupported("no iterator".to_owned())),
        ];
        Column {
            name: "acme".to_owned(),
            version: "1.0".to_owned(),
            verdicts: verdicts
                .map(|(id, verdict)| (id.to_owned(), verdict))
                .into(),
            refused: vec![("files".to_owned(), "it panics".to_owned())],
        }
    }

    #[test]
    fn each_behaviour_has_a_row_with_the_verdicts() {
        let table = table(&[column()]);
        let rows = [
            "| behaviour | acme 1.0 |",
            "| A GET is repeated after the status 503 | ✓ |",
            "| The delay in `Retry-After` is obeyed | ✗ |",
            "| A list is read across its pages | – |",
            "| The same document gives the same code | not tried |",
        ];
        for row in rows {
            assert!(table.lines().any(|line| line == row), "{row}\n{table}");
        }
        assert!(table.contains("| **passed** | 1 of "), "{table}");
    }

    #[test]
    fn every_failed_behaviour_has_a_reason() {
        let expected = "
## acme 1.0

- ✗ The delay in `Retry-After` is obeyed: `found '0 s'`
- – A list is read across its pages: `no iterator`
- It refuses `files.yaml`: `it panics`
";
        assert_eq!(reasons(&[column()]), expected);
    }

    #[test]
    fn long_reasons_are_cut() {
        assert_eq!(plain("a\n  b"), "`a b`");
        assert!(plain(&"é".repeat(LONGEST + 1)).ends_with("é…`"));
    }
}
