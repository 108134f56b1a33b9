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
mod project;
mod update;
