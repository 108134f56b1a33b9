//! Places an order to host many phone numbers, waits for it, and shows its results.
//!
//! ```text
//! cargo run --example bulk_hosting_order -- order.json
//! ```
//!
//! The argument is a file with the order, a JSON object: Twilio's reference doesn't say which members
//! it has, so it is sent as it is. The environment gives the credentials (see `Client::from_env`)
//! and, in `TWILIO_BASE_URL`, the server to use instead of Twilio's.

use std::env;
use std::error::Error;
use std::fs::File;
use std::io::BufReader;
use std::process::ExitCode;
use std::time::Duration;

use tokio::time::{sleep, timeout};
use twilio_numbers::v2::*;
use twilio_numbers::{Client, Credentials};

/// How long to wait between two looks at the order.
const INTERVAL: Duration = Duration::from_secs(5);

/// How long to wait in all.
const DEADLINE: Duration = Duration::from_secs(1800);

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
    let path = env::args().nth(1).ok_or("usage: bulk_hosting_order FILE")?;
    let order = serde_json::from_reader(BufReader::new(File::open(path)?))?;
    let client = client()?;
    let placed = client
        .v2()
        .bulk_hosted_number_order()
        .create(order)
        .send()
        .await?;
    let sid = placed.bulk_hosting_sid.ok_or("the order has no SID")?;
    println!("Placed {sid}.");

    let order = timeout(DEADLINE, processed(&client, &sid)).await??;
    println!("Processed {} numbers.", order.total_count.unwrap_or(0));
    for result in order.results.unwrap_or_default() {
        println!("  {result}");
    }
    Ok(())
}

/// Fetches the order until it has been processed.
async fn processed(
    client: &Client,
    sid: &BulkHostingSid,
) -> Result<BulkHostedNumberOrder, twilio_numbers::Error> {
    loop {
        let fetch = client.v2().bulk_hosted_number_order().fetch(sid.clone());
        let order = fetch.send().await?;
        if let Some(BulkHostedNumberOrderRequestStatus::Processed) = order.request_status {
            return Ok(order);
        }
        sleep(INTERVAL).await;
    }
}

fn client() -> Result<Client, Box<dyn Error>> {
    let Ok(base_url) = env::var("TWILIO_BASE_URL") else {
        return Ok(Client::from_env()?);
    };
    let (account, token) = ("TWILIO_ACCOUNT_SID", "TWILIO_AUTH_TOKEN");
    let credentials = Credentials::auth_token(env::var(account)?, env::var(token)?);
    let builder = Client::builder().credentials(credentials);
    Ok(builder.base_url(base_url).build()?)
}
