//! Operations of small documents to the intermediate representation.

#![allow(
    clippy::unwrap_used,
    reason = "a test that meets something unexpected shall fail"
)]

mod support;

use insta::assert_snapshot;
use sdksmith::ir::{Auth, Authentication, Shape};
use support::outline::{outline, way};
use support::{api, diagnostics, document, input};

#[test]
fn operations_have_parameters_bodies_and_responses() {
    let text = document("
security: [ { basic: [] } ]
paths:
  /v1/Ports/{PortSid}:
    servers: [ { url: 'https://ports.acme.test/' } ]
    parameters: [ { name: PortSid, in: path, required: true, schema: { type: string } } ]
    get:
      operationId: FetchPort
      tags: [Port]
      parameters:
        - { name: Status, in: query, schema: { type: array, items: { type: string } } }
        - { name: If-Match, in: header, schema: { type: string } }
        - { name: type, in: query, required: true, schema: { type: string, enum: [a, b] } }
      responses: { '200': { description: OK, content: { application/json: { schema: { type: object, properties: { id: { type: string } } } } } } }
    post:
      operationId: UpdatePort
      tags: [Port]
      security: []
      requestBody: { content: { application/x-www-form-urlencoded: { schema: { type: object, title: UpdatePortRequest, required: [a], properties: { a: { type: string } } } } } }
      responses: { '202': { description: OK }, '200': { description: OK, content: { application/json: { schema: { type: object, properties: { id: { type: string } } } } } } }
    delete:
      operationId: DeletePort
      tags: [Port]
      responses: { '204': { description: Gone } }
  /v1/Ports/{Id}/Media:
    get:
      parameters: [ { name: Nowhere, in: path, required: true, schema: { type: string } } ]
      responses: { '307': { description: Elsewhere } }
");
    let input = input(&text);
    assert_snapshot!(outline(&api(&input)));
    assert_snapshot!(diagnostics(&input));
}

const PATHS: &str =
    "paths: { /a: { get: { operationId: get, responses: { '204': { description: Done } } } } }\n";

fn authentication(security: &str) -> String {
    let input = input(&document(&format!("{PATHS}{security}")));
    let declared = match api(&input).authentication {
        Authentication::Declared(ways) => ways,
        Authentication::Vendor(credentials) => return credentials.environment,
    };
    let lines: String = declared
        .iter()
        .map(|parts| format!("{}\n", way(parts)))
        .collect();
    format!("{lines}{}", diagnostics(&input))
}

#[test]
fn security_schemes_determine_the_credentials() {
    assert_snapshot!(authentication(""));
    assert_snapshot!(authentication(
        "
components: { securitySchemes: { Token Key: { type: apiKey, in: query, name: key } } }
"
    ));
    assert_snapshot!(authentication(
        "
security: [ {}, { b: [], a: [] }, { oauth: [] }, { a: [], b: [] }, { bearer: [] }, { nobody: [] } ]
components:
  securitySchemes:
    a: { type: apiKey, in: header, name: X-A }
    b: { type: apiKey, in: cookie, name: b }
    token: { type: apiKey, in: query, name: token }
    bearer: { type: http, scheme: Bearer }
    oauth: { type: openIdConnect, openIdConnectUrl: 'https://acme.test' }
"
    ));
    assert_snapshot!(authentication(
        "
security: [ { digest: [] }, { token: [] } ]
components:
  securitySchemes:
    digest: { type: http, scheme: digest }
    token: { type: apiKey, in: header, name: X-Token }
"
    ));
}

#[test]
fn certificates_of_mutual_tls_are_no_credentials() {
    assert_snapshot!(authentication(
        "
security: [ { certificate: [], bearer: [] } ]
components:
  securitySchemes:
    certificate: { type: mutualTLS, description: Issued by Acme. }
    bearer: { type: http, scheme: bearer }
"
    ));
    let text = document(
        "
security: [ { certificate: [] } ]
paths:
  /a:
    get: { operationId: get, responses: { '204': { description: Done } } }
    put: { operationId: put, security: [ { certificate: [], basic: [] } ], responses: { '204': { description: Done } } }
components:
  securitySchemes:
    certificate: { type: mutualTLS }
    basic: { type: http, scheme: basic }
",
    );
    let input = input(&text);
    let api = api(&input);
    let auth = api.modules.iter().flat_map(|module| &module.resources);
    let auth = auth.flat_map(|resource| &resource.operations);
    let auth: Vec<_> = auth.map(|found| (found.id.as_str(), found.auth)).collect();
    assert_eq!(auth, [("get", Auth::Optional), ("put", Auth::Required)]);
}

#[test]
fn servers_that_no_call_can_use_are_reported() {
    let servers = |list: &str| {
        let text = format!(
            "openapi: 3.2.0
info: {{ title: Acme, version: '1' }}
servers: {list}
paths:
  /a:
    servers: [ {{ url: 'https://acme.test/{{tenant}}', variables: {{ tenant: {{ default: a, enum: [b] }} }} }} ]
    get: {{ operationId: get, servers: [ {{ url: /v2 }} ], responses: {{ '204': {{ description: Done }} }} }}
"
        );
        diagnostics(&input(&text))
    };
    assert_snapshot!(servers("[]"));
    assert_snapshot!(servers(
        "[ { url: 'https://{tenant}.acme.test' }, { url: 'wss://acme.test' }, { url: 'wss://acme.test', name: events } ]"
    ));
    assert_snapshot!(servers("[ { url: /v1 } ]"));
}

#[test]
fn document_without_operations_is_reported() {
    for empty in ["paths: {}", "paths: { /a: { summary: Nothing } }"] {
        let problems = diagnostics(&input(&document(empty)));
        assert!(problems.contains("warning[no-operations]"), "{problems}");
    }
    let only_types = "paths: {}\ncomponents: { schemas: { Pet: { type: object } } }";
    assert_eq!(diagnostics(&input(&document(only_types))), "");
    let webhook = "webhooks: { opened: { post: { requestBody: { content: { application/json: { schema: { \
                   type: object } } } }, responses: { '200': { description: OK } } } } }";
    let text = format!("{}{webhook}\n", document("").replace("3.0", "3.1"));
    assert_eq!(diagnostics(&input(&text)), "");
}

#[test]
fn differing_security_is_kept_per_operation() {
    let of = |whole: &str, get: &str, put: &str, delete: &str| {
        let done = "responses: { '204': { description: Done } }";
        outline(&api(&input(&document(&format!(
            "
security: [ {whole} ]
paths:
  /a:
    get: {{ operationId: get, security: [ {get} ], {done} }}
    put: {{ operationId: put, security: [ {put} ], {done} }}
    delete: {{ operationId: delete, security: [ {delete} ], {done} }}
    post: {{ operationId: post, {done} }}
components:
  securitySchemes:
    a: {{ type: apiKey, in: header, name: X-A }}
    basic: {{ type: http, scheme: basic }}
    same: {{ type: apiKey, in: header, name: X-A }}
"
        )))))
    };
    let differ = of(
        "{ a: [] }",
        "{ basic: [] }, { a: [], basic: [] }",
        "{}, { a: [] }, { same: [] }",
        "",
    );
    assert_snapshot!(differ);
    let same = of(
        "{ a: [] }, { basic: [] }",
        "{ same: [] }, {}, { basic: [] }",
        "",
        "{ nobody: [] }",
    );
    assert!(!same.contains("takes"), "{same}");
    let reordered = of(
        "{ a: [], basic: [] }, { basic: [] }",
        "{ basic: [] }, { a: [], basic: [] }",
        "{ basic: [], same: [] }, { basic: [] }",
        "",
    );
    assert!(!reordered.contains("takes"), "{reordered}");
}

#[test]
fn invalid_path_parameters_are_reported() {
    let text = document("
paths:
  /a/{b: { get: { responses: { '204': { description: Done } } } }
  '/c/{{d}}/e}': { get: { parameters: [ { name: d, in: path, required: true, schema: { type: string } } ], responses: { '204': { description: Done } } } }
  /f/../g: { get: { responses: { '204': { description: Done } } } }
  /#Target=H: { post: { responses: { '204': { description: Done } } } }
  '/i?list&j={j}&k={k}&l=1':
    get:
      parameters: [ { name: j, in: query, schema: { type: string } }, { name: k, in: path, required: true, schema: { type: string } }, { name: l, in: query, schema: { type: string } } ]
      responses: { '204': { description: Done } }
  /m/{n}:
    parameters: [ { name: o, in: query, schema: { type: string } } ]
    get:
      parameters: [ { name: n, in: path, required: true, schema: { type: string } }, { name: o, in: query, schema: { type: integer } }, { name: n, in: path, required: true, schema: { type: integer } } ]
      responses: { '204': { description: Done } }
");
    let input = input(&text);
    assert_snapshot!(outline(&api(&input)));
    assert_snapshot!(diagnostics(&input));
}

#[test]
fn unused_media_types_and_missing_responses_are_reported() {
    let text = document("
paths:
  /a:
    post:
      requestBody: { content: { application/xml: { schema: { type: object } }, application/json: { schema: { type: object } }, multipart/form-data: { schema: { type: object, properties: { file: { type: string, format: binary } } } } } }
      responses: { '200': { description: OK, content: { text/csv: { schema: { type: string } }, application/json: { schema: { type: object } } } } }
    head: { responses: { '200': { description: OK, content: { application/json: { schema: { type: object } } } } } }
    put: { requestBody: { content: { application/json: {}, text/json: {} } }, responses: {} }
    get: { responses: { '200': { description: OK, content: { application/x-ndjson: { schema: { type: object } } } } } }
");
    let input = input(&text);
    assert_snapshot!(outline(&api(&input)));
    assert_snapshot!(diagnostics(&input));
}

#[test]
fn dialect_may_send_objects_as_separate_parameters() {
    let text = document("
paths:
  /a:
    get:
      parameters:
        - { name: AddOnsData, in: query, schema: { type: object, format: prefixed-collapsible-map-AddOns } }
        - { name: Own, in: query, schema: { type: object, format: prefixed-collapsible-map } }
        - { name: Other, in: query, schema: { type: object, format: uri-map } }
        - { name: Flag, in: query, schema: { type: boolean, format: flag } }
      responses: { '204': { description: Done } }
");
    let twilio = text.replace("api.acme.test", "numbers.twilio.com");
    assert_snapshot!(outline(&api(&input(&twilio))));
    let generic = outline(&api(&input(&text)));
    assert!(!generic.contains("Dotted"), "{generic}");
}

#[test]
fn shared_components_share_one_type() {
    let text = document(
        "
paths:
  /ports:
    get: { operationId: listPorts, parameters: [ { $ref: '#/components/parameters/Order' } ], responses: { '200': { $ref: '#/components/responses/Ports' } } }
    post: { operationId: findPorts, parameters: [ { $ref: '#/components/parameters/Order' } ], responses: { '200': { $ref: '#/components/responses/Ports' } } }
components:
  parameters: { Order: { name: order, in: query, schema: { type: string, enum: [up, down] } } }
  responses: { Ports: { description: All, content: { application/json: { schema: { type: object, properties: { ports: { type: array, items: {} } } } } } } }
",
    );
    assert_snapshot!(outline(&api(&input(&text))));
}

#[test]
fn siblings_of_component_references_apply_to_the_use() {
    let text = document(
        "
paths:
  /ports:
    post:
      operationId: addPort
      parameters:
        - { $ref: '#/components/parameters/Order', description: Of ports. }
        - { $ref: '#/components/parameters/Other' }
        - { $ref: '#/components/parameters/Plain' }
      requestBody: { $ref: '#/components/requestBodies/Port', description: The port. }
      responses:
        '200': { $ref: '#/components/responses/Port', description: It was there. }
        '202': { $ref: '#/components/responses/Text' }
components:
  parameters:
    Order: { name: order, in: query, description: An order., schema: { type: string, enum: [up, down] } }
    Plain: { name: plain, in: query, description: Plain., schema: { type: string } }
    Other: { $ref: '#/components/parameters/Another', description: Of others. }
    Another: { name: other, in: query, description: Another., schema: { type: string } }
  requestBodies: { Port: { description: A body., content: { application/json: { schema: { type: object, properties: { id: { type: string } } } } } } }
  responses:
    Port: { description: A port., content: { application/json: { schema: { type: object, properties: { id: { type: string } } } } } }
    Text: { description: A text., content: { text/plain: {} } }
",
    );
    let input = input(&text);
    let api = api(&input);
    let module = &api.modules[0];
    let operation = module.operations().next().unwrap();
    let parameters = operation.parameters.iter();
    let parameters: Vec<_> = parameters
        .map(|found| found.description.as_deref())
        .collect();
    assert_eq!(parameters, ["Of ports.", "Of others.", "Plain."].map(Some));
    let body = operation.body.as_ref().unwrap();
    assert_eq!(body.description.as_deref(), Some("The port."));
    let responses = module.types.iter().find_map(|def| match &def.shape {
        Shape::Responses(responses) => Some(responses),
        _ => None,
    });
    let responses = responses.unwrap().iter();
    let responses: Vec<_> = responses
        .map(|found| found.description.as_deref())
        .collect();
    assert_eq!(responses, ["It was there.", "A text."].map(Some));
    // They are uses of the components all the same, whose types are named after them.
    assert!(outline(&api).contains("enum OrderParameter "));
    assert_eq!(diagnostics(&input), "");
}

#[test]
fn forms_without_declared_fields_are_open() {
    let text = |bodies: &[&str]| {
        let paths = bodies.iter().enumerate().map(|(index, content)| {
            format!("  /{index}: {{ post: {{ operationId: 'n{index}', requestBody: {{ content: {content} }}, responses: {{ '204': {{ description: Done }} }} }} }}\n")
        });
        document(&format!("paths:\n{}", paths.collect::<String>()))
    };
    let said = input(&text(&[
        "{ multipart/form-data: { schema: { type: string, format: binary } } }",
        "{ multipart/form-data: { schema: { type: object, additionalProperties: { type: string, format: binary } } } }",
        "{ application/x-www-form-urlencoded: { schema: { type: array, items: {} } } }",
        "{ multipart/form-data: { schema: { type: object, properties: { a: {} } }, encoding: { a: { headers: { X-A: { schema: { type: string } } } } } } }",
        "{ multipart/related: { schema: { type: object, properties: { a: {} } } } }",
    ]));
    assert_snapshot!(outline(&api(&said)));
    assert_snapshot!(diagnostics(&said));
    let silent = input(&text(&[
        "{ multipart/form-data: {} }",
        "{ multipart/form-data: { schema: { type: object } } }",
        "{ application/x-www-form-urlencoded: {} }",
        "{ application/x-www-form-urlencoded: { schema: { type: object } } }",
        "{ multipart/form-data: { schema: { type: object, additionalProperties: { type: string } } } }",
    ]));
    assert_snapshot!(outline(&api(&silent)));
    assert_eq!(diagnostics(&silent), "");
}

#[test]
fn framework_suffixes_of_operation_ids_are_removed() {
    let done = "responses: { '204': { description: Done } }";
    let text = document(&format!(
        "
paths:
  /items/{{item-id}}.json:
    get: {{ operationId: read_item_items__item_id__json_get, tags: [items], parameters: [ {{ name: item-id, in: path, required: true, schema: {{ type: string }} }} ], {done} }}
  /:
    get: {{ operationId: root__get, tags: [other], {done} }}
  /b: {{ get: {{ operationId: same_b_get, tags: [other], {done} }} }}
  /c: {{ get: {{ operationId: same_c_get, tags: [other], {done} }} }}
  /d: {{ get: {{ operationId: _d_get, tags: [other], {done} }} }}
  /e: {{ get: {{ operationId: thing_e_get, tags: [other], {done} }} }}
components:
  schemas: {{ Thing: {{ type: object }} }}
"
    ));
    let api = api(&input(&text));
    let resources = api.modules[0].resources.iter();
    let operations = resources.flat_map(|resource| &resource.operations);
    let names = operations.map(|of| format!("{} {}", of.method_name, of.type_name));
    assert_eq!(
        names.collect::<Vec<_>>(),
        [
            "read ReadItem",
            "root Root",
            "same_b_get SameBGet",
            "same_c_get SameCGet",
            "d_get DGet",
            "thing ThingEGet",
        ]
    );
}

#[test]
fn method_names_omit_the_resource() {
    let paths: String = [
        ("Users", "Users_List"),
        ("Users", "users_get_by_id"),
        ("Users", "CreateUser"),
        ("Users", "get_user_posts"),
        ("virtual-machines", "VirtualMachines_Start"),
        ("virtual-machines", "app.virtualMachines.stop"),
        ("virtual-machines", "virtual_machines_move"),
        ("cats", "CatsController_findOne"),
        ("cats", "CatsController_"),
        ("cats", "cats_clone"),
        ("automations", "automations/stop"),
        ("automations", "automationsStart"),
        ("emails/send", "emails/send"),
        ("same", "same.list"),
        ("same", "Same_List"),
    ]
    .iter()
    .enumerate()
    .map(|(index, (tag, id))| {
        let done = "responses: { '204': { description: Done } }";
        format!("  /{index}: {{ get: {{ operationId: {id}, tags: [{tag}], {done} }} }}\n")
    })
    .collect();
    let api = api(&input(&document(&format!("paths:\n{paths}"))));
    let names = api.modules[0].resources.iter().map(|resource| {
        let operations = resource.operations.iter();
        let names: Vec<_> = operations.map(|of| of.method_name.plain()).collect();
        format!("{}: {}", resource.name, names.join(" "))
    });
    assert_eq!(
        names.collect::<Vec<_>>(),
        [
            "automations: stop start",
            "cats: find_one cats_controller cats_clone",
            "emails_send: send",
            "same: list same_list",
            "users: list get_by_id create get_user_posts",
            "virtual_machines: start stop move",
        ]
    );
}
