//! Checks many phone numbers at once: creates a bulk check, waits for it, and shows its results.
//!
//! ```text
//! cargo run --features test-util --example bulk_eligibility -- +13175787000 +15017122000 +18003482000
//! ```
//!
//! The client is configured by the environment, see `Client::from_env`. Without credentials, the
//! program is a simulation, which needs no argument.

mod support;

use std::error::Error;
use std::process::ExitCode;
use std::time::Duration;

use twilio_numbers::testing::MockTransport;
use twilio_numbers::v1::*;

/// The pause between the first two requests for the state of the check.
const INTERVAL: Duration = Duration::from_secs(2);

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    support::report(run().await)
}

async fn run() -> Result<(), Box<dyn Error>> {
    let checks = support::client(simulate)?.v1().bulk_eligibility();
    let numbers = support::arguments(&["+13175787000", "+15017122000"]);
    let numbers = numbers.into_iter().map(EligibilityPhoneNumber::new);
    let request = CreateBulkEligibilityRequest::new("Spring migration", numbers);
    let created = checks.create(request).send().await?;
    println!("Created {}.", created.request_id);

    let fetch = checks.fetch(created.request_id);
    let check = fetch.wait_until_done().interval(INTERVAL).send().await?;
    for result in check.results.unwrap_or_default() {
        show(&result);
    }
    Ok(())
}

fn show(result: &EligibilityResult) {
    let number = result.phone_number.as_deref().unwrap_or("A number");
    match &result.eligibility_status {
        Some(EligibilityStatus::Eligible) => println!("{number} can be hosted."),
        _ => match &result.ineligibility_reason {
            Some(reason) => println!("{number} can't be hosted: {reason}"),
            None => println!("{number} can't be hosted."),
        },
    }
}

/// The answers of the simulation: a check that takes its time, which here takes none.
fn simulate(api: &MockTransport) {
    api.on::<CreateBulkEligibility>().respond_example();
    api.on::<FetchBulkEligibility>()
        .respond_example_named("processing")
        .respond_example_named("successful");
}
