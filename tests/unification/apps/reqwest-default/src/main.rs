//! An application with reqwest as it comes: its clients must be built with its own TLS.

#[path = "../../../ours.rs"]
mod ours;

fn main() {
    let theirs = reqwest::Client::builder().https_only(true).build();
    assert!(theirs.is_ok(), "{theirs:?}");
    ours::check();
}
