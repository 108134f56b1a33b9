//! Fitting a value to its shape.

use serde_json::{Map, Value, json};

use super::openapi::EXAMPLE;
use super::shape::{Absent, Keys, Object, Shape, Tagged};
use super::{Walk, brief};
use crate::diagnostics::Place;
use crate::document::MAX_DEPTH;
use crate::document::problem::{ShapeProblem, kind};

impl Walk<'_> {
    /// The value as its place wants it, or `None` if it has to be left out.
    pub(super) fn fit(
        &mut self,
        raw: &Value,
        shape: &'static Shape,
        place: &Place,
    ) -> Option<Value> {
        if self.depth >= MAX_DEPTH {
            self.report_depth(place);
            return None;
        }
        self.depth += 1;
        let fitted = self.fit_shape(raw, shape, place);
        self.depth -= 1;
        fitted
    }

    fn fit_shape(&mut self, raw: &Value, shape: &'static Shape, place: &Place) -> Option<Value> {
        if shape.is_structure() && raw.get("$ref").is_some_and(Value::is_string) {
            return self.reference_or(raw, None, shape, shape, place);
        }
        match shape {
            Shape::Any => Some(raw.clone()),
            Shape::Text => self.text(raw, place),
            Shape::Word => self.word(raw, place),
            Shape::Choice(allowed) => self.choice(raw, allowed, place),
            Shape::Flag => self.flag(raw, place),
            Shape::Count => self.count(raw, place),
            Shape::Number => self.number(raw, place),
            Shape::List(item) => self.list(raw, item, place),
            Shape::Map(member) => self.map(raw, member, place),
            Shape::Keyed(keys) => self.keyed(raw, keys, place),
            Shape::Object(object) => self.object(raw, object, place),
            Shape::Tagged(tagged) => self.tagged(raw, tagged, place),
            Shape::Reference(section, thing) => {
                self.reference_or(raw, Some(*section), shape, thing, place)
            }
            Shape::Inline(thing) => self.reference_or(raw, None, shape, thing, place),
            Shape::Schema => self.schema(raw, place),
            Shape::SchemaOrFlag => self.schema_or_flag(raw, place),
            Shape::Examples => self.examples(raw, place),
            Shape::Scopes => self.scopes(raw, place),
        }
    }

    fn text(&mut self, raw: &Value, place: &Place) -> Option<Value> {
        match raw {
            Value::Number(_) | Value::Bool(_) => Some(raw.to_string().into()),
            _ => self.word(raw, place),
        }
    }

    fn word(&mut self, raw: &Value, place: &Place) -> Option<Value> {
        if raw.is_string() {
            return Some(raw.clone());
        }
        self.report_kind(place, raw, "text");
        None
    }

    fn choice(&mut self, raw: &Value, allowed: &[&'static str], place: &Place) -> Option<Value> {
        let word = self.word(raw, place)?;
        let found = word.as_str()?;
        if let Some(choice) = allowed
            .iter()
            .find(|choice| choice.eq_ignore_ascii_case(found))
        {
            return Some((*choice).into());
        }
        self.report(
            place,
            ShapeProblem::NotAllowed {
                found: found.to_owned(),
                allowed: listed(allowed.iter().copied()),
                consequence: "it is ignored",
            },
        );
        None
    }

    fn flag(&mut self, raw: &Value, place: &Place) -> Option<Value> {
        const EXPECTED: &str = "`true` or `false`";
        let meant = match raw {
            Value::Bool(_) => return Some(raw.clone()),
            Value::String(text) => text.trim().to_ascii_lowercase().parse::<bool>().ok(),
            _ => None,
        };
        self.mend(raw, meant.map(Value::Bool), EXPECTED, place)
    }

    fn count(&mut self, raw: &Value, place: &Place) -> Option<Value> {
        const EXPECTED: &str = "a whole number that is not negative";
        let meant = match raw {
            Value::Number(number) => match (number.as_u64(), number.as_f64()) {
                (Some(_), _) => return Some(raw.clone()),
                (None, Some(float)) if is_count(float) => return Some((float as u64).into()),
                _ => None,
            },
            Value::String(text) => text.trim().parse::<u64>().ok(),
            _ => None,
        };
        self.mend(raw, meant.map(Value::from), EXPECTED, place)
    }

    fn number(&mut self, raw: &Value, place: &Place) -> Option<Value> {
        let meant = match raw {
            Value::Number(_) => return Some(raw.clone()),
            Value::String(text) => serde_json::from_str::<serde_json::Number>(text.trim()).ok(),
            _ => None,
        };
        self.mend(raw, meant.map(Value::Number), "a number", place)
    }

    /// Takes what is meant if that is plain, and reports either way.
    fn mend(
        &mut self,
        raw: &Value,
        meant: Option<Value>,
        expected: &'static str,
        place: &Place,
    ) -> Option<Value> {
        match &meant {
            Some(taken) => self.report_mended(place, brief(raw), expected, brief(taken)),
            None => self.report_kind(place, raw, expected),
        }
        meant
    }

    fn list(&mut self, raw: &Value, item: &'static Shape, place: &Place) -> Option<Value> {
        let items = match raw {
            Value::Array(items) => items.as_slice(),
            lone if is_lone_item(lone, item) => {
                self.report_mended(place, brief(raw), "a list", brief(&json!([lone])));
                std::slice::from_ref(lone)
            }
            _ => {
                self.report_kind(place, raw, "a list");
                return None;
            }
        };
        let fitted = items.iter().enumerate();
        Some(
            fitted
                .filter_map(|(index, raw)| self.fit(raw, item, &place.join(index)))
                .collect(),
        )
    }

    fn map(&mut self, raw: &Value, member: &'static Shape, place: &Place) -> Option<Value> {
        let members = self.members(raw, "an object", place)?;
        let mut fitted = Map::new();
        for (key, raw) in members {
            if let Some(value) = self.fit(raw, member, &place.join(key)) {
                fitted.insert(key.clone(), value);
            }
        }
        Some(fitted.into())
    }

    fn keyed(&mut self, raw: &Value, keys: &'static Keys, place: &Place) -> Option<Value> {
        let members = self.members(raw, "an object", place)?;
        let mut fitted = Map::new();
        for (key, raw) in members {
            let place = place.join(key);
            if key.starts_with("x-") {
                fitted.insert(key.clone(), raw.clone());
            } else if let Some(kept) = (keys.key)(key) {
                if let Some(value) = self.fit(raw, keys.shape, &place) {
                    fitted.entry(kept).or_insert(value);
                }
            } else {
                let key = key.clone();
                self.report(
                    &place,
                    ShapeProblem::UnknownKey {
                        key,
                        expected: keys.name,
                    },
                );
            }
        }
        Some(fitted.into())
    }

    /// Fits an object's fields; what the table doesn't know is kept as it is.
    pub(super) fn object(
        &mut self,
        raw: &Value,
        object: &'static Object,
        place: &Place,
    ) -> Option<Value> {
        let members = self.members(raw, object.name, place)?;
        let rewritten = object.before.map(|before| {
            let mut members = members.clone();
            before(self, &mut members, place);
            members
        });
        let mut fitted = Map::new();
        for (key, raw) in rewritten.as_ref().unwrap_or(members) {
            let value = match object.field(key) {
                Some(field) => self.fit(raw, field.shape, &place.join(key)),
                None => Some(raw.clone()),
            };
            fitted.extend(value.map(|value| (key.clone(), value)));
        }
        self.fill(&mut fitted, object, place)?;
        if let Some(after) = object.after {
            after(self, &mut fitted, place);
        }
        Some(fitted.into())
    }

    fn fill(
        &mut self,
        fitted: &mut Map<String, Value>,
        object: &'static Object,
        place: &Place,
    ) -> Option<()> {
        for field in object.fields() {
            if fitted.contains_key(field.name) {
                continue;
            }
            let blank = match field.absent {
                Absent::Fine => continue,
                Absent::Text => json!(""),
                Absent::Object => self.fit(&json!({}), field.shape, &place.join(field.name))?,
                Absent::Broken => {
                    let problem = ShapeProblem::Missing {
                        object: object.name,
                        field: field.name,
                    };
                    self.report(place, problem);
                    return None;
                }
            };
            fitted.insert(field.name.to_owned(), blank);
        }
        Some(())
    }

    fn tagged(&mut self, raw: &Value, tagged: &'static Tagged, place: &Place) -> Option<Value> {
        let members = self.members(raw, tagged.name, place)?;
        let Some(tag) = members.get(tagged.tag) else {
            self.report(
                place,
                ShapeProblem::Missing {
                    object: tagged.name,
                    field: tagged.tag,
                },
            );
            return None;
        };
        let variant = |name: &str| {
            tagged
                .variants
                .iter()
                .find(|(variant, _)| variant.eq_ignore_ascii_case(name))
        };
        let Some((tag, object)) = tag.as_str().and_then(variant) else {
            let problem = ShapeProblem::NotAllowed {
                found: tag
                    .as_str()
                    .map_or_else(|| kind(tag).to_owned(), str::to_owned),
                allowed: listed(tagged.variants.iter().map(|(variant, _)| *variant)),
                consequence: "what it belongs to is ignored",
            };
            self.report(&place.join(tagged.tag), problem);
            return None;
        };
        let mut fitted = self.object(raw, object, place)?;
        if let Some(members) = fitted.as_object_mut() {
            members.insert(tagged.tag.to_owned(), (*tag).into());
        }
        Some(fitted)
    }

    /// Named examples. A list of bare values, and a bare value under a name, are taken as examples.
    fn examples(&mut self, raw: &Value, place: &Place) -> Option<Value> {
        const EXPECTED: &str = "an object of named examples";
        let named: Vec<(String, &Value)> = match raw {
            Value::Object(members) => members
                .iter()
                .map(|(name, raw)| (name.clone(), raw))
                .collect(),
            Value::Array(items) => {
                self.report_mended(place, "a list", EXPECTED, "examples named by their index");
                items
                    .iter()
                    .enumerate()
                    .map(|(index, raw)| (index.to_string(), raw))
                    .collect()
            }
            _ => {
                self.report_kind(place, raw, EXPECTED);
                return None;
            }
        };
        let fitted = named.into_iter().filter_map(|(name, raw)| {
            let place = place.join(&name);
            let example = if is_example(raw) {
                self.fit(raw, &EXAMPLE, &place)?
            } else {
                json!({ "value": raw })
            };
            Some((name, example))
        });
        Some(fitted.collect::<Map<_, _>>().into())
    }

    fn scopes(&mut self, raw: &Value, place: &Place) -> Option<Value> {
        if raw.is_array() || raw.is_string() {
            return self.list(raw, &Shape::Text, place);
        }
        self.report_mended(place, brief(raw), "a list of scopes", "no scopes");
        Some(json!([]))
    }

    fn members<'v>(
        &mut self,
        raw: &'v Value,
        expected: &'static str,
        place: &Place,
    ) -> Option<&'v Map<String, Value>> {
        if raw.is_object() {
            return raw.as_object();
        }
        self.report_kind(place, raw, expected);
        None
    }
}

fn is_count(float: f64) -> bool {
    float >= 0.0 && float.fract() == 0.0 && float <= u64::MAX as f64
}

/// Whether a value that stands where a list belongs is plainly meant as its only item.
fn is_lone_item(value: &Value, item: &Shape) -> bool {
    match value {
        Value::String(_) => matches!(item, Shape::Text | Shape::Word | Shape::Any),
        Value::Object(members) => {
            !members.is_empty() && !matches!(item, Shape::Text | Shape::Word | Shape::Any)
        }
        _ => false,
    }
}

fn is_example(value: &Value) -> bool {
    const FIELDS: [&str; 5] = ["value", "externalValue", "summary", "description", "$ref"];
    value
        .as_object()
        .is_some_and(|members| FIELDS.iter().any(|field| members.contains_key(*field)))
}

/// `a`, `b` and `c`.
fn listed<'a>(words: impl Iterator<Item = &'a str>) -> String {
    words
        .map(|word| format!("`{word}`"))
        .collect::<Vec<_>>()
        .join(", ")
}
