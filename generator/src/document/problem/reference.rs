//! The problems of references.

use std::sync::Arc;

use thiserror::Error;

use crate::diagnostics::{Problem, Severity};

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
