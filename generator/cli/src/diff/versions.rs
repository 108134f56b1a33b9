//! The two versions of the crate that are compared.

use std::path::{Path, PathBuf};

use sdksmith::change::report::{LocatedChange, Report};
use sdksmith::change::{Change, compare};
use sdksmith::document::{DocumentSource, SourceText};
use sdksmith::ir::Features;
use sdksmith::manifest::BareDocuments;
use sdksmith::surface::Item;
use sdksmith::{Diagnostics, Dialect, Input, Output, Sources, generate};
use semver::Version;

use super::DiffProblem;
use super::baseline::{Baseline, released, released_by};
use super::revision::RevisionPath;
use crate::argument::{ReferenceArgs, read_document};
use crate::input::Job;
use crate::lock;
use crate::report::CommandError;

/// A new version of a document of the manifest.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Replacement<'a> {
    /// The path of the file, or `REVISION:PATH`.
    pub(crate) file: &'a str,
    /// The module of the document, if the caller names it.
    pub(crate) module: Option<&'a str>,
}

/// Two versions of a crate.
#[derive(Debug)]
pub struct Versions {
    /// The crate that users have.
    pub old: Output,
    /// The next one, with the names of the old one.
    pub new: Output,
}

impl Versions {
    /// Generates the crates of two documents that no manifest describes. Each is called `client`, and its
    /// module `api`.
    ///
    /// # Errors
    ///
    /// Returns the problems of the files and the documents.
    pub fn of_documents(old: &str, new: &str, dialect: &str) -> Result<Self, CommandError> {
        Self::of(
            |file| bare_input(file, dialect, DocumentSource::new),
            old,
            new,
        )
    }

    fn of(
        input: impl Fn(&str) -> Result<Input, CommandError>,
        old: &str,
        new: &str,
    ) -> Result<Self, CommandError> {
        let old = generate(&input(old)?)?;
        let mut new = input(new)?;
        new.lock = Some(old.surface.clone());
        let new = generate(&new)?;
        Ok(Self { old, new })
    }
}

/// Returns the input of a document that no manifest describes.
fn bare_input(
    file: &str,
    dialect: &str,
    source: impl FnOnce(SourceText) -> DocumentSource,
) -> Result<Input, CommandError> {
    let documents = BareDocuments {
        sources: vec![read(file, source)?],
        name: Some("client".to_owned()),
        dialect: Dialect::built_in(dialect),
        features: Features::default(),
    };
    let mut input = documents.into_input(String::new());
    // Files of other names are versions of one document.
    for document in &mut input.documents {
        "api".clone_into(&mut document.module);
    }
    Ok(input)
}

/// Compares two documents that no manifest describes.
pub(super) fn bare(
    old: &str,
    new: &str,
    dialect: &str,
    references: ReferenceArgs,
) -> Result<Report, CommandError> {
    let input = |file: &str| bare_input(file, dialect, |text| references.source(text));
    let package = input(new)?.package;
    let Versions { old, new } = Versions::of(input, old, new)?;
    let changes = compare(&old.surface, &new.surface);
    let located = locate(changes, &old.sources, &new.sources);
    Ok(assemble(&package.name, &package.version, located))
}

/// Compares a document of a manifest with another version of it.
pub(super) fn with_manifest(
    manifest: &Path,
    old: Option<&str>,
    new: &Replacement<'_>,
) -> Result<Report, CommandError> {
    let job = Job::from_manifest(manifest, String::new())?;
    let index = document_index(&job.input, new)?;
    let baseline = baseline(&job, index, old)?;
    let mut input = job.input;
    let next = read(new.file, |text| version_of(&input, index, text))?;
    replace(&mut input, index, next);
    input.lock = Some(baseline.surface.clone());
    let output = generate(&input)?;
    report(&input, &baseline, &output)
}

/// Returns the old version: another document, or what the lock has.
fn baseline(job: &Job, index: usize, old: Option<&str>) -> Result<Baseline, CommandError> {
    let Some(old) = old else {
        return released_by(&job.input);
    };
    let mut input = job.input.clone();
    if old.ends_with(".lock") {
        let lock = read(old, DocumentSource::new)?;
        let surface = lock::parse(&lock.text.text, Path::new(old))?;
        return Ok(released(&input, surface));
    }
    let former = read(old, |text| version_of(&input, index, text))?;
    replace(&mut input, index, former);
    Ok(Baseline::of(generate(&input)?))
}

/// Returns the report on a generated new version.
///
/// # Errors
///
/// Returns an error for each accepted change that is not among the changes.
pub(crate) fn report(input: &Input, old: &Baseline, new: &Output) -> Result<Report, CommandError> {
    let mut changes = compare(&old.surface, &new.surface);
    for change in &mut changes {
        change.cause = old.cause(change);
    }
    let mut located = locate(changes, &old.sources, &new.sources);
    accept(input, &mut located)?;
    Ok(assemble(
        &input.package.name,
        &input.package.version,
        located,
    ))
}

/// Marks the changes that the manifest accepts.
fn accept(input: &Input, changes: &mut [LocatedChange]) -> Result<(), CommandError> {
    let mut diagnostics = Diagnostics::default();
    for entry in &input.accept {
        let mut found = changes.iter_mut();
        match found.find(|located| located.change.id() == entry.change) {
            Some(located) => located.accepted = Some(entry.because.clone()),
            None => diagnostics.report(
                entry.location.clone(),
                DiffProblem::UnusedAcceptance {
                    id: entry.change.clone(),
                },
            ),
        }
    }
    match diagnostics.has_errors() {
        true => Err(diagnostics.into()),
        false => Ok(()),
    }
}

fn assemble(package: &str, version: &str, changes: Vec<LocatedChange>) -> Report {
    Report {
        package: package.to_owned(),
        // The manifest's version has been checked.
        version: Version::parse(version).unwrap_or(Version::new(0, 1, 0)),
        changes,
    }
}

fn locate(changes: Vec<Change>, old: &Sources, new: &Sources) -> Vec<LocatedChange> {
    let at = |sources: &Sources, item: &Option<Item>| sources.locate(item.as_ref()?);
    let located = changes.into_iter().map(|change| LocatedChange {
        old: at(old, &change.old),
        new: at(new, &change.new),
        change,
        accepted: None,
    });
    located.collect()
}

/// Returns another version of a document, of any SHA-256, with the overlays and the rules of that.
pub(crate) fn version_of(input: &Input, index: usize, text: SourceText) -> DocumentSource {
    let new = DocumentSource::new(text);
    match input.documents.get(index) {
        Some(document) => DocumentSource {
            overlays: document.source.overlays.clone(),
            references: document.source.references,
            ..new
        },
        None => new,
    }
}

/// Puts another version in the place of a document.
pub(crate) fn replace(input: &mut Input, index: usize, new: DocumentSource) {
    if let Some(document) = input.documents.get_mut(index) {
        document.source = new;
    }
}

/// Returns the index of the document that a file is a version of: the only one, the one that the caller
/// names, or the one whose file name or module is in the name of the file.
pub(crate) fn document_index(input: &Input, new: &Replacement<'_>) -> Result<usize, CommandError> {
    let documents = &input.documents;
    let by_module = |module: &str| documents.iter().position(|found| found.module == module);
    let file_name = |path: &str| {
        let path = path.rsplit(['/', '\\', ':']).next().unwrap_or_default();
        path.to_owned()
    };
    let file = file_name(new.file);
    let by_file = || {
        let mut found = documents.iter();
        found.position(|document| file_name(&document.source.text.name) == file)
    };
    let words: Vec<&str> = file
        .split(|char: char| !char.is_ascii_alphanumeric())
        .collect();
    let by_word = || {
        let mut found = documents.iter();
        found.position(|document| words.contains(&document.module.as_str()))
    };
    let index = match (new.module, documents.len()) {
        (Some(module), _) => by_module(module),
        (None, 1) => Some(0),
        (None, _) => by_file().or_else(by_word),
    };
    index.ok_or_else(|| {
        let modules: Vec<_> = documents
            .iter()
            .map(|found| format!("`{}`", found.module))
            .collect();
        CommandError::call(DiffProblem::UnknownDocument {
            file: new.module.unwrap_or(new.file).to_owned(),
            modules: modules.join(", "),
        })
    })
}

/// Returns a document, or a document of a revision, with the files that it refers to. `source` adds its overlays
/// and rules.
fn read(
    name: &str,
    source: impl FnOnce(SourceText) -> DocumentSource,
) -> Result<DocumentSource, CommandError> {
    let path = PathBuf::from(name);
    if let (Some(revision), false) = (RevisionPath::parse(name), path.exists()) {
        return revision.read(source);
    }
    read_document(&path, source).map_err(|problem| problem.at(&path))
}
