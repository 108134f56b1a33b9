//! The parts of the crate that its owner states or writes.

mod support;

use sdksmith::ir::{Metadata, Package};
use sdksmith::{Choice, Input, Location, generate};

use support::{document, input};

const PATHS: &str = "paths:
  /pets: { get: { operationId: listPets, responses: { '200': { description: All, content: { application/json: \
                     { schema: { $ref: '#/components/schemas/Pet' } } } } } } }
components:
  schemas:
    Pet: { type: object, properties: { kind: { $ref: '#/components/schemas/Kind' } } }
    Kind: { type: string, enum: [cat, dog] }
    Name: { type: string }
";

fn text(input: &Input, path: &str) -> String {
    let output = generate(input);
    let content = output.as_ref().map(|output| output.files.get(path));
    let content = content.ok().flatten();
    content.map_or_else(String::new, |content| {
        String::from_utf8_lossy(content).into_owned()
    })
}

fn pets() -> Input {
    input(&document(PATHS))
}

#[test]
fn package_has_no_license_and_metadata_by_default() {
    let manifest = text(&pets(), "Cargo.toml");
    for key in [
        "license",
        "authors",
        "homepage",
        "documentation =",
        "repository",
    ] {
        assert!(!manifest.contains(key), "{key} is in:\n{manifest}");
    }
    let table: toml::Table = manifest.parse().unwrap_or_default();
    assert_eq!(table["package"]["rust-version"].as_str(), Some("1.88"));
}

#[test]
fn metadata_of_the_manifest_is_in_the_package() {
    let mut input = pets();
    input.package = Package {
        license: Some("Apache-2.0".to_owned()),
        license_file: Some("LICENSE".to_owned()),
        authors: vec!["A \"B\" <a@example.com>".to_owned()],
        homepage: Some("https://example.com".to_owned()),
        documentation: Some("https://docs.example.com".to_owned()),
        repository: Some("https://example.com/git".to_owned()),
        rust_version: Some("1.90".to_owned()),
        metadata: Metadata {
            text: "[package.metadata.docs.rs]\nfeatures = [\"v1\"]\n".to_owned(),
            has_docs_rs: true,
        },
        dependencies: [("zeta".to_owned(), "\"1\"".to_owned())].into(),
        ..input.package
    };
    let files = [("LICENSE".to_owned(), "Mine.".to_owned())];
    input.additions.files = files.into();
    let manifest = text(&input, "Cargo.toml");
    let table: toml::Table = manifest.parse().unwrap_or_default();
    let package = &table["package"];
    assert_eq!(package["license"].as_str(), Some("Apache-2.0"));
    assert_eq!(package["license-file"].as_str(), Some("LICENSE"));
    assert_eq!(
        package["authors"][0].as_str(),
        Some("A \"B\" <a@example.com>")
    );
    assert_eq!(package["rust-version"].as_str(), Some("1.90"));
    let docs = &package["metadata"]["docs"]["rs"];
    assert_eq!(docs["features"][0].as_str(), Some("v1"));
    assert!(docs.get("all-features").is_none());
    assert_eq!(table["dependencies"]["zeta"].as_str(), Some("1"));
    assert!(table["dependencies"].get("serde").is_some());
    assert_eq!(text(&input, "LICENSE"), "Mine.");
    // The runtime in the crate stays under its own.
    let license = text(&input, "src/runtime/LICENSE-MIT");
    assert!(license.starts_with("MIT License"));
}

#[test]
fn programs_have_dependencies_and_features_of_their_own() {
    let mut input = pets();
    let dependency = ("axum".to_owned(), "\"1\"".to_owned());
    input.package.dev_dependencies = [dependency].into();
    let program = "//! Serves\n//! pets.\n//!\n//! Long.\nfn main() {}\n";
    let programs = ["feed", "serve"].map(|name| (format!("{name}.rs"), program.to_owned()));
    input.additions.programs = programs.into();
    let features = vec!["webhooks".to_owned()];
    input.additions.required_features = [("serve".to_owned(), features)].into();
    let table: toml::Table = text(&input, "Cargo.toml").parse().unwrap_or_default();
    let dependencies = table["dev-dependencies"].as_table();
    let names: Vec<_> = dependencies
        .into_iter()
        .flat_map(toml::Table::keys)
        .collect();
    assert_eq!(names, ["acme", "axum", "tokio"]);
    let features = |index: usize| table["example"][index]["required-features"].to_string();
    assert_eq!(features(0), r#"["v1", "test-util"]"#);
    assert_eq!(features(1), r#"["v1", "test-util", "webhooks"]"#);
    let readme = text(&input, "README.md");
    assert!(
        readme
            .contains("`cargo run --features test-util,webhooks --example serve`: Serves pets.\n"),
        "{readme}"
    );
}

#[test]
fn readme_starts_with_the_header() {
    let mut input = pets();
    input.additions.readme_header = Some("# Our pets\n\nWelcome.\n\n".to_owned());
    let readme = text(&input, "README.md");
    assert!(
        readme.starts_with("# Our pets\n\nWelcome.\n\n```toml\n"),
        "{readme}"
    );
    assert!(text(&pets(), "README.md").starts_with("# acme\n\nA client for Acme.\n\n"));
}

#[test]
fn environment_variables_have_the_prefix() {
    let mut input = pets();
    input.package.env_prefix = Some("PETSHOP".to_owned());
    let (client, readme) = (text(&input, "src/client.rs"), text(&input, "README.md"));
    assert!(client.contains(".env_prefix(\"PETSHOP\")"), "{client}");
    for shown in [&client, &readme] {
        assert!(
            shown.contains("`PETSHOP_TOKEN`") && !shown.contains("ACME_"),
            "{shown}"
        );
    }
    assert!(!text(&pets(), "src/client.rs").contains("env_prefix"));
}

#[test]
fn hand_written_module_is_exported() {
    let mut input = pets();
    let code = "//! Ours.\n\n/// One.\npub const ONE: u8 = 1;\n";
    input.additions.code = [("mod.rs".to_owned(), code.to_owned())].into();
    assert_eq!(text(&input, "src/code/mod.rs"), code);
    let library = text(&input, "src/lib.rs");
    assert!(
        library.contains("mod code;") && library.contains("pub use code::*;"),
        "{library}"
    );
    assert!(!text(&pets(), "src/lib.rs").contains("code::"));
}

#[test]
fn hand_written_module_does_not_clash_with_a_document() {
    let mut input = pets();
    input.documents[0].module = "code".to_owned();
    assert!(text(&input, "src/lib.rs").contains("pub mod code;"));
    input.additions.code = [("mod.rs".to_owned(), "//! Ours.\n".to_owned())].into();
    let library = text(&input, "src/lib.rs");
    assert_eq!(library.matches("mod code;").count(), 1, "{library}");
    assert!(library.contains("pub mod code_2;"), "{library}");
}

fn with_attribute(schema: &str, attribute: &str) -> Input {
    let mut input = pets();
    let choice = Choice {
        name: attribute.to_owned(),
        location: Location::file(&"codegen.toml".into()),
    };
    let attributes = &mut input.documents[0].names.attributes;
    attributes.insert(schema.to_owned(), vec![choice]);
    input
}

#[test]
fn types_have_the_chosen_attributes() {
    for (schema, definition) in [
        ("Pet", "pub struct Pet {"),
        ("Kind", "pub enum Kind {"),
        ("/components/schemas/Kind", "pub enum Kind {"),
    ] {
        let output = generate(&with_attribute(schema, "#[doc(alias = \"animal\")]"));
        let files = output.map(|output| output.files).unwrap_or_default();
        let generated = files.iter().filter(|(path, _)| path.starts_with("src/v1/"));
        let code: String = generated
            .map(|(_, content)| String::from_utf8_lossy(content).into_owned())
            .collect();
        let found = code.find("#[doc(alias = \"animal\")]");
        let rest = found.and_then(|at| code.get(at..)).unwrap_or_default();
        let next = rest.lines().find(|line| line.starts_with("pub "));
        assert_eq!(next, Some(definition), "{code}");
    }
}

#[test]
fn attributes_of_unknown_types_are_errors() {
    for schema in ["Dog", "Name", "/paths/~1pets"] {
        let failure = generate(&with_attribute(schema, "#[doc(hidden)]")).err();
        let codes: Vec<_> = failure
            .iter()
            .flat_map(|failure| &failure.diagnostics)
            .map(|found| (found.code, &*found.location.file))
            .collect();
        assert_eq!(codes, [("unknown-subject", "codegen.toml")], "{schema}");
    }
}
