//! The commands, run as a user runs them.

#![allow(
    clippy::unwrap_used,
    reason = "a test may stop where a file can't be made"
)]

mod codegen;
mod corpus;
mod diff;
mod files;
mod overlay;
#[path = "../../../generator/cli/tests/support/project.rs"]
#[allow(dead_code, reason = "the tests of `sdksmith` use more of it")]
mod project;
mod record;
#[cfg(unix)]
mod semver;
mod update;

const PROGRAM: &str = env!("CARGO_BIN_EXE_xtask");
