//! Traces of drift.

use serde_json::json;

use super::{read, with};
use crate::trace_recorder::traces_of;

#[test]
fn drift_is_traced_without_the_value() {
    let fields = traces_of(|| {
        read(&with("/owner/name", json!(5))).unwrap();
    });
    assert_eq!(
        fields,
        [
            // The span of the call.
            r#"operation="FetchReport""#,
            r#"method="GET""#,
            r#"path="/report""#,
            "attempt=1",
            "status=200",
            // The event.
            "message=a field of the response doesn't match the API's description",
            r#"operation="FetchReport""#,
            r#"path="owner.name""#,
            r#"absent="owner""#,
        ],
    );
}

#[test]
fn drift_is_traced_without_keys_of_maps() {
    let traces = traces_of(|| {
        read(&with("/labels", json!({ "ada@example.com": 1 }))).unwrap();
    });
    let fields = traces.join(" ");
    assert!(fields.contains(r#"path="labels[*]""#), "{fields}");
    assert!(!fields.contains("ada"), "{fields}");
}
