//! The names of a crate and of its modules, from files and titles.

use serde_json::json;

use super::*;
use crate::document::SourceText;

fn input(files: &[(&str, &str)]) -> Input {
    let sources = files.iter().map(|(name, text)| {
        DocumentSource::new(SourceText {
            name: (*name).into(),
            text: (*text).to_owned(),
        })
    });
    BareDocuments {
        sources: sources.collect(),
        name: None,
        dialect: None,
        features: Features::default(),
    }
    .into_input(String::new())
}

fn modules(files: &[(&str, &str)]) -> Vec<String> {
    input(files)
        .documents
        .into_iter()
        .map(|document| document.module)
        .collect()
}

#[test]
fn module_of_an_only_document_follows_the_version_or_is_called_api() {
    let server = r#"{"servers": [{"url": "https://api.example.com/v3/"}]}"#;
    for (file, text, module) in [
        ("specs/twilio_numbers_v1.json", "", "v1"),
        ("numbers_v1.a33f.new.json", "", "v1"),
        ("v2010.yaml", "", "v2010"),
        ("pets.json", server, "v3"),
        ("petstore.json", "{}", "api"),
        ("Pet Store (beta).yml", "no: servers", "api"),
    ] {
        assert_eq!(modules(&[(file, text)]), [module], "{file}");
    }
}

#[test]
fn modules_of_several_documents_follow_their_files() {
    for (file, module) in [
        ("petstore.json", "petstore"),
        ("Pet Store (beta).yml", "pet_store_beta"),
        ("type.json", "type"),
        ("123.json", "n123"),
    ] {
        assert_eq!(modules(&[(file, ""), ("v1.json", "")]), [module, "v1"]);
    }
}

#[test]
fn resources_are_methods_of_the_client_for_an_only_document() {
    assert!(input(&[("pets.json", "")]).resources_on_client);
    assert!(!input(&[("pets.json", ""), ("cats.json", "")]).resources_on_client);
}

#[test]
fn documents_with_equal_versions_are_named_after_their_files() {
    let files = [
        ("numbers_v1.json", ""),
        ("pricing_v1.json", ""),
        ("pricing_v2.json", ""),
    ];
    assert_eq!(modules(&files), ["numbers_v1", "pricing_v1", "pricing_v2"]);
    assert_eq!(
        modules(&[("a/v1.json", ""), ("b/v1.json", "")]),
        ["v1", "v1_2"]
    );
}

#[test]
fn crate_name_follows_the_first_file() {
    for (file, name) in [
        ("specs/twilio_numbers_v1.json", "twilio-numbers-v1"),
        ("test.json", "test-client"),
        ("fn.json", "fn-client"),
        ("2.json", "client-2"),
        ("Ünï.json", "n"),
        ("v2010.json", "client"),
        ("…", "client"),
    ] {
        let package = input(&[(file, "")]).package;
        assert_eq!(package.name, name, "{file}");
        assert_eq!(check_crate_name(&package.name), Ok(()), "{file}");
    }
}

#[test]
fn title_names_the_crate_of_a_file_with_a_generic_name() {
    for (file, title, name) in [
        ("openapi.yaml", "Figma API", "figma"),
        ("specs/openapi-v2.json", "GitHub v3 REST API", "github"),
        ("swagger.json", "Pet Store - the API", "pet-store"),
        ("openapi3.json", "A, B, C, D, E", "a-b-c-d"),
        ("api.json", "API", "api-client"),
        ("openapi.yaml", "Größe", "gr-e"),
        ("openapi.yaml", "Type", "type-client"),
        ("pets-openapi.yaml", "Figma API", "pets-openapi"),
    ] {
        let text = json!({ "openapi": "3.1.0", "info": { "title": title } }).to_string();
        let package = input(&[(file, &text)]).package;
        assert_eq!(package.name, name, "{file}: {title}");
        assert_eq!(check_crate_name(&package.name), Ok(()), "{file}: {title}");
    }
}

#[test]
fn crate_of_several_documents_has_the_words_that_all_files_begin_with() {
    let server = r#"{"servers": [{"url": "https://api.example.com/v3/"}]}"#;
    for (one, other, names) in [
        (
            "numbers_v1.json",
            "numbers_v2.yaml",
            ["numbers", "v1", "v2"],
        ),
        (
            "twilio_numbers_v1.json",
            "twilio_lookups_v2.json",
            ["twilio", "numbers_v1", "lookups_v2"],
        ),
        (
            "acmeUsers.json",
            "acme-billing.json",
            ["acme", "users", "billing"],
        ),
        ("pets.json", "pets_admin.json", ["pets", "api", "admin"]),
        ("pets_v1.json", "pets.json", ["pets", "v1", "api"]),
        ("pets.json", "cats.json", ["api-client", "pets", "cats"]),
        (
            "api_pets.json",
            "api_cats.json",
            ["api-client", "pets", "cats"],
        ),
        (
            "pets.json",
            "petshop.json",
            ["api-client", "pets", "petshop"],
        ),
    ] {
        let input = input(&[(one, ""), (other, "")]);
        let modules = [0, 1].map(|index| input.documents[index].module.as_str());
        assert_eq!([input.package.name.as_str(), modules[0], modules[1]], names);
    }
    assert_eq!(
        modules(&[("pets.json", server), ("cats.json", "")]),
        ["pets", "cats"]
    );
}

#[test]
fn no_module_has_the_name_of_the_crate() {
    let sources = ["pets.json", "cats.json"].map(|name| {
        DocumentSource::new(SourceText {
            name: name.into(),
            text: String::new(),
        })
    });
    let documents = BareDocuments {
        sources: sources.into(),
        name: Some("pets".to_owned()),
        dialect: None,
        features: Features::default(),
    };
    let input = documents.into_input(String::new());
    assert_eq!(input.documents[0].module, "api");
    assert_eq!(input.documents[1].module, "cats");
    assert_eq!(self::input(&[("api.json", "")]).package.name, "api-client");
}

#[test]
fn description_lists_the_documents() {
    let titled = r#"{"info": {"title": " Pet\n store "}}"#;
    let files = [("a", titled), ("b", "{}")];
    assert_eq!(input(&files).package.description, "A client for Pet store.");
    assert_eq!(input(&[("a", "{")]).package.description, "An API client.");
}
