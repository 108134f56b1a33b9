//! Traces of drift.

use std::sync::{Arc, Mutex};

use serde_json::json;
use tracing::field::Visit;
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Metadata, Subscriber};

use super::{read, with};

/// Records the fields of events as `name=value`.
#[derive(Clone, Default)]
struct Events(Arc<Mutex<Vec<String>>>);

impl Visit for Events {
    fn record_debug(&mut self, field: &tracing::field::Field, value: &dyn std::fmt::Debug) {
        self.0.lock().unwrap().push(format!("{field}={value:?}"));
    }
}

impl Subscriber for Events {
    fn enabled(&self, _: &Metadata<'_>) -> bool {
        true
    }

    fn new_span(&self, _: &Attributes<'_>) -> Id {
        Id::from_u64(1)
    }

    fn record(&self, _: &Id, _: &Record<'_>) {}

    fn record_follows_from(&self, _: &Id, _: &Id) {}

    fn event(&self, event: &Event<'_>) {
        event.record(&mut self.clone());
    }

    fn enter(&self, _: &Id) {}

    fn exit(&self, _: &Id) {}
}

#[test]
fn drift_is_traced_without_the_value() {
    let events = Events::default();
    tracing::subscriber::with_default(events.clone(), || {
        read(&with("/owner/name", json!(5))).unwrap();
    });
    let mut fields = events.0.lock().unwrap().clone();
    fields.sort();
    assert_eq!(
        fields,
        [
            r#"absent="owner""#,
            "message=a field of the response doesn't match the API's description",
            r#"operation="FetchReport""#,
            r#"path="owner.name""#,
        ],
    );
}

#[test]
fn drift_is_traced_without_keys_of_maps() {
    let events = Events::default();
    tracing::subscriber::with_default(events.clone(), || {
        read(&with("/labels", json!({ "ada@example.com": 1 }))).unwrap();
    });
    let fields = events.0.lock().unwrap().join(" ");
    assert!(fields.contains(r#"path="labels[*]""#), "{fields}");
    assert!(!fields.contains("ada"), "{fields}");
}
