//! Responses that are streams of events.

use openapiv3::{MediaType, Schema, SchemaKind, Type as SchemaType};
use serde_json::Value;

use crate::diagnostics::Diagnostics;
use crate::document::is_item_schema;
use crate::ir::{DataForm, EventStream, Field, Framing, Module, Parameter, Scalar, Shape, Type};
use crate::lower::context::{Lowering, SchemaRef, SchemaSite, any_part_has, layers, response_of};
use crate::lower::extensions::EVENT_STREAM;
use crate::lower::problem::LowerProblem;

use super::OperationSource;
use super::bodies::resolve_body;
use super::event_names;
use super::event_shape::{self, EventShape};
use super::media_types::{chosen, framing_of, is_sequence};
use super::pagination::structure;
use super::shared::lower_shared;
use super::statuses::successes;

/// The property or the parameter that usually requests a stream.
const USUAL_FLAG: &str = "stream";

/// The extension of an operation or a media type.
#[derive(Default)]
struct Settings {
    sentinel: Option<String>,
    flag: Option<String>,
    /// Whether the schema describes the fields of an event, instead of its data.
    is_fields: Option<bool>,
}

/// Lowers a response of a media type whose bodies are sequences. `None` if it has another one, or is
/// described as a whole. The site is that of the media type.
pub(super) fn lower_stream<'a>(
    lowering: &mut Lowering<'a>,
    found: &OperationSource<'a>,
    (content_type, media): (&'a str, &'a MediaType),
    site: &SchemaSite,
) -> Option<EventStream> {
    let framing = framing_of(content_type)?;
    let name_hint = site.name_hint.strip_suffix(" response");
    let name_hint = name_hint.unwrap_or(&site.name_hint);
    let site = SchemaSite::new(site.location.clone(), format!("{name_hint} event"));
    let settings = settings(lowering, found, media, &site);
    let schema = item_schema(lowering, media, &site.within("schema"));
    let is_server_sent = framing == Framing::ServerSentEvents;
    if !is_server_sent && is_whole_text(lowering, media) {
        return None;
    }
    let is_fields = is_server_sent
        && schema.as_ref().is_some_and(|(schema, _)| {
            let describes = || event_shape::describes_fields(lowering, *schema);
            settings.is_fields.unwrap_or_else(describes)
        });
    let EventShape { data, exceptions } = match &schema {
        _ if !is_server_sent => EventShape::of(DataForm::Json),
        Some((schema, _)) if is_fields => event_shape::of_fields(lowering, *schema),
        Some((schema, _)) => EventShape::of(event_shape::form(lowering, *schema)),
        None => EventShape::of(DataForm::Text),
    };
    let item = match schema {
        Some((schema, site)) => lower_shared(lowering, schema, &site),
        None if is_server_sent => Type::STRING,
        None => Type::Json,
    };
    if is_fields {
        event_names::discriminate(lowering, &item);
    }
    Some(EventStream {
        item,
        framing,
        is_fields,
        data,
        exceptions,
        sentinel: settings.sentinel,
        flag: settings.flag,
    })
}

/// Whether a schema describes the text of a whole sequence. Without a schema of the item, a string does.
fn is_whole_text(lowering: &Lowering<'_>, media: &MediaType) -> bool {
    let schema = media.schema.as_ref().filter(|_| !is_item_schema(media));
    schema.is_some_and(|schema| event_shape::form(lowering, schema.into()) == DataForm::Text)
}

/// Returns the schema of an item. Unless it is declared as such, that of a list describes the whole
/// stream.
fn item_schema<'a>(
    lowering: &Lowering<'a>,
    media: &'a MediaType,
    site: &SchemaSite,
) -> Option<(SchemaRef<'a>, SchemaSite)> {
    let schema = SchemaRef::from(media.schema.as_ref()?);
    let items = |schema: &'a Schema| match &schema.schema_kind {
        SchemaKind::Type(SchemaType::Array(array)) => array.items.as_ref(),
        _ => None,
    };
    let items = layers(lowering, schema).into_iter().find_map(items);
    Some(match items.filter(|_| !is_item_schema(media)) {
        Some(items) => (items.into(), site.items()),
        None => (schema, site.clone()),
    })
}

/// Reads the extension of the operation and that of the media type, which precedes it.
fn settings(
    lowering: &mut Lowering<'_>,
    found: &OperationSource<'_>,
    media: &MediaType,
    site: &SchemaSite,
) -> Settings {
    let of_media = (media.extensions.get(EVENT_STREAM), &site.location);
    let of_operation = (
        found.operation.extensions.get(EVENT_STREAM),
        &found.location,
    );
    let mut settings = Settings::default();
    for (value, location) in [of_media, of_operation] {
        let Some(value) = value else {
            continue;
        };
        match read(value) {
            Some(read) => {
                settings.sentinel = settings.sentinel.or(read.sentinel);
                settings.flag = settings.flag.or(read.flag);
                settings.is_fields = settings.is_fields.or(read.is_fields);
            }
            None => lowering.report(&location.join(EVENT_STREAM), LowerProblem::EventStreamForm),
        }
    }
    settings
}

/// Reports the extension at an operation or a media type without a stream.
pub(super) fn report_without_stream(lowering: &mut Lowering<'_>, found: &OperationSource<'_>) {
    let mut has_stream = false;
    let mut misplaced = Vec::new();
    for (status, response) in successes(found.operation) {
        let location = found
            .location
            .join("responses")
            .join(status)
            .join("content");
        let response = response_of(lowering.api, response);
        for (name, media) in response.iter().flat_map(|response| &response.content) {
            if is_sequence(name) {
                has_stream = true;
            } else if media.extensions.contains_key(EVENT_STREAM) {
                misplaced.push(location.join(name).join(EVENT_STREAM));
            }
        }
    }
    if !has_stream && found.operation.extensions.contains_key(EVENT_STREAM) {
        misplaced.push(found.location.join(EVENT_STREAM));
    }
    for location in misplaced {
        let reason = "no response is a stream of events".to_owned();
        lowering.report(&location, LowerProblem::EventStreamMisfit { reason });
    }
}

/// Reads `{ sentinel: "[DONE]", flag: stream, item: data }`.
fn read(value: &Value) -> Option<Settings> {
    let mut settings = Settings::default();
    for (key, value) in value.as_object()? {
        let text = value.as_str().filter(|text| !text.is_empty())?;
        match (key.as_str(), text) {
            ("sentinel", text) => settings.sentinel = Some(text.to_owned()),
            ("flag", name) => settings.flag = Some(name.to_owned()),
            ("item", "data") => settings.is_fields = Some(false),
            ("item", "event") => settings.is_fields = Some(true),
            _ => return None,
        }
    }
    Some(settings)
}

/// Sets the flag that requests a stream: a boolean property of the request body, or a boolean parameter.
pub(super) fn set_flag<'a>(
    lowering: &mut Lowering<'a>,
    found: &OperationSource<'a>,
    parameters: &mut [Parameter],
    stream: &mut EventStream,
) {
    let declared = stream.flag.take();
    let name = declared.as_deref().unwrap_or(USUAL_FLAG);
    if has_property(lowering, found, name) {
        stream.flag = Some(name.to_owned());
        return;
    }
    let is_flag = |parameter: &&mut Parameter| {
        parameter.wire == name && parameter.ty == Type::Scalar(Scalar::Bool)
    };
    if let Some(parameter) = parameters.iter_mut().find(is_flag) {
        parameter.fallback = Some("true".to_owned());
        parameter.required = false;
    } else if declared.is_some() {
        let reason = format!("the request has no boolean property or parameter `{name}`");
        lowering.report(
            &found.location.join(EVENT_STREAM),
            LowerProblem::EventStreamMisfit { reason },
        );
    }
}

/// Reports the streams that a property of the request body asks for although the call can't set it, because the
/// body is one of several types. Runs when the types are complete.
pub(in crate::lower) fn report_unset_flags(
    module: &Module,
    sources: &[OperationSource<'_>],
    diagnostics: &mut Diagnostics,
) {
    for operation in module.operations() {
        let source = sources.iter().find(|found| found.id == operation.id);
        let name = operation.response.stream().and_then(|stream| {
            let name = stream.flag.as_deref().unwrap_or(USUAL_FLAG);
            let body = module.resolve(&operation.body.as_ref()?.ty).non_null();
            let is_object = structure(module, body).is_some();
            (!is_object && may_have_flag(module, body, name)).then(|| name.to_owned())
        });
        if let (Some(source), Some(name)) = (source, name) {
            let location = source.location.join("requestBody");
            diagnostics.report(location, LowerProblem::UnsetStreamFlag { name });
        }
    }
}

/// Whether a type, or an alternative of it, has a boolean property of this name.
fn may_have_flag(module: &Module, ty: &Type, name: &str) -> bool {
    let is_flag = |field: &Field| field.wire == name && field.ty == Type::Scalar(Scalar::Bool);
    if let Some(shape) = structure(module, ty) {
        return shape.fields.iter().any(is_flag);
    }
    let Type::Named(id) = module.resolve(ty) else {
        return false;
    };
    match &module.get(*id).shape {
        Shape::Union(union) => {
            let mut types = union.variants.iter().map(|variant| &variant.ty);
            types.any(|ty| {
                structure(module, ty).is_some_and(|shape| shape.fields.iter().any(is_flag))
            })
        }
        _ => false,
    }
}

/// Whether the request body has a boolean property of this name.
fn has_property<'a>(lowering: &mut Lowering<'a>, found: &OperationSource<'a>, name: &str) -> bool {
    let location = found.location.join("requestBody");
    let body = found.operation.request_body.as_ref();
    let body = body.and_then(|body| resolve_body(lowering, body, &location));
    let media = body.and_then(|body| chosen(&body.content, found.media.request));
    let schema = media.and_then(|(_, media)| media.schema.as_ref());
    schema.is_some_and(|schema| {
        any_part_has(lowering, schema, |properties, _| {
            let property = properties.get(name);
            property.is_some_and(|found| event_shape::is_boolean(lowering, found.into()))
        })
    })
}
