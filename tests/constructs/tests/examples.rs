//! The example tests that the generator writes for these documents.

#![allow(clippy::expect_used, reason = "the generated tests fail so")]

#[cfg(any(feature = "parts-orders", feature = "parts-people"))]
mod parts {
    include!(concat!(env!("OUT_DIR"), "/tests/parts_examples.rs"));
}

#[cfg(feature = "v30")]
mod v30 {
    include!(concat!(env!("OUT_DIR"), "/tests/v30_examples.rs"));
}
