//! Where a response and the API's description have parted ways.
//!
//! A body is read strictly first, which costs nothing. If that fails at an optional field, the field
//! is taken for absent and the rest is read again, so that one odd value doesn't cost a whole
//! response. What was done is told, never done in silence.

use std::fmt;

use serde::de::DeserializeOwned;
use serde_json::Value;
use serde_path_to_error::Segment;

use super::decode_error;

/// How many bytes of JSON are read in vain at most, to find the odd fields of a body. It allows 640
/// of them in 100 KiB.
const MAX_REREAD: usize = 64 << 20;

/// A place in a response that couldn't be read, so that a field was taken for absent.
///
/// `Debug` doesn't show the value, which may be personal data.
#[derive(Clone, PartialEq)]
pub struct Drift {
    path: String,
    absent: String,
    expected: String,
    value: Value,
}

impl Drift {
    /// The place in the body: `phone_numbers[0].date_created`.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.path
    }

    /// The field that was taken for absent: the one at that place, or if that must be there, the
    /// nearest one around it that need not.
    #[must_use]
    pub fn absent(&self) -> &str {
        &self.absent
    }

    /// What was expected at that place, in words: `a date-time as in RFC 3339 or RFC 2822`.
    #[must_use]
    pub fn expected(&self) -> &str {
        &self.expected
    }

    /// What was there instead; null if nothing was.
    #[must_use]
    pub const fn value(&self) -> &Value {
        &self.value
    }
}

impl fmt::Debug for Drift {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Drift")
            .field("path", &self.path)
            .finish_non_exhaustive()
    }
}

/// Reads a body that can't be read strictly, without the optional fields that keep it from being
/// read. `None` if there is no such way.
pub(crate) fn read_around<T: DeserializeOwned>(body: &[u8]) -> Option<(T, Vec<Drift>)> {
    let mut reader = Reader {
        json: serde_json::from_slice(body).ok()?,
        rereads: MAX_REREAD / body.len().max(1),
    };
    let mut drift = Vec::new();
    let mut outcome = reader.read::<T>()?;
    loop {
        match outcome {
            // A body with a property twice can only be read in this way, but isn't right.
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

/// A body, and how often it may still be read.
struct Reader {
    json: Value,
    rereads: usize,
}

impl Reader {
    /// Reads the body as it is now; `None` if that was done too often.
    fn read<T: DeserializeOwned>(&mut self) -> Option<Result<T, Failure>> {
        self.rereads = self.rereads.checked_sub(1)?;
        Some(serde_path_to_error::deserialize(&self.json))
    }

    /// Makes the nearest optional field around a failure absent, so that reading gets beyond it. Tells
    /// of it, and what reading comes to now.
    ///
    /// An element of a list can't be absent, and what holds a list would take it along.
    fn set_aside<T: DeserializeOwned>(
        &mut self,
        failure: &Failure,
    ) -> Option<(Drift, Result<T, Failure>)> {
        let place = place_of(failure);
        for length in (1..=place.len()).rev() {
            let (way, inside) = place.split_at_checked(length)?;
            let (Segment::Map { key }, parent) = way.split_last()? else {
                return None;
            };
            let value = get(&mut self.json, way)?.clone();
            if has_items(&value) {
                return None;
            }
            for absence in [Absence::Null, Absence::Missing] {
                absence.put(get(&mut self.json, parent)?, key);
                let outcome = self.read::<T>()?;
                if !outcome
                    .as_ref()
                    .is_err_and(|next| fails_at(next, &[way, parent]))
                {
                    return Some((Drift::new(failure, way, inside, value), outcome));
                }
            }
            get(&mut self.json, parent)?
                .as_object_mut()?
                .insert(key.clone(), value);
        }
        None
    }
}

/// The ways in which a field can be absent. A property that is optional may be null, an entry of a map
/// may not.
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

impl Drift {
    /// What became of a failure, for which the field at `way` is absent. `inside` leads from there to
    /// the place of the failure.
    fn new(failure: &Failure, way: &[Segment], inside: &[Segment], mut value: Value) -> Self {
        let path = show(&place_of(failure));
        let absent = show(way);
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

/// Whether reading fails at one of these places.
fn fails_at(failure: &Failure, places: &[&[Segment]]) -> bool {
    let place = show(&place_of(failure));
    places.iter().any(|known| show(known) == place)
}

fn place_of(failure: &Failure) -> Vec<Segment> {
    failure.path().iter().cloned().collect()
}

/// The name of a field that must be there and isn't. The texts of serde are all it tells.
fn missing_field(failure: &Failure) -> Option<String> {
    let text = failure.inner().to_string();
    let name = text.strip_prefix("missing field `")?.split('`').next()?;
    Some(name.to_owned())
}

/// What serde says that it expected, or else what it says is wrong.
fn expectation(failure: &Failure) -> String {
    let problem = decode_error::problem(failure.inner());
    let expected = problem.rsplit_once(", expected ");
    expected
        .map_or(problem.as_str(), |(_, expected)| expected)
        .to_owned()
}

/// Whether there is a list with an element anywhere in the value.
fn has_items(value: &Value) -> bool {
    match value {
        Value::Array(items) => !items.is_empty(),
        Value::Object(fields) => fields.values().any(has_items),
        _ => false,
    }
}

fn get<'a>(json: &'a mut Value, way: &[Segment]) -> Option<&'a mut Value> {
    way.iter().try_fold(json, |value, segment| match segment {
        Segment::Map { key } => value.get_mut(key),
        Segment::Seq { index } => value.get_mut(index),
        Segment::Enum { .. } | Segment::Unknown => None,
    })
}

/// A place as it is written: `phone_numbers[0].date_created`.
fn show(way: &[Segment]) -> String {
    let mut text = String::new();
    for segment in way {
        if !text.is_empty() && !matches!(segment, Segment::Seq { .. }) {
            text.push('.');
        }
        text.push_str(&segment.to_string());
    }
    text
}
