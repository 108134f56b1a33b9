//! The problems of documents.

mod reference;

use serde_json::Value;
use thiserror::Error;

pub use self::reference::ReferenceProblem;
use crate::diagnostics::{Location, Problem, Severity};

/// A problem of a text as a whole.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum TextProblem {
    /// The file is empty.
    #[error("the file is empty")]
    Empty,
    /// The text is a page of HTML or XML.
    #[error("expected JSON or YAML, found an HTML or XML page")]
    Markup,
    /// The text is neither JSON nor YAML.
    #[error("invalid {format}: {reason}")]
    Syntax {
        /// The apparent format of the text.
        format: &'static str,
        /// The message of the parser.
        reason: String,
    },
    /// A mapping has two members with the same key.
    #[error("the key occurs more than once; its last value is used")]
    RepeatedKey,
    /// The text has another checksum than expected.
    #[error("the checksum differs: expected SHA-256 {expected}, found {actual}")]
    Checksum {
        /// The expected checksum.
        expected: String,
        /// The checksum of the text.
        actual: String,
    },
    /// The value is not an OpenAPI document.
    #[error("not an OpenAPI document: {found}")]
    NotOpenApi {
        /// The reason.
        found: &'static str,
    },
    /// The document is a Swagger 2.0 document.
    #[error("unsupported version: expected OpenAPI 3.0, 3.1 or 3.2, found Swagger 2.0")]
    Swagger,
    /// The version of OpenAPI is not supported.
    #[error("unsupported version: expected OpenAPI 3.0, 3.1 or 3.2, found {version}")]
    UnsupportedVersion {
        /// The document's version.
        version: String,
    },
}

impl Problem for TextProblem {
    fn code(&self) -> &'static str {
        match self {
            Self::Empty => "empty-file",
            Self::Markup => "markup-file",
            Self::Syntax { .. } => "syntax",
            Self::RepeatedKey => "repeated-key",
            Self::Checksum { .. } => "checksum-mismatch",
            Self::NotOpenApi { .. } => "not-openapi",
            Self::Swagger => "swagger-2",
            Self::UnsupportedVersion { .. } => "unsupported-version",
        }
    }

    fn severity(&self) -> Severity {
        match self {
            Self::RepeatedKey => Severity::Warning,
            _ => Severity::Error,
        }
    }

    fn help(&self) -> String {
        match self {
            Self::Empty => "write an OpenAPI 3.0, 3.1 or 3.2 document in JSON or YAML",
            Self::Markup => {
                "give the path or the URL of the document itself, not of a page that shows it"
            }
            Self::Syntax { .. } => "fix the syntax error; the text before it is valid",
            Self::RepeatedKey => "remove or rename the other members",
            Self::Checksum { .. } => {
                "restore the file, or update `sha256` in the manifest if the change is intended"
            }
            Self::NotOpenApi { .. } => {
                "give an OpenAPI document, which states its version, such as `openapi: 3.1.0`"
            }
            Self::Swagger => {
                "convert the document to OpenAPI 3, for instance with `npx swagger2openapi`"
            }
            Self::UnsupportedVersion { .. } => "convert the document to OpenAPI 3.0, 3.1 or 3.2",
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
                "give each operation a different operationId".to_owned()
            }
            Self::SharedOperationId { .. } => {
                "define the operation at each path, each time with a different operationId"
                    .to_owned()
            }
            Self::TooDeep { .. } => "move inner schemas into `components`".to_owned(),
            Self::Unreadable { .. } => {
                "correct this location, in the document or with an overlay".to_owned()
            }
        }
    }
}

/// Returns the type of a value, with its article.
pub(in crate::document) fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "a boolean",
        Value::Number(_) => "a number",
        Value::String(_) => "a string",
        Value::Array(_) => "an array",
        Value::Object(_) => "an object",
    }
}
