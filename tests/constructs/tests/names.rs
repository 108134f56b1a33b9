//! The names of a document in the crate.

#![cfg(feature = "names")]

use std::any::type_name;

use constructs::names::unreferenced::Spellings;
use constructs::names::{self, *};

/// Every type here has a name that the runtime, the standard library or a dependency has, too.
#[test]
fn types_keep_names_that_the_runtime_and_other_crates_have() {
    assert!(type_name::<names::Client>().ends_with("::Client"));
    assert!(type_name::<names::Error>().ends_with("::Error"));
    assert!(type_name::<names::Operation>().ends_with("::Operation"));
    assert!(type_name::<names::Json>().ends_with("::Json"));
    assert!(type_name::<names::Date>().ends_with("::Date"));
    assert!(type_name::<names::BTreeMap>().ends_with("::BTreeMap"));
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
