//! The keywords of a schema in OpenAPI 3.0.

use crate::document::normalise::grammar::Grammar::{
    Any, Count, Flag, List, Map, Number, Schema, SchemaOrFlag, Text, Word,
};
use crate::document::normalise::grammar::{Grammar, Object, Rewrite, needed, optional};
use crate::document::normalise::openapi::EXTERNAL_DOCS;

/// A schema's keywords.
pub(in crate::document::normalise) static SCHEMA: Object = Object {
    before: Some(Rewrite::ModerniseSchema),
    after: Some(Rewrite::SettleSchema),
    ..Object::new(
        "a schema",
        &[
            &[
                optional("type", &Word),
                optional("title", &Text),
                optional("description", &Text),
                optional("format", &Word),
                optional("enum", &List(&Any)),
                optional("default", &Any),
                optional("example", &Any),
                optional("nullable", &Flag),
                optional("readOnly", &Flag),
                optional("writeOnly", &Flag),
                optional("deprecated", &Flag),
                optional("externalDocs", &EXTERNAL_DOCS),
                optional("discriminator", &DISCRIMINATOR),
                optional("allOf", &List(&Schema)),
                optional("oneOf", &List(&Schema)),
                optional("anyOf", &List(&Schema)),
                optional("not", &Schema),
            ],
            &[
                optional("pattern", &Word),
                optional("minLength", &Count),
                optional("maxLength", &Count),
                optional("multipleOf", &Number),
                optional("minimum", &Number),
                optional("maximum", &Number),
                optional("exclusiveMinimum", &Flag),
                optional("exclusiveMaximum", &Flag),
                optional("properties", &Map(&Schema)),
                optional("required", &List(&Text)),
                optional("additionalProperties", &SchemaOrFlag),
                optional("minProperties", &Count),
                optional("maxProperties", &Count),
                optional("items", &Schema),
                optional("minItems", &Count),
                optional("maxItems", &Count),
                optional("uniqueItems", &Flag),
            ],
        ],
    )
};

static DISCRIMINATOR: Grammar = Grammar::Object(&Object {
    after: Some(Rewrite::SettleDiscriminator),
    ..Object::new(
        "a discriminator",
        &[&[
            needed("propertyName", &Text),
            optional("mapping", &Map(&Word)),
        ]],
    )
});
