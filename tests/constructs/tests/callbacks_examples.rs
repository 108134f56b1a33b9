//! The example tests that the generator writes for the events of OpenAPI 3.0.

#![allow(clippy::expect_used, reason = "the generated tests fail so")]

include!(concat!(
    env!("OUT_DIR"),
    "/crate/tests/callbacks_examples.rs"
));
