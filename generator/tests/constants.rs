//! Properties whose value the document fixes.

mod support;

use sdksmith::Output;
use sdksmith::surface::{ItemKind, Surface};
use support::{document, input, output};

fn generate(kind: &str, lock: Option<&Surface>) -> Output {
    let mut input = input(&document(&format!(
        "
paths:
  /calls:
    post:
      operationId: CreateCall
      requestBody: {{ required: true, content: {{ application/json: {{ schema: {{ $ref: '#/components/schemas/Call' }} }} }} }}
      responses: {{ '204': {{ description: Done }} }}
components:
  schemas:
    Call:
      type: object
      required: [kind, to, version, final, mode, state]
      properties:
        kind: {kind}
        to: {{ type: string }}
        version: {{ const: 2 }}
        final: {{ $ref: '#/components/schemas/Yes' }}
        mode: {{ $ref: '#/components/schemas/Mode' }}
        state: {{ type: ['string', 'null'], const: open }}
        note: {{ const: none }}
    'Yes': {{ type: boolean, const: true }}
    Mode: {{ type: object, required: [type], properties: {{ type: {{ const: auto }} }} }}
"
    )));
    input.lock = lock.cloned();
    output(&input)
}

fn constructor(output: &Output, path: &str) -> String {
    let found = output.surface.get(path, ItemKind::Constructor);
    found.map_or_else(String::new, |item| item.signature.clone())
}

fn text(output: &Output) -> String {
    let files = output.files.values();
    files.map(|file| String::from_utf8_lossy(file)).collect()
}

#[test]
fn constructors_set_constants() {
    for kind in [
        "{ const: call }",
        "{ type: string, enum: [call], x-stainless-const: true }",
        "{ allOf: [{ const: call }], description: The kind. }",
    ] {
        let output = generate(kind, None);
        assert_eq!(
            constructor(&output, "v1::Call::new"),
            "(to: impl Into<String>, mode: Mode, state: Option<CallState>) -> Self",
            "{kind}"
        );
        assert_eq!(constructor(&output, "v1::Mode::new"), "() -> Self");
        let text = text(&output);
        for line in [
            "kind: CallKind::Call,",
            "version: CallVersion::Value2,",
            "r#final: true,",
            "impl Default for Mode {",
            "note: None,",
        ] {
            assert!(text.contains(line), "{line} is missing: {kind}");
        }
    }
}

#[test]
fn enums_of_one_value_are_arguments() {
    let output = generate("{ type: string, enum: [call] }", None);
    let signature = constructor(&output, "v1::Call::new");
    assert!(signature.starts_with("(kind: CallKind, "), "{signature}");
}

#[test]
fn arguments_stay_if_a_value_becomes_fixed() {
    let old = generate("{ type: string, enum: [call, fax] }", None);
    let new = generate("{ const: call }", Some(&old.surface));
    let path = "v1::Call::new";
    assert_eq!(constructor(&new, path), constructor(&old, path));

    let first = generate("{ const: call }", None);
    let second = generate("{ const: call }", Some(&first.surface));
    assert_eq!(second.surface, first.surface);
}
