//! Calls of the crate that oas3-gen generates.

use client::{ApiResponse, FetchBulkEligibilityRequest, TwilioNumbersClient};
use client::FetchBulkEligibilityRequestPath;
use std::io::Error;
use workload::{Calls, ID, Outcome};

fn main() -> Outcome {
    let calls = Calls::start()?;
    let client = TwilioNumbersClient::with_client(&calls.url, calls.http.clone())?;
    calls.compare(async || {
        let path = FetchBulkEligibilityRequestPath {
            request_id: ID.to_owned(),
        };
        let request = FetchBulkEligibilityRequest { path };
        match client.fetch_bulk_eligibility(request).await {
            Ok(ApiResponse::Ok(response)) => Ok(response.body),
            Ok(other) => Err(Error::other(format!("{other:?}"))),
            Err(error) => Err(Error::other(error)),
        }
    })
}
