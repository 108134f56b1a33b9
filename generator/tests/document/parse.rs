//! Text to value.

use sdksmith::diagnostics::Diagnostics;
use sdksmith::document::parse;
use serde_json::{Value, json};

use crate::support::{shown, text};

fn parsed(content: &str) -> (Option<Value>, String) {
    let mut diagnostics = Diagnostics::default();
    let value = parse(&text("api.yaml", content), &mut diagnostics);
    (value, shown(diagnostics))
}

fn value(content: &str) -> Value {
    let (value, problems) = parsed(content);
    assert_eq!(problems, "", "for {content}");
    value.unwrap()
}

fn failure(content: &str) -> String {
    let (value, problems) = parsed(content);
    assert_eq!(value, None, "for {content}");
    problems
}

#[test]
fn json_and_yaml_are_distinguished_by_content() {
    assert_eq!(
        value(r#" {"a": [1, null, "x"]}"#),
        json!({ "a": [1, null, "x"] })
    );
    assert_eq!(value("a:\n- 1\n-\n- x\n"), json!({ "a": [1, null, "x"] }));
    assert_eq!(
        value("{a: [1, null, x]}"),
        json!({ "a": [1, null, "x"] }),
        "YAML in flow style"
    );
    assert_eq!(
        value("\u{feff}{\"a\": 1}"),
        json!({ "a": 1 }),
        "a byte order mark"
    );
    assert_eq!(
        value("\u{feff}a: 1"),
        json!({ "a": 1 }),
        "a byte order mark"
    );
}

#[test]
fn keys_keep_their_order_and_become_text() {
    let document = value("z: 1\n200: 2\n4.5: 3\ntrue: 4\n~: 5\nno: 6\n");
    let keys: Vec<&String> = document.as_object().unwrap().keys().collect();
    assert_eq!(keys, ["z", "200", "4.5", "true", "null", "no"]);
}

#[test]
fn yaml_scalars_follow_the_json_schema() {
    let numbers = value("[0x10, 1_0, 007, 1e3, .inf, 340282366920938463463374607431768211455]");
    assert_eq!(
        numbers,
        json!([16, "1_0", "007", 1000.0, null, 3.402823669209385e38])
    );
    assert_eq!(
        value("[yes, on, True, 2020-01-01, !mine x, !!str 5]"),
        json!(["yes", "on", true, "2020-01-01", "x", "5"])
    );
}

#[test]
fn aliases_and_merge_keys_are_expanded() {
    let document = value(
        "base: &base {a: 1, b: 2}\ncopy: *base\nmerged: {<<: *base, b: 3}\nboth: {<<: [*base, {c: 4}]}",
    );
    assert_eq!(document["copy"], json!({ "a": 1, "b": 2 }));
    assert_eq!(document["merged"], json!({ "a": 1, "b": 3 }));
    assert_eq!(document["both"], json!({ "a": 1, "b": 2, "c": 4 }));
    assert_eq!(
        value(r#"{"<<": {"a": 1}}"#),
        json!({ "<<": { "a": 1 } }),
        "JSON has no merge keys"
    );
}

#[test]
fn duplicate_keys_are_warnings() {
    let (value, problems) = parsed(r#"{"a": {"b": 1, "b": 2}}"#);
    assert_eq!(value, Some(json!({ "a": { "b": 2 } })));
    insta::assert_snapshot!("repeated_key", problems);
}

#[test]
fn syntax_errors_are_reported_with_their_location() {
    let cases = [
        "",
        " \n\t\n",
        "{\"a\": 1,\n \"b\": }",
        "{\"a\": \"x",
        "{\"a\": 1,}",
        "{\"a\": 1} trailing",
        "a:\n\tb: 1",
        "a:\n  b:\n  \tc: 1\n",
        "a: [1\n\t, 2",
        "<!DOCTYPE html>\n<html lang=en>",
        "\u{feff}\n<?xml version=\"1.0\"?>",
        "a: [1, 2\nb: 3",
        "a: *nowhere",
        "a: b: c",
        "? [a, b]\n: c",
        "one: 1\n---\ntwo: 2",
        "a: \u{7}",
    ];
    let shown: String = cases
        .iter()
        .map(|case| format!("{case:?}\n{}\n", failure(case)))
        .collect();
    insta::assert_snapshot!("failures", shown);
}

#[test]
fn nesting_and_expansion_are_bounded() {
    let levels = |open: &str, count: usize| open.repeat(count);
    for text in [
        levels("[", 100_000),
        levels("{\"a\":", 100_000),
        format!("a: {}", levels("[", 100_000)),
        levels("- ", 100_000),
        levels("{a: ", 100_000),
    ] {
        let failure = failure(&text);
        assert!(failure.starts_with("error[too-deep]"), "{failure}");
        assert!(failure.contains("api.yaml:1:"), "{failure}");
    }
    let nested = |levels: usize| {
        let inner = "{\"a\":".repeat(levels - 1);
        format!("{inner}1{}", "}".repeat(levels - 1))
    };
    assert_eq!(parsed(&nested(100)).1, "");
    assert!(failure(&nested(101)).contains("--> api.yaml:1:500\n  help: move inner schemas"));
    let mut bomb = "a0: &a0 [x, x, x, x, x, x, x, x]\n".to_owned();
    for level in 1..9 {
        let inner = format!("*a{}, ", level - 1).repeat(8);
        bomb += &format!("a{level}: &a{level} [{inner}]\n");
    }
    assert!(failure(&bomb).contains("aliases in this text expand"));
    let long = format!(
        "s: &s {}\nl: [{}]",
        "x".repeat(100_000),
        "*s, ".repeat(10_000)
    );
    assert!(failure(&long).contains("aliases in this text expand"));
}

#[test]
fn control_characters_are_located() {
    let problems = failure("a: 1\nb:\n  c: \"x\u{0}y\"\n");
    let expected =
        "error[syntax]: invalid YAML: control characters are not allowed\n  --> api.yaml:3:8\n";
    assert!(problems.starts_with(expected), "{problems}");
}
