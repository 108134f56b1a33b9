//! `bench`: compares this generator and its crates with other generators and theirs.

mod call;
mod calls;
mod chart;
mod compile;
mod crates;
mod generation;
mod measure;
mod page;

use std::path::{Path, PathBuf};
use std::{fs, io};

use clap::{Args, ValueEnum};
use sdksmith_cli::Outcome;

use self::crates::Generator;
use crate::rivals::installed;

/// Compare generation, compile time and calls with the other generators that are installed, and write
/// `generator/BENCHMARKS.md`
#[derive(Debug, Args)]
pub(crate) struct Bench {
    /// What to compare; the page keeps its other parts
    #[arg(value_enum, value_name = "PART", default_value = "generation")]
    parts: Vec<Part>,
    /// The number of runs of each program, in turn; the page shows medians
    #[arg(long, value_name = "N", default_value_t = 7)]
    runs: usize,
    /// The number of builds of the first document's crates with all dependencies, of which each takes minutes
    #[arg(long, value_name = "N", default_value_t = 1)]
    cold_runs: usize,
    /// A document to generate from; can be given several times [default: those of `spec/`]
    #[arg(long = "spec", value_name = "FILE")]
    specs: Vec<PathBuf>,
    /// Another generator to compare with; can be given several times. The page is not written
    #[arg(long = "only", value_name = "NAME")]
    only: Vec<String>,
}

/// A part of the comparison.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Part {
    /// The time and memory of generation
    Generation,
    /// The time to compile the crates
    Compile,
    /// The time and the allocations of calls
    Calls,
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
        let project = &project.canonicalize()?;
        let folder = project.join("target/bench");
        fs::create_dir_all(&folder)?;
        call::build(project, &["--package", "measure"])?;
        let generators = self.generators(project)?;
        let mut sections = Vec::new();
        for part in &self.parts {
            let text = match part {
                Part::Generation => self.generation(project, &generators, &folder)?,
                Part::Compile => self.compilation(project, &generators, &folder)?,
                Part::Calls => calls::section(project, &generators, &folder)?,
            };
            println!("{text}");
            sections.push((part.title(), text));
        }
        fs::remove_dir_all(&folder)?;
        if self.only.is_empty() {
            let page = project.join("generator/BENCHMARKS.md");
            let old = fs::read_to_string(&page).unwrap_or_default();
            fs::write(page, page::text(&old, &sections))?;
        }
        Ok(())
    }

    /// Returns this generator and the others that are installed, ours first.
    fn generators(&self, project: &Path) -> io::Result<Vec<Generator>> {
        let mut generators = vec![Generator::ours(call::build_ours(project)?)];
        for (rival, version) in installed() {
            if self.only.is_empty() || self.only.iter().any(|name| name == rival.name) {
                generators.push(Generator::of(rival, version));
            }
        }
        Ok(generators)
    }

    fn generation(
        &self,
        project: &Path,
        generators: &[Generator],
        folder: &Path,
    ) -> io::Result<String> {
        let documents = self.documents(project);
        let rows = generation::rows(generators, &documents, self.runs, folder)?;
        if self.only.is_empty() {
            fs::write(project.join("generator/benchmarks.svg"), chart::text(&rows))?;
        }
        Ok(generation::section(&rows, self.runs))
    }

    fn compilation(
        &self,
        project: &Path,
        generators: &[Generator],
        folder: &Path,
    ) -> io::Result<String> {
        let mut runs = compile::Runs {
            alone: self.runs,
            cold: self.cold_runs,
        };
        let folder = folder.join("compile");
        let mut rows = Vec::new();
        for document in self.documents(project) {
            rows.push(compile::row(generators, &document, runs, project, &folder)?);
            // The dependencies of all documents are the same.
            runs.cold = 0;
        }
        Ok(compile::section(&rows, self.runs, self.cold_runs))
    }

    fn documents(&self, project: &Path) -> Vec<PathBuf> {
        match self.specs.as_slice() {
            [] => ["twilio_numbers_v1.json", "twilio_numbers_v2.yaml"]
                .map(|name| project.join("spec").join(name))
                .to_vec(),
            given => given.to_vec(),
        }
    }
}

impl Part {
    /// Returns the title of the section on the page.
    fn title(self) -> &'static str {
        match self {
            Self::Generation => "Generation",
            Self::Compile => "Compile time",
            Self::Calls => "Calls",
        }
    }
}

/// Returns the name of a document without its extension.
fn stem(document: &Path) -> String {
    let stem = document.file_stem().unwrap_or_default();
    stem.to_string_lossy().into_owned()
}
