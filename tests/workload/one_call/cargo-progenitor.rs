//! A program that makes one call with the crate that progenitor generates.

use client::Client;
use std::error::Error;

fn main() -> Result<(), Box<dyn Error>> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    runtime.block_on(fetch())
}

async fn fetch() -> Result<(), Box<dyn Error>> {
    let client = Client::new("https://numbers.twilio.com");
    let id = "EC0123456789abcdef0123456789abcdef".parse()?;
    let response = client.fetch_bulk_eligibility(&id).await?;
    println!("{response:?}");
    Ok(())
}
