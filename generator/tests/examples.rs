//! The document's examples to files, tests and replies.

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
        shown.contains("impl testing::Exemplified for GetA"),
        "{shown}"
    );
}

/// What contradicts its schema is told, and makes no test that can't pass; it can be replied still.
#[test]
fn an_example_that_is_not_what_its_schema_says_is_told() {
    let rest = "
paths:
  /a:
    get:
      operationId: getA
      responses:
        '200':
          description: OK
          content:
            application/json:
              schema: { $ref: '#/components/schemas/A' }
              examples:
                fits: { value: { n: '1', o: null } }
                number: { value: { n: x } }
                missing: { value: {} }
                list: { value: { n: 1, l: [ a, 2 ] } }
                text: { value: { n: 1, o: 5 } }
components:
  schemas:
    A:
      type: object
      required: [ n ]
      properties: { n: { type: integer }, o: { type: string }, l: { type: array, items: { type: string } } }
";
    let shown = examples(rest);
    let places: Vec<_> = shown
        .lines()
        .filter_map(|line| line.strip_prefix("warning[unfit-example]: "))
        .collect();
    let expected = ["/n", "/n", "/l/1", "/o"];
    let expected =
        expected.map(|at| format!("the example isn't what its schema says, at `{at}` in it"));
    assert_eq!(places, expected, "{shown}");
    assert_eq!(shown.matches("#[test]").count(), 1, "{shown}");
    assert_eq!(shown.matches("Example::json").count(), 5, "{shown}");
}
