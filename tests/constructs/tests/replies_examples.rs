//! The example tests that the generator writes for a document with replies.

#![cfg(feature = "replies")]
#![allow(clippy::expect_used, reason = "the generated tests fail so")]

include!(concat!(env!("OUT_DIR"), "/crate/tests/replies_examples.rs"));
