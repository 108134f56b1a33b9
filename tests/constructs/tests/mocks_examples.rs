//! The generated example tests of the document for mock responses.

#![cfg(feature = "mocks")]
#![allow(clippy::expect_used, reason = "the generated tests fail so")]

include!(concat!(env!("OUT_DIR"), "/crate/tests/mocks_examples.rs"));
