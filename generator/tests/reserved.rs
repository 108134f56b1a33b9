//! Methods that generated code adds to types of the runtime never share a name with existing ones, private
//! methods included: two inherent methods of one name do not compile.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test that can't read the sources must fail"
)]

mod support;

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use sdksmith::ir::{Authentication, Credential};
use support::sources::sources;
use support::{api, document, input};
use syn::{ImplItem, Item, Type};

/// Returns the inherent methods of a type of the runtime.
fn methods(owner: &str) -> BTreeSet<String> {
    let files = sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("runtime/src"));
    let mut methods = BTreeSet::new();
    // The generator adds nothing to the credentials of a vendor, which are in the runtime.
    let files = files.iter().filter(|file| !file.ends_with("twilio.rs"));
    for file in files {
        let file = syn::parse_file(&fs::read_to_string(file).unwrap()).unwrap();
        for item in file.items {
            let Item::Impl(found) = item else { continue };
            let Type::Path(of) = *found.self_ty else {
                continue;
            };
            let of = of.path.segments.last().unwrap();
            // A method for one operation is in nobody's way.
            let is_for_all = of.arguments.is_none() || !found.generics.params.is_empty();
            if found.trait_.is_none() && of.ident == owner && is_for_all {
                methods.extend(found.items.iter().filter_map(|item| match item {
                    ImplItem::Fn(method) => Some(method.sig.ident.to_string()),
                    _ => None,
                }));
            }
        }
    }
    assert!(!methods.is_empty(), "{owner}");
    methods
}

#[test]
fn setters_avoid_methods_of_call() {
    let known = methods("Call");
    let parameters: String = known
        .iter()
        .map(|name| format!("{{ name: {name}, in: query, schema: {{}} }}, "))
        .collect();
    let api = api(&input(&document(&format!(
        "paths: {{ /a: {{ get: {{ operationId: get, parameters: [ {parameters} ], responses: {{ '204': {{ description: Done }} }} }} }} }}"
    ))));
    let operation = &api.modules[0].resources[0].operations[0];
    assert_eq!(operation.parameters.len(), known.len());
    for parameter in &operation.parameters {
        assert!(
            !known.contains(parameter.name.plain()),
            "{}",
            parameter.name
        );
    }
}

#[test]
fn modules_avoid_methods_of_client() {
    for known in methods("Client") {
        let mut input = input(&document("paths: {}"));
        input.documents[0].module = known.clone();
        assert_ne!(api(&input).modules[0].name.plain(), known);
    }
}

#[test]
fn accessors_on_the_client_avoid_methods_of_client() {
    let mut known = methods("Client");
    known.extend(
        [
            "new",
            "from_env",
            "builder",
            "builder_from_env",
            "account_sid",
        ]
        .map(str::to_owned),
    );
    let paths: String = known
        .iter()
        .map(|name| {
            format!("/{name}: {{ get: {{ tags: [{name}], responses: {{ '204': {{ description: Done }} }} }} }}, ")
        })
        .collect();
    let mut input = input(&document(&format!("paths: {{ {paths} }}")));
    input.resources_on_client = true;
    let resources = &api(&input).modules[0].resources;
    assert_eq!(resources.len(), known.len());
    for resource in resources {
        assert!(!known.contains(resource.name.plain()), "{}", resource.name);
    }
}

/// A resource `api` of the module `api` would be a module inside one of the same name.
#[test]
fn resource_with_the_name_of_its_module_is_called_a_resource() {
    for (module, tag, accessor) in [
        ("api", "api", "api_resource"),
        ("api", "API", "api_resource"),
        ("shop", "api", "api"),
        ("shop", "shop", "shop_api"),
        ("api", "shop", "shop"),
    ] {
        let mut input = input(&document(&format!(
            "paths: {{ /a: {{ get: {{ tags: [{tag}], responses: {{ '204': {{ description: Done }} }} }} }} }}"
        )));
        module.clone_into(&mut input.documents[0].module);
        let resource = &api(&input).modules[0].resources[0];
        assert_eq!(resource.name.plain(), accessor, "{tag} in {module}");
    }
}

#[test]
fn credential_setters_avoid_methods_of_credentials() {
    let known = methods("Credentials");
    let schemes: String = known
        .iter()
        .map(|name| format!("{name}: {{ type: apiKey, in: header, name: X-{name} }}, "))
        .collect();
    let api = api(&input(&document(&format!(
        "paths: {{}}\ncomponents: {{ securitySchemes: {{ {schemes} }} }}"
    ))));
    let Authentication::Declared(ways) = api.authentication else {
        unreachable!("the document declares keys")
    };
    assert_eq!(ways.len(), known.len());
    for credential in ways.iter().flatten() {
        let Credential::Key(key) = credential else {
            unreachable!("the document declares nothing else")
        };
        assert!(!known.contains(key.name.plain()), "{}", key.name);
    }
}
