//! Calls that are tried again, and calls that must not be.

use std::time::Duration;

use end_to_end::{AUTHORIZATION, MockResponse, Outcome, Recorder, builder};
use serde_json::json;
use twilio_numbers::v1::*;
use twilio_numbers::{Client, ExponentialBackoff, RetryPolicy};

/// A client that tries again whenever it may, at once.
fn persistent(server: &Recorder) -> Outcome<Client> {
    let builder = builder(server).attempt_timeout(Duration::from_secs(1));
    Ok(builder
        .retry(ExponentialBackoff::new(Duration::ZERO, Duration::ZERO))
        .build()?)
}

fn check() -> CreateBulkEligibilityRequest {
    CreateBulkEligibilityRequest::new("name", [EligibilityPhoneNumber::new("+13175787000")])
}

/// Failures after which nobody knows whether the server has carried the request out.
fn ambiguous() -> Vec<MockResponse> {
    let page = |status| MockResponse::text(status, "text/html", "<html>It broke</html>");
    vec![
        page(500),
        page(502),
        page(504),
        MockResponse::silence(),
        MockResponse::reset(),
        MockResponse::raw("HTTP/1.1 202 Acc"),
        MockResponse::json(202, &json!({ "request_id": "EC", "status": "QUEUED" })).cut_short(),
    ]
}

/// Answers by which the server says that it hasn't carried the request out.
fn refusals() -> Vec<MockResponse> {
    vec![
        MockResponse::json(429, &json!({ "code": 20429 })).with("retry-after", 0),
        MockResponse::empty(503).with("retry-after", "Sun, 06 Nov 1994 08:49:37 GMT"),
        MockResponse::empty(503),
    ]
}

#[tokio::test]
async fn a_get_goes_through_everything() -> Outcome {
    let success = MockResponse::json(200, &json!({ "port_in_requests": [] }));
    let replies: Vec<_> = [ambiguous(), refusals(), vec![success]].concat();
    let attempts = replies.len();
    let server = Recorder::start(replies).await?;
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
async fn a_post_that_may_have_worked_is_never_repeated() -> Outcome {
    for reply in ambiguous() {
        let server = Recorder::start([reply.clone()]).await?;
        let create = persistent(&server)?.v1().bulk_eligibility().create(check());
        let error = create.send().await.expect_err("the first attempt fails");
        assert_eq!(error.attempts(), 1, "{reply:?}");
        assert!(error.may_have_taken_effect(), "{reply:?}: {error}");
        assert_eq!(server.finish().len(), 1, "{reply:?}");
    }
    Ok(())
}

#[tokio::test]
async fn a_post_that_was_turned_away_is_repeated() -> Outcome {
    let success = MockResponse::json(202, &json!({ "request_id": "EC", "status": "QUEUED" }));
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
async fn a_caller_may_say_that_a_post_can_be_repeated() -> Outcome {
    let success = MockResponse::json(202, &json!({ "request_id": "EC", "status": "QUEUED" }));
    let server = Recorder::start([MockResponse::empty(502), success]).await?;
    let create = persistent(&server)?.v1().bulk_eligibility().create(check());
    create.idempotent().send().await?;
    assert_eq!(server.finish().len(), 2);
    Ok(())
}

#[tokio::test]
async fn a_delete_is_repeated() -> Outcome {
    let server = Recorder::start([
        MockResponse::reset(),
        MockResponse::empty(500),
        MockResponse::empty(204),
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
async fn an_error_of_the_callers_is_final() -> Outcome {
    for status in [400, 401, 403, 404, 409, 422] {
        let server = Recorder::start([MockResponse::empty(status)]).await?;
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
        MockResponse::empty(503),
        MockResponse::empty(503),
        MockResponse::empty(503),
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
