//! A client of a crate that has no transport of its own.

#![cfg(all(feature = "v31", not(feature = "hyper")))]
#![allow(
    clippy::unwrap_used,
    reason = "a test that meets something unexpected shall fail"
)]

use constructs::Client;
use constructs::testing::MockTransport;

#[test]
fn without_the_default_transport_one_must_be_set() {
    let error = Client::builder().build().unwrap_err();
    assert!(error.is_configuration(), "{error}");
    let error = error.to_string();
    assert!(error.contains("`ClientBuilder::transport`"), "{error}");
    assert!(error.contains("`hyper`"), "{error}");
    let client = Client::builder().transport(MockTransport::new()).build();
    assert!(client.is_ok());
}
