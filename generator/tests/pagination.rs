//! Pagination and polling of small documents.

#![allow(
    clippy::unwrap_used,
    reason = "a test that meets something unexpected shall fail"
)]

mod support;

use insta::assert_snapshot;
use support::{api, diagnostics, document, input};

/// A document with a list, whose operation has these extensions beside it.
fn list(extensions: &str, root: &str) -> String {
    document(&format!(
        "
{root}
paths:
  /ports:
    get:
      operationId: listPorts
      {extensions}
      parameters: [ {{ name: cursor, in: query, schema: {{ type: string }} }}, {{ name: page, in: query, schema: {{ type: integer }} }} ]
      responses: {{ '200': {{ description: OK, content: {{ application/json: {{ schema: {{ type: object, properties: {{ ports: {{ type: array, items: {{ type: string }} }}, cities: {{ type: array, items: {{ type: string }} }}, more: {{ type: string }} }} }} }} }} }} }}
"
    ))
}

#[test]
fn inapplicable_paging_is_an_error_with_the_reason() {
    let messages = [
        "x-paging: { scheme: cursor }",
        "x-paging: { scheme: token, next: /more }",
        "x-paging: yes",
        "x-paging: { scheme: token, next: /next, parameter: cursor, items: /ports }",
        "x-paging: { scheme: token, next: /more, parameter: after, items: /ports }",
        "x-paging: { scheme: token, next: /more, parameter: cursor }",
        "x-paging: { scheme: token, next: /more, parameter: cursor, items: /more }",
        "x-paging: { scheme: token, next: /more, parameter: cursor, items: [ports] }",
    ];
    let messages = messages.map(|extension| diagnostics(&input(&list(extension, ""))));
    assert_snapshot!(messages.join("\n"));
    let root = "x-paging: [ { scheme: link-header }, { scheme: offset } ]";
    assert_snapshot!(diagnostics(&input(&list("", root))));
    let fitting = "x-paging: { scheme: token, next: /more, parameter: cursor, items: /ports }";
    assert_eq!(diagnostics(&input(&list(fitting, ""))), "");
}

#[test]
fn unrecognised_paging_is_noted() {
    assert_snapshot!(diagnostics(&input(&list("", ""))));
}

#[test]
fn manifest_may_define_paging() {
    let mut input = input(&list("", "").replace("cities: { type: array", "cities: { type: object"));
    let scheme = sdksmith::ir::PagingScheme::Page {
        parameter: "page".to_owned(),
        first: 1,
        last: None,
    };
    input.documents[0].paging = vec![scheme.clone()];
    let api = api(&input);
    let paging = api.modules[0].operations().next().unwrap().paging.as_ref();
    assert_eq!(paging.unwrap().scheme, scheme);
}

#[test]
fn lists_continue_at_urls_with_unmistakable_names() {
    for name in ["nextLink", "'@odata.nextLink'"] {
        for (method, is_paged) in [("get", true), ("post", false)] {
            let api = api(&input(&document(&format!(
                "
paths:
  /ports:
    {method}:
      operationId: ports
      responses: {{ '200': {{ description: OK, content: {{ application/json: {{ schema: {{ type: object, properties: {{ value: {{ type: array, items: {{ type: string }} }}, {name}: {{ type: string }} }} }} }} }} }} }}
"
            ))));
            let operation = api.modules[0].operations().next().unwrap();
            assert_eq!(operation.paging.is_some(), is_paged, "{method} {name}");
        }
    }
}

#[test]
fn terminal_states_must_be_known_enum_values() {
    let text = |extension: &str, status: &str| {
        input(&document(&format!(
            "
paths:
  /port:
    get:
      operationId: fetchPort
      x-wait: {extension}
      responses: {{ '200': {{ description: OK, content: {{ application/json: {{ schema: {{ type: object, properties: {{ status: {status}, count: {{ type: integer }} }} }} }} }} }} }}
"
        )))
    };
    let known = "{ type: string, enum: [open, done] }";
    let broken = [
        "{ pointer: /status, terminal: [done, gone] }",
        "{ pointer: /state, terminal: [done] }",
        "{ pointer: /count, terminal: [done] }",
        "{ pointer: /status, terminal: [] }",
        "done",
    ];
    let messages = broken.map(|extension| diagnostics(&text(extension, known)));
    assert_snapshot!(messages.join("\n"));
    let right = "{ pointer: /status, terminal: [done] }";
    for status in [known, "{ type: string }"] {
        let api = api(&text(right, status));
        let operation = api.modules[0].operations().next().unwrap();
        let polling = operation.polling.as_ref().unwrap();
        assert_eq!(
            (&*polling.state, &*polling.terminal),
            ("status", &["done".to_owned()][..])
        );
    }
}

#[test]
fn paged_list_of_a_response_only_type_is_optional() {
    let page = "{ $ref: '#/components/schemas/Page' }";
    let text = document(&format!("
paths:
  /v1/Ports:
    post:
      requestBody: {{ content: {{ application/json: {{ schema: {page} }} }} }}
      responses: {{ '204': {{ description: Done }} }}
    get:
      responses: {{ '200': {{ description: OK, content: {{ application/json: {{ schema: {page} }} }} }} }}
components:
  schemas:
    Page:
      type: object
      required: [ports]
      properties:
        ports: {{ type: array, items: {{ type: string }}, readOnly: true }}
        next_page_uri: {{ type: string }}
"));
    let api = api(&input(&text.replace("api.acme.test", "numbers.twilio.com")));
    let module = &api.modules[0];
    let operation = module.operations().find(|found| found.paging.is_some());
    let operation = operation.unwrap();
    let items = operation.paging.as_ref().unwrap().items.as_ref().unwrap();
    let field = module.response_field(operation, items).unwrap();
    assert!(!field.presence.guarantees_value());
}
