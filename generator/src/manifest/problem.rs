//! What can be wrong with a manifest.

use thiserror::Error;

use crate::diagnostics::{Problem, Severity};
use crate::dialect::Dialect;
use crate::ir::Features;

/// A mistake in a manifest.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum ManifestProblem {
    /// The text is no TOML.
    #[error("not valid TOML: {reason}")]
    Syntax {
        /// What the parser says.
        reason: String,
    },
    /// An entry is unknown, missing or of the wrong kind.
    #[error("{reason}")]
    Entry {
        /// What is wrong, and what would be right.
        reason: String,
    },
    /// There is nothing to generate from.
    #[error("the manifest names no document")]
    NoDocument,
    /// The crate can't have this name.
    #[error("`{name}` is not the name of a crate")]
    CrateName {
        /// The name.
        name: String,
    },
    /// The crate can't have this version.
    #[error("`{version}` is not a version: {reason}")]
    Version {
        /// The version.
        version: String,
        /// What the parser says.
        reason: String,
    },
    /// A module can't have this name.
    #[error("`{name}` is not the name of a module")]
    ModuleName {
        /// The name.
        name: String,
    },
    /// Two documents want the same module.
    #[error("another document is already the module `{name}`")]
    ModuleTaken {
        /// The name.
        name: String,
    },
    /// A type or method can't have this name.
    #[error("`{name}` is not a Rust identifier")]
    Identifier {
        /// The name.
        name: String,
    },
    /// A checksum has the wrong length, or is not hexadecimal.
    #[error("`{sha256}` is not a SHA-256")]
    Checksum {
        /// The text.
        sha256: String,
    },
    /// There is no such dialect.
    #[error("there is no dialect `{name}`")]
    Dialect {
        /// The name.
        name: String,
    },
    /// There is no such choice of features.
    #[error("`{name}` is no choice of features")]
    Features {
        /// The name.
        name: String,
    },
    /// There is no such choice for unreferenced types.
    #[error("invalid `unreferenced`: expected \"keep\" or \"omit\", found \"{name}\"")]
    Unreferenced {
        /// What stands there.
        name: String,
    },
    /// A warning is allowed, and nobody says why.
    #[error("`because` is empty")]
    NoReason,
}

impl Problem for ManifestProblem {
    fn code(&self) -> &'static str {
        match self {
            Self::Syntax { .. } => "manifest-syntax",
            Self::Entry { .. } => "manifest-entry",
            Self::NoDocument => "manifest-no-document",
            Self::CrateName { .. } => "manifest-crate-name",
            Self::Version { .. } => "manifest-version",
            Self::ModuleName { .. } => "manifest-module-name",
            Self::ModuleTaken { .. } => "manifest-module-taken",
            Self::Identifier { .. } => "manifest-identifier",
            Self::Checksum { .. } => "manifest-checksum",
            Self::Dialect { .. } => "manifest-dialect",
            Self::Features { .. } => "manifest-features",
            Self::Unreferenced { .. } => "manifest-unreferenced",
            Self::NoReason => "manifest-no-reason",
        }
    }

    fn severity(&self) -> Severity {
        Severity::Error
    }

    fn help(&self) -> String {
        match self {
            Self::Syntax { .. } => "correct the line; strings stand in double quotes".to_owned(),
            Self::Entry { .. } => "correct, remove or add the entry".to_owned(),
            Self::NoDocument => {
                "add a `[[document]]` with the keys `module` and `source`".to_owned()
            }
            Self::CrateName { .. } => {
                "use lower-case ASCII letters, digits, `-` and `_`, with a letter first".to_owned()
            }
            Self::Version { .. } => "write three numbers: `0.1.0`".to_owned(),
            Self::ModuleName { .. } => {
                "use lower-case ASCII letters, digits and `_`, with a letter first, and no keyword"
                    .to_owned()
            }
            Self::ModuleTaken { .. } => "give each document a module of its own".to_owned(),
            Self::Identifier { .. } => {
                "use ASCII letters, digits and `_`, with a letter first, and no keyword".to_owned()
            }
            Self::Checksum { .. } => {
                "write the 64 hexadecimal digits that `sha256sum` prints".to_owned()
            }
            Self::Dialect { .. } => {
                format!(
                    "use one of {}, or leave the key out",
                    Dialect::BUILT_IN.join(", ")
                )
            }
            Self::Features { .. } => {
                format!(
                    "use one of {}, or leave the key out",
                    Features::NAMES.join(", ")
                )
            }
            Self::Unreferenced { .. } => "use one of keep, omit, or leave the key out".to_owned(),
            Self::NoReason => "say why the warning is accepted".to_owned(),
        }
    }
}
