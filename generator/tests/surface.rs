//! The list of the public API: complete, and in agreement with the intermediate representation.

#![allow(
    clippy::unwrap_used,
    reason = "a test that meets something unexpected shall fail"
)]

#[path = "support/public.rs"]
mod public;
mod support;

use sdksmith::Dialect;
use sdksmith::ir::{Features, Home, Module, Operation, Shape, Type, TypeDef};
use sdksmith::surface::{Item, ItemKind, Surface};
use support::{api, input, output};

const DOCUMENTS: &[&str] = &[
    include_str!("../../tests/constructs/documents/v30.yaml"),
    include_str!("../../tests/constructs/documents/v31.yaml"),
    include_str!("../../tests/constructs/documents/forms.yaml"),
    include_str!("../../tests/constructs/documents/lists.yaml"),
    include_str!("../../tests/constructs/documents/security.yaml"),
    include_str!("../../spec/twilio_numbers_v1.json"),
    include_str!("../../spec/twilio_numbers_v2.yaml"),
];

const TYPES: &[ItemKind] = &[ItemKind::Struct, ItemKind::Enum, ItemKind::Alias];

fn listed<'s>(surface: &'s Surface, path: &str, kinds: &[ItemKind]) -> &'s Item {
    let found = kinds.iter().find_map(|&kind| surface.get(path, kind));
    assert!(found.is_some(), "{path} is not listed");
    found.unwrap()
}

/// The names of what a type holds.
fn members(def: &TypeDef) -> Vec<String> {
    let names: Vec<&str> = match &def.shape {
        Shape::Struct(shape) => shape
            .fields
            .iter()
            .map(|field| field.name.plain())
            .collect(),
        Shape::Enum(shape) => shape
            .variants
            .iter()
            .map(|found| found.name.plain())
            .collect(),
        Shape::IntegerEnum(shape) => shape
            .variants
            .iter()
            .map(|found| found.name.plain())
            .collect(),
        Shape::Union(union) => union
            .variants
            .iter()
            .map(|found| found.name.plain())
            .collect(),
        Shape::Responses(found) => found.iter().map(|found| found.name.plain()).collect(),
        Shape::Alias(_) => Vec::new(),
    };
    names.into_iter().map(str::to_owned).collect()
}

fn assert_type_is_listed(surface: &Surface, module: &Module, def: &TypeDef) {
    // Another name of a SID is no item of its own.
    if matches!(def.shape, Shape::Alias(Type::Sid(_))) {
        return;
    }
    let module = match def.home {
        Home::Unreferenced => format!("{}::unreferenced", module.name.plain()),
        Home::Webhooks => format!("{}::{}", module.name.plain(), module.webhooks_name()),
        _ => module.name.plain().to_owned(),
    };
    let path = format!("{module}::{}", def.name.plain());
    assert!(
        !listed(surface, &path, TYPES).origin.is_empty(),
        "{path} has no origin"
    );
    for member in members(def) {
        let member = listed(
            surface,
            &format!("{path}::{member}"),
            &[ItemKind::Field, ItemKind::Variant],
        );
        assert!(!member.origin.is_empty(), "{member} has no origin");
    }
}

fn assert_operation_is_listed(surface: &Surface, module: &Module, operation: &Operation) {
    let path = format!("{}::{}", module.name.plain(), operation.type_name.plain());
    let item = listed(surface, &path, &[ItemKind::Struct]);
    let http = format!("{} {}", operation.method.as_str(), operation.path);
    assert_eq!(item.fact("http"), Some(http.as_str()));
    for parameter in &operation.parameters {
        let path = format!("{path}::{}", parameter.name.plain());
        let field = listed(surface, &path, &[ItemKind::Field]);
        assert_eq!(field.fact("wire"), Some(parameter.wire.as_str()), "{path}");
        if !parameter.required {
            listed(surface, &path, &[ItemKind::Setter]);
        }
    }
}

#[test]
fn every_item_of_the_ir_is_listed() {
    for document in DOCUMENTS {
        let input = input(document);
        let (api, surface) = (api(&input), output(&input).surface);
        for module in &api.modules {
            for def in &module.types {
                assert_type_is_listed(&surface, module, def);
            }
            for operation in module.operations() {
                assert_operation_is_listed(&surface, module, operation);
            }
        }
    }
}

#[test]
fn every_listed_item_has_an_origin_in_the_document() {
    // Items that the generator adds to each type of a kind.
    let added = [
        "Unrecognized",
        "new",
        "of",
        "code",
        "wait_until_done",
        "ResponseBody",
        "Item",
    ];
    for document in DOCUMENTS {
        let surface = output(&input(document)).surface;
        for item in surface.items().filter(|item| item.path.starts_with("v1::")) {
            let is_added = added.contains(&item.name());
            let is_other = matches!(item.kind, ItemKind::Impl | ItemKind::Reexport);
            assert!(
                !item.origin.is_empty() || is_added || is_other,
                "{item} has no origin"
            );
        }
    }
}

#[test]
fn every_public_item_of_the_code_is_listed() {
    for document in DOCUMENTS {
        let mut input = input(document);
        input.documents[0].features = Features::Resource;
        let generated = output(&input);
        for (path, content) in &generated.files {
            let Some(module) = module_of(path) else {
                continue;
            };
            let parsed: syn::File = syn::parse_str(&String::from_utf8_lossy(content)).unwrap();
            for item in public::items(&module, &parsed) {
                let kinds = generated.surface.items().filter(|found| found.path == item);
                assert!(kinds.count() > 0, "{path}: `{item}` is not listed");
            }
        }
    }
}

/// The path of the module that a file of the crate, not of the runtime, adds to.
fn module_of(path: &str) -> Option<String> {
    let path = path.strip_prefix("src/")?.strip_suffix(".rs")?;
    match path.split('/').collect::<Vec<_>>().as_slice() {
        ["client"] => Some(String::new()),
        ["sid"] => Some("sid::".to_owned()),
        [module, file @ ("unreferenced" | "webhooks")] => Some(format!("{module}::{file}::")),
        [module, file] if *module != "runtime" && *file != "examples" => {
            Some(format!("{module}::"))
        }
        _ => None,
    }
}

#[test]
fn every_feature_of_a_document_is_listed() {
    let mut input = input(include_str!("../../spec/twilio_numbers_v1.json"));
    input.documents[0].features = Features::Resource;
    let generated = output(&input);
    let manifest = String::from_utf8_lossy(&generated.files["Cargo.toml"]).into_owned();
    let features = manifest.lines().filter_map(|line| line.split_once(" = ["));
    let features = features
        .map(|(name, _)| name)
        .filter(|name| name.starts_with("v1"));
    let features: Vec<_> = features.collect();
    assert!(features.len() > 2, "{manifest}");
    for feature in features {
        listed(&generated.surface, feature, &[ItemKind::Feature]);
    }
}

#[test]
fn credentials_keep_their_names_and_variables() {
    let document = |schemes: &str| {
        format!(
            "openapi: 3.0.3\ninfo: {{ title: Acme, version: '1' }}\nservers: [ {{ url: 'https://acme.test' }} ]\n\
             security: [ {{ key: [] }}, {{ other: [] }} ]\npaths: {{}}\ncomponents:\n  securitySchemes:\n{schemes}"
        )
    };
    let key = "    key: { type: apiKey, in: header, name: X-Key }\n";
    let other = |name: &str| format!("    other: {{ type: apiKey, in: header, name: {name} }}\n");
    let surface = |text: &str, lock: Option<Surface>| {
        let mut input = input(text);
        input.lock = lock;
        output(&input).surface
    };
    let names = |surface: &Surface| -> Vec<(String, String)> {
        let items = surface
            .items()
            .filter(|item| item.origin.starts_with("key "));
        let variable = |item: &Item| item.fact("variable").unwrap().to_owned();
        items
            .map(|item| (item.path.clone(), variable(item)))
            .collect()
    };
    let old = surface(&document(&format!("{key}{}", other("X-Other"))), None);
    assert_eq!(names(&old).len(), 2);
    // The scheme has another name; the header is the same.
    let text = document(&format!("{key}{}", other("X-Other")));
    let text = text.replace("other:", "another:");
    assert_eq!(names(&surface(&text, Some(old.clone()))), names(&old));
}

/// Twilio's lookups have a list, and an object whose members are sent apart, of one name.
#[test]
fn parameters_of_one_name_differ_by_their_location() {
    let parameter = "{ name: AddOns, in: query, schema: { type: array, items: { type: string } } }";
    let map =
        "{ name: AddOnsData, in: query, schema: { format: prefixed-collapsible-map-AddOns } }";
    let document = |first: &str, second: &str| {
        support::document(&format!(
            "paths:\n  /n:\n    get:\n      operationId: FetchNumber\n      parameters: [ {first}, {second} ]\n      \
             responses: {{ '204': {{ description: Done }} }}\n"
        ))
    };
    let surface = |text: &str, lock: Option<Surface>| {
        let mut input = input(text);
        input.documents[0].dialect = Dialect::built_in("twilio");
        input.lock = lock;
        output(&input).surface
    };
    let old = surface(&document(parameter, map), None);
    let new = surface(&document(map, parameter), Some(old.clone()));
    assert!(old.items().eq(new.items()), "was:\n{old}\nis:\n{new}");
    let types = ["add_ons", "add_ons_data"].map(|name| {
        listed(
            &new,
            &format!("v1::FetchNumber::{name}"),
            &[ItemKind::Field],
        )
        .signature
        .clone()
    });
    assert_ne!(types[0], types[1]);
}
