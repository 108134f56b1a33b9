//! `watch`: generates a crate whenever one of its input files changes.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::time::{Duration, SystemTime};
use std::{fs, thread};

use clap::Args;

use super::Target;
use crate::argument::ArgumentKind;
use crate::problem::CallProblem;
use crate::program::Program;
use crate::report::{CommandError, Outcome};

/// The interval between comparisons of the files. The times of a few files cost nothing.
const INTERVAL: Duration = Duration::from_millis(300);

/// Generate a crate, and again whenever a document, an overlay, the manifest or an example program changes
#[derive(Debug, Args)]
pub struct Watch {
    #[command(flatten)]
    target: Target,
}

/// The time and size of each file. A file that doesn't exist has none.
type Snapshot = BTreeMap<PathBuf, Option<(SystemTime, u64)>>;

impl Watch {
    /// Runs the command until the program is stopped.
    ///
    /// # Errors
    /// Returns the problems of the arguments. Those of the documents are printed, and the command waits for
    /// the next change.
    pub fn run(&self, program: &Program) -> Result<Outcome, CommandError> {
        self.check_arguments()?;
        let mut watched = self.named_files(program)?;
        loop {
            // Taken before the files are read: a change during a run leads to another one.
            let before = snapshot(&watched);
            match self.generate(program) {
                Ok(inputs) => watched = inputs,
                Err(error) => error.print(),
            }
            eprintln!("watching {}", sdksmith::counted(watched.len(), "path"));
            let mut known = snapshot(&watched);
            known.extend(
                before
                    .into_iter()
                    .filter(|(path, _)| watched.contains(path)),
            );
            while snapshot(&watched) == known {
                thread::sleep(INTERVAL);
            }
        }
    }

    /// Generates the crate and returns the files that it is made of.
    fn generate(&self, program: &Program) -> Result<Vec<PathBuf>, CommandError> {
        let job = self.target.job(program)?;
        // A document with errors is watched like any other.
        if let Err(error) = self.target.write(&job) {
            error.print();
        }
        Ok(job.inputs())
    }

    fn check_arguments(&self) -> Result<(), CommandError> {
        let mut named = self.target.bare.inputs();
        match named.find(|path| ArgumentKind::of(path) != ArgumentKind::File) {
            Some(other) => Err(CommandError::call(CallProblem::NotWatchable {
                name: other.display().to_string(),
            })),
            None => Ok(()),
        }
    }

    /// Returns the files that the arguments name.
    fn named_files(&self, program: &Program) -> Result<Vec<PathBuf>, CommandError> {
        let target = &self.target;
        if target.bare.is_given() {
            return Ok(target.bare.inputs().cloned().collect());
        }
        Ok(vec![program.manifest(target.manifest.as_deref())?])
    }
}

fn snapshot(paths: &[PathBuf]) -> Snapshot {
    let state = |path: &PathBuf| {
        let metadata = fs::metadata(path).ok()?;
        Some((metadata.modified().ok()?, metadata.len()))
    };
    paths
        .iter()
        .map(|path| (path.clone(), state(path)))
        .collect()
}
