//! Streams that stall, break or are refused, on the mock transport and its clock.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use bytes::Bytes;
use http::{Request, Response};
use sdksmith_runtime::testing::{MockResponse, MockTransport};
use sdksmith_runtime::{
    BlockingTransport, Body, BodyReader, ExponentialBackoff, Limits, RetryPolicy, TransportError,
};
use serde_json::json;

use super::{Deltas, Texts, client, delta, events};
use crate::support::builder;

const LIMIT: Duration = Duration::from_secs(10);

#[tokio::test]
async fn the_time_limit_applies_to_the_time_between_two_chunks() {
    let mock = || {
        let quick = (0..20).fold(events(), |mock, _| {
            mock.pause(LIMIT).chunk(": still here\n")
        });
        quick
            .chunk("data: a\n\n")
            .pause(LIMIT + Duration::from_millis(1))
            .chunk("data: b\n\n")
    };
    let api = MockTransport::new();
    let _ = api.on::<Texts>().respond(mock()).respond(mock());
    let call = client(&api)
        .call(Texts)
        .attempt_timeout(LIMIT)
        .timeout(LIMIT);
    let mut stream = call.clone().stream().await.unwrap();
    assert_eq!(stream.try_next().await.unwrap().as_deref(), Some("a"));
    let error = stream.try_next().await.unwrap_err();
    assert!(error.is_timeout(), "{error}");
    assert_eq!(error.operation(), Some("Texts"));
    assert_eq!(stream.try_next().await.unwrap(), None);

    let mut stream = call.stream_blocking().unwrap();
    assert_eq!(stream.next().unwrap().unwrap(), "a");
    assert!(stream.next().unwrap().unwrap_err().is_timeout());
    assert!(stream.next().is_none());
}

#[tokio::test]
async fn a_broken_connection_is_an_error_after_the_events_before_it() {
    let body = "data: {\"text\":\"a\"}\n\ndata: {\"text\":\"b\"}\n\n";
    let mock = || events().body(body).broken_off();
    let api = MockTransport::new();
    let _ = api.on::<Deltas>().respond(mock()).respond(mock());
    let mut stream = client(&api).call(Deltas).stream().await.unwrap();
    assert_eq!(stream.try_next().await.unwrap(), Some(delta("a")));
    let error = stream.try_next().await.unwrap_err();
    assert!(error.is_interrupted(), "{error}");
    assert_eq!(error.status().map(|status| status.as_u16()), Some(200));
    assert_eq!(stream.try_next().await.unwrap(), None);

    let mut stream = client(&api).call(Deltas).stream_blocking().unwrap();
    assert_eq!(stream.next().unwrap().unwrap(), delta("a"));
    assert!(stream.next().unwrap().unwrap_err().is_interrupted());
    assert!(stream.next().is_none());
}

#[tokio::test]
async fn error_statuses_are_retried_and_returned_with_their_body() {
    let refusal = json!({ "code": 20404, "message": "Gone" });
    let api = MockTransport::new();
    let _ = api
        .on::<Deltas>()
        .respond(MockResponse::status(503).header("retry-after", "1"))
        .respond(events().chunk("data: {\"text\":\"a\"}\n\n"))
        .respond_json(404, &refusal)
        .respond_json(404, &refusal);
    let retry = ExponentialBackoff::default().max_attempts(2);
    let client = builder()
        .retry(retry)
        .transport(api.clone())
        .blocking_transport(api)
        .build()
        .unwrap();
    let mut stream = client.call(Deltas).stream().await.unwrap();
    assert_eq!(stream.try_next().await.unwrap(), Some(delta("a")));
    assert_eq!(stream.try_next().await.unwrap(), None);
    let error = client.call(Deltas).stream().await.unwrap_err();
    assert_eq!(error.code(), Some(20404));
    let error = client.call(Deltas).stream_blocking().unwrap_err();
    assert_eq!(error.code(), Some(20404));
}

#[tokio::test]
async fn a_response_without_content_is_a_stream_without_items() {
    let api = MockTransport::new();
    let _ = api.on::<Deltas>().respond(MockResponse::status(204));
    let mut stream = client(&api).call(Deltas).stream().await.unwrap();
    assert_eq!(stream.try_next().await.unwrap(), None);
}

/// Records the time that a stream may take.
#[derive(Clone)]
struct Recording(MockTransport, Arc<Mutex<Vec<Limits>>>);

impl BlockingTransport for Recording {
    fn send_blocking(
        &self,
        request: Request<Body>,
        limits: Limits,
    ) -> Result<Response<Bytes>, TransportError> {
        self.0.send_blocking(request, limits)
    }

    fn stream_blocking(
        &self,
        request: Request<Body>,
        limits: Limits,
    ) -> Result<Response<BodyReader>, TransportError> {
        self.1.lock().unwrap().push(limits);
        self.0.stream_blocking(request, limits)
    }
}

#[test]
fn a_blocking_stream_outlasts_the_time_limit_of_its_call() {
    let transport = Recording(MockTransport::new(), Arc::default());
    let _ = transport
        .0
        .on::<Texts>()
        .respond(events())
        .respond(events());
    let client = builder()
        .blocking_transport(transport.clone())
        .build()
        .unwrap();
    let call = client.call(Texts).timeout(LIMIT);
    assert!(call.clone().stream_blocking().unwrap().next().is_none());
    drop(call.download_blocking().unwrap());
    let limits = transport.1.lock().unwrap();
    assert!(limits[0].call_timeout > Duration::from_secs(24 * 60 * 60));
    assert!(limits[0].timeout <= LIMIT);
    assert!(limits[1].call_timeout <= LIMIT);
}
