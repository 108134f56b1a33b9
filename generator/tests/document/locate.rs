//! Pointers to lines and columns.

use sdksmith::diagnostics::{Pointer, Position};
use sdksmith::document::locate;

fn at(text: &str, pointer: &str) -> Option<(usize, usize)> {
    let Position { line, column } = locate(text, &Pointer::parse(pointer))?;
    Some((line, column))
}

/// Returns the rest of the line at a pointer's location.
fn rest<'t>(text: &'t str, pointer: &str) -> &'t str {
    let (line, column) = at(text, pointer).unwrap();
    let line = text.lines().nth(line - 1).unwrap();
    let start = line
        .char_indices()
        .nth(column - 1)
        .map(|(start, _)| start)
        .unwrap();
    &line[start..]
}

const JSON: &str = r#"{
  "é": {"a/b": [10, "x", {"c": null}],
    "plain" : true },
  "esc\u0061ped": 1
}"#;

const YAML: &str = "
# A comment.
é:
  a/b: [10, x, {c: ~}]
  200:
    - first: 1
    - second
anchor: &anchor {inner: 2}
alias: *anchor
";

#[test]
fn members_are_located_at_their_key_and_items_at_their_start() {
    assert_eq!(at(JSON, ""), Some((1, 1)));
    assert_eq!(at(JSON, "/é"), Some((2, 3)));
    assert_eq!(rest(JSON, "/é/a~1b/0"), r#"10, "x", {"c": null}],"#);
    assert_eq!(rest(JSON, "/é/a~1b/1"), r#""x", {"c": null}],"#);
    assert_eq!(rest(JSON, "/é/a~1b/2"), r#"{"c": null}],"#);
    assert_eq!(rest(JSON, "/é/a~1b/2/c"), r#""c": null}],"#);
    assert_eq!(rest(JSON, "/é/plain"), r#""plain" : true },"#);
    assert_eq!(rest(YAML, "/é/a~1b/2/c"), "c: ~}]");
    assert_eq!(rest(YAML, "/é/a~1b/1"), "x, {c: ~}]");
    assert_eq!(rest(YAML, "/é/200"), "200:");
    assert_eq!(rest(YAML, "/é/200/0"), "first: 1");
    assert_eq!(rest(YAML, "/é/200/1"), "second");
    assert_eq!(rest(YAML, "/alias/inner"), "inner: 2}");
}

#[test]
fn escaped_keys_are_located() {
    assert_eq!(rest(JSON, "/escaped"), ": 1");
}

#[test]
fn missing_nodes_are_located_at_their_nearest_ancestor() {
    assert_eq!(at(JSON, "/é/a~1b/9/x"), at(JSON, "/é/a~1b"));
    assert_eq!(at(JSON, "/nowhere"), Some((1, 1)));
    assert_eq!(at(YAML, "/é/200/1/deeper"), at(YAML, "/é/200/1"));
}

#[test]
fn columns_are_correct_in_long_lines() {
    let members: Vec<String> = (0..4000)
        .map(|index| format!(r#""k{index}": {{"ü": [{index}]}}"#))
        .collect();
    let text = format!("{{{}}}", members.join(", "));
    assert!(text.len() > 76_000 && text.lines().count() == 1);
    assert!(rest(&text, "/k3999").starts_with(r#""k3999": {"ü": [3999]}"#));
    assert!(rest(&text, "/k3999/ü").starts_with(r#""ü": [3999]"#));
    assert!(rest(&text, "/k3999/ü/0").starts_with("3999]"));
    let flow = text.replace('"', "");
    assert!(rest(&flow, "/k3999/ü/0").starts_with("3999]"));
}
