//! Checks whether a phone number can be hosted with Twilio.
//!
//! ```text
//! cargo run --features test-util --example check_number -- +13175787000
//! ```
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
    let [number]: [String; 1] = support::arguments(&["+13175787000"])
        .try_into()
        .map_err(|_| "usage: check_number NUMBER")?;
    let request = CreateEligibilityRequest::new([EligibilityPhoneNumber::new(number)])
        .friendly_name("My first eligibility check");
    // A request that Twilio would refuse, such as one with an empty name, fails here without being
    // sent; the error says which field is wrong and what it must be.
    let check = client.v1().eligibility().create(request).send().await?;
    for result in check.results.unwrap_or_default() {
        show(&result);
    }
    Ok(())
}

/// Whether a number is eligible, and if not, why and what can be done. Every enum keeps values that
/// this version of the crate doesn't know, so what is printed is always what Twilio said.
fn show(result: &EligibilityResult) {
    let number = result.phone_number.as_deref().unwrap_or("The number");
    if result.eligibility_status == Some(EligibilityStatus::Eligible) {
        println!("{number} can be hosted.");
    } else {
        println!("{number} can't be hosted.");
        if let Some(reason) = &result.ineligibility_reason {
            println!("  Reason: {reason}");
        }
    }
    if let Some(next_step) = &result.next_step {
        println!("  Next step: {next_step}");
    }
}

/// The answer of the simulation.
fn simulate(api: &MockTransport) {
    api.on::<CreateEligibility>()
        .respond_example_named("ineligibleType");
}
