//! Hosting orders in bulk, which are in version 2 of the API.

use end_to_end::{Outcome, ServerResponse, example, exchange};
use serde_json::{Map, json};
use twilio_numbers::v2::*;

use crate::requests::{assert_bare, assert_post};

const ORDERS: &str = "/v2/HostedNumber/Orders/Bulk";
const ORDER: &str = "BHaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";

#[tokio::test]
async fn order_is_created_with_free_form_members() -> Outcome {
    let order = Map::from_iter([
        ("friendly_name".to_owned(), json!("test")),
        (
            "hosts".to_owned(),
            json!([{ "phone_number": "+13175787000", "when": null }]),
        ),
    ]);
    let sent = json!(order);
    let response = ServerResponse::json(
        202,
        &example("v2/create_bulk_hosted_number_order_202_create")?,
    );
    let (request, result) = exchange(response, async |client| {
        client
            .v2()
            .bulk_hosted_number_order()
            .create(order)
            .send()
            .await
    })
    .await?;

    assert_post(&request, ORDERS, &sent);
    let placed = result?;
    assert_eq!(placed.bulk_hosting_sid, ORDER.parse()?);
    assert_eq!(placed.request_status, BulkHostedNumberOrderStatus::Queued);
    assert_eq!(placed.total_count, Some(4));
    assert_eq!(placed.date_created, Some("2023-06-29T15:19:37Z".parse()?));
    assert_eq!(
        placed.notification_email.as_deref(),
        Some("test@twilio.com")
    );
    Ok(())
}

#[tokio::test]
async fn order_is_fetched_with_both_date_formats() -> Outcome {
    let sid = ORDER.parse()?;
    let order = json!({
        "bulk_hosting_sid": ORDER,
        "request_status": "PROCESSED",
        "date_created": "Thu, 29 Jun 2023 15:19:37 +0000",
        "date_completed": "2023-06-29T15:20:00Z",
        "results": [{ "completed": ["+13175787000"] }],
    });
    let (request, result) = exchange(ServerResponse::json(200, &order), async |client| {
        client
            .v2()
            .bulk_hosted_number_order()
            .fetch(sid)
            .send()
            .await
    })
    .await?;

    assert_bare(&request, "GET", &format!("{ORDERS}/{ORDER}"));
    let fetched = result?;
    assert_eq!(
        fetched.request_status,
        BulkHostedNumberOrderStatus::Processed
    );
    assert_eq!(fetched.date_created, Some("2023-06-29T15:19:37Z".parse()?));
    assert_eq!(
        fetched.date_completed,
        Some("2023-06-29T15:20:00Z".parse()?)
    );
    assert_eq!(
        fetched.results,
        Some(vec![json!({ "completed": ["+13175787000"] })])
    );
    Ok(())
}
