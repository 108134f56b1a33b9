//! Reads values from the nodes of a [`Tree`](super::tree::Tree).

use std::rc::Rc;
use std::slice;

use serde::de::{Deserialize, DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde::forward_to_deserialize_any;
use serde_json::Number;

use super::key_reader::{INVALID_TEXT, KeyReader};
use super::lenient::{DATE_ALONE, UP_TO_LATEST, date_of, latest_before};
use super::number_reader::{is_exact, number};
use super::read_error::ReadError;
use super::reading::{Absence, Reading, offer};
use super::recover::{DATE, DATE_TIME, ENTRY, NUMBER, OPTIONAL, REQUIRED, Recoverable, UNION};
use super::token;
use super::tree::{Content, Key, NodeId, Position, ROOT};

/// Reads a value from a node.
#[derive(Clone, Copy)]
pub(crate) struct NodeReader<'r> {
    reading: &'r Rc<Reading>,
    node: NodeId,
}

impl<'r> NodeReader<'r> {
    pub(super) const fn new(reading: &'r Rc<Reading>, node: NodeId) -> Self {
        Self { reading, node }
    }

    pub(super) const fn root(reading: &'r Rc<Reading>) -> Self {
        Self::new(reading, ROOT)
    }

    pub(super) const fn reading(&self) -> &'r Rc<Reading> {
        self.reading
    }

    pub(super) const fn node(&self) -> NodeId {
        self.node
    }

    fn content(&self) -> &'r Content {
        match self.reading.absence(self.node) {
            Some(Absence::Null) => &Content::Null,
            _ => &self.reading.tree().node(self.node).content,
        }
    }

    /// Returns the key of the entry, if the node is one.
    fn key(&self) -> Option<&'r Key> {
        match &self.reading.tree().node(self.node).position {
            Position::Entry(key) => Some(key),
            Position::Root | Position::Index(_) => None,
        }
    }

    /// Returns the text of a field of a form: all values of forms are text.
    fn form_text(&self) -> Option<&'r str> {
        match self.content() {
            Content::Text(text) if self.reading.tree().is_form() => Some(text),
            _ => None,
        }
    }

    fn number(&self) -> Option<&'r str> {
        match self.content() {
            Content::Number(text) => Some(text),
            _ => None,
        }
    }

    /// Adds the location to an error.
    fn locate<T>(&self, outcome: Result<T, ReadError>) -> Result<T, ReadError> {
        outcome.map_err(|error| error.at(self.node))
    }

    fn any<'de, V: Visitor<'de>>(&self, visitor: V) -> Result<V::Value, ReadError> {
        match self.content() {
            Content::Null => visitor.visit_unit(),
            Content::Bool(flag) => visitor.visit_bool(*flag),
            Content::Number(text) => {
                let number = number(text)?;
                match is_exact(&number, text) {
                    true => number.deserialize_any(visitor).map_err(ReadError::custom),
                    false => under_token(token::NUMBER, text, visitor),
                }
            }
            Content::Text(text) => visitor.visit_str(text),
            Content::List(items) => self.items(items, visitor),
            Content::Object(entries) => self.entries(entries, &[], visitor),
            Content::InvalidText(_) => Err(ReadError::custom(INVALID_TEXT)),
            Content::TooDeep(_) => Err(ReadError::custom(TOO_DEEP)),
        }
    }

    fn items<'de, V: Visitor<'de>>(
        &self,
        items: &'r [NodeId],
        visitor: V,
    ) -> Result<V::Value, ReadError> {
        let mut children = Children::of(self.reading, items, &[]);
        let value = visitor.visit_seq(&mut children)?;
        children.expect_end(items, "fewer items")?;
        Ok(value)
    }

    fn entries<'de, V: Visitor<'de>>(
        &self,
        entries: &'r [NodeId],
        declared: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, ReadError> {
        let mut children = Children::of(self.reading, entries, declared);
        let value = visitor.visit_map(&mut children)?;
        children.expect_end(entries, "fewer entries")?;
        Ok(value)
    }

    /// Passes the part of a text that can be read, and reports the rest, if values may be skipped.
    fn part<'de, V: Visitor<'de>>(
        &self,
        part_of: fn(&str) -> Option<&str>,
        expected: &str,
        visitor: V,
    ) -> Result<V::Value, ReadError> {
        let part = match self.content() {
            Content::Text(text) if self.reading.mode().skips => part_of(text),
            _ => None,
        };
        match part {
            Some(part) => {
                self.reading.leave_out(self.node, expected);
                visitor.visit_str(part)
            }
            None => self.any(visitor),
        }
    }

    /// Sets whether the node is an entry that the reader of the object declares.
    fn set_declared(&self, is_declared: bool) {
        if let Some(key) = self.key() {
            key.is_declared.set(is_declared);
        }
    }
}

/// Passes a text under a token of `serde_json`. It is read from a tree, because the compiler would translate each
/// visitor again for another format.
fn under_token<'de, V: Visitor<'de>>(
    token: &str,
    text: &str,
    visitor: V,
) -> Result<V::Value, ReadError> {
    let reading = Reading::new(token::object(token, text), false);
    NodeReader::root(&reading)
        .any(visitor)
        .map_err(ReadError::custom)
}

const TOO_DEEP: &str = "invalid value: nested too deeply, expected at most 127 levels";

/// Reads numbers of one type each from the text of a number.
macro_rules! deserialize_numbers {
    ($($method:ident)+) => {$(
        fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ReadError> {
            let Some(text) = self.number() else {
                return self.deserialize_any(visitor);
            };
            let read = |number: Number| number.$method(visitor).map_err(ReadError::custom);
            self.locate(number(text).and_then(read))
        }
    )+};
}

impl<'de> Deserializer<'de> for NodeReader<'_> {
    type Error = ReadError;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ReadError> {
        self.locate(self.any(visitor))
    }

    deserialize_numbers! {
        deserialize_i8 deserialize_i16 deserialize_i32 deserialize_i64 deserialize_i128
        deserialize_u8 deserialize_u16 deserialize_u32 deserialize_u64 deserialize_u128
        deserialize_f32 deserialize_f64
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ReadError> {
        self.locate(match self.content() {
            Content::Null => visitor.visit_none(),
            _ => visitor.visit_some(self),
        })
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        visitor: V,
    ) -> Result<V::Value, ReadError> {
        self.locate(match name {
            REQUIRED => {
                self.set_declared(true);
                visitor.visit_newtype_struct(self)
            }
            OPTIONAL | ENTRY => {
                self.set_declared(name == OPTIONAL);
                visitor.visit_seq(Recovering(self))
            }
            NUMBER => match self.number() {
                Some(text) => visitor.visit_bytes(text.as_bytes()),
                None => self.any(visitor),
            },
            DATE => self.part(date_of, DATE_ALONE, visitor),
            DATE_TIME => self.part(latest_before, UP_TO_LATEST, visitor),
            UNION => {
                offer(self.reading, self.node);
                visitor.visit_unit()
            }
            token::RAW_VALUE => {
                let json = self.reading.tree().value(self.node).to_string();
                under_token(name, &json, visitor)
            }
            _ => visitor.visit_newtype_struct(self),
        })
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        name: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, ReadError> {
        let value = self.reading.tree().value(self.node);
        let read = value.deserialize_enum(name, variants, visitor);
        self.locate(read.map_err(ReadError::custom))
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        declared: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, ReadError> {
        match self.content() {
            Content::Object(entries) => self.locate(self.entries(entries, declared, visitor)),
            _ => self.deserialize_any(visitor),
        }
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ReadError> {
        visitor.visit_unit()
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ReadError> {
        match self.form_text() {
            Some("true") => self.locate(visitor.visit_bool(true)),
            Some("false") => self.locate(visitor.visit_bool(false)),
            _ => self.deserialize_any(visitor),
        }
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ReadError> {
        match self.form_text() {
            Some(_) => self.locate(visitor.visit_seq(OnlyItem(Some(self)))),
            None => self.deserialize_any(visitor),
        }
    }

    forward_to_deserialize_any! {
        char str string bytes byte_buf unit unit_struct tuple tuple_struct map identifier
    }
}

/// A field of a form that comes once, as the only item of a list.
struct OnlyItem<'r>(Option<NodeReader<'r>>);

impl<'de> SeqAccess<'de> for OnlyItem<'_> {
    type Error = ReadError;

    fn next_element_seed<T: DeserializeSeed<'de>>(
        &mut self,
        seed: T,
    ) -> Result<Option<T::Value>, ReadError> {
        let item = self.0.take();
        item.map(|item| item.locate(seed.deserialize(item)))
            .transpose()
    }
}

/// The items of a list or the entries of an object.
struct Children<'r> {
    reading: &'r Rc<Reading>,
    left: slice::Iter<'r, NodeId>,
    /// The names of the entries that are declared.
    declared: &'static [&'static str],
    /// The entry whose key was read.
    current: NodeId,
}

impl<'r> Children<'r> {
    fn of(reading: &'r Rc<Reading>, ids: &'r [NodeId], declared: &'static [&'static str]) -> Self {
        Self {
            reading,
            left: ids.iter(),
            declared,
            current: ROOT,
        }
    }

    fn expect_end(&self, all: &[NodeId], expected: &str) -> Result<(), ReadError> {
        let is_end = self.left.len() == 0;
        let error = || ReadError::invalid_length(all.len(), &expected);
        is_end.then_some(()).ok_or_else(error)
    }

    fn next(&mut self) -> Option<NodeReader<'r>> {
        let is_missing = |id: NodeId| self.reading.absence(id) == Some(Absence::Missing);
        let id = self.left.by_ref().copied().find(|id| !is_missing(*id))?;
        Some(NodeReader::new(self.reading, id))
    }
}

impl<'de> SeqAccess<'de> for &mut Children<'_> {
    type Error = ReadError;

    fn next_element_seed<T: DeserializeSeed<'de>>(
        &mut self,
        seed: T,
    ) -> Result<Option<T::Value>, ReadError> {
        let item = self.next();
        item.map(|item| item.locate(seed.deserialize(item)))
            .transpose()
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.left.len())
    }
}

impl<'de> MapAccess<'de> for &mut Children<'_> {
    type Error = ReadError;

    fn next_key_seed<K: DeserializeSeed<'de>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, ReadError> {
        let Some(entry) = self.next() else {
            return Ok(None);
        };
        self.current = entry.node;
        let Some(key) = entry.key() else {
            return Ok(None);
        };
        entry.set_declared(self.declared.contains(&key.text.as_ref()));
        seed.deserialize(KeyReader(key)).map(Some)
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, ReadError> {
        let entry = NodeReader::new(self.reading, self.current);
        entry.locate(seed.deserialize(entry))
    }

    /// Returns the next entry that can be read. Maps of the standard library read their entries by this
    /// method, and skip the others in the same pass.
    fn next_entry<K: Deserialize<'de>, V: Deserialize<'de>>(
        &mut self,
    ) -> Result<Option<(K, V)>, ReadError> {
        while let Some(key) = self.next_key()? {
            if let Some(value) = self.next_value_seed(Recoverable::entry())? {
                return Ok(Some((key, value)));
            }
        }
        Ok(None)
    }
}

/// Passes a value, unless it can't be read and may be skipped.
struct Recovering<'r>(NodeReader<'r>);

impl<'de> SeqAccess<'de> for Recovering<'_> {
    type Error = ReadError;

    fn next_element_seed<T: DeserializeSeed<'de>>(
        &mut self,
        seed: T,
    ) -> Result<Option<T::Value>, ReadError> {
        let (reader, reading) = (self.0, self.0.reading);
        let skipped = reading.skipped();
        let read = match reader.key() {
            Some(key) if !key.is_unicode => Err(ReadError::custom(INVALID_TEXT)),
            _ => seed.deserialize(reader),
        };
        match reader.locate(read) {
            Ok(value) => Ok(Some(value)),
            Err(error) => reading.skip(reader.node, error, skipped).map(|()| None),
        }
    }
}
