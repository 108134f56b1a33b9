//! Any request as a webhook: it is refused without a panic, and accepted once it is signed. After that, no
//! other body is. Whatever is signed is read as JSON, or refused.

#![no_main]

use bytes::Bytes;
use http::{HeaderName, HeaderValue, Request, Uri};
use libfuzzer_sys::fuzz_target;
use sdksmith_runtime::webhooks::WebhookVerifier;
use serde_json::Value;

const NAMES: [&str; 6] = [
    "content-type",
    "x-twilio-signature",
    "x-twilio-webhooks-signature-settings",
    "webhook-id",
    "webhook-timestamp",
    "webhook-signature",
];

fn request(uri: &str, headers: &[(u8, Vec<u8>)], body: &[u8]) -> Option<Request<Bytes>> {
    let mut request = Request::new(Bytes::copy_from_slice(body));
    *request.uri_mut() = uri.parse::<Uri>().ok()?;
    *request.method_mut() = http::Method::POST;
    for (name, value) in headers {
        let name = NAMES[usize::from(*name) % NAMES.len()];
        let value = HeaderValue::from_bytes(value).ok()?;
        request
            .headers_mut()
            .append(HeaderName::from_static(name), value);
    }
    Some(request)
}

fuzz_target!(|input: (&str, Vec<(u8, Vec<u8>)>, &[u8], u8)| {
    let (uri, headers, body, change) = input;
    let Some(request) = request(uri, &headers, body) else {
        return;
    };
    let url = WebhookVerifier::auth_token("12345").public_url("https://example.com/hooks");
    let url = url.shared_key("name", "54321");
    let standard = WebhookVerifier::standard("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw").unwrap();
    for verifier in [url, standard] {
        let outcome = verifier.verify(&request);
        assert!(outcome.is_err(), "accepted without the secret");
        let _ = outcome.map_err(|error| (error.to_string(), error.response().status()));
        // A request that no sender sends can't be signed, such as one with two values of a header.
        let mut plain = Request::post(request.uri().clone())
            .body(request.body().clone())
            .unwrap();
        if let Some(kind) = request.headers().get("content-type") {
            plain.headers_mut().insert("content-type", kind.clone());
        }
        let Ok(mut signed) = verifier.sign(plain) else {
            continue;
        };
        let _ = verifier.receive::<Value>(&signed);
        let genuine = verifier.verify(&signed).is_ok();
        let mut other = signed.body().to_vec();
        other.push(change);
        *signed.body_mut() = other.into();
        if genuine && !is_form(&signed) {
            assert!(
                verifier.verify(&signed).is_err(),
                "another body is accepted"
            );
        }
    }
});

/// Whether the signature is of the fields of a form, which several bodies have in common.
fn is_form(request: &Request<Bytes>) -> bool {
    let kind = request.headers().get("content-type");
    kind.and_then(|kind| kind.to_str().ok())
        .is_some_and(|kind| kind.contains("form"))
}
