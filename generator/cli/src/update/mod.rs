//! `update`: takes a new version of a bundled document. If a step fails, nothing changes.

mod manifest;
mod same;
mod staged;
mod swap;
mod trial;

use std::fs;
use std::path::{Path, PathBuf};

use clap::Args;
use sdksmith::change::report::{Report, changelog, text};
use sdksmith::document::{SourceText, sha256};
use sdksmith::{Output, generate};

pub(crate) use self::staged::Staged;
use crate::argument::read_argument;
use crate::diff::{
    DiffProblem, Replacement, document_index, released_by, replace, report, version_of,
};
use crate::format::{Files, format};
use crate::input::{CHANGELOG, Job, display_path, file_name, read_files, read_text};
use crate::output::Changes;
use crate::problem::FileProblem;
use crate::program::Program;
use crate::report::{self, CommandError, Outcome};

/// Take a new version of a document: report, replace, regenerate, set the version, add to the changelog
#[derive(Debug, Args)]
pub struct Update {
    /// The new version: a path, or an https URL
    #[arg(value_name = "FILE")]
    file: String,
    /// The module of the document [default: found by the name of the file]
    #[arg(long, value_name = "MODULE")]
    document: Option<String>,
    /// The manifest [default: `codegen.toml` of the project]
    #[arg(long, value_name = "FILE")]
    manifest: Option<PathBuf>,
    /// Write nothing; show the report, and the files that would be written
    #[arg(long)]
    dry_run: bool,
    /// Do not run the example tests of the new crate before it is written
    #[arg(long)]
    no_test: bool,
}

/// The new version, complete, in memory.
struct Taken {
    report: Report,
    files: Files,
    lock: String,
    document: (PathBuf, String),
    manifest: (PathBuf, String),
    changelog: (PathBuf, String),
    output: PathBuf,
}

impl Update {
    /// Runs the command.
    ///
    /// # Errors
    /// Returns the problems of its input or arguments.
    pub fn run(&self, program: &Program) -> Result<Outcome, CommandError> {
        let named = self.manifest.as_deref();
        let manifest = program.manifest(named)?;
        let command = program.generate_from(named, file_name);
        let job = Job::from_manifest(&manifest, command)?;
        let taken = self.take(&manifest, job)?;
        report::print_result(text(&taken.report, false).trim_end())?;
        let changes = Changes::find(&taken.output, &taken.files)?;
        let mut staged = taken.others(&manifest);
        if self.dry_run {
            report::print_result(format_args!(
                "\nwould write:\n{changes}{}nothing was written",
                staged.listed()
            ))?;
            return Ok(Outcome::Success);
        }
        if !self.no_test && !trial::passes(&taken.files, program)? {
            eprintln!("the example tests of the new crate fail; nothing was written");
            return Ok(Outcome::Failure);
        }
        changes.stage(&mut staged);
        let stale = changes.stale_paths();
        staged.commit(&stale, &taken.output)?;
        report::print_result(format_args!(
            "\n{}: {}\nnext: review the changes, and commit them together",
            display_path(&taken.output),
            changes.tally()
        ))?;
        Ok(Outcome::Success)
    }

    /// Generates the new version of the crate.
    fn take(&self, manifest: &Path, job: Job) -> Result<Taken, CommandError> {
        let output = job.output()?.to_owned();
        let mut input = job.input;
        let replacement = Replacement {
            file: &self.file,
            module: self.document.as_deref(),
        };
        let index = document_index(&input, &replacement)?;
        let module = input.documents.get(index).map(|found| found.module.clone());
        let module = module.unwrap_or_default();
        let path = input
            .documents
            .get(index)
            .map(|found| found.source.text.name.to_string());
        let path = PathBuf::from(path.unwrap_or_default());
        let new = self.text(&path)?;
        if let Some(old) = input.documents.get(index) {
            same::check(&old.source.text, &new, &module)?;
        }
        let baseline = released_by(&input)?;
        let mut source = version_of(&input, index, new.clone());
        read_files(&mut source);
        replace(&mut input, index, source);
        input.lock = Some(baseline.surface.clone());
        let first = generate(&input)?;
        report::print_diagnostics(&first.diagnostics);
        let report = report(&input, &baseline, &first)?;
        input.package.version = report.next_version().to_string();
        let Output {
            mut files,
            unformatted,
            surface,
            ..
        } = generate(&input)?;
        format(&mut files, &unformatted)?;
        let changelog = changelog_of(manifest, &report)?;
        files.insert(CHANGELOG.to_owned(), changelog.1.clone().into_bytes());
        let edited = manifest::edit(
            &read_text(manifest)
                .map_err(|problem| problem.at(manifest))?
                .text,
            index,
            &module,
            &sha256(&new.text),
            &input.package.version,
        )?;
        Ok(Taken {
            report,
            files,
            lock: surface.to_string(),
            document: (path, new.text),
            manifest: (manifest.to_owned(), edited),
            changelog,
            output,
        })
    }

    /// Returns the text of the new version, under the name of the bundled document.
    fn text(&self, bundled: &Path) -> Result<SourceText, CommandError> {
        let path = Path::new(&self.file);
        let text = read_argument(path)
            .map_err(|problem| problem.at(path))?
            .text;
        Ok(SourceText {
            name: display_path(bundled).into(),
            text,
        })
    }
}

impl Taken {
    /// Returns the files beside the crate.
    fn others(&self, manifest: &Path) -> Staged {
        let lock = crate::lock::path_beside(manifest);
        let mut staged = Staged::default();
        for (path, text) in [&self.document, &self.manifest, &self.changelog] {
            staged.add(path.clone(), text.clone().into_bytes());
        }
        staged.add(lock, self.lock.clone().into_bytes());
        staged
    }
}

/// Returns the changelog beside the manifest, with the section of the new version on top of the
/// others.
fn changelog_of(manifest: &Path, report: &Report) -> Result<(PathBuf, String), CommandError> {
    let path = manifest.with_file_name(CHANGELOG);
    let known = match fs::read_to_string(&path) {
        Ok(text) => text,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => "# Changelog\n".to_owned(),
        Err(error) => return Err(FileProblem::reading(error).at(&path)),
    };
    let section = changelog(report);
    let text = match known.find("\n## ") {
        Some(at) => {
            let (title, others) = known.split_at(at + 1);
            format!("{title}{section}\n{others}")
        }
        None => format!("{}\n\n{section}", known.trim_end()),
    };
    Ok((path, text))
}

/// Returns the error of a problem that concerns the call of the command.
fn problem(problem: DiffProblem) -> CommandError {
    CommandError::call(problem)
}
