//! The defaults that the guide states, of a client on which nothing is set.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use bytes::Bytes;
use http::{Request, Response};
use sdksmith_runtime::testing::{MockResponse, MockTransport};
use sdksmith_runtime::{Body, ClientBuilder, Limits, Proxy, Transport, TransportFuture};

use crate::support::{FetchThing, PROFILE, Ping, SECRET, credentials};

fn builder() -> ClientBuilder {
    ClientBuilder::new(&PROFILE).credentials(credentials())
}

/// Records the limits of each attempt.
#[derive(Clone, Default)]
struct Recording(Arc<Mutex<Vec<Limits>>>);

impl Transport for Recording {
    fn send(&self, _: Request<Body>, limits: Limits) -> TransportFuture<'_> {
        self.0.lock().unwrap().push(limits);
        Box::pin(async { Ok(Response::new(Bytes::new())) })
    }
}

#[tokio::test]
async fn attempts_have_default_limits() {
    let transport = Recording::default();
    let client = builder().transport(transport.clone()).build().unwrap();
    client.call(Ping).send().await.unwrap();
    let limits = transport.0.lock().unwrap()[0];
    assert_eq!(limits.timeout, Duration::from_secs(30));
    assert_eq!(limits.connect_timeout, Duration::from_secs(10));
    assert_eq!(limits.call_timeout, Duration::from_secs(120));
    assert_eq!(limits.max_response_bytes, 32 << 20);
    assert_eq!(limits, Limits::default());
}

#[tokio::test]
async fn retries_have_default_attempts_and_delays() {
    let transport = MockTransport::new();
    let failure = MockResponse::status(500);
    let _ = transport.on::<FetchThing>().respond(failure).always();
    let client = builder().transport(transport.clone()).build().unwrap();
    let fetch = || client.call(FetchThing { id: "1".into() }).send();
    assert_eq!(fetch().await.unwrap_err().attempts(), 4);
    let longest = [500, 1000, 2000].map(Duration::from_millis);
    let delays = transport.delays();
    assert_eq!(delays.len(), longest.len());
    assert!(
        delays
            .iter()
            .zip(longest)
            .all(|(delay, most)| *delay <= most),
        "{delays:?}"
    );
    // A hundred retries in an outage, of which these were three, and then one attempt for each call.
    for _ in 0..100 {
        fetch().await.unwrap_err();
    }
    assert_eq!(transport.sent().len(), 101 + 100);
}

#[tokio::test]
async fn polling_has_a_default_deadline() {
    let transport = MockTransport::new();
    let pending = MockResponse::json(200, &serde_json::json!({ "sid": "", "parts": [] }));
    let _ = transport.on::<FetchThing>().respond(pending).always();
    let client = builder().transport(transport.clone()).build().unwrap();
    let call = client.call(FetchThing { id: "1".into() });
    let error = call
        .wait_until(|thing| !thing.parts.is_empty())
        .send()
        .await;
    assert!(error.unwrap_err().is_wait_timeout());
    let waited: Duration = transport.delays().iter().sum();
    // The last delay that ends within the deadline, of at most 30 seconds.
    assert!(waited <= Duration::from_secs(600), "{waited:?}");
    assert!(waited > Duration::from_secs(570), "{waited:?}");
}

#[test]
fn a_proxy_hides_its_password() {
    let proxy = Proxy::new(&format!("http://us3r:{SECRET}@proxy.example.com:8080")).unwrap();
    let builder = builder().proxy(proxy.clone());
    let shown = format!("{proxy:?} {:?}", builder.build().unwrap());
    assert!(shown.contains("proxy.example.com"), "{shown}");
    assert!(
        !shown.contains(SECRET) && !shown.contains("us3r"),
        "{shown}"
    );
    let error = Proxy::new(&format!("no url://us3r:{SECRET}@proxy")).unwrap_err();
    let shown = format!("{error} {error:?}");
    assert!(
        !shown.contains(SECRET) && !shown.contains("us3r"),
        "{shown}"
    );
}
