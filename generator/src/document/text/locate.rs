//! From a JSON pointer to a line and a column.
//!
//! Values carry no positions, but the parsers' errors do. So the text is read again by a visitor
//! that follows the pointer and fails on purpose where it ends.

use std::cell::Cell;
use std::collections::HashMap;
use std::fmt;

use serde::de::{
    DeserializeSeed, Deserializer, EnumAccess, Error, IgnoredAny, MapAccess, SeqAccess,
    VariantAccess, Visitor,
};

use super::content::{content, is_json, position};
use super::keys::Key;
use super::source::SourceText;
use crate::diagnostics::{Diagnostics, Pointer, Position, Severity};

/// The number of bytes that are read again, at most, to locate the warnings and notes of one text.
const EFFORT: usize = 64 << 20;

/// Returns the line and column of the target of a pointer in a JSON or YAML text: of its key, if it
/// has one. If the target does not exist, its innermost existing ancestor is located instead.
///
/// Returns `None` if the text is invalid.
#[must_use]
pub fn locate(text: &str, pointer: &Pointer) -> Option<Position> {
    let content = content(text);
    let tokens: Vec<String> = pointer.tokens().collect();
    (0..=tokens.len())
        .rev()
        .find_map(|length| find(content, tokens.get(..length)?))
}

/// Adds line and column to every problem in `source` that lacks them.
///
/// To locate a problem, the text is read once. Errors are always located; after 64 MiB of reading
/// for the others, the rest have only their pointers.
pub fn fill_positions(source: &SourceText, diagnostics: &mut Diagnostics) {
    let mut effort = EFFORT;
    let mut known: HashMap<Pointer, Option<Position>> = HashMap::new();
    for diagnostic in diagnostics.iter_mut() {
        let location = &mut diagnostic.location;
        let is_whole = location.pointer == Pointer::root();
        if location.position.is_some() || location.file != source.name || is_whole {
            continue;
        }
        if let Some(position) = known.get(&location.pointer) {
            location.position = *position;
            continue;
        }
        let rest = effort.checked_sub(source.text.len());
        if diagnostic.severity != Severity::Error && rest.is_none() {
            continue;
        }
        effort = rest.unwrap_or_default();
        location.position = locate(&source.text, &location.pointer);
        known.insert(location.pointer.clone(), location.position);
    }
}

fn find(content: &str, tokens: &[String]) -> Option<Position> {
    if is_json(content) {
        find_in_json(content, tokens)
    } else {
        find_in_yaml(content, tokens)
    }
}

fn find_in_json(content: &str, tokens: &[String]) -> Option<Position> {
    let reached = Cell::new(false);
    let mut json = serde_json::Deserializer::from_str(content);
    let error = Step {
        tokens,
        reached: &reached,
        format: Format::Json,
    }
    .deserialize(&mut json)
    .err()?;
    if !reached.get() {
        return None;
    }
    let stop = offset(content, error.line(), error.column());
    let start = tokens
        .last()
        .and_then(|key| start_of_key(content.get(..stop)?, key));
    position(content, start.unwrap_or(stop))
}

fn find_in_yaml(content: &str, tokens: &[String]) -> Option<Position> {
    let reached = Cell::new(false);
    let yaml = serde_yaml::Deserializer::from_str(content);
    let error = Step {
        tokens,
        reached: &reached,
        format: Format::Yaml,
    }
    .deserialize(yaml)
    .err()?;
    let location = error.location().filter(|_| reached.get())?;
    Some(Position {
        line: location.line(),
        column: location.column(),
    })
}

/// Returns the byte at which serde_json stopped: it counts lines from 1 and the bytes it has read of
/// the last.
fn offset(content: &str, line: usize, column: usize) -> usize {
    let lines = content.split_inclusive('\n').take(line.saturating_sub(1));
    lines.map(str::len).sum::<usize>() + column
}

/// Returns the start of the key that `before` ends with; `None` for an array's element, and for a key that
/// is written with escapes.
fn start_of_key(before: &str, key: &str) -> Option<usize> {
    let unquoted = before.trim_end().strip_suffix('"')?;
    Some(unquoted.strip_suffix(key)?.strip_suffix('"')?.len())
}

#[derive(Clone, Copy)]
enum Format {
    Json,
    Yaml,
}

/// The rest of the path to the target.
#[derive(Clone, Copy)]
struct Step<'a> {
    tokens: &'a [String],
    reached: &'a Cell<bool>,
    format: Format,
}

impl Step<'_> {
    fn stop<E: Error>(self) -> E {
        self.reached.set(true);
        E::custom("the target of a pointer")
    }
}

impl<'de> DeserializeSeed<'de> for Step<'_> {
    type Value = ();

    /// serde_json names the current location, serde_yaml the start of what it has just read:
    /// so one fails before the target is read and the other after.
    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        match (self.tokens, self.format) {
            ([], Format::Json) => Err(self.stop()),
            _ => deserializer.deserialize_any(self),
        }
    }
}

impl<'de> Visitor<'de> for Step<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the way to a pointer's target")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<(), A::Error> {
        let [token, tokens @ ..] = self.tokens else {
            return Err(self.stop());
        };
        let wanted: Option<usize> = token.parse().ok();
        for index in 0.. {
            let more = if Some(index) == wanted {
                items.next_element_seed(Step { tokens, ..self })?
            } else {
                items.next_element::<IgnoredAny>()?.map(|_| ())
            };
            if more.is_none() {
                break;
            }
        }
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<(), A::Error> {
        let [token, tokens @ ..] = self.tokens else {
            return Err(self.stop());
        };
        let follow = |key: String| {
            let found = key == *token;
            self.reached.set(found && tokens.is_empty());
            (!self.reached.get()).then_some(found)
        };
        while let Some(found) = members.next_key_seed(Key(follow))? {
            if found {
                members.next_value_seed(Step { tokens, ..self })?;
            } else {
                members.next_value::<IgnoredAny>()?;
            }
        }
        Ok(())
    }

    fn visit_enum<A: EnumAccess<'de>>(self, data: A) -> Result<(), A::Error> {
        let (IgnoredAny, value) = data.variant::<IgnoredAny>()?;
        value.newtype_variant_seed(self)
    }

    fn visit_bool<E: Error>(self, _: bool) -> Result<(), E> {
        self.leaf()
    }

    fn visit_i64<E: Error>(self, _: i64) -> Result<(), E> {
        self.leaf()
    }

    fn visit_u64<E: Error>(self, _: u64) -> Result<(), E> {
        self.leaf()
    }

    fn visit_i128<E: Error>(self, _: i128) -> Result<(), E> {
        self.leaf()
    }

    fn visit_u128<E: Error>(self, _: u128) -> Result<(), E> {
        self.leaf()
    }

    fn visit_f64<E: Error>(self, _: f64) -> Result<(), E> {
        self.leaf()
    }

    fn visit_str<E: Error>(self, _: &str) -> Result<(), E> {
        self.leaf()
    }

    fn visit_unit<E: Error>(self) -> Result<(), E> {
        self.leaf()
    }

    fn visit_none<E: Error>(self) -> Result<(), E> {
        self.leaf()
    }
}

impl Step<'_> {
    /// A value without members is the target, or the way ends at it.
    fn leaf<E: Error>(self) -> Result<(), E> {
        if self.tokens.is_empty() {
            Err(self.stop())
        } else {
            Ok(())
        }
    }
}
