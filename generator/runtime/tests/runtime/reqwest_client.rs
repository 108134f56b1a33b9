//! The transport on a client of reqwest.

use std::io::{Read, Write};
use std::net::TcpListener;
use std::thread;
use std::time::{Duration, Instant};

use rustls::crypto::ring;
use sdksmith_runtime::{ExponentialBackoff, ReqwestTransport, RetryPolicy};

use crate::support::{FetchThing, builder};

fn with_tls(client: reqwest::ClientBuilder) -> reqwest::ClientBuilder {
    let tls = rustls::ClientConfig::builder_with_provider(ring::default_provider().into())
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_root_certificates(rustls::RootCertStore::empty())
        .with_no_client_auth();
    client.tls_backend_preconfigured(tls)
}

fn transport() -> ReqwestTransport {
    let client = with_tls(reqwest::Client::builder());
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
async fn connecting_has_a_time_limit_for_each_call() {
    // A server that accepts connections and never agrees on the encryption.
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("https://{}", listener.local_addr().unwrap());
    for limit in [100, 300] {
        let limit = Duration::from_millis(limit);
        let client = builder().base_url(&url).connect_timeout(limit);
        let client = client.transport(transport()).build().unwrap();
        let started = Instant::now();
        let error = client.call(FetchThing { id: "1".into() }).send().await;
        let error = error.unwrap_err();
        assert!(error.is_connect(), "{error:?}");
        assert!(!error.may_have_taken_effect() && !error.is_timeout());
        let text = format!("none was ready within {limit:?}");
        assert!(error.to_string().contains(&text), "{error}");
        assert!((limit..10 * limit + Duration::from_secs(5)).contains(&started.elapsed()));
    }
}

#[tokio::test]
async fn a_proxy_that_requires_credentials_is_an_error_of_its_own() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let proxy = format!("http://{}", listener.local_addr().unwrap());
    thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.unwrap();
            assert_ne!(stream.read(&mut [0; 4096]).unwrap(), 0);
            let refusal = "HTTP/1.1 407 Proxy Authentication Required\r\ncontent-length: 0\r\n\r\n";
            stream.write_all(refusal.as_bytes()).unwrap();
        }
    });
    let proxied = reqwest::Client::builder().proxy(reqwest::Proxy::all(proxy).unwrap());
    let transport = ReqwestTransport::new(with_tls(proxied)).unwrap();
    let retry = ExponentialBackoff::new(Duration::ZERO, Duration::ZERO).max_attempts(3);
    let client = builder().base_url("https://api.example").retry(retry);
    let client = client.transport(transport).build().unwrap();
    let error = client.call(FetchThing { id: "1".into() }).send().await;
    let error = error.unwrap_err();
    assert!(
        error.is_proxy() && !error.may_have_taken_effect(),
        "{error:?}"
    );
    assert_eq!(error.attempts(), 1, "{error}");
}

#[tokio::test]
async fn an_error_that_announces_too_much_keeps_its_code() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        assert_ne!(stream.read(&mut [0; 4096]).unwrap(), 0);
        let body = format!("{{\"code\": 7, \"x\": \"{}", "y".repeat(2000));
        let head = "HTTP/1.1 400 Bad\r\ncontent-length: 104857600\r\n\r\n";
        stream
            .write_all(format!("{head}{body}").as_bytes())
            .unwrap();
        thread::sleep(Duration::from_millis(500));
    });
    let client = builder().base_url(url).allow_plain_http("127.0.0.1");
    let client = client
        .max_response_bytes(1000)
        .transport(transport())
        .build()
        .unwrap();
    let error = client.call(FetchThing { id: "1".into() }).send().await;
    let error = error.unwrap_err();
    assert!(error.is_too_large() && error.is_api(), "{error:?}");
    assert_eq!(error.code(), Some(7));
}

#[tokio::test]
async fn plain_http_must_be_allowed_by_name_as_proxies_of_reqwest_are_unknown() {
    let client = builder().base_url("http://127.0.0.1:1");
    let client = client.transport(transport()).build().unwrap();
    let error = client.call(FetchThing { id: "1".into() }).send().await;
    let error = error.unwrap_err();
    assert!(error.is_configuration(), "{error}");
    assert!(error.to_string().contains("through a proxy"), "{error}");
}
