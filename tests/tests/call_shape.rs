//! The shape of calls: this user code must keep compiling.

use std::collections::HashSet;
use std::time::Duration;

use end_to_end::{Outcome, Recorder, ServerResponse, client, example};
use serde_json::json;
use twilio_numbers::{Client, Error, ExponentialBackoff, RetryPolicy, v1::*, v2::BulkHostingSid};

/// Numbers come from wherever the caller has them, and errors go through `?`.
async fn check(
    client: &Client,
    numbers: &[String],
) -> Result<BulkEligibility, twilio_numbers::Error> {
    let numbers = numbers.iter().map(EligibilityPhoneNumber::new);
    client
        .v1()
        .bulk_eligibility()
        .create(CreateBulkEligibilityRequest::new(
            "Spring migration",
            numbers,
        ))
        .send()
        .await
}

#[tokio::test]
async fn required_values_are_arguments() -> Outcome {
    let response = example("v1/create_bulk_eligibility_202_create")?;
    let server = Recorder::start([ServerResponse::json(202, &response)]).await?;
    let created = check(&client(&server)?, &["+13175787000".to_owned()]).await?;
    assert!(matches!(created.status, BulkEligibilityStatus::Queued));
    assert_eq!(
        server.finish()[0].json()?["friendly_name"],
        "Spring migration"
    );
    Ok(())
}

#[tokio::test]
async fn optional_values_and_settings_are_setters() -> Outcome {
    let response = example("v1/list_port_in_requests_200_read_full")?;
    let server = Recorder::start([ServerResponse::json(200, &response)]).await?;
    let call = client(&server)?
        .v1()
        .porting_port_in()
        .list_port_in_requests()
        .size(50)
        .port_in_request_status(PortInRequestStatus::Completed)
        .created_after("2026-01-01".parse()?)
        .timeout(Duration::from_secs(5))
        .retry(ExponentialBackoff::default().max_attempts(2));
    // A call is a value: it can be looked at, copied and kept, and nothing happens until it is sent.
    assert_eq!(call.operation.size, Some(50));
    let copy = call.clone();
    drop(call);
    assert_eq!(server.connections(), 0);
    let response = copy.send_with_response().await?;
    assert_eq!(response.status(), 200);
    assert!(response.into_value().port_in_requests.is_some());
    assert_eq!(server.finish().len(), 1);
    Ok(())
}

/// A client is shared freely, and a call can be made on any thread.
#[tokio::test]
async fn calls_run_concurrently() -> Outcome {
    let responses = [ServerResponse::empty(204), ServerResponse::empty(204)];
    let server = Recorder::start(responses).await?;
    let webhooks = client(&server)?.v1().porting_webhook_configuration();
    let port_in = tokio::spawn(webhooks.delete(PortingWebhookType::PortIn).send());
    let port_out = tokio::spawn(webhooks.delete(PortingWebhookType::PortOut).send());
    port_in.await??;
    port_out.await??;
    assert_eq!(server.finish().len(), 2);
    Ok(())
}

#[test]
fn operations_need_no_client() -> Outcome {
    use twilio_numbers::Operation;

    let sid: PortInRequestSid = "KWaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa".parse()?;
    let request = FetchPortingPortIn::new(sid).request()?;
    let url = "https://numbers.twilio.com/v1/Porting/PortIn/KWaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
    assert_eq!(request.uri(), url);
    assert!(!request.headers().contains_key("authorization"));
    Ok(())
}

#[test]
fn sids_are_values() -> Outcome {
    let text = "BHaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
    let parsed: BulkHostingSid = text.parse()?;
    assert_eq!(BulkHostingSid::try_from(text)?, parsed);
    assert_eq!(
        serde_json::from_value::<BulkHostingSid>(json!(text))?,
        parsed
    );
    assert_eq!(
        (parsed.to_string().as_str(), BulkHostingSid::PREFIX),
        (text, "BH")
    );
    assert!(HashSet::from([parsed.clone()]).contains(&parsed));
    assert!("BH".parse::<BulkHostingSid>().is_err());
    Ok(())
}

#[test]
fn enums_match_and_convert_from_text() {
    let meaning = |status: &EligibilityStatus| match status {
        EligibilityStatus::Eligible => "yes",
        EligibilityStatus::Ineligible => "no",
        _ => "perhaps",
    };
    assert_eq!(meaning(&"ELIGIBLE".into()), "yes");
    assert_eq!(meaning(&"MAYBE".into()), "perhaps");
    assert_eq!(
        EligibilityStatus::from("ELIGIBLE"),
        EligibilityStatus::Eligible
    );
}

/// An error is one that every application can pass on.
#[test]
fn errors_convert_to_boxed_errors() {
    fn pass_on(error: twilio_numbers::Error) -> Box<dyn std::error::Error + Send + Sync> {
        error.into()
    }
    let error = Client::builder().base_url("numbers").build().map(drop);
    assert!(error.map_err(pass_on).is_err());
}

/// Texts become SIDs and dates where they are needed, and their errors go through `?`, too.
async fn wait_for_port_in(client: &Client, sid: &str) -> Result<PortInRequest, Error> {
    let ports = client.v1().porting_port_in();
    let since = ports.list_port_in_requests();
    since.created_after("2026-01-01".parse()?).await?;
    ports.fetch(sid.parse()?).wait_until_done().await
}

#[tokio::test]
async fn a_call_can_be_awaited_and_a_text_be_parsed() -> Outcome {
    let list = example("v1/list_port_in_requests_200_read_full")?;
    let port_in = json!({
        "port_in_request_sid": "KWaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
        "port_in_request_status": "Completed",
    });
    let replies = [&list, &port_in, &list].map(|reply| ServerResponse::json(200, reply));
    let server = Recorder::start(replies).await?;
    let client = client(&server)?;
    let sid = "KWaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
    let found = wait_for_port_in(&client, sid).await?;
    assert_eq!(found.port_in_request_sid, PortInRequestSid::new(sid)?);
    let error = wait_for_port_in(&client, "hi").await.expect_err("no SID");
    assert!(error.is_invalid_request(), "{error}");
    assert_eq!(server.finish().len(), 3);
    Ok(())
}

/// Nobody reads the environment again to know the account.
#[tokio::test]
async fn a_client_knows_its_account() -> Outcome {
    let server = Recorder::start([]).await?;
    let account: AccountSid = client(&server)?.account_sid()?;
    assert_eq!(account.as_str(), end_to_end::ACCOUNT_SID);
    Ok(())
}

/// The crates in the public API need not be dependencies of a user.
#[test]
fn types_of_values_are_exported() -> Outcome {
    let amount: twilio_numbers::Decimal = "12.50".parse()?;
    let url = twilio_numbers::UriRef::from("/v1/Orders");
    assert_eq!((amount.as_str(), url.as_str()), ("12.50", "/v1/Orders"));
    Ok(())
}

#[test]
fn public_crates_are_re_exported() {
    let date: twilio_numbers::jiff::civil::Date = jiff::civil::date(2026, 1, 1);
    let status: twilio_numbers::http::StatusCode = http::StatusCode::OK;
    let value: twilio_numbers::serde_json::Value = json!(date.to_string());
    let bytes = twilio_numbers::bytes::Bytes::from(value.to_string());
    assert_eq!((status.as_u16(), bytes.len()), (200, 12));
}
