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

use twilio_numbers::Client;

/// How long to wait between the first two looks at the order.
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

    let fetch = client.v2().bulk_hosted_number_order().fetch(sid);
    let waiting = fetch.wait_until_done().interval(INTERVAL);
    let order = waiting.deadline(DEADLINE).send().await?;
    println!("Processed {} numbers.", order.total_count.unwrap_or(0));
    for result in order.results.unwrap_or_default() {
        println!("  {result}");
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
