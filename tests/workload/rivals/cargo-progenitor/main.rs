//! Calls of the crate that progenitor generates.

use client::Client;
use workload::{Calls, ID, Outcome};

fn main() -> Outcome {
    let calls = Calls::start()?;
    let client = Client::new_with_client(&calls.url, calls.http.clone());
    let id = ID.parse()?;
    calls.compare(async || {
        let response = client.fetch_bulk_eligibility(&id).await;
        response.map(|response| response.into_inner())
    })
}
