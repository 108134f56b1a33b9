//! An application that leaves the choice of cryptography to rustls, which panics if there are two.

#[path = "../../../ours.rs"]
mod ours;

fn main() {
    let roots = rustls::RootCertStore::empty();
    let config = rustls::ClientConfig::builder().with_root_certificates(roots);
    let _config = config.with_no_client_auth();
    ours::check();
}
