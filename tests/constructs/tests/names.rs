//! The names of a document in the crate.

#![cfg(feature = "names")]

use constructs::names::unreferenced::Spellings;
use constructs::names::{self, *};
use serde::de::DeserializeOwned;

/// Every type here has a name that the runtime, the standard library or a dependency has, too.
#[test]
fn types_keep_names_that_the_runtime_and_other_crates_have() {
    fn read<T: DeserializeOwned>(text: &str) -> bool {
        serde_json::from_str::<T>(text).is_ok()
    }
    let null_fails = !read::<names::Client>("null") && !read::<names::Error>("null");
    assert!(null_fails && !read::<names::Date>("null") && !read::<names::Json>("null"));
}

#[test]
fn latin_letters_stay_in_types_and_fields() {
    fn field(properties: &Properties) -> &Größe2 {
        &properties.größe
    }
    let _: fn(&Properties) -> &Größe2 = field;
}

#[test]
fn exact_spelling_wins_and_then_the_order_of_the_document() {
    assert_eq!(Spellings::InProgress.as_str(), "in-progress");
    assert_eq!(Spellings::InProgress2.as_str(), "IN_PROGRESS");
    assert_eq!(Spellings::InDoubt.as_str(), "InDoubt");
    assert_eq!(Spellings::InDoubt2.as_str(), "in_doubt");
}
