use std::error::Error as _;

use sdksmith_runtime::{Error, TransportError, TransportErrorKind};
use serde::Deserialize;
use serde_json::json;

use crate::support::{CreateThing, Failing, FixedTransport, NewPart, NewThing, builder, fetch};

/// Returns the error of a call on this transport.
async fn error(transport: FixedTransport) -> Error {
    let error = fetch(transport).send().await.unwrap_err();
    assert_eq!(error.operation(), Some("FetchThing"));
    assert!(!error.to_string().contains('\n'), "{error}");
    error
}

#[tokio::test]
async fn twilio_error_body_is_parsed() {
    let body = r#"{"code":20404,"message":"The thing\nwas not found",
        "more_info":"https://www.twilio.com/docs/errors/20404","status":404}"#;
    let transport = FixedTransport::responding(404, body).with("twilio-request-id", "RQ1");
    let error = error(transport).await;
    assert_eq!(
        error.to_string(),
        "FetchThing failed: 404 Not Found: The thing was not found (code 20404, see \
         https://www.twilio.com/docs/errors/20404, request RQ1)",
    );
    assert!(error.is_api() && error.is_not_found());
    assert!(!error.is_redirect() && !error.is_rate_limited() && !error.is_decode());
    assert_eq!(error.code(), Some(20404));
    assert_eq!(error.message(), Some("The thing\nwas not found"));
    assert_eq!(error.request_id(), Some("RQ1"));
    assert_eq!(error.raw_body().unwrap(), body);
}

#[tokio::test]
async fn newer_twilio_error_body_is_parsed() {
    let body = r#"{"code":20001,"message":"Bad {field}","httpStatusCode":400,"userError":true,
        "params":{"field":"size"}}"#;
    let error = error(FixedTransport::responding(400, body)).await;
    assert_eq!(
        error.to_string(),
        "FetchThing failed: 400 Bad Request: Bad {field} (code 20001)",
    );
    assert_eq!(error.params().unwrap()["field"], "size");
    assert_eq!(error.is_user_error(), Some(true));
    assert!(!error.is_transient() && !error.may_have_taken_effect());

    let other = self::error(FixedTransport::responding(500, "{}")).await;
    assert_eq!((other.params(), other.is_user_error()), (None, None));
    assert!(other.is_server_error() && other.is_transient() && other.may_have_taken_effect());
}

#[tokio::test]
async fn problem_details_are_parsed() {
    let body = r#"{"type":"https://example.com/busy","title":"Too Many Requests","status":429,
        "detail":"Slow down","code":"20429","invalid":["a"]}"#;
    let error = error(FixedTransport::responding(429, body)).await;
    assert_eq!(
        error.to_string(),
        "FetchThing failed: 429 Too Many Requests: Slow down (code 20429, see \
         https://example.com/busy)",
    );
    assert!(error.is_rate_limited());
    assert_eq!(error.more_info(), Some("https://example.com/busy"));

    #[derive(Deserialize)]
    struct Details {
        invalid: Vec<String>,
    }
    assert_eq!(error.body_as::<Details>().unwrap().invalid, ["a"]);
    assert_eq!(error.body_as::<i64>(), None);

    let blank = r#"{"type":"about:blank","title":"Conflict","status":409}"#;
    let error = self::error(FixedTransport::responding(409, blank)).await;
    assert_eq!(
        error.to_string(),
        "FetchThing failed: 409 Conflict: Conflict"
    );
}

#[tokio::test]
async fn html_error_page_is_abridged() {
    let body = format!(
        "<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n\r\n{}</html>",
        "<p>filler</p>\n".repeat(1000),
    );
    let transport =
        FixedTransport::responding(502, &body).with("content-type", "text/html; charset=utf-8");
    let error = error(transport).await;
    let start = "FetchThing failed: 502 Bad Gateway with text/html: <html> <head><title>502 Bad \
                 Gateway</title></head> <p>filler";
    assert!(error.to_string().starts_with(start), "{error}");
    assert!(error.to_string().ends_with('…'), "{error}");
    assert!(error.to_string().len() < 200, "{error}");
    assert_eq!(error.message(), None);
    assert_eq!(error.raw_body().unwrap().len(), body.len());
}

#[tokio::test]
async fn empty_body_and_unknown_status_are_reported() {
    assert_eq!(
        error(FixedTransport::responding(599, "")).await.to_string(),
        "FetchThing failed: 599 without a body",
    );
    assert!(
        error(FixedTransport::responding(401, ""))
            .await
            .is_unauthorized()
    );
}

#[tokio::test]
async fn unknown_json_error_body_keeps_the_status() {
    for body in ["[]", "null", r#"{"code":{},"message":7}"#, r#""no""#] {
        let error = error(FixedTransport::responding(500, body)).await;
        assert_eq!(error.code(), None);
        let end = match body {
            "null" => "an untyped body: null",
            _ => "an untyped body that has no message",
        };
        assert!(error.to_string().ends_with(end), "{error}");
        assert_eq!(error.raw_body().unwrap(), body);
    }
}

#[tokio::test]
async fn unexpected_body_names_the_path() {
    let filler = "x".repeat(500);
    let body =
        format!(r#"{{"filler":"{filler}","sid":"","parts":[{{"size":1}},{{"size":"big"}}]}}"#);
    let error = error(FixedTransport::responding(200, &body)).await;
    assert!(error.is_decode());
    assert_eq!(error.json_path(), Some("parts[1].size"));
    assert_eq!(error.status().unwrap(), 200);
    let text = error.to_string();
    let start = "FetchThing failed: 200 OK with a body that can't be read: `parts[1].size`: \
                 invalid value: string, expected an integer";
    assert!(text.starts_with(start), "{text}");
    assert!(!text.contains("big"), "{text}");
    assert!(text.len() < 400, "{text}");
}

#[tokio::test]
async fn long_messages_are_abridged() {
    let long = "long ".repeat(1000);
    let body = format!(r#"{{"sid":"","parts":[{{"size":"{long}"}}]}}"#);
    let text = error(FixedTransport::responding(200, &body))
        .await
        .to_string();
    assert!(!text.contains("long"), "{text}");
    assert!(
        text.contains("expected an integer, or a string that holds one"),
        "{text}"
    );
    assert!(text.len() < 800, "{text}");
    let body = format!(r#"{{"message":"{long}","code":7}}"#);
    let text = error(FixedTransport::responding(400, &body))
        .await
        .to_string();
    assert!(
        text.ends_with("long long (code 7)") && text.len() < 500,
        "{text}"
    );
}

#[tokio::test]
async fn truncated_json_is_a_decode_error() {
    let error = error(FixedTransport::responding(
        200,
        r#"{"sid":"","parts":[{"size""#,
    ))
    .await;
    assert!(error.is_decode());
    assert_eq!(error.json_path(), None);
    let problem = "EOF while parsing an object at line 1 column 26";
    assert!(error.to_string().contains(problem), "{error}");
    assert!(!error.to_string().contains("near"), "{error}");
}

#[tokio::test]
async fn trailing_text_is_a_decode_error() {
    let error = error(FixedTransport::responding(
        200,
        r#"{"sid":"","parts":[]} x"#,
    ))
    .await;
    assert_eq!(error.json_path(), None);
    assert!(error.to_string().contains("trailing characters"), "{error}");
}

#[tokio::test]
async fn redirect_error_shows_the_target_without_secrets() {
    let location = "https://user:pw@evil.example/a?token=s3cr3t#f";
    let error = error(FixedTransport::responding(307, "").with("location", location)).await;
    assert_eq!(
        error.to_string(),
        "FetchThing failed: 307 Temporary Redirect to https://evil.example/a, not followed",
    );
    assert!(error.is_redirect() && !error.is_api());
    assert_eq!(error.location(), Some(location));
}

#[tokio::test]
async fn declared_redirect_is_a_success() {
    let transport = FixedTransport::responding(302, "").with("location", "/elsewhere");
    let parts = vec![NewPart { owner: None }];
    let body = NewThing {
        name: "a".into(),
        parts,
    };
    let client = builder().transport(transport).build().unwrap();
    let response = client
        .call(CreateThing { body })
        .send_with_response()
        .await
        .unwrap();
    assert_eq!(response.headers()["location"], "/elsewhere");
}

#[tokio::test]
async fn transport_failure_keeps_its_source() {
    let reset = || {
        let cause = std::io::Error::from(std::io::ErrorKind::ConnectionReset);
        TransportError::new(TransportErrorKind::Interrupted, cause)
    };
    let error = fetch(Failing(reset)).send().await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "FetchThing failed: the connection broke before the response was complete: connection reset",
    );
    assert!(error.is_interrupted() && !error.is_connect() && !error.is_timeout());
    assert_eq!(error.status(), None);
    assert_eq!(
        error.source().unwrap().source().unwrap().to_string(),
        "connection reset"
    );
}

#[test]
fn error_is_small_send_and_sync() {
    fn passed_on<T: std::error::Error + Send + Sync + 'static>() -> usize {
        size_of::<T>()
    }
    assert_eq!(passed_on::<Error>(), size_of::<usize>());
}

#[tokio::test]
async fn code_may_be_a_text() {
    for (code, text, number) in [
        (json!("invalid_grant"), Some("invalid_grant"), None),
        (json!("20404"), Some("20404"), Some(20404)),
        (json!(-7), Some("-7"), Some(-7)),
        (json!(u64::MAX), Some("18446744073709551615"), None),
        (json!(""), None, None),
        (json!(1.5), None, None),
        (json!(null), None, None),
        (json!({}), None, None),
    ] {
        let body = json!({ "code": code }).to_string();
        let error = fetch(FixedTransport::responding(400, &body)).send().await;
        let error = error.unwrap_err();
        assert_eq!((error.code_text(), error.code()), (text, number), "{code}");
        if let Some(text) = text {
            assert!(
                error.to_string().ends_with(&format!("(code {text})")),
                "{error}"
            );
        }
    }
}
