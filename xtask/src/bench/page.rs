//! The page with the comparison.

use std::fmt::Write as _;
use std::thread;

use clap::ValueEnum as _;

use super::Part;
use crate::rivals::{RIVALS, today};

/// The part of the page that a person writes.
const NOTES: &str = include_str!("notes.md");

/// The title after the sections that are measured.
const REPEAT: &str = "## Repeat it\n\n";

/// Returns the page: the sections that were measured, and the others as they are on the old page.
pub(super) fn text(old: &str, sections: &[(&str, String)]) -> String {
    let mut page = String::from(
        "<!-- Written by `cargo xtask bench`. Edit the notes in xtask/src/bench/notes.md. -->\n\n\
         # Benchmarks\n\n\
         ![Time of generation against other generators](benchmarks.svg)\n\n",
    );
    for title in Part::value_variants().iter().map(|part| part.title()) {
        let measured = sections.iter().find(|(found, _)| *found == title);
        let text = measured.map_or_else(|| section(old, title), |(_, text)| text);
        if !text.is_empty() {
            let _ = writeln!(page, "## {title}\n\n{}\n", text.trim());
        }
    }
    page.push_str(REPEAT);
    page.push_str("Install the other generators and run the command for a part:\n\n```sh\n");
    for rival in RIVALS {
        let _ = writeln!(page, "{}", rival.install);
    }
    page.push_str(
        "cargo xtask bench generation --spec DOCUMENT --spec …\n\
         cargo xtask bench compile --spec DOCUMENT --spec …\n\
         cargo xtask bench calls\n```\n\n",
    );
    page.push_str(NOTES);
    page
}

/// Returns the text below a title, up to the next one.
fn section<'page>(page: &'page str, title: &str) -> &'page str {
    let (measured, _) = page.split_once(REPEAT).unwrap_or((page, ""));
    let mut sections = measured.split("\n## ");
    let found = sections.find_map(|section| section.strip_prefix(title)?.strip_prefix('\n'));
    found.unwrap_or_default().trim()
}

/// Returns the machine and the date.
pub(super) fn machine() -> String {
    let cores = thread::available_parallelism().map_or(1, usize::from);
    let system = std::env::consts::OS;
    format!("on {system} with {cores} cores, {}", today())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_keeps_the_sections_that_were_not_measured() {
        let first = text(
            "",
            &[
                ("Calls", "CALLED\n".to_owned()),
                ("Generation", "GENERATED 1\n".to_owned()),
            ],
        );
        assert!(
            first.contains("## Generation\n\nGENERATED 1\n\n## Calls\n\nCALLED\n\n## Repeat it\n")
        );
        let second = text(&first, &[("Generation", "GENERATED 2\n".to_owned())]);
        assert_eq!(second, first.replace("GENERATED 1", "GENERATED 2"));
    }
}
