//! The problems of manifests.

use super::crate_name::CrateNameError;
use crate::diagnostics::problems;
use crate::dialect::Dialect;
use crate::ir::Features;

problems! {
    /// A mistake in a manifest.
    #[derive(Clone, Debug, PartialEq, Eq)]
    #[non_exhaustive]
    pub enum ManifestProblem {
        /// The text is not valid TOML.
        #[error("invalid TOML: {reason}")]
        #[problem(Error, "manifest-syntax", "fix the syntax error; strings are written in double quotes")]
        Syntax {
            /// The message of the parser.
            reason: String,
        },
        /// An entry is unknown, missing or of the wrong kind.
        #[error("{reason}")]
        #[problem(Error, "manifest-entry", "correct, remove or add the entry")]
        Entry {
            /// The message of the parser.
            reason: String,
        },
        /// The manifest has no document.
        #[error("the manifest names no document")]
        #[problem(Error, "manifest-no-document", "add a `[[document]]` with the keys `module` and `source`")]
        NoDocument,
        /// The crate can't have this name.
        #[error("invalid crate name `{name}`: {reason}")]
        #[problem(Error, "manifest-crate-name", "choose another name")]
        CrateName {
            /// The name.
            name: String,
            /// The reason why the crate can't have it.
            reason: CrateNameError,
        },
        /// The crate can't have this version.
        #[error("invalid version `{version}`: {reason}")]
        #[problem(Error, "manifest-version", "write three numbers, such as `0.1.0`")]
        Version {
            /// The version.
            version: String,
            /// The message of the parser.
            reason: String,
        },
        /// The generated code does not compile in this edition.
        #[error("expected edition 2024, found `{edition}`")]
        #[problem(Error, "manifest-edition", "write \"2024\", or remove the key")]
        Edition {
            /// The edition.
            edition: String,
        },
        /// The generated code does not compile with this version of Rust, or it is none.
        #[error("expected Rust 1.88 or later, found `{version}`")]
        #[problem(
            Error,
            "manifest-rust-version",
            "write the oldest version that you support, such as \"1.90\", or remove the key"
        )]
        RustVersion {
            /// The version.
            version: String,
        },
        /// Names of environment variables can't start with this.
        #[error("invalid prefix `{prefix}` of environment variables")]
        #[problem(
            Error,
            "manifest-env-prefix",
            "use capital ASCII letters, digits and `_`, starting with a letter; `_` is added at the end"
        )]
        EnvPrefix {
            /// The prefix.
            prefix: String,
        },
        /// The generated code has this dependency.
        #[error("the crate already depends on `{name}`")]
        #[problem(
            Error,
            "manifest-dependency-taken",
            "remove the entry; features of a dependency are added by any crate that turns them on"
        )]
        DependencyTaken {
            /// The name of the dependency.
            name: String,
        },
        /// A program requires an unknown feature.
        #[error("expected a feature that every generated crate has, found `{name}`")]
        #[problem(
            Error,
            "manifest-example-feature",
            "use a feature such as `webhooks`; those of the documents are always on"
        )]
        ExampleFeature {
            /// The name.
            name: String,
        },
        /// The folder of examples does not contain a program.
        #[error("the folder `{folder}` does not contain `{name}.rs`")]
        #[problem(Error, "manifest-no-example", "correct the name, or remove the table")]
        NoExample {
            /// The name of the program.
            name: String,
            /// The folder.
            folder: String,
        },
        /// The crate has another file of this name.
        #[error("the crate already has a file with the name of `{path}`")]
        #[problem(Error, "manifest-file-taken", "rename the file, or remove the entry")]
        FileTaken {
            /// The path.
            path: String,
        },
        /// A derive is not a path.
        #[error("expected the path of a derive macro, found `{text}`")]
        #[problem(Error, "manifest-derive", "write a path, such as \"Hash\" or \"schemars::JsonSchema\"")]
        Derive {
            /// The text.
            text: String,
        },
        /// An attribute is not one outer attribute.
        #[error("expected one attribute, found `{text}`")]
        #[problem(Error, "manifest-attribute", "write it as above a type, such as `#[doc(alias = \"animal\")]`")]
        Attribute {
            /// The text.
            text: String,
        },
        /// A module can't have this name.
        #[error("invalid module name `{name}`")]
        #[problem(
            Error,
            "manifest-module-name",
            "use lower-case ASCII letters, digits and `_`, starting with a letter; keywords are not allowed"
        )]
        ModuleName {
            /// The name.
            name: String,
        },
        /// Two documents have the same module.
        #[error("another document already has the module `{name}`")]
        #[problem(Error, "manifest-module-taken", "give each document a different module")]
        ModuleTaken {
            /// The name.
            name: String,
        },
        /// A type or method can't have this name.
        #[error("invalid Rust identifier `{name}`")]
        #[problem(
            Error,
            "manifest-identifier",
            "use ASCII letters, digits and `_`, starting with a letter; keywords are not allowed"
        )]
        Identifier {
            /// The name.
            name: String,
        },
        /// A checksum has the wrong length, or is not hexadecimal.
        #[error("expected a SHA-256, found `{sha256}`")]
        #[problem(Error, "manifest-checksum", "write the 64 hexadecimal digits that `sha256sum` prints")]
        Checksum {
            /// The text.
            sha256: String,
        },
        /// The dialect does not exist.
        #[error("unknown dialect `{name}`")]
        #[problem(
            Error,
            "manifest-dialect",
            format!(
                        "use one of {}, or remove the key",
                        Dialect::BUILT_IN.join(", ")
                    )
        )]
        Dialect {
            /// The name.
            name: String,
        },
        /// The value of `features` does not exist.
        #[error("unknown value `{name}` for `features`")]
        #[problem(
            Error,
            "manifest-features",
            format!(
                        "use one of {}, or remove the key",
                        Features::NAMES.join(", ")
                    )
        )]
        Features {
            /// The name.
            name: String,
        },
        /// An unknown choice for unreferenced types.
        #[error("unknown value `{name}` for `unreferenced`")]
        #[problem(Error, "manifest-unreferenced", "use one of keep, omit, or remove the key")]
        Unreferenced {
            /// The value.
            name: String,
        },
        /// A status that can't be one of `unprocessed`.
        #[error("expected a status from 500 to 599, found {status}")]
        #[problem(
            Error,
            "manifest-unprocessed",
            "remove the status: every status below 500 except 408 already means that nothing was done"
        )]
        Unprocessed {
            /// The number.
            status: u64,
        },
        /// An accepted warning lacks its reason.
        #[error("`because` is empty")]
        #[problem(Error, "manifest-no-reason", "state why the warning is accepted")]
        NoReason,
    }
}
