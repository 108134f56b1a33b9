//! The problems of comparing and taking documents.

use sdksmith::Severity;
use sdksmith::diagnostics::Problem;
use thiserror::Error;

/// A problem of the call, or of a document that is not the file of a folder.
#[derive(Debug, Error)]
pub(crate) enum DiffProblem {
    #[error("expected two files, found one")]
    NoOld,
    #[error(
        "cannot determine the document of which `{file}` is a version; the modules are {modules}"
    )]
    UnknownDocument { file: String, modules: String },
    #[error("git has no `{name}`: {reason}")]
    NotInGit { name: String, reason: String },
    #[error("the manifest has no `{key}` of the document `{module}` to replace")]
    NoKey { key: &'static str, module: String },
    #[error("the accepted change `{id}` is not among the changes")]
    UnusedAcceptance { id: String },
    #[error("the document has {kept} of the {count} URLs of `{module}`")]
    OtherApi {
        module: String,
        kept: usize,
        count: usize,
    },
}

impl Problem for DiffProblem {
    fn code(&self) -> &'static str {
        match self {
            Self::NoOld => "old-missing",
            Self::UnknownDocument { .. } => "document-unknown",
            Self::NotInGit { .. } => "not-in-git",
            Self::NoKey { .. } => "manifest-key-missing",
            Self::UnusedAcceptance { .. } => "acceptance-unused",
            Self::OtherApi { .. } => "other-api",
        }
    }

    fn severity(&self) -> Severity {
        Severity::Error
    }

    fn help(&self) -> String {
        match self {
            Self::NoOld => "give the old and the new document",
            Self::UnknownDocument { .. } => "name the module with `--document`",
            Self::NotInGit { .. } => "write `REVISION:PATH` as `git show` reads it",
            Self::NoKey { .. } => "add the key on a separate line",
            Self::UnusedAcceptance { .. } => "remove the entry of `accept`",
            Self::OtherApi { .. } => {
                "give a version of the same API, or name its module with `--document`"
            }
        }
        .to_owned()
    }
}
