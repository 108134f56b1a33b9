//! The OpenAPI serialization styles of lists and objects in parameters.
//!
//! The examples are those of the specification (OpenAPI 3.0.4, "Style Examples"), for a parameter
//! `color` with the list `blue`, `black`, `brown` or the object `{ "R": 100, "G": 200, "B": 150 }`. A
//! list or an object inside one of them is written as JSON; nulls are omitted. A value that the server
//! would split in another way than it was joined is rejected.

use std::fmt;

use serde_json::value::RawValue;

use super::encode::{component, component_without_dots};
use super::parts::{Parts, text};

/// The style of a path parameter. `explode` affects objects, and lists except in [`Simple`](Self::Simple).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PathStyle {
    /// `blue,black,brown`; `R,100,G,200,B,150` or exploded `R=100,G=200,B=150`.
    Simple {
        /// The `explode` keyword of the document.
        explode: bool,
    },
    /// `.blue,black,brown` or exploded `.blue.black.brown`; `.R,100,G,200,B,150` or exploded
    /// `.R=100.G=200.B=150`.
    Label {
        /// The `explode` keyword of the document.
        explode: bool,
    },
    /// `;color=blue,black,brown` or exploded `;color=blue;color=black;color=brown`;
    /// `;color=R,100,G,200,B,150` or exploded `;R=100;G=200;B=150`.
    Matrix {
        /// The `explode` keyword of the document.
        explode: bool,
    },
    /// The value as JSON.
    Json,
}

/// The style of a query parameter, or of a form field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum QueryStyle {
    /// The members of an object as the fields of a form, which are the whole query string:
    /// `R=100&G=200&B=150`; a list as a field for each of its items.
    Fields,
    /// `color=blue,black,brown` or exploded `color=blue&color=black&color=brown`;
    /// `color=R,100,G,200,B,150` or exploded `R=100&G=200&B=150`.
    Form {
        /// The `explode` keyword of the document.
        explode: bool,
    },
    /// `color=blue%20black%20brown`; `color=R%20100%20G%20200%20B%20150`. Exploded, it is
    /// [`Form`](Self::Form).
    SpaceDelimited,
    /// `color=blue%7Cblack%7Cbrown`; `color=R%7C100%7CG%7C200%7CB%7C150`. Exploded, it is
    /// [`Form`](Self::Form).
    PipeDelimited,
    /// `color[R]=100&color[G]=200&color[B]=150`, with encoded brackets. The values inside a nested
    /// object or list are named in the same way: `color[mix][0]=blue`.
    DeepObject,
    /// `color.R=100&color.G=200&color.B=150`, and in the same way for nested values.
    Dotted,
    /// A scalar as text; a list or an object as JSON. This is for values of any type.
    Untyped,
    /// The value as JSON, with quotes around a string.
    Json,
}

/// The style of a header.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HeaderStyle {
    /// `blue,black,brown`; `R,100,G,200,B,150` or exploded `R=100,G=200,B=150`.
    Simple {
        /// The `explode` keyword of the document.
        explode: bool,
    },
    /// The value as JSON.
    Json,
}

/// The style of a cookie.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CookieStyle {
    /// `color=blue,black,brown` or exploded `color=blue; color=black; color=brown`;
    /// `color=R,100,G,200,B,150` or exploded `R=100; G=200; B=150`.
    Form {
        /// The `explode` keyword of the document.
        explode: bool,
    },
    /// The value as JSON.
    Json,
    /// A scalar as text that is not encoded; a list or an object as such JSON. `;`, which ends a cookie, is
    /// rejected.
    Plain,
}

/// A name and a value, both encoded.
pub(crate) type Pair = (String, String);

impl PathStyle {
    /// Returns the text of a path segment, or of a part of one.
    pub(super) fn write(self, name: &str, json: &RawValue) -> Result<String, StyleError> {
        let name = component(name);
        let value = Flat::of(json)?;
        Ok(match self {
            Self::Json => component(json.get()),
            Self::Simple { explode } => value.join(",", explode, component),
            Self::Label { explode: true } => {
                format!(".{}", value.join(".", true, component_without_dots))
            }
            Self::Label { explode: false } => format!(".{}", value.join(",", false, component)),
            Self::Matrix { explode: true } => {
                value.pairs(&name).into_iter().map(matrix_pair).collect()
            }
            Self::Matrix { explode: false } => {
                matrix_pair((name, value.join(",", false, component)))
            }
        })
    }
}

/// RFC 6570, section 3.2.7: an empty value has no equals sign.
fn matrix_pair((name, value): Pair) -> String {
    let equals = if value.is_empty() { "" } else { "=" };
    format!(";{name}{equals}{value}")
}

impl QueryStyle {
    /// Returns the pairs of the value; none for null.
    pub(super) fn write(self, name: &str, json: &RawValue) -> Result<Vec<Pair>, StyleError> {
        let one = |value: String| vec![(component(name), value)];
        if matches!(Parts::of(json)?, Parts::Null) {
            return Ok(Vec::new());
        }
        Ok(match self {
            Self::Fields => return fields(name, json),
            Self::Form { explode: true } => Flat::of(json)?.pairs(&component(name)),
            Self::Form { explode: false } => one(Flat::of(json)?.join(",", false, component)),
            Self::SpaceDelimited => one(Flat::of(json)?.delimited(' ')?),
            Self::PipeDelimited => one(Flat::of(json)?.delimited('|')?),
            Self::DeepObject => leaves(json, name, bracketed)?,
            Self::Dotted => leaves(json, name, dotted)?,
            Self::Untyped => one(component(&text(json)?.unwrap_or_default())),
            Self::Json => one(component(json.get())),
        })
    }
}

impl HeaderStyle {
    /// Returns the header's value, or `None` for null. Nothing is encoded.
    pub(super) fn write(self, json: &RawValue) -> Result<Option<String>, StyleError> {
        Ok(match self {
            _ if matches!(Parts::of(json)?, Parts::Null) => None,
            Self::Simple { explode } => {
                let value = Flat::of(json)?;
                value.refuse_delimiter(',')?;
                if explode {
                    value.refuse_in_keys('=')?;
                }
                Some(value.join(",", explode, str::to_owned))
            }
            Self::Json => Some(json.get().to_owned()),
        })
    }
}

impl CookieStyle {
    /// Returns the cookies of the value; none for null.
    pub(super) fn write(self, name: &str, json: &RawValue) -> Result<Vec<Pair>, StyleError> {
        match self {
            Self::Form { explode } => QueryStyle::Form { explode }.write(name, json),
            Self::Json => QueryStyle::Json.write(name, json),
            Self::Plain => {
                let text = text(json)?;
                let pair = |text: String| match text.chars().find(|c| is_outside_cookie(*c)) {
                    Some(c) => Err(StyleError::Cookie(c)),
                    None => Ok((component(name), text)),
                };
                text.map(pair).into_iter().collect()
            }
        }
    }
}

/// Whether a character can't be a part of a cookie.
fn is_outside_cookie(c: char) -> bool {
    c == ';' || !matches!(c, ' '..='~')
}

/// Returns the members of an object as the fields of a form.
fn fields(name: &str, json: &RawValue) -> Result<Vec<Pair>, StyleError> {
    let Parts::Object(members) = Parts::of(json)? else {
        return form_field(name, json);
    };
    let mut pairs = Vec::new();
    for (name, member) in members {
        if !matches!(Parts::of(member)?, Parts::Null) {
            pairs.extend(form_field(&name, member)?);
        }
    }
    Ok(pairs)
}

/// Returns a form field without a declared style: a list as a field for each of its items, an object as
/// JSON.
pub(super) fn form_field(name: &str, json: &RawValue) -> Result<Vec<Pair>, StyleError> {
    match Parts::of(json)? {
        Parts::List(_) => QueryStyle::Form { explode: true }.write(name, json),
        _ => QueryStyle::Untyped.write(name, json),
    }
}

/// Returns the name of a value inside a deep object. A server reads brackets in a key as those between
/// keys, even if they are encoded, and an empty key as the next index of a list.
fn bracketed(name: &str, key: &str) -> Result<String, StyleError> {
    check_key(key, &['[', ']'])?;
    Ok(format!("{name}[{key}]"))
}

fn dotted(name: &str, key: &str) -> Result<String, StyleError> {
    check_key(key, &['.'])?;
    Ok(format!("{name}.{key}"))
}

/// Checks that a key can't be taken for another path to a value.
fn check_key(key: &str, delimiters: &[char]) -> Result<(), StyleError> {
    if key.is_empty() {
        return Err(StyleError::EmptyKey);
    }
    match key.chars().find(|c| delimiters.contains(c)) {
        Some(delimiter) => Err(StyleError::Key(delimiter)),
        None => Ok(()),
    }
}

/// Returns every scalar inside the value, with the name that `join` builds from its path.
fn leaves(
    json: &RawValue,
    name: &str,
    join: fn(&str, &str) -> Result<String, StyleError>,
) -> Result<Vec<Pair>, StyleError> {
    let mut pairs = Vec::new();
    match Parts::of(json)? {
        Parts::Null => {}
        Parts::Scalar(value) => pairs.push((component(name), component(&value))),
        Parts::List(items) => {
            for (index, item) in items.into_iter().enumerate() {
                pairs.extend(leaves(item, &join(name, &index.to_string())?, join)?);
            }
        }
        Parts::Object(entries) => {
            for (key, value) in entries {
                pairs.extend(leaves(value, &join(name, &key)?, join)?);
            }
        }
    }
    Ok(pairs)
}

/// A value whose parts are plain text.
enum Flat {
    Scalar(String),
    List(Vec<String>),
    Object(Vec<(String, String)>),
}

impl Flat {
    fn of(json: &RawValue) -> Result<Self, StyleError> {
        Ok(match Parts::of(json)? {
            Parts::Null => Self::List(Vec::new()),
            Parts::Scalar(value) => Self::Scalar(value.into_owned()),
            Parts::List(items) => {
                let mut texts = Vec::new();
                for item in items {
                    texts.extend(text(item)?);
                }
                Self::List(texts)
            }
            Parts::Object(entries) => {
                let mut texts = Vec::new();
                for (key, value) in entries {
                    if let Some(value) = text(value)? {
                        texts.push((key, value));
                    }
                }
                Self::Object(texts)
            }
        })
    }

    /// Returns all parts in one text.
    fn join(&self, delimiter: &str, explode: bool, encode: fn(&str) -> String) -> String {
        let equals = if explode { "=" } else { delimiter };
        match self {
            Self::Scalar(value) => encode(value),
            Self::List(items) => {
                let items: Vec<_> = items.iter().map(|item| encode(item)).collect();
                items.join(delimiter)
            }
            Self::Object(entries) => {
                let entry = |(key, value): &(String, String)| {
                    format!("{}{equals}{}", encode(key), encode(value))
                };
                let entries: Vec<_> = entries.iter().map(entry).collect();
                entries.join(delimiter)
            }
        }
    }

    /// Returns all parts in one text. The server finds the delimiter only after decoding, so no part
    /// may contain it.
    fn delimited(&self, delimiter: char) -> Result<String, StyleError> {
        self.refuse_delimiter(delimiter)?;
        Ok(self.join(
            &component(delimiter.encode_utf8(&mut [0; 4])),
            false,
            component,
        ))
    }

    /// Checks that no part of a list or an object contains the delimiter. A scalar isn't split.
    fn refuse_delimiter(&self, delimiter: char) -> Result<(), StyleError> {
        let contains = |part: &String| part.contains(delimiter);
        let ambiguous = match self {
            Self::Scalar(_) => false,
            Self::List(items) => items.iter().any(contains),
            Self::Object(entries) => entries
                .iter()
                .any(|(key, value)| contains(key) || contains(value)),
        };
        match ambiguous {
            true => Err(StyleError::Delimiter(delimiter)),
            false => Ok(()),
        }
    }

    /// Checks that no key of an object contains the character that ends a key.
    fn refuse_in_keys(&self, end: char) -> Result<(), StyleError> {
        match self {
            Self::Object(entries) if entries.iter().any(|(key, _)| key.contains(end)) => {
                Err(StyleError::Key(end))
            }
            _ => Ok(()),
        }
    }

    /// Returns a pair for each part. `name` is encoded already.
    fn pairs(&self, name: &str) -> Vec<Pair> {
        let named = |value: &String| (name.to_owned(), component(value));
        match self {
            Self::Scalar(value) => vec![named(value)],
            Self::List(items) => items.iter().map(named).collect(),
            Self::Object(entries) => entries
                .iter()
                .map(|(key, value)| (component(key), component(value)))
                .collect(),
        }
    }
}

/// A reason why a value can't be written in a style.
#[derive(Debug)]
pub(super) enum StyleError {
    Json(serde_json::Error),
    Delimiter(char),
    /// A key contains this character, which has a meaning between keys.
    Key(char),
    EmptyKey,
    /// A cookie contains this character.
    Cookie(char),
}

impl From<serde_json::Error> for StyleError {
    fn from(error: serde_json::Error) -> Self {
        Self::Json(error)
    }
}

impl fmt::Display for StyleError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Json(error) => write!(f, "can't be JSON: {error}"),
            Self::Delimiter(delimiter) => write!(
                f,
                "must not contain `{delimiter}`, which separates the parts of the value"
            ),
            Self::Key(delimiter) => write!(
                f,
                "must not have a key with `{delimiter}`, which separates keys from the rest"
            ),
            Self::EmptyKey => f.write_str("must not have an empty key"),
            Self::Cookie(c) => write!(f, "must not contain {c:?}, which a cookie can't contain"),
        }
    }
}
