//! The package of the crate: its name, its metadata, and its additions.

use std::collections::BTreeMap;

/// The facts of `Cargo.toml`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Package {
    /// The crate's name, with dashes: `twilio-numbers`.
    pub name: String,
    /// Its version.
    pub version: String,
    /// Its description, one sentence.
    pub description: String,
    /// Its license, as an SPDX expression.
    pub license: Option<String>,
    /// The file with its license, by its name in the crate.
    pub license_file: Option<String>,
    /// Its authors.
    pub authors: Vec<String>,
    /// The URL of its home page.
    pub homepage: Option<String>,
    /// The URL of its documentation.
    pub documentation: Option<String>,
    /// The URL of its source.
    pub repository: Option<String>,
    /// The oldest version of Rust that it supports, if it isn't that of the generator.
    pub rust_version: Option<String>,
    /// Its keywords on crates.io.
    pub keywords: Vec<String>,
    /// The slugs of crates.io's categories.
    pub categories: Vec<String>,
    /// Its `[package.metadata]`.
    pub metadata: Metadata,
    /// Dependencies beside those of generated code, by name: the value in TOML.
    pub dependencies: BTreeMap<String, String>,
    /// Dependencies of its example programs, by name: the value in TOML.
    pub dev_dependencies: BTreeMap<String, String>,
    /// The prefix of its environment variables, without `_`. By default, it is the crate's name in capitals.
    pub env_prefix: Option<String>,
    /// Whether it is a separate workspace and can't be the member of another.
    pub own_workspace: bool,
}

/// The `[package.metadata]` of a crate.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Metadata {
    /// The tables, in TOML, with their headers.
    pub text: String,
    /// Whether they configure docs.rs, which the generator does otherwise.
    pub has_docs_rs: bool,
}

/// The hand-written parts of a crate. The generator copies them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Additions {
    /// The text of each file that is copied into `examples/`, by its path in that folder.
    pub programs: BTreeMap<String, String>,
    /// The features that a program requires, by its name, beside those of the documents and `test-util`.
    pub required_features: BTreeMap<String, Vec<String>>,
    /// The text of each file of the module `code`, by its path in the module's folder. The crate exports the
    /// public items of `mod.rs`.
    pub code: BTreeMap<String, String>,
    /// The text of each file that is copied into the folder of the crate, by its name.
    pub files: BTreeMap<String, String>,
    /// The text at the start of `README.md`, instead of the name and the description.
    pub readme_header: Option<String>,
}

impl Package {
    /// The oldest version of Rust that compiles generated code.
    pub const RUST_VERSION: &'static str = "1.88";

    /// Returns the oldest version of Rust that compiles the crate.
    #[must_use]
    pub fn oldest_rust(&self) -> &str {
        self.rust_version.as_deref().unwrap_or(Self::RUST_VERSION)
    }

    /// Returns the text with which the names of all environment variables of the crate begin, without
    /// `_`.
    #[must_use]
    pub fn variable_prefix(&self) -> String {
        let prefix = self.env_prefix.clone();
        prefix.unwrap_or_else(|| self.name.to_uppercase().replace('-', "_"))
    }

    /// Returns the crate's name in Rust code: `twilio_numbers`.
    #[must_use]
    pub fn library(&self) -> String {
        self.name.replace('-', "_")
    }
}
