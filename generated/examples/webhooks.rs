//! Configures the webhook that tells how port-ins go, and shows the configuration.
//!
//! ```text
//! cargo run --example webhooks -- https://www.example.com/port-in
//! ```
//!
//! This replaces the configuration that the account has. The environment gives the credentials (see
//! `Client::from_env`) and, in `TWILIO_BASE_URL`, the server to use instead of Twilio's.

use std::env;
use std::error::Error;
use std::process::ExitCode;

use twilio_numbers::Client;
use twilio_numbers::v1::*;

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    match run().await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

async fn run() -> Result<(), Box<dyn Error>> {
    let url = env::args().nth(1).ok_or("usage: webhooks URL")?;
    let webhooks = client()?.v1().porting_webhook_configuration();
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

fn client() -> Result<Client, twilio_numbers::Error> {
    let builder = Client::builder_from_env()?;
    match env::var("TWILIO_BASE_URL") {
        Ok(url) => builder.base_url(url).build(),
        Err(_) => builder.build(),
    }
}
