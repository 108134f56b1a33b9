//! Documents with random damage: each gives a model or an error, and never a panic.

use proptest::prelude::*;
use sdk_generator::diagnostics::Diagnostics;
use sdk_generator::document::{SourceText, load, parse};
use serde_json::{Value, json};

use crate::support::{source, text};

const LIBRARY: &str = include_str!("../fixtures/document/library.yaml");

/// One piece of damage: which node, counted through the document, and what becomes of it.
#[derive(Clone, Debug)]
enum Damage {
    Replace(prop::sample::Index, Value),
    Remove(prop::sample::Index),
    Copy(prop::sample::Index, prop::sample::Index),
}

fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        "[a-z/{}~.#]{0,8}".prop_map(Value::from),
        prop::sample::select(vec![
            "string",
            "null",
            "object",
            "query",
            "path",
            "#/components/schemas/Book"
        ])
        .prop_map(Value::from),
        Just(json!({ "$ref": "#/components/schemas/Author" })),
    ];
    let key = prop::sample::select(vec![
        "$ref",
        "type",
        "items",
        "properties",
        "allOf",
        "enum",
        "schema",
        "content",
        "200",
        "x-y",
        "/a",
        "in",
    ]);
    leaf.prop_recursive(3, 12, 4, move |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            prop::collection::vec((key.clone(), inner), 0..4).prop_map(|members| {
                Value::Object(
                    members
                        .into_iter()
                        .map(|(key, value)| (key.to_owned(), value))
                        .collect(),
                )
            }),
        ]
    })
}

fn any_damage() -> impl Strategy<Value = Damage> {
    prop_oneof![
        (any::<prop::sample::Index>(), any_json())
            .prop_map(|(at, value)| Damage::Replace(at, value)),
        any::<prop::sample::Index>().prop_map(Damage::Remove),
        (any::<prop::sample::Index>(), any::<prop::sample::Index>())
            .prop_map(|(from, to)| Damage::Copy(from, to)),
    ]
}

/// The pointers of all nodes but the root.
fn pointers(value: &Value, prefix: &str, found: &mut Vec<String>) {
    let members: Vec<(String, &Value)> = match value {
        Value::Array(items) => items
            .iter()
            .enumerate()
            .map(|(index, item)| (index.to_string(), item))
            .collect(),
        Value::Object(members) => members
            .iter()
            .map(|(key, member)| (key.clone(), member))
            .collect(),
        _ => Vec::new(),
    };
    for (key, member) in members {
        let pointer = format!("{prefix}/{}", key.replace('~', "~0").replace('/', "~1"));
        found.push(pointer.clone());
        pointers(member, &pointer, found);
    }
}

fn apply(document: &mut Value, damage: &Damage) {
    let mut places = Vec::new();
    pointers(document, "", &mut places);
    if places.is_empty() {
        return;
    }
    let place = |index: &prop::sample::Index| index.get(places.as_slice()).as_str();
    match damage {
        Damage::Replace(at, value) => {
            *document.pointer_mut(place(at)).unwrap() = value.clone();
        }
        Damage::Copy(from, to) => {
            let value = document.pointer(place(from)).cloned().unwrap();
            *document.pointer_mut(place(to)).unwrap() = value;
        }
        Damage::Remove(at) => {
            let (parent, key) = place(at).rsplit_once('/').unwrap();
            let key = key.replace("~1", "/").replace("~0", "~");
            match document.pointer_mut(parent).unwrap() {
                Value::Object(members) => drop(members.shift_remove(&key)),
                Value::Array(items) => drop(items.remove(key.parse::<usize>().unwrap())),
                _ => {}
            }
        }
    }
}

fn library() -> Value {
    parse(&text("library.yaml", LIBRARY), &mut Diagnostics::default()).unwrap()
}

#[test]
fn the_undamaged_document_loads() {
    let mut diagnostics = Diagnostics::default();
    assert!(load(&source(LIBRARY), &mut diagnostics).is_some());
    assert!(!diagnostics.has_errors());
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(256) })]

    #[test]
    fn damage_gives_a_model_or_an_error(damage in prop::collection::vec(any_damage(), 1..6)) {
        let mut document = library();
        for damage in &damage {
            apply(&mut document, damage);
        }
        let mut diagnostics = Diagnostics::default();
        let loaded = load(&source(&document.to_string()), &mut diagnostics);
        prop_assert_eq!(loaded.is_none(), diagnostics.has_errors());
        for found in diagnostics.into_sorted() {
            prop_assert_ne!(found.code, "unreadable", "{}", found);
        }
    }

    #[test]
    fn damaged_text_is_parsed_or_reported(cut in any::<prop::sample::Index>(), insert in "[\\PC\\n]{0,6}") {
        let at = (0..=cut.index(LIBRARY.len())).rev().find(|at| LIBRARY.is_char_boundary(*at)).unwrap();
        let (before, after) = LIBRARY.split_at(at);
        let damaged = SourceText { name: "damaged.yaml".into(), text: format!("{before}{insert}{after}") };
        let mut diagnostics = Diagnostics::default();
        let parsed = parse(&damaged, &mut diagnostics);
        prop_assert_eq!(parsed.is_none(), diagnostics.has_errors());
    }
}
