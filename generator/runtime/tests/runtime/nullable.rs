use sdksmith_runtime as runtime;
use sdksmith_runtime::{Nullable, UriRef};
use serde_json::{Value, json};

#[derive(Debug, Default, PartialEq)]
struct Update {
    name: Nullable<String>,
}
runtime::object!(Update {
    name: optional("name")
});

#[test]
fn absent_null_and_value_differ_on_the_wire() {
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
fn options_convert_to_null_or_a_value() {
    assert_eq!(Nullable::<i32>::default(), Nullable::Unset);
    assert_eq!(Nullable::<i32>::from(None), Nullable::Null);
    assert_eq!(Nullable::<i32>::from(Some(1)).value(), Some(&1));
    assert_eq!(Nullable::<i32>::from(1).into_value(), Some(1));
    assert_eq!(Nullable::<i32>::Null.value(), None);
    assert!(Nullable::<i32>::Null.is_null());
}

#[test]
fn setters_accept_anything_convertible_to_the_value() {
    fn value<T>(argument: impl Into<Nullable<T>>) -> T {
        argument.into().into_value().unwrap()
    }
    assert_eq!(value::<String>("a"), "a");
    assert_eq!(value::<UriRef>("/a"), UriRef::from("/a"));
    assert_eq!(value::<UriRef>("/a".to_owned()), UriRef::from("/a"));
    assert_eq!(value::<Value>("a"), json!("a"));
    assert_eq!(value::<Value>(json!([1])), json!([1]));
    assert_eq!(value::<Box<i64>>(1), Box::new(1));
    assert_eq!(value::<Vec<i64>>([1, 2]), [1, 2]);
    let two = vec!["a".to_owned(), "b".to_owned()];
    assert_eq!(value::<Vec<String>>(["a", "b"]), two);
    assert_eq!(value::<Vec<String>>(&["a", "b"][..]), two);
    assert_eq!(value::<Vec<String>>(vec!["a", "b"]), two);
    assert_eq!(value::<Vec<String>>(two.as_slice()), two);
    assert_eq!(value::<Vec<String>>(two.clone()), two);
}
