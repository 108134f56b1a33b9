//! Broken exchanges: the kind of failure that the caller sees.

use std::time::Duration;

use end_to_end::{Outcome, Recorder, ServerResponse, builder, client};
use serde_json::json;
use tokio::net::TcpListener;
use twilio_numbers::{Client, Credentials, Error};

/// The error of a call with this client.
async fn failure(client: &Client) -> Error {
    let list = client.v1().porting_port_in().list_port_in_requests();
    list.send().await.expect_err("the exchange breaks")
}

fn response() -> ServerResponse {
    ServerResponse::json(200, &json!({ "port_in_requests": [] }))
}

#[tokio::test]
async fn refused_connection_is_a_connect_error() -> Outcome {
    let listener = TcpListener::bind("127.0.0.1:0").await?;
    let url = format!("http://{}", listener.local_addr()?);
    drop(listener);
    let credentials = Credentials::auth_token("AC0", "secret");
    let client = Client::builder()
        .credentials(credentials)
        .base_url(url)
        .build()?;
    let error = failure(&client).await;
    assert!(error.is_connect(), "{error}");
    let line = error.to_string();
    assert!(
        line.starts_with("ListPortInRequests failed: no connection to the server: "),
        "{line}"
    );
    Ok(())
}

#[tokio::test]
async fn stalled_server_times_out() -> Outcome {
    for response in [ServerResponse::silence(), response().stalling()] {
        let server = Recorder::start([response]).await?;
        let client = builder(&server)
            .timeout(Duration::from_millis(500))
            .build()?;
        let error = failure(&client).await;
        assert!(error.is_timeout(), "{error}");
        assert_eq!(server.finish().len(), 1);
    }
    Ok(())
}

#[tokio::test]
async fn broken_connection_is_a_connection_error() -> Outcome {
    for response in [
        ServerResponse::reset(),
        ServerResponse::raw([]),
        ServerResponse::raw("HTTP/1.1 200 OK\r\ncontent-le"),
        response().cut_short(),
    ] {
        let server = Recorder::start([response.clone()]).await?;
        let error = failure(&client(&server)?).await;
        assert!(error.is_interrupted(), "{response:?}: {error}");
        assert_eq!(server.finish().len(), 1);
    }
    Ok(())
}

#[tokio::test]
async fn non_http_response_is_an_error() -> Outcome {
    let server = Recorder::start([ServerResponse::raw("SSH-2.0-OpenSSH_9.6\r\n\r\n")]).await?;
    let error = failure(&client(&server)?).await;
    assert!(
        !error.is_api() && !error.is_decode() && !error.is_connect(),
        "{error}"
    );
    assert_eq!(error.status(), None);
    Ok(())
}

#[tokio::test]
async fn response_above_the_size_limit_is_an_error() -> Outcome {
    let body = json!({ "port_in_requests": [] });
    let length = body.to_string().len();
    let server = Recorder::start([response(), response()]).await?;
    let too_small = builder(&server).max_response_bytes(length - 1).build()?;
    let error = failure(&too_small).await;
    assert!(error.is_too_large(), "{error}");
    let enough = builder(&server).max_response_bytes(length).build()?;
    enough
        .v1()
        .porting_port_in()
        .list_port_in_requests()
        .send()
        .await?;
    assert_eq!(server.finish().len(), 2);
    Ok(())
}

/// A reply that doesn't say how long it is must be bounded as well.
#[tokio::test]
async fn response_of_unknown_length_is_bounded() -> Outcome {
    let endless =
        "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n\r\n".to_owned() + &" ".repeat(1000);
    let server = Recorder::start([ServerResponse::raw(endless)]).await?;
    let error = failure(&builder(&server).max_response_bytes(999).build()?).await;
    assert!(error.is_too_large(), "{error}");
    Ok(())
}
