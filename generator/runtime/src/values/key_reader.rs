//! Reads the keys of entries.

use serde::de::value::StrDeserializer;
use serde::de::{Deserializer, Error, IntoDeserializer, Unexpected, Visitor};
use serde::forward_to_deserialize_any;
use serde_json::Number;

use super::read_error::ReadError;
use super::tree::Key;

pub(super) const INVALID_TEXT: &str = "invalid text: half of a surrogate pair, expected Unicode";

/// Reads the key of an entry.
pub(super) struct KeyReader<'r>(pub(super) &'r Key);

/// Reads keys that are numbers.
macro_rules! deserialize_number_keys {
    ($($method:ident)+) => {$(
        fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ReadError> {
            match self.0.text.parse::<Number>() {
                Ok(number) => number.$method(visitor).map_err(ReadError::custom),
                Err(_) => self.deserialize_any(visitor),
            }
        }
    )+};
}

impl<'de> Deserializer<'de> for KeyReader<'_> {
    type Error = ReadError;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ReadError> {
        match self.0.is_unicode {
            true => visitor.visit_str(&self.0.text),
            false => Err(ReadError::custom(INVALID_TEXT)),
        }
    }

    /// Reads the name of a property. One that isn't Unicode isn't declared.
    fn deserialize_identifier<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ReadError> {
        visitor.visit_str(&self.0.text)
    }

    deserialize_number_keys! {
        deserialize_i8 deserialize_i16 deserialize_i32 deserialize_i64 deserialize_i128
        deserialize_u8 deserialize_u16 deserialize_u32 deserialize_u64 deserialize_u128
        deserialize_f32 deserialize_f64
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ReadError> {
        match self.0.text.parse() {
            Ok(flag) => visitor.visit_bool(flag),
            Err(_) => Err(ReadError::invalid_type(
                Unexpected::Str(&self.0.text),
                &visitor,
            )),
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, ReadError> {
        visitor.visit_some(self)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, ReadError> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        name: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, ReadError> {
        let key: StrDeserializer<'_, ReadError> = self.0.text.as_ref().into_deserializer();
        key.deserialize_enum(name, variants, visitor)
    }

    forward_to_deserialize_any! {
        char str string bytes byte_buf unit unit_struct seq tuple tuple_struct map struct
        ignored_any
    }
}
