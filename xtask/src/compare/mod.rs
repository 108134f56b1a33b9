//! `compare`: the scoreboard of this generator and of others, on behaviours that users ask of clients.

mod crates;
mod generators;
mod page;

use std::path::Path;
use std::{fs, io};

use clap::Args;
use scoreboard::Verdict;
use sdksmith_cli::Outcome;

use self::generators::Generator;
use crate::rivals::installed;

/// Check the behaviours of the clients that this generator and the other installed ones write, and write
/// `generator/COMPARISON.md`
#[derive(Debug, Args)]
pub(crate) struct Compare {
    /// A generator to check; can be given several times. The page is not written
    #[arg(long = "only", value_name = "NAME")]
    only: Vec<String>,
}

/// The verdicts on a generator.
#[derive(Debug)]
struct Column {
    name: String,
    version: String,
    /// The verdicts by the ids of the behaviours.
    verdicts: Vec<(String, Verdict)>,
    /// The documents that the generator refuses, with the reason.
    refused: Vec<(String, String)>,
}

impl Column {
    fn verdict(&self, id: &str) -> Option<&Verdict> {
        let found = self.verdicts.iter().find(|(found, _)| found == id);
        found.map(|(_, verdict)| verdict)
    }
}

impl Compare {
    /// Runs the command.
    pub(crate) fn run(&self, project: &Path) -> Outcome {
        match self.compare(project) {
            Ok(()) => Outcome::Success,
            Err(error) => {
                eprintln!("error: {error}");
                Outcome::Failure
            }
        }
    }

    fn compare(&self, project: &Path) -> io::Result<()> {
        let project = project.canonicalize()?;
        let rivals = installed().into_iter();
        let rivals = rivals.map(|(rival, version)| Generator::rival(rival, version));
        let mut columns = Vec::new();
        for generator in std::iter::once(Generator::ours(&project)?).chain(rivals) {
            if self.only.is_empty() || self.only.contains(&generator.name) {
                eprintln!("checking {}", generator.name);
                columns.push(column(&project, generator)?);
            }
        }
        print!("{}", page::table(&columns));
        if self.only.is_empty() {
            let page = page::text(&columns);
            return fs::write(project.join("generator/COMPARISON.md"), page);
        }
        print!("{}", page::reasons(&columns));
        Ok(())
    }
}

fn column(project: &Path, generator: Generator) -> io::Result<Column> {
    let folder = project.join("target/compare").join(&generator.name);
    let refused = crates::generate(project, &generator, &folder)?;
    let mut verdicts = crates::verdicts(project, &generator, &folder)?;
    verdicts.extend(generators::verdicts(project, &generator)?);
    Ok(Column {
        name: generator.name,
        version: generator.version,
        verdicts,
        refused,
    })
}
