//! An application whose reqwest has no TLS: its clients must be built without any, and speak plain http.

#[path = "../../../ours.rs"]
mod ours;

fn main() {
    let theirs = reqwest::Client::builder().build();
    assert!(theirs.is_ok(), "{theirs:?}");
    let runtime = ours::runtime();
    let https = runtime.block_on(reqwest::get("https://127.0.0.1:1"));
    // Without TLS, the scheme is refused before anything is connected to.
    let error = format!("{:?}", https.unwrap_err());
    assert!(error.contains("scheme is not http"), "{error}");
    ours::check();
}
