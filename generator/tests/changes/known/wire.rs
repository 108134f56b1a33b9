//! Edits of what is sent, and edits that change nothing.

use serde_json::json;

use super::{CREATE, Edit, Expected, LIST, NEW_PET, PET, all, at, insert, one, remove};

pub(super) const WIRE: &[Edit] = &[
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

pub(super) const CONSTRAINTS: &[Edit] = &[
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
pub(super) const NEUTRAL: &[Edit] = &[
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
