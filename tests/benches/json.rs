//! The speed of reading and writing large bodies, beside structs with serde's derives and beside
//! `serde_json::Value`: `cargo bench -p end-to-end --bench json`.

#![allow(
    clippy::unwrap_used,
    missing_docs,
    reason = "a benchmark that meets something unexpected must fail"
)]

use std::hint::black_box;

use criterion::{BatchSize, Criterion, Throughput, criterion_group, criterion_main};
use end_to_end::workload::bulk_request;
use http::Response;
use serde_json::Value;
use twilio_numbers::runtime::{RawResponse, ResponseReader};
use twilio_numbers::v1::{BulkEligibility, CreateBulkEligibility};
use twilio_numbers::{Client, Credentials};
use workload::{HandWritten, bulk_response};

/// Reads 1,000 results.
fn decoding(criterion: &mut Criterion) {
    let json = bulk_response(1000);
    let response = RawResponse::new(Response::new(json.clone().into()), "");
    let mut group = criterion.benchmark_group("decoding");
    group.throughput(Throughput::Bytes(json.len().try_into().unwrap()));
    group.bench_function("twilio_numbers", |bencher| {
        bencher.iter(|| {
            let mut reader = ResponseReader::new(&response, false);
            reader.json::<BulkEligibility>().unwrap()
        });
    });
    group.bench_function("serde's derives", |bencher| {
        bencher.iter(|| serde_json::from_slice::<HandWritten>(black_box(json.as_bytes())).unwrap());
    });
    group.bench_function("serde_json::Value", |bencher| {
        bencher.iter(|| serde_json::from_slice::<Value>(black_box(json.as_bytes())).unwrap());
    });
    group.finish();
}

/// Makes a request with 1,000 numbers.
fn making_a_request(criterion: &mut Criterion) {
    let client = Client::builder()
        .credentials(Credentials::auth_token(
            end_to_end::ACCOUNT_SID,
            end_to_end::AUTH_TOKEN,
        ))
        .build()
        .unwrap();
    let body = bulk_request(1000);
    let mut group = criterion.benchmark_group("making a request");
    group.bench_function("check, encode and complete", |bencher| {
        bencher.iter_batched(
            || {
                let operation = CreateBulkEligibility::new(body.clone());
                client.call(operation)
            },
            |call| call.request().unwrap(),
            BatchSize::LargeInput,
        );
    });
    group.bench_function("encode alone", |bencher| {
        bencher.iter(|| serde_json::to_vec(black_box(&body)).unwrap());
    });
    group.bench_function("clone the input", |bencher| {
        bencher.iter(|| black_box(&body).clone());
    });
    group.finish();
}

criterion_group!(benches, decoding, making_a_request);
criterion_main!(benches);
