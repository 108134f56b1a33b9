//! Samples of the problems of manifests.

use crate::manifest::{CrateNameError, ManifestProblem};

samples!(manifest: ManifestProblem {
    Syntax { reason: "invalid string, expected `\"`".to_owned() },
    Entry { reason: "unknown field `sources`, expected `source`".to_owned() },
    NoDocument,
    CrateName { name: "Pets".to_owned(), reason: CrateNameError::Characters },
    CrateName { name: "box".to_owned(), reason: CrateNameError::Keyword },
    CrateName { name: "core".to_owned(), reason: CrateNameError::StandardCrate },
    Version { version: "1".to_owned(), reason: "unexpected end of input".to_owned() },
    Edition { edition: "2021".to_owned() },
    RustVersion { version: "1.70".to_owned() },
    EnvPrefix { prefix: "pets".to_owned() },
    DependencyTaken { name: "serde".to_owned() },
    ExampleFeature { name: "webhook".to_owned() },
    NoExample { name: "receive".to_owned(), folder: "examples".to_owned() },
    FileTaken { path: "../README.md".to_owned() },
    Derive { text: "Hash)]".to_owned() },
    Attribute { text: "serde".to_owned() },
    ModuleName { name: "type".to_owned() },
    ModuleTaken { name: "v1".to_owned() },
    Identifier { name: "2fa".to_owned() },
    Checksum { sha256: "81b6".to_owned() },
    Dialect { name: "twillio".to_owned() },
    Features { name: "operation".to_owned() },
    Unreferenced { name: "drop".to_owned() },
    Unprocessed { status: 429 },
    NoReason,
});
