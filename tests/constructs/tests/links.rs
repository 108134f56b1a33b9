//! A list that goes on where the `Link` header says.

#![cfg(feature = "v31")]
#![allow(
    clippy::unwrap_used,
    reason = "a test that meets something unexpected shall fail"
)]

use std::sync::{Arc, Mutex};
use std::task::{Context, Poll, Waker};

use constructs::{Body, Client, Limits, Transport, TransportFuture};
use http::{Request, Response};

/// Answers with a page that leads to another, and then with the last one.
#[derive(Clone, Default)]
struct TwoPages(Arc<Mutex<Vec<String>>>);

impl Transport for TwoPages {
    fn send(&self, request: Request<Body>, _: Limits) -> TransportFuture<'_> {
        let mut asked = self.0.lock().unwrap();
        let link = [
            "</ports?page=2>; rel=\"next\"",
            "</ports?page=1>; rel=\"prev\"",
        ][asked.len()];
        asked.push(request.uri().to_string());
        let response = Response::builder().header("Link", link);
        let body = format!("[{{\"city\": \"{}\"}}]", asked.len());
        let response = response.body(body.into()).unwrap();
        Box::pin(async move { Ok(response) })
    }
}

/// The output of a future that never waits.
fn ready<F: Future>(future: F) -> F::Output {
    let mut future = std::pin::pin!(future);
    loop {
        let mut context = Context::from_waker(Waker::noop());
        if let Poll::Ready(output) = future.as_mut().poll(&mut context) {
            return output;
        }
    }
}

#[test]
fn link_header_leads_to_the_next_page() {
    let api = TwoPages::default();
    let client = Client::builder().transport(api.clone()).build().unwrap();
    let mut ports = client.v31().ports().list().size(1).items();
    let mut cities = Vec::new();
    while let Some(address) = ready(ports.try_next()).unwrap() {
        cities.push(address.city.unwrap());
    }
    assert_eq!(cities, ["1", "2"]);
    assert_eq!(
        *api.0.lock().unwrap(),
        [
            "https://api.acme.test/ports?size=1",
            "https://api.acme.test/ports?page=2"
        ]
    );
}
