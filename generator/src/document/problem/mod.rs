//! The problems of documents.

mod text;

use std::sync::Arc;

use serde_json::Value;
use thiserror::Error;

use crate::diagnostics::{Location, Problem, Severity};

pub use self::text::TextProblem;

/// A problem of a `$ref`.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum ReferenceProblem {
    /// The target is a URL; the generator fetches nothing.
    #[error("expected a reference to a local file, found the URL `{target}`")]
    Remote {
        /// The reference.
        target: String,
    },
    /// The target is an absolute path.
    #[error("expected a relative path, found `{target}`")]
    Absolute {
        /// The reference.
        target: String,
    },
    /// The target is outside the document's folder.
    #[error("expected a reference to a file in the document's folder, found `{target}`")]
    Outside {
        /// The reference.
        target: String,
    },
    /// The target does not exist, which is accepted.
    #[error("the reference `{target}` leads to nothing in {file}; {consequence}")]
    Tolerated {
        /// The reference.
        target: String,
        /// The file of the target.
        file: Arc<str>,
        /// The consequence.
        consequence: &'static str,
    },
    /// The file of the target cannot be read.
    #[error("cannot read the target of the reference `{target}`: {reason}")]
    Unreadable {
        /// The reference.
        target: String,
        /// The reason.
        reason: String,
    },
    /// The target does not exist.
    #[error("the reference `{target}` leads to nothing in {file}")]
    Dangling {
        /// The reference.
        target: String,
        /// The file of the target.
        file: Arc<str>,
    },
    /// A mapping of a discriminator has an invalid target.
    #[error("{problem}; the discriminator ignores the value")]
    Unmapped {
        /// The problem of the target.
        problem: Box<Self>,
    },
    /// The reference leads back to itself.
    #[error("the reference `{target}` leads back to itself")]
    Cyclic {
        /// The reference as written.
        target: String,
    },
    /// The target exists, but is invalid.
    #[error("the target of the reference `{target}` is invalid and was ignored")]
    Unusable {
        /// The reference.
        target: String,
    },
    /// A reference has a sibling that only its target may have.
    #[error("`{keyword}` beside a reference is ignored")]
    Beside {
        /// The sibling.
        keyword: String,
    },
    /// Copies of reference targets have made the document too large or too deep.
    #[error("the document becomes too large when references are replaced by their targets")]
    Expansion,
}

impl Problem for ReferenceProblem {
    fn code(&self) -> &'static str {
        match self {
            Self::Remote { .. } => "remote-reference",
            Self::Absolute { .. } => "absolute-reference",
            Self::Outside { .. } => "outside-reference",
            Self::Tolerated { .. } => "tolerated-reference",
            Self::Unreadable { .. } => "unreadable-reference",
            Self::Dangling { .. } => "dangling-reference",
            Self::Unmapped { .. } => "unmapped-value",
            Self::Cyclic { .. } => "cyclic-reference",
            Self::Unusable { .. } => "unusable-reference",
            Self::Beside { .. } => "beside-reference",
            Self::Expansion => "reference-expansion",
        }
    }

    fn severity(&self) -> Severity {
        match self {
            Self::Unmapped { .. } | Self::Beside { .. } | Self::Tolerated { .. } => {
                Severity::Warning
            }
            _ => Severity::Error,
        }
    }

    fn help(&self) -> String {
        match self {
            Self::Remote { .. } => {
                "save the file beside the document and refer to its relative path; the generator fetches nothing"
            }
            Self::Absolute { .. } => "write the path relative to the file that contains the reference",
            Self::Unreadable { .. } => {
                "correct the path or the file; a path is relative to the file that contains the reference"
            }
            Self::Outside { .. } => {
                "copy the file into the folder, or allow such references: `--outside-files`, or `outside-files = true` \
                 in the manifest"
            }
            Self::Dangling { .. } => {
                "correct the reference, add its target, or accept it: `--dangling-references`, or \
                 `dangling-references = true` in the manifest"
            }
            Self::Tolerated { .. } => "correct the reference, or add its target",
            Self::Unmapped { .. } => "correct the schema that the value maps to, or remove the value",
            Self::Cyclic { .. } => "break the cycle: replace one of its references by a definition",
            Self::Unusable { .. } => "correct the target; the warnings at its location state the problem",
            Self::Beside { .. } => "move it to the target of the reference, or replace the reference by a definition",
            Self::Expansion => "move the targets into `components`, and refer to them there",
        }
        .to_owned()
    }
}

/// A location where a document is invalid, or where the generator cannot express it.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum ShapeProblem {
    /// The value has the wrong type and is ignored.
    #[error("expected {expected}, found {found}; the value is ignored")]
    WrongKind {
        /// The expected type.
        expected: &'static str,
        /// The type that was found.
        found: &'static str,
    },
    /// The value has the wrong form, but a clear intention.
    #[error("expected {expected}, found {found}; using {taken}")]
    Corrected {
        /// The expected form.
        expected: &'static str,
        /// The value that was found.
        found: String,
        /// The value that is used.
        taken: String,
    },
    /// The value is not one of the allowed values.
    #[error("expected one of {allowed}, found `{found}`; {consequence}")]
    NotAllowed {
        /// The value that was found.
        found: String,
        /// The allowed values.
        allowed: String,
        /// The consequence.
        consequence: &'static str,
    },
    /// An object lacks a required field.
    #[error("`{field}` is required in {object}; the object is ignored")]
    Missing {
        /// The object.
        object: &'static str,
        /// The field.
        field: &'static str,
    },
    /// The key is unexpected at its location.
    #[error("expected {expected}, found `{key}`; the key is ignored")]
    UnknownKey {
        /// The key.
        key: String,
        /// The expected keys.
        expected: &'static str,
    },
    /// OpenAPI defines no such keyword.
    #[error("unknown keyword `{keyword}` in {object}; the keyword is ignored")]
    UnknownKeyword {
        /// The keyword.
        keyword: String,
        /// The object.
        object: &'static str,
        /// The keyword with a similar spelling.
        meant: Option<&'static str>,
    },
    /// A keyword of a schema does not apply to its type.
    #[error("`{keyword}` does not apply to the type {type}; the keyword is ignored")]
    Inapplicable {
        /// The keyword.
        keyword: String,
        /// The schema's type.
        r#type: String,
    },
    /// A keyword cannot be expressed.
    #[error("`{keyword}` is ignored; {consequence}")]
    Lossy {
        /// The keyword.
        keyword: &'static str,
        /// The consequence.
        consequence: &'static str,
    },
    /// The paths are no object, so that the document describes nothing.
    #[error("expected an object of paths, found {found}")]
    NoPaths {
        /// The type that was found.
        found: &'static str,
    },
    /// Two operations have the same `operationId`.
    #[error("the operationId `{id}` is also used in {first}")]
    RepeatedOperationId {
        /// The operationId.
        id: String,
        /// The first operation with it.
        first: Location,
    },
    /// A path item with several references repeats an operation.
    #[error(
        "the operationId `{id}` belongs to the same operation at another path; it is ignored here"
    )]
    SharedOperationId {
        /// The operationId.
        id: String,
    },
    /// Objects and arrays are nested too deep.
    #[error("values are nested deeper than {limit} levels")]
    TooDeep {
        /// The limit.
        limit: usize,
    },
    /// The model cannot be read.
    #[error("invalid OpenAPI 3.0: {reason}")]
    Unreadable {
        /// The reason.
        reason: String,
    },
}

impl Problem for ShapeProblem {
    fn code(&self) -> &'static str {
        match self {
            Self::WrongKind { .. } => "wrong-kind",
            Self::Corrected { .. } => "corrected-value",
            Self::NotAllowed { .. } => "value-not-allowed",
            Self::Missing { .. } => "missing-field",
            Self::UnknownKey { .. } => "unknown-key",
            Self::UnknownKeyword { .. } => "unknown-keyword",
            Self::Inapplicable { .. } => "inapplicable-keyword",
            Self::Lossy { .. } => "lossy-keyword",
            Self::NoPaths { .. } => "no-paths",
            Self::RepeatedOperationId { .. } => "repeated-operation-id",
            Self::SharedOperationId { .. } => "shared-operation-id",
            Self::TooDeep { .. } => "too-deep",
            Self::Unreadable { .. } => "unreadable",
        }
    }

    fn severity(&self) -> Severity {
        match self {
            Self::NoPaths { .. }
            | Self::RepeatedOperationId { .. }
            | Self::TooDeep { .. }
            | Self::Unreadable { .. } => Severity::Error,
            _ => Severity::Warning,
        }
    }

    fn help(&self) -> String {
        match self {
            Self::WrongKind { expected, .. } | Self::Corrected { expected, .. } => {
                format!("write {expected}, in the document or with an overlay")
            }
            Self::NotAllowed { .. } => "use one of the allowed values".to_owned(),
            Self::Missing { field, .. } => {
                format!("add `{field}`, in the document or with an overlay")
            }
            Self::UnknownKey { expected, .. } => {
                format!("replace the key by {expected}, or prefix it with `x-`")
            }
            Self::UnknownKeyword {
                meant: Some(meant), ..
            } => format!("write `{meant}` if that is meant; an extension starts with `x-`"),
            Self::UnknownKeyword { meant: None, .. } => {
                "correct or remove the keyword; an extension starts with `x-`".to_owned()
            }
            Self::Inapplicable { .. } => "remove the keyword, or correct the type".to_owned(),
            Self::Lossy { .. } => {
                "describe the value with other keywords if the difference matters".to_owned()
            }
            Self::NoPaths { .. } => {
                "write `paths` as an object whose keys start with `/`".to_owned()
            }
            Self::RepeatedOperationId { .. } => {
                "give each operation its own operationId".to_owned()
            }
            Self::SharedOperationId { .. } => {
                "define the operation at each path, each time with its own operationId".to_owned()
            }
            Self::TooDeep { .. } => "move inner schemas into `components`".to_owned(),
            Self::Unreadable { .. } => {
                "correct this location, in the document or with an overlay".to_owned()
            }
        }
    }
}

/// Returns the type of a value, with its article.
pub(super) fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "a boolean",
        Value::Number(_) => "a number",
        Value::String(_) => "a string",
        Value::Array(_) => "an array",
        Value::Object(_) => "an object",
    }
}
