//! The sources of schemas, and the schemas.

use serde_json::{Map, Value, json};

use super::positions::Shape;
use crate::shapes::kinds::{Kind, kinds};

/// Where the schema of a value is.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Source {
    Inline,
    Reference,
    /// A reference to a reference.
    Alias,
    /// A reference to a schema that admits null.
    Nullable,
    /// A reference to a parameter.
    Component,
    /// A reference beside a default.
    Default,
}

/// The operations of each place: their names, the sources of their schemas, and whether values are required.
pub(super) const SOURCES: &[(&str, Source, bool)] = &[
    ("Inline", Source::Inline, false),
    ("Reference", Source::Reference, false),
    ("Alias", Source::Alias, false),
    ("Nullable", Source::Nullable, false),
    ("Component", Source::Component, false),
    ("Default", Source::Default, false),
    ("RequiredAlias", Source::Alias, true),
    ("RequiredDefault", Source::Default, true),
];

impl Source {
    /// Returns the schema of a parameter.
    pub(super) fn schema(self, kind: &Kind, shape: Shape, default: &Value) -> Value {
        let name = kind.name;
        let reference = |name: String| json!({ "$ref": format!("#/components/schemas/{name}") });
        let (start, end) = match self {
            Source::Alias => ("", "Alias"),
            Source::Nullable => ("Maybe", ""),
            _ => ("", ""),
        };
        let mut schema = match shape {
            Shape::One if self == Source::Inline => kind.schema(false),
            Shape::List if self == Source::Inline => list(&kind.schema(false)),
            Shape::Object if self == Source::Inline => object_schema(kind, false),
            Shape::Map if self == Source::Inline => map(&kind.schema(false)),
            Shape::One => reference(format!("{start}{name}{end}")),
            Shape::Either => reference(format!("{name}Either{end}")),
            Shape::Map => reference(format!("{start}{name}Map{end}")),
            Shape::List => reference(format!("{start}{name}List{end}")),
            Shape::Object => reference(format!("{start}{name}Object{end}")),
        };
        if self == Source::Default {
            schema["default"] = default.clone();
        }
        schema
    }
}

fn list(items: &Value) -> Value {
    json!({ "type": "array", "items": items })
}

fn map(values: &Value) -> Value {
    json!({ "type": "object", "additionalProperties": values })
}

/// The schema of an object with two properties, one of them behind a reference.
fn object_schema(kind: &Kind, is_nullable: bool) -> Value {
    let key = kind.name.to_lowercase();
    let reference = format!("#/components/schemas/{}", kind.component(is_nullable));
    json!({
        "type": "object",
        "properties": {
            format!("{key}_one"): kind.schema(is_nullable),
            format!("{key}_two"): { "$ref": reference },
        },
    })
}

/// A value of that schema. `second` is the second property.
pub(super) fn object(kind: &Kind, is_nullable: bool, second: &Value) -> Value {
    let key = kind.name.to_lowercase();
    let first = if is_nullable {
        &Value::Null
    } else {
        &kind.good
    };
    json!({ format!("{key}_one"): first, format!("{key}_two"): second })
}

/// The components: each kind, its list, map and object, with null and without, and references to them.
pub(super) fn schemas() -> Map<String, Value> {
    let mut schemas = Map::new();
    for kind in kinds() {
        for is_nullable in [false, true] {
            let name = kind.component(is_nullable);
            let reference = json!({ "$ref": format!("#/components/schemas/{name}") });
            schemas.insert(format!("{name}List"), list(&reference));
            schemas.insert(format!("{name}Map"), map(&reference));
            schemas.insert(format!("{name}Object"), object_schema(&kind, is_nullable));
            schemas.insert(name, kind.schema(is_nullable));
        }
        let reference = json!({ "$ref": format!("#/components/schemas/{}", kind.name) });
        let either = json!({ "oneOf": [reference, list(&reference)] });
        schemas.insert(format!("{}Either", kind.name), either);
        for shape in ["", "List", "Either", "Object", "Map"] {
            let name = format!("{}{shape}", kind.name);
            let reference = json!({ "$ref": format!("#/components/schemas/{name}") });
            schemas.insert(format!("{name}Alias"), reference);
        }
    }
    schemas
}
