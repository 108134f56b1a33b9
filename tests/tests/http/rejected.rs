//! Requests that are rejected before anything is sent.

use std::fmt::Debug;

use end_to_end::{Outcome, Recorder, ServerResponse, builder, client};
use serde_json::json;
use twilio_numbers::runtime::FromResponse;
use twilio_numbers::v1::*;
use twilio_numbers::{Call, Client, Error, Operation};

/// The error of a call that never reaches a server.
async fn refusal<O: Operation>(call: impl FnOnce(&Client) -> Call<O>) -> Outcome<Error>
where
    <O::ResponseBody as FromResponse>::Output: Debug,
{
    let server = Recorder::start([]).await?;
    let call = call(&client(&server)?);
    let error = call.send().await.expect_err("this is refused");
    assert!(server.finish().is_empty(), "{error}");
    assert_eq!(error.attempts(), 0, "{error}");
    Ok(error)
}

/// The expected violation of a field: its location, a part of the message, and the code with which the API
/// would refuse it.
type Complaint<'a> = (&'a str, &'a str, Option<i64>);

/// Asserts that an error says this of the request, in the same order and nothing else.
#[track_caller]
fn assert_refused(error: &Error, complaints: &[Complaint<'_>]) {
    assert!(error.is_invalid_request(), "{error}");
    let line = error.to_string();
    assert!(line.contains(" was not sent: "), "{line}");
    assert_eq!(error.violations().len(), complaints.len(), "{line}");
    for (violation, (field, problem, code)) in error.violations().iter().zip(complaints) {
        assert_eq!(violation.field(), *field);
        assert!(violation.problem().contains(problem), "{line}");
        assert_eq!(violation.code(), *code, "{line}");
        assert!(line.contains(&violation.to_string()), "{line}");
    }
}

fn numbers(count: usize) -> impl Iterator<Item = EligibilityPhoneNumber> {
    (0..count).map(|index| EligibilityPhoneNumber::new(format!("+1317578{index:04}")))
}

#[tokio::test]
async fn malformed_sid_from_a_response_is_rejected() -> Outcome {
    let response = json!({ "request_id": "Request_ID", "status": "QUEUED" });
    let server = Recorder::start([ServerResponse::json(202, &response)]).await?;
    let checks = client(&server)?.v1().bulk_eligibility();
    let request = CreateBulkEligibilityRequest::new("name", numbers(1));
    let id = checks.create(request).send().await?.request_id;
    let fetch = checks.fetch(id);
    let error = fetch.send().await.expect_err("the id is malformed");
    assert_refused(
        &error,
        &[("RequestId", "must be `EC` and 32 hexadecimal digits", None)],
    );
    assert_eq!(server.finish().len(), 1);
    Ok(())
}

#[tokio::test]
async fn malformed_sid_in_a_body_is_rejected() -> Outcome {
    let account: AccountSid = serde_json::from_value(json!("AC264f0af1e323b9a38e513c433828dXXX"))?;
    let number = EligibilityPhoneNumber::new("+13175787000").hosting_account_sid(account);
    let request = CreateBulkEligibilityRequest::new("name", numbers(1).chain([number]));
    let error = refusal(|client| client.v1().bulk_eligibility().create(request)).await?;
    let field = "phone_numbers[1].hosting_account_sid";
    assert_refused(
        &error,
        &[(field, "must be `AC` and 32 hexadecimal digits", Some(21470))],
    );
    Ok(())
}

#[tokio::test]
async fn number_not_in_e164_format_is_rejected() -> Outcome {
    for number in [
        "",
        "3175787000",
        "+03175787000",
        "+1317578700012345",
        "+1 317 578 7000",
    ] {
        let request = CreateEligibilityRequest::new([EligibilityPhoneNumber::new(number)]);
        let error = refusal(|client| client.v1().eligibility().create(request)).await?;
        assert_refused(
            &error,
            &[("phone_numbers[0].phone_number", "must match", Some(22102))],
        );
    }
    Ok(())
}

#[tokio::test]
async fn page_size_out_of_bounds_is_rejected() -> Outcome {
    for size in [0, -1, 101] {
        let list = refusal(|client| {
            let list = client.v1().porting_port_in().list_port_in_requests();
            list.size(size)
        });
        assert_refused(&list.await?, &[("Size", "must be 1 to 100", None)]);
    }
    let list = refusal(|client| {
        let list = client.v1().signing_request_configuration().list();
        list.page_size(0).page(-1)
    });
    let size = ("PageSize", "must be 1 to 1000", None);
    assert_refused(&list.await?, &[size, ("Page", "must be at least 0", None)]);
    Ok(())
}

#[tokio::test]
async fn bulk_number_count_out_of_bounds_is_rejected() -> Outcome {
    for (count, bound, code) in [(0, "at least 1 ", 22124), (1001, "at most 1000 ", 22125)] {
        let request = CreateBulkEligibilityRequest::new("name", numbers(count));
        let error = refusal(|client| client.v1().bulk_eligibility().create(request)).await?;
        assert_refused(&error, &[("phone_numbers", bound, Some(code))]);
        assert!(
            error.to_string().contains(&format!("has {count}")),
            "{error}"
        );
    }
    Ok(())
}

#[tokio::test]
async fn single_check_requires_exactly_one_number() -> Outcome {
    for (count, bound, code) in [(0, "at least 1 ", 22124), (2, "at most 1 ", 22125)] {
        let request = CreateEligibilityRequest::new(numbers(count));
        let error = refusal(|client| client.v1().eligibility().create(request)).await?;
        assert_refused(&error, &[("phone_numbers", bound, Some(code))]);
    }
    Ok(())
}

#[tokio::test]
async fn name_length_out_of_bounds_is_rejected() -> Outcome {
    // The bound counts characters, which may have several bytes.
    for name in [String::new(), "ä".repeat(129)] {
        let expected = [("friendly_name", "1 to 128 characters", Some(22116))];
        let request = CreateBulkEligibilityRequest::new(&name, numbers(1));
        let error = refusal(|client| client.v1().bulk_eligibility().create(request)).await?;
        assert_refused(&error, &expected);
        let request = CreateEligibilityRequest::new(numbers(1)).friendly_name(&name);
        let error = refusal(|client| client.v1().eligibility().create(request)).await?;
        assert_refused(&error, &expected);
    }
    Ok(())
}

#[tokio::test]
async fn all_violations_are_reported_together() -> Outcome {
    let request = CreateBulkEligibilityRequest::new("", numbers(0));
    let error = refusal(|client| client.v1().bulk_eligibility().create(request)).await?;
    let name = ("friendly_name", "1 to 128 characters", Some(22116));
    assert_refused(
        &error,
        &[name, ("phone_numbers", "at least 1 ", Some(22124))],
    );
    Ok(())
}

/// Its own documentation says that at least one of each is required.
#[tokio::test]
async fn port_in_without_documents_numbers_or_address_is_rejected() -> Outcome {
    let carrier = || {
        LosingCarrierInformation::new(LosingCarrierInformationArgs {
            customer_name: "Owl, Inc.".to_owned(),
            authorized_representative: "Jane Owl".to_owned(),
            authorized_representative_email: "jane@example.com".to_owned(),
        })
    };
    let account: AccountSid = "ACaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa".parse()?;
    let request = CreatePortingPortInRequest::new(account.clone(), [], carrier(), []);
    let error = refusal(|client| client.v1().porting_port_in().create(request)).await?;
    let address = "requires `address` or `address_sid`";
    assert_refused(
        &error,
        &[
            ("documents", "at least 1 ", None),
            ("phone_numbers", "1 to 1000 ", None),
            ("losing_carrier_information", address, None),
        ],
    );

    let bill: DocumentSid = "RDaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa".parse()?;
    let number = PhoneNumberToPort::new("6175551212");
    let carrier =
        carrier().address_sid("ADaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa".parse::<AddressSid>()?);
    let request = CreatePortingPortInRequest::new(account, [bill], carrier, [number]);
    let error = refusal(|client| client.v1().porting_port_in().create(request)).await?;
    let field = "phone_numbers[0].phone_number";
    assert_refused(&error, &[(field, "must match", None)]);
    Ok(())
}

#[tokio::test]
async fn invalid_url_is_rejected() -> Outcome {
    let request =
        CreatePortingWebhookConfigurationRequest::new().port_in_target_url("https://exa mple");
    let error =
        refusal(|client| client.v1().porting_webhook_configuration().create(request)).await?;
    assert_refused(&error, &[("port_in_target_url", "must be a URI", None)]);
    Ok(())
}

/// A value just within the bounds is sent.
#[tokio::test]
async fn bounds_are_inclusive() -> Outcome {
    let responses = [
        ServerResponse::json(202, &json!({ "request_id": "EC", "status": "QUEUED" })),
        ServerResponse::json(200, &json!({})),
    ];
    let server = Recorder::start(responses).await?;
    let v1 = client(&server)?.v1();
    let request = CreateBulkEligibilityRequest::new("ä".repeat(128), numbers(1000));
    v1.bulk_eligibility().create(request).send().await?;
    v1.porting_port_in()
        .list_port_in_requests()
        .size(100)
        .send()
        .await?;
    let sent = server.finish()[0].json()?;
    assert_eq!(sent["phone_numbers"].as_array().map(Vec::len), Some(1000));
    Ok(())
}

/// `0.0.0.0` reaches this machine, but isn't an address that is sure to be its own.
#[tokio::test]
async fn credentials_are_not_sent_over_plain_http() -> Outcome {
    let server = Recorder::start([ServerResponse::json(200, &json!({}))]).await?;
    let url = format!("http://0.0.0.0:{}", server.address().port());
    let elsewhere = || builder(&server).base_url(&url);
    let list = elsewhere()
        .build()?
        .v1()
        .porting_port_in()
        .list_port_in_requests();
    let error = list.send().await.expect_err("plain http isn't safe");
    assert!(error.is_configuration(), "{error}");
    let problem = "credentials aren't sent over plain http to `0.0.0.0`";
    assert!(error.to_string().contains(problem), "{error}");

    // Connections are accepted in their order, so an earlier one would have been counted.
    let allowed = elsewhere().allow_plain_http("0.0.0.0").build()?;
    allowed
        .v1()
        .porting_port_in()
        .list_port_in_requests()
        .send()
        .await?;
    assert_eq!(server.connections(), 1);
    assert_eq!(server.finish().len(), 1);
    Ok(())
}

#[tokio::test]
async fn call_without_credentials_is_rejected() -> Outcome {
    let server = Recorder::start([]).await?;
    let client = Client::builder().base_url(server.url()).build()?;
    let list = client.v1().porting_port_in().list_port_in_requests();
    let error = list.send().await.expect_err("credentials are missing");
    assert!(error.is_configuration(), "{error}");
    assert!(
        error.to_string().contains("ClientBuilder::credentials"),
        "{error}"
    );
    assert!(server.finish().is_empty());
    Ok(())
}
