//! Fits a value to its grammar.

use serde_json::{Map, Value, json};

use super::grammar::{Absent, Grammar, Keys, Object, Tagged};
use super::rewrite;
use super::walk::{Walk, brief};
use crate::diagnostics::Location;
use crate::document::problem::{ShapeProblem, kind};
use crate::document::text::MAX_DEPTH;

impl Walk<'_> {
    /// Returns the value as its grammar requires it, or `None` if it is removed.
    pub(super) fn fit(
        &mut self,
        raw: Value,
        grammar: &'static Grammar,
        location: &Location,
    ) -> Option<Value> {
        if self.depth >= MAX_DEPTH {
            self.report_depth(location);
            return None;
        }
        self.depth += 1;
        let fitted = self.fit_shape(raw, grammar, location);
        self.depth -= 1;
        fitted
    }

    fn fit_shape(
        &mut self,
        raw: Value,
        grammar: &'static Grammar,
        location: &Location,
    ) -> Option<Value> {
        if grammar.is_structure() && raw.get("$ref").is_some_and(Value::is_string) {
            return self.reference_or(raw, None, grammar, grammar, location);
        }
        match grammar {
            Grammar::Any => Some(raw),
            Grammar::Text => self.text(raw, location),
            Grammar::Word => self.word(raw, location),
            Grammar::Choice(allowed) => self.choice(raw, allowed, location),
            Grammar::Flag => self.flag(raw, location),
            Grammar::Count => self.count(raw, location),
            Grammar::Number => self.number(raw, location),
            Grammar::List(item) => self.list(raw, item, location),
            Grammar::Map(member) => self.map(raw, member, location),
            Grammar::Keyed(keys) => self.keyed(raw, keys, location),
            Grammar::Object(object) => self.object(raw, object, location),
            Grammar::Tagged(tagged) => self.tagged(raw, tagged, location),
            Grammar::Reference(section, thing) => {
                self.reference_or(raw, Some(*section), grammar, thing, location)
            }
            Grammar::Inline(thing) => self.reference_or(raw, None, grammar, thing, location),
            Grammar::Schema => self.schema(raw, location),
            Grammar::SchemaOrFlag => self.schema_or_flag(raw, location),
            Grammar::Examples => self.examples(raw, location),
            Grammar::Scopes => self.scopes(raw, location),
        }
    }

    fn text(&mut self, raw: Value, location: &Location) -> Option<Value> {
        match raw {
            Value::Number(_) | Value::Bool(_) => Some(raw.to_string().into()),
            _ => self.word(raw, location),
        }
    }

    fn word(&mut self, raw: Value, location: &Location) -> Option<Value> {
        if raw.is_string() {
            return Some(raw);
        }
        self.report_kind(location, &raw, "a string");
        None
    }

    fn choice(
        &mut self,
        raw: Value,
        allowed: &[&'static str],
        location: &Location,
    ) -> Option<Value> {
        let word = self.word(raw, location)?;
        let found = word.as_str()?;
        if let Some(choice) = allowed
            .iter()
            .find(|choice| choice.eq_ignore_ascii_case(found))
        {
            return Some((*choice).into());
        }
        self.report(
            location,
            ShapeProblem::NotAllowed {
                found: found.to_owned(),
                allowed: listed(allowed.iter().copied()),
                consequence: "the value is ignored",
            },
        );
        None
    }

    fn flag(&mut self, raw: Value, location: &Location) -> Option<Value> {
        const EXPECTED: &str = "`true` or `false`";
        let meant = match &raw {
            Value::Bool(_) => return Some(raw),
            // YAML 1.1 has other words for them.
            Value::String(text) => match text.trim().to_ascii_lowercase().as_str() {
                "true" | "yes" | "on" => Some(true),
                "false" | "no" | "off" => Some(false),
                _ => None,
            },
            _ => None,
        };
        self.correct(&raw, meant.map(Value::Bool), EXPECTED, location)
    }

    fn count(&mut self, raw: Value, location: &Location) -> Option<Value> {
        const EXPECTED: &str = "a non-negative integer";
        let meant = match &raw {
            Value::Number(number) => match (number.as_u64(), number.as_f64()) {
                (Some(_), _) => return Some(raw),
                (None, Some(float)) if is_count(float) => return Some((float as u64).into()),
                _ => None,
            },
            Value::String(text) => text.trim().parse::<u64>().ok(),
            _ => None,
        };
        self.correct(&raw, meant.map(Value::from), EXPECTED, location)
    }

    fn number(&mut self, raw: Value, location: &Location) -> Option<Value> {
        let meant = match &raw {
            Value::Number(_) => return Some(raw),
            Value::String(text) => serde_json::from_str::<serde_json::Number>(text.trim()).ok(),
            _ => None,
        };
        self.correct(&raw, meant.map(Value::Number), "a number", location)
    }

    /// Uses the intended value if it is clear. Reports a problem in either case.
    fn correct(
        &mut self,
        raw: &Value,
        meant: Option<Value>,
        expected: &'static str,
        location: &Location,
    ) -> Option<Value> {
        match &meant {
            Some(taken) => self.report_corrected(location, brief(raw), expected, brief(taken)),
            None => self.report_kind(location, raw, expected),
        }
        meant
    }

    fn list(&mut self, raw: Value, item: &'static Grammar, location: &Location) -> Option<Value> {
        let items = match raw {
            Value::Array(items) => items,
            lone if is_lone_item(&lone, item) => {
                self.report_corrected(location, brief(&lone), "an array", brief(&json!([&lone])));
                vec![lone]
            }
            other => {
                self.report_kind(location, &other, "an array");
                return None;
            }
        };
        let fitted = items.into_iter().enumerate();
        Some(
            fitted
                .filter_map(|(index, raw)| self.fit(raw, item, &location.join(index)))
                .collect(),
        )
    }

    fn map(&mut self, raw: Value, member: &'static Grammar, location: &Location) -> Option<Value> {
        let members = self.members(raw, "an object", location)?;
        let mut fitted = Map::new();
        for (key, raw) in members {
            if let Some(value) = self.fit(raw, member, &location.join(&key)) {
                fitted.insert(key, value);
            }
        }
        Some(fitted.into())
    }

    fn keyed(&mut self, raw: Value, keys: &'static Keys, location: &Location) -> Option<Value> {
        let members = self.members(raw, "an object", location)?;
        let mut fitted = Map::new();
        for (key, raw) in members {
            let location = location.join(&key);
            if key.starts_with("x-") {
                fitted.insert(key, raw);
            } else if let Some(kept) = (keys.key)(&key) {
                if let Some(value) = self.fit(raw, keys.grammar, &location) {
                    fitted.entry(kept).or_insert(value);
                }
            } else {
                self.report(
                    &location,
                    ShapeProblem::UnknownKey {
                        key,
                        expected: keys.name,
                    },
                );
            }
        }
        Some(fitted.into())
    }

    /// Fits the fields of an object. Unknown fields are kept unchanged.
    pub(super) fn object(
        &mut self,
        raw: Value,
        object: &'static Object,
        location: &Location,
    ) -> Option<Value> {
        let mut members = self.members(raw, object.name, location)?;
        if let Some(before) = object.before {
            rewrite::apply(before, self, &mut members, location);
        }
        self.judge_keywords(&mut members, object, location);
        self.judge_extensions(&members, object, location);
        let mut fitted = Map::new();
        for (key, raw) in members {
            let value = match object.field(&key) {
                Some(field) => self.fit(raw, field.grammar, &location.join(&key)),
                None => Some(raw),
            };
            fitted.extend(value.map(|value| (key, value)));
        }
        self.fill(&mut fitted, object, location)?;
        if let Some(after) = object.after {
            rewrite::apply(after, self, &mut fitted, location);
        }
        Some(fitted.into())
    }

    fn fill(
        &mut self,
        fitted: &mut Map<String, Value>,
        object: &'static Object,
        location: &Location,
    ) -> Option<()> {
        for field in object.fields() {
            if fitted.contains_key(field.name) {
                continue;
            }
            let blank = match field.absent {
                Absent::Fine => continue,
                Absent::Text => json!(""),
                Absent::Object => self.fit(json!({}), field.grammar, &location.join(field.name))?,
                Absent::Invalid => {
                    let problem = ShapeProblem::Missing {
                        object: object.name,
                        field: field.name,
                    };
                    self.report(location, problem);
                    return None;
                }
            };
            fitted.insert(field.name.to_owned(), blank);
        }
        Some(())
    }

    fn tagged(
        &mut self,
        raw: Value,
        tagged: &'static Tagged,
        location: &Location,
    ) -> Option<Value> {
        let mut members = self.members(raw, tagged.name, location)?;
        if let Some(before) = tagged.before {
            rewrite::apply(before, self, &mut members, location);
        }
        let Some(tag) = members.get(tagged.tag) else {
            self.report(
                location,
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
        let Some(&(tag, object)) = tag.as_str().and_then(variant) else {
            let problem = ShapeProblem::NotAllowed {
                found: tag
                    .as_str()
                    .map_or_else(|| kind(tag).to_owned(), str::to_owned),
                allowed: listed(tagged.variants.iter().map(|(variant, _)| *variant)),
                consequence: "the object is ignored",
            };
            self.report(&location.join(tagged.tag), problem);
            return None;
        };
        let mut fitted = self.object(members.into(), object, location)?;
        if let Some(members) = fitted.as_object_mut() {
            members.insert(tagged.tag.to_owned(), tag.into());
        }
        Some(fitted)
    }

    fn scopes(&mut self, raw: Value, location: &Location) -> Option<Value> {
        if raw.is_array() || raw.is_string() {
            return self.list(raw, &Grammar::Text, location);
        }
        self.report_corrected(location, brief(&raw), "an array of scopes", "no scopes");
        Some(json!([]))
    }

    fn members(
        &mut self,
        raw: Value,
        expected: &'static str,
        location: &Location,
    ) -> Option<Map<String, Value>> {
        match raw {
            Value::Object(members) => Some(members),
            other => {
                self.report_kind(location, &other, expected);
                None
            }
        }
    }
}

fn is_count(float: f64) -> bool {
    float >= 0.0 && float.fract() == 0.0 && float <= u64::MAX as f64
}

/// Whether a value in place of an array is clearly meant as its only item.
fn is_lone_item(value: &Value, item: &Grammar) -> bool {
    match value {
        Value::String(_) => matches!(item, Grammar::Text | Grammar::Word | Grammar::Any),
        Value::Object(members) => {
            !members.is_empty() && !matches!(item, Grammar::Text | Grammar::Word | Grammar::Any)
        }
        _ => false,
    }
}

/// `a`, `b` and `c`.
fn listed<'a>(words: impl Iterator<Item = &'a str>) -> String {
    words
        .map(|word| format!("`{word}`"))
        .collect::<Vec<_>>()
        .join(", ")
}
