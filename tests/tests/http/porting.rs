//! Portability, port-in requests and their phone numbers.

use std::time::Duration;

use end_to_end::{Outcome, Recorder, ServerResponse, client, example, exchange};
use jiff::civil::date;
use serde_json::json;
use twilio_numbers::v1::*;

use crate::requests::{assert_bare, assert_post};

const PORT_IN: &str = "KWaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
const NUMBER: &str = "PUaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";

#[tokio::test]
async fn portability_is_fetched() -> Outcome {
    let response = ServerResponse::json(200, &example("v1/fetch_porting_portability_200_fetch")?);
    let target = "ACaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa".parse()?;
    let address = "ADaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa".parse()?;
    let (request, result) = exchange(response, async |client| {
        let fetch = client.v1().porting_portability().fetch("+18001234567");
        fetch
            .target_account_sid(target)
            .address_sid(address)
            .send()
            .await
    })
    .await?;

    let target = "/v1/Porting/Portability/PhoneNumber/%2B18001234567\
                  ?TargetAccountSid=ACaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\
                  &AddressSid=ADaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
    assert_bare(&request, "GET", target);
    let portability = result?;
    assert_eq!(portability.phone_number.as_deref(), Some("+18001234567"));
    assert_eq!(portability.portable, Some(false));
    assert_eq!(portability.pin_and_account_number_required, Some(false));
    let reason = portability.not_portable_reason;
    assert_eq!(reason.as_deref(), Some("MANUAL_PORTING_AVAILABLE"));
    assert_eq!(portability.not_portable_reason_code, Some(22133));
    assert_eq!(portability.number_type, Some(PortingNumberType::TollFree));
    assert_eq!(portability.country.as_deref(), Some("US"));
    Ok(())
}

/// A request with every kind of value: an account, lists, an object in an object, and a date.
fn port_in() -> Outcome<CreatePortingPortInRequest> {
    let address = PortingAddress::new(PortingAddressArgs {
        street: "101 Spear St".to_owned(),
        city: "San Francisco".to_owned(),
        state: "CA".to_owned(),
        zip: "94105".to_owned(),
        country: "USA".to_owned(),
    })
    .street_2("5th floor");
    let carrier = LosingCarrierInformation::new(LosingCarrierInformationArgs {
        customer_name: "Owl, Inc.".to_owned(),
        authorized_representative: "Jané Owl".to_owned(),
        authorized_representative_email: "jane@example.com".to_owned(),
    })
    .customer_type(CustomerType::Business)
    .account_number("123456")
    .account_telephone_number("+16505551212")
    .address(address);
    let account = "ACaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa".parse()?;
    let bill: DocumentSid = "RDaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa".parse()?;
    let numbers = [
        PhoneNumberToPort::new("+16175551212").pin("1234"),
        PhoneNumberToPort::new("+16175551213"),
    ];
    let request = CreatePortingPortInRequest::new(account, [bill], carrier, numbers);
    Ok(request
        .notification_emails(["a@example.com", "b@example.com"])
        .target_port_in_date("2026-12-03".parse()?)
        .target_port_in_time_range_start("10:15:00-08:00")
        .bundle_sid("BUaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa".parse()?))
}

#[tokio::test]
async fn port_in_is_created() -> Outcome {
    let body = port_in()?;
    let response = ServerResponse::json(202, &example("v1/create_porting_port_in_202_create")?);
    let (request, result) = exchange(response, async |client| {
        client.v1().porting_port_in().create(body).send().await
    })
    .await?;

    let sent = json!({
        "account_sid": "ACaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
        "documents": ["RDaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"],
        "phone_numbers": [
            { "phone_number": "+16175551212", "pin": "1234" },
            { "phone_number": "+16175551213" },
        ],
        "losing_carrier_information": {
            "customer_name": "Owl, Inc.",
            "account_number": "123456",
            "account_telephone_number": "+16505551212",
            "address": {
                "street": "101 Spear St",
                "street_2": "5th floor",
                "city": "San Francisco",
                "state": "CA",
                "zip": "94105",
                "country": "USA",
            },
            "authorized_representative": "Jané Owl",
            "authorized_representative_email": "jane@example.com",
            "customer_type": "Business",
        },
        "notification_emails": ["a@example.com", "b@example.com"],
        "target_port_in_date": "2026-12-03",
        "target_port_in_time_range_start": "10:15:00-08:00",
        "bundle_sid": "BUaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
    });
    assert_post(&request, "/v1/Porting/PortIn", &sent);
    let created = result?;
    assert_eq!(created.port_in_request_sid, PORT_IN.parse()?);
    assert_eq!(created.target_port_in_date, Some(date(2023, 9, 10)));
    assert_eq!(created.support_ticket_id, Some(123_456));
    assert_eq!(
        created.documents,
        Some(vec!["RDaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa".parse()?])
    );
    let carrier = created.losing_carrier_information.ok_or("no carrier")?;
    assert_eq!(
        carrier.address_sid,
        Some("ADaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa".parse()?)
    );
    Ok(())
}

#[tokio::test]
async fn port_in_is_fetched() -> Outcome {
    let sid = PORT_IN.parse()?;
    let response = ServerResponse::json(200, &example("v1/fetch_porting_port_in_200_fetch")?);
    let (request, result) = exchange(response, async |client| {
        client.v1().porting_port_in().fetch(sid).send().await
    })
    .await?;

    assert_bare(&request, "GET", &format!("/v1/Porting/PortIn/{PORT_IN}"));
    let port_in = result?;
    assert_eq!(port_in.port_in_request_status, PortInRequestStatus::Pending);
    assert_eq!(port_in.date_created, Some("2023-09-10T06:52:21Z".parse()?));
    assert_eq!(port_in.signature_request_url, None);
    let carrier = port_in.losing_carrier_information.ok_or("no carrier")?;
    let katakana = carrier.authorized_representative_katakana;
    assert_eq!(katakana.as_deref(), Some("ジョン スミス"));
    assert_eq!(carrier.customer_type, Some(CustomerType::Business));
    let numbers = port_in.phone_numbers.unwrap_or_default();
    assert_eq!(numbers[0].port_in_phone_number_sid, NUMBER.parse()?);
    assert_eq!(numbers[0].number_type, Some(PortingNumberType::Local));
    let updated = numbers[0].status_last_time_updated_timestamp;
    assert_eq!(updated, Some("2025-01-01T00:52:21Z".parse()?));
    assert_eq!(numbers[0].not_portability_reason_code, Some(0));
    assert_eq!(numbers[0].port_date, Some("2023-09-17T00:00:00Z".parse()?));
    Ok(())
}

/// The states that end it are those after which nothing happens.
#[tokio::test]
async fn port_in_is_polled_until_done() -> Outcome {
    for done in ["Completed", "Canceled", "Expired"] {
        let reply = |status: &str| {
            let port_in = json!({
                "port_in_request_sid": PORT_IN,
                "port_in_request_status": status,
            });
            ServerResponse::json(200, &port_in)
        };
        let server = Recorder::start([reply("In Progress"), reply(done)]).await?;
        let ports = client(&server)?.v1().porting_port_in();
        let wait = ports.fetch(PORT_IN.parse()?).wait_until_done();
        let port_in = wait.interval(Duration::from_millis(1)).await?;
        assert_eq!(port_in.port_in_request_status.as_str(), done);
        assert_eq!(server.finish().len(), 2);
    }
    Ok(())
}

#[tokio::test]
async fn port_in_is_cancelled() -> Outcome {
    let sid = PORT_IN.parse()?;
    let (request, result) = exchange(ServerResponse::empty(204), async |client| {
        client
            .v1()
            .porting_port_in()
            .delete(sid)
            .send_with_response()
            .await
    })
    .await?;
    assert_bare(&request, "DELETE", &format!("/v1/Porting/PortIn/{PORT_IN}"));
    assert_eq!(result?.status(), 204);
    Ok(())
}

#[tokio::test]
async fn port_ins_are_listed() -> Outcome {
    let sid: PortInRequestSid = PORT_IN.parse()?;
    let response = ServerResponse::json(200, &example("v1/list_port_in_requests_200_read_full")?);
    let (request, result) = exchange(response, async |client| {
        let list = client.v1().porting_port_in().list_port_in_requests();
        list.token("KWb")
            .size(50)
            .port_in_request_sid([sid.clone(), sid])
            .port_in_request_status(PortInRequestStatus::InProgress)
            .created_before(date(2026, 1, 2))
            .created_after(date(2026, 1, 1))
            .send()
            .await
    })
    .await?;

    let target = format!(
        "/v1/Porting/PortIn/PortInRequests?Token=KWb&Size=50&PortInRequestSid={PORT_IN},{PORT_IN}\
         &PortInRequestStatus=In%20Progress&CreatedBefore=2026-01-02&CreatedAfter=2026-01-01"
    );
    assert_bare(&request, "GET", &target);
    let page = result?;
    let port_ins = page.port_in_requests.unwrap_or_default();
    assert_eq!(port_ins[0].port_in_request_sid, PORT_IN.parse()?);
    let status = &port_ins[0].port_in_request_status;
    assert_eq!(status, &Some(PortInRequestStatus::Completed));
    let updated = port_ins[0].status_last_updated_timestamp;
    assert_eq!(updated, Some(date(2025, 4, 30)));
    assert_eq!(port_ins[0].phone_numbers_requested, Some(1));
    let next = page.meta.ok_or("no meta")?.next_token;
    assert_eq!(next.as_deref(), Some("KWbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb"));
    Ok(())
}

#[tokio::test]
async fn empty_list_is_not_an_error() -> Outcome {
    let response = ServerResponse::json(200, &example("v1/list_port_in_requests_200_read_empty")?);
    let (request, result) = exchange(response, async |client| {
        client
            .v1()
            .porting_port_in()
            .list_port_in_requests()
            .send()
            .await
    })
    .await?;
    assert_bare(&request, "GET", "/v1/Porting/PortIn/PortInRequests");
    let page = result?;
    assert_eq!(page.port_in_requests, Some(Vec::new()));
    assert_eq!(page.meta.and_then(|meta| meta.next_token), None);
    Ok(())
}

#[tokio::test]
async fn port_in_phone_number_is_fetched() -> Outcome {
    let (port_in, number) = (PORT_IN.parse()?, NUMBER.parse()?);
    let response = ServerResponse::json(
        200,
        &example("v1/fetch_porting_port_in_phone_number_200_fetch")?,
    );
    let (request, result) = exchange(response, async |client| {
        client
            .v1()
            .porting_port_in_phone_number()
            .fetch(port_in, number)
            .send()
            .await
    })
    .await?;

    assert_bare(
        &request,
        "GET",
        &format!("/v1/Porting/PortIn/{PORT_IN}/PhoneNumber/{NUMBER}"),
    );
    let found = result?;
    assert_eq!(found.phone_number_sid, Some(NUMBER.parse()?));
    assert_eq!(found.port_in_request_sid, Some(PORT_IN.parse()?));
    let expected = example("v1/fetch_porting_port_in_phone_number_200_fetch")?;
    assert_eq!(
        found.phone_number.as_deref(),
        expected["phone_number"].as_str()
    );
    assert_eq!(found.portable, expected["portable"].as_bool());
    assert_eq!(found.port_out_pin, expected["port_out_pin"].as_i64());
    let status = found.port_in_phone_number_status;
    assert_eq!(status, Some(PortInPhoneNumberStatus::InReview));
    Ok(())
}

#[tokio::test]
async fn port_in_phone_number_is_cancelled() -> Outcome {
    let (port_in, number) = (PORT_IN.parse()?, NUMBER.parse()?);
    let (request, result) = exchange(ServerResponse::empty(204), async |client| {
        client
            .v1()
            .porting_port_in_phone_number()
            .delete(port_in, number)
            .send()
            .await
    })
    .await?;
    assert_bare(
        &request,
        "DELETE",
        &format!("/v1/Porting/PortIn/{PORT_IN}/PhoneNumber/{NUMBER}"),
    );
    Ok(result?)
}
