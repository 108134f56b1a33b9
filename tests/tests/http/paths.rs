//! Hostile values in a path: on the wire they stay within their segment.

use end_to_end::{Outcome, Recorder, ServerResponse, client, exchange};
use serde_json::json;

const PORTABILITY: &str = "/v1/Porting/Portability/PhoneNumber";

#[tokio::test]
async fn path_values_are_encoded_within_their_segment() -> Outcome {
    for (value, segment) in [
        ("+13175787000", "%2B13175787000"),
        ("../../PortIn", "..%2F..%2FPortIn"),
        ("/..", "%2F.."),
        ("...", "..."),
        ("..\\..", "..%5C.."),
        ("%2e%2e", "%252e%252e"),
        ("%2F", "%252F"),
        ("1?TargetAccountSid=AC1", "1%3FTargetAccountSid%3DAC1"),
        ("1#fragment", "1%23fragment"),
        ("1;a=b,c&d", "1%3Ba%3Db%2Cc%26d"),
        ("1 2", "1%202"),
        ("1\r\nx-injected: 1", "1%0D%0Ax-injected%3A%201"),
        ("1\0", "1%00"),
        ("http://evil.example/", "http%3A%2F%2Fevil.example%2F"),
        ("@evil.example", "%40evil.example"),
        ("{PhoneNumber}", "%7BPhoneNumber%7D"),
        ("١٢", "%D9%A1%D9%A2"),
    ] {
        let (request, result) = exchange(ServerResponse::json(200, &json!({})), async |client| {
            client.v1().porting_portability().fetch(value).send().await
        })
        .await?;
        result?;
        assert_eq!(
            request.target(),
            format!("{PORTABILITY}/{segment}"),
            "{value:?}"
        );
        assert!(request.header("x-injected").is_empty());
    }
    Ok(())
}

#[tokio::test]
async fn path_changing_values_are_rejected() -> Outcome {
    let server = Recorder::start([]).await?;
    for value in ["", ".", ".."] {
        let fetch = client(&server)?.v1().porting_portability().fetch(value);
        let error = fetch.send().await.expect_err("this changes the path");
        assert!(error.is_invalid_request(), "{error}");
        assert_eq!(error.violations()[0].field(), "PhoneNumber");
    }
    assert!(server.finish().is_empty());
    Ok(())
}
