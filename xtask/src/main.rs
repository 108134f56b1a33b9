//! The project's commands. Only here are files read and written, and other programs run.
//!
//! A command ends in one of three ways, each with its exit status: what it was asked about holds
//! (0), or it doesn't (1), or the input or the call is wrong (2). Problems go to standard error, all
//! of a run together.

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

use crate::report::{Outcome, Stop};

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
    fn run(&self) -> Result<Outcome, Stop> {
        match self {
            Self::Codegen(command) => command.run(),
            Self::Corpus(command) => command.run(),
            Self::Overlay(command) => command.run(),
        }
    }
}

fn main() -> ExitCode {
    match Arguments::parse().command.run() {
        Ok(Outcome::Holds) => ExitCode::SUCCESS,
        Ok(Outcome::Fails) => ExitCode::from(1),
        Err(stop) => {
            report::print(stop.diagnostics());
            ExitCode::from(2)
        }
    }
}
