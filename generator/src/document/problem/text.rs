//! The problems of a text.

use thiserror::Error;

use crate::diagnostics::{Problem, Severity};

/// A problem of a text as a whole.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum TextProblem {
    /// The file is empty.
    #[error("the file is empty")]
    Empty,
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
            Self::Syntax { .. } => "fix the syntax error; the text before it is valid",
            Self::RepeatedKey => "remove or rename the other members",
            Self::Checksum { .. } => {
                "restore the file, or update `sha256` in the manifest if the change is intended"
            }
            Self::NotOpenApi { .. } => {
                "start the document with its version, such as `openapi: 3.0.3`"
            }
            Self::Swagger => {
                "convert the document to OpenAPI 3, for instance with `npx swagger2openapi`"
            }
            Self::UnsupportedVersion { .. } => "convert the document to OpenAPI 3.0, 3.1 or 3.2",
        }
        .to_owned()
    }
}
