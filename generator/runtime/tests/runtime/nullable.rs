use sdk_runtime::Nullable;
use serde::{Deserialize, Serialize};

#[derive(Debug, Default, PartialEq, Serialize, Deserialize)]
struct Update {
    #[serde(default, skip_serializing_if = "Nullable::is_unset")]
    name: Nullable<String>,
}

#[test]
fn the_three_states_differ_on_the_wire() {
    let states = [
        (Nullable::Unset, "{}"),
        (Nullable::Null, r#"{"name":null}"#),
        (Nullable::from("x".to_owned()), r#"{"name":"x"}"#),
    ];
    for (name, json) in states {
        let update = Update { name };
        assert_eq!(serde_json::to_string(&update).unwrap(), json);
        assert_eq!(serde_json::from_str::<Update>(json).unwrap(), update);
    }
}

#[test]
fn options_become_null_or_a_value() {
    assert_eq!(Nullable::<i32>::default(), Nullable::Unset);
    assert_eq!(Nullable::<i32>::from(None), Nullable::Null);
    assert_eq!(Nullable::<i32>::from(Some(1)).value(), Some(&1));
    assert_eq!(Nullable::<i32>::from(1).into_value(), Some(1));
    assert_eq!(Nullable::<i32>::Null.value(), None);
    assert!(Nullable::<i32>::Null.is_null());
}
