//! `codegen`: generates a crate from documents, or checks that it is up to date.

mod bare;

use std::fs;
use std::path::{Path, PathBuf};

use clap::Args;
use sdksmith::surface::Surface;
use sdksmith::{counted, generate};

use self::bare::Bare;
use crate::format::format;
use crate::input::{CHANGELOG, Job, display_path};
use crate::lock;
use crate::output::Changes;
use crate::program::Program;
use crate::report::{self, CommandError, Outcome};

/// Generate a crate from OpenAPI documents
#[derive(Debug, Args)]
pub struct Codegen {
    /// Write nothing; list the files that are missing, changed or stale, and fail if there are any
    #[arg(long)]
    check: bool,
    /// The manifest that names the documents [default: the project's `spec/codegen.toml`]
    #[arg(long, value_name = "FILE", conflicts_with = "specs")]
    manifest: Option<PathBuf>,
    #[command(flatten)]
    bare: Bare,
}

impl Codegen {
    /// Runs the command.
    ///
    /// # Errors
    /// Returns the problems of its input or arguments.
    pub fn run(&self, program: &Program) -> Result<Outcome, CommandError> {
        let job = self.job(program)?;
        let generated = generate(&job.input)?;
        report::print_diagnostics(&generated.diagnostics);
        let mut files = format(generated.files)?;
        if let Some(changelog) = &job.changelog {
            files.insert(CHANGELOG.to_owned(), changelog.clone().into_bytes());
        }
        let changes = Changes::find(&job.output, &files)?;
        if self.check {
            return Ok(self.report_differences(&changes, &job, &generated.surface, program));
        }
        changes.apply()?;
        if let Some(path) = &job.lock {
            lock::update(path, &generated.surface)?;
        }
        report::print_result(generated.summary)?;
        report::print_result(format_args!(
            "{}: {}",
            display_path(&job.output),
            changes.tally()
        ))?;
        Ok(Outcome::Success)
    }

    fn report_differences(
        &self,
        changes: &Changes<'_>,
        job: &Job,
        surface: &Surface,
        program: &Program,
    ) -> Outcome {
        let lock = job.lock.as_deref();
        let lock = lock.and_then(|path| Some((lock::difference(path, surface)?, path)));
        let count = changes.count() + usize::from(lock.is_some());
        if count == 0 {
            return Outcome::Success;
        }
        let lock = lock.map(|(what, path)| format!("{what:7} {}\n", display_path(path)));
        let lock = lock.unwrap_or_default();
        let files = counted(count, "file");
        let command = self.command(program, display_path, &display_path(&job.output));
        eprintln!("{changes}{lock}{files} out of date; to regenerate, run `{command}`");
        Outcome::Failure
    }

    fn job(&self, program: &Program) -> Result<Job, CommandError> {
        // Generated files name this command, so it must not depend on where the project is.
        let file_name = |path: &Path| display_path(Path::new(path.file_name().unwrap_or_default()));
        let command = self.command(program, file_name, "DIR");
        match self.bare.output() {
            Some(output) => self.bare.job(output, command),
            None => Job::from_manifest(
                self.own_manifest(program).unwrap_or(&program.manifest()),
                command,
            ),
        }
    }

    /// Returns the manifest argument, unless it is the project's manifest.
    fn own_manifest(&self, program: &Program) -> Option<&Path> {
        let project = fs::canonicalize(program.manifest()).ok();
        let is_own = |path: &&Path| project.is_none() || fs::canonicalize(path).ok() != project;
        self.manifest.as_deref().filter(is_own)
    }

    /// Returns the command that generates the same crate.
    fn command(&self, program: &Program, show: impl Fn(&Path) -> String, output: &str) -> String {
        let manifest = self
            .own_manifest(program)
            .map(|path| format!(" --manifest {}", show(path)));
        let arguments = self.bare.arguments(show, output);
        format!(
            "{}{}{arguments}",
            program.generate,
            manifest.unwrap_or_default()
        )
    }
}

#[cfg(test)]
mod tests {
    use clap::Parser as _;

    use super::*;

    #[derive(Debug, clap::Parser)]
    struct Call {
        #[command(flatten)]
        codegen: Codegen,
    }

    fn program() -> Program {
        let project = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
        Program::of_project(&project, "cargo xtask codegen")
    }

    fn command(arguments: &str) -> Option<String> {
        let arguments = ["codegen"].into_iter().chain(arguments.split_whitespace());
        let call = Call::try_parse_from(arguments).ok()?;
        Some(
            call.codegen
                .command(&program(), |path| path.display().to_string(), "DIR"),
        )
    }

    #[test]
    fn reproducing_command_lists_the_relevant_arguments() {
        let project = format!("--check --manifest {}", program().manifest().display());
        for (arguments, made_by) in [
            ("--check", "cargo xtask codegen"),
            (&project, "cargo xtask codegen"),
            (
                "--manifest m.toml --check",
                "cargo xtask codegen --manifest m.toml",
            ),
            (
                "--out there --name n --features resource --spec a.json --dialect generic --overlay o.yaml",
                "cargo xtask codegen --spec a.json --overlay o.yaml --out DIR --name n --dialect generic --features resource",
            ),
        ] {
            assert_eq!(command(arguments).as_deref(), Some(made_by), "{arguments}");
        }
    }
}
