//! The README of a generated crate.

mod support;

use support::{document, input, output};

/// Generates a README, with an example program and its shared module.
fn readme(rest: &str) -> String {
    let mut input = input(&document(rest));
    let programs = [
        ("hello.rs", "//! Says hello.\n//!\n//! Twice.\nfn main() {}"),
        ("support/mod.rs", "//! Shared."),
    ];
    let programs = programs.map(|(path, text)| (path.to_owned(), text.to_owned()));
    input.additions.programs = programs.into_iter().collect();
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
fn readme_shows_calls_configuration_and_testing() {
    let text = readme(PORTS);
    let [call, rest] = text.split("## Credentials").collect::<Vec<_>>()[..] else {
        unreachable!("there is one section on credentials");
    };
    assert!(
        call.contains("acme = { version = \"0.1.0\", path = \"../acme\" }"),
        "{text}"
    );
    assert!(call.contains("let response = client.v1().ports().list().send().await?;"));
    assert!(call.contains("println!(\"{response:?}\");"));
    assert!(call.contains("- `cargo run --features test-util --example hello`: Says hello.\n"));
    assert!(!call.contains("support"));
    assert!(rest.contains("`ACME_TOKEN`"));
    assert!(rest.contains("| `v1` | yes | Acme |\n"));
    assert!(rest.contains("| `test-util` |  | A mock transport, for tests without a network. |\n"));
    assert!(rest.contains("api.on::<ListPorts>().respond_example();"));
    assert!(rest.contains("assert_eq!(response, ListPorts::example());"));
    assert!(!rest.contains("page to page"));
    assert!(rest.contains("| `POST /ports` | `client.v1().ports().create()` |\n"));
}

#[test]
fn readme_calls_resources_on_the_client_of_an_only_document() {
    let mut input = input(&document(PORTS));
    input.documents[0].module = "api".to_owned();
    input.resources_on_client = true;
    let text = String::from_utf8_lossy(&output(&input).files["README.md"]).into_owned();
    assert!(
        text.contains("let response = client.ports().list().send().await?;"),
        "{text}"
    );
    assert!(text.contains("use acme::api::*;"), "{text}");
    assert!(
        text.contains("| `POST /ports` | `client.ports().create()` |\n"),
        "{text}"
    );
    assert!(!text.contains("client.api()"), "{text}");
}

/// The README omits what the document lacks.
#[test]
fn readme_without_operations_shows_no_call() {
    let text = readme("paths: {}");
    assert!(!text.contains("## A call"), "{text}");
    assert!(!text.contains("await"), "{text}");
    assert!(text.contains("## Testing without an account"));
}
