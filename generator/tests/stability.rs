//! Names, orders and signatures that stay when a document changes.

#![allow(
    clippy::unwrap_used,
    reason = "a test that meets something unexpected shall fail"
)]

mod support;

use std::env;

use proptest::prelude::*;
use sdksmith::Output;
use sdksmith::surface::{Item, ItemKind, Surface};
use serde_json::Value;
use support::edit::{Edit, apply};
use support::{input, output, schemas};

const DOCUMENTS: &[&str] = &[
    include_str!("../../tests/constructs/documents/v30.yaml"),
    include_str!("../../tests/constructs/documents/v31.yaml"),
    include_str!("../../tests/constructs/documents/forms.yaml"),
    include_str!("../../tests/constructs/documents/lists.yaml"),
    include_str!("../../tests/constructs/documents/security.yaml"),
    include_str!("../../spec/twilio_numbers_v1.json"),
    include_str!("../../spec/twilio_numbers_v2.yaml"),
];

fn generate(text: &str, lock: Option<&Surface>) -> Output {
    let mut input = input(text);
    input.lock = lock.cloned();
    output(&input)
}

/// Returns the API of a document, and that of its next version, which keeps what the first one has.
fn versions(old: &str, new: &str) -> (Surface, Surface) {
    let old = generate(old, None).surface;
    let new = generate(new, Some(&old)).surface;
    (old, new)
}

fn edits() -> impl Strategy<Value = Edit> {
    prop_oneof![
        4 => (any::<usize>(), any::<usize>()).prop_map(|(at, by)| Edit::Reorder { at, by }),
        2 => (any::<usize>(), any::<usize>()).prop_map(|(at, twin)| Edit::AddProperty { at, twin }),
        2 => (any::<usize>(), any::<usize>()).prop_map(|(at, twin)| Edit::AddValue { at, twin }),
        1 => any::<usize>().prop_map(|twin| Edit::AddSchema { twin }),
        1 => any::<usize>().prop_map(|twin| Edit::AddOperation { twin }),
    ]
}

fn cases(usual: u32) -> ProptestConfig {
    let asked = env::var("PROPTEST_CASES").ok();
    ProptestConfig {
        cases: asked.and_then(|cases| cases.parse().ok()).unwrap_or(usual),
        failure_persistence: None,
        ..ProptestConfig::default()
    }
}

/// Whether an item is as it was. An enum that got a value has a longer order.
fn is_same(old: &Item, new: &Item) -> bool {
    let facts = |item: &Item| {
        let mut facts = item.facts.clone();
        facts.remove("order");
        facts
    };
    let order = |item: &Item| item.fact("order").unwrap_or_default().to_owned();
    old.signature == new.signature
        && old.origin == new.origin
        && facts(old) == facts(new)
        && order(new).starts_with(&order(old))
}

proptest! {
    #![proptest_config(cases(24))]

    #[test]
    fn an_edit_changes_nothing_that_it_does_not_touch(
        document in prop::sample::select(DOCUMENTS),
        edits in prop::collection::vec(edits(), 1..4),
    ) {
        let mut value: Value = serde_yaml::from_str(document).unwrap();
        // The same value as text, so that nothing but the edits differs.
        let old = value.to_string();
        for edit in &edits {
            apply(&mut value, edit);
        }
        let (old, new) = versions(&old, &value.to_string());
        for item in old.items() {
            let found = new.get(&item.path, item.kind);
            let found = found.ok_or_else(|| TestCaseError::fail(format!("lost: {item}")))?;
            prop_assert!(is_same(item, found), "was:\n{item}\nis:\n{found}");
        }
    }
}

#[test]
fn generating_again_changes_nothing() {
    for document in DOCUMENTS {
        let first = generate(document, None);
        let second = generate(document, Some(&first.surface));
        assert_eq!(first.surface, second.surface);
        for (path, content) in &first.files {
            assert_eq!(second.files.get(path), Some(content), "{path}");
        }
    }
}

#[test]
fn lock_is_read_back_from_its_text() {
    for document in DOCUMENTS {
        let surface = generate(document, None).surface;
        assert_eq!(Surface::parse(&surface.to_string()), Ok(surface));
    }
}

#[test]
fn arguments_keep_their_order_when_properties_and_requirements_are_reordered() {
    let document = |properties: &str, required: &str| {
        format!(
            "openapi: 3.0.3\ninfo: {{ title: Acme, version: '1' }}\n\
             servers: [{{ url: 'https://api.acme.test' }}]\npaths:\n  /b:\n    post:\n      \
             operationId: CreateBundle\n      requestBody:\n        content:\n          \
             application/json:\n            schema: {{ type: object, required: [{required}], \
             properties: {{ {properties} }} }}\n      responses: {{ '204': {{ description: Done. }} }}\n"
        )
    };
    let (email, count) = ("email: { type: string }", "count: { type: integer }");
    let old = document(&format!("{email}, {count}"), "count, email");
    let new = document(&format!("{count}, {email}"), "email, count");
    let (old, new) = versions(&old, &new);
    let path = "v1::CreateBundleRequest::new";
    let arguments = |surface: &Surface| {
        let item = surface.get(path, ItemKind::Constructor).unwrap();
        item.arguments().join(", ")
    };
    assert_eq!(arguments(&old), "count, email");
    assert_eq!(arguments(&new), "count, email");
}

#[test]
fn a_value_keeps_its_variant_when_one_spelled_alike_comes_first() {
    let document = |values: &str| {
        schemas(&format!(
            "    Status: {{ type: string, enum: [{values}] }}\n"
        ))
    };
    let (_, new) = versions(
        &document("in-progress, done"),
        &document("InProgress, in-progress, done"),
    );
    let wire = |variant: &str| {
        let path = format!("v1::Status::{variant}");
        let item = new.get(&path, ItemKind::Variant).unwrap();
        item.fact("wire").map(str::to_owned)
    };
    assert_eq!(wire("InProgress").as_deref(), Some("in-progress"));
    assert_eq!(wire("InProgress2").as_deref(), Some("InProgress"));
    let status = new.get("v1::Status", ItemKind::Enum).unwrap();
    assert_eq!(
        status.fact("order"),
        Some("InProgress < Done < InProgress2")
    );
}

#[test]
fn a_schema_keeps_its_name_when_a_second_dotted_one_appears() {
    let old = schemas(
        "    numbers.v1.eligibility: { type: object, properties: { a: { type: string } } }\n",
    );
    let new = format!(
        "{old}    numbers.v1.porting: {{ type: object, properties: {{ b: {{ type: string }} }} }}\n"
    );
    let (old, new) = versions(&old, &new);
    for item in old.items() {
        assert_eq!(new.get(&item.path, item.kind), Some(item));
    }
    assert!(
        new.get("v1::NumbersV1Eligibility", ItemKind::Struct)
            .is_some()
    );
}
