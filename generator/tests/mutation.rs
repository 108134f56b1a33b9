//! Documents with random damage: each becomes a model or errors, and a crate or errors, and nothing
//! panics.
//!
//! `PROPTEST_CASES=1000 cargo test -p sdksmith --test mutation` raises the number of cases.

#![allow(
    clippy::unwrap_used,
    reason = "a test that meets something unexpected shall fail"
)]

mod support;

use std::env;

use proptest::prelude::*;
use sdksmith::diagnostics::Diagnostics;
use sdksmith::document::{DocumentSource, SourceText, load, parse};
use serde_json::{Value, json};
use support::damage::{Damage, KEYS, WORDS};
use support::{assert_sound, input, input_with_other};

const LIBRARY: &str = include_str!("fixtures/document/library.yaml");

/// Documents that are damaged on their way to a crate.
const DOCUMENTS: &[&str] = &[
    LIBRARY,
    include_str!("../../tests/constructs/documents/v30.yaml"),
    include_str!("../../tests/constructs/documents/v31.yaml"),
    include_str!("../../tests/constructs/documents/events.yaml"),
    include_str!("../../tests/constructs/documents/callbacks.yaml"),
    include_str!("../../spec/twilio_numbers_v1.json"),
    include_str!("../../spec/twilio_numbers_v2.yaml"),
];

/// Returns the number of cases that the environment requests.
fn cases(usual: u32) -> ProptestConfig {
    let asked = env::var("PROPTEST_CASES").ok();
    ProptestConfig {
        cases: asked.and_then(|cases| cases.parse().ok()).unwrap_or(usual),
        failure_persistence: None,
        ..ProptestConfig::default()
    }
}

fn any_json() -> impl Strategy<Value = Value> {
    let word = || prop::sample::select(WORDS);
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        "[a-z/{}~.#]{0,8}".prop_map(Value::from),
        word().prop_map(Value::from),
        word().prop_map(|target| json!({ "$ref": target })),
    ];
    leaf.prop_recursive(3, 12, 4, move |inner| {
        let member = (prop::sample::select(KEYS), inner.clone());
        prop_oneof![
            prop::collection::vec(inner, 0..4).prop_map(Value::from),
            prop::collection::vec(member, 0..4).prop_map(|members| {
                let members = members.into_iter();
                Value::Object(
                    members
                        .map(|(key, value)| (key.to_owned(), value))
                        .collect(),
                )
            }),
        ]
    })
}

fn any_damage() -> impl Strategy<Value = Damage> {
    let location = any::<usize>;
    prop_oneof![
        (location(), any_json()).prop_map(|(at, by)| Damage::Replace { at, by }),
        (location(), prop::sample::select(KEYS), any_json()).prop_map(|(at, key, value)| {
            let key = key.to_owned();
            Damage::Insert { at, key, value }
        }),
        location().prop_map(|at| Damage::Remove { at }),
        (location(), location()).prop_map(|(from, to)| Damage::Copy { from, to }),
    ]
}

fn damaged(text: &str, damage: &[Damage]) -> String {
    let mut document = parse(&named(text), &mut Diagnostics::default()).unwrap();
    damage.iter().for_each(|damage| damage.apply(&mut document));
    document.to_string()
}

fn named(text: &str) -> SourceText {
    SourceText {
        name: "damaged.yaml".into(),
        text: text.to_owned(),
    }
}

#[test]
fn undamaged_documents_generate() {
    for text in DOCUMENTS {
        let output = support::output(&input(text));
        assert!(output.files.contains_key("src/lib.rs"));
    }
}

proptest! {
    #![proptest_config(cases(256))]

    #[test]
    fn damaged_documents_load_or_are_reported(damage in prop::collection::vec(any_damage(), 1..6)) {
        let mut diagnostics = Diagnostics::default();
        let source = DocumentSource::new(named(&damaged(LIBRARY, &damage)));
        let loaded = load(&source, &mut diagnostics);
        prop_assert_eq!(loaded.is_none(), diagnostics.has_errors());
        for found in diagnostics.into_sorted() {
            prop_assert_ne!(found.code, "unreadable", "{}", found);
        }
    }

    #[test]
    fn damaged_text_parses_or_is_reported(cut in any::<prop::sample::Index>(), insert in "[\\PC\\n]{0,6}") {
        let at = (0..=cut.index(LIBRARY.len())).rev().find(|at| LIBRARY.is_char_boundary(*at)).unwrap();
        let (before, after) = LIBRARY.split_at(at);
        let damaged = named(&format!("{before}{insert}{after}"));
        let mut diagnostics = Diagnostics::default();
        let parsed = parse(&damaged, &mut diagnostics);
        prop_assert_eq!(parsed.is_none(), diagnostics.has_errors());
    }
}

proptest! {
    #![proptest_config(cases(32))]

    #[test]
    fn damaged_documents_generate_or_are_reported(
        text in prop::sample::select(DOCUMENTS),
        damage in prop::collection::vec(any_damage(), 1..8),
    ) {
        assert_sound(&input_with_other(&damaged(text, &damage), LIBRARY));
    }
}
