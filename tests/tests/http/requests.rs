//! Properties of every request.

use end_to_end::{
    ACCOUNT_SID, AUTHORIZATION, Outcome, Received, Recorder, ServerResponse, client, exchange,
};
use serde_json::{Value, json};
use twilio_numbers::Credentials;
use twilio_numbers::v1::{CreateEligibilityRequest, EligibilityPhoneNumber};

/// Asserts that a request is this one and has no body.
#[track_caller]
pub(crate) fn assert_bare(request: &Received, method: &str, target: &str) {
    assert_common(request, method, target);
    assert!(request.body().is_empty(), "{request:?}");
    assert!(request.header("content-type").is_empty(), "{request:?}");
}

/// Asserts that a request is a POST of this JSON.
#[track_caller]
pub(crate) fn assert_post(request: &Received, target: &str, body: &Value) {
    assert_common(request, "POST", target);
    assert_eq!(request.header("content-type"), ["application/json"]);
    assert_eq!(request.json().ok().as_ref(), Some(body), "{request:?}");
}

#[track_caller]
fn assert_common(request: &Received, method: &str, target: &str) {
    assert_eq!((request.method(), request.target()), (method, target));
    assert_eq!(request.header("authorization"), [AUTHORIZATION]);
    assert_eq!(request.header("accept"), ["application/json"]);
    assert_eq!(request.header("user-agent"), [agent()]);
    let known = [
        "accept",
        "authorization",
        "content-length",
        "content-type",
        "host",
        "user-agent",
    ];
    for line in request.head().lines().skip(1) {
        let name = line.split(':').next().unwrap_or_default();
        assert!(
            known.contains(&name.to_ascii_lowercase().as_str()),
            "{line}"
        );
    }
}

/// The name and version that the generated crate's manifest has.
fn agent() -> String {
    let manifest = include_str!("../../../generated/Cargo.toml").lines();
    let version = manifest
        .filter_map(|line| line.strip_prefix("version = "))
        .next();
    format!(
        "twilio-numbers/{}",
        version.unwrap_or_default().trim_matches('"')
    )
}

#[tokio::test]
async fn host_follows_the_declared_server() -> Outcome {
    let server = Recorder::start([ServerResponse::empty(204)]).await?;
    let host = server.address().to_string();
    let webhooks = client(&server)?.v1().porting_webhook_configuration();
    webhooks.delete("PORT_IN".into()).send().await?;
    let requests = server.finish();
    assert_eq!(requests[0].header("host"), [host]);
    Ok(())
}

#[tokio::test]
async fn base_url_may_have_a_path() -> Outcome {
    let server = Recorder::start([ServerResponse::json(200, &json!({}))]).await?;
    let builder = end_to_end::builder(&server).base_url(format!("{}/proxy/", server.url()));
    builder
        .build()?
        .v1()
        .signing_request_configuration()
        .list()
        .send()
        .await?;
    let requests = server.finish();
    assert_bare(
        &requests[0],
        "GET",
        "/proxy/v1/SigningRequest/Configuration",
    );
    Ok(())
}

#[tokio::test]
async fn user_agent_includes_the_application() -> Outcome {
    let server = Recorder::start([ServerResponse::empty(204)]).await?;
    let client = end_to_end::builder(&server)
        .user_agent_suffix("my-app/1.2")
        .build()?;
    let webhooks = client.v1().porting_webhook_configuration();
    webhooks.delete("PORT_IN".into()).send().await?;
    let agent = format!("{} my-app/1.2", agent());
    assert_eq!(server.finish()[0].header("user-agent"), [agent]);
    Ok(())
}

#[tokio::test]
async fn api_key_replaces_the_auth_token() -> Outcome {
    let server = Recorder::start([ServerResponse::empty(204)]).await?;
    let credentials = Credentials::api_key(ACCOUNT_SID, "SK0", "secret");
    let client = end_to_end::builder(&server)
        .credentials(credentials)
        .build()?;
    let webhooks = client.v1().porting_webhook_configuration();
    webhooks.delete("PORT_IN".into()).send().await?;
    let requests = server.finish();
    assert_eq!(
        requests[0].header("authorization"),
        ["Basic U0swOnNlY3JldA=="]
    );
    Ok(())
}

#[tokio::test]
async fn connection_is_reused() -> Outcome {
    let server = Recorder::start([ServerResponse::empty(204), ServerResponse::empty(204)]).await?;
    let webhooks = client(&server)?.v1().porting_webhook_configuration();
    webhooks.delete("PORT_IN".into()).send().await?;
    webhooks.delete("PORT_OUT".into()).send().await?;
    assert_eq!(server.connections(), 1);
    assert_eq!(server.finish().len(), 2);
    Ok(())
}

#[tokio::test]
async fn response_exposes_status_headers_and_body() -> Outcome {
    let response = ServerResponse::text(200, "application/json", r#"{"results": []}"#)
        .with("twilio-request-id", "RQ123")
        .with("x-more", "1");
    let body = CreateEligibilityRequest::new([EligibilityPhoneNumber::new("+13175787000")]);
    let (_, result) = exchange(response, async |client| {
        client
            .v1()
            .eligibility()
            .create(body)
            .send_with_response()
            .await
    })
    .await?;
    let response = result?;
    assert_eq!(response.status(), 200);
    assert_eq!(response.request_id(), Some("RQ123"));
    assert_eq!(response.headers()["x-more"], "1");
    assert_eq!(&response.body()[..], br#"{"results": []}"#);
    assert_eq!(response.into_value().results, Some(Vec::new()));
    Ok(())
}
