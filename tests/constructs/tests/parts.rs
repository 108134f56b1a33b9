//! The example tests that the generator writes for a document in parts.

#![allow(clippy::expect_used, reason = "the generated tests fail so")]

include!(concat!(env!("OUT_DIR"), "/crate/tests/parts_examples.rs"));
