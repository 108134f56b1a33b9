//! The project's commands: the only part that reads and writes files and runs other programs.
//!
//! The exit status of a command is 0 for success, 1 for a check that failed, and 2 for invalid input
//! or arguments. A command prints all its problems to standard error.

mod codegen;
mod corpus;
mod format;
mod input;
mod output;
mod overlay;
mod problem;
mod report;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

use crate::report::{CommandError, Outcome};

/// Turns OpenAPI documents into Rust client crates.
#[derive(Debug, Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask")]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Codegen(codegen::Codegen),
    Corpus(corpus::Corpus),
    Overlay(overlay::Overlay),
}

impl Command {
    fn run(&self) -> Result<Outcome, CommandError> {
        match self {
            Self::Codegen(command) => command.run(),
            Self::Corpus(command) => command.run(),
            Self::Overlay(command) => command.run(),
        }
    }
}

fn main() -> ExitCode {
    match Arguments::parse().command.run() {
        Ok(Outcome::Success) => ExitCode::SUCCESS,
        Ok(Outcome::Failure) => ExitCode::from(1),
        Err(error) => {
            report::print_diagnostics(error.diagnostics());
            ExitCode::from(2)
        }
    }
}
