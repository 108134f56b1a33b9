//! Keywords behind references, in parts of `allOf` and inside lists.

#![cfg(feature = "schemas")]
#![allow(
    clippy::unwrap_used,
    reason = "a test that meets something unexpected shall fail"
)]

use constructs::runtime::{Check, Checker};
use constructs::schemas::*;
use serde_json::{Value, json};

fn thing(more: Value) -> Thing {
    let mut thing = json!({ "name": "n", "tags": [], "day": "2026-01-31", "amount": 1 });
    let more = more.as_object().unwrap().clone();
    thing.as_object_mut().unwrap().extend(more);
    serde_json::from_value(thing).unwrap()
}

fn violations(value: &impl Check) -> Vec<String> {
    let mut checker = Checker::default();
    value.check(&mut checker);
    let violations = checker.into_violations().into_iter();
    violations.map(|found| found.field().to_owned()).collect()
}

#[test]
fn constraints_hold_behind_references_and_inside_lists_and_maps() {
    for (more, path) in [
        (json!({ "name": "toolong" }), "name"),
        (json!({ "sibling": "four" }), "sibling"),
        (json!({ "part": "" }), "part"),
        (json!({ "maybe": "fives" }), "maybe"),
        (json!({ "tags": [null, "abc"] }), "tags[1]"),
        (json!({ "maybes": [null, "fives"] }), "maybes[1]"),
        (json!({ "counts": {} }), "counts"),
        (json!({ "counts": { "a": null, "b": 0 } }), "counts.b"),
        (json!({ "amount": 0.001 }), "amount"),
        (json!({ "half": 10 }), "half"),
        (json!({ "union": "four" }), "union"),
        (json!({ "union": 4 }), "union"),
        (json!({ "union": [] }), "union"),
        (json!({ "ratio": 1.0 }), "ratio"),
        (json!({ "unique": [1, 2, 1] }), "unique"),
        (json!({ "fives": 7 }), "fives"),
        (json!({ "undeclared": "toolong" }), "undeclared"),
        (
            json!({ "stations": { "data": [{ "id": "a", "name": "toolong" }] } }),
            "stations.data[0].name",
        ),
        (
            json!({ "named": { "id": "a", "weight": 1, "x": 2 } }),
            "named.x",
        ),
    ] {
        assert_eq!(violations(&thing(more.clone())), [path], "{more}");
    }
}

#[test]
fn object_with_alternatives_is_a_union_of_whole_objects() {
    let thing = thing(json!({
        "animal": { "id": "a", "kind": "dog", "barks": true },
        "named": { "id": "b", "weight": 1.5, "extra": 7 },
        "pet": { "kind": "bird", "name": "Pip", "wings": 2 },
        "either": { "a": "x" },
    }));
    assert!(matches!(&thing.animal, Some(Animal::Dog(dog)) if dog.id == "a"));
    assert!(matches!(&thing.pet, Some(Pet::Bird(bird)) if bird.wings == Some(2)));
    let written = serde_json::to_value(&thing).unwrap();
    assert_eq!(
        written["animal"],
        json!({ "id": "a", "kind": "dog", "barks": true })
    );
    assert_eq!(
        written["named"],
        json!({ "id": "b", "weight": 1.5, "extra": 7 })
    );
}

#[test]
fn integers_are_as_wide_as_their_bounds() {
    let thing = thing(json!({ "wide": 4_294_967_295_u32, "wider": u64::MAX, "big": u64::MAX }));
    assert_eq!(thing.wide, Some(4_294_967_295));
    assert_eq!((thing.wider, thing.big), (Some(u64::MAX), Some(u64::MAX)));
}
