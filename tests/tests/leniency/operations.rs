//! Every operation of the vendor's document whose response has a body.

use serde::Serialize;
use serde_json::Value;
use twilio_numbers::v1::*;
use twilio_numbers::{Client, Error, Response, SkippedField};

/// The result of reading a response, as JSON, and the locations that differ from the description.
pub(crate) struct Read {
    pub(crate) value: Value,
    pub(crate) drift: Vec<SkippedField>,
}

/// Calls an operation, by the name that the document gives it. What is sent doesn't matter.
pub(crate) async fn read(client: &Client, operation: &str) -> Result<Read, Error> {
    let v1 = client.v1();
    match operation {
        "CreateBulkEligibility" => {
            let body = CreateBulkEligibilityRequest::new("name", [number()]);
            written(v1.bulk_eligibility().create(body).send_with_response()).await
        }
        "FetchBulkEligibility" => {
            written(v1.bulk_eligibility().fetch(sid("EC")).send_with_response()).await
        }
        "CreateEligibility" => {
            let body = CreateEligibilityRequest::new([number()]);
            written(v1.eligibility().create(body).send_with_response()).await
        }
        "CreatePortingPortIn" => {
            let carrier = LosingCarrierInformation::new(LosingCarrierInformationArgs {
                customer_name: "name".to_owned(),
                authorized_representative: "name".to_owned(),
                authorized_representative_email: "name@example.com".to_owned(),
            })
            .address_sid(sid::<AddressSid>("AD"));
            let body = CreatePortingPortInRequest::new(
                sid("AC"),
                [sid("RD")],
                carrier,
                [PhoneNumberToPort::new("+13175787000")],
            );
            written(v1.porting_port_in().create(body).send_with_response()).await
        }
        "FetchPortingPortIn" => {
            written(v1.porting_port_in().fetch(sid("KW")).send_with_response()).await
        }
        "ListPortInRequests" => {
            written(
                v1.porting_port_in()
                    .list_port_in_requests()
                    .send_with_response(),
            )
            .await
        }
        "FetchPortingPortInPhoneNumber" => {
            let numbers = v1.porting_port_in_phone_number();
            written(numbers.fetch(sid("KW"), sid("PU")).send_with_response()).await
        }
        "FetchPortingPortability" => {
            written(
                v1.porting_portability()
                    .fetch("+13175787000")
                    .send_with_response(),
            )
            .await
        }
        "CreatePortingWebhookConfiguration" => {
            let body = CreatePortingWebhookConfigurationRequest::new();
            written(
                v1.porting_webhook_configuration()
                    .create(body)
                    .send_with_response(),
            )
            .await
        }
        "FetchPortingWebhookConfigurationFetch" => {
            written(
                v1.porting_webhook_configuration()
                    .fetch()
                    .send_with_response(),
            )
            .await
        }
        "CreateSigningRequestConfiguration" => {
            let body = CreateSigningRequestConfigurationRequest::new();
            written(
                v1.signing_request_configuration()
                    .create(body)
                    .send_with_response(),
            )
            .await
        }
        "ListSigningRequestConfiguration" => {
            written(
                v1.signing_request_configuration()
                    .list()
                    .send_with_response(),
            )
            .await
        }
        other => unreachable!("{other} is new; add its call here"),
    }
}

async fn written<T: Serialize>(
    response: impl Future<Output = Result<Response<T>, Error>>,
) -> Result<Read, Error> {
    let response = response.await?;
    Ok(Read {
        value: serde_json::to_value(response.value()).expect("what was read can be written"),
        drift: response.drift().to_vec(),
    })
}

fn number() -> EligibilityPhoneNumber {
    EligibilityPhoneNumber::new("+13175787000")
}

fn sid<T: TryFrom<String, Error: std::fmt::Debug>>(prefix: &str) -> T {
    T::try_from(format!("{prefix}{}", "a".repeat(32))).expect("the SID is well-formed")
}
