use std::collections::HashSet;

use proptest::prelude::*;

use crate::support::{MessageSid, ThingSid};

const TEXT: &str = "TH0123456789abcdefABCDEF0123456789";

#[test]
fn well_formed_text_parses() {
    let sid: ThingSid = TEXT.parse().unwrap();
    assert_eq!(sid.as_str(), TEXT);
    assert_eq!(sid.to_string(), TEXT);
    assert_eq!(format!("{sid:?}"), format!("ThingSid({TEXT})"));
    assert_eq!(sid, ThingSid::try_from(TEXT.to_owned()).unwrap());
    assert!(sid.is_well_formed());
    assert_eq!(ThingSid::PREFIX, "TH");
}

#[test]
fn sid_type_may_have_several_prefixes() {
    assert_eq!(MessageSid::PREFIXES, ["SM", "MM"]);
    for prefix in MessageSid::PREFIXES {
        let text = TEXT.replace("TH", prefix);
        assert_eq!(text.parse::<MessageSid>().unwrap().as_str(), text);
    }
    assert_eq!(
        TEXT.parse::<MessageSid>().unwrap_err().to_string(),
        "MessageSid must be `SM` or `MM` and 32 hexadecimal digits, but begins with `TH`",
    );
}

#[test]
fn malformed_text_is_rejected_with_the_reason() {
    let reason = |text: &str| ThingSid::try_from(text).unwrap_err().to_string();
    let expected = "ThingSid must be `TH` and 32 hexadecimal digits, but ";
    assert_eq!(
        reason(""),
        format!("{expected}has 0 characters instead of 34")
    );
    assert_eq!(
        reason(&TEXT[..33]),
        format!("{expected}has 33 characters instead of 34"),
    );
    assert_eq!(
        reason(&TEXT.replace("TH", "AC")),
        format!("{expected}begins with `AC`"),
    );
    assert_eq!(
        reason(&TEXT.replace('a', "x")),
        format!("{expected}has other characters among the digits"),
    );
}

#[test]
fn new_parses_any_text() {
    let sid = ThingSid::new(TEXT).unwrap();
    assert_eq!(ThingSid::new(&sid), Ok(sid.clone()));
    assert_eq!(ThingSid::new(String::from(TEXT)), Ok(sid));
    assert_eq!(ThingSid::new("TH1"), "TH1".parse());
}

/// The conversion that `?` makes in a function that returns the crate's error.
#[test]
fn a_parse_error_becomes_the_crates_error() {
    fn parse(text: &str) -> Result<ThingSid, sdksmith_runtime::Error> {
        Ok(text.parse()?)
    }

    let error = parse("sk-secret").unwrap_err();
    assert!(error.is_invalid_request() && !error.may_have_taken_effect());
    assert_eq!(
        error.to_string(),
        "ThingSid must be `TH` and 32 hexadecimal digits, but has 9 characters instead of 34",
    );
    let source = std::error::Error::source(&error).unwrap();
    assert!(source.is::<sdksmith_runtime::SidError>());
    assert!(!format!("{error:?}").contains("secret"), "{error:?}");

    let date: Result<jiff::civil::Date, _> = "tomorrow".parse();
    let error = sdksmith_runtime::Error::from(date.unwrap_err());
    assert!(error.is_invalid_request(), "{error}");
}

#[test]
fn sid_is_stored_inline() {
    assert_eq!(size_of::<ThingSid>(), 40);
    assert_eq!(size_of::<Option<ThingSid>>(), 40);
}

#[test]
fn deserializing_keeps_any_text() {
    for text in [
        "",
        "TH12",
        "34 bytes that are no SID whatever.",
        "Größe",
        TEXT,
    ] {
        let json = serde_json::to_string(text).unwrap();
        let sid: ThingSid = serde_json::from_str(&json).unwrap();
        assert_eq!(sid.as_str(), text);
        assert_eq!(sid.is_well_formed(), text == TEXT);
        assert_eq!(serde_json::to_string(&sid).unwrap(), json);
    }
    assert!(serde_json::from_str::<ThingSid>("12").is_err());
}

proptest! {
    #[test]
    fn only_well_formed_text_parses(text in "(TH|SM|Th)[0-9a-fA-Fg]{31,33}") {
        let digits = &text[2..];
        let well_formed = text.starts_with("TH")
            && digits.len() == 32
            && digits.bytes().all(|byte| byte.is_ascii_hexdigit());
        prop_assert_eq!(text.parse::<ThingSid>().is_ok(), well_formed);
    }

    #[test]
    fn any_text_round_trips(text in any::<String>()) {
        let value = serde_json::Value::from(text.clone());
        let sid: ThingSid = serde_json::from_value(value.clone()).unwrap();
        prop_assert_eq!(sid.as_str(), text);
        prop_assert_eq!(serde_json::to_value(sid).unwrap(), value);
    }

    #[test]
    fn order_and_equality_match_the_text(one in "(TH[0-9a-f]{32})|[T-V]{0,40}", two in "(TH[0-9a-f]{32})|[T-V]{0,40}") {
        let sid = |text: &str| serde_json::from_value::<ThingSid>(text.into()).unwrap();
        prop_assert_eq!(sid(&one).cmp(&sid(&two)), one.cmp(&two));
        let different = HashSet::from([sid(&one), sid(&one), sid(&two)]);
        prop_assert_eq!(different.len(), if one == two { 1 } else { 2 });
    }
}
