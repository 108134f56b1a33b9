use proptest::prelude::*;
use sdksmith_runtime::{self as runtime, UnrecognizedInteger};

#[derive(Clone, Copy, Debug, PartialEq)]
enum Priority {
    Low,
    High,
    Below,
    Unrecognized(UnrecognizedInteger),
}

runtime::open_integer_enum!(Priority {
    Low: 1,
    High: 10,
    Below: -1
});

#[test]
fn known_values_map_to_variants() {
    assert_eq!(Priority::from(10), Priority::High);
    assert_eq!(i64::from(Priority::Below), -1);
    assert_eq!(Priority::Below.to_string(), "-1");
    let read = |json| serde_json::from_str::<Priority>(json).unwrap();
    assert_eq!(read("1"), Priority::Low);
    assert_eq!(read("1.0"), Priority::Low);
    assert_eq!(read(r#""10""#), Priority::High);
}

#[test]
fn non_integers_are_errors() {
    for json in ["1.5", r#""low""#, "true"] {
        let error = serde_json::from_str::<Priority>(json).unwrap_err();
        assert!(error.to_string().contains("expected an integer"), "{error}");
    }
}

proptest! {
    #[test]
    fn any_integer_round_trips(value in prop_oneof![any::<i64>(), -2..12_i64]) {
        let priority = Priority::from(value);
        prop_assert_eq!(priority.value(), value);
        prop_assert_eq!(priority.is_known(), Priority::KNOWN.contains(&priority));
        let json = serde_json::to_value(priority).unwrap();
        prop_assert_eq!(&json, &serde_json::Value::from(value));
        prop_assert_eq!(serde_json::from_value::<Priority>(json).unwrap(), priority);
    }
}
