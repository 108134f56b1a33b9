//! Random schemas, each with values that it admits.

use serde_json::{Map, Value, json};

use super::{Case, Cases};

/// The number of schemas, and of values of each.
const SCHEMAS: usize = 48;
const VALUES: usize = 6;

/// The greatest depth of nested schemas.
const MAX_DEPTH: usize = 3;

/// Numbers of a fixed sequence, so that every build has the same schemas.
struct Random(u64);

impl Random {
    fn below(&mut self, bound: usize) -> usize {
        // Xorshift, by Marsaglia.
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 32) as usize % bound
    }

    fn one_in(&mut self, bound: usize) -> bool {
        self.below(bound) == 0
    }
}

/// A schema as a tree.
enum Shape {
    /// A scalar, with some of its values.
    Scalar(Value, Vec<Value>),
    List(Box<Shape>),
    Map(Box<Shape>),
    /// Properties, each required or not, and whether they are in two parts of an `allOf`.
    Object(Vec<(String, Shape, bool)>, bool),
    /// Alternatives that no value shares.
    Union(Vec<Shape>),
    Nullable(Box<Shape>),
    /// The shape of a component with this name.
    Reference(String, Box<Shape>),
    Free,
}

pub(super) fn add(all: &mut Cases) {
    let mut random = Random(0x005D_EECE_66D1_9E37);
    for index in 0..SCHEMAS {
        let mut components = Vec::new();
        let shape = object(
            &mut random,
            MAX_DEPTH,
            &format!("Random{index}"),
            &mut components,
        );
        let good = (0..VALUES).map(|_| value(&shape, &mut random)).collect();
        all.components.extend(components);
        all.cases.push(Case {
            name: format!("Random{index}"),
            schema: schema(&shape),
            good,
            bad: Vec::new(),
        });
    }
}

fn scalar(random: &mut Random) -> Shape {
    let (schema, values) = match random.below(9) {
        0 => (
            json!({ "type": "string" }),
            json!(["", "x", "null", "12", "größe"]),
        ),
        1 => (
            json!({ "type": "string", "enum": ["a", "b"] }),
            json!(["a", "b"]),
        ),
        2 => (
            json!({ "type": "integer" }),
            json!([0, -1, i64::MAX, i64::MIN]),
        ),
        3 => (
            json!({ "type": "integer", "format": "uint64" }),
            json!([0, u64::MAX]),
        ),
        4 => (json!({ "type": "number" }), json!([0.5, -1.25, 3, 1e100])),
        5 => (
            json!({ "type": "number", "format": "decimal" }),
            json!([0.1, "12.50", 7]),
        ),
        6 => (json!({ "type": "boolean" }), json!([true, false])),
        7 => (
            json!({ "type": "string", "format": "date" }),
            json!(["2026-02-28"]),
        ),
        _ => (
            json!({ "type": "string", "format": "date-time" }),
            json!(["2026-02-28T01:02:03Z"]),
        ),
    };
    let values = values.as_array().cloned().unwrap_or_default();
    Shape::Scalar(schema, values)
}

fn shape(
    random: &mut Random,
    depth: usize,
    name: &str,
    components: &mut Vec<(String, Value)>,
) -> Shape {
    let Some(depth) = depth.checked_sub(1) else {
        return scalar(random);
    };
    match random.below(9) {
        0 => Shape::List(Box::new(shape(random, depth, name, components))),
        1 => Shape::Map(Box::new(shape(random, depth, name, components))),
        2 => object(random, depth, name, components),
        3 => {
            let list = Shape::List(Box::new(shape(random, depth, name, components)));
            Shape::Union(vec![
                scalar(random),
                list,
                object(random, depth, name, components),
            ])
        }
        4 | 5 => match shape(random, depth, name, components) {
            Shape::Free => Shape::Free,
            inner => Shape::Nullable(Box::new(inner)),
        },
        6 => {
            let inner = shape(random, depth, name, components);
            let name = format!("{name}Part{}", components.len());
            components.push((name.clone(), schema(&inner)));
            Shape::Reference(name, Box::new(inner))
        }
        7 => Shape::Free,
        _ => scalar(random),
    }
}

fn object(
    random: &mut Random,
    depth: usize,
    name: &str,
    components: &mut Vec<(String, Value)>,
) -> Shape {
    let count = 2 + random.below(4);
    let properties = (0..count).map(|index| {
        let property = format!("p{index}");
        let name = format!("{name}P{index}");
        let shape = shape(random, depth, &name, components);
        (property, shape, random.one_in(2))
    });
    let properties = properties.collect();
    Shape::Object(properties, random.one_in(3))
}

fn schema(shape: &Shape) -> Value {
    match shape {
        Shape::Scalar(schema, _) => schema.clone(),
        Shape::List(item) => json!({ "type": "array", "items": schema(item) }),
        Shape::Map(value) => json!({ "type": "object", "additionalProperties": schema(value) }),
        Shape::Object(properties, is_split) => {
            let (first, second) = properties.split_at(properties.len() / 2);
            match is_split {
                true => json!({ "allOf": [part(first), part(second)] }),
                false => part(properties),
            }
        }
        Shape::Union(shapes) => {
            json!({ "oneOf": shapes.iter().map(schema).collect::<Vec<_>>() })
        }
        Shape::Nullable(inner) => json!({ "anyOf": [schema(inner), { "type": "null" }] }),
        Shape::Reference(name, _) => json!({ "$ref": format!("#/components/schemas/{name}") }),
        Shape::Free => json!({}),
    }
}

fn part(properties: &[(String, Shape, bool)]) -> Value {
    let required = properties.iter().filter(|(.., is_required)| *is_required);
    let required: Vec<_> = required.map(|(name, ..)| name).collect();
    let properties = properties.iter();
    let properties = properties.map(|(name, shape, _)| (name.clone(), schema(shape)));
    let properties: Map<String, Value> = properties.collect();
    json!({ "type": "object", "required": required, "properties": properties })
}

/// A value that the shape admits.
fn value(shape: &Shape, random: &mut Random) -> Value {
    match shape {
        Shape::Scalar(_, values) => values[random.below(values.len())].clone(),
        Shape::List(item) => (0..random.below(3)).map(|_| value(item, random)).collect(),
        Shape::Map(inner) => {
            let entries = (0..random.below(3)).map(|at| (format!("k{at}"), value(inner, random)));
            Value::Object(entries.collect())
        }
        Shape::Object(properties, _) => {
            let mut object = Map::new();
            for (name, shape, is_required) in properties {
                if *is_required || random.one_in(2) {
                    object.insert(name.clone(), value(shape, random));
                }
            }
            object.into()
        }
        Shape::Union(shapes) => value(&shapes[random.below(shapes.len())], random),
        Shape::Nullable(_) if random.one_in(2) => Value::Null,
        Shape::Nullable(inner) | Shape::Reference(_, inner) => value(inner, random),
        Shape::Free => {
            let values = [
                json!({ "any": [1, "x", null] }),
                json!([true]),
                json!("text"),
                json!(1.5),
            ];
            values[random.below(values.len())].clone()
        }
    }
}
