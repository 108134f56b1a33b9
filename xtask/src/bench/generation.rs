//! The time and the memory of generation.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{fs, io};

use super::call::Call;
use super::crates::Generator;
use super::measure::{Cost, measure};
use super::{page, stem};

/// The costs of one document: ours and another generator's, both run in turn.
#[derive(Debug)]
pub(super) struct Pair {
    /// The name and the version of the other generator.
    pub(super) title: String,
    ours: Cost,
    pub(super) theirs: Cost,
}

/// The measurements of a document.
#[derive(Debug)]
pub(super) struct Row {
    pub(super) document: String,
    pub(super) ours: Cost,
    /// A second run, which has nothing to write.
    unchanged: Cost,
    pub(super) pairs: Vec<Pair>,
}

/// Generates from each document, with each generator in turn with the first one.
pub(super) fn rows(
    generators: &[Generator],
    documents: &[PathBuf],
    runs: usize,
    folder: &Path,
) -> io::Result<Vec<Row>> {
    let Some((ours, others)) = generators.split_first() else {
        return Ok(Vec::new());
    };
    let rows = documents.iter();
    rows.map(|document| row(ours, others, document, runs, folder))
        .collect()
}

fn row(
    ours: &Generator,
    others: &[Generator],
    document: &Path,
    runs: usize,
    folder: &Path,
) -> io::Result<Row> {
    let name = stem(document);
    let folder = folder.join(&name);
    fs::create_dir_all(&folder)?;
    let own = |run: &str| ours.call(document, &folder.join(run));
    let mut pairs = Vec::new();
    for other in others {
        let their = |run: &str| other.call(document, &folder.join(run));
        let Some((ours, theirs)) = pair(&other.name, runs, own, their)? else {
            println!("{} does not read {name}", other.name);
            continue;
        };
        pairs.push(Pair {
            title: other.title(),
            ours,
            theirs,
        });
    }
    let (ours, unchanged) = twice(runs, own)?;
    Ok(Row {
        document: name,
        ours,
        unchanged,
        pairs,
    })
}

/// Returns the medians of two programs that run in turn, or nothing if the second one fails.
///
/// Each run writes a folder of its own. File systems take long to create files just after others were removed,
/// so nothing is removed in between.
fn pair(
    rival: &str,
    runs: usize,
    ours: impl Fn(&str) -> Call,
    theirs: impl Fn(&str) -> Call,
) -> io::Result<Option<(Cost, Cost)>> {
    let (mut own, mut others) = (Vec::new(), Vec::new());
    for run in 0..runs {
        let our = measure(&ours(&format!("beside-{rival}-{run}")))?;
        let their = measure(&theirs(&format!("{rival}-{run}")))?;
        let (Some(our), Some(their)) = (our, their) else {
            return Ok(None);
        };
        own.push(our);
        others.push(their);
    }
    Ok(Some((Cost::median(&own), Cost::median(&others))))
}

/// Returns the medians of first runs, and of second runs that have nothing to write.
fn twice(runs: usize, call: impl Fn(&str) -> Call) -> io::Result<(Cost, Cost)> {
    let (mut first, mut second) = (Vec::new(), Vec::new());
    for run in 0..runs {
        let call = call(&format!("alone-{run}"));
        first.extend(measure(&call)?);
        second.extend(measure(&call)?);
    }
    Ok((Cost::median(&first), Cost::median(&second)))
}

/// Returns the section of the page.
pub(super) fn section(rows: &[Row], runs: usize) -> String {
    format!(
        "Whole processes {}. Each program ran {runs} times in turn with `sdksmith`, into a new folder; the values \
         are medians. A ratio below 1 means that `sdksmith` needs less. It also writes documentation, tests and \
         formatted code.\n\n{}",
        page::machine(),
        table(rows)
    )
}

/// Returns the table of costs and ratios.
fn table(rows: &[Row]) -> String {
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
                title,
                ours,
                theirs,
            } = pair;
            let _ = writeln!(
                table,
                "| {} | {title} | {:.1} | {:.2} | {:.1} | {:.2} | {:.0} | {:.2} |",
                row.document,
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
