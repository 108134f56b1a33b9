//! The example tests that the generator writes for a document in parts.

#![allow(clippy::expect_used, reason = "the generated tests fail so")]

include!(concat!(env!("OUT_DIR"), "/crate/tests/parts_examples.rs"));

/// The types that no resource uses have the feature of the module, and those that they share with a
/// resource are there, too.
#[cfg(feature = "parts")]
#[test]
fn unreferenced_types_have_the_feature_of_the_module() {
    use constructs::parts::unreferenced::OrderHistory;

    let json = r#"{"address":{"country":"SE","since":"2026-01-31"},"link":"/orders"}"#;
    let history: OrderHistory = serde_json::from_str(json).expect("it fits the schema");
    assert_eq!(serde_json::to_string(&history).expect("it is JSON"), json);
}
