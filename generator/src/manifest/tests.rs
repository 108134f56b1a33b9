use insta::assert_snapshot;

use std::collections::BTreeMap;

use super::*;

const WHOLE: &str = r##"
output = "../client"
examples = "programs"
code = "own"
files = ["../NOTICE"]

[package]
name = "acme-client"
version = "1.2.3-rc.1"
description = "A client of Acme's API."
license = "MIT"
license-file = "../LICENSE"
authors = ["Acme <sdk@example.com>"]
homepage = "https://example.com"
documentation = "https://docs.example.com"
repository = "https://example.com/acme"
edition = "2024"
rust-version = "1.90"
keywords = ["acme"]
categories = ["api-bindings"]
readme-header = "header.md"
env-prefix = "ACME"
metadata = { docs.rs = { features = ["v1"] }, team = "sdk" }

[dependencies]
schemars = { version = "1", features = ["preserve_order"] }
tidy = "0.1"

[dev-dependencies]
axum = "0.8"

[[example]]
name = "serve"
required-features = ["webhooks"]

[sids]
XX = "ThingSid"

[errors]
unprocessed = [503, 529]

[[document]]
module = "v1"
source = "acme_v1.yaml"
sha256 = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789ABCDEF"
dialect = "twilio"
features = "resource"
overlays = ["a.yaml", { file = "b.yaml", may-miss = [0, 2] }]
allow = [{ code = "undeclared-keys", at = "/paths", because = "the vendor knows" }]

[[document.paging]]
scheme = "token"
next = "/next"
parameter = "after"

[[document.paging]]
scheme = "offset"
parameter = "skip"

[document.resources]
AcmeV1Thing = "things"

[document.operations]
FetchThing = "fetch"

[document.types]
acme_thing = "Thing"
"/paths/~1things/get/responses/200" = "Things"

[document.operation-types]
FetchThing = "GetThing"

[document.variants.acme_material]
"not known" = "Missing"

[document.properties.acme_thing]
"made of" = "material"

[document.parameters.FetchThing]
"query.id" = "key"

[document.renamed]
"Things::list" = "all"

[document.derives]
acme_thing = ["Hash", "schemars::JsonSchema"]

[document.attributes]
acme_thing = ['#[doc(alias = "object")]']

[[document]]
module = "v2"
source = "acme_v2.json"
"##;

fn text(content: &str) -> SourceText {
    SourceText {
        name: "codegen.toml".into(),
        text: content.to_owned(),
    }
}

/// The problems of a manifest that has some.
fn problems(content: &str) -> String {
    let mut diagnostics = Diagnostics::default();
    let manifest = Manifest::parse(&text(content), &mut diagnostics);
    assert!(manifest.is_none(), "the manifest was accepted");
    let found = diagnostics.into_sorted();
    found
        .iter()
        .map(ToString::to_string)
        .collect::<Vec<_>>()
        .join("\n")
}

fn manifest(content: &str) -> Option<Manifest> {
    let mut diagnostics = Diagnostics::default();
    let manifest = Manifest::parse(&text(content), &mut diagnostics);
    assert_eq!(diagnostics.into_sorted(), []);
    manifest
}

#[test]
fn every_key_is_read() {
    assert_snapshot!(format!(
        "{:#?}",
        manifest(WHOLE).map(|mut manifest| {
            for document in &mut manifest.documents {
                document.dialect = None;
            }
            manifest
        })
    ));
}

#[test]
fn omitted_keys_have_defaults() {
    let content = r#"
        package = { name = "a", version = "0.1.0", description = "A." }
        document = [{ module = "v1", source = "a.json" }]
    "#;
    let manifest = manifest(content);
    let paths = manifest
        .as_ref()
        .map(|it| (it.output.as_str(), it.examples.as_str()));
    assert_eq!(paths, Some(("../generated", "examples")));
    let documents = manifest.map_or_else(Vec::new, |manifest| manifest.documents);
    assert_eq!(documents.len(), 1);
    assert!(
        documents
            .iter()
            .all(|it| it.sha256.is_none() && it.dialect.is_none())
    );
}

#[test]
fn files_are_read_in_order_and_all_missing_ones_are_reported() {
    let mut asked = Vec::new();
    let input = manifest(WHOLE).and_then(|manifest| {
        manifest.into_input(String::new(), BTreeMap::new(), BTreeMap::new(), |file| {
            asked.push((file.path.clone(), file.location.to_string()));
            (file.path != "a.yaml").then(|| text(&file.path))
        })
    });
    assert!(input.is_none());
    let asked: Vec<_> = asked
        .iter()
        .map(|(path, location)| (path.as_str(), location.as_str()))
        .collect();
    assert_eq!(
        asked,
        [
            ("header.md", "codegen.toml:21:17"),
            ("../NOTICE", "codegen.toml:5:10"),
            ("../LICENSE", "codegen.toml:12:16"),
            ("acme_v1.yaml", "codegen.toml:44:10"),
            ("a.yaml", "codegen.toml:48:13"),
            ("b.yaml", "codegen.toml:48:23"),
            ("acme_v2.json", "codegen.toml:93:10"),
        ]
    );
}

#[test]
fn input_contains_texts_and_name_choices() {
    let input = manifest(WHOLE).and_then(|manifest| {
        manifest.into_input("make it".into(), BTreeMap::new(), BTreeMap::new(), |file| {
            Some(text(&file.path))
        })
    });
    let document = input.iter().flat_map(|input| &input.documents).next();
    let overlays = document.map(|document| {
        let overlays = document.source.overlays.iter();
        overlays
            .map(|overlay| (overlay.text.text.as_str(), overlay.may_miss.clone()))
            .collect()
    });
    assert_eq!(
        overlays,
        Some(vec![("a.yaml", vec![]), ("b.yaml", vec![0, 2])])
    );
    let resource = document.and_then(|document| document.names.resources.get("AcmeV1Thing"));
    assert_eq!(resource.map(|choice| choice.name.as_str()), Some("things"));
    let variants = document.and_then(|document| document.names.variants.get("acme_material"));
    let variant = variants.and_then(|variants| variants.get("not known"));
    assert_eq!(variant.map(|choice| choice.name.as_str()), Some("Missing"));
}

#[test]
fn invalid_toml_is_reported() {
    assert_snapshot!(problems("[package\nname = acme\n"));
}

#[test]
fn all_invalid_entries_are_reported_together() {
    assert_snapshot!(problems(
        r#"
colour = "green"

[package]
nmae = "acme"
version = 1
description = "Ä."
keywords = "acme"

[[document]]
module = "v1"

[[document]]
module = "v2"
source = "b.json"
sources = "c.json"
overlays = [3, { file = "o.yaml", may-mis = [1] }]
allow = [{ code = "not", at = "" }]
"#
    ));
}

#[test]
fn all_invalid_values_are_reported_together() {
    assert_snapshot!(problems(
        r#"
files = ["a/NOTICE", "b/NOTICE", "README.md"]

[package]
name = "Acme Client"
version = "1.0"
description = ""
edition = "2021"
rust-version = "1.70"
env-prefix = "acme_"

[dependencies]
serde = "2"

[dev-dependencies]
tokio = "2"

[[example]]
name = "serve"
required-features = ["v1", "webhook"]

[sids]
XX = "Thing Sid"

[[document]]
module = "type"
source = "a.json"
sha256 = "81b6"
dialect = "acme"
features = "some"
unreferenced = "drop"
allow = [{ code = "not", because = " " }]

[[document]]
module = "v2"
source = "b.json"
operations = { Fetch = "fn" }
types = { thing = "2Things" }
derives = { thing = ["Hash)]", "Clone, Copy"] }
attributes = { thing = ["doc(hidden)", " #[a] #[b]", " #[a"] }

[[document]]
module = "v2"
source = "c.json"

[[document]]
module = "V3"
source = "d.json"
"#
    ));
}

#[test]
fn only_statuses_from_500_to_599_can_be_unprocessed() {
    let manifest = r#"
        package = { name = "a", version = "0.1.0", description = "A." }
        document = [{ module = "v1", source = "a.json" }]
        errors = { unprocessed = [500, 429, 599, 600, 66039] }
    "#;
    let problems = problems(manifest);
    let found: Vec<_> = [429, 600, 66039]
        .iter()
        .filter(|status| problems.contains(&format!("500 to 599, found {status}")))
        .collect();
    assert_eq!(
        (found.len(), problems.matches("error[").count()),
        (3, 3),
        "{problems}"
    );
}

#[test]
fn manifest_without_documents_is_an_error() {
    assert_snapshot!(problems(
        "[package]\nname = \"a\"\nversion = \"0.1.0\"\ndescription = \"A.\""
    ));
}
