//! The manifest as written in the file.
//!
//! A value that can be invalid beyond its kind keeps its location as [`Spanned`], for the messages of
//! [`check`](super::check).

use std::collections::BTreeMap;
use std::fmt;

use serde::Deserialize;
use serde::de::value::MapAccessDeserializer;
use serde::de::{Deserializer, Error, MapAccess, Visitor};
use toml::Spanned;

use crate::ir::PagingScheme;

/// Dependencies by name: a version or a table.
pub(super) type Dependencies = BTreeMap<Spanned<String>, toml::Value>;

/// The whole file.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ManifestTable {
    #[serde(default = "default_output")]
    pub(super) output: String,
    #[serde(default = "default_examples")]
    pub(super) examples: String,
    #[serde(default = "default_code")]
    pub(super) code: String,
    #[serde(default)]
    pub(super) files: Vec<Spanned<String>>,
    pub(super) package: PackageTable,
    #[serde(default)]
    pub(super) dependencies: Dependencies,
    #[serde(default, rename = "dev-dependencies")]
    pub(super) dev_dependencies: Dependencies,
    #[serde(default, rename = "example")]
    pub(super) programs: Vec<ExampleTable>,
    #[serde(default)]
    pub(super) sids: BTreeMap<String, Spanned<String>>,
    #[serde(default)]
    pub(super) errors: ErrorsTable,
    #[serde(default)]
    pub(super) accept: Vec<AcceptTable>,
    #[serde(default, rename = "document")]
    pub(super) documents: Vec<DocumentTable>,
}

fn default_output() -> String {
    "../generated".to_owned()
}

fn default_examples() -> String {
    "examples".to_owned()
}

fn default_code() -> String {
    "code".to_owned()
}

/// `[package]`
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct PackageTable {
    pub(super) name: Spanned<String>,
    pub(super) version: Spanned<String>,
    pub(super) description: String,
    pub(super) license: Option<String>,
    pub(super) license_file: Option<Spanned<String>>,
    #[serde(default)]
    pub(super) authors: Vec<String>,
    pub(super) homepage: Option<String>,
    pub(super) documentation: Option<String>,
    pub(super) repository: Option<String>,
    pub(super) edition: Option<Spanned<String>>,
    pub(super) rust_version: Option<Spanned<String>>,
    #[serde(default)]
    pub(super) keywords: Vec<String>,
    #[serde(default)]
    pub(super) categories: Vec<String>,
    pub(super) readme_header: Option<Spanned<String>>,
    pub(super) env_prefix: Option<Spanned<String>>,
    #[serde(default)]
    pub(super) metadata: toml::Table,
}

/// `[[example]]`
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct ExampleTable {
    pub(super) name: Spanned<String>,
    pub(super) required_features: Vec<Spanned<String>>,
}

/// Names of the parts of several things: the thing, the part, the name.
type Choices = BTreeMap<String, BTreeMap<String, Spanned<String>>>;

/// `[errors]`
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ErrorsTable {
    #[serde(default)]
    pub(super) unprocessed: Vec<Spanned<u64>>,
}

/// `[[document]]`
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct DocumentTable {
    pub(super) module: Spanned<String>,
    pub(super) source: Spanned<String>,
    pub(super) sha256: Option<Spanned<String>>,
    pub(super) dialect: Option<Spanned<String>>,
    pub(super) features: Option<Spanned<String>>,
    pub(super) unreferenced: Option<Spanned<String>>,
    #[serde(default, rename = "outside-files")]
    pub(super) outside_files: bool,
    #[serde(default, rename = "dangling-references")]
    pub(super) dangling_references: bool,
    #[serde(default)]
    pub(super) paging: Vec<PagingScheme>,
    #[serde(default)]
    pub(super) overlays: Vec<Spanned<OverlayEntry>>,
    #[serde(default)]
    pub(super) allow: Vec<AllowTable>,
    #[serde(default)]
    pub(super) resources: BTreeMap<String, Spanned<String>>,
    #[serde(default)]
    pub(super) operations: BTreeMap<String, Spanned<String>>,
    #[serde(default)]
    pub(super) types: BTreeMap<String, Spanned<String>>,
    #[serde(default, rename = "operation-types")]
    pub(super) operation_types: BTreeMap<String, Spanned<String>>,
    #[serde(default)]
    pub(super) variants: Choices,
    #[serde(default)]
    pub(super) properties: Choices,
    #[serde(default)]
    pub(super) parameters: Choices,
    #[serde(default)]
    pub(super) renamed: BTreeMap<String, Spanned<String>>,
    #[serde(default)]
    pub(super) derives: BTreeMap<String, Vec<Spanned<String>>>,
    #[serde(default)]
    pub(super) attributes: BTreeMap<String, Vec<Spanned<String>>>,
}

/// An element of `allow`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct AllowTable {
    pub(super) code: String,
    #[serde(default)]
    pub(super) at: String,
    pub(super) because: Spanned<String>,
}

/// An element of `accept`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct AcceptTable {
    pub(super) change: Spanned<String>,
    pub(super) because: Spanned<String>,
}

/// An element of `overlays`: a path, or a table with more.
#[derive(Debug)]
pub(super) struct OverlayEntry {
    pub(super) file: String,
    pub(super) may_miss: Vec<usize>,
}

impl<'de> Deserialize<'de> for OverlayEntry {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(OverlayVisitor)
    }
}

struct OverlayVisitor;

impl<'de> Visitor<'de> for OverlayVisitor {
    type Value = OverlayEntry;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a path or a table with the key `file`")
    }

    fn visit_str<E: Error>(self, path: &str) -> Result<OverlayEntry, E> {
        Ok(OverlayEntry {
            file: path.to_owned(),
            may_miss: Vec::new(),
        })
    }

    fn visit_map<A: MapAccess<'de>>(self, entries: A) -> Result<OverlayEntry, A::Error> {
        #[derive(Deserialize)]
        #[serde(deny_unknown_fields, rename_all = "kebab-case")]
        struct OverlayTable {
            file: String,
            #[serde(default)]
            may_miss: Vec<usize>,
        }
        let OverlayTable { file, may_miss } =
            OverlayTable::deserialize(MapAccessDeserializer::new(entries))?;
        Ok(OverlayEntry { file, may_miss })
    }
}
