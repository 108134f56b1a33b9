//! Files of a crate: what holds for every document.

#![allow(
    clippy::unwrap_used,
    reason = "a test that meets something unexpected shall fail"
)]

mod support;

use std::path::Path;

use sdksmith::ir::Features;
use support::{diagnostics, document, input, output, schemas};

const PORTS: &str = "
paths:
  /v1/Ports:
    get:
      operationId: ListPort
      tags: [Port]
      parameters: [ { name: Size, in: query, schema: { type: integer, minimum: 1, maximum: 100 } } ]
      responses: { '200': { description: OK, content: { application/json: { schema: { $ref: '#/components/schemas/Ports' }, example: { ports: [], next: null, extra: 1 } } } } }
components:
  schemas:
    Ports: { type: object, properties: { ports: { type: array, items: {} }, next: { type: string, nullable: true } } }
";

fn text(output: &sdksmith::Output, path: &str) -> String {
    String::from_utf8(output.files[path].clone()).unwrap()
}

#[test]
fn output_is_deterministic() {
    let input = input(&document(PORTS));
    assert_eq!(output(&input).files, output(&input).files);
}

#[test]
fn output_names_the_document_without_its_folder() {
    let mut input = input(&document(PORTS));
    input.documents[0].source.text.name = "/somewhere/else/ports.yaml".into();
    let output = output(&input);
    for (path, content) in &output.files {
        assert!(
            !String::from_utf8_lossy(content).contains("/somewhere"),
            "{path}"
        );
    }
    assert!(text(&output, "src/v1/port.rs").contains("Source: ports.yaml, sha256 "));
}

#[test]
fn every_rust_file_is_marked_as_generated() {
    let output = output(&input(&document(PORTS)));
    let rust = output
        .files
        .iter()
        .filter(|(path, _)| path.ends_with(".rs"));
    for (path, content) in rust {
        assert!(content.starts_with(b"// @generated"), "{path}");
    }
}

#[test]
fn undeclared_keys_of_examples_are_reported_and_tested() {
    let input = input(&document(PORTS));
    let tests = text(&output(&input), "tests/v1_examples.rs");
    assert!(
        tests.contains(r#"& ["/extra"]"#) || tests.contains(r#"&["/extra"]"#),
        "{tests}"
    );
    assert!(diagnostics(&input).starts_with("note[undeclared-keys]"));
}

#[test]
fn every_runtime_file_is_copied() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("runtime/src");
    let output = output(&input(&document(PORTS)));
    let originals = files_below(&folder);
    assert!(originals.len() > 30);
    for path in originals {
        let name = path.strip_prefix(&folder).unwrap().to_str().unwrap();
        let original = std::fs::read_to_string(&path).unwrap();
        match name {
            "lib.rs" => {
                let root = text(&output, "src/runtime/mod.rs");
                assert!(root.ends_with(&original.replace("pub mod twilio;\n", "")));
            }
            "twilio.rs" => assert!(!output.files.contains_key("src/runtime/twilio.rs")),
            name => assert!(text(&output, &format!("src/runtime/{name}")).ends_with(&original)),
        }
    }
}

fn files_below(folder: &Path) -> Vec<std::path::PathBuf> {
    let entries = std::fs::read_dir(folder).unwrap();
    let paths = entries.map(|entry| entry.unwrap().path());
    paths
        .flat_map(|path| {
            if path.is_dir() {
                files_below(&path)
            } else {
                vec![path]
            }
        })
        .collect()
}

#[test]
fn crate_dependencies_match_the_runtime() {
    let generated: toml::Table =
        toml::from_str(&text(&output(&input(&document(PORTS))), "Cargo.toml")).unwrap();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"));
    let read = |path: &str| -> toml::Table {
        toml::from_str(&std::fs::read_to_string(folder.join(path)).unwrap()).unwrap()
    };
    let (runtime, workspace) = (read("runtime/Cargo.toml"), read("../Cargo.toml"));
    let shared = workspace["workspace"]["dependencies"].as_table().unwrap();
    let mut expected = toml::Table::new();
    for (name, own) in runtime["dependencies"].as_table().unwrap() {
        expected.insert(name.clone(), merged(&shared[name], own));
    }
    let found = generated["dependencies"].as_table().unwrap();
    for (name, expected) in &expected {
        assert_eq!(found.get(name), Some(expected), "{name}");
    }
    assert_eq!(found.len(), expected.len());
    for (name, parts) in runtime["features"].as_table().unwrap() {
        if name != "default" {
            assert_eq!(generated["features"].get(name), Some(parts), "{name}");
        }
    }
}

#[test]
fn module_names_avoid_feature_names() {
    let manifest = text(&output(&input(&document(PORTS))), "Cargo.toml");
    let manifest: toml::Table = toml::from_str(&manifest).unwrap();
    let features = manifest["features"].as_table().unwrap();
    for name in features.keys().filter(|name| *name != "v1") {
        let mut input = input(&document(PORTS));
        input.documents[0].module = name.clone();
        let manifest = text(&output(&input), "Cargo.toml");
        let manifest: toml::Table = toml::from_str(&manifest).unwrap();
        let found = manifest["features"].as_table().unwrap();
        assert_eq!(found.len(), features.len(), "{name}");
        assert!(name == "default" || found[name] == features[name], "{name}");
    }
}

/// A dependency of the workspace as a member uses it.
fn merged(shared: &toml::Value, own: &toml::Value) -> toml::Value {
    let optional = own
        .get("optional")
        .and_then(toml::Value::as_bool)
        .unwrap_or(false);
    let own_features = own.get("features").and_then(toml::Value::as_array);
    if !optional && own_features.is_none() {
        return shared.clone();
    }
    let mut table = match shared {
        toml::Value::Table(table) => table.clone(),
        version => toml::Table::from_iter([("version".to_owned(), version.clone())]),
    };
    if optional {
        table.insert("optional".to_owned(), true.into());
    }
    if let Some(own) = own_features {
        let features = table
            .entry("features")
            .or_insert_with(|| toml::Value::Array(Vec::new()));
        features.as_array_mut().unwrap().extend(own.iter().cloned());
    }
    table.into()
}

#[test]
fn document_text_never_becomes_code() {
    let hostile = "\"] fn evil() {} #[doc = \"*/ ``` \\n//! */ r#\\\"";
    let yaml = serde_json::to_string(hostile).unwrap();
    let plain = document(&format!(
        "
tags: [ {{ name: {yaml}, description: {yaml} }} ]
paths:
  /x/{{y}}:
    get:
      operationId: {yaml}
      tags: [ {yaml} ]
      summary: {yaml}
      parameters: [ {{ name: {yaml}, in: query, description: {yaml}, schema: {{ type: string }} }} ]
      responses: {{ '200': {{ description: OK, content: {{ application/json: {{ schema: {{ $ref: '#/components/schemas/T' }} }} }} }} }}
components:
  schemas:
    T:
      type: object
      description: {yaml}
      properties: {{ {yaml}: {{ type: string, enum: [ {yaml}, a ], description: {yaml} }} }}
"
    ));
    let output = output(&input(&plain));
    let rust = output
        .files
        .iter()
        .filter(|(path, _)| path.ends_with(".rs"));
    for (path, content) in rust {
        let functions = functions_in(&String::from_utf8_lossy(content));
        assert!(!functions.iter().any(|name| name == "evil"), "{path}");
    }
}

/// The names of all functions of a file, wherever they stand.
fn functions_in(code: &str) -> Vec<String> {
    #[derive(Default)]
    struct Functions(Vec<String>);
    impl<'ast> syn::visit::Visit<'ast> for Functions {
        fn visit_signature(&mut self, signature: &'ast syn::Signature) {
            self.0.push(signature.ident.to_string());
        }
    }
    let mut functions = Functions::default();
    syn::visit::visit_file(&mut functions, &syn::parse_file(code).unwrap());
    functions.0
}

#[test]
fn resources_may_have_cargo_features() {
    let features = |chosen| {
        let mut input = input(&document(PORTS));
        input.documents[0].features = chosen;
        let package: toml::Table = text(&output(&input), "Cargo.toml").parse().unwrap();
        package["features"].clone()
    };
    let whole = features(Features::Document);
    assert_eq!(whole["v1"], toml::Value::Array(Vec::new()));
    assert_eq!(whole.get("v1-port"), None);
    let parts = features(Features::Resource);
    assert_eq!(parts["v1"], toml::Value::from(["v1-port"].to_vec()));
    assert_eq!(parts["v1-port"], toml::Value::Array(Vec::new()));
}

#[test]
fn document_without_operations_generates_types() {
    let output = output(&input(&schemas(
        "    Port: { type: object, properties: { a: { type: string } } }",
    )));
    assert!(text(&output, "src/v1/types.rs").contains("pub struct Port"));
    assert_eq!(output.summary.operations, 0);
}

#[test]
fn long_names_have_valid_file_names() {
    let long = "Letters".repeat(60);
    let output = output(&input(&document(&format!(
        "
paths:
  /a:
    get:
      operationId: {long}A
      tags: [{long}]
      responses: {{ '200': {{ description: OK, content: {{ application/json: {{ schema: {{ $ref: '#/components/schemas/{long}A' }}, example: {{}} }} }} }} }}
    put: {{ operationId: {long}B, tags: [{long}s], responses: {{}} }}
components:
  schemas:
    {long}A: {{ type: object, properties: {{ {long}: {{ type: string }} }} }}
    {long}B: {{ type: object }}
"
    ))));
    let longest = output.files.keys().flat_map(|path| path.split('/'));
    let longest = longest.map(str::len).max().unwrap_or_default();
    assert!((100..=200).contains(&longest), "{longest}");
    assert_eq!(output.summary.operations, 2);
    assert_eq!(output.summary.examples, 1);
}
