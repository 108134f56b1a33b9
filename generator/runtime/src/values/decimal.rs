//! Decimal numbers with all their digits.

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::str::FromStr;

use serde::de::value::MapAccessDeserializer;
use serde::de::{Deserialize, Deserializer, Error, MapAccess, Unexpected, Visitor};
use serde::ser::{Error as _, Serialize, Serializer};
use serde_json::Number;
use serde_json::value::RawValue;

use super::check::Check;
use super::first_pass::FirstPass;
use super::lenient::Lenient;
use super::number::Digits;
use super::recover::NUMBER;

/// A decimal number with all its digits, such as an amount of money: `12.50`.
///
/// A 64-bit float can't hold most decimal fractions, nor more than 17 digits. This type keeps the text of
/// the number. It reads a JSON number or a string that contains one, and writes the form that it read; a
/// value that a program creates becomes a JSON number. Comparisons are numeric: `12.5` equals `12.50`.
///
/// For arithmetic, parse the text ([`as_str`](Self::as_str)) with a decimal library of your choice.
#[derive(Clone)]
pub struct Decimal {
    text: Box<str>,
    /// Whether the number is a JSON string on the wire.
    is_string: bool,
}

/// A text is not a decimal number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DecimalError;

impl fmt::Display for DecimalError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("expected a decimal number such as `12.50`")
    }
}

impl std::error::Error for DecimalError {}

impl Decimal {
    /// Returns the text of the number, digit for digit.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Returns the nearest 64-bit float, which is infinite for a number beyond its range.
    #[must_use]
    pub fn to_f64(&self) -> f64 {
        self.text.parse().unwrap_or(f64::NAN)
    }

    fn digits(&self) -> Option<Digits> {
        Digits::parse(&self.text)
    }

    /// Returns the number as JSON, which allows neither a plus sign nor zeros at the start.
    fn json(&self) -> String {
        let (sign, number) = match self.text.strip_prefix('-') {
            Some(number) => ("-", number),
            None => ("", self.text.trim_start_matches('+')),
        };
        let at = number.find(['.', 'e', 'E']).unwrap_or(number.len());
        let (whole, rest) = number.split_at(at);
        let whole = match whole.trim_start_matches('0') {
            "" => "0",
            whole => whole,
        };
        // A point needs digits on both sides.
        let rest = match rest.strip_prefix('.') {
            Some("") => String::new(),
            Some(rest) if rest.starts_with(['e', 'E']) => rest.to_owned(),
            _ => rest.to_owned(),
        };
        format!("{sign}{whole}{rest}")
    }
}

impl FromStr for Decimal {
    type Err = DecimalError;

    fn from_str(text: &str) -> Result<Self, DecimalError> {
        Digits::parse(text).ok_or(DecimalError)?;
        Ok(Self {
            text: text.into(),
            is_string: false,
        })
    }
}

impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.text)
    }
}

impl fmt::Debug for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Decimal({})", self.text)
    }
}

macro_rules! from_integers {
    ($($integer:ty),+) => {$(
        impl From<$integer> for Decimal {
            fn from(value: $integer) -> Self {
                Self {
                    text: value.to_string().into(),
                    is_string: false,
                }
            }
        }
    )+};
}

from_integers!(i32, u32, i64, u64);

/// The shortest decimal number that the float stands for; an error if the float isn't finite.
impl TryFrom<f64> for Decimal {
    type Error = DecimalError;

    fn try_from(value: f64) -> Result<Self, DecimalError> {
        value.to_string().parse()
    }
}

impl PartialEq for Decimal {
    fn eq(&self, other: &Self) -> bool {
        self.digits() == other.digits()
    }
}

impl Eq for Decimal {}

impl PartialOrd for Decimal {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Decimal {
    fn cmp(&self, other: &Self) -> Ordering {
        self.digits().cmp(&other.digits())
    }
}

impl Hash for Decimal {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.digits().hash(state);
    }
}

impl Check for Decimal {}

impl Serialize for Decimal {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if self.is_string {
            return serializer.serialize_str(&self.text);
        }
        let json = self.json();
        if let Ok(value) = json.parse::<i64>() {
            return serializer.serialize_i64(value);
        }
        let float = json.parse().ok().filter(|float| {
            // Only a float with the same digits stands for the number.
            Number::from_f64(*float).is_some_and(|float| float.to_string() == json)
        });
        match float {
            Some(float) => serializer.serialize_f64(float),
            None => {
                let raw = RawValue::from_string(json).map_err(S::Error::custom)?;
                raw.serialize(serializer)
            }
        }
    }
}

impl<'de> Deserialize<'de> for Decimal {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_newtype_struct(NUMBER, DecimalVisitor)
    }
}

impl Lenient for Decimal {}

struct DecimalVisitor;

impl DecimalVisitor {
    fn parse<E: Error>(&self, text: &str, is_string: bool) -> Result<Decimal, E> {
        let read = text.parse::<Decimal>();
        let read = read.map_err(|_| E::invalid_value(Unexpected::Str(text), self))?;
        Ok(Decimal { is_string, ..read })
    }
}

impl<'de> Visitor<'de> for DecimalVisitor {
    type Value = Decimal;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a number, or a string that holds one")
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, value: D) -> Result<Decimal, D::Error> {
        // A first pass reads text, of which serde_json hands out the number as it is written.
        if FirstPass::current().is_none() {
            return value.deserialize_any(self);
        }
        let raw = <&RawValue>::deserialize(value)?.get();
        match raw.starts_with('"') {
            true => {
                let text: String = serde_json::from_str(raw).map_err(D::Error::custom)?;
                self.parse(&text, true)
            }
            false => self.parse(raw, false),
        }
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Decimal, E> {
        Ok(value.into())
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Decimal, E> {
        Ok(value.into())
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Decimal, E> {
        self.parse(&value.to_string(), false)
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Decimal, E> {
        self.parse(text, true)
    }

    /// Reads the text of a number, which a reader of this crate passes.
    fn visit_bytes<E: Error>(self, text: &[u8]) -> Result<Decimal, E> {
        self.parse(str::from_utf8(text).unwrap_or_default(), false)
    }

    /// Reads a number of any precision, which serde_json passes as a map if its feature
    /// `arbitrary_precision` is on.
    fn visit_map<M: MapAccess<'de>>(self, map: M) -> Result<Decimal, M::Error> {
        let number = Number::deserialize(MapAccessDeserializer::new(map))
            .map_err(|_| Error::invalid_type(Unexpected::Map, &self))?;
        self.parse(&number.to_string(), false)
    }
}
