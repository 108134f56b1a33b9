//! Checks the table `[package]`, and the attributes of types.

use std::collections::BTreeMap;

use toml::Spanned;

use super::crate_name::check_crate_name;
use super::mistakes::Check;
use super::model::{ManifestProgram, NamedFile};
use super::problem::ManifestProblem;
use super::read::location;
use super::table::{Dependencies, ExampleTable, PackageTable};
use crate::input::Choice;
use crate::ir::{Metadata, Package};

/// The only edition in which the generated code compiles.
const EDITION: &str = "2024";

/// The oldest version of Rust that compiles generated code.
const RUST_VERSION: (u64, u64) = (1, 88);

/// The dependencies of generated code, which the manifest can't declare again.
const DEPENDENCIES: &str = include_str!("../emit/templates/dependencies.toml");

/// The dependencies of example programs, which the manifest can't declare again.
pub(super) const DEV_DEPENDENCIES: &str = include_str!("../emit/templates/dev-dependencies.toml");

/// The features that every crate has.
const FEATURES: &str = include_str!("../emit/templates/features.toml");

/// The files that the generator itself writes into the folder of the crate.
const GENERATED_FILES: &[&str] = &["Cargo.toml", "README.md", "CHANGELOG.md"];

/// Returns the keys of the lines of a table in TOML.
fn keys(table: &str) -> impl Iterator<Item = &str> {
    let entries = table.lines().filter_map(|line| line.split_once(" = "));
    entries.map(|(key, _)| key)
}

impl Check<'_> {
    /// Checks the package. `files` are those that are copied into the crate; that of the license is added to
    /// them.
    pub(super) fn package(
        &mut self,
        table: PackageTable,
        dependencies: Dependencies,
        files: &mut Vec<NamedFile>,
    ) -> Package {
        self.package_name(&table);
        self.edition(table.edition.as_ref());
        self.rust_version(table.rust_version.as_ref());
        let env_prefix = table.env_prefix.map(|prefix| self.env_prefix(prefix));
        let license_file = table.license_file.map(|path| self.license(path, files));
        Package {
            name: table.name.into_inner(),
            version: table.version.into_inner(),
            description: table.description,
            license: table.license,
            license_file,
            authors: table.authors,
            homepage: table.homepage,
            documentation: table.documentation,
            repository: table.repository,
            rust_version: table.rust_version.map(Spanned::into_inner),
            keywords: table.keywords,
            categories: table.categories,
            metadata: metadata(table.metadata),
            dependencies: self.dependencies(dependencies, DEPENDENCIES),
            dev_dependencies: BTreeMap::new(),
            env_prefix,
            own_workspace: false,
        }
    }

    /// Adds the license to the files, and returns its name.
    fn license(&mut self, path: Spanned<String>, files: &mut Vec<NamedFile>) -> String {
        let file = self.file(path.clone());
        let name = file.name().to_owned();
        match files.iter().find(|known| known.name() == name) {
            Some(known) if known.path == file.path => {}
            Some(_) => self.report(&path, |path| ManifestProblem::FileTaken { path }),
            None => files.push(file),
        }
        name
    }

    fn package_name(&mut self, table: &PackageTable) {
        let PackageTable { name, version, .. } = table;
        if let Err(reason) = check_crate_name(name.as_ref()) {
            self.report(name, |name| ManifestProblem::CrateName { name, reason });
        }
        if let Err(error) = semver::Version::parse(version.as_ref()) {
            let reason = error.to_string();
            self.report(version, |version| ManifestProblem::Version {
                version,
                reason,
            });
        }
    }

    fn edition(&mut self, edition: Option<&Spanned<String>>) {
        if let Some(edition) = edition.filter(|edition| edition.as_ref() != EDITION) {
            self.report(edition, |edition| ManifestProblem::Edition { edition });
        }
    }

    fn rust_version(&mut self, version: Option<&Spanned<String>>) {
        let Some(version) = version else {
            return;
        };
        let numbers: Option<Vec<u64>> = version
            .as_ref()
            .split('.')
            .map(|number| number.parse().ok())
            .collect();
        let is_supported = match numbers.as_deref() {
            Some([major, minor] | [major, minor, _]) => (*major, *minor) >= RUST_VERSION,
            _ => false,
        };
        if !is_supported {
            self.report(version, |version| ManifestProblem::RustVersion { version });
        }
    }

    fn env_prefix(&mut self, prefix: Spanned<String>) -> String {
        let text = prefix.as_ref();
        let is_allowed = |byte: u8| matches!(byte, b'A'..=b'Z' | b'0'..=b'9' | b'_');
        let starts_well = text.starts_with(|first: char| first.is_ascii_uppercase());
        if !starts_well || text.ends_with('_') || !text.bytes().all(is_allowed) {
            self.report(&prefix, |prefix| ManifestProblem::EnvPrefix { prefix });
        }
        prefix.into_inner()
    }

    /// Checks dependencies beside those that the crate has, as in `Cargo.toml`.
    pub(super) fn dependencies(
        &mut self,
        dependencies: Dependencies,
        existing: &str,
    ) -> BTreeMap<String, String> {
        let checked = dependencies.into_iter().map(|(name, value)| {
            if keys(existing).any(|known| known == name.as_ref()) {
                self.report(&name, |name| ManifestProblem::DependencyTaken { name });
            }
            (name.into_inner(), value.to_string())
        });
        checked.collect()
    }

    /// Checks the features that a program requires.
    pub(super) fn program(&mut self, table: ExampleTable) -> ManifestProgram {
        for feature in &table.required_features {
            if !keys(FEATURES).any(|known| known == feature.as_ref()) {
                self.report(feature, |name| ManifestProblem::ExampleFeature { name });
            }
        }
        let features = table.required_features.into_iter();
        ManifestProgram {
            location: location(self.text, Some(table.name.span())),
            name: table.name.into_inner(),
            features: features.map(Spanned::into_inner).collect(),
        }
    }

    /// Checks the names of the files that are copied into the folder of the crate.
    pub(super) fn files(&mut self, files: Vec<Spanned<String>>) -> Vec<NamedFile> {
        let mut checked: Vec<NamedFile> = Vec::new();
        for path in files {
            let file = self.file(path.clone());
            let name = file.name();
            let is_taken = checked.iter().any(|known| known.name() == name);
            if is_taken || GENERATED_FILES.contains(&name) || name.is_empty() {
                self.report(&path, |path| ManifestProblem::FileTaken { path });
            }
            checked.push(file);
        }
        checked
    }

    /// Returns the derives and the attributes of each type as attributes, derives first.
    pub(super) fn attributes(
        &mut self,
        derives: BTreeMap<String, Vec<Spanned<String>>>,
        attributes: BTreeMap<String, Vec<Spanned<String>>>,
    ) -> BTreeMap<String, Vec<Choice>> {
        let derives = derives.into_iter().flat_map(|(schema, paths)| {
            paths
                .into_iter()
                .map(move |path| (schema.clone(), path, true))
        });
        let attributes = attributes.into_iter().flat_map(|(schema, texts)| {
            texts
                .into_iter()
                .map(move |text| (schema.clone(), text, false))
        });
        let mut all: BTreeMap<String, Vec<Choice>> = BTreeMap::new();
        for (schema, text, is_derive) in derives.chain(attributes) {
            if let Some(name) = self.attribute(&text, is_derive) {
                let location = location(self.text, Some(text.span()));
                all.entry(schema)
                    .or_default()
                    .push(Choice { name, location });
            }
        }
        all
    }

    fn attribute(&mut self, text: &Spanned<String>, is_derive: bool) -> Option<String> {
        let attribute = match is_derive {
            true => format!("#[derive({})]", text.as_ref()),
            false => text.as_ref().clone(),
        };
        let is_path = !is_derive || syn::parse_str::<syn::Path>(text.as_ref()).is_ok();
        if is_path && is_attribute(&attribute) {
            return Some(attribute);
        }
        self.report(text, |text| match is_derive {
            true => ManifestProblem::Derive { text },
            false => ManifestProblem::Attribute { text },
        });
        None
    }
}

/// Whether the text is one outer attribute: `#[…]`.
fn is_attribute(text: &str) -> bool {
    use syn::parse::Parser as _;
    let parsed = syn::Attribute::parse_outer.parse_str(text);
    parsed.is_ok_and(|attributes| attributes.len() == 1)
}

/// Returns the metadata as the tables of a `Cargo.toml`.
fn metadata(metadata: toml::Table) -> Metadata {
    let docs = metadata.get("docs").and_then(toml::Value::as_table);
    let has_docs_rs = docs.is_some_and(|docs| docs.contains_key("rs"));
    if metadata.is_empty() {
        return Metadata::default();
    }
    let nested = |key: &str, value: toml::Table| {
        toml::Table::from_iter([(key.to_owned(), toml::Value::Table(value))])
    };
    Metadata {
        text: nested("package", nested("metadata", metadata)).to_string(),
        has_docs_rs,
    }
}
