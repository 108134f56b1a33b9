//! Errors: which types of the document the bodies of refusals are.

use openapiv3::{Operation as Source, ReferenceOr, Response, StatusCode};

use crate::ir::{BodyEncoding, ErrorBody, Type};

use super::content::{body_encoding, choose};
use super::operation::response_of;
use super::response::{Status, successes};
use super::schema::{Schemas, component_name};

impl<'a> Schemas<'a> {
    /// The types among the document's components that come with error statuses as JSON, each with all
    /// of its statuses. What can't be resolved is left out: nothing but documentation is made of it.
    pub(super) fn errors(&self, source: &'a Source) -> Vec<ErrorBody> {
        let mut bodies: Vec<ErrorBody> = Vec::new();
        for (status, response) in failures(source) {
            let Some(ty) = self.error_type(response) else {
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

    fn error_type(&self, response: &'a ReferenceOr<Response>) -> Option<Type> {
        let response = response_of(self.api, response)?;
        let (content_type, media) = choose(&response.content)?;
        match (body_encoding(content_type), media.schema.as_ref()?) {
            (BodyEncoding::Json, ReferenceOr::Reference { reference }) => {
                let id = self.components.get(&component_name(reference)?)?;
                Some(Type::Named(*id))
            }
            _ => None,
        }
    }
}

/// The responses with an error status: 4XX, 5XX, and `default` unless that stands for success.
fn failures(source: &Source) -> Vec<(String, &ReferenceOr<Response>)> {
    let is_failure = |status: &StatusCode| match status {
        StatusCode::Code(code) => (400..600).contains(code),
        StatusCode::Range(class) => (4..6).contains(class),
    };
    let declared = source.responses.responses.iter();
    let declared = declared.filter(|(status, _)| is_failure(status));
    let declared = declared.map(|(status, response)| (status.to_string(), response));
    let is_success = successes(source)
        .iter()
        .any(|(status, _)| matches!(status, Status::Default));
    let default = source.responses.default.iter().filter(|_| !is_success);
    let default = default.map(|response| ("default".to_owned(), response));
    declared.chain(default).collect()
}
