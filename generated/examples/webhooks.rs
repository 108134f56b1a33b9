//! Configures the webhook that reports the progress of port-ins, and shows the configuration.
//!
//! ```text
//! cargo run --features test-util --example webhooks -- https://www.example.com/port-in
//! ```
//!
//! This replaces the account's present configuration.
//!
//! The client is configured by the environment, see `Client::from_env`. Without credentials, the
//! program is a simulation, which needs no argument.

mod support;

use std::error::Error;
use std::process::ExitCode;

use twilio_numbers::testing::MockTransport;
use twilio_numbers::v1::*;

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    support::report(run().await)
}

async fn run() -> Result<(), Box<dyn Error>> {
    let client = support::client(simulate)?;
    let [url]: [String; 1] = support::arguments(&["https://www.example.com/port-in"])
        .try_into()
        .map_err(|_| "usage: webhooks URL")?;
    let webhooks = client.v1().porting_webhook_configuration();
    // Without events, or with an empty list of them, the webhook is called for all.
    let request = CreatePortingWebhookConfigurationRequest::new()
        .port_in_target_url(url)
        .notifications_of([
            PortingNotificationEvent::PortInActionRequired,
            PortingNotificationEvent::PortInCompleted,
            PortingNotificationEvent::PortInCanceled,
        ]);
    webhooks.create(request).send().await?;

    let configuration = webhooks.fetch().send().await?;
    if let Some(url) = &configuration.port_in_target_url {
        println!("Port-ins are told to {url}");
    }
    if let Some(url) = &configuration.port_out_target_url {
        println!("Port-outs are told to {url}");
    }
    for event in configuration.notifications_of.unwrap_or_default() {
        println!("  {event}");
    }
    Ok(())
}

/// The answers of the simulation.
fn simulate(api: &MockTransport) {
    api.on::<CreatePortingWebhookConfiguration>()
        .respond_example();
    api.on::<FetchPortingWebhookConfiguration>()
        .respond_example();
}
