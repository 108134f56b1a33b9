//! A crate to compile, and what its builds cost.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use super::super::crates::{Crate, Generator};
use super::super::measure::{Cost, measure};
use super::cargo::{self, Build};
use super::program;

/// A document that leads to a crate of nothing but the runtime.
const NO_OPERATIONS: &str =
    r#"{"openapi":"3.1.0","info":{"title":"Runtime","version":"1"},"paths":{}}"#;

/// What a build compiles.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// The crate and all its dependencies.
    Cold,
    /// The crate alone.
    Alone,
    /// A program that makes one call, its dependencies being built.
    Program,
}

/// The measurements of a crate, or the reason why there are none.
#[derive(Debug)]
pub(super) struct Measured {
    pub(super) title: String,
    pub(super) is_runtime: bool,
    pub(super) costs: Result<Costs, String>,
}

/// The costs of the builds of a crate.
#[derive(Debug, Default)]
pub(super) struct Costs {
    /// The number of crates that it depends on, also those that depend on others.
    pub(super) dependencies: usize,
    pub(super) builds: Vec<(Part, Build, Cost)>,
}

/// A crate to compile.
pub(super) struct Subject {
    title: String,
    /// Whether the crate is the runtime of this generator, without operations.
    is_runtime: bool,
    written: Crate,
    /// The program that makes one call with the crate.
    program: Option<Crate>,
    /// The folder of cargo's output, which all documents of a generator share.
    target: PathBuf,
    dependencies: usize,
    failure: Option<String>,
    costs: Vec<(Part, Build, Vec<Cost>)>,
}

impl Subject {
    /// Creates the subject for a crate, with the program that calls it if the document has one.
    pub(super) fn new(
        generator: &Generator,
        written: Crate,
        targets: &Path,
        programs: Option<&Path>,
    ) -> io::Result<Self> {
        cargo::detach(&written)?;
        let dependencies = cargo::dependencies(&written);
        let program = programs.map(|folder| program::write(generator, &written, folder));
        Ok(Self {
            title: generator.title(),
            is_runtime: false,
            failure: dependencies.as_ref().err().cloned(),
            dependencies: dependencies.unwrap_or_default(),
            program: program.transpose()?,
            target: targets.join(&generator.name),
            written,
            costs: Vec::new(),
        })
    }

    /// Creates the crate that consists of the runtime of this generator. No crate with operations can take less.
    pub(super) fn runtime(ours: &Generator, folder: &Path, targets: &Path) -> io::Result<Self> {
        let document = folder.join("runtime.json");
        fs::write(&document, NO_OPERATIONS)?;
        let written = ours.write(&document, &folder.join("runtime"))?;
        let written = written.ok_or_else(|| io::Error::other("the runtime is not generated"))?;
        Ok(Self {
            title: "the runtime of sdksmith alone".to_owned(),
            is_runtime: true,
            ..Self::new(ours, written, targets, None)?
        })
    }

    /// Measures the builds with all dependencies, in an empty target folder.
    pub(super) fn measure_cold(&mut self) -> io::Result<()> {
        if self.is_runtime {
            return Ok(());
        }
        if self.target.exists() {
            fs::remove_dir_all(&self.target)?;
        }
        eprintln!("building {} with its dependencies", self.title);
        for build in Build::COLD {
            self.measure(Part::Cold, build)?;
        }
        Ok(())
    }

    /// Builds what a part needs before it is measured.
    pub(super) fn prepare(&mut self, part: Part, build: Build) -> io::Result<()> {
        if let Some(package) = self.package(part).filter(|_| self.failure.is_none()) {
            eprintln!("preparing {} of {}", build.title(), self.title);
            self.failure = cargo::failure(&build.call(&package.folder, &self.target))?;
        }
        Ok(())
    }

    /// Measures a build after a change of the code's root.
    pub(super) fn measure_again(&mut self, part: Part, build: Build) -> io::Result<()> {
        let Some(package) = self.package(part) else {
            return Ok(());
        };
        let root = File::options().append(true).open(&package.root)?;
        root.set_modified(SystemTime::now())?;
        self.measure(part, build)
    }

    fn package(&self, part: Part) -> Option<&Crate> {
        match part {
            Part::Cold | Part::Alone => Some(&self.written),
            Part::Program => self.program.as_ref(),
        }
    }

    /// Measures a build, unless one failed before.
    fn measure(&mut self, part: Part, build: Build) -> io::Result<()> {
        let package = self.package(part).filter(|_| self.failure.is_none());
        let Some(package) = package else {
            return Ok(());
        };
        let Some(cost) = measure(&build.call(&package.folder, &self.target))? else {
            return Ok(());
        };
        let is_same = |found: &&mut (Part, Build, _)| (found.0, found.1) == (part, build);
        match self.costs.iter_mut().find(is_same) {
            Some((.., costs)) => costs.push(cost),
            None => self.costs.push((part, build, vec![cost])),
        }
        Ok(())
    }

    /// Returns the medians.
    pub(super) fn measured(self) -> Measured {
        let costs = self.costs.into_iter();
        let builds = costs.map(|(part, build, costs)| (part, build, Cost::median(&costs)));
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
