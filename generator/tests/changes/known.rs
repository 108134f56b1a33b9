//! A random known edit: the report names exactly it, and nothing else.

use std::collections::BTreeSet;

use proptest::prelude::*;
use serde_json::{Value, json};

use crate::cases::PETS;
use crate::changes;

/// The changes that an edit must be reported as: path, aspect and class.
type Expected = BTreeSet<(String, &'static str, &'static str)>;

fn one(path: impl Into<String>, aspect: &'static str, class: &'static str) -> Expected {
    [(path.into(), aspect, class)].into()
}

fn all<const N: usize>(changes: [(&str, &'static str, &'static str); N]) -> Expected {
    let changes = changes.into_iter();
    let owned = changes.map(|(path, aspect, class)| (path.to_owned(), aspect, class));
    owned.collect()
}

/// An edit of the document. It returns what must be reported; `name` is a new name.
type Edit = fn(&mut Value, name: &str) -> Expected;

const PET: &str = "/components/schemas/Pet/properties";
const NEW_PET: &str = "/components/schemas/NewPet/properties";
const LIST: &str = "/paths/~1pets/get";
const CREATE: &str = "/paths/~1pets/post";
const FETCH: &str = "/paths/~1pets~1{id}/get";

fn at<'v>(document: &'v mut Value, pointer: &str) -> &'v mut Value {
    document.pointer_mut(pointer).unwrap()
}

fn insert(document: &mut Value, pointer: &str, name: &str, value: Value) {
    at(document, pointer)[name] = value;
}

fn remove(document: &mut Value, pointer: &str, name: &str) -> Value {
    let object = at(document, pointer).as_object_mut().unwrap();
    object.shift_remove(name).unwrap()
}

fn push_parameter(document: &mut Value, parameter: Value) {
    let parameters = at(document, &format!("{LIST}/parameters"));
    parameters.as_array_mut().unwrap().insert(0, parameter);
}

fn pascal(name: &str) -> String {
    name[..1].to_uppercase() + &name[1..]
}

const ADDITIONS: &[Edit] = &[
    |document, name| {
        insert(document, PET, name, json!({ "type": "boolean" }));
        one(format!("v1::Pet::{name}"), "added", "minor")
    },
    |document, name| {
        insert(document, NEW_PET, name, json!({ "type": "boolean" }));
        one(format!("v1::NewPet::{name}"), "added", "minor")
    },
    |document, name| {
        let values = at(document, "/components/schemas/Status/enum");
        values.as_array_mut().unwrap().insert(0, json!(name));
        one(format!("v1::Status::{}", pascal(name)), "added", "minor")
    },
    |document, name| {
        push_parameter(
            document,
            json!({ "name": name, "in": "query", "schema": { "type": "boolean" } }),
        );
        one(format!("v1::ListPets::{name}"), "added", "minor")
    },
    |document, name| {
        let operation = json!({
            "operationId": format!("{name}_pet"),
            "tags": ["pets"],
            "responses": { "204": { "description": "Done" } },
        });
        insert(
            document,
            "/paths",
            &format!("/{name}"),
            json!({ "delete": operation }),
        );
        one(format!("v1::PetsApi::{name}"), "added", "minor")
    },
    |document, name| {
        let schema = json!({ "type": "object", "properties": { "id": { "type": "string" } } });
        insert(document, "/components/schemas", name, schema);
        one(
            format!("v1::unreferenced::{}", pascal(name)),
            "added",
            "minor",
        )
    },
    |document, name| {
        let food = at(document, "/components/schemas/Food/oneOf");
        let alternative = json!({ "title": name, "type": "boolean" });
        food.as_array_mut().unwrap().push(alternative);
        let variant = format!("v1::Food::{}", pascal(name));
        all([
            ("v1::Food: From<bool>", "added", "minor"),
            (&variant, "added", "minor"),
        ])
    },
];

const REMOVALS: &[Edit] = &[
    |document, _| {
        remove(document, PET, "age");
        one("v1::Pet::age", "removed", "major")
    },
    |document, _| {
        remove(document, NEW_PET, "nick");
        one("v1::NewPet::nick", "removed", "major")
    },
    |document, _| {
        *at(document, "/components/schemas/Status/enum") = json!(["done"]);
        one("v1::Status::InProgress", "removed", "major")
    },
    |document, _| {
        let parameters = at(document, &format!("{LIST}/parameters"));
        parameters.as_array_mut().unwrap().pop();
        one("v1::ListPets::color", "removed", "major")
    },
    |document, _| {
        remove(document, "/paths", "/pets/{id}");
        one("v1::PetsApi::fetch", "removed", "major")
    },
];

const RENAMES: &[Edit] = &[
    |document, name| {
        let age = remove(document, PET, "age");
        insert(document, PET, name, age);
        one("v1::Pet::age", "renamed", "major")
    },
    |document, name| {
        let pet = remove(document, "/components/schemas", "Pet");
        insert(document, "/components/schemas", name, pet);
        let reference = format!("#/components/schemas/{name}\"");
        let text = document.to_string();
        *document =
            serde_json::from_str(&text.replace("#/components/schemas/Pet\"", &reference)).unwrap();
        one("v1::Pet", "renamed", "major")
    },
    |document, name| {
        insert(document, FETCH, "operationId", json!(format!("{name}_pet")));
        all([
            ("v1::FetchPet", "renamed", "major"),
            ("v1::PetsApi::fetch", "renamed", "major"),
        ])
    },
    |document, name| {
        for operation in [LIST, CREATE, FETCH] {
            insert(document, operation, "tags", json!([name]));
        }
        all([
            ("v1::PetsApi", "renamed", "major"),
            ("v1::V1::pets", "renamed", "major"),
        ])
    },
    |document, name| {
        insert(
            document,
            &format!("{LIST}/parameters/1"),
            "name",
            json!(name),
        );
        one("v1::ListPets::color", "renamed", "major")
    },
];

const TYPES: &[Edit] = &[
    |document, _| {
        insert(document, PET, "age", json!({ "type": "boolean" }));
        one("v1::Pet::age", "signature", "major")
    },
    |document, _| {
        insert(document, PET, "name", json!({ "type": "integer" }));
        one("v1::Pet::name", "signature", "major")
    },
    |document, _| {
        let status = json!({ "type": "object", "properties": { "value": { "type": "string" } } });
        insert(document, "/components/schemas", "Status", status);
        one("v1::Status", "kind", "major")
    },
    |document, _| {
        let done = json!({ "204": { "description": "Done" } });
        insert(document, CREATE, "responses", done);
        one("v1::CreatePet::ResponseBody", "signature", "major")
    },
    |document, name| {
        let parameter = json!({ "name": name, "in": "query", "required": true, "schema": { "type": "string" } });
        push_parameter(document, parameter);
        let field = format!("v1::ListPets::{name}");
        all([
            ("v1::ListPets", "traits", "major"),
            ("v1::ListPets::new", "signature", "major"),
            ("v1::PetsApi::list", "signature", "major"),
            (&field, "added", "minor, wire"),
        ])
    },
    |document, _| {
        at(document, "/components/schemas/NewPet")["required"] = json!(["name"]);
        all([
            ("v1::NewPet::age", "signature", "major, wire"),
            ("v1::NewPet::new", "signature", "major"),
            ("v1::NewPet::age", "added", "minor"),
        ])
    },
];

const WIRE: &[Edit] = &[
    |document, name| {
        let list = remove(document, "/paths", "/pets");
        insert(document, "/paths", &format!("/{name}"), list);
        all([
            ("v1::ListPets", "wire", "patch, wire"),
            ("v1::CreatePet", "wire", "patch, wire"),
        ])
    },
    |document, _| {
        let create = remove(document, "/paths/~1pets", "post");
        insert(document, "/paths/~1pets", "put", create);
        one("v1::CreatePet", "wire", "patch, wire")
    },
    |document, _| {
        insert(
            document,
            &format!("{LIST}/parameters/1"),
            "in",
            json!("header"),
        );
        // Its location and its style.
        one("v1::ListPets::color", "wire", "patch, wire")
    },
    |document, _| {
        insert(
            document,
            &format!("{LIST}/parameters/0/schema"),
            "default",
            json!(50),
        );
        one("v1::ListPets::size", "wire", "patch, wire")
    },
    |document, _| {
        let content = at(document, &format!("{CREATE}/requestBody/content"));
        let json = content
            .as_object_mut()
            .unwrap()
            .shift_remove("application/json");
        content["application/x-www-form-urlencoded"] = json.unwrap();
        one("v1::CreatePet::body", "wire", "patch, wire")
    },
    |document, _| {
        insert(document, CREATE, "security", json!([]));
        one("v1::CreatePet", "wire", "patch, wire")
    },
    |document, _| {
        *at(document, "/components/securitySchemes/token/scheme") = json!("basic");
        one("crate", "wire", "patch, wire")
    },
    |document, name| {
        *at(document, "/servers/0/url") = json!(format!("https://{name}.acme.test"));
        one("v1", "wire", "patch, wire")
    },
    |document, name| {
        *at(document, "/components/schemas/Status/enum") = json!(["IN_PROGRESS", "done"]);
        let _ = name;
        one("v1::Status::InProgress", "wire", "patch, wire, silent")
    },
];

const CONSTRAINTS: &[Edit] = &[
    |document, _| {
        insert(
            document,
            &format!("{LIST}/parameters/1/schema"),
            "maxLength",
            json!(5),
        );
        one("v1::ListPets::color", "constraint", "patch, wire")
    },
    |document, _| {
        insert(
            document,
            &format!("{LIST}/parameters/1/schema"),
            "maxLength",
            json!(50),
        );
        one("v1::ListPets::color", "constraint", "minor")
    },
    |document, _| {
        remove(
            document,
            &format!("{LIST}/parameters/1/schema"),
            "maxLength",
        );
        one("v1::ListPets::color", "constraint", "minor")
    },
    |document, _| {
        insert(
            document,
            &format!("{NEW_PET}/nick"),
            "pattern",
            json!("^[a-z]+$"),
        );
        one("v1::NewPet::nick", "constraint", "patch, wire")
    },
    |document, _| {
        insert(document, &format!("{NEW_PET}/age"), "minimum", json!(1));
        one("v1::NewPet::age", "constraint", "patch, wire")
    },
    |document, _| {
        insert(
            document,
            &format!("{NEW_PET}/nick"),
            "deprecated",
            json!(true),
        );
        one("v1::NewPet::nick", "deprecation", "patch")
    },
    |document, _| {
        insert(document, CREATE, "deprecated", json!(true));
        one("v1::CreatePet", "deprecation", "patch")
    },
];

/// Edits that change nothing for users.
const NEUTRAL: &[Edit] = &[
    |document, name| {
        insert(document, "/info", "description", json!(name));
        insert(document, &format!("{PET}/age"), "description", json!(name));
        insert(document, LIST, "summary", json!(name));
        Expected::new()
    },
    |document, _| {
        let properties = at(document, PET).as_object_mut().unwrap();
        let age = properties.shift_remove("age").unwrap();
        properties.insert("age".to_owned(), age);
        Expected::new()
    },
    |document, _| {
        at(document, "/components/schemas/NewPet")["required"] = json!(["age", "name"]);
        Expected::new()
    },
    |document, _| {
        *at(document, "/components/schemas/Status/enum") = json!(["done", "in-progress"]);
        Expected::new()
    },
    |document, _| {
        let food = at(document, "/components/schemas/Food/oneOf");
        food.as_array_mut().unwrap().reverse();
        Expected::new()
    },
    |document, _| {
        let parameters = at(document, &format!("{LIST}/parameters"));
        parameters.as_array_mut().unwrap().reverse();
        Expected::new()
    },
    |document, name| {
        let parameter = at(document, &format!("{LIST}/parameters/0")).take();
        *at(document, &format!("{LIST}/parameters/0")) =
            json!({ "$ref": format!("#/components/parameters/{name}") });
        at(document, "/components")["parameters"] = json!({ name: parameter });
        Expected::new()
    },
];

/// All edits, by their kind.
const EDITS: &[&[Edit]] = &[
    ADDITIONS,
    REMOVALS,
    RENAMES,
    TYPES,
    WIRE,
    CONSTRAINTS,
    NEUTRAL,
];

/// Applies an edit, and returns what is reported and what must be.
fn run(edit: Edit, name: &str) -> (Expected, Expected, Vec<String>) {
    let mut document: Value = serde_yaml::from_str(PETS).unwrap();
    let old = document.to_string();
    let expected = edit(&mut document, name);
    let found = changes(&old, &document.to_string());
    let lines = found.iter().map(crate::line).collect();
    let class = |line: &str| {
        let classes = [
            "patch, wire, silent",
            "patch, wire",
            "minor, wire",
            "major, wire",
            "patch",
            "minor",
            "major",
        ];
        let mut classes = classes.into_iter();
        classes.find(|class| line.starts_with(&format!("{class}:")))
    };
    let found = found.iter().map(|change| {
        let class = class(&crate::line(change)).unwrap_or("unknown");
        (change.path().to_owned(), change.aspect.as_str(), class)
    });
    (found.collect(), expected, lines)
}

/// Every edit once, so that each kind of change is tried in each run.
#[test]
fn every_known_edit_is_the_only_change() {
    for edit in EDITS.iter().copied().flatten() {
        let (found, expected, lines) = run(*edit, "umbrax");
        assert_eq!(found, expected, "{lines:#?}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_known_edit_is_the_only_change(
        edit in prop::sample::select(EDITS.concat()),
        // No letters that end or begin a word of the document's.
        name in "[b-d][e-o]{2,7}x",
    ) {
        let (found, expected, lines) = run(edit, &name);
        prop_assert_eq!(found, expected, "{:#?}", lines);
    }
}
