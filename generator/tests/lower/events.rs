//! Webhooks and callbacks to unions of events.

use insta::assert_snapshot;

use crate::support::outline::outline;
use crate::support::{api, diagnostics, input};

/// A document whose webhooks have these payloads, each the schema of one event.
fn webhooks(payloads: &[(&str, &str)]) -> String {
    let event = |(name, schema): &(&str, &str)| {
        format!(
            "  {name}:\n    post:\n      requestBody:\n        content:\n          application/json: {{ schema: {schema} }}\n      responses: {{ '204': {{ description: Done }} }}\n"
        )
    };
    let events: String = payloads.iter().map(event).collect();
    format!(
        "openapi: 3.1.0\ninfo: {{ title: Acme, version: '1' }}\nservers: [{{ url: 'https://api.acme.test' }}]\npaths: {{}}\nwebhooks:\n{events}components:\n  schemas:\n    Order: {{ type: object, properties: {{ id: {{ type: string }} }} }}\n"
    )
}

#[test]
fn a_property_selects_the_event() {
    let text = webhooks(&[
        (
            "opened",
            "{ type: object, properties: { type: { const: opened } } }",
        ),
        (
            "closed",
            "{ type: object, properties: { type: { const: closed }, at: { type: integer } } }",
        ),
    ]);
    assert_snapshot!(outline(&api(&input(&text))));
    assert_eq!(diagnostics(&input(&text)), "");
}

#[test]
fn indistinguishable_events_are_reported() {
    let order = "{ $ref: '#/components/schemas/Order' }";
    let text = webhooks(&[("opened", order), ("closed", order)]);
    assert_snapshot!(outline(&api(&input(&text))));
    assert_snapshot!(diagnostics(&input(&text)));
}

#[test]
fn methods_that_events_cannot_have_are_reported() {
    let text = webhooks(&[("opened", "{ type: string }")]).replace(
        "  opened:\n",
        "  opened:\n    query: { responses: { '204': { description: Done } } }\n",
    );
    let text = text.replace(
        "paths: {}",
        "paths: { /jobs: { post: { responses: { '204': { description: Done } }, callbacks: { done: \
         { '{$url}': { additionalOperations: { COPY: { responses: { '204': { description: Done } } } } } } } } } }",
    );
    let text = text.replace("openapi: 3.1.0", "openapi: 3.2.0");
    assert_snapshot!(diagnostics(&input(&text)));
}
