//! A random known edit: the report names exactly it, and nothing else.

mod api;
mod shop;
mod wire;

use std::collections::BTreeSet;

use proptest::prelude::*;
use serde_json::Value;

use crate::cases::PETS;
use crate::changes;

/// The changes that an edit must be reported as: path, aspect and class.
type Expected = BTreeSet<(String, &'static str, &'static str)>;

fn one(path: impl Into<String>, aspect: &'static str, class: &'static str) -> Expected {
    [(path.into(), aspect, class)].into()
}

fn all<const N: usize>(changes: [(&str, &'static str, &'static str); N]) -> Expected {
    let changes = changes.into_iter();
    let owned = changes.map(|(path, aspect, class)| (path.to_owned(), aspect, class));
    owned.collect()
}

/// An edit of the document. It returns what must be reported; `name` is a new name.
type Edit = fn(&mut Value, name: &str) -> Expected;

const PET: &str = "/components/schemas/Pet/properties";
const NEW_PET: &str = "/components/schemas/NewPet/properties";
const LIST: &str = "/paths/~1pets/get";
const CREATE: &str = "/paths/~1pets/post";
const FETCH: &str = "/paths/~1pets~1{id}/get";

fn at<'v>(document: &'v mut Value, pointer: &str) -> &'v mut Value {
    document.pointer_mut(pointer).unwrap()
}

fn insert(document: &mut Value, pointer: &str, name: &str, value: Value) {
    at(document, pointer)[name] = value;
}

fn remove(document: &mut Value, pointer: &str, name: &str) -> Value {
    let object = at(document, pointer).as_object_mut().unwrap();
    object.shift_remove(name).unwrap()
}

fn push_parameter(document: &mut Value, parameter: Value) {
    let parameters = at(document, &format!("{LIST}/parameters"));
    parameters.as_array_mut().unwrap().insert(0, parameter);
}

fn pascal(name: &str) -> String {
    name[..1].to_uppercase() + &name[1..]
}

/// All edits of the document of pets, by their kind.
const EDITS: &[&[Edit]] = &[
    api::ADDITIONS,
    api::REMOVALS,
    api::RENAMES,
    api::TYPES,
    wire::WIRE,
    wire::CONSTRAINTS,
    wire::NEUTRAL,
];

/// The reported and the expected changes for edits of a document, and the lines of the report.
struct Outcome {
    found: Expected,
    expected: Expected,
    lines: Vec<String>,
}

/// Applies edits to a document.
fn run(document: &str, edits: &[Edit], name: &str) -> Outcome {
    let mut document: Value = serde_yaml::from_str(document).unwrap();
    let old = document.to_string();
    let expected = edits.iter().flat_map(|edit| edit(&mut document, name));
    let expected = expected.collect();
    let changes = changes(&old, &document.to_string());
    let found = changes.iter().map(|change| {
        (
            change.path().to_owned(),
            change.aspect.as_str(),
            class(&crate::line(change)),
        )
    });
    Outcome {
        found: found.collect(),
        expected,
        lines: changes.iter().map(crate::line).collect(),
    }
}

/// The class at the start of a change's line.
fn class(line: &str) -> &'static str {
    let classes = [
        "patch, wire, silent",
        "patch, silent",
        "patch, wire",
        "minor, wire",
        "major, wire",
        "patch",
        "minor",
        "major",
    ];
    let mut classes = classes.into_iter();
    let found = classes.find(|class| line.starts_with(&format!("{class}:")));
    found.unwrap_or("unknown")
}

/// Every edit once, so that each kind of change is tried in each run.
#[test]
fn every_known_edit_is_the_only_change() {
    for edit in EDITS.iter().copied().flatten() {
        let outcome = run(PETS, &[*edit], "umbrax");
        assert_eq!(outcome.found, outcome.expected, "{:#?}", outcome.lines);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_known_edit_is_the_only_change(
        edit in prop::sample::select(EDITS.concat()),
        // No letters that end or begin a word of the document's.
        name in "[b-d][e-o]{2,7}x",
    ) {
        let outcome = run(PETS, &[edit], &name);
        prop_assert_eq!(outcome.found, outcome.expected, "{:#?}", outcome.lines);
    }
}
