//! Eligibility checks, of one number and of many.

use end_to_end::{Outcome, ServerResponse, example, exchange};
use serde_json::json;
use twilio_numbers::v1::*;

use crate::requests::{assert_bare, assert_post};

const BULK: &str = "/v1/HostedNumber/Eligibility/Bulk";

fn number(text: &str) -> EligibilityPhoneNumber {
    EligibilityPhoneNumber::new(text)
}

/// The first call of the guide, with zeros for the digits that it masks.
#[tokio::test]
async fn single_number_is_checked() -> Outcome {
    let account: AccountSid = "AC264f0af1e323b9a38e513c433828d000".parse()?;
    let body = CreateEligibilityRequest::new([number("+13175787000").hosting_account_sid(account)])
        .friendly_name("My first eligibility check");
    let response = ServerResponse::json(200, &example("v1/create_eligibility_200_eligible")?);
    let (request, result) = exchange(response, async |client| {
        client.v1().eligibility().create(body).send().await
    })
    .await?;

    let guide = json!({
        "friendly_name": "My first eligibility check",
        "phone_numbers": [{
            "phone_number": "+13175787000",
            "hosting_account_sid": "AC264f0af1e323b9a38e513c433828d000",
        }],
    });
    assert_post(&request, "/v1/HostedNumber/Eligibility", &guide);
    let results = result?.results.unwrap_or_default();
    let [result] = results.as_slice() else {
        return Err(format!("{results:?}").into());
    };
    assert_eq!(result.phone_number.as_deref(), Some("+1XXXXXXXXXX"));
    assert_eq!(
        result.next_step,
        Some(EligibilityNextStep::CreateHostedNumberOrder)
    );
    assert_eq!(
        result.phone_number_type,
        Some(EligibilityPhoneNumberType::Tollfree)
    );
    assert_eq!(result.eligibility_status, Some(EligibilityStatus::Eligible));
    assert_eq!(
        result.eligibility_sub_status,
        Some(EligibilitySubStatus::Eligible)
    );
    assert_eq!(
        result.ineligibility_reason,
        Some(IneligibilityReason::NotIneligible)
    );
    assert_eq!(result.iso_country_code.as_deref(), Some("USA"));
    let account = result.hosting_account_sid.as_ref().ok_or("no account")?;
    assert_eq!(account.as_str(), "ACXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXXX");
    assert!(!account.is_well_formed());
    Ok(())
}

#[tokio::test]
async fn optional_friendly_name_is_omitted() -> Outcome {
    let body = CreateEligibilityRequest::new([number("+13175787000")]);
    let response = ServerResponse::json(200, &example("v1/create_eligibility_200_create")?);
    let (request, result) = exchange(response, async |client| {
        client.v1().eligibility().create(body).send().await
    })
    .await?;

    let bare = json!({ "phone_numbers": [{ "phone_number": "+13175787000" }] });
    assert_post(&request, "/v1/HostedNumber/Eligibility", &bare);
    let results = result?.results.unwrap_or_default();
    let reasons: Vec<_> = results
        .iter()
        .map(|result| &result.ineligibility_reason)
        .collect();
    assert_eq!(
        reasons,
        [
            &Some(IneligibilityReason::AlreadyInTwilioButNotInUse),
            &Some(IneligibilityReason::NumberFormatIneligible),
        ]
    );
    assert_eq!(results[0].inventory_status.as_deref(), Some("in-testing"));
    assert_eq!(
        results[0].account_sid,
        Some("AC93b447ff5bd2abac37f1cbab2a871430".parse()?)
    );
    assert_eq!(results[1].account_sid, None);
    Ok(())
}

#[tokio::test]
async fn invalid_number_is_returned_unchanged() -> Outcome {
    let body = CreateEligibilityRequest::new([number("+49333334444454")]);
    let response = ServerResponse::json(
        200,
        &example("v1/create_eligibility_200_ineligible_format")?,
    );
    let (_, result) = exchange(response, async |client| {
        client.v1().eligibility().create(body).send().await
    })
    .await?;
    let results = result?.results.unwrap_or_default();
    assert_eq!(
        results[0].phone_number.as_deref(),
        Some("+493333344444544XXX")
    );
    assert_eq!(
        results[0].phone_number_type,
        Some(EligibilityPhoneNumberType::Unknown)
    );
    assert_eq!(results[0].iso_country_code, None);
    Ok(())
}

/// The second call of the guide, likewise.
#[tokio::test]
async fn bulk_check_is_created() -> Outcome {
    let account: AccountSid = "AC264f0af1e323b9a38e513c433828d000".parse()?;
    let body = CreateBulkEligibilityRequest::new(
        "My first eligibility check",
        [
            number("+13175787000").hosting_account_sid(account.clone()),
            number("+15017122000").hosting_account_sid(account),
            number("+18003482000"),
        ],
    );
    let response = ServerResponse::json(202, &example("v1/create_bulk_eligibility_202_create")?);
    let (request, result) = exchange(response, async |client| {
        client.v1().bulk_eligibility().create(body).send().await
    })
    .await?;

    let guide = json!({
        "friendly_name": "My first eligibility check",
        "phone_numbers": [
            {
                "phone_number": "+13175787000",
                "hosting_account_sid": "AC264f0af1e323b9a38e513c433828d000",
            },
            {
                "phone_number": "+15017122000",
                "hosting_account_sid": "AC264f0af1e323b9a38e513c433828d000",
            },
            { "phone_number": "+18003482000" },
        ],
    });
    assert_post(&request, BULK, &guide);
    let check = result?;
    assert_eq!(check.status, BulkEligibilityStatus::Queued);
    assert_eq!(
        check.request_id,
        "ECaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa".parse()?
    );
    assert_eq!(check.results, Some(Vec::new()));
    assert_eq!(check.date_created, Some("2023-05-03T03:12:30Z".parse()?));
    assert_eq!(check.date_completed, None);
    let url = check.url.ok_or("no URL")?.to_url()?;
    assert_eq!(
        url.path(),
        "/v1/HostedNumber/Eligibility/Bulk/ECaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
    );
    Ok(())
}

#[tokio::test]
async fn pending_check_has_no_request_id() -> Outcome {
    let body = CreateBulkEligibilityRequest::new("friendly_name", [number("+13175787000")]);
    let response = ServerResponse::json(202, &example("v1/create_bulk_eligibility_202_queued")?);
    let (_, result) = exchange(response, async |client| {
        client.v1().bulk_eligibility().create(body).send().await
    })
    .await?;
    let id = result?.request_id;
    assert_eq!((id.as_str(), id.is_well_formed()), ("Request_ID", false));
    Ok(())
}

/// The third call of the guide, for a well-formed check.
#[tokio::test]
async fn bulk_check_is_fetched() -> Outcome {
    let id: BulkEligibilitySid = "ECaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa".parse()?;
    let response = ServerResponse::json(200, &example("v1/fetch_bulk_eligibility_200_successful")?);
    let (request, result) = exchange(response, async |client| {
        client.v1().bulk_eligibility().fetch(id).send().await
    })
    .await?;

    assert_bare(
        &request,
        "GET",
        &format!("{BULK}/ECaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"),
    );
    let check = result?;
    assert_eq!(check.status, BulkEligibilityStatus::Successful);
    assert_eq!(check.date_completed, Some("2024-03-21T22:07:20Z".parse()?));
    let results = check.results.unwrap_or_default();
    let types: Vec<_> = results
        .iter()
        .map(|result| &result.phone_number_type)
        .collect();
    assert_eq!(
        types,
        [
            &Some(EligibilityPhoneNumberType::Mobile),
            &Some(EligibilityPhoneNumberType::Unknown),
        ]
    );
    Ok(())
}

#[tokio::test]
async fn unknown_status_is_kept() -> Outcome {
    let id: BulkEligibilitySid = "ECaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa".parse()?;
    let response = ServerResponse::json(200, &json!({ "request_id": id, "status": "PAUSED" }));
    let (_, result) = exchange(response, async |client| {
        client.v1().bulk_eligibility().fetch(id).send().await
    })
    .await?;
    let status = result?.status;
    assert!(
        matches!(&status, BulkEligibilityStatus::Unrecognized(value) if value.as_str() == "PAUSED")
    );
    assert!(!status.is_known());
    assert_eq!(serde_json::to_value(status)?, "PAUSED");
    Ok(())
}
