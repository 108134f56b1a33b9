//! The same files as the module `runtime` of another crate, which is how they are shipped.

#![allow(
    dead_code,
    unreachable_pub,
    unused_imports,
    reason = "a generated crate exports the module and what it makes with it, a test can't"
)]
#![allow(
    clippy::unwrap_used,
    reason = "a test that meets something unexpected shall fail"
)]

#[path = "../src/lib.rs"]
mod runtime;

use runtime::{Sid, UnrecognizedValue};

/// Identifies a thing.
#[derive(Clone, PartialEq, Eq)]
struct ThingSid(Sid);
runtime::sid!(ThingSid, "TH");

#[derive(Clone, Debug, PartialEq)]
struct Crate {
    content: String,
    count: Option<i64>,
}
runtime::object!(Crate {
    content: required("content"),
    count: optional("count", lenient)
});

#[derive(Clone, Debug, PartialEq, Eq)]
enum Material {
    Wood,
    Unrecognized(UnrecognizedValue),
}
runtime::open_enum!(Material { Wood: "WOOD" });

#[derive(Clone, Debug, PartialEq)]
enum Recipient {
    Number(i64),
    Text(String),
    Unrecognized(serde_json::Value),
}
runtime::union!(Recipient { Number, Text });

#[derive(Clone, Debug, PartialEq)]
enum Pet {
    Cat(std::collections::BTreeMap<String, String>),
    Unrecognized(serde_json::Value),
}
runtime::tagged_union!("kind", Pet { Cat: ["cat"] });

enum Lookup {
    Now(i64),
    Later,
}
runtime::responses!(Lookup {
    Now: 200 as runtime::Json<i64>,
    Later: 202
});

#[test]
fn macros_resolve_paths_inside_another_crate() {
    let sid: ThingSid = "TH0123456789abcdef0123456789abcdef".parse().unwrap();
    assert!(sid.is_well_formed());
    assert_eq!(Material::from("WOOD"), Material::Wood);
    assert_eq!(Material::from("Air").to_string(), "Air");
    let filled: Crate = serde_json::from_str(r#"{"count":"2","content":"x"}"#).unwrap();
    assert_eq!(filled.count, Some(2));
    let recipient: Recipient = serde_json::from_str("5").unwrap();
    assert_eq!(recipient, Recipient::Number(5));
    let pet: Pet = serde_json::from_str(r#"{"kind":"dog"}"#).unwrap();
    assert!(matches!(pet, Pet::Unrecognized(_)));
}
