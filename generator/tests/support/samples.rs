//! Pages that show every problem with sample data. Whoever includes this file has `Problem` in scope.

use std::fmt::Write as _;
use std::path::Path;
use std::{env, fs};

use super::Problem;

/// Makes a function that returns samples of a problem type. It doesn't compile unless every variant has
/// one; a variant whose message has several forms may have several.
macro_rules! samples {
    ($name:ident: $problem:ident {
        $($variant:ident $({ $($fields:tt)* })? $(( $($values:tt)* ))?),+ $(,)?
    }) => {
        pub(super) fn $name() -> Vec<$problem> {
            #[allow(unreachable_patterns, reason = "a variant may have several samples")]
            fn every_variant_has_a_sample(problem: &$problem) {
                match problem {
                    $($problem::$variant { .. } => {})+
                }
            }
            let samples = vec![$($problem::$variant $({ $($fields)* })? $(( $($values)* ))?),+];
            samples.iter().for_each(every_variant_has_a_sample);
            samples
        }
    };
}

/// Adds a section with a list of problems to a page.
pub(super) fn section<P: Problem>(page: &mut String, title: &str, problems: &[P]) {
    let _ = write!(page, "\n## {title}\n\n");
    for problem in problems {
        let (code, severity, help) = (problem.code(), problem.severity(), problem.help());
        let _ = write!(
            page,
            "- `{code}` ({severity}): {problem}\\\n  *help: {help}*\n"
        );
    }
}

/// Asserts that a committed page is up to date, or writes it if `UPDATE_PAGES` is set.
pub(super) fn assert_page(path: &Path, page: &str) {
    if env::var_os("UPDATE_PAGES").is_some() {
        fs::write(path, page).expect("the page can be written");
    }
    let committed = fs::read_to_string(path).unwrap_or_default();
    let (committed, current): (Vec<_>, Vec<_>) =
        (committed.lines().collect(), page.lines().collect());
    let only_in = |one: &[&str], other: &[&str], sign: char| -> String {
        let lines = one.iter().filter(|line| !other.contains(line));
        lines.map(|line| format!("\n{sign} {line}")).collect()
    };
    assert!(
        committed == current,
        "{} is out of date: run the test with `UPDATE_PAGES=1`, and read the difference{}{}",
        path.display(),
        only_in(&committed, &current, '-'),
        only_in(&current, &committed, '+'),
    );
}
