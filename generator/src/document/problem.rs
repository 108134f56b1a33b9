//! What can be wrong with a document.

use std::sync::Arc;

use serde_json::Value;
use thiserror::Error;

use crate::diagnostics::{Location, Problem, Severity};

/// A problem of a text as a whole.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum TextProblem {
    /// There is nothing in the file.
    #[error("the file is empty")]
    Empty,
    /// The text is neither JSON nor YAML.
    #[error("not valid {format}: {reason}")]
    Syntax {
        /// What the text looks like.
        format: &'static str,
        /// What the parser says.
        reason: String,
    },
    /// A mapping has two members of one name.
    #[error("this key is given more than once; its last value counts")]
    RepeatedKey,
    /// The text is not the one that was expected.
    #[error("the file's SHA-256 is {actual}, not {expected}")]
    Checksum {
        /// What was asked for.
        expected: String,
        /// What the text has.
        actual: String,
    },
    /// The value is no OpenAPI document.
    #[error("not an OpenAPI document: {found}")]
    NotOpenApi {
        /// What it is instead.
        found: &'static str,
    },
    /// The document is of OpenAPI's predecessor.
    #[error("this is a Swagger 2.0 document")]
    Swagger,
    /// The document is of another version of OpenAPI.
    #[error("OpenAPI {version} is not supported")]
    UnsupportedVersion {
        /// The document's version.
        version: String,
    },
}

impl Problem for TextProblem {
    fn code(&self) -> &'static str {
        match self {
            Self::Empty => "empty-file",
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
            Self::Empty => "write an OpenAPI 3.0 or 3.1 document, in JSON or YAML",
            Self::Syntax { .. } => "mend the text here; the parser could read what comes before",
            Self::RepeatedKey => "remove the members that don't count, or rename them",
            Self::Checksum { .. } => {
                "restore the file, or if the change is wanted, expect the new SHA-256"
            }
            Self::NotOpenApi { .. } => {
                "an OpenAPI document is an object that starts with `openapi: 3.0.3`"
            }
            Self::Swagger => "convert it to OpenAPI 3, for instance with `npx swagger2openapi`",
            Self::UnsupportedVersion { .. } => "use OpenAPI 3.0 or 3.1",
        }
        .to_owned()
    }
}

/// A problem of a `$ref`.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum ReferenceProblem {
    /// The target has an address, and nothing is fetched.
    #[error("`{target}` is not a file beside the document")]
    Remote {
        /// The reference as it stands.
        target: String,
    },
    /// The target is named by a path from the root of a disk.
    #[error("`{target}` is an absolute path")]
    Absolute {
        /// The reference as it stands.
        target: String,
    },
    /// The target's file can't be read.
    #[error("`{target}` can't be read: {reason}")]
    Unreadable {
        /// The reference as it stands.
        target: String,
        /// Why.
        reason: String,
    },
    /// There is no such target.
    #[error("`{target}` points to nothing in {file}")]
    Dangling {
        /// The reference as it stands.
        target: String,
        /// The file that it points into.
        file: Arc<str>,
    },
    /// A discriminator's mapping names something that can't be had.
    #[error("{problem}: the mapping goes without it")]
    Unmapped {
        /// Why it can't be had.
        problem: Box<Self>,
    },
    /// Following the reference leads back to it.
    #[error("`{target}` leads back here")]
    Cyclic {
        /// The reference as it stands.
        target: String,
    },
    /// The target is there, but is not what belongs there.
    #[error("`{target}` leads to something that had to be ignored")]
    Unusable {
        /// The reference, to a component.
        target: String,
    },
    /// A reference has something beside it that only its target can say.
    #[error("`{keyword}` beside a reference is ignored: what it refers to counts")]
    Beside {
        /// What stands there.
        keyword: String,
    },
    /// Copies of reference targets have made the document too large or too deep.
    #[error("replacing references by what they point to makes this document too large")]
    Expansion,
}

impl Problem for ReferenceProblem {
    fn code(&self) -> &'static str {
        match self {
            Self::Remote { .. } => "remote-reference",
            Self::Absolute { .. } => "absolute-reference",
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
            Self::Unmapped { .. } | Self::Beside { .. } => Severity::Warning,
            _ => Severity::Error,
        }
    }

    fn help(&self) -> String {
        match self {
            Self::Remote { .. } => {
                "nothing is fetched: put the file beside the document, and refer to it by its path"
            }
            Self::Absolute { .. } => "write the path relative to the file that this stands in",
            Self::Unreadable { .. } => {
                "put the file there, or mend it; a path is relative to the file that it stands in"
            }
            Self::Dangling { .. } => "mend the reference, or add what it points to",
            Self::Unmapped { .. } => "mend what the value stands for, or remove it",
            Self::Cyclic { .. } => "make one of the references on the way a definition of its own",
            Self::Unusable { .. } => "mend what it leads to: the warnings there say what is wrong",
            Self::Beside { .. } => "say it where the reference leads to, or write that out here",
            Self::Expansion => "move what is referenced into `components`, and refer to it there",
        }
        .to_owned()
    }
}

/// A location where a document is not as OpenAPI has it, or has what the generator can't express.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum ShapeProblem {
    /// The value is of the wrong kind, and was left out.
    #[error("{found} where {expected} belongs: it is ignored")]
    WrongKind {
        /// What OpenAPI has here.
        expected: &'static str,
        /// What is here.
        found: &'static str,
    },
    /// The value is of the wrong kind, but says what is meant.
    #[error("{found} where {expected} belongs: it is taken as {taken}")]
    Mended {
        /// What OpenAPI has here.
        expected: &'static str,
        /// What is here.
        found: String,
        /// What was made of it.
        taken: String,
    },
    /// The value is not one of those that are allowed here.
    #[error("`{found}` is not one of {allowed}: {consequence}")]
    NotAllowed {
        /// What is here.
        found: String,
        /// What may be here.
        allowed: String,
        /// What follows.
        consequence: &'static str,
    },
    /// An object lacks what makes it one.
    #[error("{object} without `{field}` is ignored")]
    Missing {
        /// What it would be.
        object: &'static str,
        /// What it lacks.
        field: &'static str,
    },
    /// A key that its location doesn't allow.
    #[error("`{key}` is not {expected}: it is ignored")]
    UnknownKey {
        /// The key.
        key: String,
        /// What keys are here.
        expected: &'static str,
    },
    /// A schema's keyword says nothing about its type.
    #[error("`{keyword}` says nothing about a value of type {type}: it is ignored")]
    Inapplicable {
        /// The keyword.
        keyword: String,
        /// The schema's type.
        r#type: String,
    },
    /// What a keyword says can't be expressed.
    #[error("`{keyword}` is left out: {consequence}")]
    Lossy {
        /// The keyword.
        keyword: &'static str,
        /// What follows.
        consequence: &'static str,
    },
    /// Webhooks are requests that a client receives.
    #[error("webhooks are requests that a client receives: nothing is generated for them")]
    Webhooks,
    /// Two operations have the same `operationId`.
    #[error("operationId `{id}` is already taken by {first}")]
    RepeatedOperationId {
        /// The name.
        id: String,
        /// The operation that has it.
        first: Location,
    },
    /// A referenced path item brings an operation into the document a second time.
    #[error("operationId `{id}` belongs to the same operation at another path: it is ignored here")]
    SharedOperationId {
        /// The name.
        id: String,
    },
    /// Objects and arrays are nested too deep.
    #[error("nested deeper than {limit} levels")]
    TooDeep {
        /// How deep they may be.
        limit: usize,
    },
    /// The model could not be read.
    #[error("not as OpenAPI 3.0 has it: {reason}")]
    Unreadable {
        /// What is wrong.
        reason: String,
    },
}

impl Problem for ShapeProblem {
    fn code(&self) -> &'static str {
        match self {
            Self::WrongKind { .. } => "wrong-kind",
            Self::Mended { .. } => "mended",
            Self::NotAllowed { .. } => "value-not-allowed",
            Self::Missing { .. } => "missing-field",
            Self::UnknownKey { .. } => "unknown-key",
            Self::Inapplicable { .. } => "inapplicable-keyword",
            Self::Lossy { .. } => "lossy-keyword",
            Self::Webhooks => "webhooks",
            Self::RepeatedOperationId { .. } => "repeated-operation-id",
            Self::SharedOperationId { .. } => "shared-operation-id",
            Self::TooDeep { .. } => "too-deep",
            Self::Unreadable { .. } => "unreadable",
        }
    }

    fn severity(&self) -> Severity {
        match self {
            Self::RepeatedOperationId { .. } | Self::TooDeep { .. } | Self::Unreadable { .. } => {
                Severity::Error
            }
            Self::Webhooks => Severity::Note,
            _ => Severity::Warning,
        }
    }

    fn help(&self) -> String {
        match self {
            Self::WrongKind { expected, .. } | Self::Mended { expected, .. } => {
                format!("write {expected} here, in the document or with an overlay")
            }
            Self::NotAllowed { .. } => "use one of the values that are allowed here".to_owned(),
            Self::Missing { field, .. } => {
                format!("add `{field}`, in the document or with an overlay")
            }
            Self::UnknownKey { expected, .. } => {
                format!("rename the key to {expected}, or start it with `x-`")
            }
            Self::Inapplicable { .. } => "remove the keyword, or mend the type".to_owned(),
            Self::Lossy { .. } => {
                "describe the value in other words if the difference matters".to_owned()
            }
            Self::Webhooks => "nothing needs to be done".to_owned(),
            Self::RepeatedOperationId { .. } => "give each operation a name of its own".to_owned(),
            Self::SharedOperationId { .. } => {
                "write the operation out at each path, each with a name of its own".to_owned()
            }
            Self::TooDeep { .. } => "move inner schemas into `components`".to_owned(),
            Self::Unreadable { .. } => {
                "mend this location, in the document or with an overlay".to_owned()
            }
        }
    }
}

/// What a value is, with its article.
pub(super) fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "a boolean",
        Value::Number(_) => "a number",
        Value::String(_) => "text",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    }
}
