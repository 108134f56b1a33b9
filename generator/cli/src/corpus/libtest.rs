//! Runs test programs and reads their output.

use std::io;
use std::process::{Command, Stdio};

use super::table::Tally;

/// The result of a test program.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Run {
    pub(super) tally: Tally,
    /// The failed tests, each with its reason.
    pub(super) failures: Vec<String>,
}

/// Runs a test program.
pub(super) fn run(command: &mut Command) -> io::Result<Run> {
    let output = command
        .env("RUST_BACKTRACE", "0")
        .stdin(Stdio::null())
        .output()?;
    let mut run = read(&String::from_utf8_lossy(&output.stdout));
    if !output.status.success() && run.failures.is_empty() {
        let said = String::from_utf8_lossy(&output.stderr);
        run.failures.push(format!(
            "the tests end with {}\n{}",
            output.status,
            said.trim()
        ));
    }
    Ok(run)
}

fn read(text: &str) -> Run {
    let results = text
        .lines()
        .filter_map(|line| Some(line.strip_prefix("test ")?.rsplit_once(" ... ")?.1));
    let mut tally = Tally::default();
    for result in results {
        tally.passed += usize::from(result == "ok");
        tally.of += usize::from(matches!(result, "ok" | "FAILED"));
    }
    Run {
        tally,
        failures: failures(text).collect(),
    }
}

/// Returns the sections in which libtest repeats what failed tests printed.
fn failures(text: &str) -> impl Iterator<Item = String> {
    let sections = text.split("\n---- ").skip(1);
    sections.filter_map(|section| {
        let (name, rest) = section.split_once(" stdout ----\n")?;
        let said = rest.split("\n\nfailures:\n").next()?;
        let lines: Vec<_> = said.lines().filter(|line| !is_noise(line)).collect();
        Some(format!("test {name}\n{}", lines.join("\n").trim()))
    })
}

fn is_noise(line: &str) -> bool {
    line.is_empty() || line.starts_with("note: run with `RUST_BACKTRACE=1`")
}

#[cfg(test)]
mod tests {
    use super::*;

    const OUTPUT: &str = "
running 4 tests
test fetch_pet ... ok
test list_pets ... FAILED
test later ... ignored
test src/v1/pets.rs - v1::pets::Pet (line 12) - compile ... ok

failures:

---- list_pets stdout ----

thread 'list_pets' (1) panicked at tests/support/mod.rs:16:5:
the value is not the example:
/name: \"Rex\" was lost
note: run with `RUST_BACKTRACE=1` environment variable to display a backtrace


failures:
    list_pets

test result: FAILED. 2 passed; 1 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.00s
";

    #[test]
    fn results_are_counted_with_failure_reasons() {
        let run = read(OUTPUT);
        assert_eq!(run.tally, Tally { passed: 2, of: 3 });
        let reason = "test list_pets\n\
                      thread 'list_pets' (1) panicked at tests/support/mod.rs:16:5:\n\
                      the value is not the example:\n\
                      /name: \"Rex\" was lost";
        assert_eq!(run.failures, [reason]);
    }

    #[test]
    fn aborted_test_program_is_a_failure() {
        let run = run(Command::new("rustc").arg("--no-such-flag")).unwrap_or_default();
        assert_eq!(run.failures.len(), 1);
        assert!(
            run.failures
                .iter()
                .all(|reason| reason.contains("no-such-flag")),
            "{run:?}"
        );
    }
}
