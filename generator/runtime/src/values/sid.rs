//! String identifiers: two letters for the kind of a resource, and 32 hexadecimal digits.
//!
//! [`Sid`] is the text of one. Each kind is a newtype of it in the generated code, which the
//! [`sid!`](super::super::sid) macro implements.

use std::cmp::Ordering;
use std::error::Error;
use std::fmt;
use std::hash::{Hash, Hasher};

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::text::read_text;

/// The number of bytes of a well-formed SID.
const LENGTH: usize = 34;

/// The text of a SID of any kind.
///
/// A well-formed SID is stored inline, without an allocation; any other text that a server sent is kept
/// unchanged. A SID takes 40 bytes, and so does an `Option` of one.
#[derive(Clone)]
pub struct Sid(Repr);

/// The variant follows from the text alone: text of [`LENGTH`] ASCII bytes is always inline.
#[derive(Clone)]
enum Repr {
    Inline([u8; LENGTH]),
    Boxed(Box<str>),
}

impl Sid {
    fn new(text: &str) -> Self {
        match <[u8; LENGTH]>::try_from(text.as_bytes()) {
            Ok(bytes) if bytes.is_ascii() => Self(Repr::Inline(bytes)),
            _ => Self(Repr::Boxed(text.into())),
        }
    }

    /// Returns the text in its wire form.
    #[must_use]
    pub fn as_str(&self) -> &str {
        match &self.0 {
            // ASCII is always valid UTF-8, so the default is never taken.
            Repr::Inline(bytes) => str::from_utf8(bytes).unwrap_or_default(),
            Repr::Boxed(text) => text,
        }
    }

    fn as_bytes(&self) -> &[u8] {
        match &self.0 {
            Repr::Inline(bytes) => bytes,
            Repr::Boxed(text) => text.as_bytes(),
        }
    }
}

/// The format of a kind of SID.
#[derive(Clone, Copy, Debug)]
pub struct SidFormat {
    name: &'static str,
    prefixes: &'static [&'static str],
}

impl SidFormat {
    /// Creates the format of a kind of SID: the name of its Rust type, and its prefixes.
    #[must_use]
    pub const fn new(name: &'static str, prefixes: &'static [&'static str]) -> Self {
        Self { name, prefixes }
    }

    /// Parses a SID.
    ///
    /// # Errors
    ///
    /// If the text isn't one of the prefixes followed by 32 hexadecimal digits.
    pub fn parse(&self, text: &str) -> Result<Sid, SidError> {
        if self.matches(text) {
            Ok(Sid::new(text))
        } else {
            Err(SidError::new(*self, text))
        }
    }

    /// Whether `text` is one of the prefixes followed by 32 hexadecimal digits of either case.
    #[must_use]
    pub fn matches(&self, text: &str) -> bool {
        self.digits(text).is_some_and(|digits| {
            text.len() == LENGTH && digits.bytes().all(|digit| digit.is_ascii_hexdigit())
        })
    }

    /// Returns the text after the prefix, if it has a valid one.
    fn digits<'a>(&self, text: &'a str) -> Option<&'a str> {
        self.prefixes
            .iter()
            .find_map(|prefix| text.strip_prefix(prefix))
    }
}

/// The error of a text that isn't a SID of the expected kind.
///
/// The message contains at most the length and the first two letters of the text, so that a secret
/// passed by mistake isn't shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SidError {
    name: &'static str,
    prefixes: &'static [&'static str],
    found: Found,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Found {
    Length(usize),
    Prefix(String),
    Digits,
}

impl SidError {
    /// Creates the error of a text that doesn't match `format`.
    #[must_use]
    pub fn new(format: SidFormat, text: &str) -> Self {
        let found = if text.len() != LENGTH {
            Found::Length(text.chars().count())
        } else if format.digits(text).is_none() {
            Found::Prefix(text.chars().take(2).collect())
        } else {
            Found::Digits
        };
        Self {
            name: format.name,
            prefixes: format.prefixes,
            found,
        }
    }
}

impl fmt::Display for SidError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let prefixes = self.prefixes.join("` or `");
        let name = self.name;
        write!(
            f,
            "{name} must be `{prefixes}` and 32 hexadecimal digits, but "
        )?;
        match &self.found {
            Found::Length(length) => write!(f, "has {length} characters instead of {LENGTH}"),
            Found::Prefix(prefix) => write!(f, "begins with `{}`", prefix.escape_debug()),
            Found::Digits => f.write_str("has other characters among the digits"),
        }
    }
}

impl Error for SidError {}

impl fmt::Debug for Sid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Sid({self})")
    }
}

impl fmt::Display for Sid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl PartialEq for Sid {
    fn eq(&self, other: &Self) -> bool {
        self.as_bytes() == other.as_bytes()
    }
}

impl Eq for Sid {}

impl PartialOrd for Sid {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Sid {
    fn cmp(&self, other: &Self) -> Ordering {
        self.as_bytes().cmp(other.as_bytes())
    }
}

impl Hash for Sid {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.as_str().hash(state);
    }
}

impl Serialize for Sid {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl<'de> Deserialize<'de> for Sid {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        read_text(deserializer, "the text of a SID", Self::new)
    }
}
