//! The verification of webhooks, and the events in them.

use std::collections::BTreeMap;
use std::time::Duration;

use bytes::Bytes;
use http::{Request, StatusCode};
use jiff::Timestamp;
use proptest::prelude::*;
use sdksmith_runtime::webhooks::{WebhookError, WebhookVerifier, read_unverified};
use serde_json::Value;

const TOKEN: &str = "12345";

/// The URL and the fields of the example in Twilio's documentation.
const URL: &str = "https://mycompany.com/myapp.php?foo=1&bar=2";

const FORM: &str = "CallSid=CA1234567890ABCDE&Caller=%2B14158675309&Digits=1234\
                    &From=%2B14158675309&To=%2B18005551212";

const SIGNATURE: &str = "RSOYDt4T1cUTdK1PDd93/VVr8B8=";

/// The secret of the example of Standard Webhooks.
const SECRET: &str = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";

const SHARED_BODY: &str = r#"{"status":"completed"}"#;

/// The hash and the signature were computed with Python's `hashlib` and `hmac`.
const SHARED_URL: &str = "https://example.com/hooks\
    ?bodySHA256=d0765f73cd5d1df39be353d538ea7c47a017d66a8bd001dc4707240dbb71e58c";

const SHARED_SIGNATURE: &str = "GO+xff53ytwZzMmUxtA9Ih6Zov618mEuKUhP5P/e75Y=";

fn form_request(url: &str, form: &str) -> Request<Bytes> {
    Request::post(url)
        .header(
            "content-type",
            "application/x-www-form-urlencoded; charset=UTF-8",
        )
        .header("x-twilio-signature", SIGNATURE)
        .body(Bytes::copy_from_slice(form.as_bytes()))
        .unwrap()
}

fn json_request(url: &str, body: &str) -> Request<Bytes> {
    Request::post(url)
        .header("content-type", "application/json")
        .body(Bytes::copy_from_slice(body.as_bytes()))
        .unwrap()
}

fn verifier() -> WebhookVerifier {
    WebhookVerifier::auth_token(TOKEN)
}

#[test]
fn documented_signature_is_verified() {
    assert_eq!(verifier().verify(&form_request(URL, FORM)), Ok(()));
}

#[test]
fn order_of_fields_does_not_matter() {
    let mut fields: Vec<_> = FORM.split('&').collect();
    fields.reverse();
    let request = form_request(URL, &fields.join("&"));
    assert_eq!(verifier().verify(&request), Ok(()));
    // A value that is repeated counts once.
    let request = form_request(URL, &format!("{FORM}&Digits=1234"));
    assert_eq!(verifier().verify(&request), Ok(()));
}

#[test]
fn port_may_or_may_not_be_signed() {
    let request = form_request("/myapp.php?foo=1&bar=2", FORM);
    let url = "https://mycompany.com:443/myapp.php?foo=1&bar=2";
    assert_eq!(verifier().verify_url(url, &request), Ok(()));
    for url in [URL, url] {
        let signed = verifier().sign(form_request(url, FORM)).unwrap();
        assert_eq!(verifier().verify_url(URL, &signed), Ok(()));
    }
}

#[test]
fn public_url_of_a_proxy_is_configurable() {
    let request = form_request("/myapp.php?foo=1&bar=2", FORM);
    assert_eq!(verifier().verify(&request), Err(WebhookError::NoUrl));
    let proxied = verifier().public_url("https://mycompany.com/");
    assert_eq!(proxied.verify(&request), Ok(()));
    let other = verifier().public_url("https://other.com");
    assert_eq!(other.verify(&request), Err(WebhookError::WrongSignature));
}

#[test]
fn body_that_is_no_form_has_its_hash_in_the_url() {
    let url = "https://example.com/hooks";
    let signed = verifier()
        .sign(json_request(url, r#"{"status":"completed"}"#))
        .unwrap();
    let hash = "?bodySHA256=";
    assert!(signed.uri().to_string().contains(hash), "{}", signed.uri());
    assert_eq!(verifier().verify(&signed), Ok(()));

    let mut changed = signed.clone();
    *changed.body_mut() = Bytes::from_static(br#"{"status":"canceled"}"#);
    assert_eq!(verifier().verify(&changed), Err(WebhookError::WrongBody));
    // The hash holds whatever the media type says.
    for (media_type, body) in [
        ("application/x-www-form-urlencoded", ""),
        ("text/plain", ""),
    ] {
        let mut changed = signed.clone();
        changed
            .headers_mut()
            .insert("content-type", media_type.parse().unwrap());
        *changed.body_mut() = Bytes::from_static(body.as_bytes());
        assert_eq!(verifier().verify(&changed), Err(WebhookError::WrongBody));
    }
}

#[test]
fn body_without_a_hash_is_refused() {
    let mut request = json_request("https://example.com/hooks", "");
    request = verifier().sign(request).unwrap();
    assert_eq!(verifier().verify(&request), Ok(()));
    *request.body_mut() = Bytes::from_static(b"{}");
    assert_eq!(verifier().verify(&request), Err(WebhookError::UnsignedBody));
}

#[test]
fn shared_key_is_named_by_the_request() {
    let settings = "key=CR1,algorithm=HMAC_SHA256";
    let mut request = json_request(SHARED_URL, SHARED_BODY);
    let headers = request.headers_mut();
    headers.insert("x-twilio-signature", SHARED_SIGNATURE.parse().unwrap());
    headers.insert(
        "x-twilio-webhooks-signature-settings",
        settings.parse().unwrap(),
    );
    let known = verifier().shared_key("CR1", "shared");
    assert_eq!(known.verify(&request), Ok(()));
    assert_eq!(verifier().verify(&request), Err(WebhookError::UnknownKey));
    let other = verifier().shared_key("CR1", "other");
    assert_eq!(other.verify(&request), Err(WebhookError::WrongSignature));

    let settings = "key=CR1,algorithm=NONE".parse().unwrap();
    let headers = request.headers_mut();
    headers.insert("x-twilio-webhooks-signature-settings", settings);
    let error = known.verify(&request).unwrap_err();
    assert!(
        matches!(error, WebhookError::MalformedHeader { .. }),
        "{error}"
    );
}

#[test]
fn header_is_required_once() {
    let name = "x-twilio-signature";
    let mut request = form_request(URL, FORM);
    request
        .headers_mut()
        .append(name, SIGNATURE.parse().unwrap());
    assert_eq!(
        verifier().verify(&request),
        Err(WebhookError::RepeatedHeader { name })
    );
    request.headers_mut().remove(name);
    assert_eq!(
        verifier().verify(&request),
        Err(WebhookError::MissingHeader { name })
    );
    request
        .headers_mut()
        .append(name, "no base64".parse().unwrap());
    let error = verifier().verify(&request).unwrap_err();
    assert!(
        matches!(error, WebhookError::MalformedHeader { .. }),
        "{error}"
    );
}

#[test]
fn secrets_can_be_rotated() {
    let rotating = WebhookVerifier::auth_token("new").or_secret(TOKEN).unwrap();
    assert_eq!(rotating.verify(&form_request(URL, FORM)), Ok(()));
}

#[test]
fn long_body_is_refused_unread() {
    let most = FORM.len() - 1;
    let error = verifier()
        .max_body(most)
        .verify(&form_request(URL, FORM))
        .unwrap_err();
    assert_eq!(error, WebhookError::BodyTooLarge { most });
    assert_eq!(error.response().status(), StatusCode::PAYLOAD_TOO_LARGE);
}

#[test]
fn response_debug_and_error_reveal_no_secret() {
    let response = WebhookError::WrongSignature.response();
    assert_eq!(response.status(), StatusCode::FORBIDDEN);
    assert!(response.body().is_empty() && response.headers().is_empty());
    let shown = format!("{:?}", verifier().shared_key("CR1", "shared"));
    assert!(
        !shown.contains(TOKEN) && !shown.contains("shared"),
        "{shown}"
    );
    let error = WebhookVerifier::standard("whsec_s3cr3t!").unwrap_err();
    assert!(!error.to_string().contains("s3cr3t"), "{error}");
}

fn standard(now: fn() -> Timestamp) -> WebhookVerifier {
    WebhookVerifier::standard(SECRET).unwrap().now(now)
}

fn sent() -> Timestamp {
    Timestamp::from_second(1_614_265_330).unwrap()
}

/// The example of the convention's libraries.
fn standard_request(signature: &str) -> Request<Bytes> {
    Request::post("/hooks")
        .header("webhook-id", "msg_p5jXN8AQM9LWM0D4loKWxJek")
        .header("webhook-timestamp", "1614265330")
        .header("webhook-signature", signature)
        .body(Bytes::from_static(br#"{"test": 2432232314}"#))
        .unwrap()
}

const STANDARD_SIGNATURE: &str = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";

#[test]
fn standard_webhook_is_verified() {
    assert_eq!(
        standard(sent).verify(&standard_request(STANDARD_SIGNATURE)),
        Ok(())
    );
    let several = format!("v1,AAAA v2,x {STANDARD_SIGNATURE}");
    assert_eq!(standard(sent).verify(&standard_request(&several)), Ok(()));
    let others = STANDARD_SIGNATURE.replace("v1", "v1a");
    let error = standard(sent).verify(&standard_request(&others));
    assert_eq!(error, Err(WebhookError::WrongSignature));
}

#[test]
fn replayed_standard_webhook_is_refused() {
    let request = standard_request(STANDARD_SIGNATURE);
    let late = || sent() + Duration::from_secs(301);
    let early = || sent() - Duration::from_secs(301);
    for now in [late, early] {
        assert_eq!(standard(now).verify(&request), Err(WebhookError::WrongTime));
        let tolerant = standard(now).tolerance(Duration::from_secs(301));
        assert_eq!(tolerant.verify(&request), Ok(()));
    }
}

#[test]
fn signed_standard_webhook_is_verified() {
    let signed = standard(sent).sign(json_request("/hooks", "{}")).unwrap();
    assert_eq!(standard(sent).verify(&signed), Ok(()));
    let other = WebhookVerifier::standard("whsec_AAAA").unwrap().now(sent);
    assert_eq!(other.verify(&signed), Err(WebhookError::WrongSignature));
    let rotating = other.or_secret(SECRET).unwrap();
    assert_eq!(rotating.verify(&signed), Ok(()));
}

/// Replaces one byte of a text by another printable one.
fn changed(text: &str, at: prop::sample::Index, byte: u8) -> Option<String> {
    let mut bytes = text.as_bytes().to_vec();
    let index = at.index(bytes.len());
    if bytes[index] == byte {
        return None;
    }
    bytes[index] = byte;
    String::from_utf8(bytes).ok()
}

proptest! {
    #[test]
    fn one_changed_character_is_refused(
        part in 0_usize..3,
        at in any::<prop::sample::Index>(),
        byte in b'0'..=b'z',
    ) {
        let mut parts = [URL, FORM, SIGNATURE].map(str::to_owned);
        let Some(text) = changed(&parts[part], at, byte) else {
            return Ok(());
        };
        // Another form with the same names and values is the same message.
        let fields = |form: &str| {
            let mut fields: Vec<_> = url::form_urlencoded::parse(form.as_bytes())
                .map(|(name, value)| format!("{name}{value}"))
                .collect();
            fields.sort();
            fields
        };
        if part == 1 && fields(&text) == fields(FORM) {
            return Ok(());
        }
        parts[part] = text;
        let [url, form, signature] = parts;
        let mut request = form_request("/", &form);
        let Ok(signature) = signature.parse() else {
            return Ok(());
        };
        request.headers_mut().insert("x-twilio-signature", signature);
        prop_assert!(verifier().verify_url(&url, &request).is_err(), "{url} {form}");
    }

    #[test]
    fn signed_request_is_verified(body in any::<Vec<u8>>(), is_form in any::<bool>()) {
        let media_type = if is_form { "application/x-www-form-urlencoded" } else { "application/json" };
        let request = Request::post("https://example.com/hooks?a=b")
            .header("content-type", media_type)
            .body(Bytes::from(body))
            .unwrap();
        let signed = verifier().sign(request).unwrap();
        prop_assert_eq!(verifier().verify(&signed), Ok(()));
    }

    #[test]
    fn form_is_read_whole(fields in prop::collection::btree_map(".*", prop::collection::vec(".*", 1..3), 0..4)) {
        let pairs = fields.iter().flat_map(|(name, values)| {
            values.iter().map(move |value| (name, value))
        });
        let form = url::form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish();
        let read = read_unverified::<BTreeMap<String, Vec<String>>>(&form_request(URL, &form)).unwrap();
        prop_assert_eq!(read.event(), &fields);
        prop_assert!(read.drift().is_empty());
    }

    #[test]
    fn reading_an_event_never_panics(body in any::<Vec<u8>>(), media_type in "[ -~]*") {
        for media_type in [media_type.as_str(), "application/json", "application/x-www-form-urlencoded"] {
            let request = Request::post("/").header("content-type", media_type);
            let request = request.body(Bytes::from(body.clone())).unwrap();
            let read = read_unverified::<Value>(&request);
            prop_assert!(read.is_ok() || read.is_err_and(|error| error.response().body().is_empty()));
        }
    }

    #[test]
    fn verification_never_panics(url in any::<String>(), body in any::<Vec<u8>>(), tag in "[ -~]*") {
        let request = Request::post("/")
            .header("x-twilio-signature", tag)
            .body(Bytes::from(body))
            .unwrap();
        prop_assert!(verifier().verify_url(&url, &request).is_err());
    }
}
