//! The output of `generate()`: files and diagnostics, or the errors.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use serde_json::Value;

use crate::diagnostics::{Diagnostic, Diagnostics, Location, Pointer, Severity};
use crate::document::{self, Document, Normalised, SourceText};
use crate::input::Input;
use crate::ir::{Api, Module};
use crate::surface::{Item, Surface, locate_identity};

/// A generated crate.
#[derive(Clone, Debug)]
pub struct Output {
    /// The content of every file, by its path inside the crate, with `/` between folders.
    pub files: BTreeMap<String, Vec<u8>>,
    /// The paths of the Rust files that rustfmt may change: hand-written programs, and code
    /// that this library cannot lay out. All other files are formatted in rustfmt's default style.
    pub unformatted: BTreeSet<String>,
    /// Warnings and notes, worst first, without those that the input accepts.
    pub diagnostics: Vec<Diagnostic>,
    /// Numbers of generated items.
    pub summary: Summary,
    /// The public API of the crate.
    pub surface: Surface,
    /// The documents that the crate was made of.
    pub sources: Sources,
}

/// Documents, to locate items of the public API in them.
#[derive(Clone, Debug, Default)]
pub struct Sources(Vec<Source>);

#[derive(Clone, Debug)]
struct Source {
    module: String,
    document: Normalised,
    texts: Vec<SourceText>,
}

impl Sources {
    pub(crate) fn new(api: &Api, input: &Input, documents: Vec<Document>) -> Self {
        let inputs = input.documents.iter();
        let sources = api.modules.iter().zip(inputs).zip(documents);
        let sources = sources.map(|((module, input), document)| Source {
            module: module.name.plain().to_owned(),
            document: document.into_normalised(),
            texts: input.source.texts().cloned().collect(),
        });
        Self(sources.collect())
    }

    /// Returns the normalised documents.
    pub(crate) fn values(&self) -> Vec<&Value> {
        self.0.iter().map(|source| &source.document.value).collect()
    }

    /// Returns the location of the part of a document that an item was made of, with line and column.
    #[must_use]
    pub fn locate(&self, item: &Item) -> Option<Location> {
        let mut sources = self.0.iter();
        let source = sources.find(|source| source.module == item.module())?;
        let pointer = source.pointer(&item.origin)?;
        let location = source.document.origin(&pointer);
        let text = source.texts.iter().find(|text| text.name == location.file);
        let position = text.and_then(|text| document::locate(&text.text, &location.pointer));
        Some(Location {
            position,
            ..location
        })
    }
}

impl Source {
    /// Returns the pointer to the part of the normalised document with an identity.
    fn pointer(&self, origin: &str) -> Option<Pointer> {
        let value = &self.document.value;
        match origin.strip_prefix("operation ") {
            Some(operation) => operation_pointer(value, operation),
            None if origin.starts_with('/') => {
                let identity = origin.split(' ').next().unwrap_or_default();
                Some(Pointer::parse(&locate_identity(value, identity)))
            }
            None => None,
        }
    }
}

/// Returns the pointer to an operation, whose id may be followed by the name of one of its parts.
fn operation_pointer(document: &Value, operation: &str) -> Option<Pointer> {
    let paths = document.get("paths")?.as_object()?;
    let operations = paths.iter().flat_map(|(path, item)| {
        let methods = item.as_object().into_iter().flatten();
        methods.map(move |(method, found)| (path, method, found))
    });
    let mut found = operations.filter_map(|(path, method, found)| {
        let declared = found.get("operationId").and_then(Value::as_str);
        let id = declared.map_or_else(|| format!("{method}{path}"), str::to_owned);
        let rest = operation.strip_prefix(&id)?;
        let is_it = rest.is_empty() || rest.starts_with(' ');
        is_it.then(|| {
            let operation = Pointer::parse("/paths").join(path).join(method);
            part_pointer(document, &operation, rest.trim_start()).unwrap_or(operation)
        })
    });
    found.next()
}

/// Returns the pointer to a part of an operation: its body, or a parameter by its location and name. A
/// path may declare parameters for all its operations.
fn part_pointer(document: &Value, operation: &Pointer, part: &str) -> Option<Pointer> {
    if part == "body" {
        let body = operation.join("requestBody");
        return document.pointer(body.as_str()).map(|_| body);
    }
    let part = part.strip_suffix(".*").unwrap_or(part);
    let is_it = |found: &Value| {
        let text = |key: &str| found.get(key).and_then(Value::as_str);
        let name = text("in").zip(text("name"));
        name.is_some_and(|(location, name)| {
            part.strip_prefix(location) == Some(&format!(".{name}"))
        })
    };
    let (path, _) = operation.as_str().rsplit_once('/')?;
    let mut owners = [operation.as_str(), path].into_iter();
    owners.find_map(|owner| {
        let list = Pointer::parse(owner).join("parameters");
        let parameters = document.pointer(list.as_str())?.as_array()?;
        let resolved = |found: &Value| match found.get("$ref").and_then(Value::as_str) {
            Some(target) => document
                .pointer(target.trim_start_matches('#'))
                .is_some_and(is_it),
            None => is_it(found),
        };
        Some(list.join(parameters.iter().position(resolved)?))
    })
}

/// Returns the code of a root file, such as `src/lib.rs`, in the form that `include!` takes: without attributes
/// and documentation of the file as a whole. A build script uses it.
#[must_use]
pub fn includable(code: &str) -> String {
    let is_inner = |line: &&str| line.starts_with("//!") || line.starts_with("#![");
    let lines = code.lines().filter(|line| !is_inner(line));
    lines.map(|line| format!("{line}\n")).collect()
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
            sids: api.present_sids().len(),
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
        // Few vendors have SIDs.
        let shown = counts
            .iter()
            .filter(|(count, of)| **count > 0 || *of != "SID type");
        let counts: Vec<_> = shown.map(|(count, of)| counted(**count, of)).collect();
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
    let sources = input.documents.iter().map(|document| &document.source);
    for source in sources {
        let overlays = source.overlays.iter().map(|overlay| &overlay.text);
        for text in source.texts().chain(overlays) {
            diagnostics.add_excerpts(&text.name, &text.text);
        }
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
