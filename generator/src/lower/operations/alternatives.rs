//! Media types that an operation offers beside the preferred ones. Each becomes a separate operation,
//! so that every body that the document describes can be sent or received.

use std::collections::BTreeSet;

use indexmap::IndexMap;
use openapiv3::{
    MediaType, OpenAPI, Operation as SourceOperation, ReferenceOr, Schema, SchemaKind,
    Type as SchemaType,
};

use crate::ir::BodyEncoding;
use crate::lower::context::{component_schema, request_body_of, response_of};

use super::media_types::{encoding_of, essence_of, framing_of, is_sequence, preferred};
use super::statuses::successes;

/// The media types of an operation: none for the preferred ones.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::lower) struct MediaChoice<'a> {
    /// The media type of the request, if it is not the preferred one.
    pub(in crate::lower) request: Option<&'a str>,
    /// The media type of the response, if it is not the preferred one.
    pub(in crate::lower) response: Option<&'a str>,
    /// Whether the response is the only stream of events that the operation offers, or the first one.
    is_stream: bool,
}

impl MediaChoice<'_> {
    /// Whether this is one of the additional operations.
    pub(in crate::lower) fn is_alternative(&self) -> bool {
        *self != Self::default()
    }

    /// Returns the words that distinguish the operation from that with the preferred media types.
    pub(super) fn suffix(&self) -> String {
        let request = self.request.map(|found| format!(" with {}", word(found)));
        let response = self.response.map(|found| match self.is_stream {
            true => " stream".to_owned(),
            false => format!(" as {}", word(found)),
        });
        format!(
            "{}{}",
            request.unwrap_or_default(),
            response.unwrap_or_default()
        )
    }
}

/// Returns the choices of media types that reach what the preferred ones do not. An upload is combined with each
/// response, as no other body carries its files.
pub(super) fn alternatives<'a>(
    api: &'a OpenAPI,
    operation: &'a SourceOperation,
) -> Vec<MediaChoice<'a>> {
    let body = operation.request_body.as_ref();
    let body = body.and_then(|body| request_body_of(api, body));
    let requests = body.map(|body| others(api, &body.content));
    let requests = requests.into_iter().flatten().map(|request| MediaChoice {
        request: Some(request),
        ..MediaChoice::default()
    });
    let requests: Vec<_> = requests.collect();
    let mut seen = BTreeSet::new();
    let responses = successes(operation).into_iter();
    let responses = responses.filter_map(|(_, response)| response_of(api, response));
    let responses = responses.flat_map(|response| others(api, &response.content));
    let responses = responses.filter(|response| seen.insert(*response));
    let mut has_stream = false;
    let responses = responses.map(|response| MediaChoice {
        response: Some(response),
        is_stream: is_sequence(response) && !std::mem::replace(&mut has_stream, true),
        ..MediaChoice::default()
    });
    let responses: Vec<_> = responses.collect();
    let is_upload = |choice: &&MediaChoice<'_>| {
        let request = choice.request.map(encoding_of);
        request == Some(BodyEncoding::Multipart)
    };
    let uploads = requests.iter().filter(is_upload).flat_map(|upload| {
        let request = upload.request;
        responses
            .iter()
            .map(move |choice| MediaChoice { request, ..*choice })
    });
    let mut suffixes = BTreeSet::new();
    let choices = requests.iter().chain(&responses).copied().chain(uploads);
    choices
        .filter(|choice| suffixes.insert(choice.suffix()))
        .collect()
}

/// Returns the media types of a body that carry something else than the preferred one and those
/// before them.
fn others<'a>(api: &OpenAPI, content: &'a IndexMap<String, MediaType>) -> Vec<&'a str> {
    let Some(first) = preferred(content) else {
        return Vec::new();
    };
    let mut kept = vec![first];
    for (name, media) in content {
        let found = (name.as_str(), media);
        if essence_of(name) != "*/*" && !kept.iter().any(|one| are_equivalent(api, *one, found)) {
            kept.push(found);
        }
    }
    kept.into_iter().skip(1).map(|(name, _)| name).collect()
}

/// Whether two media types carry the same value, so that one of them is enough: objects of one schema as
/// JSON, XML or a form.
fn are_equivalent(api: &OpenAPI, one: (&str, &MediaType), other: (&str, &MediaType)) -> bool {
    if essence_of(one.0) == essence_of(other.0) {
        return true;
    }
    if one.1.schema != other.1.schema {
        return false;
    }
    let framing = framing_of(one.0);
    let is_same_stream = framing.is_some() && framing == framing_of(other.0);
    is_same_stream || carries_values(api, one) && carries_values(api, other)
}

/// Whether a media type only encodes the value that the schema describes.
fn carries_values(api: &OpenAPI, (name, media): (&str, &MediaType)) -> bool {
    match encoding_of(name) {
        BodyEncoding::Json | BodyEncoding::Form => true,
        BodyEncoding::Text => match essence_of(name).as_str() {
            // Some frameworks list it beside JSON for every body, though only text has a form as text.
            "text/plain" => !is_text(api, media),
            essence => essence.ends_with("xml"),
        },
        BodyEncoding::Multipart => !has_files(api, media),
        BodyEncoding::Binary => false,
    }
}

/// Whether a body may be a text, or has no type.
fn is_text(api: &OpenAPI, media: &MediaType) -> bool {
    let schema = media.schema.as_ref().and_then(|schema| match schema {
        ReferenceOr::Item(schema) => Some(schema),
        ReferenceOr::Reference { reference } => component_schema(api, reference)?.as_item(),
    });
    schema.is_none_or(|schema| {
        !matches!(
            &schema.schema_kind,
            SchemaKind::Type(SchemaType::Object(_) | SchemaType::Array(_))
                | SchemaKind::AllOf { .. }
        )
    })
}

/// Whether a form has a part that is a file.
fn has_files(api: &OpenAPI, media: &MediaType) -> bool {
    let by_media_type = media.encoding.values();
    let mut by_media_type = by_media_type.filter_map(|field| field.content_type.as_deref());
    by_media_type.any(|found| encoding_of(found) == BodyEncoding::Binary)
        || media
            .schema
            .as_ref()
            .is_some_and(|schema| holds_bytes(api, schema))
}

/// Whether bytes are among the values of a schema, at any depth.
fn holds_bytes(api: &OpenAPI, schema: &ReferenceOr<Schema>) -> bool {
    let mut seen = BTreeSet::new();
    let mut open = serde_json::to_value(schema).into_iter().collect::<Vec<_>>();
    while let Some(value) = open.pop() {
        match value {
            serde_json::Value::Array(items) => open.extend(items),
            serde_json::Value::Object(members) => {
                if members
                    .get("format")
                    .is_some_and(|format| format == "binary")
                {
                    return true;
                }
                let reference = members.get("$ref").and_then(|target| target.as_str());
                let target = reference.filter(|target| seen.insert((*target).to_owned()));
                let target = target.and_then(|target| component_schema(api, target));
                open.extend(target.and_then(|target| serde_json::to_value(target).ok()));
                open.extend(members.into_iter().map(|(_, member)| member));
            }
            _ => {}
        }
    }
    false
}

/// Returns the words for a media type in the name of a method.
fn word(content_type: &str) -> String {
    let essence = essence_of(content_type);
    match essence.as_str() {
        "application/x-www-form-urlencoded" => return "form".to_owned(),
        "multipart/form-data" => return "multipart".to_owned(),
        "application/octet-stream" => return "bytes".to_owned(),
        "text/plain" => return "text".to_owned(),
        _ => {}
    }
    let (kind, name) = essence.split_once('/').unwrap_or(("", &essence));
    if name == "*" {
        return kind.to_owned();
    }
    let prefixes = ["vnd.", "x-", "prs."];
    let short = prefixes.iter().find_map(|prefix| name.strip_prefix(prefix));
    let short = short.unwrap_or(name);
    short.replace(|char: char| !char.is_ascii_alphanumeric(), " ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn media_types_have_words() {
        for (media_type, expected) in [
            ("application/json; charset=utf-8", "json"),
            ("application/vnd.ms-excel", "ms excel"),
            ("application/x-ndjson", "ndjson"),
            ("text/event-stream", "event stream"),
            ("image/*", "image"),
            ("image/svg+xml", "svg xml"),
            ("csv", "csv"),
        ] {
            assert_eq!(word(media_type), expected, "{media_type}");
        }
    }
}
