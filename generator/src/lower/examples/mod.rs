//! The document's examples, which become tests of the generated crate and responses for tests of its
//! callers.
//!
//! Imports `operations`, `context` and what lies below them.

mod responses;

use indexmap::IndexMap;
use openapiv3::{Example as SourceExample, MediaType, OpenAPI, ReferenceOr};
use serde_json::Value;

use crate::diagnostics::Location;
use crate::ir::{
    BodyEncoding, Candidate, Case, Example, Module, Operation, Resource, Scope, Shape, Type,
};

use crate::lower::context::Lowering;
use crate::lower::operations::{OperationSource, operations, preferred, resolve_body};

/// The examples, before they have their names.
#[derive(Default)]
pub(super) struct Drafts {
    /// Those of operations, in the document's order.
    bodies: Vec<Draft>,
    /// Those of component lowering, by the names of these.
    components: IndexMap<String, Draft>,
}

/// An example, before it has its name.
struct Draft {
    words: String,
    location: Location,
    /// What it must be readable as; none if the crate has no type for it.
    ty: Option<Type>,
    encoding: BodyEncoding,
    value: Value,
    replies: Vec<ReplyDraft>,
}

/// A reply that an example makes, before it has its name.
struct ReplyDraft {
    operation: String,
    /// The key of the response: a status, a class of them or `default`.
    key: String,
    /// The document's name for the example, else the key.
    name: String,
    status: u16,
    content_type: String,
}

/// The examples of JSON bodies, of all answers and of component lowering.
pub(super) fn collect(lowering: &mut Lowering<'_>, resources: &[Resource]) -> Drafts {
    let mut drafts = Drafts {
        bodies: Vec::new(),
        components: component_examples(lowering),
    };
    for found in operations(lowering.api, &lowering.root()) {
        let operations = resources.iter().flat_map(|resource| &resource.operations);
        let Some(operation) = operations
            .into_iter()
            .find(|operation| operation.id == found.id)
        else {
            continue;
        };
        request_examples(lowering, &found, operation, &mut drafts);
        responses::collect(lowering, &found, operation, &mut drafts);
    }
    drafts
}

fn request_examples<'a>(
    lowering: &mut Lowering<'a>,
    found: &OperationSource<'a>,
    operation: &Operation,
    drafts: &mut Drafts,
) {
    let location = found.location.join("requestBody");
    let json = operation
        .body
        .as_ref()
        .filter(|body| body.encoding == BodyEncoding::Json);
    let (Some(body), Some(source)) = (json, &found.operation.request_body) else {
        return;
    };
    let Some(source) = resolve_body(lowering, source, &location) else {
        return;
    };
    let Some((content_type, media)) = preferred(&source.content) else {
        return;
    };
    let location = location.join("content").join(content_type);
    for shown in media_examples(lowering.api, media, &location) {
        drafts.bodies.push(Draft {
            words: format!("{} request {}", found.id, shown.name.unwrap_or_default()),
            location: shown.location,
            ty: Some(body.ty.clone()),
            encoding: BodyEncoding::Json,
            value: shown.value.clone(),
            replies: Vec::new(),
        });
    }
}

/// An example as it stands in the document.
struct Shown<'a> {
    /// The document's name for it, if it has one.
    name: Option<&'a str>,
    location: Location,
    value: &'a Value,
}

/// The examples of a media type.
fn media_examples<'a>(
    api: &'a OpenAPI,
    media: &'a MediaType,
    location: &Location,
) -> Vec<Shown<'a>> {
    let only = media.example.iter().map(|value| Shown {
        name: None,
        location: location.join("example"),
        value,
    });
    let named = media.examples.iter().filter_map(|(name, example)| {
        Some(Shown {
            name: Some(name),
            location: location.join("examples").join(name).join("value"),
            value: example_value(api, example)?,
        })
    });
    only.chain(named).collect()
}

fn example_value<'a>(
    api: &'a OpenAPI,
    example: &'a ReferenceOr<SourceExample>,
) -> Option<&'a Value> {
    match example {
        ReferenceOr::Item(example) => example.value.as_ref(),
        ReferenceOr::Reference { reference } => {
            let name = reference.strip_prefix("#/components/examples/")?;
            match api.components.as_ref()?.examples.get(name)? {
                ReferenceOr::Item(example) => example.value.as_ref(),
                ReferenceOr::Reference { .. } => None,
            }
        }
    }
}

fn component_examples(lowering: &Lowering<'_>) -> IndexMap<String, Draft> {
    let location = lowering.root().join("components").join("schemas");
    let components = lowering.api.components.iter();
    let found = components.flat_map(|components| &components.schemas);
    let drafts = found.filter_map(|(name, schema)| {
        let example = schema.as_item()?.schema_data.example.as_ref()?;
        let draft = Draft {
            words: format!("schema {name}"),
            location: location.join(name).join("example"),
            ty: Some(Type::Named(*lowering.types.components.get(name.as_str())?)),
            encoding: BodyEncoding::Json,
            value: example.clone(),
            replies: Vec::new(),
        };
        Some((name.clone(), draft))
    });
    drafts.collect()
}

impl Draft {
    /// Puts in the location of a text the object or list that it spells, where one of these must be: a
    /// usual way to give JSON.
    fn spell_out(&mut self, module: &Module) {
        let wanted = self.ty.as_ref().is_none_or(|ty| match module.resolve(ty) {
            Type::List(_) | Type::Map(_) | Type::JsonObject => true,
            Type::Named(id) => matches!(module.get(*id).shape, Shape::Struct(_)),
            _ => false,
        });
        let text = self
            .value
            .as_str()
            .filter(|_| wanted && self.encoding == BodyEncoding::Json);
        let spelled = text.and_then(|text| serde_json::from_str(text).ok());
        if let Some(value @ (Value::Object(_) | Value::Array(_))) = spelled {
            self.value = value;
        }
    }
}

/// Names the examples and the replies that they make.
pub(super) fn name(drafts: Drafts, module: &Module) -> Vec<Example> {
    let components = drafts.components.into_values();
    let drafts: Vec<_> = drafts.bodies.into_iter().chain(components).collect();
    let ambiguous = responses::ambiguous_names(&drafts);
    let wanted: Vec<_> = drafts
        .iter()
        .map(|draft| Candidate {
            key: draft.location.pointer.to_string(),
            wanted: vec![draft.words.clone()],
        })
        .collect();
    let names = Scope::new(Case::Snake, &[]).claim_all(&wanted);
    let mut examples = Vec::new();
    for (mut draft, name) in drafts.into_iter().zip(names) {
        draft.spell_out(module);
        let replies = draft.replies.into_iter();
        examples.push(Example {
            name,
            pointer: draft.location.pointer.to_string(),
            ty: draft.ty,
            is_json: draft.encoding == BodyEncoding::Json,
            value: draft.value,
            undeclared: Vec::new(),
            replies: replies.map(|reply| reply.finish(&ambiguous)).collect(),
        });
    }
    examples
}
