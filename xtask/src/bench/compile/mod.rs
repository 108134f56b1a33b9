//! The time to compile the crates that the generators write.

mod cargo;
mod table;

use std::fs::{self, File};
use std::io;
use std::path::Path;
use std::time::SystemTime;

pub(super) use self::cargo::first_error;

use self::cargo::Build;
use super::crates::{Crate, Generator};
use super::measure::{Cost, measure};
use super::{page, stem};

/// A document that leads to a crate of nothing but the runtime.
const NO_OPERATIONS: &str =
    r#"{"openapi":"3.1.0","info":{"title":"Runtime","version":"1"},"paths":{}}"#;

/// How often each build is measured.
#[derive(Clone, Copy, Debug)]
pub(super) struct Runs {
    /// The builds of the crate alone.
    pub(super) alone: usize,
    /// The builds with all dependencies.
    pub(super) cold: usize,
}

/// The measurements of a document.
#[derive(Debug)]
pub(super) struct Row {
    document: String,
    crates: Vec<Measured>,
}

/// The measurements of a crate, or the reason why there are none.
#[derive(Debug)]
struct Measured {
    title: String,
    is_runtime: bool,
    costs: Result<Costs, String>,
}

/// The costs of the builds of a crate.
#[derive(Debug, Default)]
struct Costs {
    /// The number of crates that it depends on, also those that depend on others.
    dependencies: usize,
    /// The builds of the crate alone, and those with all dependencies.
    builds: Vec<(Build, bool, Cost)>,
}

/// A crate to compile.
struct Subject {
    title: String,
    /// Whether the crate is the runtime of this generator, without operations.
    is_runtime: bool,
    written: Crate,
    dependencies: usize,
    failure: Option<String>,
    costs: Vec<(Build, bool, Vec<Cost>)>,
}

impl Subject {
    fn new(generator: &Generator, written: Crate) -> io::Result<Self> {
        cargo::detach(&written)?;
        let dependencies = cargo::dependencies(&written);
        Ok(Self {
            title: generator.title(),
            is_runtime: false,
            failure: dependencies.as_ref().err().cloned(),
            dependencies: dependencies.unwrap_or_default(),
            written,
            costs: Vec::new(),
        })
    }

    /// Creates the crate that consists of the runtime of this generator. No crate with operations can take less.
    fn runtime(ours: &Generator, folder: &Path) -> io::Result<Self> {
        let document = folder.join("runtime.json");
        fs::write(&document, NO_OPERATIONS)?;
        let written = ours.write(&document, &folder.join("runtime"))?;
        let written = written.ok_or_else(|| io::Error::other("the runtime is not generated"))?;
        Ok(Self {
            title: "the runtime of sdksmith alone".to_owned(),
            is_runtime: true,
            ..Self::new(ours, written)?
        })
    }

    /// Measures a build, unless one failed before.
    fn measure(&mut self, build: Build, is_cold: bool) -> io::Result<()> {
        if self.failure.is_some() {
            return Ok(());
        }
        let Some(cost) = measure(&build.call(&self.written))? else {
            return Ok(());
        };
        let is_same = |found: &&mut (Build, bool, _)| (found.0, found.1) == (build, is_cold);
        match self.costs.iter_mut().find(is_same) {
            Some((.., costs)) => costs.push(cost),
            None => self.costs.push((build, is_cold, vec![cost])),
        }
        Ok(())
    }

    fn measured(self) -> Measured {
        let costs = self.costs.into_iter();
        let builds = costs.map(|(build, is_cold, costs)| (build, is_cold, Cost::median(&costs)));
        let costs = Costs {
            dependencies: self.dependencies,
            builds: builds.collect(),
        };
        Measured {
            title: self.title,
            is_runtime: self.is_runtime,
            costs: self.failure.map_or(Ok(costs), Err),
        }
    }
}

/// Compiles the crate that each generator writes from a document.
pub(super) fn row(
    generators: &[Generator],
    document: &Path,
    runs: Runs,
    folder: &Path,
) -> io::Result<Row> {
    let name = stem(document);
    let folder = folder.join("compile").join(&name);
    fs::create_dir_all(&folder)?;
    let mut subjects = Vec::new();
    let mut refused = Vec::new();
    for generator in generators {
        match generator.write(document, &folder.join(&generator.name))? {
            Some(written) => subjects.push(Subject::new(generator, written)?),
            None => refused.push(Measured {
                title: generator.title(),
                is_runtime: false,
                costs: Err("the generator refuses the document".to_owned()),
            }),
        }
    }
    if let Some(ours) = generators.first() {
        subjects.push(Subject::runtime(ours, &folder)?);
    }
    cold(&mut subjects, runs.cold)?;
    alone(&mut subjects, runs.alone)?;
    fs::remove_dir_all(&folder)?;
    let measured = subjects.into_iter().map(Subject::measured);
    Ok(Row {
        document: name,
        crates: measured.chain(refused).collect(),
    })
}

/// Measures the builds with all dependencies, each in an empty target folder.
fn cold(subjects: &mut [Subject], runs: usize) -> io::Result<()> {
    for _ in 0..runs {
        for subject in subjects.iter_mut().filter(|subject| !subject.is_runtime) {
            let target = subject.written.folder.join("target");
            if target.exists() {
                fs::remove_dir_all(target)?;
            }
            eprintln!("building {} with its dependencies", subject.title);
            for build in Build::COLD {
                subject.measure(build, true)?;
            }
        }
    }
    Ok(())
}

/// Measures the builds of the crates alone, in turn.
fn alone(subjects: &mut [Subject], runs: usize) -> io::Result<()> {
    for build in Build::ALL {
        for subject in &mut *subjects {
            if subject.failure.is_none() {
                eprintln!("preparing {} of {}", build.title(), subject.title);
                subject.failure = cargo::failure(&build.call(&subject.written))?;
            }
        }
        for _ in 0..runs {
            for subject in &mut *subjects {
                let library = File::options()
                    .append(true)
                    .open(&subject.written.library)?;
                library.set_modified(SystemTime::now())?;
                subject.measure(build, false)?;
            }
        }
    }
    Ok(())
}

/// Returns the section of the page.
pub(super) fn section(rows: &[Row], runs: Runs) -> String {
    format!(
        "The crates that the generators write, compiled by cargo's default profiles without incremental compilation, \
         {}. All have TLS by rustls on aws-lc-rs: it replaces native-tls in the manifest of oas3-gen, and is added \
         to that of progenitor, which has no TLS. Times are those of the whole process of cargo, with its children. \
         A ratio below 1 means that the crate of `sdksmith` needs less.\n\n\
         The crate alone, its dependencies being built: medians of {} runs of each crate in turn. The runtime is \
         the crate of a document without operations.\n\n{}\n\
         With all dependencies, in an empty target folder: medians of {}.\n\n{}",
        page::machine(),
        runs.alone,
        table::alone(rows),
        runs.cold,
        table::cold(rows),
    )
}
