//! Responses of which only a part arrives: the status counts, whatever becomes of the body.

use std::time::Duration;

use bytes::Bytes;
use http::{Method, Request, Response};
use sdksmith_runtime::{
    BlockingTransport, Body, Client, ClientBuilder, Error, ExponentialBackoff, FromResponse,
    Limits, NoRetry, Operation, RetryAfter, RetryPolicy, Transport, TransportError,
    TransportErrorKind, TransportFuture,
};

use crate::support::{CreateThing, NewPart, NewThing, PROFILE, SERVER, credentials};

/// Responds with a status and the beginning of a body.
#[derive(Clone)]
struct Cut {
    status: u16,
    body: &'static str,
    kind: TransportErrorKind,
    headers: &'static [(&'static str, &'static str)],
}

impl Cut {
    const fn new(status: u16, kind: TransportErrorKind) -> Self {
        let headers = &[("twilio-request-id", "RQ1"), ("retry-after", "7")];
        Self {
            status,
            body: "{\"code\": 20",
            kind,
            headers,
        }
    }

    fn head<B>(&self, body: B) -> Response<B> {
        let mut response = Response::builder().status(self.status);
        for (name, value) in self.headers {
            response = response.header(*name, *value);
        }
        response.body(body).unwrap()
    }

    fn error(&self) -> TransportError {
        TransportError::from(self.kind)
            .with_response(self.head(Bytes::from_static(self.body.as_bytes())))
    }
}

impl Transport for Cut {
    fn send(&self, _: Request<Body>, _: Limits) -> TransportFuture<'_> {
        let error = self.error();
        Box::pin(async move { Err(error) })
    }
}

impl BlockingTransport for Cut {
    fn send_blocking(
        &self,
        _: Request<Body>,
        _: Limits,
    ) -> Result<Response<Bytes>, TransportError> {
        Err(self.error())
    }
}

const KINDS: [TransportErrorKind; 4] = [
    TransportErrorKind::Interrupted,
    TransportErrorKind::Timeout,
    TransportErrorKind::TooLarge,
    TransportErrorKind::Protocol,
];

fn client(transport: impl Transport, policy: impl RetryPolicy) -> Client {
    let builder = ClientBuilder::new(&PROFILE).credentials(credentials());
    let builder = builder.base_url(SERVER);
    builder.transport(transport).retry(policy).build().unwrap()
}

fn creation() -> CreateThing {
    let parts = vec![NewPart { owner: None }];
    CreateThing {
        body: NewThing {
            name: "a".into(),
            parts,
        },
    }
}

async fn fail<O: Operation>(cut: Cut, operation: O) -> Error
where
    <O::ResponseBody as FromResponse>::Output: std::fmt::Debug,
{
    client(cut, NoRetry)
        .call(operation)
        .send()
        .await
        .unwrap_err()
}

#[tokio::test]
async fn status_headers_and_request_id_survive_a_broken_body() {
    for kind in KINDS {
        let error = fail(Cut::new(401, kind), creation()).await;
        assert_eq!(error.status().map(|status| status.as_u16()), Some(401));
        assert!(error.is_unauthorized() && error.is_api(), "{error}");
        assert!(!error.may_have_taken_effect(), "{error}");
        assert_eq!(error.request_id(), Some("RQ1"));
        assert_eq!(
            error.retry_after(),
            Some(RetryAfter::Delay(Duration::from_secs(7)))
        );
        assert_eq!(&error.raw_body().unwrap()[..], b"{\"code\": 20");
        assert_eq!(error.is_timeout(), kind == TransportErrorKind::Timeout);
        assert_eq!(
            error.is_interrupted(),
            kind == TransportErrorKind::Interrupted
        );
        assert_eq!(error.is_too_large(), kind == TransportErrorKind::TooLarge);
        assert!(std::error::Error::source(&error).is_some());
        let shown = error.to_string();
        assert!(
            shown.starts_with("CreateThing failed: 401 Unauthorized with an incomplete body: the "),
            "{shown}"
        );
        assert!(shown.ends_with("(request RQ1)"), "{shown}");
    }
}

#[tokio::test]
async fn effect_of_a_call_depends_on_the_status_alone() {
    for kind in KINDS {
        for (status, may) in [
            (401, false),
            (404, false),
            (408, true),
            (429, false),
            (500, true),
            (502, true),
            // Says when to try again.
            (503, false),
            (201, true),
        ] {
            let error = fail(Cut::new(status, kind), creation()).await;
            assert_eq!(error.may_have_taken_effect(), may, "{status} {kind:?}");
            assert_eq!(error.status().unwrap(), status);
            let bare = Cut {
                headers: &[],
                ..Cut::new(status, kind)
            };
            let error = fail(bare, creation()).await;
            assert_eq!(
                error.may_have_taken_effect(),
                may || status == 503,
                "{status} {kind:?}"
            );
        }
    }
}

#[tokio::test]
async fn redirect_with_a_broken_body_is_a_redirect() {
    let headers = &[("location", "https://elsewhere.example/?key=1")];
    let cut = Cut {
        headers,
        ..Cut::new(301, TransportErrorKind::Interrupted)
    };
    let error = fail(cut, creation()).await;
    assert!(error.is_redirect() && error.location().is_some(), "{error}");
    assert!(error.may_have_taken_effect());
}

#[tokio::test]
async fn broken_body_of_a_refusal_is_retried_like_the_status() {
    let attempts = async |status, kind| {
        let policy = ExponentialBackoff::new(Duration::ZERO, Duration::ZERO).max_attempts(3);
        let cut = Cut {
            headers: &[],
            ..Cut::new(status, kind)
        };
        let error = client(cut, policy)
            .call(creation())
            .send()
            .await
            .unwrap_err();
        error.attempts()
    };
    for kind in KINDS {
        assert_eq!(attempts(429, kind).await, 3, "{kind:?}");
        assert_eq!(attempts(404, kind).await, 1, "{kind:?}");
        assert_eq!(attempts(500, kind).await, 1, "{kind:?}");
        assert_eq!(attempts(503, kind).await, 1, "{kind:?}");
        assert_eq!(attempts(201, kind).await, 1, "{kind:?}");
    }
}

#[tokio::test]
async fn broken_success_of_a_get_is_retried() {
    let policy = ExponentialBackoff::new(Duration::ZERO, Duration::ZERO).max_attempts(3);
    let client = client(Cut::new(200, TransportErrorKind::Interrupted), policy);
    let error = client.request(Method::GET, "/").send().await.unwrap_err();
    assert_eq!(
        (error.attempts(), error.status().unwrap().as_u16()),
        (3, 200)
    );
    assert!(!error.is_api() && error.is_interrupted(), "{error}");
    assert_eq!(error.request_id(), Some("RQ1"));
}

#[test]
fn blocking_calls_keep_the_status_too() {
    let builder = ClientBuilder::new(&PROFILE)
        .credentials(credentials())
        .retry(NoRetry);
    let cut = Cut::new(404, TransportErrorKind::TooLarge);
    let client = builder.blocking_transport(cut).build().unwrap();
    let error = client.call(creation()).send_blocking().unwrap_err();
    assert!(error.is_not_found() && error.is_too_large(), "{error}");
}

#[test]
fn debug_of_an_error_of_the_transport_shows_no_headers() {
    let error = Cut {
        headers: &[("x-auth-token", "s3cr3t")],
        ..Cut::new(401, TransportErrorKind::Timeout)
    };
    let shown = format!("{:?}", error.error());
    assert!(
        shown.contains("401") && !shown.contains("s3cr3t") && !shown.contains("code"),
        "{shown}"
    );
}

#[tokio::test]
async fn garbled_response_is_not_retried() {
    for kind in [TransportErrorKind::Protocol, TransportErrorKind::Setup] {
        let policy = ExponentialBackoff::new(Duration::ZERO, Duration::ZERO);
        let client = client(
            crate::support::Failing(match kind {
                TransportErrorKind::Protocol => || TransportErrorKind::Protocol.into(),
                _ => || TransportErrorKind::Setup.into(),
            }),
            policy,
        );
        let call = client.request(Method::GET, "/");
        let error = call.send().await.unwrap_err();
        assert_eq!(error.attempts(), 1);
        let is_protocol = kind == TransportErrorKind::Protocol;
        assert_eq!(error.is_protocol(), is_protocol);
        assert_eq!(error.is_configuration(), !is_protocol);
        assert_eq!(error.may_have_taken_effect(), is_protocol);
        assert!(!error.is_transient());
    }
}
