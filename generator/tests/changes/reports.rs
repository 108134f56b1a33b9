//! The reports in all forms.

use sdksmith::change::compare;
use sdksmith::change::report::{
    LocatedChange, Report, changelog, github, html, json, markdown, text,
};
use sdksmith::{Output, generate};
use semver::Version;
use serde_json::Value;

use crate::cases::{PETS, edited};
use crate::support::input;

const REPLACEMENTS: &[(&str, &str)] = &[
    ("[ in-progress, done ]", "[ IN_PROGRESS, done, gone ]"),
    (
        "    Pet:\n      type: object\n",
        "    Animal:\n      type: object\n",
    ),
    ("#/components/schemas/Pet'", "#/components/schemas/Animal'"),
    (
        "        age: { type: integer }\n        status",
        "        age: { type: string }\n        status",
    ),
    ("maxLength: 10", "maxLength: 5"),
    (
        "operationId: CreatePet\n",
        "operationId: CreatePet\n      deprecated: true\n",
    ),
];

fn report() -> Report {
    let old = generate(&input(PETS)).unwrap();
    let mut next = input(&edited(REPLACEMENTS));
    next.lock = Some(old.surface.clone());
    let new = generate(&next).unwrap();
    let changes = compare(&old.surface, &new.surface).into_iter();
    let at = |output: &Output, item: &Option<_>| output.sources.locate(item.as_ref()?);
    let changes = changes.map(|change| LocatedChange {
        old: at(&old, &change.old),
        new: at(&new, &change.new),
        accepted: (change.path() == "v1::ListPets::color")
            .then(|| "nobody has such colors".to_owned()),
        change,
    });
    Report {
        package: "acme".to_owned(),
        version: Version::new(0, 1, 0),
        changes: changes.collect(),
    }
}

#[test]
fn text_report() {
    insta::assert_snapshot!(text(&report(), false));
}

#[test]
fn text_report_has_colors_on_a_terminal() {
    assert!(text(&report(), true).contains("\u{1b}[1;35mSILENT\u{1b}[0m"));
}

#[test]
fn markdown_report() {
    insta::assert_snapshot!(markdown(&report()));
}

#[test]
fn html_report() {
    insta::assert_snapshot!(html(&report()));
}

#[test]
fn github_report() {
    insta::assert_snapshot!(github(&report()));
}

#[test]
fn json_report() {
    insta::assert_snapshot!(format!("{:#}", json(&report())));
}

#[test]
fn changelog_section() {
    insta::assert_snapshot!(changelog(&report()));
}

/// The keys of objects, by the path of their schema.
fn assert_described(value: &Value, schema: &Value, root: &Value, at: &str) {
    let schema = match schema.get("$ref").and_then(Value::as_str) {
        Some(reference) => root.pointer(reference.trim_start_matches('#')).unwrap(),
        None => schema,
    };
    if let Some(alternatives) = schema.get("anyOf").and_then(Value::as_array) {
        let described = if value.is_null() { 1 } else { 0 };
        return assert_described(value, &alternatives[described], root, at);
    }
    let types = &schema["type"];
    let found = match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::Number(_) => "integer",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    };
    let is_allowed = types == found
        || types
            .as_array()
            .is_some_and(|all| all.contains(&found.into()));
    assert!(is_allowed, "{at}: {found} is not {types}");
    if let Some(allowed) = schema.get("enum").and_then(Value::as_array) {
        assert!(allowed.contains(value), "{at}: {value}");
    }
    match value {
        Value::Object(map) => {
            if let Some(values) = schema
                .get("additionalProperties")
                .filter(|values| values.is_object())
            {
                map.iter().for_each(|(key, value)| {
                    assert_described(value, values, root, &format!("{at}/{key}"))
                });
                return;
            }
            let properties = schema["properties"].as_object().unwrap();
            let required = schema["required"].as_array().unwrap();
            for key in required {
                assert!(map.contains_key(key.as_str().unwrap()), "{at} lacks {key}");
            }
            for (key, value) in map {
                assert!(properties.contains_key(key), "{at}: {key} is not described");
                let schema = &properties[key];
                assert_described(value, schema, root, &format!("{at}/{key}"));
            }
        }
        Value::Array(list) => {
            for value in list {
                assert_described(value, &schema["items"], root, &format!("{at}[]"));
            }
        }
        _ => {}
    }
}

#[test]
fn schema_describes_the_json_report() {
    let schema: Value =
        serde_json::from_str(include_str!("../../schemas/diff.schema.json")).unwrap();
    assert_described(&json(&report()), &schema, &schema, "");
}
