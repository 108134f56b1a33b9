//! The time and the allocations of calls, of reading and of making a request, beside other programs that do the same.
//! `cargo xtask bench calls` runs it, and puts the lines into a table.

#![allow(
    clippy::unwrap_used,
    reason = "a benchmark that meets something unexpected must fail"
)]

use end_to_end::workload::bulk_request;
use http::Response;
use serde_json::Value;
use twilio_numbers::runtime::{RawResponse, ResponseReader};
use twilio_numbers::v1::{BulkEligibility, CreateBulkEligibility, FetchBulkEligibility};
use twilio_numbers::{Client, Credentials};
use workload::{
    ACCOUNT_SID, AUTH_TOKEN, Calls, Comparison, HandWritten, ID, Outcome, bulk_response,
};

/// The number of runs with 1,000 numbers.
const RUNS: usize = 500;

fn main() -> Outcome {
    // Without it, a client can't be built if another crate turns on reqwest's TLS.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let calls = Calls::start()?;
    let client = Client::builder()
        .credentials(Credentials::auth_token(ACCOUNT_SID, AUTH_TOKEN))
        .base_url(&calls.url)
        .build()?;
    let operation = FetchBulkEligibility::new(ID.parse()?);
    calls.compare(async || client.call(operation.clone()).send().await)?;
    reading();
    making_a_request(&client);
    Ok(())
}

fn reading() {
    let json = bulk_response(1000);
    let response = RawResponse::new(Response::new(json.clone().into()), "");
    let ours = || {
        let mut reader = ResponseReader::new(&response, false);
        reader.json::<BulkEligibility>().unwrap()
    };
    let json = json.as_bytes();
    Comparison::new("read 1,000 results", RUNS)
        .program("sdksmith", ours)
        .program("structs with serde's derives", || {
            serde_json::from_slice::<HandWritten>(json).unwrap()
        })
        .program("`serde_json::Value`", || {
            serde_json::from_slice::<Value>(json).unwrap()
        })
        .print();
}

fn making_a_request(client: &Client) {
    let body = bulk_request(1000);
    Comparison::new("make a request of 1,000 numbers", RUNS)
        .prepared(
            "sdksmith: check, encode and complete",
            || client.call(CreateBulkEligibility::new(body.clone())),
            |call| call.request().unwrap(),
        )
        .prepared(
            "`serde_json::to_vec` alone",
            || body.clone(),
            |body| serde_json::to_vec(&body).unwrap(),
        )
        .program("clone and free the input", || body.clone())
        .prepared("free the input", || body.clone(), drop)
        .print();
}
