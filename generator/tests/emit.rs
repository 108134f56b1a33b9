//! One-feature documents to files and diagnostics.

#![allow(
    clippy::unwrap_used,
    reason = "a test that meets something unexpected shall fail"
)]

mod support;

use std::fmt::Write as _;
use std::path::Path;

use insta::assert_snapshot;
use sdksmith::Input;
use support::{diagnostics, document, input, output, schemas};

/// Returns the files of the module before rustfmt, and all diagnostics.
fn files(fixture: &str) -> String {
    shown(fixture, |path| {
        path.starts_with("src/v1/") && path != "src/v1/mod.rs" || path == "src/sid.rs"
    })
}

/// Returns the selected files, and all diagnostics.
fn shown(fixture: &str, wanted: impl Fn(&str) -> bool) -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/emit");
    let text = std::fs::read_to_string(folder.join(format!("{fixture}.yaml"))).unwrap();
    shown_of(&input(&text), wanted)
}

/// Returns the selected files of an input, and all diagnostics.
fn shown_of(input: &Input, wanted: impl Fn(&str) -> bool) -> String {
    let mut shown = String::new();
    for (path, content) in output(input).files {
        if wanted(&path) {
            let content = String::from_utf8(content).unwrap();
            let code = content.lines().filter(|line| !line.starts_with("// "));
            let code = code.collect::<Vec<_>>().join("\n");
            let _ = writeln!(shown, "==== {path}\n{}\n", code.trim());
        }
    }
    let reported = diagnostics(input);
    if !reported.is_empty() {
        let _ = writeln!(shown, "==== reported\n{reported}");
    }
    shown
}

#[test]
fn identifiers_become_sid_types() {
    assert_snapshot!(files("identifiers"));
}

#[test]
fn resources_of_an_only_document_are_methods_of_the_client() {
    let ports = "paths: { /ports: { get: { operationId: listPorts, tags: [Ports], \
                 responses: { '204': { description: Done } } } } }";
    let mut input = input(&document(ports));
    input.documents[0].module = "api".to_owned();
    input.resources_on_client = true;
    assert_snapshot!(shown_of(&input, |path| path.starts_with("src/api/")));
}

#[test]
fn string_enums_become_open_enums() {
    assert_snapshot!(files("open_enum"));
}

#[test]
fn request_bodies_become_structs() {
    assert_snapshot!(files("request_body"));
}

#[test]
fn personal_data_is_redacted_in_debug() {
    assert_snapshot!(files("personal_data"));
}

#[test]
fn responses_become_typed_values() {
    assert_snapshot!(files("responses"));
}

#[test]
fn paginated_lists_have_items_and_pages() {
    assert_snapshot!(files("paging"));
}

#[test]
fn one_of_becomes_an_enum() {
    assert_snapshot!(files("unions"));
}

#[test]
fn integer_enums_become_open_enums() {
    assert_snapshot!(files("integer_enum"));
}

#[test]
fn security_schemes_become_credentials() {
    assert_snapshot!(shown("credentials", |path| path == "src/client.rs"));
}

#[test]
fn operations_declare_differing_credentials() {
    let wanted = ["src/client.rs", "src/v1/thing.rs"];
    assert_snapshot!(shown("credentials_by_operation", |path| wanted.contains(&path)));
}

/// Generates the root of a crate with a chain of nested types of this length.
fn root_of_chain(length: usize) -> String {
    let link = |index| {
        format!(
            "    T{index}: {{ type: object, properties: {{ next: {{ $ref: '#/components/schemas/T{}' }} }} }}\n",
            index + 1
        )
    };
    let last =
        format!("    T{length}: {{ type: object, properties: {{ x: {{ type: string }} }} }}\n");
    let chain: String = (0..length).map(link).chain([last]).collect();
    let files = output(&input(&schemas(&chain))).files;
    String::from_utf8(files["src/lib.rs"].clone()).unwrap()
}

#[test]
fn recursion_limit_follows_the_depth_of_types() {
    assert!(!root_of_chain(16).contains("recursion_limit"));
    let deep = root_of_chain(160);
    assert!(
        deep.contains("\n#![recursion_limit = \"1024\"]\n"),
        "{deep}"
    );
}

/// The attribute and the manifest belong together: either alone has no effect on docs.rs.
#[test]
fn documentation_shows_the_feature_of_each_item() {
    let root = root_of_chain(1);
    assert!(
        root.contains("\n#![cfg_attr(docsrs, feature(doc_cfg))]\n"),
        "{root}"
    );
    let files = output(&input(&schemas(""))).files;
    let manifest = String::from_utf8(files["Cargo.toml"].clone()).unwrap();
    let section = "[package.metadata.docs.rs]\nall-features = true\n\
                   rustdoc-args = [\"--cfg\", \"docsrs\"]\n";
    assert!(manifest.contains(section), "{manifest}");
}

#[test]
fn setters_may_be_named_after_operator_methods() {
    let files = output(&input(&document(
        "
paths:
  /v1/Ports:
    post:
      operationId: CreatePort
      tags: [Port]
      requestBody: { content: { application/json: { schema: { type: object, properties: { add: { type: boolean }, sum: { type: boolean } } } } } }
      responses: { '204': { description: Done } }
",
    )))
    .files;
    let port = String::from_utf8(files["src/v1/port.rs"].clone()).unwrap();
    assert_eq!(
        port.matches("clippy::should_implement_trait").count(),
        1,
        "{port}"
    );
}

/// An argument of a list that may be null has the type of the list, not of its items.
#[test]
fn only_used_names_are_imported() {
    let list = "{ $ref: '#/components/schemas/List' }";
    let body = |properties: &str| {
        let schema =
            format!("{{ type: object, required: [list], properties: {{ {properties} }} }}");
        format!(
            "requestBody: {{ required: true, content: {{ application/json: {{ schema: {schema} }} }} }}"
        )
    };
    let operation = |id: &str, body: &str| {
        format!(
            "  /{id}:\n    post: {{ operationId: {id}, tags: [{id}], {body}, responses: {{ '204': {{ description: OK }} }} }}\n"
        )
    };
    let paths = [
        operation("required", &body(&format!("list: {list}"))),
        operation(
            "optional",
            &body(&format!("other: {list}, list: {{ type: string }}")),
        ),
    ];
    let text = document(&format!(
        "paths:\n{}components:\n  schemas:\n    List: {{ type: array, nullable: true, items: {{ type: object, \
         properties: {{ a: {{ type: string }} }} }} }}\n",
        paths.concat()
    ));
    let files = output(&input(&text)).files;
    for path in ["src/v1/required.rs", "src/v1/optional.rs"] {
        let file = String::from_utf8_lossy(&files[path]);
        assert!(
            file.contains("List") && !file.contains("ListItem"),
            "{file}"
        );
    }
}

#[test]
fn error_codes_become_an_enum() {
    assert_snapshot!(files("errors"));
}

#[test]
fn statuses_without_an_effect_reach_the_profile() {
    let mut input = input(&document("paths: {}\n"));
    let client = |input: &Input| {
        let files = output(input).files;
        String::from_utf8_lossy(&files["src/client.rs"]).into_owned()
    };
    assert!(!client(&input).contains("unprocessed"));
    input.errors.unprocessed = vec![529, 503, 529];
    assert!(
        client(&input).contains(".unprocessed(&[503, 529])"),
        "{}",
        client(&input)
    );
}

#[test]
fn large_structs_are_compared_field_by_field() {
    let fields = |count: usize| {
        let mut schema = "    Wide:\n      type: object\n      properties:\n".to_owned();
        for index in 0..count {
            let _ = writeln!(schema, "        field_{index}: {{ type: string }}");
        }
        shown_of(&input(&schemas(&schema)), |path| {
            path.ends_with("/types.rs")
        })
    };
    let small = fields(999);
    assert!(small.contains("#[derive(Clone, Debug, Default, PartialEq)]"));
    assert!(!small.contains("impl PartialEq"));
    let large = fields(1_000);
    assert!(large.contains("#[derive(Clone, Debug, Default)]"));
    assert!(large.contains("impl PartialEq for Wide {"));
    assert!(large.contains("if self.field_999 != other.field_999 {\n            return false;"));
}
