//! Any bytes as a document: a crate of Rust files or errors, and no panic.

#![no_main]

#[path = "../../tests/support/mod.rs"]
mod support;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| support::assert_sound(&support::input(text)));
