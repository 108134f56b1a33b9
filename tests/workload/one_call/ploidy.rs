//! One call of the crate that ploidy generates.

use std::error::Error;

use client::Client;

pub(crate) async fn fetch() -> Result<(), Box<dyn Error>> {
    let client = Client::new("https://numbers.twilio.com")?;
    let id = "EC0123456789abcdef0123456789abcdef";
    let response = client.fetch_bulk_eligibility(id).await?;
    println!("{response:?}");
    Ok(())
}
