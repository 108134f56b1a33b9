//! Edits of what code names.

use serde_json::json;

use super::{
    CREATE, Edit, FETCH, LIST, NEW_PET, PET, all, at, insert, one, pascal, push_parameter, remove,
};

pub(super) const ADDITIONS: &[Edit] = &[
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

pub(super) const REMOVALS: &[Edit] = &[
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

pub(super) const RENAMES: &[Edit] = &[
    |document, name| {
        let age = remove(document, PET, "age");
        insert(document, PET, name, age);
        one("v1::Pet::age", "renamed", "major, wire")
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
        one("v1::ListPets::color", "renamed", "major, wire")
    },
];

pub(super) const TYPES: &[Edit] = &[
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
