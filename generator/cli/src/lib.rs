//! The commands of `sdksmith`. They are the only part that reads and writes files and runs other programs.
//!
//! The program `sdksmith` and the project's own `cargo xtask` are thin fronts: each lists its commands, and
//! passes a [`Program`] to the one that it runs.
//!
//! The exit status of a command is 0 for success, 1 for a check that failed, and 2 for invalid input
//! or arguments. A command prints all its problems to standard error.

mod argument;
mod codegen;
mod corpus;
mod diff;
mod fetch;
mod format;
mod init;
mod input;
mod lock;
mod output;
mod overlay;
mod problem;
mod program;
mod report;
mod shell;
mod update;

use std::process::ExitCode;

pub use self::codegen::{Check, Generate, Target, Watch};
pub use self::corpus::Corpus;
pub use self::diff::{Diff, Versions};
pub use self::init::Init;
pub use self::overlay::Overlay;
pub use self::program::Program;
pub use self::report::{CommandError, Outcome};
pub use self::shell::{Completions, Man};
pub use self::update::Update;

/// Returns the exit status of a command, after printing its problems.
pub fn exit_code(result: Result<Outcome, CommandError>) -> ExitCode {
    match result {
        Ok(Outcome::Success) => ExitCode::SUCCESS,
        Ok(Outcome::Failure) => ExitCode::from(1),
        Err(error) => {
            error.print();
            ExitCode::from(2)
        }
    }
}
