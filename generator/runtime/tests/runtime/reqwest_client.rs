//! The transport on a client of reqwest.

use std::io::{Read, Write};
use std::net::TcpListener;
use std::thread;

use rustls::crypto::ring;
use sdksmith_runtime::ReqwestTransport;

use crate::support::{FetchThing, builder};

fn transport() -> ReqwestTransport {
    let tls = rustls::ClientConfig::builder_with_provider(ring::default_provider().into())
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_root_certificates(rustls::RootCertStore::empty())
        .with_no_client_auth();
    let client = reqwest::Client::builder().tls_backend_preconfigured(tls);
    let policy = reqwest::redirect::Policy::limited(5);
    ReqwestTransport::new(client.redirect(policy).no_proxy()).unwrap()
}

#[tokio::test]
async fn a_redirect_is_not_followed_whatever_the_builder_says() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let served = thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        assert_ne!(stream.read(&mut [0; 4096]).unwrap(), 0);
        let answer = "HTTP/1.1 302 Found\r\nlocation: /elsewhere\r\ncontent-length: 0\r\n\r\n";
        stream.write_all(answer.as_bytes()).unwrap();
        let moment = std::time::Duration::from_millis(300);
        stream.set_read_timeout(Some(moment)).unwrap();
        stream.read(&mut [0; 4096]).unwrap_or(0)
    });
    let client = builder().base_url(url).allow_plain_http("127.0.0.1");
    let client = client.transport(transport()).build().unwrap();
    let error = client.call(FetchThing { id: "1".into() }).send().await;
    assert!(error.unwrap_err().is_redirect());
    drop(client);
    assert_eq!(served.join().unwrap(), 0, "nothing else was asked");
}

#[tokio::test]
async fn its_proxies_are_unknown_so_that_plain_http_must_be_allowed_by_name() {
    let client = builder().base_url("http://127.0.0.1:1");
    let client = client.transport(transport()).build().unwrap();
    let error = client.call(FetchThing { id: "1".into() }).send().await;
    let error = error.unwrap_err();
    assert!(error.is_configuration(), "{error}");
    assert!(error.to_string().contains("through a proxy"), "{error}");
}
