//! A program that makes one call with the crate that oas3-gen generates.

use client::{FetchBulkEligibilityRequest, FetchBulkEligibilityRequestPath, TwilioNumbersClient};
use std::error::Error;

fn main() -> Result<(), Box<dyn Error>> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    runtime.block_on(fetch())
}

async fn fetch() -> Result<(), Box<dyn Error>> {
    let client = TwilioNumbersClient::new();
    let path = FetchBulkEligibilityRequestPath {
        request_id: "EC0123456789abcdef0123456789abcdef".to_owned(),
    };
    let request = FetchBulkEligibilityRequest { path };
    let response = client.fetch_bulk_eligibility(request).await?;
    println!("{response:?}");
    Ok(())
}
