//! One call of the crate that oas3-gen generates.

use std::error::Error;

use client::{FetchBulkEligibilityRequest, FetchBulkEligibilityRequestPath, TwilioNumbersClient};

pub(crate) async fn fetch() -> Result<(), Box<dyn Error>> {
    let client = TwilioNumbersClient::new();
    let path = FetchBulkEligibilityRequestPath {
        request_id: "EC0123456789abcdef0123456789abcdef".to_owned(),
    };
    let request = FetchBulkEligibilityRequest { path };
    let response = client.fetch_bulk_eligibility(request).await?;
    println!("{response:?}");
    Ok(())
}
