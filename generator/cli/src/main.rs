//! The command `sdksmith`.

use std::process::ExitCode;

use clap::{CommandFactory as _, Parser, Subcommand};
use sdksmith_cli::{
    Check, CommandError, Completions, Corpus, Diff, Generate, Init, Man, Outcome, Overlay, Program,
    Update, Watch, exit_code,
};

// Generation builds and drops many small strings and lists of tokens.
#[cfg(feature = "mimalloc")]
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Turns OpenAPI documents into Rust client crates.
///
/// Start with `sdksmith init DOCUMENT`, which writes a manifest, and `sdksmith generate`.
///
/// The exit status is 0 for success, 1 if a check fails (out of date, breaking, failing), and 2 if the input or
/// the arguments are wrong.
#[derive(Debug, Parser)]
#[command(name = "sdksmith", version)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Init(Init),
    Generate(Generate),
    Check(Check),
    Watch(Watch),
    Diff(Diff),
    Update(Update),
    Overlay(Overlay),
    Corpus(Corpus),
    Completions(Completions),
    Man(Man),
}

impl Command {
    fn run(&self, program: &Program) -> Result<Outcome, CommandError> {
        match self {
            Self::Init(command) => command.run(program),
            Self::Generate(command) => command.run(program),
            Self::Check(command) => command.run(program),
            Self::Watch(command) => command.run(program),
            Self::Diff(command) => command.run(program),
            Self::Update(command) => command.run(program),
            Self::Overlay(command) => command.run(),
            Self::Corpus(command) => command.run(program),
            Self::Completions(command) => command.run(Arguments::command()),
            Self::Man(command) => command.run(Arguments::command()),
        }
    }
}

fn main() -> ExitCode {
    let program = Program::of_current_folder("sdksmith", "sdksmith generate");
    exit_code(Arguments::parse().command.run(&program))
}

#[cfg(test)]
mod tests {
    use super::{Arguments, Parser as _};

    const PAGES: &[&str] = &[
        include_str!("../../../README.md"),
        include_str!("../../guide/README.md"),
        include_str!("../../guide/first-crate.md"),
        include_str!("../../guide/updates.md"),
    ];

    #[test]
    fn commands_of_the_pages_are_valid() {
        let lines = PAGES.iter().flat_map(|page| page.lines());
        let commands = lines
            .flat_map(|line| line.split("&&"))
            .map(|line| line.split('#').next().unwrap_or_default().trim())
            .filter(|line| line.starts_with("sdksmith ") && !line.contains('`'));
        let mut count = 0;
        for command in commands {
            let arguments = Arguments::try_parse_from(command.split_whitespace());
            assert!(arguments.is_ok(), "{command}: {:?}", arguments.err());
            count += 1;
        }
        assert!(count > 7, "{count}");
    }
}
