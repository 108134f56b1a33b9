//! Middleware of the `tower` ecosystem around transports.

use std::future::pending;
use std::time::Duration;

use bytes::Bytes;
use http::{HeaderValue, Request, Response};
use sdksmith_runtime::testing::{MockResponse, MockTransport};
use sdksmith_runtime::{
    Body, ExponentialBackoff, OperationInfo, RetryPolicy, TowerTransport, TransportError,
    TransportErrorKind,
};
use tower::timeout::error::Elapsed;
use tower::{BoxError, ServiceBuilder, service_fn};

use crate::support::{Ping, builder};

const MOMENT: Duration = Duration::from_millis(20);

#[tokio::test]
async fn tower_layers_wrap_a_transport() {
    let api = MockTransport::new();
    let _ = api
        .on::<Ping>()
        .respond(MockResponse::connection_refused())
        .respond(MockResponse::status(204).slow(Duration::from_secs(31)))
        .respond(MockResponse::status(204));
    let mark = |mut request: Request<Body>| {
        let name = request.extensions().get::<OperationInfo>().unwrap().name();
        let name = HeaderValue::from_static(name);
        request.headers_mut().insert("x-operation", name);
        request
    };
    let transport = TowerTransport::around(api.clone(), |service| {
        ServiceBuilder::new()
            .map_request(mark)
            .timeout(Duration::from_secs(60))
            .service(service)
    });
    let retry = ExponentialBackoff::default().max_attempts(3);
    let client = builder().retry(retry).transport(transport).build().unwrap();
    let call = client.call(Ping).idempotent();
    assert_eq!(call.send_with_response().await.unwrap().status(), 204);
    let sent = api.sent_to::<Ping>();
    assert_eq!(
        sent.len(),
        3,
        "faults of the transport are told through the layers"
    );
    assert_eq!(sent[2].header("x-operation"), Some("Ping"));
    assert_eq!(api.delays().len(), 2, "the clock is that of the transport");
}

#[tokio::test]
async fn service_respects_timeout_and_size_limit() {
    let stalled = service_fn(|_: Request<Body>| pending::<Result<Response<Bytes>, BoxError>>());
    let client = builder().transport(TowerTransport::new(stalled));
    let call = client.build().unwrap().call(Ping).attempt_timeout(MOMENT);
    assert!(call.send().await.unwrap_err().is_timeout());

    let large = service_fn(async |_: Request<Body>| {
        Ok::<_, BoxError>(Response::new(Bytes::from_static(b"12345")))
    });
    for (limit, is_too_large) in [(4, true), (5, false)] {
        let client = builder().max_response_bytes(limit);
        let client = client
            .transport(TowerTransport::new(large))
            .build()
            .unwrap();
        let result = client.call(Ping).send().await;
        assert_eq!(
            result.is_err_and(|error| error.is_too_large()),
            is_too_large
        );
    }
}

#[tokio::test]
async fn service_errors_keep_their_kind() {
    let refused = service_fn(async |_: Request<Body>| {
        let error = TransportError::from(TransportErrorKind::Connect);
        Err::<Response<Bytes>, BoxError>(error.into())
    });
    let client = builder().transport(TowerTransport::new(refused));
    let error = client.build().unwrap().call(Ping).send().await.unwrap_err();
    assert!(error.is_connect(), "{error}");

    let stalled = service_fn(|_: Request<Body>| pending::<Result<Response<Bytes>, BoxError>>());
    let short = ServiceBuilder::new().timeout(MOMENT).service(stalled);
    let client = builder().transport(TowerTransport::new(short));
    let error = client.build().unwrap().call(Ping).send().await.unwrap_err();
    assert!(
        error.may_have_taken_effect() && !error.is_transient(),
        "{error}"
    );
    let elapsed = format!("Ping failed: the transport failed: {}", Elapsed::new());
    assert_eq!(error.to_string(), elapsed);
}

#[cfg(target_os = "linux")]
#[tokio::test]
async fn calls_leave_no_threads_behind() {
    fn threads() -> usize {
        std::fs::read_dir("/proc/self/task").unwrap().count()
    }
    // A response that isn't there at once, so that the clock runs.
    let slow = service_fn(async |_: Request<Body>| {
        tokio::time::sleep(Duration::from_millis(1)).await;
        Ok::<_, BoxError>(Response::new(Bytes::new()))
    });
    let client = builder()
        .transport(TowerTransport::new(slow))
        .build()
        .unwrap();
    let before = threads();
    for _ in 0..300 {
        client.call(Ping).send().await.unwrap();
    }
    // Other tests run beside this one.
    assert!(threads() < before + 150, "{} and {before}", threads());
}
