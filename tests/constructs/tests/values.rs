//! Values as they are read and written.

#![cfg(all(feature = "v30", feature = "v31"))]
#![allow(
    clippy::unwrap_used,
    reason = "a test that meets something unexpected shall fail"
)]

use constructs::runtime::{FromResponse, RawResponse, ResponseReader};
use constructs::v30::unreferenced::*;
use constructs::v30::*;
use constructs::{Nullable, Operation, v31};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

fn read<T: DeserializeOwned>(value: Value) -> T {
    serde_json::from_value(value).unwrap()
}

/// Reads a value and returns it as it is written again.
fn again<T: DeserializeOwned + Serialize>(value: Value) -> Value {
    serde_json::to_value(read::<T>(value)).unwrap()
}

#[test]
fn discriminator_selects_and_unknown_values_are_kept() {
    assert!(matches!(
        read(json!({"kind": "feline", "lives": 9})),
        Pet::Cat(_)
    ));
    assert!(matches!(read(json!({"kind": "Dog"})), Pet::Dog(_)));
    let bird = json!({"kind": "bird", "wings": 2});
    assert!(matches!(read(bird.clone()), Pet::Unrecognized(_)));
    assert_eq!(again::<Pet>(bird.clone()), bird);
}

#[test]
fn untagged_union_keeps_the_most_data() {
    assert!(matches!(read(json!("x")), Loose::Text(_)));
    assert!(matches!(read(json!(7)), Loose::Integer(7)));
    assert!(matches!(read(json!({"a": "x", "b": "y"})), Loose::Wide(_)));
    assert!(matches!(read(json!(["x"])), Loose::List(_)));
    for value in [json!(true), json!(1.5), json!([[1]]), json!({"a": "x"})] {
        assert_eq!(again::<Loose>(value.clone()), value);
    }
}

#[test]
fn recursive_types_and_keyword_names_compile() {
    let value = json!({
        "id": "a", "parent": {"id": "b"}, "children": [{"id": "c"}], "type": "t", "String": "s",
        "a-b": null, "a_b": "u", "": "empty", "non-ASCII é": "n", "labels": {"x": 1}, "mixed": 1,
        "mailed": "Sun, 01 Mar 2026 12:00:00 +0000", "level": 1, "price": 1.5
    });
    assert_eq!(again::<Node>(value.clone()), value);
    let node: Node = read(json!({"id": "a", "level": "2", "price": "0.5", "labels": {"x": "3"}}));
    assert_eq!(
        (node.level, node.price),
        (Some(NodeLevel::Value2), Some(0.5))
    );
}

#[test]
fn nullable_request_fields_have_three_states() {
    let json = |node: Node| serde_json::to_value(node).unwrap();
    assert_eq!(json(Node::new("n")), json!({"id": "n"}));
    assert_eq!(
        json(Node::new("n").a_b_2(Nullable::Null)),
        json!({"id": "n", "a-b": null})
    );
    assert_eq!(
        json(Node::new("n").a_b_2("v")),
        json!({"id": "n", "a-b": "v"})
    );
}

#[test]
fn string_enums_are_open() {
    for text in ["a b", "a.b", "unrecognized", "self", "2g", ""] {
        assert!(Kind::from(text).is_known(), "{text}");
        assert_eq!(again::<Kind>(json!(text)), json!(text));
    }
    assert_eq!(again::<Kind>(json!("new")), json!("new"));
}

#[test]
fn additional_properties_are_kept_if_declared() {
    let value = json!({"known": "x", "other": [1]});
    assert_eq!(again::<Open>(value.clone()), value);
}

#[test]
fn all_of_becomes_one_struct() {
    let both: Both = read(json!({"a": "x", "kind": "feline", "lives": 9}));
    assert_eq!(
        (both.a.as_deref(), both.kind.as_str(), both.lives),
        (Some("x"), "feline", 9)
    );
}

#[test]
fn openapi_3_1_keywords_are_supported() {
    let value = json!({
        "note": null, "either": 3, "state": "open", "count": 1, "address": {"city": "Bonn"},
        "maybe": {"city": "Köln"}, "pair": ["a", 1], "sub": {"x": "y"}
    });
    let port: v31::Port = read(value.clone());
    assert_eq!(port.note, None);
    assert!(port.state.as_ref().is_some_and(v31::PortState::is_known));
    let mut expected = value;
    expected.as_object_mut().unwrap().remove("note");
    assert_eq!(serde_json::to_value(port).unwrap(), expected);
}

#[test]
fn unusual_names_and_bounds_are_supported() {
    let odd = Odd::new().default("a").limit(3).self_("s").self_2("t");
    let json = serde_json::to_value(odd).unwrap();
    let expected = json!({"default": "a", "limit": 3, "Self": "s", "self": "t"});
    assert_eq!(json, expected);
    let slashed: Slashed = read(json!([{"itself": "x"}]));
    assert!(matches!(&slashed[0].itself, Some(Itself::Text(text)) if text == "x"));
}

/// Returns the result of an operation for a status and a body.
fn decoded<O: Operation>(
    status: u16,
    body: &'static str,
) -> <O::ResponseBody as FromResponse>::Output {
    let response = http::Response::builder().status(status);
    let response = RawResponse::new(response.body(body.into()).unwrap(), "x-request-id");
    <O::ResponseBody as FromResponse>::read(&mut ResponseReader::new(&response, true)).unwrap()
}

#[test]
fn status_selects_the_response_variant() {
    let decoded = decoded::<PlaceOrder>;
    assert!(matches!(
        decoded(201, r#"{"id": "a"}"#),
        PlaceOrderResponse::Created(node) if node.id == "a"
    ));
    assert!(matches!(
        decoded(202, r#"{"R": 1}"#),
        PlaceOrderResponse::Accepted(color) if color.r == Some(1)
    ));
    assert_eq!(decoded(204, ""), PlaceOrderResponse::NoContent);
    assert_eq!(
        decoded(206, "%PDF"),
        PlaceOrderResponse::PartialContent("%PDF".into())
    );
    // A class of statuses is for those that have no answer of their own, wherever it stands.
    assert_eq!(
        decoded(299, "later"),
        PlaceOrderResponse::Success("later".into())
    );
}

#[test]
fn default_response_is_the_only_success() {
    assert_eq!(decoded::<CountOrders>(200, "7"), 7);
}
