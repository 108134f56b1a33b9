//! What `generate()` is given: texts and choices, all in memory.

use std::collections::BTreeMap;

use crate::diagnostics::Location;
use crate::dialect::Dialect;
use crate::document::DocumentSource;
use crate::ir::{Features, Package, PagingScheme};

/// A crate to generate.
#[derive(Clone, Debug)]
pub struct Input {
    /// The facts of `Cargo.toml`.
    pub package: Package,
    /// The documents, one module each.
    pub documents: Vec<DocumentInput>,
    /// The type names of SID prefixes, over those of the dialects.
    pub sids: BTreeMap<String, String>,
    /// The command that makes the crate, for the headers of its files.
    pub command: String,
    /// Programs that are copied into `examples/`, and what they share: path in there and text.
    pub programs: BTreeMap<String, String>,
}

/// A document to generate a module from.
#[derive(Clone, Debug)]
pub struct DocumentInput {
    /// The module's name.
    pub module: String,
    /// The texts.
    pub source: DocumentSource,
    /// The vendor's rules; without one, the document's server decides.
    pub dialect: Option<Dialect>,
    /// How lists go on, besides what the document and the dialect say; the first scheme that fits an
    /// operation counts.
    pub paging: Vec<PagingScheme>,
    /// Which Cargo features the module has.
    pub features: Features,
    /// Names that read better than those the rules give.
    pub names: NameChoices,
    /// Warnings that are known and accepted.
    pub allow: Vec<Allowance>,
}

/// Names that read better than those the rules give.
#[derive(Clone, Debug, Default)]
pub struct NameChoices {
    /// Tag to resource: `NumbersV1BulkEligibility` to `bulk_eligibility`.
    pub resources: BTreeMap<String, Choice>,
    /// operationId to method.
    pub operations: BTreeMap<String, Choice>,
    /// Component schema, or JSON pointer of an inline one, to type.
    pub types: BTreeMap<String, Choice>,
    /// Component schema, or JSON pointer of an inline one, to its values, each to its variant.
    pub variants: BTreeMap<String, BTreeMap<String, Choice>>,
}

/// A name that somebody chose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// The name.
    pub name: String,
    /// Where it was chosen: what to point at when it can't be had.
    pub location: Location,
}

/// A warning that is known and accepted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Allowance {
    /// The problem's name.
    pub code: String,
    /// The start of the JSON pointers at which it is accepted.
    pub at: String,
}
