//! Schemas in every position, at the edges of keywords, and random ones, each with values that it admits and values
//! that it refuses.

mod edges;
mod kinds;
mod parameters;
mod permutations;
mod random;
mod styles;

pub(crate) use parameters::Parameters;

use serde_json::{Map, Value, json};

/// A component, with values.
pub(crate) struct Case {
    name: String,
    schema: Value,
    /// Values that the schema admits.
    good: Vec<Value>,
    /// Values that are readable, but must not be sent, each with the path of its violation.
    bad: Vec<(String, Value)>,
}

/// Every case, and the components that they refer to.
pub(crate) struct Cases {
    cases: Vec<Case>,
    components: Map<String, Value>,
}

impl Cases {
    pub(crate) fn all() -> Self {
        let mut all = Self {
            cases: Vec::new(),
            components: Map::new(),
        };
        permutations::add(&mut all);
        edges::add(&mut all);
        random::add(&mut all);
        all
    }

    /// The document: each case is the body of a request and of its response.
    pub(crate) fn document(&self) -> String {
        let mut components = self.components.clone();
        let mut paths = Map::new();
        for case in &self.cases {
            components.insert(case.name.clone(), case.schema.clone());
            let schema = json!({ "$ref": format!("#/components/schemas/{}", case.name) });
            let content = json!({ "application/json": { "schema": schema } });
            paths.insert(
                format!("/{}", case.name),
                json!({ "post": {
                    "operationId": format!("send{}", case.name),
                    "requestBody": { "required": true, "content": content },
                    "responses": { "200": { "description": "OK", "content": content } },
                } }),
            );
        }
        json!({
            "openapi": "3.1.0",
            "info": { "title": "Schemas in every position", "version": "1" },
            "servers": [{ "url": "https://api.acme.test" }],
            "paths": paths,
            "components": { "schemas": components },
        })
        .to_string()
    }

    /// The table of the tests: a call of the macro `cases!`.
    pub(crate) fn table(&self) -> String {
        let rows = self.cases.iter().map(|case| {
            let good: Vec<_> = case.good.iter().map(Value::to_string).collect();
            let bad = case.bad.iter();
            let bad: Vec<_> = bad.map(|(path, value)| (path, value.to_string())).collect();
            format!("    {}: {good:?}, {bad:?};\n", case.name)
        });
        format!("cases! {{\n{}}}\n", rows.collect::<String>())
    }
}
