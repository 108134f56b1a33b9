//! Calls of the crate that ploidy generates.

use client::Client;
use workload::{Calls, ID, Outcome};

fn main() -> Outcome {
    let calls = Calls::start()?;
    let client = Client::with_reqwest_client(calls.http.clone(), calls.url.parse()?);
    calls.compare(async || client.fetch_bulk_eligibility(ID).await)
}
