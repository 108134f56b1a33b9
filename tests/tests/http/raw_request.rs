//! Calls of what the crate has no operation for.

use end_to_end::{AUTHORIZATION, Outcome, Recorder, ServerResponse, client, exchange};
use http::Method;
use serde_json::json;

use crate::requests::{assert_bare, assert_post};

#[tokio::test]
async fn raw_request_reaches_any_path() -> Outcome {
    let response = json!({ "new": true });
    let (request, result) = exchange(ServerResponse::json(200, &response), async |client| {
        let post = client.request(Method::POST, "/v3/New/Thing");
        post.query("Which Way", "a&b")
            .json(json!({ "a": 1 }))
            .send()
            .await
    })
    .await?;
    assert_post(
        &request,
        "/v3/New/Thing?Which%20Way=a%26b",
        &json!({ "a": 1 }),
    );
    assert_eq!(result?, Some(response));
    Ok(())
}

#[tokio::test]
async fn raw_response_may_be_empty() -> Outcome {
    let (request, result) = exchange(ServerResponse::empty(204), async |client| {
        client.request(Method::DELETE, "/v3/New/Thing").send().await
    })
    .await?;
    assert_bare(&request, "DELETE", "/v3/New/Thing");
    assert_eq!(result?, None);
    Ok(())
}

#[tokio::test]
async fn links_to_the_same_server_are_followed() -> Outcome {
    let server = Recorder::start([ServerResponse::json(200, &json!({}))]).await?;
    let link = format!(
        "{}/v1/SigningRequest/Configuration?Page=1&PageToken=a%2Fb",
        server.url()
    );
    client(&server)?.request(Method::GET, link).send().await?;
    let requests = server.finish();
    assert_bare(
        &requests[0],
        "GET",
        "/v1/SigningRequest/Configuration?Page=1&PageToken=a%2Fb",
    );
    Ok(())
}

/// Wherever a link leads, the credentials stay with the server that they are for.
#[tokio::test]
async fn links_to_other_servers_are_rejected() -> Outcome {
    let elsewhere = Recorder::start([]).await?;
    let server = Recorder::start([]).await?;
    let (here, there) = (server.address(), elsewhere.address());
    for link in [
        format!("http://{there}/v1/Things"),
        format!("https://{here}/v1/Things"),
        format!("//{there}/v1/Things"),
        format!("http://{here}@{there}/v1/Things"),
        format!("http://user:password@{here}/v1/Things"),
        format!("\\\\{there}\\v1\\Things"),
        format!("/\\{there}/v1/Things"),
        format!("/v1/..//{there}/v1/Things"),
        format!("@{there}/v1/Things"),
        ".evil.example/v1/Things".to_owned(),
        "v1/Things".to_owned(),
        String::new(),
    ] {
        let call = client(&server)?.request(Method::GET, &link);
        let error = call.send().await.expect_err(&link);
        assert_eq!(error.attempts(), 0, "{link}: {error}");
        assert!(!error.to_string().contains(AUTHORIZATION));
    }
    assert_eq!((server.connections(), elsewhere.connections()), (0, 0));
    Ok(())
}
