//! Calls of the modules that openapi-to-rust generates.

use client::HttpClient;
use workload::{Calls, ID, Outcome};

fn main() -> Outcome {
    let calls = Calls::start()?;
    let client = HttpClient::with_client(calls.http.clone()).with_base_url(&calls.url);
    calls.compare(async || client.fetch_bulk_eligibility(ID).await)
}
