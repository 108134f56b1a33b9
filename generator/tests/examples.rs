//! The document's examples to files, tests and replies.

#![allow(
    clippy::unwrap_used,
    reason = "a test that meets something unexpected shall fail"
)]

mod support;

use std::fmt::Write as _;

use insta::assert_snapshot;
use support::{diagnostics, document, input, output};

/// The replies, the tests, the files of examples, and everything that was reported.
fn examples(rest: &str) -> String {
    let input = input(&document(rest));
    let mut shown = String::new();
    for (path, content) in output(&input).files {
        let content = String::from_utf8_lossy(&content).into_owned();
        let code = content.lines().filter(|line| !line.starts_with("//"));
        let code = code.collect::<Vec<_>>().join("\n");
        if path == "src/v1/examples.rs" || path == "tests/v1_examples.rs" {
            let _ = writeln!(shown, "==== {path}\n{}\n", code.trim());
        } else if path.starts_with("tests/examples/") {
            let compact = content.split_whitespace().collect::<Vec<_>>().join(" ");
            let _ = writeln!(shown, "==== {path}: {compact}\n");
        }
    }
    let _ = write!(shown, "==== reported\n{}", diagnostics(&input));
    shown
}

#[test]
fn every_answer_that_is_shown_can_be_replied() {
    assert_snapshot!(examples(
        "
paths:
  /ports:
    get:
      operationId: listPorts
      responses:
        '200':
          description: OK
          content:
            application/json:
              schema: { type: array, items: { $ref: '#/components/schemas/Port' } }
              examples:
                many: { value: [ { sid: a }, { sid: b, extra: 1 } ] }
                spelled: { value: '[ { \"sid\": \"c\" } ]' }
                same: { value: [] }
        '4XX':
          description: Refused
          content: { application/problem+json: { schema: { type: object }, examples: { same: { value: { title: No } } } } }
        default: { description: Broken, content: { text/plain: { example: It broke } } }
    post:
      operationId: createPort
      responses:
        '201': { description: Made, content: { '*/*': { schema: { $ref: '#/components/schemas/Port' } } } }
        '404': { $ref: '#/components/responses/Missing' }
        '999': { description: Never, content: { application/json: { example: 1 } } }
    put:
      operationId: namePort
      responses: { '200': { description: OK, content: { application/json: { schema: { type: string }, example: '[1]' } } } }
  /text:
    get:
      operationId: getText
      responses:
        '200': { description: OK, content: { application/xml: { examples: { \"a `quoted`\\nname\": { value: <a/> }, object: { value: { a: 1 } } } } } }
components:
  responses:
    Missing: { description: Missing, content: { application/json: { schema: { type: object, example: { code: 1 } } } } }
  schemas:
    Port: { type: object, properties: { sid: { type: string } }, example: { sid: shown } }
"
    ));
}

/// Examples that make no test leave no file of tests behind.
#[test]
fn an_example_without_a_type_is_no_test() {
    let rest = "
paths:
  /a:
    get:
      operationId: getA
      responses:
        '204': { description: Nothing }
        '500': { description: Broken, content: { application/json: { example: { code: 1 } } } }
";
    let shown = examples(rest);
    assert!(!shown.contains("tests/v1_examples.rs"), "{shown}");
    assert!(
        shown.contains("impl testing::HasExamples for GetA"),
        "{shown}"
    );
}

#[test]
fn examples_that_contradict_their_schemas_are_told_and_have_no_test() {
    let fields = "id: { type: integer }, price: { type: number }, at: { type: string, format: date-time }, \
                  on: { type: string, format: date }, is: { type: boolean }, kind: { type: string, enum: [a] }, \
                  tags: { type: array, items: { type: string } }, any: {}";
    let wrong = [
        "{}",
        "{ id: x }",
        "{ id: 1.5 }",
        "{ id: null }",
        "{ id: 1, price: dear }",
        "{ id: 1, at: yesterday }",
        "{ id: 1, on: 1/2/2026 }",
        "{ id: 1, is: 'true' }",
        "{ id: 1, kind: 1 }",
        "{ id: 1, tags: [ a, 1 ] }",
        "[]",
    ];
    let right = [
        "{ id: 1, price: null, at: null, tags: null, kind: null }",
        "{ id: '1', price: '1.5', at: '2026-01-31T12:00:00Z', on: '2026-01-31', kind: zzz, any: [] }",
        "{ id: 1.0, at: 'Sat, 31 Jan 2026 12:00:00 +0000', is: true, tags: [] }",
    ];
    let named = |name: &str, values: &[&str]| -> String {
        let values = values.iter().enumerate();
        let values = values.map(|(index, value)| format!("{name}{index}: {{ value: {value} }}, "));
        values.collect()
    };
    let text = format!(
        "
paths:
  /ports:
    get:
      operationId: listPorts
      responses:
        '200':
          description: OK
          content:
            application/json:
              schema: {{ type: object, required: [id], properties: {{ {fields} }} }}
              examples: {{ {}{} }}
",
        named("wrong", &wrong),
        named("right", &right)
    );
    let input = input(&document(&text));
    assert_snapshot!(diagnostics(&input));
    let tests = output(&input).files["tests/v1_examples.rs"].clone();
    let tests = String::from_utf8(tests).unwrap();
    assert_eq!(tests.matches("#[test]").count(), right.len(), "{tests}");
}

#[test]
fn an_example_of_a_form_with_files_is_no_test() {
    let form = |media_type: &str| {
        format!(
            "
paths:
  /scans:
    post:
      requestBody: {{ required: true, content: {{ {media_type}: {{ schema: {{ $ref: '#/components/schemas/Scan' }} }} }} }}
      responses: {{ '204': {{ description: Done }} }}
components:
  schemas:
    Scan: {{ type: object, example: {{ data: abc }}, properties: {{ data: {{ type: string, format: binary }} }} }}
"
        )
    };
    let tested = |media_type: &str| {
        let input = input(&document(&form(media_type)));
        let is_tested = output(&input).files.contains_key("tests/v1_examples.rs");
        (is_tested, diagnostics(&input).contains("[example-of-form]"))
    };
    assert_eq!(tested("multipart/form-data"), (false, true));
    assert_eq!(tested("application/json"), (true, false));
}

#[test]
fn bytes_in_the_json_of_an_example_are_text() {
    let text = "
paths:
  /scans:
    get:
      operationId: listScans
      responses:
        '200':
          description: OK
          content:
            application/json:
              schema: { type: array, items: { type: string, format: binary } }
              example: [ abc ]
";
    let tests = output(&input(&document(text))).files["tests/v1_examples.rs"].clone();
    let tests = String::from_utf8(tests).unwrap();
    assert!(tests.contains("Vec<String>"), "{tests}");
}
