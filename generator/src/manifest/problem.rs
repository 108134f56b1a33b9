//! The problems of manifests.

use thiserror::Error;

use super::crate_name::CrateNameError;
use crate::diagnostics::{Problem, Severity};
use crate::dialect::Dialect;
use crate::ir::Features;

/// A mistake in a manifest.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum ManifestProblem {
    /// The text is not valid TOML.
    #[error("invalid TOML: {reason}")]
    Syntax {
        /// The message of the parser.
        reason: String,
    },
    /// An entry is unknown, missing or of the wrong kind.
    #[error("{reason}")]
    Entry {
        /// The message of the parser.
        reason: String,
    },
    /// The manifest has no document.
    #[error("the manifest names no document")]
    NoDocument,
    /// The crate can't have this name.
    #[error("invalid crate name `{name}`: {reason}")]
    CrateName {
        /// The name.
        name: String,
        /// The reason why the crate can't have it.
        reason: CrateNameError,
    },
    /// The crate can't have this version.
    #[error("invalid version `{version}`: {reason}")]
    Version {
        /// The version.
        version: String,
        /// The message of the parser.
        reason: String,
    },
    /// The generated code does not compile in this edition.
    #[error("expected edition 2024, found `{edition}`")]
    Edition {
        /// The edition.
        edition: String,
    },
    /// The generated code does not compile with this version of Rust, or it is none.
    #[error("expected Rust 1.88 or later, found `{version}`")]
    RustVersion {
        /// The version.
        version: String,
    },
    /// Names of environment variables can't start with this.
    #[error("invalid prefix `{prefix}` of environment variables")]
    EnvPrefix {
        /// The prefix.
        prefix: String,
    },
    /// The generated code has this dependency.
    #[error("the crate already depends on `{name}`")]
    DependencyTaken {
        /// The name of the dependency.
        name: String,
    },
    /// A program requires an unknown feature.
    #[error("expected a feature that every generated crate has, found `{name}`")]
    ExampleFeature {
        /// The name.
        name: String,
    },
    /// The folder of examples does not contain a program.
    #[error("the folder `{folder}` does not contain `{name}.rs`")]
    NoExample {
        /// The name of the program.
        name: String,
        /// The folder.
        folder: String,
    },
    /// The crate has another file of this name.
    #[error("the crate already has a file with the name of `{path}`")]
    FileTaken {
        /// The path.
        path: String,
    },
    /// A derive is not a path.
    #[error("expected the path of a derive macro, found `{text}`")]
    Derive {
        /// The text.
        text: String,
    },
    /// An attribute is not one outer attribute.
    #[error("expected one attribute, found `{text}`")]
    Attribute {
        /// The text.
        text: String,
    },
    /// A module can't have this name.
    #[error("invalid module name `{name}`")]
    ModuleName {
        /// The name.
        name: String,
    },
    /// Two documents have the same module.
    #[error("another document already has the module `{name}`")]
    ModuleTaken {
        /// The name.
        name: String,
    },
    /// A type or method can't have this name.
    #[error("invalid Rust identifier `{name}`")]
    Identifier {
        /// The name.
        name: String,
    },
    /// A checksum has the wrong length, or is not hexadecimal.
    #[error("expected a SHA-256, found `{sha256}`")]
    Checksum {
        /// The text.
        sha256: String,
    },
    /// The dialect does not exist.
    #[error("unknown dialect `{name}`")]
    Dialect {
        /// The name.
        name: String,
    },
    /// The value of `features` does not exist.
    #[error("unknown value `{name}` for `features`")]
    Features {
        /// The name.
        name: String,
    },
    /// An unknown choice for unreferenced types.
    #[error("unknown value `{name}` for `unreferenced`")]
    Unreferenced {
        /// The value.
        name: String,
    },
    /// A status that can't be one of `unprocessed`.
    #[error("expected a status from 500 to 599, found {status}")]
    Unprocessed {
        /// The number.
        status: u64,
    },
    /// An accepted warning lacks its reason.
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
            Self::Edition { .. } => "manifest-edition",
            Self::RustVersion { .. } => "manifest-rust-version",
            Self::EnvPrefix { .. } => "manifest-env-prefix",
            Self::DependencyTaken { .. } => "manifest-dependency-taken",
            Self::ExampleFeature { .. } => "manifest-example-feature",
            Self::NoExample { .. } => "manifest-no-example",
            Self::FileTaken { .. } => "manifest-file-taken",
            Self::Derive { .. } => "manifest-derive",
            Self::Attribute { .. } => "manifest-attribute",
            Self::ModuleName { .. } => "manifest-module-name",
            Self::ModuleTaken { .. } => "manifest-module-taken",
            Self::Identifier { .. } => "manifest-identifier",
            Self::Checksum { .. } => "manifest-checksum",
            Self::Dialect { .. } => "manifest-dialect",
            Self::Features { .. } => "manifest-features",
            Self::Unreferenced { .. } => "manifest-unreferenced",
            Self::Unprocessed { .. } => "manifest-unprocessed",
            Self::NoReason => "manifest-no-reason",
        }
    }

    fn severity(&self) -> Severity {
        Severity::Error
    }

    fn help(&self) -> String {
        match self {
            Self::Syntax { .. } => "fix the syntax error; strings are written in double quotes".to_owned(),
            Self::Entry { .. } => "correct, remove or add the entry".to_owned(),
            Self::NoDocument => {
                "add a `[[document]]` with the keys `module` and `source`".to_owned()
            }
            Self::CrateName { .. } => "choose another name".to_owned(),
            Self::Version { .. } => "write three numbers, such as `0.1.0`".to_owned(),
            Self::Edition { .. } => "write \"2024\", or remove the key".to_owned(),
            Self::RustVersion { .. } => {
                "write the oldest version that you support, such as \"1.90\", or remove the key"
                    .to_owned()
            }
            Self::EnvPrefix { .. } => {
                "use capital ASCII letters, digits and `_`, starting with a letter; `_` is added at the end"
                    .to_owned()
            }
            Self::DependencyTaken { .. } => {
                "remove the entry; features of a dependency are added by any crate that turns them on"
                    .to_owned()
            }
            Self::ExampleFeature { .. } => {
                "use a feature such as `webhooks`; those of the documents are always on"
                    .to_owned()
            }
            Self::NoExample { .. } => "correct the name, or remove the table".to_owned(),
            Self::FileTaken { .. } => "rename the file, or remove the entry".to_owned(),
            Self::Derive { .. } => "write a path, such as \"Hash\" or \"schemars::JsonSchema\"".to_owned(),
            Self::Attribute { .. } => {
                "write it as above a type, such as `#[doc(alias = \"animal\")]`".to_owned()
            }
            Self::ModuleName { .. } => {
                "use lower-case ASCII letters, digits and `_`, starting with a letter; keywords are not allowed"
                    .to_owned()
            }
            Self::ModuleTaken { .. } => "give each document a different module".to_owned(),
            Self::Identifier { .. } => {
                "use ASCII letters, digits and `_`, starting with a letter; keywords are not allowed".to_owned()
            }
            Self::Checksum { .. } => {
                "write the 64 hexadecimal digits that `sha256sum` prints".to_owned()
            }
            Self::Dialect { .. } => {
                format!(
                    "use one of {}, or remove the key",
                    Dialect::BUILT_IN.join(", ")
                )
            }
            Self::Features { .. } => {
                format!(
                    "use one of {}, or remove the key",
                    Features::NAMES.join(", ")
                )
            }
            Self::Unreferenced { .. } => "use one of keep, omit, or remove the key".to_owned(),
            Self::Unprocessed { .. } => {
                "remove the status: every status below 500 except 408 already means that nothing was done"
                    .to_owned()
            }
            Self::NoReason => "state why the warning is accepted".to_owned(),
        }
    }
}
