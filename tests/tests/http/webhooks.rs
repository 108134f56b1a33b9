//! The configuration of webhooks.

use end_to_end::{Outcome, ServerResponse, example, exchange};
use serde_json::json;
use twilio_numbers::UriRef;
use twilio_numbers::v1::*;

use crate::requests::{assert_bare, assert_post};

const CONFIGURATION: &str = "/v1/Porting/Configuration/Webhook";

#[tokio::test]
async fn webhooks_are_configured() -> Outcome {
    let body = CreatePortingWebhookConfigurationRequest::new()
        .port_in_target_url("https://www.example.com/port-in?a=b")
        .notifications_of([
            PortingNotificationEvent::PortInCompleted,
            "PortInThoughtOf".into(),
        ]);
    let response = example("v1/create_porting_webhook_configuration_201_create")?;
    let (request, result) = exchange(ServerResponse::json(201, &response), async |client| {
        client
            .v1()
            .porting_webhook_configuration()
            .create(body)
            .send()
            .await
    })
    .await?;

    let sent = json!({
        "port_in_target_url": "https://www.example.com/port-in?a=b",
        "notifications_of": ["PortInCompleted", "PortInThoughtOf"],
    });
    assert_post(&request, CONFIGURATION, &sent);
    let configuration = result?;
    let events = configuration.notifications_of.unwrap_or_default();
    assert_eq!(events.len(), 12);
    assert!(
        events.iter().all(PortingNotificationEvent::is_known),
        "{events:?}"
    );
    let url = configuration
        .port_out_target_url
        .as_ref()
        .map(UriRef::as_str);
    assert_eq!(url, response["port_out_target_url"].as_str());
    Ok(())
}

#[tokio::test]
async fn webhook_configuration_is_fetched() -> Outcome {
    let response = example("v1/fetch_porting_webhook_configuration_200_fetch")?;
    let (request, result) = exchange(ServerResponse::json(200, &response), async |client| {
        client
            .v1()
            .porting_webhook_configuration()
            .fetch()
            .send()
            .await
    })
    .await?;

    assert_bare(&request, "GET", CONFIGURATION);
    let configuration = result?;
    let url = configuration
        .port_in_target_url
        .as_ref()
        .map(UriRef::as_str);
    assert_eq!(url, response["port_in_target_url"].as_str());
    let created = response["port_in_target_date_created"]
        .as_str()
        .ok_or("no date")?;
    assert_eq!(
        configuration.port_in_target_date_created,
        Some(created.parse()?)
    );
    Ok(())
}

#[tokio::test]
async fn webhook_is_deleted() -> Outcome {
    for (webhook, name) in [
        (PortingWebhookType::PortIn, "PORT_IN"),
        (PortingWebhookType::PortOut, "PORT_OUT"),
        ("PORT_ABOUT".into(), "PORT_ABOUT"),
    ] {
        let (request, result) = exchange(ServerResponse::empty(204), async |client| {
            client
                .v1()
                .porting_webhook_configuration()
                .delete(webhook)
                .send()
                .await
        })
        .await?;
        assert_bare(&request, "DELETE", &format!("{CONFIGURATION}/{name}"));
        result?;
    }
    Ok(())
}
