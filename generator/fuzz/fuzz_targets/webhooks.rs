//! Any bytes as a webhook: refused unless they are signed, and read or refused if they are.

#![no_main]

use bytes::Bytes;
use http::Request;
use libfuzzer_sys::fuzz_target;
use sdksmith_runtime::webhooks::WebhookVerifier;
use serde_json::Value;

fuzz_target!(|input: (bool, bool, &str, &str, &[u8])| {
    let (is_form, is_standard, path, signature, body) = input;
    let media_type = match is_form {
        true => "application/x-www-form-urlencoded",
        false => "application/json",
    };
    let request = Request::post(format!("/{path}"))
        .header("content-type", media_type)
        .header("x-twilio-signature", signature)
        .header("webhook-signature", signature);
    let Ok(request) = request.body(Bytes::copy_from_slice(body)) else {
        return;
    };
    let verifier = match is_standard {
        true => WebhookVerifier::standard("whsec_c2VjcmV0").expect("the secret is base64"),
        false => WebhookVerifier::auth_token("12345").public_url("https://example.com"),
    };
    assert!(verifier.receive::<Value>(&request).is_err());
    let mut unsigned = request;
    unsigned.headers_mut().remove("x-twilio-signature");
    unsigned.headers_mut().remove("webhook-signature");
    // A path may have a wrong hash of the body.
    if let Ok(signed) = verifier.sign(unsigned) {
        assert_eq!(verifier.verify(&signed), Ok(()));
        let is_read = verifier.receive::<Value>(&signed).is_ok();
        let is_json = serde_json::from_slice::<Value>(signed.body()).is_ok();
        assert!(is_read || (!is_form && !is_json));
    }
});
