//! The output of `generate()`: files and diagnostics, or the errors.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use crate::diagnostics::{Diagnostic, Diagnostics, Severity};
use crate::document;
use crate::input::Input;
use crate::ir::{Api, Module};

/// A generated crate.
#[derive(Clone, Debug)]
pub struct Output {
    /// The content of every file, by its path inside the crate, with `/` between folders.
    pub files: BTreeMap<String, Vec<u8>>,
    /// Warnings and notes, worst first, without those that the input accepts.
    pub diagnostics: Vec<Diagnostic>,
    /// Numbers of generated items.
    pub summary: Summary,
}

/// The reasons for which nothing was generated.
#[derive(Clone, Debug)]
pub struct Failure {
    /// All problems, worst first.
    pub diagnostics: Vec<Diagnostic>,
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for diagnostic in &self.diagnostics {
            writeln!(f, "{diagnostic}")?;
        }
        Ok(())
    }
}

impl std::error::Error for Failure {}

/// Numbers of generated items.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Summary {
    /// Operations of all documents.
    pub operations: usize,
    /// Component schemas of all documents.
    pub schemas: usize,
    /// Types: structs, enums, unions and aliases.
    pub types: usize,
    /// Types that no operation uses.
    pub unreferenced: usize,
    /// SID types.
    pub sids: usize,
    /// Examples with a test in the crate.
    pub examples: usize,
}

impl Summary {
    pub(crate) fn of(api: &Api) -> Self {
        let count = |count: fn(&Module) -> usize| api.modules.iter().map(count).sum();
        Self {
            operations: count(|module| module.operations().count()),
            schemas: count(schemas),
            types: count(|module| module.types.len()),
            unreferenced: count(|module| module.unreferenced.len()),
            sids: api.sids.len(),
            examples: count(|module| module.tested_examples().count()),
        }
    }
}

/// Returns the number of component schemas with a type. A schema of both forms and JSON has two
/// types.
fn schemas(module: &Module) -> usize {
    let pointers = module.types.iter().map(|def| def.pointer.as_str());
    let components = pointers.filter(|pointer| {
        let name = pointer.strip_prefix("/components/schemas/");
        name.is_some_and(|name| !name.contains('/'))
    });
    components.collect::<BTreeSet<_>>().len()
}

impl fmt::Display for Summary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            operations,
            schemas,
            types,
            unreferenced,
            sids,
            examples,
        } = self;
        let counts = [
            (operations, "operation"),
            (schemas, "schema"),
            (types, "type"),
            (unreferenced, "unreferenced type"),
            (sids, "SID type"),
            (examples, "example"),
        ];
        let counts = counts.map(|(count, of)| counted(*count, of));
        f.write_str(&counts.join(", "))
    }
}

/// Returns a count with its noun: `1 file`, `2 files`.
#[must_use]
pub fn counted(count: usize, noun: &str) -> String {
    let ending = if count == 1 { "" } else { "s" };
    format!("{count} {noun}{ending}")
}

/// Returns what a stage produced, unless it or an earlier one reported an error.
pub(crate) fn bail_on_errors<T>(
    given: Option<T>,
    input: &Input,
    diagnostics: &mut Diagnostics,
) -> Result<T, Failure> {
    match given {
        Some(given) if !diagnostics.has_errors() => Ok(given),
        _ => Err(Failure {
            diagnostics: finish(input, std::mem::take(diagnostics)),
        }),
    }
}

/// Returns the problems with lines and columns, sorted, without those that the input accepts.
pub(crate) fn finish(input: &Input, mut diagnostics: Diagnostics) -> Vec<Diagnostic> {
    for text in input
        .documents
        .iter()
        .flat_map(|document| document.source.texts())
    {
        document::fill_positions(text, &mut diagnostics);
    }
    let mut sorted = diagnostics.into_sorted();
    sorted
        .retain(|diagnostic| diagnostic.severity == Severity::Error || !allowed(input, diagnostic));
    sorted
}

fn allowed(input: &Input, diagnostic: &Diagnostic) -> bool {
    input.documents.iter().any(|document| {
        let mut texts = document.source.texts();
        texts.any(|text| text.name == diagnostic.location.file)
            && document.allow.iter().any(|allowance| {
                allowance.code == diagnostic.code
                    && diagnostic
                        .location
                        .pointer
                        .as_str()
                        .starts_with(&allowance.at)
            })
    })
}
