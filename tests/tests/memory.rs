//! What the crate's users write to test their own code: no network, no account.

use end_to_end::{ACCOUNT_SID, AUTH_TOKEN, Outcome, VENDOR_DOCUMENT, response_examples};
use serde_json::Value;
use twilio_numbers::testing::{Example, Exemplified, MemoryTransport};
use twilio_numbers::{Client, Credentials, v1::*};

fn client(api: &MemoryTransport) -> Result<Client, twilio_numbers::Error> {
    Client::builder()
        .credentials(Credentials::auth_token(ACCOUNT_SID, AUTH_TOKEN))
        .transport(api.clone())
        .build()
}

/// What the crate shows of an operation, by the document's id of that.
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
fn every_answer_in_the_vendors_document_can_be_replied() -> Outcome {
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
    let answer = client.v1().eligibility().create(request).send().await?;
    let mut results = answer.results.into_iter().flatten();
    Ok(results.any(|result| result.eligibility_status == Some(EligibilityStatus::Eligible)))
}

#[tokio::test]
async fn a_user_tests_with_the_documents_answers() -> Outcome {
    let api = MemoryTransport::new();
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
