//! The commands of `sdksmith`, run as a user runs them. Those of `xtask` run the same code; the tests there
//! hold what both have.

#![allow(
    clippy::unwrap_used,
    reason = "a test may stop where a file can't be made"
)]

mod additions;
mod documents;
mod init;
#[path = "../support/project.rs"]
#[allow(
    dead_code,
    reason = "the tests of `xtask` use more of it than these do"
)]
mod project;
mod shell;
mod watch;

const PROGRAM: &str = env!("CARGO_BIN_EXE_sdksmith");
