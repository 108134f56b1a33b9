//! Contents: the bodies of requests, and what bodies of any kind are made of.

use indexmap::IndexMap;
use openapiv3::{Encoding, MediaType, ReferenceOr, RequestBody, Response, Schema};

use crate::diagnostics::Location;
use crate::ir::{Body, BodyEncoding, FieldStyle, Scope, Style, Type};

use super::operation::Found;
use super::parameter::query_style;
use super::problem::LowerProblem;
use super::schema::{Schemas, owner};
use super::site::SchemaSite;

impl<'a> Schemas<'a> {
    pub(super) fn body(
        &mut self,
        found: &Found<'a>,
        type_name: &str,
        scope: &mut Scope,
    ) -> Option<Body> {
        let location = found.location.join("requestBody");
        let description = self.description("requestBodies", &location);
        let source = found.source.request_body.as_ref()?;
        let body = self.follow_body(source, &location)?;
        let (content_type, media) = choose(&body.content)?;
        let location = location.join("content");
        if let Some((kept, left)) = left_out(&body.content) {
            self.diagnostics
                .report(location.clone(), LowerProblem::OtherBodies { kept, left });
        }
        let location = location.join(content_type);
        let encoding = body_encoding(content_type);
        self.tell_of_parts(content_type, media, &location);
        let location = location.join("schema");
        let ty = media.schema.as_ref().map_or(Type::Json, |schema| {
            let words = owner(source, type_name, "request", "request");
            self.lower(schema, &SchemaSite::new(location, words))
        });
        let ty = match encoding {
            BodyEncoding::Text => Type::String,
            BodyEncoding::Binary => Type::Binary,
            _ => ty,
        };
        let demands = media
            .schema
            .as_ref()
            .is_some_and(|schema| self.demands_properties(schema));
        Some(Body {
            name: scope.claim("body"),
            required: body.required || demands,
            encoding,
            styles: media.encoding.iter().filter_map(field_style).collect(),
            media_types: media.encoding.iter().filter_map(media_type).collect(),
            files: media.encoding.iter().filter_map(file).collect(),
            content_type: content_type.to_owned(),
            ty,
            description,
        })
    }

    /// Tells what can't be sent of a body of several parts.
    fn tell_of_parts(&mut self, content_type: &str, media: &MediaType, location: &Location) {
        match body_encoding(content_type) {
            BodyEncoding::Multipart => {}
            BodyEncoding::Binary if content_type.starts_with("multipart/") => {
                self.diagnostics
                    .report(location.clone(), LowerProblem::OtherMultipart);
                return;
            }
            _ => return,
        }
        let fields = media.encoding.iter();
        for (field, _) in fields.filter(|(_, found)| !found.headers.is_empty()) {
            let location = location.join("encoding").join(field).join("headers");
            self.diagnostics.report(location, LowerProblem::PartHeaders);
        }
    }

    pub(super) fn follow_body(
        &mut self,
        body: &'a ReferenceOr<RequestBody>,
        location: &Location,
    ) -> Option<&'a RequestBody> {
        let components = self
            .api
            .components
            .as_ref()
            .map(|components| &components.request_bodies);
        self.resolve(body, components, "requestBodies", location)
    }

    /// Whether a schema has required properties, so that a body can't be left out whatever
    /// `requestBody.required` says.
    fn demands_properties(&self, schema: &ReferenceOr<Schema>) -> bool {
        self.some_part(schema, |_, required| !required.is_empty())
    }

    pub(super) fn follow_response(
        &mut self,
        response: &'a ReferenceOr<Response>,
        location: &Location,
    ) -> Option<&'a Response> {
        let components = self
            .api
            .components
            .as_ref()
            .map(|components| &components.responses);
        self.resolve(response, components, "responses", location)
    }
}

/// The media type that is understood best, with its description.
pub(super) fn choose(content: &IndexMap<String, MediaType>) -> Option<(&str, &MediaType)> {
    let rank = |content_type: &str| match body_encoding(content_type) {
        BodyEncoding::Json if content_type.starts_with("application/json") => 0,
        BodyEncoding::Json => 1,
        BodyEncoding::Form => 2,
        BodyEncoding::Multipart => 3,
        BodyEncoding::Text => 4,
        BodyEncoding::Binary => 5,
    };
    let media = content
        .iter()
        .min_by_key(|(content_type, _)| rank(content_type))?;
    Some((media.0.as_str(), media.1))
}

/// Whether a text can be sent as a header.
pub(super) fn is_header_value(text: &str) -> bool {
    text.bytes().all(|byte| (0x20..0x7f).contains(&byte))
}

/// The media type that is chosen, and the others whose schemas are other ones, in words.
pub(super) fn left_out(content: &IndexMap<String, MediaType>) -> Option<(String, String)> {
    let (kept, media) = choose(content)?;
    let left = content.iter();
    let left = left.filter(|(_, other)| other.schema != media.schema);
    let left: Vec<_> = left.map(|(name, _)| format!("`{name}`")).collect();
    (!left.is_empty()).then(|| (kept.to_owned(), left.join(", ")))
}

pub(super) fn body_encoding(content_type: &str) -> BodyEncoding {
    let essence = content_type
        .split(';')
        .next()
        .unwrap_or(content_type)
        .trim();
    let essence = essence.to_ascii_lowercase();
    match essence.as_str() {
        "application/json" | "text/json" | "*/*" => BodyEncoding::Json,
        "application/x-www-form-urlencoded" => BodyEncoding::Form,
        "multipart/form-data" => BodyEncoding::Multipart,
        essence if essence.ends_with("+json") => BodyEncoding::Json,
        essence if essence.starts_with("text/") || essence.ends_with("xml") => BodyEncoding::Text,
        _ => BodyEncoding::Binary,
    }
}

/// The field of a multipart body whose value has one media type, with that.
fn media_type((wire, encoding): (&String, &Encoding)) -> Option<(String, String)> {
    let media_type = encoding.content_type.as_deref()?.trim();
    let is_one =
        media_type.contains('/') && !media_type.contains([',', '*']) && is_header_value(media_type);
    is_one.then(|| (wire.clone(), media_type.to_owned()))
}

/// A field of a multipart body whose media types are all those of files.
fn file((wire, encoding): (&String, &Encoding)) -> Option<String> {
    let mut media_types = encoding.content_type.as_deref()?.split(',').map(str::trim);
    let is_file = |media_type: &str| {
        media_type.contains('/') && body_encoding(media_type) == BodyEncoding::Binary
    };
    media_types.all(is_file).then(|| wire.clone())
}

/// A form field that is written in a style of its own.
fn field_style((wire, encoding): (&String, &Encoding)) -> Option<FieldStyle> {
    let json = encoding
        .content_type
        .as_deref()
        .is_some_and(|found| found.ends_with("json"));
    let style = match &encoding.style {
        _ if json => Style::Json,
        Some(style) => query_style(style),
        None => return None,
    };
    Some(FieldStyle {
        wire: wire.clone(),
        style,
        explode: encoding.explode,
    })
}
