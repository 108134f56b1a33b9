//! Samples of the problems of documents and overlays.

use std::sync::Arc;

use crate::diagnostics::{Location, Pointer, Severity};
use crate::document::{
    ActionName, Miss, OverlayProblem, ReferenceProblem, ShapeProblem, TextProblem,
};

fn file() -> Arc<str> {
    Arc::from("pets.yaml")
}

fn target() -> String {
    "#/components/schemas/Pet".to_owned()
}

fn action() -> ActionName {
    ActionName {
        index: 3,
        target: "$.info".to_owned(),
        description: None,
    }
}

samples!(text: TextProblem {
    Empty,
    Markup,
    Syntax { format: "JSON", reason: "expected `,` or `}`".to_owned() },
    RepeatedKey,
    Checksum { expected: "81b698bd…".to_owned(), actual: "45efc724…".to_owned() },
    NotOpenApi { found: "the key `openapi` is missing" },
    Swagger,
    UnsupportedVersion { version: "2.5".to_owned() },
});

samples!(reference: ReferenceProblem {
    Remote { target: "https://example.com/pet.yaml".to_owned() },
    Absolute { target: "/schemas/pet.yaml".to_owned() },
    Outside { target: "../common/pet.yaml#/Pet".to_owned() },
    Tolerated { target: target(), file: file(), consequence: "any JSON value is accepted" },
    Unreadable { target: "pet.yaml#/Pet".to_owned(), reason: "the file does not exist".to_owned() },
    Dangling { target: target(), file: file() },
    Unmapped { problem: Box::new(ReferenceProblem::Dangling { target: target(), file: file() }) },
    Cyclic { target: target() },
    Unusable { target: target() },
    Beside { keyword: "required".to_owned() },
    Expansion,
});

samples!(shape: ShapeProblem {
    WrongKind { expected: "a non-negative integer", found: "an array" },
    Corrected { expected: "`true` or `false`", found: "`\"yes\"`".to_owned(), taken: "`true`".to_owned() },
    NotAllowed {
        found: "matrx".to_owned(),
        allowed: "`matrix`, `label`, `simple`".to_owned(),
        consequence: "the value is ignored",
    },
    Missing { object: "a server", field: "url" },
    UnknownKey { key: "fetch".to_owned(), expected: "a method" },
    UnknownKeyword {
        keyword: "maxLenght".to_owned(),
        object: "a schema",
        meant: Some("maxLength"),
    },
    UnknownKeyword { keyword: "collectionFormat".to_owned(), object: "a parameter", meant: None },
    MisplacedExtension {
        extension: "x-retries",
        object: "a path item",
        expected: "an operation".to_owned(),
    },
    ExtensionForm { extension: "x-server-name", expected: "a string" },
    Inapplicable { keyword: "minLength".to_owned(), kind: "integer".to_owned() },
    Lossy { keyword: "propertyNames", consequence: "values that it excludes are accepted" },
    NoPaths { found: "an array" },
    RepeatedOperationId {
        id: "fetchPet".to_owned(),
        first: Location::new(&file(), Pointer::parse("/paths/~1pets/get")),
    },
    SharedOperationId { id: "fetchPet".to_owned() },
    TooDeep { limit: 100 },
    Unreadable { reason: "missing field `paths`".to_owned() },
});

samples!(overlay: OverlayProblem {
    Missing { object: "an action", field: "target" },
    WrongKind { expected: "an array of actions", found: "an object" },
    UnknownField { object: "an action", key: "updates".to_owned() },
    UnsupportedVersion { version: "2.0.0".to_owned() },
    NoActions,
    RepeatedAction { first: 1 },
    UpdateWithCopy,
    UpdateWithRemove { field: "update" },
    InvalidPath { reason: "expected `$`".to_owned() },
    NoMatch {
        action: action(),
        miss: Some(Box::new(Miss {
            prefix: "$".to_owned(),
            segment: ".info".to_owned(),
            found: "an object with `openapi`, `paths`".to_owned(),
        })),
        severity: Severity::Error,
    },
    NoMatch {
        action: ActionName { description: Some("Adds a contact.".to_owned()), ..action() },
        miss: None,
        severity: Severity::Warning,
    },
    Redundant { action: action() },
    RemovesRoot { action: action() },
    PrimitiveTarget { action: action(), found: "a string" },
    MixedTargets { action: action(), first: "an object", other: "an array" },
    Conflict { action: action(), location: "/info/title".to_owned(), found: "a string", update: "an object" },
    CopySource { action: action(), source_path: "$.servers[*]".to_owned(), count: 2 },
    Expansion { action: action() },
});
