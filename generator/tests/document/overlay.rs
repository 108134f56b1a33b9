//! Overlays: the semantics of the standard, and the problems of inapplicable overlays.

use sdksmith::diagnostics::Diagnostics;
use sdksmith::document::apply_overlay;
use serde_json::{Value, json};

use crate::support::{load_overlaid, shown, text};

/// A document for the actions of these tests.
const DOCUMENT: &str = "openapi: 3.0.0
info: { title: Pets, version: '1' }
paths:
  /cats: { get: { tags: [cat], parameters: [{ name: a }, { name: b }, { name: c }], responses: {} } }
  /dogs: { get: { tags: [dog], responses: {} } }
";

fn overlay(version: &str, actions: &str) -> String {
    let indented: String = actions.lines().map(|line| format!("  {line}\n")).collect();
    format!("overlay: {version}\ninfo: {{ title: Changes, version: '1' }}\nactions:\n{indented}")
}

fn apply(document: &str, overlay: &str) -> (Option<Value>, String) {
    let mut diagnostics = Diagnostics::default();
    let changed = apply_overlay(
        &text("api.yaml", document),
        &text("overlay.yaml", overlay),
        &mut diagnostics,
    );
    (changed, shown(diagnostics))
}

/// Returns the document after applicable actions.
fn changed(document: &str, version: &str, actions: &str) -> Value {
    let (changed, problems) = apply(document, &overlay(version, actions));
    assert_eq!(problems, "", "of {actions}");
    changed.unwrap()
}

#[test]
fn updates_are_merged() {
    let cases = [
        (
            "object into object",
            "{a: {b: 1, c: 2}}",
            "{target: $.a, update: {c: 3, d: 4}}",
            json!({ "a": { "b": 1, "c": 3, "d": 4 } }),
        ),
        (
            "recursively",
            "{a: {b: {c: 1, d: 2}}}",
            "{target: $, update: {a: {b: {c: 0}}}}",
            json!({ "a": { "b": { "c": 0, "d": 2 } } }),
        ),
        (
            "null for a primitive",
            "{a: 1}",
            "{target: $, update: {a: null}}",
            json!({ "a": null }),
        ),
        (
            "a primitive for another",
            "{a: x}",
            "{target: $, update: {a: 1}}",
            json!({ "a": 1 }),
        ),
        (
            "lists inside concatenate",
            "{a: [1, 2]}",
            "{target: $, update: {a: [2, 3]}}",
            json!({ "a": [1, 2, 2, 3] }),
        ),
        (
            "list into list",
            "{a: [1]}",
            "{target: $.a, update: [2, 3]}",
            json!({ "a": [1, 2, 3] }),
        ),
        (
            "object into list",
            "{a: [1]}",
            "{target: $.a, update: {b: 2}}",
            json!({ "a": [1, { "b": 2 }] }),
        ),
        (
            "primitive into list",
            "{a: [1]}",
            "{target: $.a, update: 2}",
            json!({ "a": [1, 2] }),
        ),
        (
            "a new member keeps its shape",
            "{a: {}}",
            "{target: $.a, update: {b: {c: [{}]}}}",
            json!({ "a": { "b": { "c": [{}] } } }),
        ),
        (
            "every match",
            "{a: {x: 1}, b: {x: 2}}",
            "{target: '$.*', update: {y: 3}}",
            json!({ "a": { "x": 1, "y": 3 }, "b": { "x": 2, "y": 3 } }),
        ),
        (
            "a match that is selected twice",
            "{a: [1]}",
            "{target: \"$['a', 'a']\", update: 2}",
            json!({ "a": [1, 2] }),
        ),
        (
            "by a filter",
            "{a: [{k: 1}, {k: 2}]}",
            "{target: '$.a[?@.k == 2]', update: {m: 1}}",
            json!({ "a": [{ "k": 1 }, { "k": 2, "m": 1 }] }),
        ),
        (
            "by a filter in parentheses, through all levels",
            "{a: {b: {k: 1}, c: [{k: 2}]}}",
            "{target: '$.a..[?(@.k == 2)]', update: {m: 1}}",
            json!({ "a": { "b": { "k": 1 }, "c": [{ "k": 2, "m": 1 }] } }),
        ),
        (
            "extensions are no fields",
            "{a: {}}",
            "{target: $.a, update: {b: 1}, x-why: because}",
            json!({ "a": { "b": 1 } }),
        ),
    ];
    for (name, document, action, expected) in cases {
        for version in ["1.0.0", "1.1.0"] {
            assert_eq!(
                changed(document, version, &format!("- {action}")),
                expected,
                "{name}, {version}"
            );
        }
    }
}

#[test]
fn removals_do_not_shift_later_targets() {
    let cases = [
        (
            "a member",
            "{a: 1, b: 2, c: 3}",
            "$.b",
            json!({ "a": 1, "c": 3 }),
        ),
        (
            "items",
            "{a: [0, 1, 2, 3]}",
            "$.a[0, 2]",
            json!({ "a": [1, 3] }),
        ),
        ("all items", "{a: [0, 1, 2]}", "$.a[*]", json!({ "a": [] })),
        (
            "items by a filter",
            "{a: [{k: 1}, {k: 2}, {k: 1}]}",
            "$.a[?@.k == 1]",
            json!({ "a": [{ "k": 2 }] }),
        ),
        (
            "nested matches",
            "{k: {k: 1, l: [{k: 2}]}}",
            "$..k",
            json!({}),
        ),
        (
            "many items in order",
            "{a: [0,1,2,3,4,5,6,7,8,9,10,11]}",
            "$.a[?@ < 11]",
            json!({ "a": [11] }),
        ),
    ];
    for (name, document, target, expected) in cases {
        let action = format!("- {{target: '{target}', remove: true}}");
        assert_eq!(changed(document, "1.0.0", &action), expected, "{name}");
    }
    let neither = "- {target: $.a, remove: false, update: {b: 1}}";
    assert_eq!(
        changed("{a: {}}", "1.0.0", neither),
        json!({ "a": { "b": 1 } })
    );
}

#[test]
fn actions_apply_in_order() {
    let actions = "- {target: $.a, remove: true}
- {target: $, update: {a: [new]}}
- {target: $.a, update: [newer]}
- {target: $, update: {b: {}}}
- {target: $.b, copy: $.c}";
    let document = "{a: old, c: {d: 1}}";
    assert_eq!(
        changed(document, "1.1.0", actions),
        json!({ "c": { "d": 1 }, "a": ["new", "newer"], "b": { "d": 1 } })
    );
}

#[test]
fn version_1_1_replaces_primitives_and_copies() {
    assert_eq!(
        changed("{a: {b: x}}", "1.1.0", "- {target: $.a.b, update: y}"),
        json!({ "a": { "b": "y" } })
    );
    assert_eq!(
        changed("{a: x, b: y}", "1.1.0", "- {target: $.a, copy: $.b}"),
        json!({ "a": "y", "b": "y" })
    );
    assert_eq!(
        changed("{a: [1], b: [2]}", "1.1.0", "- {target: $.a, copy: $.b}"),
        json!({ "a": [1, 2], "b": [2] })
    );
    assert_eq!(
        changed("{a: {}}", "1.1.0", "- {target: $.a, copy: $}"),
        json!({ "a": { "a": {} } })
    );
}

#[test]
fn json_and_yaml_may_be_mixed() {
    let yaml = overlay("1.0.0", "- {target: $.b, update: {c: 1}}");
    let json_overlay = r#"{"overlay": "1.0.0", "info": {"title": "t", "version": "1"},
        "actions": [{"target": "$.b", "update": {"c": 1}}]}"#;
    for document in ["z: 1\nb: {}\na: 2", r#"{"z": 1, "b": {}, "a": 2}"#] {
        for overlay in [yaml.as_str(), json_overlay] {
            let changed = apply(document, overlay).0.unwrap();
            assert_eq!(changed.to_string(), r#"{"z":1,"b":{"c":1},"a":2}"#);
        }
    }
}

#[test]
fn inapplicable_actions_are_errors() {
    let cases = [
        ("1.0.0", "- {target: $, remove: true}"),
        ("1.0.0", "- {target: $.info.title, update: Cats}"),
        (
            "1.1.0",
            "- {target: $.info, update: Cats, description: Better.}",
        ),
        (
            "1.0.0",
            "- {target: $.paths, update: {/cats: {get: {tags: cat}}}}",
        ),
        ("1.0.0", "- {target: '$.paths[*].get[*]', update: {}}"),
        ("1.1.0", "- {target: $.info, copy: '$.paths.*'}"),
        ("1.1.0", "- {target: $.info, copy: $.nowhere}"),
        (
            "1.1.0",
            "- {target: $.info, copy: \"$.paths['/cats'].get.tags\"}",
        ),
    ];
    let show = |(version, actions): &(&str, &str)| {
        let (changed, problems) = apply(DOCUMENT, &overlay(version, actions));
        assert_eq!(changed, None, "{actions}");
        format!("{version} {actions}\n{problems}\n")
    };
    insta::assert_snapshot!("inapplicable", cases.iter().map(show).collect::<String>());
}

#[test]
fn malformed_overlays_are_errors() {
    let cases = [
        "[]".to_owned(),
        "overlay: 1.0.0".to_owned(),
        "overlay: 1.2.0\ninfo: {}\nactions: []".to_owned(),
        "overlay: 1.0\ninfo: {title: t, version: 1, description: d}\nextends: 5\naction: []\nactions: {}\nx-a: 1".to_owned(),
        "overlay: '1.1'\ninfo: {title: t, version: '1', description: 5}\nactions: [{target: $.info, update: {}}]".to_owned(),
        overlay("1.0.0", "[]"),
        overlay("1.0.0", "- 5\n- {update: {}}\n- {target: 5}\n- {target: '$.[', remove: maybe}\n- {target: info, upsert: {}, x-a: 1}\n- {target: $.info, copy: $.paths}"),
        overlay("1.1.0", "- {target: $.info, copy: $.paths, update: {}}\n- {target: $.info, copy: paths, description: 5}"),
        overlay("1.1.0", "- {target: $.info, update: {a: 1}}\n- {target: $.info, update: {a: 1}}"),
    ];
    let show = |overlay: &String| {
        let (changed, problems) = apply(DOCUMENT, overlay);
        assert_eq!(changed, None, "{overlay}");
        format!("{overlay}\n{problems}\n")
    };
    insta::assert_snapshot!("malformed", cases.iter().map(show).collect::<String>());
}

#[test]
fn update_beside_removal_is_reported() {
    let actions = "- { target: $.info, remove: true, update: { title: t }, copy: $.paths }\n";
    let (document, problems) = apply(DOCUMENT, &overlay("1.1.0", actions));
    assert_eq!(document.unwrap().get("info"), None);
    let reported = problems.matches("warning[overlay-update-with-remove]");
    assert_eq!(reported.count(), 2, "{problems}");
}

#[test]
fn unmatched_and_redundant_actions_are_reported() {
    let actions = "- {target: $.nowhere, update: {}, description: Names the owner.}
- {target: $.info, update: {title: Pets}}
- {target: $.info}
- {target: $.gone, remove: true}";
    let overlay = overlay("1.0.0", actions);
    let (changed, problems) = apply(DOCUMENT, &overlay);
    assert!(changed.is_some());
    insta::assert_snapshot!("misses_warned", problems);

    let (document, problems) = load_overlaid(DOCUMENT, &overlay, &[3]);
    assert!(document.is_none());
    insta::assert_snapshot!("misses_refused", problems);

    let (document, _) = load_overlaid(DOCUMENT, &overlay, &[0, 3]);
    assert!(document.is_some());
}

#[test]
fn overlays_are_applied_before_normalisation() {
    let actions = "- target: $.paths['/dogs'].get
  update: {operationId: ListDogs, responses: {'200': {$ref: '#/components/responses/Dogs'}}}
- {target: $, update: {components: {responses: {Dogs: {content: {}}}}}}";
    let (document, problems) = load_overlaid(DOCUMENT, &overlay("1.0.0", actions), &[]);
    let document = document.unwrap_or_else(|| panic!("{problems}"));
    let response = document.value.pointer("/components/responses/Dogs");
    assert_eq!(response, Some(&json!({ "content": {}, "description": "" })));
}

#[test]
fn copies_are_bounded() {
    let actions: String = (0..20)
        .map(|index| format!("- {{target: '$..*', copy: $, x-step: {index}}}\n"))
        .collect();
    let (changed, problems) = apply("{a: {}, b: {}}", &overlay("1.1.0", &actions));
    assert_eq!(changed, None);
    assert!(problems.contains("error[overlay-expansion]"), "{problems}");
}
