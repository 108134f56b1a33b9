//! Proxies: what they get to see, and what they never do.

use std::io::{self, ErrorKind, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::mpsc::{self, Receiver};
use std::thread;

use http::Request;
use sdksmith_runtime::testing::MockTransport;
use sdksmith_runtime::{BlockingTransport, Body, HttpTransport, Limits, Proxy, Transport};

use crate::support::{FetchThing, builder};

fn fetch() -> FetchThing {
    FetchThing { id: "1".into() }
}

fn read_head(stream: &mut TcpStream) -> String {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        let mut byte = [0];
        if stream.read(&mut byte).unwrap() == 0 {
            break;
        }
        head.extend_from_slice(&byte);
    }
    String::from_utf8(head).unwrap()
}

/// A proxy that responds to requests itself and opens tunnels, and what it was sent.
fn proxy() -> (String, Receiver<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap().to_string();
    let (seen, receiver) = mpsc::channel();
    thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.unwrap();
            let head = read_head(&mut stream);
            let target = head
                .strip_prefix("CONNECT ")
                .and_then(|rest| rest.split(' ').next())
                .map(str::to_owned);
            seen.send(head).unwrap();
            match target {
                Some(target) => tunnel(stream, &target),
                None => {
                    let answer = "HTTP/1.1 200 OK\r\ncontent-length: 21\r\nconnection: close\r\n\r\n\
                                  {\"sid\":\"\",\"parts\":[]}";
                    stream.write_all(answer.as_bytes()).unwrap();
                }
            }
        }
    });
    (address, receiver)
}

/// Returns the response of the proxy that refuses a tunnel to the host `status-407.example`,
/// `garbage.example` or `closed.example`.
fn refusal(target: &str) -> Option<String> {
    let name = target.split('.').next().unwrap();
    match name.strip_prefix("status-") {
        Some(status) => Some(format!(
            "HTTP/1.1 {status} Refused\r\ncontent-length: 0\r\n\r\n"
        )),
        None if name == "garbage" => Some("SSH-2.0\r\n\r\n".to_owned()),
        None if name == "endless" => Some(format!("HTTP/1.1 200 OK\r\nx: {}", "y".repeat(20_000))),
        None if name == "closed" => Some(String::new()),
        None => None,
    }
}

fn tunnel(mut client: TcpStream, target: &str) {
    if let Some(refusal) = refusal(target) {
        return client.write_all(refusal.as_bytes()).unwrap();
    }
    let server = TcpStream::connect(target).unwrap();
    client.write_all(b"HTTP/1.1 200 OK\r\n\r\n").unwrap();
    let (mut from, mut to) = (client.try_clone().unwrap(), server.try_clone().unwrap());
    thread::spawn(move || io::copy(&mut from, &mut to));
    let (mut from, mut to) = (server, client);
    thread::spawn(move || io::copy(&mut from, &mut to));
}

#[tokio::test]
async fn credentials_do_not_travel_in_clear_text_through_a_proxy_to_this_machine() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    listener.set_nonblocking(true).unwrap();
    let proxy = Proxy::new(&listener.local_addr().unwrap().to_string()).unwrap();
    for host in ["127.0.0.1", "localhost", "[::1]"] {
        let client = builder().base_url(format!("http://{host}:1"));
        let client = client.proxy(proxy.clone()).build().unwrap();
        let error = client.call(fetch()).send().await.unwrap_err();
        let blocking = client.call(fetch()).send_blocking().unwrap_err();
        for error in [error, blocking] {
            assert!(error.is_configuration(), "{error}");
            assert!(error.to_string().contains("through a proxy"), "{error}");
        }
    }
    assert_eq!(listener.accept().unwrap_err().kind(), ErrorKind::WouldBlock);
}

#[tokio::test]
async fn plain_http_through_a_proxy_must_be_allowed() {
    let (address, seen) = proxy();
    let proxy = Proxy::new(&format!("http://us%65r:p%40ss@{address}")).unwrap();
    assert!(!format!("{proxy:?}").contains("p@ss"), "{proxy:?}");
    let client = builder().base_url("http://api.example:81").proxy(proxy);
    let client = client.allow_plain_http("api.example").build().unwrap();
    let call = client.call(fetch());
    call.clone().send().await.unwrap();
    tokio::task::spawn_blocking(|| call.send_blocking())
        .await
        .unwrap()
        .unwrap();
    for _ in 0..2 {
        let head = seen.recv().unwrap();
        assert!(
            head.starts_with("GET http://api.example:81/v1/Things/1.json HTTP/1.1\r\n"),
            "{head}"
        );
        assert!(head.contains("\r\nhost: api.example:81\r\n"), "{head}");
        assert!(
            head.contains("\r\nproxy-authorization: Basic dXNlcjpwQHNz\r\n"),
            "{head}"
        );
        assert!(head.contains("\r\nauthorization: Basic "), "{head}");
    }
}

#[cfg(any(feature = "rustls-no-provider", feature = "native-tls"))]
#[tokio::test]
async fn https_goes_through_a_tunnel() {
    let (address, seen) = proxy();
    let (url, certificate) = crate::tls::serve();
    let proxy = Proxy::new(&format!("http://user:pass@{address}")).unwrap();
    let client = builder().base_url(&url).proxy(proxy);
    let client = client.root_certificates(crate::tls::pem(&certificate));
    let call = client.build().unwrap().call(fetch());
    call.clone().send().await.unwrap();
    tokio::task::spawn_blocking(|| call.send_blocking())
        .await
        .unwrap()
        .unwrap();
    let target = url.strip_prefix("https://").unwrap();
    for _ in 0..2 {
        // This is all that the proxy sees.
        assert_eq!(
            seen.recv().unwrap(),
            format!(
                "CONNECT {target} HTTP/1.1\r\nHost: {target}\r\n\
                 Proxy-Authorization: Basic dXNlcjpwYXNz\r\n\r\n"
            )
        );
    }
}

#[cfg(any(feature = "rustls-no-provider", feature = "native-tls"))]
#[tokio::test]
async fn refused_tunnels_are_errors_of_their_own() {
    use std::time::Duration;

    use sdksmith_runtime::{ExponentialBackoff, RetryPolicy};

    use crate::support::Ping;

    for (name, is_proxy, reason) in [
        (
            "status-407",
            true,
            "407 Refused; set its user name and password",
        ),
        (
            "status-403",
            true,
            "the proxy refused: HTTP/1.1 403 Refused",
        ),
        ("status-400", true, "400"),
        ("status-302", true, "302"),
        ("status-101", true, "101"),
        ("garbage", true, "the proxy refused: SSH-2.0"),
        (
            "endless",
            true,
            "expected the head of an HTTP response of at most 16 KiB",
        ),
        ("status-429", false, "429"),
        ("status-502", false, "502"),
        ("status-503", false, "503"),
        ("closed", false, "no connection to the server"),
    ] {
        let (address, _seen) = proxy();
        let retry = ExponentialBackoff::new(Duration::ZERO, Duration::ZERO).max_attempts(3);
        let client = builder().base_url(format!("https://{name}.example"));
        let client = client.retry(retry).proxy(Proxy::new(&address).unwrap());
        let error = client.build().unwrap().call(Ping).send().await.unwrap_err();
        assert_eq!(error.is_proxy(), is_proxy, "{name}: {error}");
        assert_eq!(error.is_connect(), !is_proxy, "{name}: {error}");
        // A later attempt may find the proxy in a better state.
        assert_eq!(error.attempts(), if is_proxy { 1 } else { 3 }, "{name}");
        assert!(!error.may_have_taken_effect(), "{name}: {error}");
        assert!(error.to_string().contains(reason), "{name}: {error}");
    }
}

/// Whether a request to this URL goes through one of the proxies.
fn is_used(proxy: &Proxy, url: &str) -> bool {
    let transport = HttpTransport::builder().proxy(proxy.clone());
    let blocking = transport.clone().build_blocking().unwrap();
    let url = url.parse().unwrap();
    let is_used = transport.build().unwrap().may_use_proxy(&url);
    assert_eq!(blocking.may_use_proxy(&url), is_used);
    is_used
}

#[test]
fn hosts_of_no_proxy_are_reached_directly() {
    let proxy = Proxy::new("proxy.example").unwrap();
    let proxy = proxy
        .no_proxy("a.example, .b.example,10.0.0.0/8,::1,192.0.2.1:8080,c.example:444,fd00::/8");
    for (url, expected) in [
        ("https://a.example", false),
        ("https://A.Example", false),
        ("https://x.a.example", false),
        ("https://xa.example", true),
        ("https://b.example", false),
        ("https://x.b.example", false),
        ("http://10.200.0.1", false),
        ("http://11.0.0.1", true),
        ("http://[::1]", false),
        ("http://[::2]", true),
        ("http://[fd12::1]", false),
        ("http://192.0.2.1:8080", false),
        ("http://192.0.2.1", true),
        ("https://c.example:444", false),
        ("https://c.example", true),
        ("http://localhost", true),
    ] {
        assert_eq!(is_used(&proxy, url), expected, "{url}");
    }
    assert!(!is_used(&proxy.no_proxy("*"), "https://other.example"));
}

#[test]
fn proxies_are_read_from_environment_variables() {
    let from = |variables: &'static [(&str, &str)]| {
        Proxy::from_variables(move |name| {
            let found = variables.iter().find(|(variable, _)| *variable == name);
            found.map(|(_, value)| (*value).to_owned())
        })
    };
    let (http, https) = ("http://a.example", "https://a.example");
    for (variables, expected) in [
        (&[][..], (false, false)),
        (&[("HTTP_PROXY", "p:1")], (true, false)),
        (&[("https_proxy", "http://p:1")], (false, true)),
        (&[("ALL_PROXY", "p")], (true, true)),
        (
            &[("ALL_PROXY", "p"), ("NO_PROXY", "a.example")],
            (false, false),
        ),
        (&[("HTTPS_PROXY", "")], (false, false)),
        // A CGI program's `HTTP_PROXY` is a header of the request that it serves.
        (
            &[("HTTP_PROXY", "p:1"), ("REQUEST_METHOD", "GET")],
            (false, false),
        ),
    ] {
        let proxy = from(variables).unwrap();
        let found = (is_used(&proxy, http), is_used(&proxy, https));
        assert_eq!(found, expected, "{variables:?}");
    }
    let error = from(&[("HTTPS_PROXY", "socks5://user:s3cr3t@p:1")]).unwrap_err();
    let error = format!("{error} {error:?}");
    assert!(
        error.contains("HTTPS_PROXY") && !error.contains("s3cr3t"),
        "{error}"
    );
}

#[test]
fn a_client_without_the_default_transports_takes_no_proxy() {
    let client = builder().transport(MockTransport::new());
    let error = client.proxy(Proxy::new("p").unwrap()).build().unwrap_err();
    assert!(error.is_configuration(), "{error}");
}

#[tokio::test]
async fn no_proxy_is_used_by_default() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let request = Request::get(format!("http://{}", listener.local_addr().unwrap()));
    let request = request.body(Body::default()).unwrap();
    let transport = HttpTransport::new().unwrap();
    assert!(!transport.may_use_proxy(request.uri()));
    let answer = thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        let head = read_head(&mut stream);
        stream
            .write_all(b"HTTP/1.1 204 No Content\r\n\r\n")
            .unwrap();
        head
    });
    transport.send(request, Limits::default()).await.unwrap();
    assert!(answer.join().unwrap().starts_with("GET / HTTP/1.1\r\n"));
}
