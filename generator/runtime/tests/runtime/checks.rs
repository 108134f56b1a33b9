use std::collections::BTreeMap;
use std::ops::Bound;

use proptest::prelude::*;
use sdksmith_runtime::{Check, Checker, Nullable};
use serde_json::{Value, json};

use crate::support::{NewPart, NewThing};

fn violations(check: impl FnOnce(&mut Checker)) -> Vec<String> {
    let mut checker = Checker::default();
    check(&mut checker);
    let violations = checker.into_violations();
    violations.iter().map(ToString::to_string).collect()
}

#[test]
fn every_violation_is_reported_with_its_path() {
    let malformed = serde_json::from_value(serde_json::json!("TH1")).unwrap();
    let part = |owner| NewPart { owner };
    let thing = NewThing {
        name: "far too long".into(),
        parts: vec![part(None), part(Some(malformed)), part(None), part(None)],
    };
    assert_eq!(
        violations(|checker| thing.check(checker)),
        [
            "`name`: must have 1 to 10 characters, but has 12",
            "`parts[1].owner`: ThingSid must be `TH` and 32 hexadecimal digits, but has 3 \
             characters instead of 34",
            "`parts`: must have 1 to 3 items, but has 4",
        ],
    );
}

#[test]
fn sets_of_required_properties_are_checked() {
    // Of each set, which properties are absent.
    let any = |sets: &[&[bool]]| violations(|checker| checker.require_any_of("`a` or `b`", sets));
    let one = |sets: &[&[bool]]| violations(|checker| checker.require_one_of("`a` or `b`", sets));
    let none = ["`body`: requires `a` or `b`"];
    let several = ["`body`: requires only one of `a` or `b`"];
    for absent in [
        &[&[true][..], &[true]][..],
        &[&[true, false], &[false, true]],
    ] {
        assert_eq!(any(absent), none);
        assert_eq!(one(absent), none);
    }
    for enough in [
        &[&[false][..], &[true]][..],
        &[&[true], &[false, false]],
        &[&[], &[true]],
    ] {
        assert_eq!(any(enough), [""; 0]);
        assert_eq!(one(enough), [""; 0]);
    }
    assert_eq!(any(&[&[false], &[false]]), [""; 0]);
    assert_eq!(one(&[&[false], &[false]]), several);
}

#[test]
fn violation_of_the_whole_body_is_named_as_such() {
    assert_eq!(
        violations(|checker| checker.refuse("must be smaller")),
        ["`body`: must be smaller"]
    );
}

#[test]
fn values_in_boxes_and_references_are_checked() {
    let nan = &Box::new(Some(f64::NAN));
    let mut checker = Checker::default();
    checker.required("n", &nan).code(7);
    let violations = checker.into_violations();
    let found: Vec<_> = violations
        .iter()
        .map(|found| (found.field(), found.problem(), found.code()))
        .collect();
    assert_eq!(found, [("n", "must be a finite number", Some(7))]);
}

#[test]
fn messages_of_bounds_are_readable() {
    let range = |bounds: (Bound<i32>, Bound<i32>)| {
        violations(|checker| {
            checker.required("n", &7).range(bounds);
        })
    };
    let (none, included, excluded) = (Bound::Unbounded, Bound::Included, Bound::Excluded);
    assert_eq!(range((included(8), none)), ["`n`: must be at least 8"]);
    assert_eq!(range((excluded(7), none)), ["`n`: must be more than 7"]);
    assert_eq!(range((none, included(6))), ["`n`: must be at most 6"]);
    assert_eq!(range((none, excluded(7))), ["`n`: must be less than 7"]);
    assert_eq!(
        range((included(8), included(8))),
        ["`n`: must be exactly 8"]
    );
    assert_eq!(
        range((included(0), excluded(7))),
        ["`n`: must be at least 0 and less than 7"],
    );
    assert!(range((included(7), included(7))).is_empty());
}

#[test]
fn only_listed_values_are_accepted() {
    let one_of = |value: f64| {
        violations(|checker| {
            checker.required("n", &value).one_of(&[2.4, 5.0]);
        })
    };
    assert_eq!(one_of(3.0), ["`n`: must be `2.4` or `5`"]);
    assert!(one_of(5.0).is_empty());
    let one_of_json = |value: Value| {
        violations(|checker| {
            let field = checker.required("v", &value);
            field.one_of_json(&["[0,1]", r#"{"a":null,"b":1.5}"#]);
        })
    };
    let problem = r#"`v`: must be `[0,1]` or `{"a":null,"b":1.5}`"#;
    assert_eq!(one_of_json(json!([1, 0])), [problem]);
    assert!(one_of_json(json!({"b": 1.5, "a": null})).is_empty());
}

#[test]
fn absent_values_satisfy_every_constraint() {
    let none = violations(|checker| {
        checker.optional("a", None::<&i32>).range(1..);
        checker
            .optional("b", Nullable::<String>::Null.value())
            .length(1..);
    });
    assert!(none.is_empty());
}

#[test]
fn length_counts_characters() {
    let found = violations(|checker| {
        checker.required("a", &"äöü".to_owned()).length(3..=3);
    });
    assert!(found.is_empty(), "{found:?}");
}

#[test]
fn non_finite_numbers_are_rejected_at_any_depth() {
    let nested = BTreeMap::from([("k".to_owned(), vec![Some(1.0), Some(f64::NAN)])]);
    assert_eq!(
        violations(|checker| {
            checker.required("m", &nested).items(..=1);
            checker.optional("n", Some(&Nullable::Value(f64::INFINITY)));
        }),
        [
            "`m.k[1]`: must be a finite number",
            "`n`: must be a finite number",
        ],
    );
}

#[test]
fn error_code_applies_to_the_preceding_constraint() {
    let found = |numbers: Vec<&'static str>| {
        violations(move |checker| {
            let numbers: Vec<String> = numbers.into_iter().map(str::to_owned).collect();
            checker
                .required("name", &String::new())
                .length(1..)
                .code(22116);
            checker
                .required("numbers", &numbers)
                .items(1..)
                .code(22124)
                .items(..=1)
                .code(22125);
        })
    };
    let name = "`name`: must have at least 1 character, but has 0 (error 22116)";
    assert_eq!(
        found(vec![]),
        [
            name,
            "`numbers`: must have at least 1 item, but has 0 (error 22124)"
        ]
    );
    assert_eq!(found(vec!["a"]), [name]);
    assert_eq!(
        found(vec!["a", "b"]),
        [
            name,
            "`numbers`: must have at most 1 item, but has 2 (error 22125)"
        ]
    );
}

#[test]
fn character_class_patterns_are_checked() {
    let table: [(&str, &[&str], &[&str]); 10] = [
        (
            r"^\+[1-9][0-9]{1,14}$",
            &["+12", "+123456789012345"],
            &["", "+", "+1", "12", "+02", "+1234567890123456", "+12 "],
        ),
        (
            "^[A-Z0-9]{6}$",
            &["AB12CD"],
            &["AB12C", "AB12CDE", "ab12cd"],
        ),
        (
            r"^\d{2,}-?\w*$",
            &["12", "12-a_9", "123456"],
            &["1", "1a", "12--"],
        ),
        ("^a*a{2}b+$", &["aab", "aaaabbb"], &["ab", "aa"]),
        ("^[a\\-c.-]$", &["a", "-", "c", "."], &["b", "ac"]),
        // The server checks all other patterns.
        ("^(a|b)$", &["a", "z"], &[]),
        ("^[^a]$", &["a", "b", "^"], &[]),
        (r"^\D+$", &["a", "1", "D"], &[]),
        ("[a", &["anything"], &[]),
        ("^a{3,1}$", &["anything"], &[]),
    ];
    for (pattern, fitting, others) in table {
        for text in fitting {
            assert!(fits(pattern, text), "{pattern} {text}");
        }
        for text in others {
            assert!(!fits(pattern, text), "{pattern} {text}");
        }
    }
}

fn fits(pattern: &str, text: &str) -> bool {
    let text = text.to_owned();
    violations(|checker| {
        checker.required("t", &text).pattern(pattern);
    })
    .is_empty()
}

#[test]
fn cost_of_a_pattern_is_linear() {
    // A million characters: quadratic time would take hours.
    let text = "a".repeat(1_000_000);
    assert!(fits("^.+a*.{2,}a+.+a?$", &text));
    assert!(!fits(r"^.+@.+\..+$", &text));
    assert!(!fits("^a*a*a*a*a*a*a*a*b$", &text));
    assert!(!fits("^[a-z]{1,500000}$", &text));
}

/// The definition of a match, by trying every number of repetitions.
fn matches_slowly(pieces: &[(&str, &str)], text: &str) -> bool {
    let Some(((set, count), others)) = pieces.split_first() else {
        return text.is_empty();
    };
    let bounds = match *count {
        "?" => 0..=1,
        "*" => 0..=usize::MAX,
        "+" => 1..=usize::MAX,
        "{2}" => 2..=2,
        "{1,2}" => 1..=2,
        "{2,}" => 2..=usize::MAX,
        _ => 1..=1,
    };
    (0..=text.len()).any(|count| {
        let (part, rest) = text.split_at(count);
        let is_fitting = part.chars().all(|char| *set == "." || set.contains(char));
        bounds.contains(&count) && is_fitting && matches_slowly(others, rest)
    })
}

proptest! {
    #[test]
    fn patterns_match_by_definition(
        pieces in prop::collection::vec(
            (
                prop::sample::select(&["a", "b", ".", "[ab]"][..]),
                prop::sample::select(&["", "?", "*", "+", "{2}", "{1,2}", "{2,}"][..]),
            ),
            0..5,
        ),
        text in "[abc]{0,7}",
    ) {
        let pattern: String = pieces.iter().map(|(set, count)| format!("{set}{count}")).collect();
        let pattern = format!("^{pattern}$");
        prop_assert_eq!(fits(&pattern, &text), matches_slowly(&pieces, &text), "{}", pattern);
    }
}
