//! The page with the comparison.

use std::fmt::Write as _;
use std::thread;

use super::{Pair, Row};
use crate::rivals::{RIVALS, today};

/// The part of the page that a person writes.
const NOTES: &str = include_str!("notes.md");

/// Returns the page.
pub(super) fn text(rows: &[Row], runs: usize) -> String {
    let mut page = String::from(
        "<!-- Written by `cargo xtask bench`. Edit the notes in xtask/src/bench/notes.md. -->\n\n\
         # Benchmarks\n\n\
         ![Time of generation against other generators](benchmarks.svg)\n\n\
         ## Generation\n\n",
    );
    let cores = thread::available_parallelism().map_or(1, usize::from);
    let _ = writeln!(
        page,
        "Whole processes on {} with {cores} cores, {}. Each program ran {runs} times in turn with \
         `sdksmith`, into a new folder; the values are medians. A ratio below 1 means that \
         `sdksmith` needs less. It also writes documentation, tests and formatted code.\n",
        std::env::consts::OS,
        today()
    );
    page.push_str(&table(rows));
    page.push('\n');
    page.push_str(
        "To repeat the comparison, install the other generators and run the command:\n\n```sh\n",
    );
    for rival in RIVALS {
        let _ = writeln!(page, "{}", rival.install);
    }
    page.push_str("cargo xtask bench --spec DOCUMENT --spec …\n```\n\n");
    page.push_str(NOTES);
    page
}

/// Returns the table of costs and ratios.
pub(super) fn table(rows: &[Row]) -> String {
    let mut table = String::from(
        "| document | generator | CPU, ms | ratio | clock, ms | ratio | memory, MiB | ratio |\n\
         |---|---|---|---|---|---|---|---|\n",
    );
    for row in rows {
        let (ours, unchanged) = (row.ours, row.unchanged);
        for (name, cost) in [("sdksmith", ours), ("sdksmith, nothing changed", unchanged)] {
            let (cpu, wall) = (cost.cpu * 1000.0, cost.wall * 1000.0);
            let _ = writeln!(
                table,
                "| {} | {name} | {cpu:.1} | | {wall:.1} | | {:.0} | |",
                row.document, cost.memory
            );
        }
        for pair in &row.pairs {
            let Pair {
                rival,
                version,
                ours,
                theirs,
            } = pair;
            let _ = writeln!(
                table,
                "| {} | {} {version} | {:.1} | {:.2} | {:.1} | {:.2} | {:.0} | {:.2} |",
                row.document,
                rival.name,
                theirs.cpu * 1000.0,
                ours.cpu / theirs.cpu,
                theirs.wall * 1000.0,
                ours.wall / theirs.wall,
                theirs.memory,
                ours.memory / theirs.memory,
            );
        }
    }
    table
}
