//! A manifest as data, and its conversion into an input.

use std::collections::BTreeMap;

use crate::diagnostics::{Diagnostics, Location};
use crate::dialect::{Dialect, ErrorRules};
use crate::document::{DocumentSource, OverlaySource, ReferenceRules, SourceText};
use crate::input::{Acceptance, Allowance, DocumentInput, Input, NameChoices};
use crate::ir::{Additions, Features, Package, PagingScheme};

use super::problem::ManifestProblem;

/// A crate to generate, before its files are read.
#[derive(Clone, Debug)]
pub struct Manifest {
    /// The folder that the crate is written to, relative to the manifest.
    pub output: String,
    /// The folder of the programs that are copied into the crate's `examples/`, relative to the
    /// manifest. It need not exist.
    pub examples: String,
    /// The folder of the hand-written module `code`, relative to the manifest. It need not exist.
    pub code: String,
    /// The files that are copied into the folder of the crate.
    pub files: Vec<NamedFile>,
    /// The file with the start of `README.md`.
    pub readme_header: Option<NamedFile>,
    /// The metadata of the crate, for `Cargo.toml`.
    pub package: Package,
    /// The programs that require more features than the others.
    pub programs: Vec<ManifestProgram>,
    /// The type names of SID prefixes, which override those of the dialects.
    pub sids: BTreeMap<String, String>,
    /// The meaning of error responses, in addition to the rules of the dialect.
    pub errors: ErrorRules,
    /// Changes of the public API that are accepted.
    pub accept: Vec<Acceptance>,
    /// The documents, at least one.
    pub documents: Vec<ManifestDocument>,
}

/// A program of the folder `examples` that requires features of the crate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ManifestProgram {
    /// Its name: that of its file, without `.rs`.
    pub name: String,
    /// The features that it requires, beside those of the documents and `test-util`.
    pub features: Vec<String>,
    /// The location of its name in the manifest.
    pub location: Location,
}

/// A document that a manifest names, and how it is read.
#[derive(Clone, Debug)]
pub struct ManifestDocument {
    /// The module's name.
    pub module: String,
    /// The document.
    pub source: NamedFile,
    /// The SHA-256 that the document must have, in hexadecimal.
    pub sha256: Option<String>,
    /// The vendor's rules. If absent, the document's server determines them.
    pub dialect: Option<Dialect>,
    /// Paging schemes, in addition to those of the document and the dialect.
    pub paging: Vec<PagingScheme>,
    /// The Cargo features of the module.
    pub features: Features,
    /// Whether the crate leaves out types that no operation uses.
    pub omit_unreferenced: bool,
    /// The permissions of references.
    pub references: ReferenceRules,
    /// The overlays, in the order in which they are applied.
    pub overlays: Vec<ManifestOverlay>,
    /// Names that replace those of the naming rules.
    pub names: NameChoices,
    /// Accepted warnings and notes.
    pub allow: Vec<Allowance>,
}

/// An overlay that a manifest names.
#[derive(Clone, Debug)]
pub struct ManifestOverlay {
    /// The overlay.
    pub file: NamedFile,
    /// The actions, counted from 0, whose target may match nothing.
    pub may_miss: Vec<usize>,
}

/// A file that a manifest names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NamedFile {
    /// The path, relative to the manifest.
    pub path: String,
    /// The location of the name in the manifest.
    pub location: Location,
}

impl NamedFile {
    /// Returns the file's name without its folders.
    #[must_use]
    pub fn name(&self) -> &str {
        self.path.rsplit(['/', '\\']).next().unwrap_or_default()
    }
}

impl Manifest {
    /// Reports the programs that the folder of examples doesn't contain. `programs` are those of [`Additions`].
    pub fn check_programs(
        &self,
        programs: &BTreeMap<String, String>,
        diagnostics: &mut Diagnostics,
    ) {
        for ManifestProgram { name, location, .. } in &self.programs {
            if !programs.contains_key(&format!("{name}.rs")) {
                let (name, folder) = (name.clone(), self.examples.clone());
                diagnostics.report(
                    location.clone(),
                    ManifestProblem::NoExample { name, folder },
                );
            }
        }
    }

    /// Turns the manifest into an input, with the texts of the files that it names.
    ///
    /// `read` returns the text of a file, or reports why it cannot and returns `None`. It is called
    /// for every file, so that one run reports all unreadable files. The result is `None` if any
    /// file is missing. `command` is that of [`Input`], `programs` and `code` are those of [`Additions`].
    pub fn into_input(
        self,
        command: String,
        programs: BTreeMap<String, String>,
        code: BTreeMap<String, String>,
        mut read: impl FnMut(&NamedFile) -> Option<SourceText>,
    ) -> Option<Input> {
        let Self {
            package,
            programs: required,
            sids,
            errors,
            accept,
            documents,
            files,
            readme_header,
            ..
        } = self;
        let header = readme_header.map(|file| Some(read(&file)?.text));
        let files: Vec<_> = files
            .iter()
            .map(|file| Some((file.name().to_owned(), read(file)?.text)))
            .collect();
        let documents: Vec<_> = documents
            .into_iter()
            .map(|document| document.into_input(&mut read))
            .collect();
        let documents = documents.into_iter().collect::<Option<_>>()?;
        let additions = Additions {
            programs,
            required_features: required
                .into_iter()
                .map(|program| (program.name, program.features))
                .collect(),
            code,
            files: files.into_iter().collect::<Option<_>>()?,
            readme_header: header.map_or(Some(None), |header| header.map(Some))?,
        };
        Some(Input {
            package,
            documents,
            resources_on_client: false,
            sids,
            errors,
            command,
            additions,
            accept,
            lock: None,
        })
    }
}

impl ManifestDocument {
    fn into_input(
        self,
        read: &mut impl FnMut(&NamedFile) -> Option<SourceText>,
    ) -> Option<DocumentInput> {
        let Self {
            module,
            source,
            sha256,
            dialect,
            paging,
            features,
            omit_unreferenced,
            references,
            overlays,
            names,
            allow,
        } = self;
        let text = read(&source);
        let overlays: Vec<_> = overlays
            .into_iter()
            .map(|overlay| {
                let text = read(&overlay.file)?;
                Some(OverlaySource {
                    text,
                    may_miss: overlay.may_miss,
                })
            })
            .collect();
        let overlays = overlays.into_iter().collect::<Option<_>>()?;
        let source = DocumentSource {
            overlays,
            sha256,
            references,
            ..DocumentSource::new(text?)
        };
        Some(DocumentInput {
            module,
            source,
            dialect,
            paging,
            features,
            omit_unreferenced,
            names,
            allow,
        })
    }
}
