//! Places an order to host many phone numbers, waits for it, and shows its results.
//!
//! ```text
//! cargo run --features test-util --example bulk_hosting_order -- order.json
//! ```
//!
//! The argument is a file with the order, a JSON object. Twilio's reference doesn't describe its
//! members, so the program sends it unchanged.
//!
//! The client is configured by the environment, see `Client::from_env`. Without credentials, the
//! program is a simulation, which needs no argument.

mod support;

use std::error::Error;
use std::fs::File;
use std::io::BufReader;
use std::process::ExitCode;
use std::time::Duration;

use twilio_numbers::serde_json;
use twilio_numbers::testing::{HasExamples, MockTransport};
use twilio_numbers::v2::*;

/// The pause between the first two requests for the state of the order.
const INTERVAL: Duration = Duration::from_secs(5);

/// The time after which the program stops waiting.
const DEADLINE: Duration = Duration::from_secs(1800);

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    support::report(run().await)
}

async fn run() -> Result<(), Box<dyn Error>> {
    let orders = support::client(simulate)?.v2().bulk_hosted_number_order();
    let order = match support::arguments(&[]).as_slice() {
        [path] => serde_json::from_reader(BufReader::new(File::open(path)?))?,
        [] if support::is_simulation() => serde_json::Map::new(),
        _ => return Err("usage: bulk_hosting_order FILE".into()),
    };
    let placed = orders.create(order).send().await?;
    println!("Placed {}.", placed.bulk_hosting_sid);

    let fetch = orders.fetch(placed.bulk_hosting_sid);
    let waiting = fetch.wait_until_done().interval(INTERVAL);
    let order = waiting.deadline(DEADLINE).send().await?;
    println!("Processed {} numbers.", order.total_count.unwrap_or(0));
    for result in order.results.unwrap_or_default() {
        println!("  {result}");
    }
    Ok(())
}

/// The responses of the simulation: the order as the description shows it, and the processed order.
fn simulate(api: &MockTransport) {
    let placed = CreateBulkHostedNumberOrder::example();
    let mut processed = placed.clone();
    processed.request_status = BulkHostedNumberOrderStatus::Processed;
    api.on::<CreateBulkHostedNumberOrder>()
        .respond_with(&placed);
    api.on::<FetchBulkHostedNumberOrder>()
        .respond_with(&placed)
        .respond_with(&processed);
}
