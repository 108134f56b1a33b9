//! Errors: the document's types for the bodies of failed calls.

use openapiv3::{Operation as SourceOperation, ReferenceOr, Response, StatusCode};

use crate::ir::{BodyEncoding, ErrorBody, Type};
use crate::lower::context::{Lowering, SchemaRef, component_name, response_of};

use super::media_types::{encoding_of, preferred};
use super::statuses::{ResponseKey, successes};

/// Returns the component types that error responses have as JSON, each with all of its statuses. Responses
/// that do not resolve are left out, since only documentation is made of these types.
pub(super) fn error_bodies<'a>(
    lowering: &Lowering<'a>,
    source: &'a SourceOperation,
) -> Vec<ErrorBody> {
    let mut bodies: Vec<ErrorBody> = Vec::new();
    for (status, response) in failures(source) {
        let Some(ty) = error_type(lowering, response) else {
            continue;
        };
        match bodies.iter_mut().find(|body| body.ty == ty) {
            Some(body) => body.statuses.push(status),
            None => bodies.push(ErrorBody {
                statuses: vec![status],
                ty,
            }),
        }
    }
    bodies
}

fn error_type<'a>(lowering: &Lowering<'a>, response: &'a ReferenceOr<Response>) -> Option<Type> {
    let response = response_of(lowering.api, response)?;
    let (content_type, media) = preferred(&response.content)?;
    match (encoding_of(content_type), media.schema.as_ref()?) {
        (BodyEncoding::Json, schema) => {
            let reference = SchemaRef::from(schema).only_reference()?;
            let id = lowering.types.components.get(&component_name(reference)?)?;
            Some(Type::Named(*id))
        }
        _ => None,
    }
}

/// Returns the responses with an error status: 4XX, 5XX, and `default` unless it stands for
/// success.
fn failures(source: &SourceOperation) -> Vec<(String, &ReferenceOr<Response>)> {
    let is_failure = |status: &StatusCode| match status {
        StatusCode::Code(code) => (400..600).contains(code),
        StatusCode::Range(class) => (4..6).contains(class),
    };
    let declared = source.responses.responses.iter();
    let declared = declared.filter(|(status, _)| is_failure(status));
    let declared = declared.map(|(status, response)| (status.to_string(), response));
    let is_success = successes(source)
        .iter()
        .any(|(status, _)| matches!(status, ResponseKey::Default));
    let default = source.responses.default.iter().filter(|_| !is_success);
    let default = default.map(|response| ("default".to_owned(), response));
    declared.chain(default).collect()
}
