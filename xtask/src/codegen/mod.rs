//! `codegen`: documents to a crate on the disk, or a look at whether it is there.

mod bare;

use std::fs;
use std::path::{Path, PathBuf};

use clap::Args;
use sdksmith::generate;

use self::bare::Bare;
use crate::format::format;
use crate::input::{Job, shown, tidy};
use crate::output::Changes;
use crate::report::{self, Outcome, Stop, plural};

/// Generate a crate from OpenAPI documents
#[derive(Debug, Args)]
pub(crate) struct Codegen {
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
    pub(crate) fn run(&self) -> Result<Outcome, Stop> {
        let job = self.job()?;
        let generated = generate(&job.input)?;
        report::print(&generated.diagnostics);
        let files = format(generated.files)?;
        let changes = Changes::find(&job.output, &files)?;
        if self.check {
            return Ok(self.judge(&changes, &job.output));
        }
        changes.make()?;
        report::say(generated.summary)?;
        report::say(format_args!("{}: {}", shown(&job.output), changes.tally()))?;
        Ok(Outcome::Holds)
    }

    fn judge(&self, changes: &Changes<'_>, output: &Path) -> Outcome {
        if changes.count() == 0 {
            return Outcome::Holds;
        }
        let files = plural(changes.count(), "file");
        let command = self.command(shown, &shown(output));
        eprintln!("{changes}{files} not as generated; to mend this, run `{command}`");
        Outcome::Fails
    }

    fn job(&self) -> Result<Job, Stop> {
        // Generated files name this command, and don't depend on where anything lies.
        let file_name = |path: &Path| shown(Path::new(path.file_name().unwrap_or_default()));
        let command = self.command(file_name, "DIR");
        match self.bare.output() {
            Some(output) => self.bare.job(output, command),
            None => Job::from_manifest(self.own_manifest().unwrap_or(&default_manifest()), command),
        }
    }

    /// The manifest that was asked for, unless it is the project's.
    fn own_manifest(&self) -> Option<&Path> {
        let project = fs::canonicalize(default_manifest()).ok();
        let is_own = |path: &&Path| project.is_none() || fs::canonicalize(path).ok() != project;
        self.manifest.as_deref().filter(is_own)
    }

    /// The command that makes the same crate.
    fn command(&self, show: impl Fn(&Path) -> String, output: &str) -> String {
        let manifest = self
            .own_manifest()
            .map(|path| format!(" --manifest {}", show(path)));
        let arguments = self.bare.arguments(show, output);
        format!(
            "cargo xtask codegen{}{arguments}",
            manifest.unwrap_or_default()
        )
    }
}

fn default_manifest() -> PathBuf {
    tidy(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../spec/codegen.toml"))
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

    fn command(arguments: &str) -> Option<String> {
        let arguments = ["codegen"].into_iter().chain(arguments.split_whitespace());
        let call = Call::try_parse_from(arguments).ok()?;
        Some(
            call.codegen
                .command(|path| path.display().to_string(), "DIR"),
        )
    }

    #[test]
    fn reproducing_command_lists_the_relevant_arguments() {
        let project = format!("--check --manifest {}", default_manifest().display());
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
