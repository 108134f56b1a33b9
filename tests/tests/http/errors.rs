//! Error responses, as the caller sees them.

use std::time::Duration;

use end_to_end::{Outcome, Recorder, ServerResponse, client, exchange};
use serde_json::json;
use twilio_numbers::v1::{CreateEligibilityRequest, EligibilityPhoneNumber, ErrorCode};
use twilio_numbers::{Error, RetryAfter};

/// Returns the error of a check that receives this response.
async fn error_from(response: ServerResponse) -> Outcome<Error> {
    let body = CreateEligibilityRequest::new([EligibilityPhoneNumber::new("+13175787000")]);
    let (_, result) = exchange(response, async |client| {
        client.v1().eligibility().create(body).send().await
    })
    .await?;
    Ok(result.expect_err("this response is an error"))
}

fn vendor_error(status: u16, code: i64, message: &str) -> ServerResponse {
    let more_info = format!("https://www.twilio.com/docs/errors/{code}");
    let body =
        json!({ "code": code, "message": message, "more_info": more_info, "status": status });
    ServerResponse::json(status, &body).with("twilio-request-id", "RQ0123")
}

#[tokio::test]
async fn every_documented_error_code_has_a_name() -> Outcome {
    for (code, expected) in [
        (21470, ErrorCode::InvalidAccountSid),
        (21471, ErrorCode::AccountNotFound),
        (22102, ErrorCode::InvalidPhoneNumber),
        (22116, ErrorCode::InvalidFriendlyName),
        (22124, ErrorCode::PhoneNumbersRequired),
        (22125, ErrorCode::TooManyPhoneNumbers),
        (22127, ErrorCode::FriendlyNameRequired),
        (22128, ErrorCode::Unrecognized(22128)),
    ] {
        let error = error_from(vendor_error(400, code, "It is wrong")).await?;
        assert_eq!(ErrorCode::of(&error), Some(expected));
        assert_eq!((error.code(), expected.code()), (Some(code), code));
    }
    Ok(())
}

#[tokio::test]
async fn vendor_error_is_displayed_in_one_line() -> Outcome {
    let error = error_from(vendor_error(400, 21470, "Account SID is required")).await?;
    assert!(error.is_api());
    assert_eq!(error.operation(), Some("CreateEligibility"));
    assert_eq!(error.status().map(|status| status.as_u16()), Some(400));
    assert_eq!(error.message(), Some("Account SID is required"));
    assert_eq!(
        error.more_info(),
        Some("https://www.twilio.com/docs/errors/21470")
    );
    assert_eq!(error.request_id(), Some("RQ0123"));
    assert_eq!(
        error.to_string(),
        "CreateEligibility failed: 400 Bad Request: Account SID is required \
         (code 21470, see https://www.twilio.com/docs/errors/21470, request RQ0123)",
    );
    Ok(())
}

#[tokio::test]
async fn common_statuses_have_predicates() -> Outcome {
    let unauthorized = error_from(vendor_error(401, 20003, "Authenticate")).await?;
    assert!(unauthorized.is_unauthorized());
    let missing = error_from(vendor_error(404, 20404, "Not found")).await?;
    assert!(missing.is_not_found());
    assert!(!missing.is_unauthorized() && !unauthorized.is_not_found());
    Ok(())
}

#[tokio::test]
async fn rate_limit_exposes_retry_after() -> Outcome {
    let limited = |after| vendor_error(429, 20429, "Too Many Requests").with("retry-after", after);
    let error = error_from(limited("7")).await?;
    assert!(error.is_rate_limited());
    assert_eq!(
        error.retry_after(),
        Some(RetryAfter::Delay(Duration::from_secs(7)))
    );
    let error = error_from(limited("Sun, 06 Nov 1994 08:49:37 GMT")).await?;
    let time = "1994-11-06T08:49:37Z".parse()?;
    assert_eq!(error.retry_after(), Some(RetryAfter::At(time)));
    let error = error_from(limited("soon")).await?;
    assert_eq!(error.retry_after(), None);
    Ok(())
}

#[tokio::test]
async fn problem_details_are_parsed() -> Outcome {
    let body = json!({
        "type": "https://www.twilio.com/docs/api/errors/20001",
        "title": "Invalid parameter",
        "detail": "PageSize must be at most 1000",
        "status": 400,
        "code": 20001,
    });
    let error = error_from(ServerResponse::text(
        400,
        "application/problem+json",
        body.to_string(),
    ))
    .await?;
    assert_eq!(error.code(), Some(20001));
    assert_eq!(error.message(), Some("PageSize must be at most 1000"));
    assert_eq!(
        error.more_info(),
        Some("https://www.twilio.com/docs/api/errors/20001")
    );
    Ok(())
}

#[tokio::test]
async fn html_error_page_keeps_the_status() -> Outcome {
    let page = "<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n</html>\r\n";
    let error = error_from(ServerResponse::text(502, "text/html; charset=UTF-8", page)).await?;
    assert!(error.is_api());
    assert_eq!((error.code(), error.message()), (None, None));
    assert_eq!(
        error.raw_body().map(|body| &body[..]),
        Some(page.as_bytes())
    );
    assert_eq!(
        error.to_string(),
        "CreateEligibility failed: 502 Bad Gateway with text/html: \
         <html> <head><title>502 Bad Gateway</title></head> </html>",
    );
    Ok(())
}

#[tokio::test]
async fn error_without_a_body_keeps_the_status() -> Outcome {
    let error = error_from(ServerResponse::empty(500)).await?;
    assert!(error.is_api());
    assert_eq!(
        error.to_string(),
        "CreateEligibility failed: 500 Internal Server Error without a body",
    );
    Ok(())
}

#[tokio::test]
async fn truncated_json_is_a_decode_error() -> Outcome {
    let body = r#"{"results": [{"phone_number": "+1317"#;
    let error = error_from(ServerResponse::text(200, "application/json", body)).await?;
    assert!(error.is_decode());
    assert_eq!(error.status().map(|status| status.as_u16()), Some(200));
    let line = error.to_string();
    assert!(
        line.starts_with("CreateEligibility failed: 200 OK with a body that can't be read: "),
        "{line}"
    );
    assert!(line.contains("EOF while parsing a string"), "{line}");
    Ok(())
}

#[tokio::test]
async fn json_of_the_wrong_type_names_the_path() -> Outcome {
    let body = json!({ "results": [{}, { "phone_number": ["+13175787000"] }] });
    let error = error_from(ServerResponse::json(200, &body)).await?;
    assert!(error.is_decode());
    assert_eq!(error.json_path(), Some("results[1].phone_number"));
    let line = error.to_string();
    assert!(
        line.contains("`results[1].phone_number`: invalid type: sequence"),
        "{line}"
    );
    assert_eq!(
        error.raw_body().map(|raw| &raw[..]),
        Some(body.to_string().as_bytes())
    );
    Ok(())
}

#[tokio::test]
async fn success_without_the_expected_body_is_an_error() -> Outcome {
    let error = error_from(ServerResponse::empty(200)).await?;
    assert!(error.is_decode(), "{error}");
    Ok(())
}

#[tokio::test]
async fn redirect_is_reported_and_not_followed() -> Outcome {
    let elsewhere = Recorder::start([]).await?;
    for status in [301, 302, 303, 307, 308] {
        let location = format!("{}/v1/Elsewhere", elsewhere.url());
        let server =
            Recorder::start([ServerResponse::empty(status).with("location", &location)]).await?;
        let list = client(&server)?
            .v1()
            .porting_port_in()
            .list_port_in_requests();
        let error = list.send().await.expect_err("a redirect is no answer");
        assert!(error.is_redirect(), "{error}");
        assert_eq!(error.location(), Some(location.as_str()));
        let line = error.to_string();
        assert!(
            line.starts_with(&format!("ListPortInRequests failed: {status} ")),
            "{line}"
        );
        assert!(
            line.ends_with(&format!(" to {location}, not followed")),
            "{line}"
        );
        assert_eq!(server.finish().len(), 1);
    }
    assert_eq!(elsewhere.connections(), 0);
    Ok(())
}
