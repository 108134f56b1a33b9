//! Documents that are named on the command line, without a manifest.

use std::path::{Path, PathBuf};

use clap::Args;
use clap::builder::PossibleValuesParser;
use clap::error::ErrorKind;
use sdksmith::document::{DocumentSource, OverlaySource, SourceText};
use sdksmith::ir::Features;
use sdksmith::manifest::{BareDocuments, CrateNameError, check_crate_name};
use sdksmith::{Diagnostics, Dialect, Location};

use crate::argument::{ArgumentKind, ReferenceArgs, complete, public_part, read_argument};
use crate::input::{Job, display_path};
use crate::problem::CallProblem;
use crate::report::CommandError;

/// The documents, and the choices that a manifest would make.
#[derive(Debug, Args)]
#[command(mut_arg("outside_files", |arg| arg.requires("specs")),
          mut_arg("dangling_references", |arg| arg.requires("specs")))]
pub(super) struct Bare {
    /// A document to generate a module from, without a manifest: a path, an https URL, or `-` for standard input;
    /// can be given several times
    #[arg(long = "spec", value_name = "FILE")]
    specs: Vec<PathBuf>,
    /// An overlay for the document; can be given several times
    #[arg(long = "overlay", value_name = "FILE", requires = "specs")]
    overlays: Vec<PathBuf>,
    /// The folder of the crate
    #[arg(long, value_name = "DIR", requires = "specs")]
    out: Option<PathBuf>,
    /// The crate's name [default: after the first document's file]
    #[arg(long, value_name = "CRATE", requires = "specs", value_parser = crate_name)]
    name: Option<String>,
    /// The vendor's rules [default: by the document's server]
    #[arg(long, requires = "specs", value_parser = PossibleValuesParser::new(Dialect::BUILT_IN))]
    dialect: Option<String>,
    /// The owner of a Cargo feature: each document, or also each of its resources [default: document]
    #[arg(long, requires = "specs", value_parser = PossibleValuesParser::new(Features::NAMES))]
    features: Option<String>,
    #[command(flatten)]
    references: ReferenceArgs,
}

pub(crate) fn crate_name(name: &str) -> Result<String, CrateNameError> {
    check_crate_name(name)?;
    Ok(name.to_owned())
}

impl Bare {
    /// Whether documents are named.
    pub(super) fn is_given(&self) -> bool {
        !self.specs.is_empty()
    }

    /// Returns the documents and overlays as the arguments name them.
    pub(super) fn inputs(&self) -> impl Iterator<Item = &PathBuf> {
        self.specs.iter().chain(&self.overlays)
    }

    /// Reads the documents and overlays. `command` is that of [`Input`](sdksmith::Input).
    pub(super) fn job(&self, command: String) -> Result<Job, CommandError> {
        self.check()?;
        let mut diagnostics = Diagnostics::default();
        let mut read = |path: &PathBuf| read_or_report(path, &mut diagnostics);
        let specs: Vec<_> = self.specs.iter().map(&mut read).collect();
        let overlays: Vec<_> = self.overlays.iter().map(&mut read).collect();
        let (specs, overlays) = match (all(specs), all(overlays)) {
            (Some(specs), Some(overlays)) => (specs, overlays),
            _ => return Err(diagnostics.into()),
        };
        let overlay = |text| OverlaySource {
            text,
            may_miss: Vec::new(),
        };
        let overlays: Vec<_> = overlays.into_iter().map(overlay).collect();
        let source = |text| {
            let mut source = DocumentSource {
                overlays: overlays.clone(),
                ..self.references.source(text)
            };
            complete(&mut source);
            source
        };
        let documents = BareDocuments {
            sources: specs.into_iter().map(source).collect(),
            name: self.name.clone(),
            dialect: self.dialect.as_deref().and_then(Dialect::built_in),
            features: self
                .features
                .as_deref()
                .and_then(Features::named)
                .unwrap_or_default(),
        };
        Ok(Job {
            input: documents.into_input(command),
            output: self.out.clone(),
            changelog: None,
            lock: None,
            settings: Vec::new(),
        })
    }

    /// Returns the arguments as text, each with a space before it.
    pub(super) fn arguments(&self, show: impl Fn(&Path) -> String, output: &str) -> String {
        let show = |path: &PathBuf| match ArgumentKind::of(path) {
            ArgumentKind::File => show(path),
            // The query may hold a secret.
            ArgumentKind::Url => public_part(&path.to_string_lossy()).to_owned(),
            ArgumentKind::StandardInput => path.display().to_string(),
        };
        let specs = self.specs.iter().map(|path| ("spec", show(path)));
        let overlays = self.overlays.iter().map(|path| ("overlay", show(path)));
        let output = self.out.iter().map(|_| ("out", output.to_owned()));
        let name = self.name.iter().map(|name| ("name", name.clone()));
        let dialect = self
            .dialect
            .iter()
            .map(|dialect| ("dialect", dialect.clone()));
        let features = self
            .features
            .iter()
            .map(|features| ("features", features.clone()));
        let all = specs
            .chain(overlays)
            .chain(output)
            .chain(name)
            .chain(dialect)
            .chain(features);
        let switches = [
            ("outside-files", self.references.outside_files),
            ("dangling-references", self.references.dangling_references),
        ];
        let switches = switches.into_iter().filter(|(_, is_given)| *is_given);
        all.map(|(flag, value)| format!(" --{flag} {value}"))
            .chain(switches.map(|(flag, _)| format!(" --{flag}")))
            .collect()
    }

    /// Exits with a usage error if overlays are given for several documents. Rejects documents without a name.
    fn check(&self) -> Result<(), CommandError> {
        if !self.overlays.is_empty() && self.specs.len() > 1 {
            let reason = "--overlay takes a single --spec; a manifest can give each its overlays";
            clap::Command::new("sdksmith")
                .error(ErrorKind::ArgumentConflict, reason)
                .exit();
        }
        let first = self.specs.first().map(|path| ArgumentKind::of(path));
        match (first, &self.name) {
            (Some(ArgumentKind::StandardInput), None) => {
                Err(CommandError::call(CallProblem::NoName))
            }
            _ => Ok(()),
        }
    }
}

fn read_or_report(path: &Path, diagnostics: &mut Diagnostics) -> Option<SourceText> {
    let report = |problem| diagnostics.report(Location::file(&display_path(path).into()), problem);
    read_argument(path).map_err(report).ok()
}

/// Returns all values, or nothing if one is missing.
fn all<T>(found: Vec<Option<T>>) -> Option<Vec<T>> {
    found.into_iter().collect()
}
