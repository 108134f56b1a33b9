//! The front page of a generated crate.

mod support;

use support::{document, input, output};

/// The README, with a program and what it shares with others.
fn readme(rest: &str) -> String {
    let mut input = input(&document(rest));
    let programs = [
        ("hello.rs", "//! Says hello.\n//!\n//! Twice.\nfn main() {}"),
        ("support/mod.rs", "//! Shared."),
    ];
    let programs = programs.map(|(path, text)| (path.to_owned(), text.to_owned()));
    input.programs = programs.into_iter().collect();
    String::from_utf8_lossy(&output(&input).files["README.md"]).into_owned()
}

const PORTS: &str = "
paths:
  /ports:
    post: { operationId: createPort, responses: { '204': { description: Made } } }
    get:
      operationId: listPorts
      responses: { '200': { description: OK, content: { application/json: { schema: { type: object }, example: {} } } } }
";

#[test]
fn a_reader_sees_how_to_call_configure_and_test() {
    let text = readme(PORTS);
    let [call, rest] = text.split("## Credentials").collect::<Vec<_>>()[..] else {
        unreachable!("there is one section on credentials");
    };
    assert!(call.contains("acme = \"0.1.0\""), "{text}");
    assert!(call.contains("let answer = client.v1().ports().list().send().await?;"));
    assert!(call.contains("println!(\"{answer:?}\");"));
    assert!(call.contains("- `cargo run --features test-util --example hello`: Says hello.\n"));
    assert!(!call.contains("support"));
    assert!(rest.contains("`ACME_TOKEN`"));
    assert!(rest.contains("| `v1` | yes | Acme |\n"));
    assert!(rest.contains("| `test-util` |  | A transport that answers from memory. |\n"));
    assert!(rest.contains("api.on::<ListPorts>().respond_example();"));
    assert!(rest.contains("assert_eq!(answer, ListPorts::example());"));
    assert!(!rest.contains("page to page"));
    assert!(rest.contains("| `POST /ports` | `client.v1().ports().create()` |\n"));
}

/// Nothing is shown that the document doesn't have.
#[test]
fn a_document_without_operations_has_no_call() {
    let text = readme("paths: {}");
    assert!(!text.contains("## A call"), "{text}");
    assert!(!text.contains("await"), "{text}");
    assert!(text.contains("## Testing without an account"));
}
