//! Drift: responses that don't match the API's description.
//!
//! A body is first read strictly, which costs nothing extra. If that fails at an optional field, the
//! field is treated as absent and the rest is read again, so that one unexpected value doesn't make the
//! whole response unreadable. Every such field is reported.

use std::fmt;

use serde::de::DeserializeOwned;
use serde_json::Value;
use serde_path_to_error::Segment;

use super::decode_error;

/// The maximum number of bytes of JSON that are read again to find the unexpected fields of a body. It
/// allows 640 of them in 100 KiB.
const MAX_REREAD: usize = 64 << 20;

/// A value in a response that couldn't be read, so that a field is treated as absent.
///
/// `Debug` doesn't show the value, which may be personal data.
#[derive(Clone, PartialEq)]
pub struct SkippedField {
    path: String,
    absent: String,
    expected: String,
    value: Value,
}

impl SkippedField {
    /// Returns the path of the value in the body: `phone_numbers[0].date_created`.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.path
    }

    /// Returns the path of the field that is treated as absent: that of the value, or if that is
    /// required, the nearest optional field around it.
    #[must_use]
    pub fn absent(&self) -> &str {
        &self.absent
    }

    /// Returns a description of the expected value: `a date-time as in RFC 3339 or RFC 2822`.
    #[must_use]
    pub fn expected(&self) -> &str {
        &self.expected
    }

    /// Returns the value that was found; null if the field is missing.
    #[must_use]
    pub const fn value(&self) -> &Value {
        &self.value
    }
}

impl fmt::Debug for SkippedField {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SkippedField")
            .field("path", &self.path)
            .finish_non_exhaustive()
    }
}

/// Reads a body that can't be read strictly, without the optional fields that are the cause. `None` if
/// that isn't possible.
pub(crate) fn read_around<T: DeserializeOwned>(body: &[u8]) -> Option<(T, Vec<SkippedField>)> {
    let mut reader = Reader {
        json: serde_json::from_slice(body).ok()?,
        rereads: MAX_REREAD / body.len().max(1),
    };
    let mut drift = Vec::new();
    let mut outcome = reader.read::<T>()?;
    loop {
        match outcome {
            // A body with a duplicate property can be read only here, but is invalid.
            Ok(_) if drift.is_empty() => return None,
            Ok(value) => return Some((value, drift)),
            Err(failure) => {
                let (found, next) = reader.set_aside::<T>(&failure)?;
                drift.push(found);
                outcome = next;
            }
        }
    }
}

type Failure = serde_path_to_error::Error<serde_json::Error>;

/// A body, and how often it may be read again.
struct Reader {
    json: Value,
    rereads: usize,
}

impl Reader {
    /// Reads the body in its present state; `None` if that was done too often.
    fn read<T: DeserializeOwned>(&mut self) -> Option<Result<T, Failure>> {
        self.rereads = self.rereads.checked_sub(1)?;
        Some(serde_path_to_error::deserialize(&self.json))
    }

    /// Makes the nearest optional field around a failure absent, so that reading gets beyond it.
    /// Returns the field, and the outcome of reading then.
    ///
    /// An element of a list is never removed, nor a field that contains a list with elements.
    fn set_aside<T: DeserializeOwned>(
        &mut self,
        failure: &Failure,
    ) -> Option<(SkippedField, Result<T, Failure>)> {
        let path = path_of(failure);
        for length in (1..=path.len()).rev() {
            let (field, inside) = path.split_at_checked(length)?;
            let (Segment::Map { key }, parent) = field.split_last()? else {
                return None;
            };
            let value = get(&mut self.json, field)?.clone();
            if has_items(&value) {
                return None;
            }
            for absence in [Absence::Null, Absence::Missing] {
                absence.put(get(&mut self.json, parent)?, key);
                let outcome = self.read::<T>()?;
                if !outcome
                    .as_ref()
                    .is_err_and(|next| fails_at(next, &[field, parent]))
                {
                    return Some((SkippedField::new(failure, field, inside, value), outcome));
                }
            }
            get(&mut self.json, parent)?
                .as_object_mut()?
                .insert(key.clone(), value);
        }
        None
    }
}

/// The ways in which a field can be absent. An optional property may be null, an entry of a map may
/// not.
#[derive(Clone, Copy)]
enum Absence {
    Null,
    Missing,
}

impl Absence {
    fn put(self, parent: &mut Value, key: &str) {
        if let Value::Object(fields) = parent {
            match self {
                Self::Null => fields.insert(key.to_owned(), Value::Null),
                Self::Missing => fields.remove(key),
            };
        }
    }
}

impl SkippedField {
    /// Creates the entry for a failure, for which the field at `field` is absent. `inside` leads from
    /// there to the failure.
    fn new(failure: &Failure, field: &[Segment], inside: &[Segment], mut value: Value) -> Self {
        let path = show(&path_of(failure));
        let absent = show(field);
        match missing_field(failure) {
            Some(name) => Self {
                path: format!("{path}.{name}"),
                absent,
                expected: "a value".to_owned(),
                value: Value::Null,
            },
            None => Self {
                path,
                absent,
                expected: expectation(failure),
                value: get(&mut value, inside).map(Value::take).unwrap_or_default(),
            },
        }
    }
}

/// Whether reading fails at one of these paths.
fn fails_at(failure: &Failure, paths: &[&[Segment]]) -> bool {
    let path = show(&path_of(failure));
    paths.iter().any(|known| show(known) == path)
}

fn path_of(failure: &Failure) -> Vec<Segment> {
    failure.path().iter().cloned().collect()
}

/// Returns the name of a missing required field. serde provides it as text only.
fn missing_field(failure: &Failure) -> Option<String> {
    let text = failure.inner().to_string();
    let name = text.strip_prefix("missing field `")?.split('`').next()?;
    Some(name.to_owned())
}

/// Returns serde's expectation, or else its description of the problem.
fn expectation(failure: &Failure) -> String {
    let problem = decode_error::problem(failure.inner());
    let expected = problem.rsplit_once(", expected ");
    expected
        .map_or(problem.as_str(), |(_, expected)| expected)
        .to_owned()
}

/// Whether the value contains a list with elements.
fn has_items(value: &Value) -> bool {
    match value {
        Value::Array(items) => !items.is_empty(),
        Value::Object(fields) => fields.values().any(has_items),
        _ => false,
    }
}

fn get<'a>(json: &'a mut Value, field: &[Segment]) -> Option<&'a mut Value> {
    field.iter().try_fold(json, |value, segment| match segment {
        Segment::Map { key } => value.get_mut(key),
        Segment::Seq { index } => value.get_mut(index),
        Segment::Enum { .. } | Segment::Unknown => None,
    })
}

/// Formats a path: `phone_numbers[0].date_created`.
fn show(field: &[Segment]) -> String {
    let mut text = String::new();
    for segment in field {
        if !text.is_empty() && !matches!(segment, Segment::Seq { .. }) {
            text.push('.');
        }
        text.push_str(&segment.to_string());
    }
    text
}
