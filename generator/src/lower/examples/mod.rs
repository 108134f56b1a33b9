//! The document's examples, which become tests of the generated crate and responses for tests of its
//! callers.
//!
//! Imports `operations`, `context` and what lies below them.

mod drafts;
mod media;
mod responses;
mod sequences;

use indexmap::IndexMap;

use crate::ir::{BodyEncoding, Candidate, Case, Example, Module, Operation, Resource, Scope, Type};

use self::drafts::Draft;
pub(super) use self::drafts::Drafts;
use self::media::media_examples;
use crate::lower::context::Lowering;
use crate::lower::operations::{OperationSource, chosen, operations, resolve_body};
use crate::lower::webhooks::Payload;

/// Returns the examples of JSON bodies, of all responses, of events and of component schemas.
pub(super) fn collect(
    lowering: &mut Lowering<'_>,
    resources: &[Resource],
    payloads: &[Payload<'_>],
) -> Drafts {
    let mut drafts = Drafts {
        bodies: Vec::new(),
        components: component_examples(lowering),
    };
    for found in operations(lowering.document) {
        let operations = resources.iter().flat_map(|resource| &resource.operations);
        let Some(operation) = operations
            .into_iter()
            .find(|operation| operation.id == found.id)
        else {
            continue;
        };
        // Operations that differ in a media type share the rest.
        let (request, response) = (
            found.media.request.is_some(),
            found.media.response.is_some(),
        );
        if !response {
            request_examples(lowering, &found, operation, &mut drafts);
        }
        if !request {
            responses::collect(lowering, &found, operation, &mut drafts);
        }
    }
    payload_examples(lowering, payloads, &mut drafts);
    drafts
}

/// Adds the examples of events. That of a form is an object, or a text that is no test.
fn payload_examples(lowering: &Lowering<'_>, payloads: &[Payload<'_>], drafts: &mut Drafts) {
    for payload in payloads {
        let examples = media_examples(lowering.api, payload.media, &payload.location);
        let examples = examples.into_iter().filter(|shown| shown.value.is_object());
        drafts.bodies.extend(examples.map(|shown| Draft {
            words: format!("{} {}", payload.words, shown.name.unwrap_or_default()),
            location: shown.location,
            ty: Some(payload.ty.clone()),
            encoding: BodyEncoding::Json,
            value: shown.value.clone(),
            replies: Vec::new(),
        }));
    }
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
    let Some((content_type, media)) = chosen(&source.content, found.media.request) else {
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

/// Names the examples and the mock responses that are made of them.
pub(super) fn name(drafts: Drafts, module: &Module) -> Vec<Example> {
    let components = drafts.components.into_values();
    let drafts: Vec<_> = drafts.bodies.into_iter().chain(components).collect();
    let ambiguous = responses::ambiguous_names(&drafts);
    let wanted: Vec<_> = drafts
        .iter()
        .map(|draft| Candidate {
            wanted: vec![draft.words.clone()],
        })
        .collect();
    let names = Scope::new(Case::File, &[]).claim_all(&wanted);
    let mut examples = Vec::new();
    for (mut draft, name) in drafts.into_iter().zip(names) {
        draft.parse_json_text(module);
        let replies = draft.replies.into_iter();
        examples.push(Example {
            name,
            pointer: draft.location.pointer.to_string(),
            ty: draft.ty,
            is_json: draft.encoding == BodyEncoding::Json,
            value: draft.value,
            undeclared: Vec::new(),
            replies: replies
                .map(|reply| reply.resolve_name(&ambiguous))
                .collect(),
        });
    }
    examples
}
