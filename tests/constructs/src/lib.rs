//! The generated code for documents with every construct of OpenAPI 3.0, 3.1 and 3.2.
//!
//! The code is generated when this crate is built, so it is always that of today's generator; the
//! tests look at requests as they go over the wire and at values as they come back.

include!(concat!(env!("OUT_DIR"), "/crate/src/lib.rs"));
