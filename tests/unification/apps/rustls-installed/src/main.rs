//! An application that installs the cryptography for all its uses of rustls, ours among them.

#[path = "../../../ours.rs"]
mod ours;

fn main() {
    let error = ours::builder().build().err().map(|error| error.to_string());
    assert!(error.is_some_and(|error| error.contains("install_default")));
    rustls::crypto::ring::default_provider()
        .install_default()
        .unwrap();
    ours::check();
}
