//! The discriminator of a union, which is written once.

use sdksmith_runtime as runtime;
use serde_json::Value;

/// A type with the discriminator among its properties.
#[derive(Clone, Debug, PartialEq)]
struct Named {
    kind: Option<String>,
    name: Option<String>,
}
runtime::object!(Named {
    kind: optional("kind"),
    name: optional("name")
});

/// A type without it.
#[derive(Clone, Debug, PartialEq)]
struct Sized {
    size: Option<i64>,
}
runtime::object!(Sized {
    size: optional("size")
});

#[derive(Clone, Debug, PartialEq)]
enum Either {
    Named(Named),
    Sized(Sized),
    Unrecognized(Value),
}
runtime::tagged_union!(
    "kind",
    Either {
        Named: ["named", "named-too"],
        Sized: ["si\"zed"]
    }
);

/// Compares the text: a parsed value would not show a property that is written twice.
#[test]
fn the_discriminator_is_written_once() {
    let named = |kind: Option<&str>, name: Option<&str>| {
        let (kind, name) = (kind.map(Into::into), name.map(Into::into));
        Either::Named(Named { kind, name })
    };
    for (value, json) in [
        (named(Some("named-too"), None), r#"{"kind":"named-too"}"#),
        (
            named(Some("named"), Some("x")),
            r#"{"kind":"named","name":"x"}"#,
        ),
        (named(None, Some("x")), r#"{"name":"x","kind":"named"}"#),
        (named(None, None), r#"{"kind":"named"}"#),
        (
            Either::Sized(Sized { size: Some(1) }),
            r#"{"size":1,"kind":"si\"zed"}"#,
        ),
        (Either::Unrecognized(Value::from("x")), r#""x""#),
    ] {
        let written = serde_json::to_string(&value).unwrap();
        assert_eq!(written, json);
        assert_eq!(serde_json::from_str::<Either>(&written).unwrap(), {
            match value {
                Either::Named(Named { kind, name }) => {
                    named(kind.as_deref().or(Some("named")), name.as_deref())
                }
                other => other,
            }
        });
    }
}
