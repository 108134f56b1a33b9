//! `completions` and `man`: files for the shell, made from the definitions of the arguments.

use std::io;
use std::path::{Path, PathBuf};

use clap::{Args, Command};
use clap_complete::Shell;

use crate::input::display_path;
use crate::problem::FileProblem;
use crate::report::{self, CommandError, Outcome};

/// Print the completions of a shell
#[derive(Debug, Args)]
pub struct Completions {
    /// The shell
    #[arg(value_enum)]
    shell: Shell,
}

impl Completions {
    /// Prints the completions of a program to standard output.
    ///
    /// # Errors
    /// Returns the problem of writing.
    pub fn run(&self, mut program: Command) -> Result<Outcome, CommandError> {
        let name = program.get_name().to_owned();
        let mut script = Vec::new();
        clap_complete::generate(self.shell, &mut program, name, &mut script);
        report::print_result(String::from_utf8_lossy(&script).trim_end())?;
        Ok(Outcome::Success)
    }
}

/// Print the manual page, or write the pages of all commands into a folder
#[derive(Debug, Args)]
pub struct Man {
    /// The folder of the pages
    #[arg(value_name = "DIR")]
    folder: Option<PathBuf>,
}

impl Man {
    /// Prints or writes the pages of a program.
    ///
    /// # Errors
    /// Returns the problem of writing.
    pub fn run(&self, program: Command) -> Result<Outcome, CommandError> {
        match &self.folder {
            None => {
                let mut page = Vec::new();
                let rendered = clap_mangen::Man::new(program).render(&mut page);
                rendered.map_err(unwritable(Path::new("standard output")))?;
                report::print_result(String::from_utf8_lossy(&page).trim_end())?;
            }
            Some(folder) => {
                std::fs::create_dir_all(folder).map_err(unwritable(folder))?;
                clap_mangen::generate_to(program, folder).map_err(unwritable(folder))?;
                report::print_result(format_args!("wrote {}", display_path(folder)))?;
            }
        }
        Ok(Outcome::Success)
    }
}

fn unwritable(path: &Path) -> impl FnOnce(io::Error) -> CommandError {
    move |error| FileProblem::Write(error).at(path)
}
