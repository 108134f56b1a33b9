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

#[derive(Clone, Debug, PartialEq, Eq)]
enum Material {
    Wood,
    Unrecognized(UnrecognizedValue),
}
runtime::open_enum!(Material { Wood: "WOOD" });

#[test]
fn the_macros_find_what_they_need() {
    let sid: ThingSid = "TH0123456789abcdef0123456789abcdef".parse().unwrap();
    assert!(sid.is_well_formed());
    assert_eq!(Material::from("WOOD"), Material::Wood);
    assert_eq!(Material::from("Air").to_string(), "Air");
}
