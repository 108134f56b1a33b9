//! Text to value. The content distinguishes JSON from YAML.

use std::cell::RefCell;
use std::fmt;

use serde::de::{
    DeserializeSeed, Deserializer, EnumAccess, Error, IgnoredAny, MapAccess, SeqAccess,
    VariantAccess, Visitor,
};
use serde_json::{Map, Value};

use super::content::{content, is_json, position};
use super::keys::Key;
use super::locate::fill_positions;
use super::measure::MAX_DEPTH;
use super::source::SourceText;
use crate::diagnostics::{Diagnostics, Location, Position};
use crate::document::problem::{ShapeProblem, TextProblem};

/// The largest ratio of a value to its text. YAML aliases repeat their targets, so a few lines can
/// describe a value that exceeds any memory.
const EXPANSION: usize = 16;

/// The size that the value of any text may have, however short the text is.
const SMALL: usize = 1 << 16;

/// The number of brackets that may be open at once in YAML, including those in prose, which are
/// seldom unpaired.
const MAX_BRACKETS: usize = 10_000;

/// Reads a JSON or YAML text, with the keys in the order of the text.
///
/// Keys that are numbers or booleans (YAML) become strings, and merge keys (`<<`) are merged. A
/// repeated key is a warning; its last value is used. Nesting is limited to 100 levels.
///
/// Reports an error and returns `None` if the text is empty, or is neither JSON nor YAML.
pub fn parse(source: &SourceText, diagnostics: &mut Diagnostics) -> Option<Value> {
    let content = content(&source.text);
    let location = Location::file(&source.name);
    if content.trim().is_empty() {
        diagnostics.report(location, TextProblem::Empty);
        return None;
    }
    if is_markup(content) {
        diagnostics.report(location, TextProblem::Markup);
        return None;
    }
    let log = RefCell::new(Log::new(content));
    let read = if is_json(content) {
        read_json(content, &log)
    } else {
        read_yaml(content, &log)
    };
    match read {
        Ok(value) => {
            for path in log.into_inner().repeated {
                let tokens = path.iter().rev();
                let location = tokens.fold(location.clone(), |found, token| found.join(token));
                diagnostics.report(location, TextProblem::RepeatedKey);
            }
            fill_positions(source, diagnostics);
            Some(value)
        }
        Err(Failure {
            format,
            reason,
            position,
        }) => {
            let location = Location {
                position,
                ..location
            };
            if log.into_inner().is_too_deep {
                diagnostics.report(location, ShapeProblem::TooDeep { limit: MAX_DEPTH });
            } else {
                diagnostics.report(location, TextProblem::Syntax { format, reason });
            }
            None
        }
    }
}

/// Whether a text is a page of HTML or XML, as servers send for a login. YAML that starts with a merge key has two
/// of these brackets.
fn is_markup(content: &str) -> bool {
    let text = content.trim_start();
    text.starts_with('<') && !text.starts_with("<<")
}

fn read_json(content: &str, log: &RefCell<Log>) -> Result<Value, Failure> {
    let mut json = serde_json::Deserializer::from_str(content);
    Node::root(log)
        .deserialize(&mut json)
        .and_then(|value| json.end().map(|()| value))
        .map_err(|error| Failure {
            format: "JSON",
            reason: without_position(&error.to_string()),
            position: Some(Position {
                line: error.line(),
                column: error.column(),
            }),
        })
}

fn read_yaml(content: &str, log: &RefCell<Log>) -> Result<Value, Failure> {
    if let Some(offset) = too_many_brackets(content) {
        log.borrow_mut().is_too_deep = true;
        return Err(Failure {
            format: "YAML",
            reason: format!("more than {MAX_BRACKETS} brackets are open at once"),
            position: position(content, offset),
        });
    }
    let yaml = serde_yaml::Deserializer::from_str(content);
    Node {
        merge: true,
        ..Node::root(log)
    }
    .deserialize(yaml)
    .map_err(|error| {
        let reason = without_position(&error.to_string());
        if let Some(offset) = control_character(content, &reason) {
            return Failure {
                format: "YAML",
                reason: CONTROL.to_owned(),
                position: position(content, offset),
            };
        }
        let position = error.location().map(|location| Position {
            line: location.line(),
            column: location.column(),
        });
        Failure {
            format: "YAML",
            reason: match position {
                Some(position) if is_indented_by_tab(content, position) => TAB.to_owned(),
                _ => reason,
            },
            position,
        }
    })
}

/// The reason of the parser for a character that YAML does not allow. It names a byte, and no line.
const CONTROL: &str = "control characters are not allowed";

/// Returns the first control character, if it is the reason.
fn control_character(content: &str, reason: &str) -> Option<usize> {
    let is_refused = |c: char| c.is_control() && !matches!(c, '\t' | '\n' | '\r' | '\u{85}');
    content
        .find(is_refused)
        .filter(|_| reason.starts_with(CONTROL))
}

/// The reason that replaces that of the parser, which names no tab.
const TAB: &str = "the line is indented by a tab, expected spaces";

/// Whether the indentation of a line that the parser refuses contains a tab.
fn is_indented_by_tab(content: &str, position: Position) -> bool {
    let line = content.lines().nth(position.line.saturating_sub(1));
    let line = line.unwrap_or_default();
    let text = line.trim_start_matches([' ', '\t']);
    line[..line.len() - text.len()].contains('\t')
}

/// Returns the bracket that exceeds the limit. The time of the YAML parser grows with the square of
/// the number of open brackets, long before its own limit applies.
fn too_many_brackets(content: &str) -> Option<usize> {
    let mut open = 0_usize;
    content.bytes().position(|byte| {
        match byte {
            b'[' | b'{' => open += 1,
            b']' | b'}' => open = open.saturating_sub(1),
            _ => {}
        }
        open > MAX_BRACKETS
    })
}

/// The reason for which a text is invalid.
struct Failure {
    format: &'static str,
    reason: String,
    position: Option<Position>,
}

/// Both parsers end their messages with the position, which the diagnostic already shows.
fn without_position(message: &str) -> String {
    message
        .find(" at line ")
        .and_then(|end| message.get(..end))
        .unwrap_or(message)
        .to_owned()
}

/// The findings while a text is read.
struct Log {
    /// The number of values that may still be added.
    room: usize,
    /// The paths to the members that were given more than once, from the innermost key or index. Each
    /// value adds its own on the way back, so that most documents need no path at all.
    repeated: Vec<Vec<String>>,
    /// Whether reading stopped because of the depth of nesting.
    is_too_deep: bool,
}

impl Log {
    fn new(content: &str) -> Self {
        Self {
            room: content.len().saturating_mul(EXPANSION).max(SMALL),
            repeated: Vec::new(),
            is_too_deep: false,
        }
    }
}

/// Reads the value at one location.
#[derive(Clone, Copy)]
struct Node<'log> {
    log: &'log RefCell<Log>,
    /// The number of levels, including this one.
    depth: usize,
    merge: bool,
}

impl<'log> Node<'log> {
    fn root(log: &'log RefCell<Log>) -> Self {
        Self {
            log,
            depth: 1,
            merge: false,
        }
    }

    fn child(&self) -> Self {
        Self {
            depth: self.depth + 1,
            ..*self
        }
    }

    /// Adds the key or index of a value to the paths that were found in it.
    fn extend_paths(&self, found_before: usize, token: impl fmt::Display) {
        for path in self.log.borrow_mut().repeated.iter_mut().skip(found_before) {
            path.push(token.to_string());
        }
    }

    fn count_repeated(&self) -> usize {
        self.log.borrow().repeated.len()
    }

    fn take_room<E: Error>(&self, size: usize) -> Result<(), E> {
        let mut log = self.log.borrow_mut();
        log.room = log.room.checked_sub(size).ok_or_else(|| {
            E::custom("the aliases in this text expand to far more than it holds")
        })?;
        Ok(())
    }
}

impl<'de> DeserializeSeed<'de> for Node<'_> {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        if self.depth > MAX_DEPTH {
            self.log.borrow_mut().is_too_deep = true;
            return Err(D::Error::custom("nested too deep"));
        }
        self.take_room(1)?;
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Node<'_> {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Bool(value))
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_i128<E: Error>(self, value: i128) -> Result<Value, E> {
        Ok((value as f64).into())
    }

    fn visit_u128<E: Error>(self, value: u128) -> Result<Value, E> {
        Ok((value as f64).into())
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_str<E: Error>(self, value: &str) -> Result<Value, E> {
        self.take_room(value.len())?;
        Ok(value.into())
    }

    fn visit_unit<E: Error>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_none<E: Error>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Value, A::Error> {
        let mut list = Vec::new();
        let mut found = self.count_repeated();
        while let Some(item) = items.next_element_seed(self.child())? {
            self.extend_paths(found, list.len());
            found = self.count_repeated();
            list.push(item);
        }
        Ok(Value::Array(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Value, A::Error> {
        let mut map = Map::new();
        while let Some(key) = members.next_key_seed(Key(Some))? {
            self.take_room(key.len())?;
            let found = self.count_repeated();
            let value = members.next_value_seed(self.child())?;
            self.extend_paths(found, &key);
            if map.contains_key(&key) {
                self.log.borrow_mut().repeated.push(vec![key.clone()]);
            }
            map.insert(key, value);
        }
        if self.merge {
            merge(&mut map);
        }
        Ok(Value::Object(map))
    }

    /// A custom YAML tag has no meaning in JSON: only the value is used.
    fn visit_enum<A: EnumAccess<'de>>(self, data: A) -> Result<Value, A::Error> {
        let (IgnoredAny, value) = data.variant::<IgnoredAny>()?;
        value.newtype_variant_seed(self)
    }
}

/// Merges the members of the YAML merge key (`<<: *base`). Explicit members take precedence.
fn merge(map: &mut Map<String, Value>) {
    let bases = match map.get("<<") {
        Some(Value::Object(_)) => map.shift_remove("<<").into_iter().collect(),
        Some(Value::Array(bases)) if bases.iter().all(Value::is_object) => {
            match map.shift_remove("<<") {
                Some(Value::Array(bases)) => bases,
                _ => Vec::new(),
            }
        }
        _ => return,
    };
    for base in bases {
        let Value::Object(base) = base else { continue };
        for (key, value) in base {
            map.entry(key).or_insert(value);
        }
    }
}
