use std::collections::BTreeMap;

use http::Request;
use percent_encoding::percent_decode_str;
use proptest::prelude::*;
use sdksmith_runtime::{
    Body, CookieStyle, Empty, Error, HeaderStyle, Operation, OperationInfo, PathStyle, QueryStyle,
    RequestWriter,
};
use serde_json::{Value, json};
use url::Url;

use crate::support::SERVER;

/// An operation that writes the request of a test.
struct Writes<F>(F);

impl<F: Fn(&mut RequestWriter) + Send + Sync + 'static> Operation for Writes<F> {
    type ResponseBody = Empty;

    const INFO: OperationInfo = OperationInfo::get("Writes", SERVER, "/p/{color}");

    fn write(&self, request: &mut RequestWriter) {
        (self.0)(request);
    }
}

fn request(
    write: impl Fn(&mut RequestWriter) + Send + Sync + 'static,
) -> Result<Request<Body>, Error> {
    Writes(move |request: &mut RequestWriter| write(request)).request()
}

fn path(style: PathStyle, value: Value) -> Result<String, Error> {
    let request = request(move |request| {
        request.path_as("color", style, &value);
    })?;
    Ok(request.uri().path().replacen("/p/", "", 1))
}

fn query(style: QueryStyle, value: Value) -> Result<String, Error> {
    let request = request(move |request| {
        request.path("color", &1);
        request.query_as("color", style, Some(&value));
    })?;
    Ok(request.uri().query().unwrap_or_default().to_owned())
}

fn header(name: &str, write: impl Fn(&mut RequestWriter) + Send + Sync + 'static) -> String {
    let request = request(move |request| {
        request.path("color", &1);
        write(request);
    });
    let request = request.unwrap();
    let value = request.headers().get(name);
    value.map_or_else(String::new, |value| value.to_str().unwrap().to_owned())
}

fn examples() -> [Value; 3] {
    [
        json!("blue"),
        json!(["blue", "black", "brown"]),
        json!({ "B": 150, "G": 200, "R": 100 }),
    ]
}

/// The specification's objects are in the order R, G, B; those of the tests are sorted, as the keys of a
/// [`Value`] may be or may not.
fn sorted(example: &str) -> String {
    for (given, sorted) in [
        ("R,100,G,200,B,150", "B,150,G,200,R,100"),
        ("R=100,G=200,B=150", "B=150,G=200,R=100"),
        ("R=100.G=200.B=150", "B=150.G=200.R=100"),
        ("R=100;G=200;B=150", "B=150;G=200;R=100"),
        ("R=100&G=200&B=150", "B=150&G=200&R=100"),
        ("R%20100%20G%20200%20B%20150", "B%20150%20G%20200%20R%20100"),
        ("R|100|G|200|B|150", "B|150|G|200|R|100"),
        (
            "color[R]=100&color[G]=200&color[B]=150",
            "color[B]=150&color[G]=200&color[R]=100",
        ),
    ] {
        if example.contains(given) {
            return example.replace(given, sorted);
        }
    }
    example.to_owned()
}

#[test]
fn path_styles_match_the_specification() {
    use PathStyle::{Label, Matrix, Simple};
    let table = [
        (
            Matrix { explode: false },
            [
                ";color=blue",
                ";color=blue,black,brown",
                ";color=R,100,G,200,B,150",
            ],
        ),
        (
            Matrix { explode: true },
            [
                ";color=blue",
                ";color=blue;color=black;color=brown",
                ";R=100;G=200;B=150",
            ],
        ),
        (
            Label { explode: false },
            [".blue", ".blue,black,brown", ".R,100,G,200,B,150"],
        ),
        (
            Label { explode: true },
            [".blue", ".blue.black.brown", ".R=100.G=200.B=150"],
        ),
        (
            Simple { explode: false },
            ["blue", "blue,black,brown", "R,100,G,200,B,150"],
        ),
        (
            Simple { explode: true },
            ["blue", "blue,black,brown", "R=100,G=200,B=150"],
        ),
    ];
    for (style, texts) in table {
        for (value, text) in examples().into_iter().zip(texts) {
            assert_eq!(path(style, value).unwrap(), sorted(text), "{style:?}");
        }
    }
    assert_eq!(
        path(Matrix { explode: false }, json!("")).unwrap(),
        ";color"
    );
    let json = path(PathStyle::Json, json!({ "a": "/" })).unwrap();
    assert_eq!(json, "%7B%22a%22%3A%22%2F%22%7D");
}

#[test]
fn query_styles_match_the_specification() {
    use QueryStyle::{DeepObject, Form, PipeDelimited, SpaceDelimited};
    let table = [
        (
            Form { explode: false },
            [
                "color=blue",
                "color=blue,black,brown",
                "color=R,100,G,200,B,150",
            ],
        ),
        (
            Form { explode: true },
            [
                "color=blue",
                "color=blue&color=black&color=brown",
                "R=100&G=200&B=150",
            ],
        ),
        (
            SpaceDelimited,
            [
                "color=blue",
                "color=blue%20black%20brown",
                "color=R%20100%20G%20200%20B%20150",
            ],
        ),
        (
            PipeDelimited,
            [
                "color=blue",
                "color=blue|black|brown",
                "color=R|100|G|200|B|150",
            ],
        ),
        (
            DeepObject,
            [
                "color=blue",
                "color[0]=blue&color[1]=black&color[2]=brown",
                "color[R]=100&color[G]=200&color[B]=150",
            ],
        ),
    ];
    let encoded = |text: &str| {
        text.replace('|', "%7C")
            .replace('[', "%5B")
            .replace(']', "%5D")
    };
    for (style, texts) in table {
        for (value, text) in examples().into_iter().zip(texts) {
            assert_eq!(
                query(style, value).unwrap(),
                encoded(&sorted(text)),
                "{style:?}"
            );
        }
    }
    for (value, text) in [(json!(""), "color="), (json!([]), ""), (Value::Null, "")] {
        assert_eq!(query(Form { explode: true }, value).unwrap(), text);
    }
}

#[test]
fn nested_values_are_bracketed_or_json() {
    let value = json!({ "a": [{ "b": 1.5 }, null], "c": { "d": "x y", "e": true } });
    for (style, text) in [
        (
            QueryStyle::DeepObject,
            "color[a][0][b]=1.5&color[c][d]=x y&color[c][e]=true",
        ),
        (
            QueryStyle::Dotted,
            "color.a.0.b=1.5&color.c.d=x y&color.c.e=true",
        ),
        (
            QueryStyle::Form { explode: true },
            r#"a=[{"b":1.5},null]&c={"d":"x y","e":true}"#,
        ),
        (
            QueryStyle::Untyped,
            r#"color={"a":[{"b":1.5},null],"c":{"d":"x y","e":true}}"#,
        ),
    ] {
        let query = query(style, value.clone()).unwrap();
        let decoded = percent_decode_str(&query).decode_utf8().unwrap();
        assert_eq!(decoded, text, "{style:?}");
    }
    assert_eq!(query(QueryStyle::Untyped, json!("a")).unwrap(), "color=a");
    assert_eq!(
        query(QueryStyle::Json, json!("a")).unwrap(),
        "color=%22a%22"
    );
}

#[test]
fn header_and_cookie_styles_match_the_specification() {
    let [scalar, list, object] = examples();
    let simple = |explode, value: &Value| {
        let value = value.clone();
        header("x-color", move |request| {
            request.header_as("X-Color", HeaderStyle::Simple { explode }, Some(&value));
        })
    };
    assert_eq!(simple(false, &scalar), "blue");
    assert_eq!(simple(false, &list), "blue,black,brown");
    assert_eq!(simple(false, &object), "B,150,G,200,R,100");
    assert_eq!(simple(true, &object), "B=150,G=200,R=100");
    assert_eq!(simple(true, &Value::Null), "");

    let cookies = header("cookie", move |request| {
        request.cookie("session", Some(&"a;b".to_owned()));
        request.cookie_as("color", CookieStyle::Form { explode: false }, Some(&list));
        request.cookie_as("rgb", CookieStyle::Form { explode: true }, Some(&object));
        request.cookie_as("json", CookieStyle::Json, Some(&scalar));
    });
    assert_eq!(
        cookies,
        "session=a%3Bb; color=blue,black,brown; B=150; G=200; R=100; json=%22blue%22",
    );
}

#[test]
fn plain_cookies_are_sent_as_they_are() {
    let cookie = |value: Value| {
        request(move |request| {
            request.path("color", &1);
            request.cookie_as("a b", CookieStyle::Plain, Some(&value));
        })
    };
    for (value, text) in [
        (json!("a=b%20/\"c,"), Some("a%20b=a=b%20/\"c,")),
        (json!(1.5), Some("a%20b=1.5")),
        (json!(["a"]), Some("a%20b=[\"a\"]")),
        (Value::Null, None),
    ] {
        let request = cookie(value).unwrap();
        let sent = request.headers().get("cookie");
        assert_eq!(sent.map(|value| value.to_str().unwrap()), text);
    }
    for value in ["a;b", "a; admin=1", "a\r\nX: y", "größe", "a\u{7f}"] {
        let error = cookie(json!(value)).unwrap_err();
        assert_eq!(error.violations()[0].field(), "a b", "{error}");
    }
}

#[test]
fn debug_hides_cookies() {
    let request = request(|request| {
        request.path("color", &1);
        request.cookie("session", Some(&"s3cr3t".to_owned()));
    });
    assert!(!format!("{:?}", request.unwrap()).contains("s3cr3t"));
}

#[test]
fn styled_path_values_are_encoded_within_their_segment() {
    for (style, value) in [
        (PathStyle::Simple { explode: false }, json!([])),
        (PathStyle::Simple { explode: false }, json!([".."])),
        (PathStyle::Label { explode: false }, json!([])),
        (PathStyle::Label { explode: false }, json!(["."])),
        (PathStyle::Simple { explode: false }, Value::Null),
    ] {
        let error = path(style, value).unwrap_err();
        assert!(error.is_invalid_request(), "{error}");
    }
    let list = json!(["a/b", "c,d", "e.f", "g;h=i"]);
    let simple = path(PathStyle::Simple { explode: false }, list.clone()).unwrap();
    assert_eq!(simple, "a%2Fb,c%2Cd,e.f,g%3Bh%3Di");
    let label = |explode| path(PathStyle::Label { explode }, list.clone()).unwrap();
    assert_eq!(label(false), ".a%2Fb,c%2Cd,e.f,g%3Bh%3Di");
    assert_eq!(label(true), ".a%2Fb.c%2Cd.e%2Ef.g%3Bh%3Di");
}

#[test]
fn values_containing_the_delimiter_are_rejected() {
    for (style, value, ok) in [
        (QueryStyle::PipeDelimited, json!(["a|b"]), false),
        (QueryStyle::PipeDelimited, json!(["a b"]), true),
        (QueryStyle::SpaceDelimited, json!(["a b"]), false),
        (QueryStyle::SpaceDelimited, json!({ "a b": 1 }), false),
        (QueryStyle::PipeDelimited, json!("a|b"), true),
    ] {
        assert_eq!(query(style, value.clone()).is_ok(), ok, "{style:?} {value}");
    }
    let error = query(QueryStyle::PipeDelimited, json!(["a|b"])).unwrap_err();
    assert_eq!(
        error.to_string(),
        "Writes was not sent: `color`: must not contain `|`, which separates the parts of the value",
    );
}

#[test]
fn keys_cannot_forge_the_path_of_another_value() {
    for (style, value, ok) in [
        (QueryStyle::DeepObject, json!({ "x][role": "admin" }), false),
        (QueryStyle::DeepObject, json!({ "x": { "a[b": 1 } }), false),
        (QueryStyle::DeepObject, json!([{ "]": 1 }]), false),
        (QueryStyle::DeepObject, json!({ "": 1 }), false),
        (QueryStyle::DeepObject, json!({ "a.b": "x][role" }), true),
        (QueryStyle::Dotted, json!({ "x.role": "admin" }), false),
        (QueryStyle::Dotted, json!({ "x": { "": 1 } }), false),
        (QueryStyle::Dotted, json!({ "x][role": "a.b" }), true),
    ] {
        assert_eq!(query(style, value.clone()).is_ok(), ok, "{style:?} {value}");
    }
    let error = query(QueryStyle::DeepObject, json!({ "x][role": 1 })).unwrap_err();
    assert_eq!(
        error.to_string(),
        "Writes was not sent: `color`: must not have a key with `]`, which separates keys from the rest",
    );
}

#[test]
fn header_lists_that_the_server_would_split_otherwise_are_rejected() {
    for (explode, value, ok) in [
        (false, json!(["a,b", "c"]), false),
        (true, json!(["a,b"]), false),
        (false, json!({ "a": "b,role,admin" }), false),
        (false, json!({ "a,b": "c" }), false),
        (true, json!({ "a": "b,role=admin" }), false),
        (true, json!({ "role=admin": "b" }), false),
        (true, json!({ "a": "b=c" }), true),
        (false, json!({ "a=b": "c" }), true),
        (false, json!([["a", "b"]]), false),
        (false, json!("a,b"), true),
        (false, json!(["a b", "c;d"]), true),
    ] {
        let shown = value.clone();
        let written = request(move |request| {
            request.path("color", &1);
            request.header_as("X-Color", HeaderStyle::Simple { explode }, Some(&value));
        });
        assert_eq!(written.is_ok(), ok, "{explode} {shown}");
    }
}

proptest! {
    #[test]
    fn hostile_objects_name_only_their_own_values(
        entries in prop::collection::btree_map("[\\[\\].a&=%+]{0,4}", "[\\[\\].a&=%,;]{0,4}", 1..4),
    ) {
        for (style, start, end) in [
            (QueryStyle::DeepObject, "color[safe][", "]"),
            (QueryStyle::Dotted, "color.safe.", ""),
        ] {
            let Ok(query) = query(style, json!({ "safe": entries })) else {
                continue;
            };
            let url = Url::parse(&format!("https://example.com/?{query}")).unwrap();
            let key = |name: &str| {
                let key = name.strip_prefix(start).unwrap().strip_suffix(end).unwrap();
                let delimiters = if end.is_empty() { &['.'][..] } else { &['[', ']'] };
                assert!(!key.is_empty() && !key.contains(delimiters), "{name}");
                key.to_owned()
            };
            let pairs = url.query_pairs();
            let read: BTreeMap<_, _> = pairs
                .map(|(name, value)| (key(&name), value.into_owned()))
                .collect();
            prop_assert_eq!(&read, &entries);
        }
    }

    #[test]
    fn exploded_and_deep_objects_round_trip(
        entries in prop::collection::btree_map("[^\\[\\].]{1,6}", any::<String>(), 0..4),
    ) {
        let pairs = |style| -> BTreeMap<String, String> {
            let query = query(style, json!(entries)).unwrap();
            let url = Url::parse(&format!("https://example.com/?{query}")).unwrap();
            url.query_pairs().into_owned().collect()
        };
        let named = |name: &dyn Fn(&str) -> String| -> BTreeMap<String, String> {
            entries.iter().map(|(key, value)| (name(key), value.clone())).collect()
        };
        prop_assert_eq!(pairs(QueryStyle::Form { explode: true }), entries.clone());
        prop_assert_eq!(pairs(QueryStyle::DeepObject), named(&|key| format!("color[{key}]")));
        prop_assert_eq!(pairs(QueryStyle::Dotted), named(&|key| format!("color.{key}")));
    }
}
