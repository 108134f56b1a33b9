//! `bench`: compares the time and memory of generation with those of other generators.

mod call;
mod chart;
mod measure;
mod page;

use std::path::{Path, PathBuf};
use std::{fs, io};

use clap::Args;
use sdksmith_cli::Outcome;

use self::call::Call;
use self::measure::{Cost, measure};
use crate::rivals::{Rival, installed};

pub(crate) use self::measure::Measure;

/// Compare generation with the other generators that are installed, and write `generator/BENCHMARKS.md`
#[derive(Debug, Args)]
pub(crate) struct Bench {
    /// The number of runs of each pair of programs, in turn; the page shows medians
    #[arg(long, value_name = "N", default_value_t = 7)]
    runs: usize,
    /// A document to generate from; can be given several times [default: those of `spec/`]
    #[arg(long = "spec", value_name = "FILE")]
    specs: Vec<PathBuf>,
}

/// The costs of one document: ours and a rival's, both run in turn.
#[derive(Debug)]
struct Pair {
    rival: &'static Rival,
    version: String,
    ours: Cost,
    theirs: Cost,
}

/// The measurements of a document.
#[derive(Debug)]
struct Row {
    document: String,
    ours: Cost,
    /// A second run, which has nothing to write.
    unchanged: Cost,
    pairs: Vec<Pair>,
}

impl Bench {
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
        let folder = project.join("target/bench");
        fs::create_dir_all(&folder)?;
        let ours = call::build_ours(project)?;
        let installed = installed();
        let mut rows = Vec::new();
        for document in self.documents(project) {
            rows.push(self.row(&document, &ours, &installed, &folder)?);
        }
        fs::remove_dir_all(&folder)?;
        fs::write(
            project.join("generator/BENCHMARKS.md"),
            page::text(&rows, self.runs),
        )?;
        fs::write(project.join("generator/benchmarks.svg"), chart::text(&rows))?;
        println!("{}", page::table(&rows));
        Ok(())
    }

    fn documents(&self, project: &Path) -> Vec<PathBuf> {
        match self.specs.as_slice() {
            [] => ["twilio_numbers_v1.json", "twilio_numbers_v2.yaml"]
                .map(|name| project.join("spec").join(name))
                .to_vec(),
            given => given.to_vec(),
        }
    }

    fn row(
        &self,
        document: &Path,
        ours: &Path,
        installed: &[(&'static Rival, String)],
        folder: &Path,
    ) -> io::Result<Row> {
        let name = document.file_stem().unwrap_or_default();
        let name = name.to_string_lossy().into_owned();
        let folder = folder.join(&name);
        fs::create_dir_all(&folder)?;
        let own = |run: &str| Call::ours(ours, document, &folder.join(run));
        let mut pairs = Vec::new();
        for (rival, version) in installed {
            let other = |run: &str| Call::of(rival, document, &folder.join(run));
            let Some((ours, theirs)) = self.pair(rival.name, own, other)? else {
                println!("{} does not read {name}", rival.name);
                continue;
            };
            pairs.push(Pair {
                rival,
                version: version.clone(),
                ours,
                theirs,
            });
        }
        let (ours, unchanged) = self.twice(own)?;
        Ok(Row {
            document: name,
            ours,
            unchanged,
            pairs,
        })
    }

    /// Returns the medians of two programs that run in turn, or nothing if the second one fails.
    ///
    /// Each run writes a folder of its own. File systems take long to create files just after others were removed,
    /// so nothing is removed in between.
    fn pair(
        &self,
        rival: &str,
        ours: impl Fn(&str) -> Call,
        theirs: impl Fn(&str) -> Call,
    ) -> io::Result<Option<(Cost, Cost)>> {
        let (mut own, mut others) = (Vec::new(), Vec::new());
        for run in 0..self.runs {
            let our = measure(&ours(&format!("beside-{rival}-{run}")))?;
            let their = measure(&theirs(&format!("{rival}-{run}")))?;
            let (Some(our), Some(their)) = (our, their) else {
                return Ok(None);
            };
            own.push(our);
            others.push(their);
        }
        Ok(Some((Cost::median(&own), Cost::median(&others))))
    }

    /// Returns the medians of first runs, and of second runs that have nothing to write.
    fn twice(&self, call: impl Fn(&str) -> Call) -> io::Result<(Cost, Cost)> {
        let (mut first, mut second) = (Vec::new(), Vec::new());
        for run in 0..self.runs {
            let call = call(&format!("alone-{run}"));
            first.extend(measure(&call)?);
            second.extend(measure(&call)?);
        }
        Ok((Cost::median(&first), Cost::median(&second)))
    }
}
