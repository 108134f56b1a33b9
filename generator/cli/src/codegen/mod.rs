//! `generate`, `check` and `watch`: a crate from documents.

mod bare;
mod record;
mod result;
mod watch;

use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use sdksmith::{Output, generate, generate_files};

use self::bare::Bare;
pub(crate) use self::bare::crate_name;
use self::record::RecordFile;
use self::result::{Checked, Contents, Written};
pub use self::watch::Watch;
use crate::format::format;
use crate::input::{CHANGELOG, Job, display_path, file_name};
use crate::lock;
use crate::output::Changes;
use crate::program::Program;
use crate::report::{self, CommandError, Outcome};

/// Generate a crate from OpenAPI documents
#[derive(Debug, Args)]
pub struct Generate {
    #[command(flatten)]
    target: Target,
}

impl Generate {
    /// Runs the command.
    ///
    /// # Errors
    /// Returns the problems of its input or arguments.
    pub fn run(&self, program: &Program) -> Result<Outcome, CommandError> {
        self.target.generate(program)
    }
}

/// Check documents, and that the crate generated from them is up to date; write nothing
#[derive(Debug, Args)]
pub struct Check {
    #[command(flatten)]
    target: Target,
}

impl Check {
    /// Runs the command.
    ///
    /// # Errors
    /// Returns the problems of its input or arguments.
    pub fn run(&self, program: &Program) -> Result<Outcome, CommandError> {
        self.target.check(program)
    }
}

/// The documents and the crate that a command is about.
#[derive(Debug, Args)]
pub struct Target {
    /// The manifest that names the documents [default: `codegen.toml` of the project]
    #[arg(long, value_name = "FILE", conflicts_with = "specs")]
    manifest: Option<PathBuf>,
    #[command(flatten)]
    bare: Bare,
    /// The format of the output
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// Text for people
    Text,
    /// One JSON object on standard output, with all problems
    Json,
}

impl Target {
    /// Generates the crate.
    ///
    /// # Errors
    /// Returns the problems of the input or the arguments.
    pub fn generate(&self, program: &Program) -> Result<Outcome, CommandError> {
        self.in_format(self.job(program).and_then(|job| self.write(&job)))
    }

    /// Checks the documents, and that the crate is up to date if it has a folder. Writes nothing.
    ///
    /// # Errors
    /// Returns the problems of the input or the arguments.
    pub fn check(&self, program: &Program) -> Result<Outcome, CommandError> {
        self.in_format(self.compare(program))
    }

    fn write(&self, job: &Job) -> Result<Outcome, CommandError> {
        let output = job.output()?;
        let record = RecordFile::of(job, output);
        if let Some((contents, files)) = record.as_ref().and_then(RecordFile::up_to_date) {
            return self.report(&contents, output, (0, files, 0));
        }
        let generated = generated(job)?;
        let changes = Changes::find(output, &generated.files)?;
        changes.apply()?;
        let is_lock_new = match &job.lock {
            Some(path) => lock::update(path, &generated.surface)?,
            None => false,
        };
        let contents = Contents::of(&generated);
        self.report(&contents, output, changes.numbers())?;
        // A lock is part of the input, so the next run has another one.
        if let Some(record) = record.filter(|_| !is_lock_new) {
            record.store(&generated, contents);
        }
        Ok(Outcome::Success)
    }

    fn report(
        &self,
        contents: &Contents,
        output: &Path,
        numbers: (usize, usize, usize),
    ) -> Result<Outcome, CommandError> {
        let written = Written {
            contents,
            output,
            numbers,
        };
        self.print(&written.text(), || written.json(), written.problems())?;
        Ok(Outcome::Success)
    }

    fn compare(&self, program: &Program) -> Result<Outcome, CommandError> {
        let job = self.job(program)?;
        let generated = generated(&job)?;
        let changes = match &job.output {
            Some(output) => Some(Changes::find(output, &generated.files)?),
            None => None,
        };
        let lock = job.lock.as_deref();
        let lock = lock.and_then(|path| Some((lock::difference(path, &generated.surface)?, path)));
        let checked = Checked {
            diagnostics: &generated.diagnostics,
            changes: changes.as_ref(),
            lock,
            command: self.command(program, display_path, &job.display_output()),
        };
        let problems = report::diagnostics_text(checked.diagnostics);
        self.print("", || checked.json(), &problems)?;
        if self.format == Format::Text {
            eprint!("{}", checked.text());
        }
        Ok(match checked.count() {
            0 => Outcome::Success,
            _ => Outcome::Failure,
        })
    }

    /// Prints a result: its text after the text of the problems, or all of it as JSON.
    fn print(
        &self,
        text: &str,
        json: impl Fn() -> serde_json::Value,
        problems: &str,
    ) -> Result<(), CommandError> {
        match self.format {
            Format::Json => report::print_result(format_args!("{:#}", json())),
            Format::Text => {
                eprint!("{problems}");
                if text.is_empty() {
                    return Ok(());
                }
                report::print_result(text)
            }
        }
    }

    /// Gives errors the format of the results.
    fn in_format<T>(&self, result: Result<T, CommandError>) -> Result<T, CommandError> {
        result.map_err(|error| match self.format {
            Format::Text => error,
            Format::Json => error.in_json(),
        })
    }

    fn job(&self, program: &Program) -> Result<Job, CommandError> {
        let command = self.command(program, file_name, "DIR");
        match self.bare.is_given() {
            true => self.bare.job(command),
            false => Job::from_manifest(&program.manifest(self.manifest.as_deref())?, command),
        }
    }

    /// Returns the command that generates the same crate.
    fn command(&self, program: &Program, show: impl Fn(&Path) -> String, output: &str) -> String {
        let words = program.generate_from(self.manifest.as_deref(), &show);
        format!("{words}{}", self.bare.arguments(show, output))
    }
}

/// Generates the files of a crate, and the list of its public API if it has a lock.
fn generated(job: &Job) -> Result<Output, CommandError> {
    let mut generated = match job.lock {
        Some(_) => generate(&job.input)?,
        None => generate_files(&job.input)?,
    };
    format(&mut generated.files, &generated.unformatted)?;
    if let Some(changelog) = &job.changelog {
        let changelog = changelog.clone().into_bytes();
        generated.files.insert(CHANGELOG.to_owned(), changelog);
    }
    Ok(generated)
}

#[cfg(test)]
mod tests {
    use clap::Parser as _;

    use super::*;

    #[derive(Debug, clap::Parser)]
    struct Call {
        #[command(flatten)]
        target: Target,
    }

    fn program() -> Program {
        let project = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
        Program::of_project(&project, "cargo xtask", "cargo xtask codegen")
    }

    fn command(arguments: &str) -> Option<String> {
        let arguments = ["codegen"].into_iter().chain(arguments.split_whitespace());
        let call = Call::try_parse_from(arguments).ok()?;
        let show = |path: &Path| path.display().to_string();
        Some(call.target.command(&program(), show, "DIR"))
    }

    #[test]
    fn reproducing_command_lists_the_relevant_arguments() {
        let own = program()
            .manifest(None)
            .map(|path| path.display().to_string());
        let project = format!("--format json --manifest {}", own.unwrap_or_default());
        for (arguments, made_by) in [
            ("--format json", "cargo xtask codegen"),
            (&project, "cargo xtask codegen"),
            ("--manifest m.toml", "cargo xtask codegen --manifest m.toml"),
            (
                "--out there --name n --features resource --spec a.json --dialect generic --overlay o.yaml",
                "cargo xtask codegen --spec a.json --overlay o.yaml --out DIR --name n --dialect generic --features resource",
            ),
        ] {
            assert_eq!(command(arguments).as_deref(), Some(made_by), "{arguments}");
        }
    }
}
