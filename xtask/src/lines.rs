//! `lines`: counts the lines of LLVM code that the compiler makes of the generated crate, by where they come
//! from. Compile time follows them, and unlike time they are the same on every machine.

use std::collections::BTreeMap;
use std::io;
use std::path::Path;
use std::process::Command;

use clap::Args;
use sdksmith_cli::Outcome;

/// The lines that the first module of `twilio-numbers` may have. It was set a little above what was
/// measured; lower it when they become fewer.
const LIMIT: usize = 220_000;

/// The features of the crate that is measured: one module and the HTTP transport.
const FEATURES: &str = "v1,hyper,rustls-no-provider";

/// The places that the report lists.
const LISTED: usize = 40;

/// Count the lines of LLVM code of the crate `twilio-numbers` (needs `cargo install cargo-llvm-lines`)
#[derive(Debug, Args)]
pub(crate) struct Lines {
    /// Fail if the lines exceed their limit
    #[arg(long)]
    check: bool,
}

impl Lines {
    /// Runs the command.
    pub(crate) fn run(&self, project: &Path) -> Outcome {
        let counts = match report(project) {
            Ok(report) => counts(&report),
            Err(error) => {
                eprintln!("error: {error}");
                return Outcome::Failure;
            }
        };
        let total: usize = counts.values().sum();
        let mut sorted: Vec<_> = counts.into_iter().collect();
        sorted.sort_by_key(|(place, lines)| (usize::MAX - lines, place.clone()));
        for (place, lines) in sorted.iter().take(LISTED) {
            println!(
                "{lines:>8}  {:>4.1} %  {place}",
                *lines as f64 * 100.0 / total as f64
            );
        }
        println!("{total:>8}  total, of at most {LIMIT}");
        if total == 0 || (self.check && total > LIMIT) {
            eprintln!("error: expected 1 to {LIMIT} lines of LLVM code, found {total}");
            return Outcome::Failure;
        }
        Outcome::Success
    }
}

/// Returns the report of cargo-llvm-lines.
fn report(project: &Path) -> io::Result<String> {
    let mut cargo = Command::new("cargo");
    cargo.args(["llvm-lines", "--package", "twilio-numbers", "--lib"]);
    cargo.args(["--no-default-features", "--features", FEATURES]);
    let output = cargo.current_dir(project).output()?;
    if !output.status.success() {
        let reason = String::from_utf8_lossy(&output.stderr).into_owned();
        return Err(io::Error::other(reason));
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// Returns the lines of each place in a report.
fn counts(report: &str) -> BTreeMap<String, usize> {
    let mut counts = BTreeMap::new();
    for line in report.lines() {
        if let Some((lines, function)) = parsed(line) {
            *counts.entry(place(function)).or_default() += lines;
        }
    }
    counts
}

/// Returns the lines and the name of a function: `1395 (4.5%, 4.5%)  83 (7.5%, 7.5%)  name`.
fn parsed(line: &str) -> Option<(usize, &str)> {
    let (lines, rest) = line.trim_start().split_once(' ')?;
    let lines = lines.parse().ok()?;
    let (_, rest) = rest.split_once(')')?;
    let (_, name) = rest.split_once(')')?;
    let name = name.trim();
    (!name.is_empty()).then_some((lines, name))
}

/// Returns where a function comes from: its crate, and for those of this crate its first two modules.
fn place(function: &str) -> String {
    let start = function.trim_start_matches(['<', '&', '*', '(', '[']);
    let is_part = |char: char| char.is_alphanumeric() || char == '_' || char == ':';
    let path = start
        .split(|char| !is_part(char))
        .next()
        .unwrap_or_default();
    let mut segments = path.split("::");
    let first = segments.next().unwrap_or_default();
    match first {
        "twilio_numbers" => {
            let modules: Vec<_> = segments.take(2).collect();
            format!("{first}::{}", modules.join("::"))
        }
        "" => "other".to_owned(),
        first => first.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_counted_by_crate_and_room() {
        let report = "\
  Lines                Copies              Function name
  -----                ------              -------------
  300 (TOTAL)          6 (TOTAL)
  100 (33.3%, 33.3%)   2 (33.3%, 33.3%)  core::ptr::drop_in_place<alloc::string::String>
   90 (30.0%, 63.3%)   2 (33.3%, 66.7%)  <twilio_numbers::runtime::client::call::Call<O> as Clone>::clone
   60 (20.0%, 83.3%)   1 (16.7%, 83.3%)  twilio_numbers::runtime::client::send
   50 (16.7%, 100.0%)  1 (16.7%, 100.0%) core::option::Option<T>::map
";
        let found = counts(report);
        let expected = [
            ("core".to_owned(), 150),
            ("twilio_numbers::runtime::client".to_owned(), 150),
        ];
        assert_eq!(found, BTreeMap::from(expected));
    }
}
