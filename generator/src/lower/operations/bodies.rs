//! The bodies of requests.

use std::collections::BTreeSet;

use openapiv3::{
    AdditionalProperties, Encoding, MediaType, ReferenceOr, RequestBody, Schema, SchemaKind,
    Type as SchemaType,
};

use crate::diagnostics::Location;
use crate::ir::{Body, BodyEncoding, FieldStyle, Scope, Style, Type};
use crate::lower::context::{
    Lowering, SchemaSite, any_part_has, description_at, inline_name_hint, layers, resolve_component,
};
use crate::lower::problem::LowerProblem;
use crate::lower::schemas::{constraints, is_nullable, is_personal};

use super::OperationSource;
use super::media_types::{chosen, encoding_of, is_header_value, is_other_text, sent};
use super::parameters::query_style;
use super::shared::lower_shared;
use super::unread::report_unread_schema;

pub(super) fn lower_body<'a>(
    lowering: &mut Lowering<'a>,
    found: &OperationSource<'a>,
    type_name: &str,
    scope: &mut Scope,
) -> Option<Body> {
    let location = found.location.join("requestBody");
    let description = description_at(lowering, "requestBodies", &location);
    let source = found.operation.request_body.as_ref()?;
    let body = resolve_body(lowering, source, &location)?;
    let Some((content_type, media)) = chosen(&body.content, found.media.request) else {
        lowering.report(&location, LowerProblem::NoMediaType);
        return None;
    };
    let location = location.join("content").join(content_type);
    let sent = sent(lowering, content_type, &location);
    let encoding = encoding_of(content_type);
    report_part_limits(lowering, content_type, media, &location);
    if matches!(encoding, BodyEncoding::Form | BodyEncoding::Multipart) {
        report_undeclared_fields(lowering, media, &location);
    }
    report_unread_schema(lowering, content_type, media, &location);
    let location = location.join("schema");
    let schema = media.schema.as_ref();
    let name_hint = inline_name_hint(source, type_name, "request", "request");
    let site = SchemaSite::new(location, name_hint);
    let ty = match encoding {
        BodyEncoding::Text => Type::STRING,
        BodyEncoding::Binary => Type::Binary,
        _ => schema.map_or(Type::Json, |schema| lower_shared(lowering, schema, &site)),
    };
    let admits_null = schema.is_some_and(|schema| is_nullable(lowering, schema.into()));
    let ty = match encoding {
        // Any JSON value may be null.
        BodyEncoding::Json if admits_null && ty != Type::Json => Type::Nullable(Box::new(ty)),
        _ => ty,
    };
    let constraints = schema.map(|schema| constraints(lowering, schema.into(), &site));
    let demands = media
        .schema
        .as_ref()
        .is_some_and(|schema| has_required_properties(lowering, schema));
    Some(Body {
        name: scope.claim("body"),
        required: body.required || demands,
        encoding,
        styles: media.encoding.iter().filter_map(field_style).collect(),
        media_types: media.encoding.iter().filter_map(media_type).collect(),
        json: media.encoding.iter().filter_map(json).collect(),
        files: media.encoding.iter().filter_map(file).collect(),
        content_type: sent,
        ty,
        constraints: constraints.unwrap_or_default(),
        personal: schema.is_some_and(|schema| is_personal(lowering, schema.into())),
        description,
    })
}

/// Reports the encodings of fields that a form does not have.
fn report_undeclared_fields(lowering: &mut Lowering<'_>, media: &MediaType, location: &Location) {
    let Some(schema) = &media.schema else {
        return;
    };
    let layers = layers(lowering, schema.into());
    let fields: Option<Vec<_>> = layers.into_iter().map(closed_fields).collect();
    let fields: BTreeSet<_> = fields.into_iter().flatten().flatten().collect();
    // Nothing is known of the fields of a form without properties.
    if fields.is_empty() {
        return;
    }
    for name in media.encoding.keys().filter(|name| !fields.contains(name)) {
        let location = location.join("encoding").join(name);
        let name = name.clone();
        lowering.report(&location, LowerProblem::UndeclaredField { name });
    }
}

/// Returns the names of an object's properties, or `None` if it may have others.
fn closed_fields(schema: &Schema) -> Option<Vec<&String>> {
    let (properties, others) = match &schema.schema_kind {
        SchemaKind::Type(SchemaType::Object(of)) => (&of.properties, &of.additional_properties),
        SchemaKind::Any(of) if of.one_of.is_empty() && of.any_of.is_empty() => {
            (&of.properties, &of.additional_properties)
        }
        SchemaKind::AllOf { .. } => return Some(Vec::new()),
        _ => return None,
    };
    let is_closed = matches!(others, None | Some(AdditionalProperties::Any(false)));
    is_closed.then(|| properties.keys().collect())
}

/// Reports the parts of a multipart body that cannot be sent.
fn report_part_limits(
    lowering: &mut Lowering<'_>,
    content_type: &str,
    media: &MediaType,
    location: &Location,
) {
    match encoding_of(content_type) {
        BodyEncoding::Multipart => {}
        BodyEncoding::Binary if content_type.starts_with("multipart/") => {
            lowering.report(location, LowerProblem::OtherMultipart);
            return;
        }
        _ => return,
    }
    for (field, found) in &media.encoding {
        let location = location.join("encoding").join(field);
        if !found.headers.is_empty() {
            lowering.report(&location.join("headers"), LowerProblem::PartHeaders);
        }
        if found.style.is_some() || !found.explode {
            lowering.report(&location, LowerProblem::PartStyle);
        }
        let media_type = media_type((field, found)).map(|(_, media_type)| media_type);
        if let Some(media_type) = media_type.filter(|of| is_other_text(of)) {
            let problem = LowerProblem::PartMediaType { media_type };
            lowering.report(&location.join("contentType"), problem);
        }
    }
}

pub(in crate::lower) fn resolve_body<'a>(
    lowering: &mut Lowering<'a>,
    body: &'a ReferenceOr<RequestBody>,
    location: &Location,
) -> Option<&'a RequestBody> {
    let components = lowering
        .api
        .components
        .as_ref()
        .map(|components| &components.request_bodies);
    resolve_component(lowering, body, components, "requestBodies", location)
}

/// Whether a schema has required properties, so that the body is required regardless of
/// `requestBody.required`.
fn has_required_properties(lowering: &Lowering<'_>, schema: &ReferenceOr<Schema>) -> bool {
    any_part_has(lowering, schema, |_, required| !required.is_empty())
}

/// Returns a field of a multipart body with its media type, if it declares exactly one.
fn media_type((wire, encoding): (&String, &Encoding)) -> Option<(String, String)> {
    let media_type = encoding.content_type.as_deref()?.trim();
    let is_one =
        media_type.contains('/') && !media_type.contains([',', '*']) && is_header_value(media_type);
    is_one.then(|| (wire.clone(), media_type.to_owned()))
}

/// Returns a field of a multipart body whose only media type is JSON.
fn json(field: (&String, &Encoding)) -> Option<String> {
    let (wire, media_type) = media_type(field)?;
    (encoding_of(&media_type) == BodyEncoding::Json).then_some(wire)
}

/// Returns a field of a multipart body whose media types are all binary.
fn file((wire, encoding): (&String, &Encoding)) -> Option<String> {
    let mut media_types = encoding.content_type.as_deref()?.split(',').map(str::trim);
    let is_file = |media_type: &str| {
        media_type.contains('/') && encoding_of(media_type) == BodyEncoding::Binary
    };
    media_types.all(is_file).then(|| wire.clone())
}

/// Returns the style of a form field that declares one.
fn field_style((wire, encoding): (&String, &Encoding)) -> Option<FieldStyle> {
    let json = encoding
        .content_type
        .as_deref()
        .is_some_and(|found| found.ends_with("json"));
    let style = match &encoding.style {
        _ if json => Style::Json,
        Some(style) => query_style(style),
        None if encoding.explode => return None,
        None => Style::Form,
    };
    Some(FieldStyle {
        wire: wire.clone(),
        style,
        explode: encoding.explode,
    })
}
