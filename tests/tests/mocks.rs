//! Tests as users of the crate write them: without a network or an account.

use end_to_end::{ACCOUNT_SID, AUTH_TOKEN, Outcome, VENDOR_DOCUMENT, response_examples};
use serde_json::Value;
use twilio_numbers::testing::{Example, HasExamples, MockTransport};
use twilio_numbers::{Client, Credentials, v1::*};

fn client(api: &MockTransport) -> Result<Client, twilio_numbers::Error> {
    Client::builder()
        .credentials(Credentials::auth_token(ACCOUNT_SID, AUTH_TOKEN))
        .transport(api.clone())
        .build()
}

/// Returns the examples of an operation, by its `operationId`.
fn examples(operation: &str) -> Option<&'static [Example]> {
    Some(match operation {
        "CreateBulkEligibility" => CreateBulkEligibility::EXAMPLES,
        "CreateEligibility" => CreateEligibility::EXAMPLES,
        "CreatePortingPortIn" => CreatePortingPortIn::EXAMPLES,
        "CreatePortingWebhookConfiguration" => CreatePortingWebhookConfiguration::EXAMPLES,
        "CreateSigningRequestConfiguration" => CreateSigningRequestConfiguration::EXAMPLES,
        "FetchBulkEligibility" => FetchBulkEligibility::EXAMPLES,
        "FetchPortingPortIn" => FetchPortingPortIn::EXAMPLES,
        "FetchPortingPortInPhoneNumber" => FetchPortingPortInPhoneNumber::EXAMPLES,
        "FetchPortingPortability" => FetchPortingPortability::EXAMPLES,
        "FetchPortingWebhookConfigurationFetch" => FetchPortingWebhookConfiguration::EXAMPLES,
        "ListPortInRequests" => ListPortInRequests::EXAMPLES,
        "ListSigningRequestConfiguration" => ListSigningRequestConfiguration::EXAMPLES,
        _ => return None,
    })
}

#[test]
fn every_vendor_response_example_can_be_mocked() -> Outcome {
    let document: Value = serde_json::from_str(VENDOR_DOCUMENT)?;
    let shown = response_examples(&document);
    assert!(shown.len() > 12);
    for shown in shown {
        let found = examples(shown.operation).ok_or(shown.operation)?;
        let found = found.iter().find(|example| example.name() == shown.name);
        let found = found.ok_or(shown.name)?;
        assert_eq!(found.status(), shown.status);
        assert_eq!(found.as_json::<Value>()?, *shown.value);
    }
    Ok(())
}

/// Whether a number can be hosted: code of a user, whose tests follow.
async fn is_hostable(client: &Client, number: &str) -> Result<bool, twilio_numbers::Error> {
    let request = CreateEligibilityRequest::new([EligibilityPhoneNumber::new(number)]);
    let response = client.v1().eligibility().create(request).send().await?;
    let mut results = response.results.into_iter().flatten();
    Ok(results.any(|result| result.eligibility_status == Some(EligibilityStatus::Eligible)))
}

#[tokio::test]
async fn users_test_with_document_examples() -> Outcome {
    let api = MockTransport::new();
    let _ = api
        .on::<CreateEligibility>()
        .respond_example_named("eligible")
        .respond_example_named("ineligibleType");
    let client = client(&api)?;
    assert!(is_hostable(&client, "+13175787000").await?);
    assert!(!is_hostable(&client, "+13175787001").await?);
    api.assert_all_used();
    Ok(())
}

/// The SIDs of all port-ins: more code of a user.
async fn port_ins(client: &Client) -> Result<Vec<PortInRequestSid>, twilio_numbers::Error> {
    let list = client.v1().porting_port_in().list_port_in_requests();
    let mut ports = list.size(50).items();
    let mut sids = Vec::new();
    while let Some(port) = ports.try_next().await? {
        sids.push(port.port_in_request_sid);
    }
    Ok(sids)
}

#[tokio::test]
async fn users_test_paginated_lists() -> Outcome {
    let sids = ["a", "b", "c"].map(|digit| format!("KW{}", digit.repeat(32)));
    let page = |sids: &[String]| -> Outcome<_> {
        let mut ports = Vec::new();
        for sid in sids {
            ports.push(PortInRequestSummary::new(sid.parse()?));
        }
        let mut page = ListPortInRequestsResponse::default();
        page.port_in_requests = Some(ports);
        Ok(page)
    };
    let pages = [page(&sids[..2])?, page(&sids[2..])?];
    let api = MockTransport::new();
    let _ = api.on::<ListPortInRequests>().respond_pages(&pages);
    let found = port_ins(&client(&api)?).await?;
    assert_eq!(
        found.iter().map(ToString::to_string).collect::<Vec<_>>(),
        sids
    );
    let mut first = ListPortInRequests::new();
    first.size = Some(50);
    api.assert_sent(&first);
    api.assert_all_used();
    Ok(())
}

#[tokio::test]
async fn users_inspect_sent_requests() -> Outcome {
    let api = MockTransport::new();
    let _ = api.on::<FetchPortingPortability>().respond_example();
    let client = client(&api)?;
    let call = client.v1().porting_portability().fetch("+18001234567");
    let response = call.send().await?;
    assert_eq!(response, FetchPortingPortability::example());
    api.assert_sent(&FetchPortingPortability::new("+18001234567"));
    let sent = &api.sent_to::<FetchPortingPortability>()[0];
    let number = sent.path_value("PhoneNumber");
    assert_eq!(number.as_deref(), Some("+18001234567"));
    Ok(())
}
