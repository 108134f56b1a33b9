//! Credentials and personal data never appear in printed output.

use std::fmt::Debug;
use std::time::Duration;

use end_to_end::{
    ACCOUNT_SID, AUTH_TOKEN, AUTHORIZATION, Outcome, Recorder, ServerResponse, builder, client,
};
use serde_json::json;
use twilio_numbers::v1::CreatePortingPortInRequest;
use twilio_numbers::{Client, Credentials, Error};

/// Asserts that what is printed has none of the secrets, as they are or as they travel.
#[track_caller]
fn assert_no_secrets(printed: &str) {
    let encoded = AUTHORIZATION.trim_start_matches("Basic ");
    for secret in [AUTH_TOKEN, encoded] {
        assert!(!printed.contains(secret), "{printed}");
    }
}

#[track_caller]
fn assert_no_secrets_in_debug(value: &impl Debug) {
    assert_no_secrets(&format!("{value:?} {value:#?}"));
}

#[track_caller]
fn assert_no_secrets_in_error(error: &Error) {
    assert_no_secrets_in_debug(error);
    let mut cause: Option<&dyn std::error::Error> = Some(error);
    while let Some(error) = cause {
        assert_no_secrets(&format!("{error} {error:?}"));
        cause = error.source();
    }
}

#[tokio::test]
async fn clients_and_calls_hide_credentials() -> Outcome {
    let server = Recorder::start([]).await?;
    for credentials in [
        Credentials::auth_token(ACCOUNT_SID, AUTH_TOKEN),
        Credentials::api_key(ACCOUNT_SID, "SK0", AUTH_TOKEN),
        Credentials::bearer(AUTH_TOKEN),
        Credentials::header("x-api-key", AUTH_TOKEN),
    ] {
        assert_no_secrets_in_debug(&credentials);
        let builder = builder(&server).credentials(credentials);
        assert_no_secrets_in_debug(&builder);
        let client = builder.build()?;
        assert_no_secrets_in_debug(&client);
        assert_no_secrets_in_debug(&client.v1());
        let call = client.v1().porting_port_in().list_port_in_requests();
        assert_no_secrets_in_debug(&call);
        assert_no_secrets_in_debug(&call.request()?);
    }
    Ok(())
}

#[tokio::test]
async fn responses_hide_credentials() -> Outcome {
    // A server may send back what it was sent.
    let response = ServerResponse::json(200, &json!({ "not": AUTH_TOKEN }))
        .with("authorization", AUTHORIZATION)
        .with("set-cookie", AUTH_TOKEN);
    let server = Recorder::start([response]).await?;
    let call = client(&server)?
        .v1()
        .porting_port_in()
        .list_port_in_requests();
    assert_no_secrets_in_debug(&call.send_with_response().await?);
    Ok(())
}

#[tokio::test]
async fn errors_hide_credentials() -> Outcome {
    let location =
        format!("https://user:{AUTH_TOKEN}@evil.example/?token={AUTH_TOKEN}#{AUTH_TOKEN}");
    let echo = |response: ServerResponse| response.with("authorization", AUTHORIZATION);
    for response in [
        echo(ServerResponse::json(
            401,
            &json!({ "code": 20003, "message": "Authenticate" }),
        )),
        echo(ServerResponse::empty(302).with("location", location)),
        echo(ServerResponse::text(502, "text/html", "<html>")),
        echo(ServerResponse::text(200, "application/json", "{")),
        ServerResponse::silence(),
        ServerResponse::reset(),
        ServerResponse::raw("no HTTP\r\n\r\n"),
    ] {
        let server = Recorder::start([response]).await?;
        let client = builder(&server)
            .timeout(Duration::from_millis(500))
            .build()?;
        let list = client
            .v1()
            .porting_port_in()
            .list_port_in_requests()
            .token(AUTH_TOKEN);
        assert_no_secrets_in_error(
            &list
                .send()
                .await
                .expect_err("every one of them is an error"),
        );
        assert_eq!(server.finish()[0].header("authorization"), [AUTHORIZATION]);
    }
    Ok(())
}

#[tokio::test]
async fn configuration_errors_hide_credentials() {
    let with = |credentials| Client::builder().credentials(credentials).build();
    let broken = format!("{AUTH_TOKEN}\n");
    for credentials in [
        Credentials::auth_token(ACCOUNT_SID, broken.clone()),
        Credentials::auth_token(format!("{AUTH_TOKEN}:"), "x"),
        Credentials::bearer(broken.clone()),
        Credentials::header(broken, AUTH_TOKEN),
    ] {
        assert_no_secrets_in_error(&with(credentials).expect_err("they can't be sent"));
    }
    let url = format!("https://user:{AUTH_TOKEN}@numbers.twilio.com");
    assert_no_secrets_in_error(
        &Client::builder()
            .base_url(url)
            .build()
            .expect_err("a URL with a password"),
    );
}

/// The document marks the phone number of a portability check as personal data.
#[tokio::test]
async fn personal_data_is_redacted() -> Outcome {
    const NUMBER: &str = "+13175787000";
    let server = Recorder::start([ServerResponse::json(
        200,
        &json!({ "phone_number": NUMBER }),
    )])
    .await?;
    let call = client(&server)?.v1().porting_portability().fetch(NUMBER);
    assert!(!format!("{call:?}").contains(NUMBER), "{call:?}");
    let response = call.send_with_response().await?;
    assert_eq!(response.value().phone_number.as_deref(), Some(NUMBER));
    assert!(!format!("{response:?}").contains(NUMBER), "{response:?}");
    Ok(())
}

/// The personal data of requests and responses: who ports which numbers.
const PERSONAL: [&str; 19] = [
    "Owl, Inc.",
    "account-123456",
    "+16505551212",
    "Jane Owl",
    "jane@example.com",
    "オウル",
    "katakana name",
    "municipality of Chuo",
    "building 7",
    "101 Spear St",
    "5th floor",
    "San Francisco",
    "California",
    "94105",
    "USA",
    "copy@example.com",
    "+16175551212",
    "pin-1234",
    "https://sign.example.com/owl",
];

/// A port-in with all of them.
fn port_in() -> serde_json::Value {
    json!({
        "account_sid": ACCOUNT_SID,
        "documents": ["RDaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"],
        "port_in_request_sid": "KWaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
        "port_in_request_status": "In Review",
        "signature_request_url": "https://sign.example.com/owl",
        "notification_emails": ["copy@example.com"],
        "phone_numbers": [{
            "phone_number": "+16175551212",
            "pin": "pin-1234",
            "port_in_phone_number_sid": "PUaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
            "port_in_phone_number_status": "In Review",
        }],
        "losing_carrier_information": {
            "customer_name": "Owl, Inc.",
            "account_number": "account-123456",
            "account_telephone_number": "+16505551212",
            "authorized_representative": "Jane Owl",
            "authorized_representative_email": "jane@example.com",
            "authorized_representative_katakana": "オウル",
            "katakana_name": "katakana name",
            "sub_municipality": "municipality of Chuo",
            "building": "building 7",
            "address": {
                "street": "101 Spear St",
                "street_2": "5th floor",
                "city": "San Francisco",
                "state": "California",
                "zip": "94105",
                "country": "USA",
            },
        },
    })
}

#[tokio::test]
async fn a_port_in_shows_nothing_of_the_customer() -> Outcome {
    let request: CreatePortingPortInRequest = serde_json::from_value(port_in())?;
    let sent = serde_json::to_string(&request)?;
    let server = Recorder::start([ServerResponse::json(202, &port_in())]).await?;
    let call = client(&server)?.v1().porting_port_in().create(request);
    let call_text = format!("{call:?} {call:#?}");
    let response = call.send_with_response().await?;
    let received = serde_json::to_string(response.value())?;
    let response_text = format!("{response:?} {response:#?}");
    for secret in PERSONAL {
        assert!(
            sent.contains(secret) || received.contains(secret),
            "{secret}"
        );
        assert!(!call_text.contains(secret), "{call_text}");
        assert!(!response_text.contains(secret), "{response_text}");
    }
    Ok(())
}
