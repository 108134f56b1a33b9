use sdksmith_runtime::{Check, Checker, UriRef};
use url::Url;

fn problem(text: &str) -> Option<String> {
    let mut checker = Checker::default();
    UriRef::from(text).check(&mut checker);
    let violations = checker.into_violations();
    violations
        .first()
        .map(|violation| violation.problem().to_owned())
}

#[test]
fn deserializing_keeps_any_text() {
    for text in [
        "",
        "/2010-04-01/Accounts.json?Page=1",
        "https://example.com",
        "not a uri",
    ] {
        let value = serde_json::Value::from(text);
        let uri: UriRef = serde_json::from_value(value.clone()).unwrap();
        assert_eq!(uri.as_str(), text);
        assert_eq!(serde_json::to_value(uri).unwrap(), value);
    }
}

#[test]
fn only_absolute_uris_convert_to_urls() {
    let url = UriRef::from("https://example.com/a").to_url().unwrap();
    assert_eq!(url.host_str(), Some("example.com"));
    assert!(UriRef::from("/a").to_url().is_err());
    assert!(UriRef::from("").to_url().is_err());
    let base = Url::parse("https://example.com/a/b").unwrap();
    let resolved = UriRef::from("/c?d").resolve(&base).unwrap();
    assert_eq!(resolved.as_str(), "https://example.com/c?d");
}

#[test]
fn requests_accept_only_valid_uris() {
    for text in [
        "",
        "/a?b#c",
        "https://example.com/?x={y}",
        "mailto:a@example.com",
    ] {
        assert_eq!(problem(text), None, "{text}");
    }
    for text in [
        "https://exa mple.com",
        "a b",
        "https://",
        "http://[::1",
        "a\nb",
    ] {
        assert!(problem(text).unwrap().contains("must be"), "{text}");
    }
}
