//! Events: the requests that the API sends, which are the webhooks of the document and the callbacks of its
//! operations.
//!
//! The events of one kind become a union of their payloads. Imports `operations`, `schemas` and what lies
//! below them.

use std::collections::BTreeSet;

use openapiv3::{MediaType, Operation as SourceOperation, Parameter, PathItem, StatusCode};

use crate::diagnostics::Location;
use crate::ir::{BodyEncoding, Candidate, Event, Resource, Shape, Type, TypeId};

use super::context::{
    DraftName, Lowering, SchemaSite, TypeDraft, inline_name_hint, resolve_component,
};
use super::operations::{
    OperationSource, ResponseKey, chosen, encoding_of, operations, resolve_body, successes,
};
use super::problem::LowerProblem;
use super::schemas::{Alternative, alternatives, lower_schema};

/// The events of a document.
#[derive(Default)]
pub(super) struct Events<'a> {
    /// The unions of events of one kind.
    pub(super) unions: Vec<TypeId>,
    /// The payloads of all events.
    pub(super) payloads: Vec<Payload<'a>>,
}

/// The payload of an event.
pub(super) struct Payload<'a> {
    /// Its name, as free text.
    pub(super) words: String,
    /// The location of the media type.
    pub(super) location: Location,
    pub(super) media: &'a MediaType,
    pub(super) ty: Type,
}

/// An event in the document.
struct EventSource<'a> {
    name: String,
    location: Location,
    item: &'a PathItem,
    operation: &'a SourceOperation,
}

/// Lowers the webhooks and all callbacks.
pub(super) fn events<'a>(lowering: &mut Lowering<'a>, resources: &[Resource]) -> Events<'a> {
    let mut events = Events::default();
    let root = lowering.root().join("webhooks");
    let webhooks = webhooks(lowering, &root);
    lower_union(lowering, "webhook", &root, webhooks, &mut events);
    for found in operations(lowering.document) {
        if found.media.is_alternative() || found.operation.callbacks.is_empty() {
            continue;
        }
        let known = resources.iter().flat_map(|resource| &resource.operations);
        let owner = known
            .filter(|operation| operation.id == found.id)
            .map(|operation| operation.type_name.plain())
            .next();
        let hint = format!("{} callback", owner.unwrap_or(&found.id));
        let sources = callbacks(&found);
        let location = found.location.join("callbacks");
        lower_union(lowering, &hint, &location, sources, &mut events);
    }
    events
}

fn webhooks<'a>(lowering: &Lowering<'a>, root: &Location) -> Vec<EventSource<'a>> {
    let webhooks = lowering.document.webhooks.iter();
    let sources = webhooks.flat_map(|(name, item)| item_events(name, item, &root.join(name)));
    sources.collect()
}

fn callbacks<'a>(found: &OperationSource<'a>) -> Vec<EventSource<'a>> {
    let root = found.location.join("callbacks");
    let callbacks = found.operation.callbacks.iter();
    let sources = callbacks.flat_map(|(name, callback)| {
        let root = root.join(name);
        let items = callback.iter();
        items.flat_map(move |(url, item)| item_events(name, item, &root.join(url)))
    });
    sources.collect()
}

/// Returns the events of a path item, one for each method. If there are several, their names contain the
/// method.
fn item_events<'a>(name: &str, item: &'a PathItem, location: &Location) -> Vec<EventSource<'a>> {
    let is_one = item.iter().count() == 1;
    let event = |(method, operation): (&str, &'a SourceOperation)| EventSource {
        name: match is_one {
            true => name.to_owned(),
            false => format!("{name} {method}"),
        },
        location: location.join(method),
        item,
        operation,
    };
    item.iter().map(event).collect()
}

/// Adds the union of some events. `hint` starts the names of their types.
fn lower_union<'a>(
    lowering: &mut Lowering<'a>,
    hint: &str,
    location: &Location,
    sources: Vec<EventSource<'a>>,
    events: &mut Events<'a>,
) {
    let mut found = Vec::new();
    for source in sources {
        let Some(payload) = lower_payload(lowering, hint, &source) else {
            lowering.report(&source.location, LowerProblem::NoPayload);
            continue;
        };
        let mut alternative = Alternative::new(source.name.clone(), payload.ty.clone());
        alternative.event = Some(Box::new(event(lowering, &source)));
        found.push(alternative);
        events.payloads.push(payload);
    }
    if found.is_empty() {
        return;
    }
    let property = discriminator(lowering, &mut found);
    if property.is_none() {
        found = by_content(lowering, location, found);
    }
    let shape = Shape::Union(alternatives(found, property));
    events.unions.push(lowering.types.add(TypeDraft {
        name: DraftName::Candidates(Candidate {
            wanted: vec![format!("{hint} event"), format!("{hint} event union")],
        }),
        pointer: location.pointer.to_string(),
        description: None,
        deprecated: false,
        shape,
    }));
}

/// Returns the payload of an event, unless it is neither JSON nor a form.
fn lower_payload<'a>(
    lowering: &mut Lowering<'a>,
    hint: &str,
    source: &EventSource<'a>,
) -> Option<Payload<'a>> {
    let location = source.location.join("requestBody");
    let body = source.operation.request_body.as_ref()?;
    let resolved = resolve_body(lowering, body, &location)?;
    let (content_type, media) = chosen(&resolved.content, None)?;
    if !matches!(
        encoding_of(content_type),
        BodyEncoding::Json | BodyEncoding::Form
    ) {
        return None;
    }
    let location = location.join("content").join(content_type);
    let words = format!("{hint} {}", source.name);
    let name_hint = inline_name_hint(body, &words, "payload", "payload");
    let site = SchemaSite::new(location.join("schema"), name_hint);
    let schema = media.schema.as_ref();
    Some(Payload {
        ty: schema.map_or(Type::Json, |schema| lower_schema(lowering, schema, &site)),
        words,
        location,
        media,
    })
}

fn event<'a>(lowering: &mut Lowering<'a>, source: &EventSource<'a>) -> Event {
    let operation = source.operation;
    let words = [&operation.summary, &operation.description];
    let item = [&source.item.summary, &source.item.description];
    let mut words = words.into_iter().chain(item).flatten();
    Event {
        name: source.name.clone(),
        description: words.find(|text| !text.trim().is_empty()).cloned(),
        headers: headers(lowering, source),
        status: status(operation),
    }
}

/// Returns the status of the response that the sender expects.
fn status(operation: &SourceOperation) -> u16 {
    let first = successes(operation).first().map(|(status, _)| *status);
    match first {
        Some(ResponseKey::Declared(StatusCode::Code(code))) => *code,
        _ => 200,
    }
}

fn headers<'a>(lowering: &mut Lowering<'a>, source: &EventSource<'a>) -> Vec<String> {
    let components = lowering.api.components.as_ref();
    let components = components.map(|components| &components.parameters);
    let location = source.location.join("parameters");
    let mut names = Vec::new();
    for parameter in source
        .item
        .parameters
        .iter()
        .chain(&source.operation.parameters)
    {
        match resolve_component(lowering, parameter, components, "parameters", &location) {
            Some(Parameter::Header { parameter_data, .. })
                if !names.contains(&parameter_data.name) =>
            {
                names.push(parameter_data.name.clone());
            }
            _ => {}
        }
    }
    names
}

/// Returns the property by which the payloads can be told apart, and sets the tags of the events. In each
/// payload, it is a text with one known value, or with the name of the event among its values; else a text
/// with values that no other event has.
fn discriminator(lowering: &Lowering<'_>, found: &mut [Alternative]) -> Option<String> {
    let properties = texts(lowering, &found.first()?.ty);
    let properties = || properties.iter().map(|(property, _)| property);
    let exact = properties().map(|property| (property, 1));
    // The values of an only event may be anything, such as a status.
    let apart = properties().map(|property| (property, usize::MAX));
    let apart = apart.filter(|_| found.len() > 1);
    let candidates = exact.chain(apart);
    let (property, tags) = candidates.into_iter().find_map(|(property, most)| {
        Some((property.clone(), tags(lowering, found, property, most)?))
    })?;
    for (alternative, tags) in found.iter_mut().zip(tags) {
        alternative.tags = tags;
    }
    Some(property)
}

/// Returns the values of a property that select each event, `most` for one. None if they don't
/// select one.
fn tags(
    lowering: &Lowering<'_>,
    found: &[Alternative],
    property: &str,
    most: usize,
) -> Option<Vec<Vec<String>>> {
    let tags = found.iter().map(|alternative| {
        let texts = texts(lowering, &alternative.ty);
        let (_, values) = texts.into_iter().find(|(name, _)| name == property)?;
        let name = alternative.event.as_ref().map(|event| event.name.clone());
        let own = name.filter(|name| values.contains(name));
        let tags = own.map_or(values, |name| vec![name]);
        (tags.len() <= most).then_some(tags)
    });
    let tags = tags.collect::<Option<Vec<_>>>()?;
    let mut known = BTreeSet::new();
    let is_distinct = tags.iter().flatten().all(|tag| known.insert(tag));
    is_distinct.then_some(tags)
}

/// Returns the properties of an object that are texts with known values, with these values.
fn texts(lowering: &Lowering<'_>, ty: &Type) -> Vec<(String, Vec<String>)> {
    let Some(Shape::Struct(shape)) = shape(lowering, ty) else {
        return Vec::new();
    };
    let fields = shape.fields.iter().filter_map(|field| {
        let Some(Shape::Enum(values)) = self::shape(lowering, &field.ty) else {
            return None;
        };
        let values = values.variants.iter().map(|value| value.wire.clone());
        Some((field.wire.clone(), values.collect()))
    });
    fields.collect()
}

/// Returns the shape of a named type, through aliases.
fn shape<'l>(lowering: &'l Lowering<'_>, ty: &Type) -> Option<&'l Shape> {
    let mut ty = ty;
    // Aliases that go round in circles are broken later.
    for _ in lowering.types.ids() {
        let Type::Named(id) = ty else { return None };
        match &lowering.types.get(*id).shape {
            Shape::Alias(target) => ty = target,
            shape => return Some(shape),
        }
    }
    None
}

/// Returns the events whose payloads can be told apart by their content: one for each type, and any JSON last.
/// Reports those that can't.
fn by_content(
    lowering: &mut Lowering<'_>,
    location: &Location,
    found: Vec<Alternative>,
) -> Vec<Alternative> {
    let mut distinct: Vec<Alternative> = Vec::new();
    for alternative in found {
        match distinct.iter().find(|known| known.ty == alternative.ty) {
            Some(known) => {
                let (first, second) = (known.word.clone(), alternative.word);
                lowering.report(location, LowerProblem::IndistinctEvents { first, second });
            }
            None => distinct.push(alternative),
        }
    }
    distinct.sort_by_key(|alternative| alternative.ty == Type::Json);
    distinct
}
