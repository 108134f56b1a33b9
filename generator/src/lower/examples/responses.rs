//! The examples of responses: tests of the generated crate's callers can respond with each.

use std::collections::BTreeSet;

use openapiv3::{MediaType, ReferenceOr, Response, StatusCode};
use serde_json::Value;

use crate::diagnostics::Location;
use crate::ir::{BodyEncoding, ExampleReply, Operation, Type};
use crate::lower::context::Lowering;
use crate::lower::operations::{
    OperationSource, ResponseKey, body_for_status, chosen, encoding_of, is_header_value,
    resolve_response, successes,
};
use crate::lower::problem::LowerProblem;

use super::drafts::{Draft, Drafts, ReplyDraft};
use super::media::{Shown, media_examples};
use super::sequences;

/// A response of an operation.
struct Source<'s> {
    operation: &'s str,
    /// The key of the response: a status, a class of them or `default`.
    key: String,
    /// The status of the mock response.
    status: u16,
    location: Location,
    content_type: &'s str,
    /// The type of the body, if the response is a success.
    ty: Option<Type>,
}

/// The examples of every response. Those of successes must be readable, too.
pub(super) fn collect<'a>(
    lowering: &mut Lowering<'a>,
    found: &OperationSource<'a>,
    operation: &Operation,
    drafts: &mut Drafts,
) {
    for declared in responses(lowering, found, operation) {
        let Declared {
            key,
            status,
            response,
            ty,
        } = declared;
        let location = found.location.join("responses").join(&key);
        let response = resolve_response(lowering, response, &location);
        let choice = found.media.response;
        let Some((content_type, media)) =
            response.and_then(|response| chosen(&response.content, choice))
        else {
            continue;
        };
        let source = Source {
            operation: &found.id,
            key,
            status,
            location: location.join("content").join(content_type),
            content_type,
            ty,
        };
        add(lowering, &source, media, drafts);
    }
}

/// A response as the operation declares it.
struct Declared<'a> {
    key: String,
    status: u16,
    response: &'a ReferenceOr<Response>,
    ty: Option<Type>,
}

/// Returns the responses of an operation. `default` stands for a success where nothing else does.
fn responses<'a>(
    lowering: &Lowering<'a>,
    found: &OperationSource<'a>,
    operation: &Operation,
) -> Vec<Declared<'a>> {
    let successes: Vec<_> = successes(found.operation);
    let by_default = matches!(successes.as_slice(), [(ResponseKey::Default, _)]);
    let ty = |status: ResponseKey<'_>| {
        let is_success = successes.iter().any(|(success, _)| *success == status);
        let body = body_for_status(lowering, &operation.response, status);
        body.filter(|_| is_success)?.json().cloned()
    };
    let source = &found.operation.responses;
    let coded = source.responses.iter().filter_map(|(key, response)| {
        Some(Declared {
            key: key.to_string(),
            status: status_of(key)?,
            response,
            ty: ty(ResponseKey::Declared(key)),
        })
    });
    let default = source.default.iter().map(|response| Declared {
        key: "default".to_owned(),
        status: if by_default { 200 } else { 500 },
        response,
        ty: ty(ResponseKey::Default),
    });
    coded.chain(default).collect()
}

/// Returns a status that the key stands for, if a response can have it.
fn status_of(key: &StatusCode) -> Option<u16> {
    match *key {
        StatusCode::Code(code @ 200..600) => Some(code),
        StatusCode::Range(class @ 2..6) => Some(class * 100),
        StatusCode::Code(_) | StatusCode::Range(_) => None,
    }
}

/// The examples of the media type, else that of its schema.
fn add<'a>(
    lowering: &mut Lowering<'a>,
    source: &Source<'_>,
    media: &'a MediaType,
    drafts: &mut Drafts,
) {
    let mut found = media_examples(lowering.api, media, &source.location);
    if found.is_empty() {
        match &media.schema {
            Some(ReferenceOr::Item(schema)) => {
                found.extend(schema.schema_data.example.iter().map(|value| Shown {
                    name: None,
                    location: source.location.join("schema").join("example"),
                    value,
                }));
            }
            Some(ReferenceOr::Reference { reference })
                if source.encoding() == BodyEncoding::Json =>
            {
                let name = reference.strip_prefix("#/components/schemas/");
                let draft = name.and_then(|name| drafts.components.get_mut(name));
                draft
                    .into_iter()
                    .for_each(|draft| draft.replies.push(source.reply(None)));
            }
            Some(ReferenceOr::Reference { .. }) | None => {}
        }
    }
    for shown in found {
        match source.draft(&shown) {
            Some(draft) => drafts.bodies.push(draft),
            None => lowering.report(&shown.location, LowerProblem::NoText),
        }
    }
}

impl Source<'_> {
    fn encoding(&self) -> BodyEncoding {
        encoding_of(self.content_type)
    }

    /// Returns the draft of an example, if the body can hold it.
    fn draft(&self, shown: &Shown<'_>) -> Option<Draft> {
        let encoding = self.encoding();
        let value = match (encoding, shown.value) {
            (BodyEncoding::Json, value) => value.clone(),
            (_, Value::String(text)) => text.clone().into(),
            (_, value @ (Value::Bool(_) | Value::Number(_))) => value.to_string().into(),
            (_, value @ (Value::Null | Value::Array(_) | Value::Object(_))) => {
                sequences::text(self.content_type, value)?.into()
            }
        };
        let words = [self.operation, &self.key, shown.name.unwrap_or_default()];
        Some(Draft {
            words: words.join(" "),
            location: shown.location.clone(),
            ty: self.ty.clone(),
            encoding,
            value,
            replies: vec![self.reply(shown.name)],
        })
    }

    fn reply(&self, name: Option<&str>) -> ReplyDraft {
        let concrete = is_header_value(self.content_type) && !self.content_type.contains('*');
        let content_type = match self.encoding() {
            _ if concrete => self.content_type,
            BodyEncoding::Json => "application/json",
            BodyEncoding::Text => "text/plain",
            _ => "application/octet-stream",
        };
        ReplyDraft {
            operation: self.operation.to_owned(),
            key: self.key.clone(),
            name: name.unwrap_or(&self.key).to_owned(),
            status: self.status,
            content_type: content_type.to_owned(),
        }
    }
}

/// Returns the names that several mock responses of one operation share, each with the operation.
pub(super) fn ambiguous_names(drafts: &[Draft]) -> BTreeSet<(String, String)> {
    let mut seen = BTreeSet::new();
    let names = drafts.iter().flat_map(|draft| &draft.replies);
    let names = names.map(|reply| (reply.operation.clone(), reply.name.clone()));
    names.filter(|name| !seen.insert(name.clone())).collect()
}

impl ReplyDraft {
    /// Returns the mock response; if it shares its name with another, the key of its response precedes
    /// the name.
    pub(super) fn resolve_name(self, ambiguous: &BTreeSet<(String, String)>) -> ExampleReply {
        let id = (self.operation, self.name);
        let shared = ambiguous.contains(&id);
        let (operation, name) = id;
        ExampleReply {
            operation,
            name: if shared {
                format!("{} {name}", self.key)
            } else {
                name
            },
            status: self.status,
            content_type: self.content_type,
        }
    }
}
