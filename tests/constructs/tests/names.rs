//! The names of a document in the crate.

#![cfg(feature = "names")]

use constructs::names::{self, *};

/// Every type here has a name that the runtime, the standard library or a dependency has, too.
#[test]
fn types_keep_names_that_the_runtime_and_other_crates_have() {
    assert_eq!(Date::A.as_str(), "a");
    let client: Option<names::Client> = None;
    let error: Option<names::Error> = None;
    let operation: Option<names::Operation> = None;
    let map: Option<names::BTreeMap> = None;
    assert!(client.is_none() && error.is_none() && operation.is_none() && map.is_none());
}

#[test]
fn latin_letters_stay_in_types_and_fields() {
    let read = |properties: &Properties| properties.größe.clone();
    let _: fn(&Properties) -> Größe = read;
}

#[test]
fn exact_spelling_wins_and_then_the_order_of_the_document() {
    assert_eq!(Spellings::InProgress.as_str(), "in-progress");
    assert_eq!(Spellings::InProgress2.as_str(), "IN_PROGRESS");
    assert_eq!(Spellings::InDoubt.as_str(), "InDoubt");
    assert_eq!(Spellings::InDoubt2.as_str(), "in_doubt");
}
