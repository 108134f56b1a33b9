//! The time of a call to a server on the local machine, beside one with bare reqwest:
//! `cargo bench -p end-to-end --bench calls`.

#![allow(
    clippy::unwrap_used,
    missing_docs,
    reason = "a benchmark that meets something unexpected must fail"
)]

use criterion::{Criterion, criterion_group, criterion_main};
use end_to_end::{ACCOUNT_SID, AUTH_TOKEN};
use twilio_numbers::v1::{BulkEligibility, FetchBulkEligibility};
use twilio_numbers::{Client, Credentials};
use workload::{bulk_response, serve};

const ID: &str = "EC0123456789abcdef0123456789abcdef";

fn call(criterion: &mut Criterion) {
    let url = serve(&bulk_response(1)).unwrap();
    let mut runtime = tokio::runtime::Builder::new_current_thread();
    let runtime = runtime.enable_all().build().unwrap();
    let client = Client::builder()
        .credentials(Credentials::auth_token(ACCOUNT_SID, AUTH_TOKEN))
        .base_url(&url);
    let client = client.build().unwrap();
    let operation = FetchBulkEligibility::new(ID.parse().unwrap());
    let bare = reqwest::Client::builder().no_proxy().build().unwrap();
    let url = format!("{url}/v1/HostedNumber/Eligibility/Bulk/{ID}");
    let mut group = criterion.benchmark_group("call");
    group.bench_function("twilio_numbers", |bencher| {
        let send = || client.call(operation.clone()).send();
        bencher.iter(|| runtime.block_on(send()).unwrap());
    });
    group.bench_function("bare reqwest", |bencher| {
        let send = async || {
            let request = bare.get(&url).basic_auth(ACCOUNT_SID, Some(AUTH_TOKEN));
            let response = request.send().await?.error_for_status()?;
            response.bytes().await
        };
        bencher.iter(|| {
            let body = runtime.block_on(send()).unwrap();
            serde_json::from_slice::<BulkEligibility>(&body).unwrap()
        });
    });
    group.bench_function("making the request alone", |bencher| {
        bencher.iter(|| client.call(operation.clone()).request().unwrap());
    });
    group.finish();
}

criterion_group!(benches, call);
criterion_main!(benches);
