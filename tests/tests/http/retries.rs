//! Calls that are retried, and calls that must not be.

use std::time::Duration;

use end_to_end::{AUTHORIZATION, Outcome, Recorder, ServerResponse, builder};
use serde_json::json;
use twilio_numbers::v1::*;
use twilio_numbers::{Client, ExponentialBackoff, RetryPolicy};

/// Creates a client that retries without delay whenever it may.
fn persistent(server: &Recorder) -> Outcome<Client> {
    let builder = builder(server).attempt_timeout(Duration::from_secs(1));
    Ok(builder
        .retry(ExponentialBackoff::new(Duration::ZERO, Duration::ZERO))
        .build()?)
}

fn check() -> CreateBulkEligibilityRequest {
    CreateBulkEligibilityRequest::new("name", [EligibilityPhoneNumber::new("+13175787000")])
}

/// Returns failures that leave the outcome of a request unknown.
fn ambiguous() -> Vec<ServerResponse> {
    let page = |status| ServerResponse::text(status, "text/html", "<html>It broke</html>");
    vec![
        page(500),
        page(502),
        page(504),
        // A proxy responds so if the connection broke after the server had the request.
        ServerResponse::empty(503),
        ServerResponse::silence(),
        ServerResponse::reset(),
        ServerResponse::raw("HTTP/1.1 202 Acc"),
        ServerResponse::json(202, &json!({ "request_id": "EC", "status": "QUEUED" })).cut_short(),
    ]
}

/// Returns responses that state that the server did not execute the request.
fn refusals() -> Vec<ServerResponse> {
    vec![
        ServerResponse::json(429, &json!({ "code": 20429 })).with("retry-after", 0),
        ServerResponse::empty(503).with("retry-after", "Sun, 06 Nov 1994 08:49:37 GMT"),
        ServerResponse::empty(503).with("retry-after", "Sunday, 06-Nov-94 08:49:37 GMT"),
    ]
}

#[tokio::test]
async fn get_is_retried_after_every_failure() -> Outcome {
    let success = ServerResponse::json(200, &json!({ "port_in_requests": [] }));
    let responses: Vec<_> = [ambiguous(), refusals(), vec![success]].concat();
    let attempts = responses.len();
    let server = Recorder::start(responses).await?;
    let list = persistent(&server)?
        .v1()
        .porting_port_in()
        .list_port_in_requests();
    let page = list.size(50).send().await?;
    assert_eq!(page.port_in_requests, Some(Vec::new()));

    let requests = server.finish();
    assert_eq!(requests.len(), attempts);
    for request in &requests {
        assert_eq!(
            request.target(),
            "/v1/Porting/PortIn/PortInRequests?Size=50"
        );
        assert_eq!(request.header("authorization"), [AUTHORIZATION]);
    }
    Ok(())
}

#[tokio::test]
async fn post_is_not_retried_after_an_ambiguous_failure() -> Outcome {
    for response in ambiguous() {
        let server = Recorder::start([response.clone()]).await?;
        let create = persistent(&server)?.v1().bulk_eligibility().create(check());
        let error = create.send().await.expect_err("the first attempt fails");
        assert_eq!(error.attempts(), 1, "{response:?}");
        assert!(error.may_have_taken_effect(), "{response:?}: {error}");
        assert_eq!(server.finish().len(), 1, "{response:?}");
    }
    Ok(())
}

#[tokio::test]
async fn refused_post_is_retried() -> Outcome {
    let success = ServerResponse::json(202, &json!({ "request_id": "EC", "status": "QUEUED" }));
    let server = Recorder::start([refusals(), vec![success]].concat()).await?;
    let created = persistent(&server)?
        .v1()
        .bulk_eligibility()
        .create(check())
        .send()
        .await?;
    assert_eq!(created.status, BulkEligibilityStatus::Queued);
    let requests = server.finish();
    assert_eq!(requests.len(), 4);
    assert!(
        requests
            .iter()
            .all(|request| request.body() == requests[0].body())
    );
    Ok(())
}

#[tokio::test]
async fn post_is_retried_if_marked_idempotent() -> Outcome {
    let success = ServerResponse::json(202, &json!({ "request_id": "EC", "status": "QUEUED" }));
    let server = Recorder::start([ServerResponse::empty(502), success]).await?;
    let create = persistent(&server)?.v1().bulk_eligibility().create(check());
    create.idempotent().send().await?;
    assert_eq!(server.finish().len(), 2);
    Ok(())
}

#[tokio::test]
async fn delete_is_retried() -> Outcome {
    let server = Recorder::start([
        ServerResponse::reset(),
        ServerResponse::empty(500),
        ServerResponse::empty(204),
    ])
    .await?;
    let sid = "KWaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa".parse()?;
    persistent(&server)?
        .v1()
        .porting_port_in()
        .delete(sid)
        .send()
        .await?;
    assert_eq!(server.finish().len(), 3);
    Ok(())
}

#[tokio::test]
async fn client_errors_are_not_retried() -> Outcome {
    for status in [400, 401, 403, 404, 409, 422] {
        let server = Recorder::start([ServerResponse::empty(status)]).await?;
        let list = persistent(&server)?
            .v1()
            .porting_port_in()
            .list_port_in_requests();
        let error = list.send().await.expect_err("the request is wrong");
        assert_eq!(error.attempts(), 1, "{error}");
        assert_eq!(server.finish().len(), 1);
    }
    Ok(())
}

#[tokio::test]
async fn attempts_are_limited() -> Outcome {
    let server = Recorder::start([
        ServerResponse::empty(503),
        ServerResponse::empty(503),
        ServerResponse::empty(503),
    ])
    .await?;
    let policy = ExponentialBackoff::new(Duration::ZERO, Duration::ZERO).max_attempts(3);
    let list = persistent(&server)?
        .v1()
        .porting_port_in()
        .list_port_in_requests();
    let error = list
        .retry(policy)
        .send()
        .await
        .expect_err("the server is down");
    assert_eq!(error.attempts(), 3);
    assert!(error.to_string().ends_with("(after 3 attempts)"), "{error}");
    assert_eq!(server.finish().len(), 3);
    Ok(())
}
