//! What a call tells `tracing`: all of this, and nothing else.

use std::fmt;
use std::sync::{Arc, Mutex};

use sdksmith_runtime::ClientBuilder;
use sdksmith_runtime::testing::{MockResponse, MockTransport};
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Metadata, Subscriber};

use crate::support::{FetchThing, PROFILE, credentials};

/// Notes all fields of all spans and events.
#[derive(Clone, Default)]
struct Notes(Arc<Mutex<Vec<String>>>);

impl Visit for Notes {
    fn record_debug(&mut self, field: &Field, value: &dyn fmt::Debug) {
        self.0.lock().unwrap().push(format!("{field}={value:?}"));
    }
}

impl Subscriber for Notes {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        metadata.target().starts_with("sdksmith_runtime")
    }

    fn new_span(&self, span: &Attributes<'_>) -> Id {
        span.record(&mut self.clone());
        Id::from_u64(1)
    }

    fn record(&self, _: &Id, values: &Record<'_>) {
        values.record(&mut self.clone());
    }

    fn record_follows_from(&self, _: &Id, _: &Id) {}

    fn event(&self, event: &Event<'_>) {
        event.record(&mut self.clone());
    }

    fn enter(&self, _: &Id) {}

    fn exit(&self, _: &Id) {}
}

#[test]
fn a_call_is_a_span() {
    let transport = MockTransport::new();
    let stub = transport.on::<FetchThing>();
    let stub = stub.respond(MockResponse::status(503).header("retry-after", "1"));
    let found = serde_json::json!({"sid": "", "parts": []});
    let _ = stub.respond(MockResponse::json(200, &found).header("twilio-request-id", "RQ1"));
    let client = ClientBuilder::new(&PROFILE)
        .credentials(credentials())
        .retry(sdksmith_runtime::ExponentialBackoff::new(
            std::time::Duration::ZERO,
            std::time::Duration::ZERO,
        ))
        .blocking_transport(transport)
        .build()
        .unwrap();
    let notes = Notes::default();
    tracing::subscriber::with_default(notes.clone(), || {
        let call = client.call(FetchThing {
            id: "secret".into(),
        });
        call.send_blocking().unwrap();
    });
    assert_eq!(
        *notes.0.lock().unwrap(),
        [
            "operation=\"FetchThing\"",
            "method=\"GET\"",
            "path=\"/v1/Things/{Id}.json\"",
            "attempt=1",
            "status=503",
            "message=trying again",
            "delay_ms=1000",
            "attempt=2",
            "status=200",
            "request_id=\"RQ1\"",
        ],
    );
}
