//! The project's commands: a thin front of those of `sdksmith-cli`, for this project's manifest.

use std::path::Path;
use std::process::ExitCode;

use clap::{Parser, Subcommand};
use sdksmith_cli::{
    Codegen, CommandError, Corpus, Diff, Outcome, Overlay, Program, Update, exit_code,
};

/// Turns OpenAPI documents into Rust client crates.
#[derive(Debug, Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask")]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Codegen(Codegen),
    Corpus(Corpus),
    Diff(Diff),
    Overlay(Overlay),
    Update(Update),
}

impl Command {
    fn run(&self, program: &Program) -> Result<Outcome, CommandError> {
        match self {
            Self::Codegen(command) => command.run(program),
            Self::Corpus(command) => command.run(program),
            Self::Diff(command) => command.run(program),
            Self::Overlay(command) => command.run(),
            Self::Update(command) => command.run(program),
        }
    }
}

fn main() -> ExitCode {
    let project = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let program = Program::of_project(&project, "cargo xtask codegen");
    exit_code(Arguments::parse().command.run(&program))
}
