//! Every kind of scalar as a parameter and as a field of a form: in every place, alone, in a list and in an
//! object, in every style.
//!
//! Each kind in each position has a share of the sources of its schema. Together, any two of kind, position and
//! source occur.

mod positions;
mod sources;

use serde_json::{Map, Value, json};

use super::kinds::{Kind, kinds};
use super::styles::{JSON, PLAIN, Place, write};

use positions::{PLACES, Position, Shape};
use sources::{SOURCES, Source, object, schemas};

/// One in so many sources is that of a kind in a position.
const SHARE: usize = 6;

/// The number of kinds whose objects are inline: each is a type.
const INLINE_OBJECTS: usize = 6;

/// A parameter or a field.
struct Row {
    name: String,
    schema: Value,
    style: (&'static str, Option<bool>),
    /// The value as JSON that its Rust type reads, and as a request holds it.
    good: (Value, String),
    /// The path of the violation, and a value that must not be sent.
    bad: Option<(String, Value)>,
    /// The text that is sent if no value is set.
    unset: Option<String>,
}

/// An operation whose parameters or fields are in one place.
struct Operation {
    name: String,
    place: Place,
    source: Source,
    is_required: bool,
    rows: Vec<Row>,
}

/// Every operation.
pub(crate) struct Parameters {
    operations: Vec<Operation>,
}

impl Parameters {
    pub(crate) fn all() -> Self {
        let mut operations = Vec::new();
        for (start, place, positions) in PLACES {
            let sources = SOURCES.iter();
            let sources = sources
                .filter(|(_, source, is_required)| is_described(*place, *source, *is_required));
            for (index, (end, source, is_required)) in sources.enumerate() {
                let mut operation = Operation {
                    name: format!("{start}{end}"),
                    place: *place,
                    source: *source,
                    is_required: *is_required || *place == Place::Path,
                    rows: Vec::new(),
                };
                operation.add_rows(index, positions);
                operations.push(operation);
            }
        }
        Self { operations }
    }

    pub(crate) fn document(&self) -> String {
        let mut parameters = Map::new();
        let mut paths = Map::new();
        for operation in &self.operations {
            let (path, item) = operation.item(&mut parameters);
            paths.insert(path, item);
        }
        json!({
            "openapi": "3.1.0",
            "info": { "title": "Parameters in every style", "version": "1" },
            "servers": [{ "url": "https://api.acme.test" }],
            "paths": paths,
            "components": { "schemas": schemas(), "parameters": parameters },
        })
        .to_string()
    }

    /// The operations with their fields: a call of the macro `operations!`.
    pub(crate) fn table(&self) -> String {
        let rows = self.operations.iter().map(|operation| {
            let fields: Vec<_> = operation.rows.iter().map(|row| row.name.as_str()).collect();
            let (name, fields) = (&operation.name, fields.join(" "));
            match operation.place {
                Place::Form | Place::Multipart => format!("    {name} (body);\n"),
                _ if operation.has_arguments() => {
                    format!("    {name} (required {name}Args {fields});\n")
                }
                _ => format!("    {name} (optional {fields});\n"),
            }
        });
        format!("operations! {{\n{}}}\n", rows.collect::<String>())
    }

    /// The values of the tests, as JSON.
    pub(crate) fn values(&self) -> String {
        let operations = self.operations.iter().map(Operation::values);
        operations.collect::<Value>().to_string()
    }
}

/// Whether there is such an operation: paths have required parameters only, and forms have no components.
fn is_described(place: Place, source: Source, is_required: bool) -> bool {
    match place {
        Place::Path => !is_required,
        Place::Form | Place::Multipart => {
            source != Source::Component && !(is_required && source == Source::Default)
        }
        Place::Query | Place::Header | Place::Cookie => true,
    }
}

impl Operation {
    /// Adds the share of the kinds and positions. `index` is that of the source.
    fn add_rows(&mut self, index: usize, positions: &[Position]) {
        for (kind_index, kind) in kinds().iter().enumerate() {
            for (position_index, position) in positions.iter().enumerate() {
                let is_shared = (index + kind_index + position_index).is_multiple_of(SHARE);
                let is_type = self.source == Source::Inline && position.1 == Shape::Object;
                if is_shared && (!is_type || kind_index < INLINE_OBJECTS) {
                    let row = self.row(kind, position);
                    self.rows.extend(row);
                }
            }
        }
    }

    /// Whether its constructor takes the values.
    fn has_arguments(&self) -> bool {
        self.is_required && self.source != Source::Default
    }

    /// Returns the parameter; none if its style can't hold the value.
    fn row(&self, kind: &Kind, (position, shape, style, explode): &Position) -> Option<Row> {
        if *shape == Shape::Either && *kind.stored() != kind.good {
            // A union writes a value as its Rust type does.
            return None;
        }
        let name = format!("{position}_{}", kind.name.to_lowercase());
        let is_nullable = self.source == Source::Nullable;
        let [stored, good] = [kind.stored(), &kind.good].map(|good| match shape {
            Shape::One => good.clone(),
            Shape::List if is_nullable => json!([null, good]),
            Shape::List | Shape::Either => json!([good, good]),
            Shape::Map if is_nullable => json!({ "j": null, "k": good }),
            Shape::Map => json!({ "k": good }),
            Shape::Object => object(kind, is_nullable, &kind.good),
        });
        let style = (*style, *explode);
        let text = write(self.place, style, &name, &good)?;
        let bad = kind.bad.as_ref().map(|bad| match shape {
            Shape::One => (name.clone(), bad.clone()),
            Shape::List | Shape::Either => (format!("{name}[1]"), json!([kind.stored(), bad])),
            Shape::Map => (format!("{name}.k"), json!({ "k": bad })),
            Shape::Object => {
                let path = format!("{name}.{}_two", kind.name.to_lowercase());
                (path, object(kind, is_nullable, bad))
            }
        });
        let is_body = matches!(self.place, Place::Form | Place::Multipart);
        let is_sent = self.source == Source::Default && self.is_required;
        Some(Row {
            schema: self.source.schema(kind, *shape, &good),
            style,
            good: (if is_body { good } else { stored }, text.clone()),
            bad,
            unset: is_sent.then_some(text),
            name,
        })
    }

    /// Returns the path and what it has.
    fn item(&self, components: &mut Map<String, Value>) -> (String, Value) {
        let name = &self.name;
        let mut operation = json!({
            "operationId": name,
            "responses": { "204": { "description": "Done" } },
        });
        let mut path = format!("/{name}");
        match self.place {
            Place::Form => {
                operation["requestBody"] = self.body("application/x-www-form-urlencoded");
            }
            Place::Multipart => operation["requestBody"] = self.body("multipart/form-data"),
            _ => {
                let parameters = self.rows.iter().map(|row| {
                    let parameter = self.parameter(row);
                    if self.source != Source::Component {
                        return parameter;
                    }
                    let key = format!("{name}_{}", row.name);
                    components.insert(key.clone(), parameter);
                    json!({ "$ref": format!("#/components/parameters/{key}") })
                });
                operation["parameters"] = parameters.collect();
            }
        }
        if self.place == Place::Path {
            for row in &self.rows {
                path += &format!("/{{{}}}", row.name);
            }
        }
        (path, json!({ "post": operation }))
    }

    fn parameter(&self, row: &Row) -> Value {
        let mut parameter = json!({ "name": row.name, "in": self.place.name() });
        if self.is_required {
            parameter["required"] = json!(true);
        }
        match row.style.0 {
            JSON => {
                parameter["content"] = json!({ "application/json": { "schema": row.schema } });
            }
            PLAIN => parameter["content"] = json!({ "text/plain": { "schema": row.schema } }),
            _ => {
                parameter["schema"] = row.schema.clone();
                insert_style(&mut parameter, row.style);
            }
        }
        parameter
    }

    fn body(&self, media_type: &str) -> Value {
        let properties = self.rows.iter();
        let properties = properties.map(|row| (row.name.clone(), row.schema.clone()));
        let mut schema = json!({
            "type": "object",
            "properties": properties.collect::<Map<_, _>>(),
        });
        if self.is_required {
            schema["required"] = self.rows.iter().map(|row| row.name.as_str()).collect();
        }
        let encoding = self.rows.iter().filter(|row| row.style != ("", None));
        let encoding = encoding.map(|row| {
            let mut encoding = json!({});
            match row.style.0 {
                JSON => encoding["contentType"] = json!("application/json"),
                _ => insert_style(&mut encoding, row.style),
            }
            (row.name.clone(), encoding)
        });
        let encoding: Map<_, _> = encoding.collect();
        let content = json!({ media_type: { "schema": schema, "encoding": encoding } });
        json!({ "required": true, "content": content })
    }

    fn values(&self) -> Value {
        let rows = self.rows.iter().map(|row| {
            let Row {
                name,
                good,
                bad,
                unset,
                ..
            } = row;
            json!([name, good, bad, unset])
        });
        let rows: Value = rows.collect();
        json!([self.name, self.place.name(), self.has_arguments(), rows])
    }
}

fn insert_style(holder: &mut Value, (style, explode): (&str, Option<bool>)) {
    if !style.is_empty() {
        holder["style"] = json!(style);
    }
    if let Some(explode) = explode {
        holder["explode"] = json!(explode);
    }
}
