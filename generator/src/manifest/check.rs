//! Turns tables into a manifest, and checks the values of the entries.

use std::collections::{BTreeMap, BTreeSet};

use toml::Spanned;

use super::mistakes::Check;
use super::model::{Manifest, ManifestDocument, ManifestOverlay};
use super::package::DEV_DEPENDENCIES;
use super::problem::ManifestProblem;
use super::read::location;
use super::table::{
    AcceptTable, AllowTable, DocumentTable, ErrorsTable, ManifestTable, OverlayEntry,
};
use crate::diagnostics::Diagnostics;
use crate::dialect::{Dialect, ErrorRules};
use crate::document::{ReferenceRules, SourceText};
use crate::input::{Acceptance, Allowance, Choice, NameChoices};
use crate::ir::{Case, Features, Scope};

/// Checks a manifest. Reports all mistakes, and returns `None` if there are any.
pub(super) fn check(
    table: ManifestTable,
    text: &SourceText,
    diagnostics: &mut Diagnostics,
) -> Option<Manifest> {
    let mut check = Check {
        text,
        found: Vec::new(),
    };
    let manifest = check.manifest(table);
    let sound = check.found.is_empty();
    for (location, problem) in check.found {
        diagnostics.report(location, problem);
    }
    sound.then_some(manifest)
}

impl Check<'_> {
    fn manifest(&mut self, table: ManifestTable) -> Manifest {
        let ManifestTable {
            output,
            examples,
            code,
            files,
            mut package,
            dependencies,
            dev_dependencies,
            programs,
            sids,
            errors,
            accept,
            documents,
        } = table;
        if documents.is_empty() {
            self.found
                .push((location(self.text, None), ManifestProblem::NoDocument));
        }
        let mut files = self.files(files);
        let readme_header = package.readme_header.take();
        let readme_header = readme_header.map(|path| self.file(path));
        let mut package = self.package(package, dependencies, &mut files);
        package.dev_dependencies = self.dependencies(dev_dependencies, DEV_DEPENDENCIES);
        let programs = programs.into_iter();
        let programs = programs.map(|table| self.program(table)).collect();
        let sids = self.identifiers(sids);
        let errors = self.errors(errors);
        self.modules(&documents);
        let documents = documents
            .into_iter()
            .map(|document| self.document(document))
            .collect();
        let accept = accept
            .into_iter()
            .map(|found| self.acceptance(found))
            .collect();
        Manifest {
            output,
            examples,
            code,
            files,
            readme_header,
            package,
            programs,
            sids,
            errors,
            accept,
            documents,
        }
    }

    fn errors(&mut self, ErrorsTable { unprocessed }: ErrorsTable) -> ErrorRules {
        let mut statuses = Vec::new();
        for status in unprocessed {
            let location = location(self.text, Some(status.span()));
            let status = status.into_inner();
            match u16::try_from(status) {
                Ok(status @ 500..=599) => statuses.push(status),
                _ => {
                    let problem = ManifestProblem::Unprocessed { status };
                    self.found.push((location, problem));
                }
            }
        }
        ErrorRules {
            unprocessed: statuses,
        }
    }

    /// Checks that each document has its own module.
    fn modules(&mut self, documents: &[DocumentTable]) {
        let mut taken = BTreeSet::new();
        for DocumentTable { module, .. } in documents {
            let name = module.as_ref().as_str();
            if name.to_lowercase() != name || !is_identifier(name) {
                self.report(module, |name| ManifestProblem::ModuleName { name });
            } else if !taken.insert(name) {
                self.report(module, |name| ManifestProblem::ModuleTaken { name });
            }
        }
    }

    fn document(&mut self, table: DocumentTable) -> ManifestDocument {
        let DocumentTable {
            module,
            source,
            sha256,
            dialect,
            features,
            unreferenced,
            outside_files,
            dangling_references,
            paging,
            overlays,
            allow,
            ..
        } = table;
        let names = NameChoices {
            resources: self.choices(table.resources),
            operations: self.choices(table.operations),
            types: self.choices(table.types),
            operation_types: self.choices(table.operation_types),
            variants: self.nested(table.variants),
            properties: self.nested(table.properties),
            parameters: self.nested(table.parameters),
            renamed: self.choices(table.renamed),
            attributes: self.attributes(table.derives, table.attributes),
        };
        ManifestDocument {
            module: module.into_inner(),
            source: self.file(source),
            sha256: sha256.map(|sha256| self.sha256(sha256)),
            dialect: dialect.and_then(|dialect| self.dialect(&dialect)),
            paging,
            features: features
                .map(|features| self.features(&features))
                .unwrap_or_default(),
            omit_unreferenced: unreferenced.is_some_and(|choice| self.omits_unreferenced(&choice)),
            references: ReferenceRules {
                may_leave_folder: outside_files,
                may_dangle: dangling_references,
            },
            overlays: overlays
                .into_iter()
                .map(|overlay| self.overlay(overlay))
                .collect(),
            names,
            allow: allow
                .into_iter()
                .map(|allow| self.allowance(allow))
                .collect(),
        }
    }

    fn overlay(&self, entry: Spanned<OverlayEntry>) -> ManifestOverlay {
        let span = entry.span();
        let OverlayEntry { file, may_miss } = entry.into_inner();
        ManifestOverlay {
            file: self.file(Spanned::new(span, file)),
            may_miss,
        }
    }

    fn sha256(&mut self, sha256: Spanned<String>) -> String {
        let digits = sha256.as_ref();
        if digits.len() != 64 || !digits.bytes().all(|digit| digit.is_ascii_hexdigit()) {
            self.report(&sha256, |sha256| ManifestProblem::Checksum { sha256 });
        }
        sha256.into_inner()
    }

    fn dialect(&mut self, name: &Spanned<String>) -> Option<Dialect> {
        let dialect = Dialect::built_in(name.as_ref());
        if dialect.is_none() {
            self.report(name, |name| ManifestProblem::Dialect { name });
        }
        dialect
    }

    fn features(&mut self, name: &Spanned<String>) -> Features {
        let features = Features::named(name.as_ref());
        if features.is_none() {
            self.report(name, |name| ManifestProblem::Features { name });
        }
        features.unwrap_or_default()
    }

    fn omits_unreferenced(&mut self, choice: &Spanned<String>) -> bool {
        match choice.as_ref().as_str() {
            "keep" => {}
            "omit" => return true,
            _ => self.report(choice, |name| ManifestProblem::Unreferenced { name }),
        }
        false
    }

    fn allowance(&mut self, AllowTable { code, at, because }: AllowTable) -> Allowance {
        if because.as_ref().trim().is_empty() {
            self.report(&because, |_| ManifestProblem::NoReason);
        }
        Allowance { code, at }
    }

    fn acceptance(&mut self, AcceptTable { change, because }: AcceptTable) -> Acceptance {
        if because.as_ref().trim().is_empty() {
            self.report(&because, |_| ManifestProblem::NoReason);
        }
        Acceptance {
            location: location(self.text, Some(change.span())),
            change: change.into_inner(),
            because: because.into_inner(),
        }
    }

    fn identifiers(
        &mut self,
        names: BTreeMap<String, Spanned<String>>,
    ) -> BTreeMap<String, String> {
        let checked = names.into_iter().map(|(subject, name)| {
            if !is_identifier(name.as_ref()) {
                self.report(&name, |name| ManifestProblem::Identifier { name });
            }
            (subject, name.into_inner())
        });
        checked.collect()
    }

    fn nested(
        &mut self,
        names: BTreeMap<String, BTreeMap<String, Spanned<String>>>,
    ) -> BTreeMap<String, BTreeMap<String, Choice>> {
        let names = names.into_iter();
        let chosen = names.map(|(owner, names)| (owner, self.choices(names)));
        chosen.collect()
    }

    fn choices(&mut self, names: BTreeMap<String, Spanned<String>>) -> BTreeMap<String, Choice> {
        let locations: BTreeMap<_, _> = names
            .iter()
            .map(|(subject, name)| (subject.clone(), location(self.text, Some(name.span()))))
            .collect();
        let chosen = self
            .identifiers(names)
            .into_iter()
            .zip(locations.into_values());
        let chosen = chosen.map(|((subject, name), location)| (subject, Choice { name, location }));
        chosen.collect()
    }
}

/// Whether the text is a Rust identifier of this case.
fn is_identifier(text: &str) -> bool {
    Scope::new(Case::Snake, &[]).claim_exact(text).is_some()
}
