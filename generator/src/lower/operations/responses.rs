//! Responses: the values of calls that succeed.

use openapiv3::{ReferenceOr, Response};

use crate::diagnostics::Location;
use crate::ir::{
    BodyEncoding, Candidate, Case, Framing, Method, ResponseBody, Scope, Shape, StatusResponse,
    Type,
};
use crate::lower::context::{
    DraftName, Lowering, SchemaSite, TypeDraft, description_at, inline_name_hint, resolve_component,
};

use crate::lower::problem::LowerProblem;
use crate::lower::schemas::is_nullable;

use super::OperationSource;
use super::media_types::{chosen, encoding_of, is_media_type};
use super::shared::lower_shared;
use super::statuses::{ResponseKey, successes};
use super::streams::lower_stream;
use super::unread::report_unread_schema;

/// The successful response of an operation.
pub(super) struct SuccessResponse {
    /// The body.
    pub(super) body: ResponseBody,
    /// The media type to request, if it is not the usual one of its encoding.
    pub(super) accept: Option<String>,
    /// The statuses outside 2XX that count as success.
    pub(super) statuses: Vec<u16>,
}

/// Returns the body of the successful responses. `type_name` starts the names of types found
/// inline.
pub(super) fn lower_success<'a>(
    lowering: &mut Lowering<'a>,
    found: &OperationSource<'a>,
    type_name: &str,
) -> SuccessResponse {
    let mut bodies = Vec::new();
    let mut accept = None;
    for (status, source) in successes(found.operation) {
        let location = found.location.join("responses").join(status);
        let Some(response) = resolve_response(lowering, source, &location) else {
            continue;
        };
        if found.method == Method::Head {
            // Responses to HEAD have no body, whatever the document declares.
            bodies.push(DeclaredBody {
                status,
                body: ResponseBody::Empty,
                description: description_at(lowering, "responses", &location),
            });
            continue;
        }
        let choice = found.media.response;
        let media_type = chosen(&response.content, choice).map(|(media_type, _)| media_type);
        accept = choice.or(accept).or(media_type);
        let name_hint = inline_name_hint(source, type_name, "response", "response");
        bodies.push(DeclaredBody {
            status,
            body: response_body(lowering, found, response, &location, name_hint),
            description: description_at(lowering, "responses", &location),
        });
    }
    let redirects = bodies.iter().filter_map(|of| of.status.redirect());
    let statuses = redirects.collect();
    let body = combined_body(lowering, bodies, found, type_name);
    let single = !matches!(body, ResponseBody::ByStatus(_)) || found.media.response.is_some();
    SuccessResponse {
        accept: accept.filter(|_| single).and_then(named_media_type),
        statuses,
        body,
    }
}

/// Returns the body that an operation's response has with a status.
pub(in crate::lower) fn body_for_status<'b>(
    lowering: &'b Lowering<'_>,
    body: &'b ResponseBody,
    status: ResponseKey<'_>,
) -> Option<&'b ResponseBody> {
    let ResponseBody::ByStatus(Type::Named(id)) = body else {
        return Some(body);
    };
    let Shape::Responses(bodies) = &lowering.types.get(*id).shape else {
        return None;
    };
    let found = bodies.iter().find(|of| of.statuses == status.range());
    found.map(|of| &of.body)
}

fn response_body<'a>(
    lowering: &mut Lowering<'a>,
    found: &OperationSource<'a>,
    response: &'a Response,
    location: &Location,
    name_hint: String,
) -> ResponseBody {
    let Some((content_type, media)) = chosen(&response.content, found.media.response) else {
        return ResponseBody::Empty;
    };
    let location = location.join("content").join(content_type);
    let site = SchemaSite::new(location.clone(), name_hint.clone());
    if let Some(stream) = lower_stream(lowering, found, (content_type, media), &site) {
        return ResponseBody::Stream(Box::new(stream));
    }
    if !is_media_type(content_type) {
        let found = content_type.to_owned();
        lowering.report(&location, LowerProblem::MediaType { found });
    }
    report_unread_schema(lowering, content_type, media, &location);
    let location = location.join("schema");
    match encoding_of(content_type) {
        BodyEncoding::Text => ResponseBody::Text,
        BodyEncoding::Json => {
            let site = SchemaSite::new(location, name_hint);
            let Some(schema) = &media.schema else {
                return ResponseBody::Json(Type::Json);
            };
            match lower_shared(lowering, schema, &site) {
                // Any JSON value may be null.
                ty if ty != Type::Json && is_nullable(lowering, schema.into()) => {
                    ResponseBody::OptionalJson(ty)
                }
                ty => ResponseBody::Json(ty),
            }
        }
        _ => ResponseBody::Binary,
    }
}

/// Returns one body that covers all: the only one, optional JSON, or an enum with a variant for each
/// status.
fn combined_body(
    lowering: &mut Lowering<'_>,
    bodies: Vec<DeclaredBody<'_>>,
    found: &OperationSource<'_>,
    type_name: &str,
) -> ResponseBody {
    let mut kinds: Vec<&ResponseBody> = Vec::new();
    for DeclaredBody { body, .. } in &bodies {
        if !kinds.contains(&body) {
            kinds.push(body);
        }
    }
    match kinds.as_slice() {
        [] => ResponseBody::Empty,
        [only] => (*only).clone(),
        several => match (optional_type(several), only_stream(several)) {
            (Some(ty), _) => ResponseBody::OptionalJson(ty.clone()),
            (None, Some(stream)) => stream.clone(),
            (None, None) => body_by_status(lowering, bodies, found, type_name),
        },
    }
}

/// Returns the only type of several bodies, of which others are empty or may be null.
fn optional_type<'b>(kinds: &[&'b ResponseBody]) -> Option<&'b Type> {
    let mut types = Vec::new();
    for kind in kinds {
        match kind {
            ResponseBody::Empty => {}
            ResponseBody::Json(ty) | ResponseBody::OptionalJson(ty) => types.push(ty),
            _ => return None,
        }
    }
    let first = *types.first()?;
    types.iter().all(|ty| *ty == first).then_some(first)
}

/// Returns the only stream of several bodies, of which others are empty: streams without an event.
fn only_stream<'b>(kinds: &[&'b ResponseBody]) -> Option<&'b ResponseBody> {
    let mut others = kinds
        .iter()
        .filter(|kind| !matches!(kind, ResponseBody::Empty));
    let only = others.next().filter(|_| others.next().is_none());
    only.copied().filter(|only| only.stream().is_some())
}

/// Replaces a stream by the whole body, which is what one of several values by status can hold.
fn without_streams(
    lowering: &mut Lowering<'_>,
    bodies: &mut [DeclaredBody<'_>],
    found: &OperationSource<'_>,
) {
    for of in bodies {
        let Some(stream) = of.body.stream() else {
            continue;
        };
        let status = of.status.to_string();
        let location = found.location.join("responses").join(&status);
        of.body = match stream.framing {
            Framing::ServerSentEvents => ResponseBody::Text,
            Framing::JsonLines | Framing::JsonSequence => ResponseBody::Binary,
        };
        lowering.report(&location, LowerProblem::StreamByStatus { status });
    }
}

fn body_by_status(
    lowering: &mut Lowering<'_>,
    mut bodies: Vec<DeclaredBody<'_>>,
    found: &OperationSource<'_>,
    type_name: &str,
) -> ResponseBody {
    without_streams(lowering, &mut bodies, found);
    // The first match is taken, so a class of statuses follows its members.
    bodies.sort_by_key(|of| of.status.is_class());
    let mut scope = Scope::new(Case::Pascal, &[]);
    let wanted: Vec<_> = bodies.iter().map(|of| of.status.candidate()).collect();
    let cases = bodies.into_iter().zip(scope.claim_all(&wanted));
    let cases = cases.map(|(of, name)| StatusResponse {
        name,
        statuses: of.status.range(),
        body: of.body,
        boxed: false,
        description: of.description.filter(|text| !text.trim().is_empty()),
    });
    let shape = Shape::Responses(cases.collect());
    let responses = found.location.join("responses");
    let location = match found.media.response {
        Some(media_type) => responses.join(media_type),
        None => responses,
    };
    let pointer = location.pointer.to_string();
    let id = lowering.types.add(TypeDraft {
        name: DraftName::Candidates(Candidate {
            wanted: vec![
                format!("{type_name} response"),
                format!("{type_name} response by status"),
            ],
        }),
        pointer,
        description: None,
        deprecated: false,
        shape,
    });
    ResponseBody::ByStatus(Type::Named(id))
}

/// The body of a declared response.
struct DeclaredBody<'d> {
    status: ResponseKey<'d>,
    body: ResponseBody,
    description: Option<String>,
}

/// Returns the media type, if the request must name it and a header can hold it.
fn named_media_type(media_type: &str) -> Option<String> {
    let usual = matches!(media_type, "application/json" | "*/*");
    (!usual && is_media_type(media_type)).then(|| media_type.trim().to_owned())
}

pub(in crate::lower) fn resolve_response<'a>(
    lowering: &mut Lowering<'a>,
    response: &'a ReferenceOr<Response>,
    location: &Location,
) -> Option<&'a Response> {
    let components = lowering
        .api
        .components
        .as_ref()
        .map(|components| &components.responses);
    resolve_component(lowering, response, components, "responses", location)
}
