//! Running test programs and reading what they print.

use std::process::{Command, Stdio};

use super::report::Tally;

/// What a test program said.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Run {
    pub(super) tally: Tally,
    /// Why tests failed, each with the test's name.
    pub(super) failures: Vec<String>,
}

