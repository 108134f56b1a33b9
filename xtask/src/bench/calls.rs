//! The time and the allocations of calls, and of reading and making large bodies.

use std::fmt::Write as _;
use std::path::Path;
use std::process::{Command, Output};
use std::{fs, io};

use super::compile::first_error;
use super::crates::Generator;
use super::measure::without_flags;
use super::page;

/// What a program took to do its work.
#[derive(Debug)]
struct Line {
    /// The work.
    work: String,
    program: String,
    /// The median of the times, in microseconds.
    time: f64,
    allocations: u64,
}

/// The lines of the program of a generator, or the reason why it has none.
type Lines = Result<Vec<Line>, String>;

/// Runs the program of each generator, and returns the section of the page.
pub(super) fn section(
    project: &Path,
    generators: &[Generator],
    folder: &Path,
) -> io::Result<String> {
    let folder = folder.join("calls");
    fs::create_dir_all(&folder)?;
    let mut results = Vec::new();
    for generator in generators {
        eprintln!("running the calls of {}", generator.name);
        let lines = match generator.rival {
            None => ours(project)?,
            Some(_) => theirs(project, generator, &folder)?,
        };
        results.push((generator.title(), lines));
    }
    fs::remove_dir_all(&folder)?;
    Ok(text(&results))
}

fn ours(project: &Path) -> io::Result<Lines> {
    let mut cargo = Command::new("cargo");
    cargo.args(["bench", "--package", "end-to-end", "--bench", "comparison"]);
    // The programs of other crates have cargo's default profile.
    cargo.args(["--config", "profile.bench.lto=false"]);
    cargo.args(["--config", "profile.bench.codegen-units=16"]);
    configure(&mut cargo);
    lines(&cargo.current_dir(project).output()?)
}

fn theirs(project: &Path, generator: &Generator, folder: &Path) -> io::Result<Lines> {
    let target = folder.join("target");
    let folder = folder.join(&generator.name);
    fs::create_dir_all(&folder)?;
    let document = project.join("spec/twilio_numbers_v1.json");
    if generator
        .write(&document, &folder.join("client"))?
        .is_none()
    {
        return Ok(Err("the generator refuses the document".to_owned()));
    }
    let program = project.join("tests/workload/rivals").join(&generator.name);
    for name in ["Cargo.toml", "main.rs"] {
        fs::copy(program.join(name), folder.join(name))?;
    }
    let mut cargo = Command::new("cargo");
    cargo.args(["run", "--release", "--target-dir"]).arg(target);
    configure(&mut cargo);
    lines(&cargo.current_dir(folder).output()?)
}

/// Lets glibc keep memory between the runs. Otherwise it returns the memory of a large response after each run, and
/// the page faults of the next one take longer than the reading.
fn configure(cargo: &mut Command) {
    without_flags(cargo);
    for name in ["MALLOC_TRIM_THRESHOLD_", "MALLOC_MMAP_THRESHOLD_"] {
        cargo.env(name, "1073741824");
    }
}

fn lines(output: &Output) -> io::Result<Lines> {
    if !output.status.success() {
        return Ok(Err(first_error(&output.stderr)));
    }
    let text = String::from_utf8_lossy(&output.stdout);
    let lines = text.lines().map(|line| {
        line_of(line).ok_or_else(|| {
            let expected = "`work;program;microseconds;allocations`";
            io::Error::other(format!("expected {expected}, found `{line}`"))
        })
    });
    lines.collect::<io::Result<_>>().map(Ok)
}

fn line_of(line: &str) -> Option<Line> {
    let mut parts = line.split(';');
    Some(Line {
        work: parts.next()?.to_owned(),
        program: parts.next()?.to_owned(),
        time: parts.next()?.parse().ok()?,
        allocations: parts.next()?.parse().ok()?,
    })
}

fn text(results: &[(String, Lines)]) -> String {
    format!(
        "Release builds {}. The programs run in turn in one process; the values are medians. Allocations are those \
         of one run, in the thread that makes it. The allocator keeps memory between the runs.\n\n\
         A call of `fetch_bulk_eligibility` to a server on the local machine, which responds with one result. Bare \
         reqwest sends the same request, fails for an error status, and reads the response into the type of the \
         crate. It and the crates on reqwest use the same client, with time limits and default headers; \
         `twilio-numbers` has its own client with its defaults, which include retries. A ratio above 1 is what the \
         crate costs beside reqwest.\n\n{}\n\
         The body of a response of 500 KB, and the request that asks for it. A ratio below 1 means that \
         `twilio-numbers` needs less.\n\n{}",
        page::machine(),
        calls(results),
        bodies(results),
    )
}

/// Returns the table of calls: a line for each crate, beside bare reqwest.
fn calls(results: &[(String, Lines)]) -> String {
    let mut table = String::from(
        "| crate of | call, µs | bare reqwest, µs | ratio | allocations | bare reqwest | more |\n\
         |---|---|---|---|---|---|---|\n",
    );
    for (title, lines) in results {
        match lines.as_ref().map(Vec::as_slice) {
            Err(reason) => {
                let _ = writeln!(table, "| {title} | does not compile: {reason} | | | | | |");
            }
            Ok([call, bare, ..]) => {
                let _ = writeln!(
                    table,
                    "| {title} | {:.1} | {:.1} | {:.2} | {} | {} | {:+} |",
                    call.time,
                    bare.time,
                    call.time / bare.time,
                    call.allocations,
                    bare.allocations,
                    call.allocations.cast_signed() - bare.allocations.cast_signed(),
                );
            }
            Ok(_) => {
                let _ = writeln!(table, "| {title} | not measured | | | | | |");
            }
        }
    }
    table
}

/// Returns the table of the other work: a line for each program, beside the first one.
fn bodies(results: &[(String, Lines)]) -> String {
    let mut table = String::from(
        "| work | program | time, µs | ratio | allocations |\n|---|---|---|---|---|\n",
    );
    let ours = results.first().and_then(|(_, lines)| lines.as_ref().ok());
    let lines = ours.into_iter().flatten().skip(2);
    let mut first: Option<&Line> = None;
    for line in lines {
        let ours = first.filter(|first| first.work == line.work);
        let ratio = ours.map_or_else(String::new, |ours| format!("{:.2}", ours.time / line.time));
        let _ = writeln!(
            table,
            "| {} | {} | {:.1} | {ratio} | {} |",
            line.work, line.program, line.time, line.allocations
        );
        first = ours.or(Some(line));
    }
    table
}

#[cfg(test)]
mod tests {
    use super::*;

    fn results() -> Vec<(String, Lines)> {
        let text = [
            "call;client;105.00;70",
            "call;bare reqwest;100.00;60",
            "read;sdksmith;50.00;3",
            "read;other;100.00;5",
            "make;sdksmith;10.00;4",
        ];
        let ours = text.into_iter().filter_map(line_of).collect();
        vec![
            ("sdksmith 0.1".to_owned(), Ok(ours)),
            ("broken 1.0".to_owned(), Err("error: no".to_owned())),
        ]
    }

    #[test]
    fn each_crate_has_a_line_beside_bare_reqwest() {
        let table = calls(&results());
        for line in [
            "| sdksmith 0.1 | 105.0 | 100.0 | 1.05 | 70 | 60 | +10 |",
            "| broken 1.0 | does not compile: error: no | | | | | |",
        ] {
            assert!(table.lines().any(|found| found == line), "{line}\n{table}");
        }
    }

    #[test]
    fn other_work_is_compared_with_the_first_program() {
        let table = bodies(&results());
        let lines: Vec<_> = table.lines().skip(2).collect();
        let expected = [
            "| read | sdksmith | 50.0 |  | 3 |",
            "| read | other | 100.0 | 0.50 | 5 |",
            "| make | sdksmith | 10.0 |  | 4 |",
        ];
        assert_eq!(lines, expected);
    }

    #[test]
    fn a_line_has_four_parts() {
        assert!(line_of("call;client;1.5;7").is_some());
        assert!(line_of("call;client;1.5").is_none());
    }
}
