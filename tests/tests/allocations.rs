//! The allocations of the code that every call runs. Unlike times, these numbers don't depend on the
//! machine.

use allocation_counter::{AllocationInfo, measure};
use end_to_end::workload::bulk_request;
use end_to_end::{ACCOUNT_SID, AUTH_TOKEN, Outcome};
use http::Response;
use twilio_numbers::runtime::{RawResponse, ResponseReader};
use twilio_numbers::v1::BulkEligibility;
use twilio_numbers::{Client, Credentials, Operation, v1::CreateBulkEligibility};
use workload::{bulk_response, serve};

/// Runs a function, and returns its value and what it allocated on this thread.
fn count<T>(run: impl FnOnce() -> T) -> (T, AllocationInfo) {
    let mut value = None;
    let info = measure(|| value = Some(run()));
    #[allow(clippy::unwrap_used, reason = "`measure` runs the function")]
    (value.unwrap(), info)
}

fn client(url: &str) -> Result<Client, twilio_numbers::Error> {
    Client::builder()
        .credentials(Credentials::auth_token(ACCOUNT_SID, AUTH_TOKEN))
        .base_url(url)
        .build()
}

#[test]
fn decoding_allocates_the_texts_and_the_list() -> Outcome {
    let response = Response::new(bulk_response(1000).into());
    let response = RawResponse::new(response, "");
    let (read, info) = count(|| ResponseReader::new(&response, false).json::<BulkEligibility>());
    let results = read?.results.unwrap_or_default();
    assert_eq!(results.len(), 1000);
    // A number and twice a country each; the list grows by doubling.
    assert!(info.count_total <= 3 * 1000 + 10, "{info:?}");
    Ok(())
}

#[test]
fn a_request_with_a_thousand_numbers_takes_a_few_allocations() -> Outcome {
    let client = client("https://numbers.example.com/base")?;
    let call = |numbers| client.v1().bulk_eligibility().create(bulk_request(numbers));
    // The first call works out what later ones share.
    call(1).request()?;
    let call = call(1000);
    let (request, info) = count(|| call.request());
    let request = request?;
    let length = request.body().bytes().map_or(0, |body| body.len());
    assert!(length > 30_000, "{length} bytes");
    assert!(info.count_total <= 40, "{info:?}");
    let operation = CreateBulkEligibility::new(bulk_request(1000));
    let (request, info) = count(|| operation.request());
    assert!(request.is_ok());
    assert!(info.count_total <= 50, "{info:?}");
    Ok(())
}

#[test]
fn a_call_allocates_little_more_than_bare_reqwest() -> Outcome {
    // Without it, a client can't be built if another crate turns on reqwest's TLS.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let url = serve(&bulk_response(1))?;
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    let (client, bare) = (
        client(&url)?,
        reqwest::Client::builder().no_proxy().build()?,
    );
    let id: twilio_numbers::sid::BulkEligibilitySid =
        "EC0123456789abcdef0123456789abcdef".parse()?;
    let url = format!("{url}/v1/HostedNumber/Eligibility/Bulk/{id}");
    let call = || -> Outcome<BulkEligibility> {
        let call = client.v1().bulk_eligibility().fetch(id.clone());
        Ok(runtime.block_on(call.send())?)
    };
    let bare_call = || -> Outcome<BulkEligibility> {
        runtime.block_on(async {
            let request = bare.get(&url).basic_auth(ACCOUNT_SID, Some(AUTH_TOKEN));
            let response = request.send().await?.error_for_status()?;
            Ok(serde_json::from_slice(&response.bytes().await?)?)
        })
    };
    // The first calls open the connections.
    assert_eq!(call()?, bare_call()?);
    let (ours, bare) = (count(call), count(bare_call));
    assert_eq!(ours.0?, bare.0?);
    let (ours, bare) = (ours.1.count_total, bare.1.count_total);
    assert!(
        ours <= bare + 15,
        "{ours} allocations, and {bare} of bare reqwest"
    );
    Ok(())
}
