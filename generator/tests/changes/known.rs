//! A random known edit: the report names exactly it, and nothing else.

use proptest::prelude::*;
use serde_json::{Value, json};

use crate::cases::PETS;
use crate::changes;

/// An edit, and the one change that it must be reported as: a part of the path, and its line's start.
#[derive(Clone, Debug)]
enum Known {
    AddProperty(String),
    RemoveProperty(usize),
    RetypeProperty(usize),
    AddValue(String),
    AddParameter(String),
    SetDefault(i64),
    SetMaxLength(u64),
}

/// The properties of a response that are plain.
const PLAIN: &[&str] = &["name", "age"];

fn known() -> impl Strategy<Value = Known> {
    let name = || "[a-z]{3,8}x".prop_map(|name| name);
    prop_oneof![
        name().prop_map(Known::AddProperty),
        (0..PLAIN.len()).prop_map(Known::RemoveProperty),
        (0..PLAIN.len()).prop_map(Known::RetypeProperty),
        name().prop_map(Known::AddValue),
        name().prop_map(Known::AddParameter),
        (21_i64..1000).prop_map(Known::SetDefault),
        (1_u64..30)
            .prop_filter("another bound", |bound| *bound != 10)
            .prop_map(Known::SetMaxLength),
    ]
}

fn apply(document: &mut Value, edit: &Known) -> (String, &'static str) {
    let properties = "/components/schemas/Pet/properties";
    let parameters = "/paths/~1pets/get/parameters";
    match edit {
        Known::AddProperty(name) => {
            document.pointer_mut(properties).unwrap()[name] = json!({ "type": "boolean" });
            (format!("v1::Pet::{name}"), "minor")
        }
        Known::RemoveProperty(index) => {
            let properties = document.pointer_mut(properties).unwrap();
            properties.as_object_mut().unwrap().remove(PLAIN[*index]);
            (format!("v1::Pet::{}", PLAIN[*index]), "major")
        }
        Known::RetypeProperty(index) => {
            document.pointer_mut(properties).unwrap()[PLAIN[*index]] = json!({ "type": "boolean" });
            (format!("v1::Pet::{}", PLAIN[*index]), "major")
        }
        Known::AddValue(value) => {
            let values = document
                .pointer_mut("/components/schemas/Status/enum")
                .unwrap();
            values.as_array_mut().unwrap().insert(0, json!(value));
            let variant = value[..1].to_uppercase() + &value[1..];
            (format!("v1::Status::{variant}"), "minor")
        }
        Known::AddParameter(name) => {
            let parameters = document.pointer_mut(parameters).unwrap();
            let parameter = json!({ "name": name, "in": "query", "schema": { "type": "boolean" } });
            parameters.as_array_mut().unwrap().insert(0, parameter);
            (format!("v1::ListPets::{name}"), "minor")
        }
        Known::SetDefault(value) => {
            document.pointer_mut(parameters).unwrap()[0]["schema"]["default"] = json!(value);
            ("v1::ListPets::size".to_owned(), "patch, wire")
        }
        Known::SetMaxLength(bound) => {
            document.pointer_mut(parameters).unwrap()[1]["schema"]["maxLength"] = json!(bound);
            let class = if *bound < 10 { "patch, wire" } else { "minor" };
            ("v1::ListPets::color".to_owned(), class)
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_known_edit_is_the_only_change(edit in known()) {
        let mut document: Value = serde_yaml::from_str(PETS).unwrap();
        let old = document.to_string();
        let (path, class) = apply(&mut document, &edit);
        let found = changes(&old, &document.to_string());
        let lines: Vec<_> = found.iter().map(crate::line).collect();
        prop_assert!(!found.is_empty());
        for change in &found {
            prop_assert_eq!(change.path(), &path, "{:#?}", lines);
            prop_assert!(crate::line(change).starts_with(&format!("{class}:")), "{:#?}", lines);
        }
    }
}
