//! The problems of references.

use std::sync::Arc;

use crate::diagnostics::problems;

problems! {
    /// A problem of a `$ref`.
    #[derive(Clone, Debug, PartialEq, Eq)]
    #[non_exhaustive]
    pub enum ReferenceProblem {
        /// The target is a URL; the generator fetches nothing.
        #[error("expected a reference to a local file, found the URL `{target}`")]
        #[problem(
            Error,
            "remote-reference",
            "save the file beside the document and refer to its relative path; the generator fetches nothing"
        )]
        Remote {
            /// The reference.
            target: String,
        },
        /// The target is an absolute path.
        #[error("expected a relative path, found `{target}`")]
        #[problem(
            Error,
            "absolute-reference",
            "write the path relative to the file that contains the reference"
        )]
        Absolute {
            /// The reference.
            target: String,
        },
        /// The target is outside the document's folder.
        #[error("expected a reference to a file in the document's folder, found `{target}`")]
        #[problem(
            Error,
            "outside-reference",
            "copy the file into the folder, or allow such references: `--outside-files`, or `outside-files = true` \
                     in the manifest"
        )]
        Outside {
            /// The reference.
            target: String,
        },
        /// The target does not exist, which is accepted.
        #[error("the reference `{target}` leads to nothing in {file}; {consequence}")]
        #[problem(Warning, "tolerated-reference", "correct the reference, or add its target")]
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
        #[problem(
            Error,
            "unreadable-reference",
            "correct the path or the file; a path is relative to the file that contains the reference"
        )]
        Unreadable {
            /// The reference.
            target: String,
            /// The reason.
            reason: String,
        },
        /// The target does not exist.
        #[error("the reference `{target}` leads to nothing in {file}")]
        #[problem(
            Error,
            "dangling-reference",
            "correct the reference, add its target, or accept it: `--dangling-references`, or \
                     `dangling-references = true` in the manifest"
        )]
        Dangling {
            /// The reference.
            target: String,
            /// The file of the target.
            file: Arc<str>,
        },
        /// A mapping of a discriminator has an invalid target.
        #[error("{problem}; the discriminator ignores the value")]
        #[problem(Warning, "unmapped-value", "correct the schema that the value maps to, or remove the value")]
        Unmapped {
            /// The problem of the target.
            problem: Box<Self>,
        },
        /// The reference leads back to itself.
        #[error("the reference `{target}` leads back to itself")]
        #[problem(Error, "cyclic-reference", "break the cycle: replace one of its references by a definition")]
        Cyclic {
            /// The reference as written.
            target: String,
        },
        /// The target exists, but is invalid.
        #[error("the target of the reference `{target}` is invalid and was ignored")]
        #[problem(
            Error,
            "unusable-reference",
            "correct the target; the warnings at its location state the problem"
        )]
        Unusable {
            /// The reference.
            target: String,
        },
        /// A reference has a sibling that only its target may have.
        #[error("`{keyword}` beside a reference is ignored")]
        #[problem(
            Warning,
            "beside-reference",
            "move it to the target of the reference, or replace the reference by a definition"
        )]
        Beside {
            /// The sibling.
            keyword: String,
        },
        /// Copies of reference targets have made the document too large or too deep.
        #[error("the document becomes too large when references are replaced by their targets")]
        #[problem(Error, "reference-expansion", "move the targets into `components`, and refer to them there")]
        Expansion,
    }
}
