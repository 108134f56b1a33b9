//! Damages valid documents: each becomes a crate of Rust files or a list of errors, without a panic.

#![no_main]

#[path = "../../tests/support/mod.rs"]
mod support;

use std::sync::LazyLock;

use arbitrary::{Arbitrary, Result, Unstructured};
use libfuzzer_sys::fuzz_target;
use sdksmith::Diagnostics;
use sdksmith::document::{SourceText, parse};
use serde_json::{Value, json};

use support::damage::{Damage, KEYS, WORDS};

/// The documents that are damaged.
static DOCUMENTS: LazyLock<Vec<Value>> = LazyLock::new(|| {
    let texts = [
        include_str!("../../tests/fixtures/document/library.yaml"),
        include_str!("../../../tests/constructs/documents/v30.yaml"),
        include_str!("../../../tests/constructs/documents/v31.yaml"),
        include_str!("../../../spec/twilio_numbers_v2.yaml"),
    ];
    let value = |text: &str| {
        let name = "api.yaml".into();
        let text = text.to_owned();
        parse(&SourceText { name, text }, &mut Diagnostics::default())
    };
    texts.into_iter().filter_map(value).collect()
});

fuzz_target!(|damaged: Damaged| {
    let Damaged { text, other } = &damaged;
    support::assert_sound(&support::input_with_other(text, other));
});

/// A damaged document, and another that it may refer to.
#[derive(Debug)]
struct Damaged {
    text: String,
    other: String,
}

impl Arbitrary<'_> for Damaged {
    fn arbitrary(input: &mut Unstructured<'_>) -> Result<Self> {
        let (text, other) = (damaged(input)?, damaged(input)?);
        Ok(Self { text, other })
    }
}

fn damaged(input: &mut Unstructured<'_>) -> Result<String> {
    let mut document = input.choose(&DOCUMENTS)?.clone();
    for _ in 0..input.int_in_range(0..=12)? {
        damage(input)?.apply(&mut document);
    }
    Ok(document.to_string())
}

fn damage(input: &mut Unstructured<'_>) -> Result<Damage> {
    let at = location(input)?;
    Ok(match input.int_in_range(0..=3)? {
        0 => Damage::Replace {
            at,
            by: value(input, 3)?,
        },
        1 => Damage::Insert {
            at,
            key: input.choose(KEYS)?.to_string(),
            value: value(input, 3)?,
        },
        2 => Damage::Remove { at },
        _ => Damage::Copy {
            from: location(input)?,
            to: at,
        },
    })
}

/// Two bytes are enough to count through these documents.
fn location(input: &mut Unstructured<'_>) -> Result<usize> {
    u16::arbitrary(input).map(usize::from)
}

/// A value that nests no more than so many levels.
fn value(input: &mut Unstructured<'_>, levels: usize) -> Result<Value> {
    let kinds = if levels == 0 { 6 } else { 8 };
    Ok(match input.int_in_range(0..=kinds)? {
        0 => Value::Null,
        1 => bool::arbitrary(input)?.into(),
        2 => i64::arbitrary(input)?.into(),
        3 => f64::arbitrary(input)?.into(),
        4 => (*input.choose(WORDS)?).into(),
        5 => String::arbitrary(input)?.into(),
        6 => json!({ "$ref": input.choose(WORDS)? }),
        7 => {
            let items: Result<Vec<Value>> = (0..input.int_in_range(0..=3)?)
                .map(|_| value(input, levels - 1))
                .collect();
            items?.into()
        }
        _ => {
            let mut members = json!({});
            for _ in 0..input.int_in_range(0..=3)? {
                members[*input.choose(KEYS)?] = value(input, levels - 1)?;
            }
            members
        }
    })
}
