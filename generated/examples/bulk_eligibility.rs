//! Checks many phone numbers at once: creates a bulk check, waits for it, and shows its results.
//!
//! ```text
//! cargo run --example bulk_eligibility -- +13175787000 +15017122000 +18003482000
//! ```
//!
//! The environment gives the credentials (see `Client::from_env`) and, in `TWILIO_BASE_URL`, the
//! server to use instead of Twilio's.

use std::env;
use std::error::Error;
use std::process::ExitCode;
use std::time::Duration;

use tokio::time::{sleep, timeout};
use twilio_numbers::v1::*;
use twilio_numbers::{Client, Credentials};

/// How long to wait between two looks at the check.
const INTERVAL: Duration = Duration::from_secs(2);

/// How long to wait in all. Twilio names no status for a check that fails.
const DEADLINE: Duration = Duration::from_secs(600);

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
    let client = client()?;
    let numbers = env::args().skip(1).map(EligibilityPhoneNumber::new);
    let request = CreateBulkEligibilityRequest::new("Spring migration", numbers);
    let created = client
        .v1()
        .bulk_eligibility()
        .create(request)
        .send()
        .await?;
    let id = created.request_id.ok_or("the check has no id")?;
    println!("Created {id}.");

    let check = timeout(DEADLINE, completed(&client, &id)).await??;
    for result in check.results.unwrap_or_default() {
        show(&result);
    }
    Ok(())
}

/// Fetches the check until its results are there.
async fn completed(
    client: &Client,
    id: &BulkEligibilitySid,
) -> Result<BulkEligibility, twilio_numbers::Error> {
    use BulkEligibilityStatus::{Complete, Successful};
    loop {
        let fetch = client.v1().bulk_eligibility().fetch(id.clone());
        let check = fetch.send().await?;
        if let Some(Successful | Complete) = check.status {
            return Ok(check);
        }
        sleep(INTERVAL).await;
    }
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

fn client() -> Result<Client, Box<dyn Error>> {
    let Ok(base_url) = env::var("TWILIO_BASE_URL") else {
        return Ok(Client::from_env()?);
    };
    let (account, token) = ("TWILIO_ACCOUNT_SID", "TWILIO_AUTH_TOKEN");
    let credentials = Credentials::auth_token(env::var(account)?, env::var(token)?);
    let builder = Client::builder().credentials(credentials);
    Ok(builder.base_url(base_url).build()?)
}
