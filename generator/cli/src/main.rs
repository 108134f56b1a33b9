//! The command `sdksmith`.

use std::path::Path;
use std::process::ExitCode;

use clap::{Parser, Subcommand};
use sdksmith_cli::{
    Codegen, CommandError, Corpus, Diff, Outcome, Overlay, Program, Update, exit_code,
};

/// Turns OpenAPI documents into Rust client crates.
#[derive(Debug, Parser)]
#[command(name = "sdksmith", version)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Generate(Codegen),
    Corpus(Corpus),
    Diff(Diff),
    Overlay(Overlay),
    Update(Update),
}

impl Command {
    fn run(&self, program: &Program) -> Result<Outcome, CommandError> {
        match self {
            Self::Generate(command) => command.run(program),
            Self::Corpus(command) => command.run(program),
            Self::Diff(command) => command.run(program),
            Self::Overlay(command) => command.run(),
            Self::Update(command) => command.run(program),
        }
    }
}

fn main() -> ExitCode {
    let program = Program::of_project(Path::new(""), "sdksmith generate");
    exit_code(Arguments::parse().command.run(&program))
}
