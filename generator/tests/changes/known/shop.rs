//! Edits of a document with more of OpenAPI. Each touches parts of its own, so that any two can be made at once.

use proptest::prelude::*;
use serde_json::{Value, json};

use super::{Edit, Expected, all, at, insert, one, remove, run};

const SHOP: &str = include_str!("../../fixtures/changes/shop.yaml");

const LIST: &str = "/paths/~1items/get";
const CREATE: &str = "/paths/~1items/post";
const FETCH: &str = "/paths/~1items~1{id}/get";
const DELETE: &str = "/paths/~1items~1{id}/delete";
const ORDER: &str = "/paths/~1orders/post";
const UPLOAD: &str = "/paths/~1files/post";
const ITEM: &str = "/components/schemas/Item/properties";
const NEW_ITEM: &str = "/components/schemas/NewItem/properties";

/// Edits of constraints: the keyword of a property of `NewItem`, its new value, and the consequence.
const CONSTRAINTS: &[(&str, &str, &str, &str)] = &[
    ("name", "minLength", "2", "patch, wire"),
    ("name", "minLength", "0", "minor"),
    ("name", "maxLength", "20", "patch, wire"),
    ("name", "maxLength", "80", "minor"),
    ("price", "minimum", "1", "patch, wire"),
    ("price", "minimum", "-1", "minor"),
    ("price", "maximum", "10", "patch, wire"),
    ("price", "exclusiveMinimum", "true", "patch, wire"),
    ("price", "multipleOf", "0.5", "patch, wire"),
    ("count", "maximum", "8", "patch, wire"),
    ("count", "maximum", "10", "minor"),
    ("codes", "minItems", "2", "patch, wire"),
    ("codes", "maxItems", "4", "patch, wire"),
    ("codes", "maxItems", "6", "minor"),
    ("codes", "uniqueItems", "false", "minor"),
    ("labels", "maxProperties", "3", "patch, wire"),
    ("labels", "minProperties", "1", "patch, wire"),
    ("remark", "pattern", "\"^[a-z]+$\"", "patch, wire"),
];

/// Edits that concern one item each, or none, wherever others are made.
const EDITS: &[Edit] = &[
    // Defaults.
    |document, _| {
        insert(document, &format!("{NEW_ITEM}/count"), "default", json!(2));
        one("v1::NewItem::count", "wire", "patch, wire")
    },
    |document, _| {
        let limit = format!("{LIST}/parameters/5/schema");
        insert(document, &limit, "default", json!(20));
        one("v1::ListItems::limit", "wire", "patch, wire")
    },
    // Encodings and styles of parameters.
    |document, _| {
        insert(
            document,
            &format!("{LIST}/parameters/1"),
            "explode",
            json!(false),
        );
        one("v1::ListItems::tags", "wire", "patch, wire")
    },
    |document, _| {
        insert(
            document,
            &format!("{LIST}/parameters/2"),
            "style",
            json!("form"),
        );
        one("v1::ListItems::filter", "wire", "patch, wire")
    },
    |document, _| {
        insert(
            document,
            &format!("{LIST}/parameters/3"),
            "in",
            json!("cookie"),
        );
        one("v1::ListItems::trace", "wire", "patch, wire")
    },
    |document, _| {
        let since = format!("{LIST}/parameters/4/schema");
        insert(document, &since, "format", json!("date-time-rfc-2822"));
        one("v1::ListItems::since", "wire", "patch, wire")
    },
    // Formats.
    |document, _| {
        let due = format!("{NEW_ITEM}/due");
        insert(document, &due, "format", json!("date-time-rfc-2822"));
        one("v1::NewItem::due", "wire", "patch, wire")
    },
    |document, _| {
        insert(document, &format!("{ITEM}/size"), "format", json!("int64"));
        one("v1::Item::size", "signature", "major")
    },
    |document, _| {
        remove(document, &format!("{ITEM}/created"), "format");
        one("v1::Item::created", "signature", "major")
    },
    // Presence.
    |document, _| {
        remove(document, &format!("{NEW_ITEM}/remark"), "nullable");
        all([("v1::NewItem::remark", "signature", "major, wire")])
    },
    |document, _| {
        insert(
            document,
            &format!("{NEW_ITEM}/secret"),
            "readOnly",
            json!(true),
        );
        remove(document, &format!("{NEW_ITEM}/secret"), "writeOnly");
        all([
            ("v1::NewItem::secret", "removed", "major"),
            ("v1::NewItem::secret", "wire", "patch, wire"),
        ])
    },
    |document, _| {
        at(document, "/components/schemas/Item")["required"] = json!(["id"]);
        all([
            ("v1::Item::name", "signature", "major"),
            ("v1::Item::new", "signature", "major"),
            ("v1::ItemArgs", "removed", "major"),
        ])
    },
    // Enums.
    |document, name| {
        let kind = at(document, &format!("{ITEM}/kind/enum"));
        kind.as_array_mut().unwrap().push(json!(name));
        one("v1::ItemKind::Umbrax", "added", "minor")
    },
    |document, _| {
        insert(
            document,
            &format!("{NEW_ITEM}/level"),
            "enum",
            json!([1, 2, 3]),
        );
        one("v1::NewItemLevel::Value3", "added", "minor")
    },
    |document, _| {
        insert(
            document,
            &format!("{NEW_ITEM}/kind"),
            "enum",
            json!(["big"]),
        );
        one("v1::NewItemKind::Small", "removed", "major")
    },
    // Values of maps.
    |document, _| {
        let labels = format!("{ITEM}/labels");
        insert(
            document,
            &labels,
            "additionalProperties",
            json!({ "type": "integer" }),
        );
        one("v1::Item::labels", "signature", "major")
    },
    // Security and servers.
    |document, _| {
        insert(document, DELETE, "security", json!([{}, { "token": [] }]));
        one("v1::DeleteItem", "wire", "patch, wire")
    },
    |document, _| {
        let scheme = "/components/securitySchemes/key";
        insert(document, scheme, "name", json!("X-Other"));
        all([("crate", "wire", "patch, wire")])
    },
    |document, _| {
        insert(
            document,
            &format!("{ORDER}/servers/0"),
            "url",
            json!("https://o.acme.test"),
        );
        one("v1::CreateOrder", "wire", "patch, wire")
    },
    // The number of attempts.
    |document, _| {
        insert(document, DELETE, "x-retries", json!({ "max_attempts": 2 }));
        one("v1::DeleteItem", "wire", "patch, wire")
    },
    // Forms, parts and media types.
    |document, _| {
        let encoding = "/requestBody/content/application~1x-www-form-urlencoded/encoding/lines";
        insert(
            document,
            &format!("{ORDER}{encoding}"),
            "explode",
            json!(false),
        );
        one("v1::CreateOrder::body", "wire", "patch, wire")
    },
    |document, _| {
        let encoding = "/requestBody/content/multipart~1form-data/encoding/file";
        insert(
            document,
            &format!("{UPLOAD}{encoding}"),
            "contentType",
            json!("image/jpeg"),
        );
        one("v1::UploadFile::body", "wire", "patch, wire")
    },
    |document, _| {
        let content = at(document, &format!("{UPLOAD}/responses/200/content"));
        let text = content
            .as_object_mut()
            .unwrap()
            .shift_remove("text/plain")
            .unwrap();
        content["text/csv"] = text;
        one("v1::UploadFile", "wire", "patch, wire")
    },
    // Statuses.
    |document, _| {
        let responses = at(document, &format!("{CREATE}/responses"))
            .as_object_mut()
            .unwrap();
        let created = responses.shift_remove("201").unwrap();
        responses.insert("200".to_owned(), created);
        Expected::new()
    },
    |document, _| {
        insert(
            document,
            &format!("{FETCH}/responses"),
            "404",
            json!({ "description": "None" }),
        );
        Expected::new()
    },
    |document, _| {
        remove(document, &format!("{ORDER}/responses"), "202");
        one("v1::CreateOrder::ResponseBody", "signature", "major")
    },
    // Discriminators.
    |document, _| {
        let mapping = at(document, "/components/schemas/Event/discriminator/mapping");
        let opened = mapping
            .as_object_mut()
            .unwrap()
            .shift_remove("opened")
            .unwrap();
        mapping["begun"] = opened;
        one("v1::Event::Opened", "wire", "patch, wire")
    },
    // Error codes.
    |document, _| {
        let codes = at(document, "/x-error-codes").as_array_mut().unwrap();
        codes.insert(
            0,
            json!({ "code": 50, "name": "BadKind", "summary": "The kind is bad." }),
        );
        one("v1::ErrorCode::BadKind", "added", "minor")
    },
    |document, _| {
        let codes = format!("{NEW_ITEM}/name/x-error-codes");
        insert(document, &codes, "maxLength", json!(200));
        one("v1::NewItem::name", "client", "patch")
    },
    // Deprecations.
    |document, _| {
        insert(document, FETCH, "deprecated", json!(true));
        one("v1::FetchItem", "deprecation", "patch")
    },
    |document, _| {
        insert(
            document,
            "/components/schemas/Spare",
            "deprecated",
            json!(true),
        );
        one("v1::unreferenced::Spare", "deprecation", "patch")
    },
    // Edits that move a part without changing it.
    |document, name| {
        let order = at(document, "/components/schemas/Order/properties/state").take();
        insert(
            document,
            "/components/schemas/Order/properties",
            "state",
            json!({ "$ref": format!("#/components/schemas/{name}") }),
        );
        let text = order;
        insert(document, "/components/schemas", name, text);
        one("v1::Umbrax", "added", "minor")
    },
    |document, name| {
        let response = at(document, &format!("{FETCH}/responses/200")).take();
        insert(
            document,
            &format!("{FETCH}/responses"),
            "200",
            json!({ "$ref": format!("#/components/responses/{name}") }),
        );
        at(document, "/components")["responses"] = json!({ name: response });
        Expected::new()
    },
    |document, _| {
        at(document, "/tags").as_array_mut().unwrap().reverse();
        at(document, "/components/schemas")
            .as_object_mut()
            .unwrap()
            .sort_keys();
        at(document, "/paths").as_object_mut().unwrap().sort_keys();
        Expected::new()
    },
];

#[test]
fn every_known_edit_of_the_shop_is_the_only_change() {
    let outcomes = EDITS.iter().map(|edit| run(SHOP, &[*edit], "umbrax"));
    let wrong: Vec<_> = outcomes
        .filter(|outcome| outcome.found != outcome.expected)
        .map(|outcome| (outcome.expected, outcome.lines))
        .collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn every_constraint_is_compared() {
    for (property, keyword, value, class) in CONSTRAINTS {
        let mut document: Value = serde_yaml::from_str(SHOP).unwrap();
        let old = document.to_string();
        let value: Value = serde_json::from_str(value).unwrap();
        insert(
            &mut document,
            &format!("{NEW_ITEM}/{property}"),
            keyword,
            value,
        );
        let lines: Vec<_> = crate::changes(&old, &document.to_string())
            .iter()
            .map(crate::line)
            .collect();
        let start = format!("{class}: ");
        let is_it = |line: &String| line.starts_with(&start) && line.contains("NewItem::");
        assert!(
            lines.len() == 1 && lines.iter().all(is_it),
            "{property}: {keyword}: {lines:#?}"
        );
    }
}

#[test]
fn operations_that_state_the_credentials_of_the_crate_follow_it() {
    // Once operations differ, each states its credentials, also those that have the crate's.
    let authenticated: Edit = |document, _| {
        insert(document, DELETE, "security", json!([{}, { "token": [] }]));
        one("v1::DeleteItem", "wire", "patch, wire")
    };
    let renamed: Edit = |document, _| {
        insert(
            document,
            "/components/securitySchemes/key",
            "name",
            json!("X-Other"),
        );
        all([("crate", "wire", "patch, wire")])
    };
    let outcome = run(SHOP, &[authenticated, renamed], "umbrax");
    assert_eq!(outcome.found, outcome.expected, "{:#?}", outcome.lines);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn two_known_edits_are_the_only_changes(
        pair in prop::sample::subsequence(EDITS.to_vec(), 2),
    ) {
        let outcome = run(SHOP, &pair, "umbrax");
        prop_assert_eq!(outcome.found, outcome.expected, "{:#?}", outcome.lines);
    }
}
