//! The input of `generate()`: texts and choices, all in memory.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::diagnostics::Location;
use crate::dialect::{Dialect, ErrorRules};
use crate::document::DocumentSource;
use crate::ir::{Additions, Features, Package, PagingScheme};
use crate::surface::{Surface, component_of, identity, locate_identity};

/// A crate to generate.
#[derive(Clone, Debug, Default)]
pub struct Input {
    /// The metadata of the crate, for `Cargo.toml`.
    pub package: Package,
    /// The documents, one module each.
    pub documents: Vec<DocumentInput>,
    /// Whether the resources of a crate of one document are methods of the client itself, as in
    /// `client.tickets()`. A crate that may get another document later keeps the module between
    /// them: `client.v1().tickets()`.
    pub resources_on_client: bool,
    /// The type names of SID prefixes, which override those of the dialects.
    pub sids: BTreeMap<String, String>,
    /// The meaning of error responses, in addition to the rules of the dialect.
    pub errors: ErrorRules,
    /// Changes of the public API that are accepted.
    pub accept: Vec<Acceptance>,
    /// The public API of an earlier version of the crate, whose names and orders stay.
    pub lock: Option<Surface>,
    /// The command that generates the crate, for the headers of its files.
    pub command: String,
    /// The hand-written parts of the crate.
    pub additions: Additions,
}

/// A document to generate a module from.
#[derive(Clone, Debug)]
pub struct DocumentInput {
    /// The module's name.
    pub module: String,
    /// The texts.
    pub source: DocumentSource,
    /// The vendor's rules. If absent, the document's server determines them.
    pub dialect: Option<Dialect>,
    /// Paging schemes, in addition to those of the document and the dialect. The first scheme that
    /// fits an operation applies.
    pub paging: Vec<PagingScheme>,
    /// The Cargo features of the module.
    pub features: Features,
    /// Whether the crate leaves out types that no operation uses.
    pub omit_unreferenced: bool,
    /// Names that replace those of the naming rules.
    pub names: NameChoices,
    /// Accepted warnings and notes.
    pub allow: Vec<Allowance>,
}

/// Names that replace those of the naming rules, and attributes of types.
#[derive(Clone, Debug, Default)]
pub struct NameChoices {
    /// Tag to resource: `NumbersV1BulkEligibility` to `bulk_eligibility`.
    pub resources: BTreeMap<String, Choice>,
    /// operationId to method.
    pub operations: BTreeMap<String, Choice>,
    /// Component schema, or JSON pointer of an inline one, to type.
    pub types: BTreeMap<String, Choice>,
    /// operationId to the type of the operation.
    pub operation_types: BTreeMap<String, Choice>,
    /// Component schema, or JSON pointer of an inline one, to its values, each to its variant.
    pub variants: BTreeMap<String, BTreeMap<String, Choice>>,
    /// Component schema, or JSON pointer of an inline one, to its properties, each to its field.
    pub properties: BTreeMap<String, BTreeMap<String, Choice>>,
    /// operationId to its parameters, each to its field.
    pub parameters: BTreeMap<String, BTreeMap<String, Choice>>,
    /// Former path inside the module to the present name: `Status::Waiting` to `Pending`.
    pub renamed: BTreeMap<String, Choice>,
    /// Component schema, or JSON pointer of an inline one, to attributes of its type, each with `#[…]`.
    pub attributes: BTreeMap<String, Vec<Choice>>,
}

/// A name or an attribute of the manifest.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// The name, or the text of the attribute.
    pub name: String,
    /// The location of the choice, for diagnostics.
    pub location: Location,
}

impl NameChoices {
    /// Returns the name of the component schema at a JSON pointer, if one stands there.
    pub(crate) fn component(pointer: &str) -> Option<String> {
        component_of(pointer)
    }

    /// Replaces each key that names an element of a list, as in `parameters/query.size`, with
    /// the JSON pointer of that part of the document.
    pub(crate) fn locate(&mut self, document: &Value) {
        relocate(&mut self.types, document);
        relocate(&mut self.variants, document);
        relocate(&mut self.properties, document);
        relocate(&mut self.attributes, document);
    }

    /// Returns the choices for the parts of a schema, whether they name the schema or its pointer.
    pub(crate) fn of_schema<'c>(
        choices: &'c BTreeMap<String, BTreeMap<String, Choice>>,
        pointer: &str,
    ) -> Option<&'c BTreeMap<String, Choice>> {
        let component = component_of(pointer);
        choices.get(pointer).or_else(|| choices.get(&component?))
    }
}

/// A key that names no part of the document remains, and is reported as such.
fn relocate<T>(choices: &mut BTreeMap<String, T>, document: &Value) {
    let located = std::mem::take(choices).into_iter().map(|(key, choice)| {
        let pointer = locate_identity(document, &key);
        let is_other = key.starts_with('/') && document.pointer(&key).is_none();
        match is_other && identity(document, &pointer) == key {
            true => (pointer, choice),
            false => (key, choice),
        }
    });
    *choices = located.collect();
}

/// An accepted warning or note.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Allowance {
    /// The code of the problem.
    pub code: String,
    /// The prefix of the JSON pointers at which it is accepted.
    pub at: String,
}

/// An accepted change of the public API.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Acceptance {
    /// The id of the change.
    pub change: String,
    /// The reason why it is accepted.
    pub because: String,
    /// The location of the entry, for diagnostics.
    pub location: Location,
}
