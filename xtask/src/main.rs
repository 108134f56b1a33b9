//! The project's commands: a thin front of those of `sdksmith-cli`, for this project's manifest.

mod bench;
mod compare;
mod lines;
mod rivals;
mod semver;

use std::path::Path;
use std::process::ExitCode;

use clap::{Args, Parser, Subcommand};
use sdksmith_cli::{
    CommandError, Corpus, Diff, Outcome, Overlay, Program, Target, Update, exit_code,
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
    Bench(bench::Bench),
    Codegen(Codegen),
    Compare(compare::Compare),
    Corpus(Corpus),
    Diff(Diff),
    Lines(lines::Lines),
    Overlay(Overlay),
    Semver(semver::Semver),
    Update(Update),
}

/// Generate a crate from OpenAPI documents
#[derive(Debug, Args)]
struct Codegen {
    /// Write nothing; list the files that are missing, changed or stale, and fail if there are any
    #[arg(long)]
    check: bool,
    #[command(flatten)]
    target: Target,
}

impl Command {
    fn run(&self, project: &Path, program: &Program) -> Result<Outcome, CommandError> {
        match self {
            Self::Bench(command) => Ok(command.run(project)),
            Self::Compare(command) => Ok(command.run(project)),
            Self::Lines(command) => Ok(command.run(project)),
            Self::Codegen(Codegen { check, target }) => match check {
                true => target.check(program),
                false => target.generate(program),
            },
            Self::Corpus(command) => command.run(program),
            Self::Diff(command) => command.run(program),
            Self::Overlay(command) => command.run(),
            Self::Semver(command) => command.run(project),
            Self::Update(command) => command.run(program),
        }
    }
}

fn main() -> ExitCode {
    let project = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let program = Program::of_project(&project, "cargo xtask", "cargo xtask codegen");
    exit_code(Arguments::parse().command.run(&project, &program))
}
