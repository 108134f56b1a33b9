//! The constraints of values in requests.

use std::collections::BTreeMap;

use serde_json::{Number, Value};

/// The constraints of a value in a request.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Constraints {
    /// The minimum number of characters.
    pub min_length: Option<u64>,
    /// The maximum number of characters.
    pub max_length: Option<u64>,
    /// The minimum number of elements.
    pub min_items: Option<u64>,
    /// The maximum number of elements.
    pub max_items: Option<u64>,
    /// Whether all elements differ.
    pub unique_items: bool,
    /// The maximum number of bytes of a file.
    pub max_size: Option<u64>,
    /// The minimum number of properties.
    pub min_properties: Option<u64>,
    /// The maximum number of properties.
    pub max_properties: Option<u64>,
    /// The minimum.
    pub minimum: Option<Limit>,
    /// The maximum.
    pub maximum: Option<Limit>,
    /// The number of which the value is a multiple.
    pub multiple_of: Option<Number>,
    /// The patterns that a string must match, each a sequence of characters and classes.
    pub patterns: Vec<String>,
    /// Other patterns that a string must match. The server checks them, not the client.
    pub unchecked_patterns: Vec<String>,
    /// The only numbers, booleans or JSON values that are allowed, if not all are.
    pub values: Vec<Value>,
    /// Whether the value is an object, of the types of JSON.
    pub is_object: bool,
    /// The constraints of each item of a list, or of each value of a map.
    pub each: Option<Box<Constraints>>,
    /// The API's error codes for violations, by the keyword of the schema.
    pub codes: BTreeMap<String, i64>,
}

/// A minimum or a maximum.
#[derive(Clone, Debug, PartialEq)]
pub struct Limit {
    /// The number.
    pub value: Number,
    /// Whether the number itself is beyond the limit.
    pub is_exclusive: bool,
}

impl Limit {
    fn as_f64(&self) -> f64 {
        self.value.as_f64().unwrap_or(f64::NAN)
    }

    /// Whether no number is at least this limit and at most the other.
    fn exceeds(&self, other: &Self) -> bool {
        let (least, most) = (self.as_f64(), other.as_f64());
        let is_exclusive = self.is_exclusive || other.is_exclusive;
        match (self.value.as_i64(), other.value.as_i64()) {
            (Some(least), Some(most)) => least > most || (is_exclusive && least == most),
            _ => least > most || (is_exclusive && least == most),
        }
    }
}

impl Constraints {
    /// Whether a minimum exceeds its maximum, so that no value satisfies both.
    #[must_use]
    pub fn is_contradictory(&self) -> bool {
        fn crossed<T: PartialOrd>(least: Option<T>, most: Option<T>) -> bool {
            matches!((least, most), (Some(least), Some(most)) if least > most)
        }
        let limits = self.minimum.as_ref().zip(self.maximum.as_ref());
        crossed(self.min_length, self.max_length)
            || crossed(self.min_items, self.max_items)
            || crossed(self.min_properties, self.max_properties)
            || limits.is_some_and(|(least, most)| least.exceeds(most))
    }

    /// Whether the client checks no constraint beyond the type.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        let each = self.each.clone().filter(|each| !each.is_empty());
        let unchecked = Self {
            codes: self.codes.clone(),
            unchecked_patterns: self.unchecked_patterns.clone(),
            ..Self::default()
        };
        Self {
            each,
            ..self.clone()
        } == unchecked
    }

    /// Returns the constraints of a value that fulfils these and others.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        Self {
            min_length: self.min_length.max(other.min_length),
            max_length: least(self.max_length, other.max_length),
            min_items: self.min_items.max(other.min_items),
            max_items: least(self.max_items, other.max_items),
            unique_items: self.unique_items || other.unique_items,
            max_size: least(self.max_size, other.max_size),
            min_properties: self.min_properties.max(other.min_properties),
            max_properties: least(self.max_properties, other.max_properties),
            minimum: tighter(self.minimum, other.minimum, |one, other| one > other),
            maximum: tighter(self.maximum, other.maximum, |one, other| one < other),
            multiple_of: common_multiple(self.multiple_of, other.multiple_of),
            patterns: united(self.patterns, other.patterns),
            unchecked_patterns: united(self.unchecked_patterns, other.unchecked_patterns),
            values: common(self.values, other.values),
            is_object: self.is_object || other.is_object,
            each: match (self.each, other.each) {
                (Some(one), Some(other)) => Some(Box::new(one.and(*other))),
                (one, other) => one.or(other),
            },
            codes: {
                let mut codes = other.codes;
                codes.extend(self.codes);
                codes
            },
        }
    }
}

fn least(one: Option<u64>, other: Option<u64>) -> Option<u64> {
    match (one, other) {
        (Some(one), Some(other)) => Some(one.min(other)),
        (one, other) => one.or(other),
    }
}

fn tighter(
    one: Option<Limit>,
    other: Option<Limit>,
    is_tighter: fn(f64, f64) -> bool,
) -> Option<Limit> {
    let (Some(one), Some(other)) = (&one, &other) else {
        return one.or(other);
    };
    let is_equal = one.as_f64() == other.as_f64();
    let is_other = is_tighter(other.as_f64(), one.as_f64()) || (is_equal && other.is_exclusive);
    Some(if is_other { other } else { one }.clone())
}

/// Returns the factor of the numbers that are multiples of both. Of two factors with fractions, the first counts.
fn common_multiple(one: Option<Number>, other: Option<Number>) -> Option<Number> {
    let (Some(one), Some(other)) = (&one, &other) else {
        return one.or(other);
    };
    let least = one.as_u64().zip(other.as_u64()).and_then(|(one, other)| {
        let (mut divisor, mut rest) = (one, other);
        while rest != 0 {
            (divisor, rest) = (rest, divisor % rest);
        }
        (one / divisor.max(1)).checked_mul(other)
    });
    Some(least.map_or_else(|| one.clone(), Number::from))
}

fn united(mut one: Vec<String>, other: Vec<String>) -> Vec<String> {
    let new: Vec<_> = other
        .into_iter()
        .filter(|text| !one.contains(text))
        .collect();
    one.extend(new);
    one
}

/// Returns the values that both lists allow; a list without values allows all.
fn common(one: Vec<Value>, other: Vec<Value>) -> Vec<Value> {
    match (one.is_empty(), other.is_empty()) {
        (true, _) => other,
        (_, true) => one,
        _ => one
            .into_iter()
            .filter(|value| other.contains(value))
            .collect(),
    }
}

/// Sets of properties: a request has all properties of one set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RequiredAlternatives {
    /// The property with which alone they are required, if there is one.
    pub given: Option<String>,
    /// Whether it has those of only one set.
    pub is_exclusive: bool,
    /// The sets, by the names of the properties on the wire.
    pub sets: Vec<Vec<String>>,
}

impl RequiredAlternatives {
    /// Returns the sets as text: `` `address` or `address_sid` ``, or `` `street` and `city` with `country` ``.
    #[must_use]
    pub fn text(&self) -> String {
        let set = |names: &Vec<String>| {
            let names = names.iter().map(|name| format!("`{name}`"));
            names.collect::<Vec<_>>().join(" and ")
        };
        let sets = self.sets.iter().map(set).collect::<Vec<_>>().join(" or ");
        match &self.given {
            Some(given) => format!("{sets} with `{given}`"),
            None => sets,
        }
    }
}
