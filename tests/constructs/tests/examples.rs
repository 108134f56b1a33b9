//! The example tests that the generator writes for these documents.

#![allow(clippy::expect_used, reason = "the generated tests fail so")]

mod v30 {
    include!(concat!(env!("OUT_DIR"), "/tests/v30_examples.rs"));
}
