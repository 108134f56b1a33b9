//! The shape of calls: this user code must keep compiling.

use std::collections::HashSet;
use std::time::Duration;

use end_to_end::{Outcome, Recorder, ServerResponse, client, example};
use serde_json::json;
use twilio_numbers::{Client, ExponentialBackoff, RetryPolicy, v1::*, v2::BulkHostingSid};

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
    assert!(matches!(
        created.status,
        Some(BulkEligibilityStatus::Queued)
    ));
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
        .port_in_request_status(String::from("Completed"))
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
