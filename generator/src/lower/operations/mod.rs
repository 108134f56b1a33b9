//! Operations: their arguments, their responses, and their behaviour over several calls.
//!
//! Imports `schemas`, `context` and what lies below them.

mod alternatives;
mod bodies;
mod bytes;
mod call_policy;
mod errors;
mod event_names;
mod event_shape;
mod fallbacks;
mod forms;
mod headers;
mod media_types;
mod pagination;
mod parameters;
mod path;
mod polling;
mod responses;
mod shared;
mod source;
mod statuses;
mod streams;
mod unread;

use openapiv3::Operation as SourceOperation;

use crate::document::is_mutual_tls;
use crate::ir::{Auth, Case, Name, Operation, Scope, reserved};

use crate::lower::context::Lowering;
use crate::lower::problem::LowerProblem;
use crate::lower::servers::server_url;

use bodies::lower_body;
use errors::error_bodies;
use parameters::{lower_parameters, parameter_sources};
use path::path_template;
use responses::lower_success;

pub(super) use bodies::resolve_body;
pub(super) use bytes::settle as settle_bytes;
pub(super) use forms::settle as settle_forms;
pub(super) use headers::is_token;
pub(super) use media_types::{chosen, encoding_of, is_header_value};
pub(super) use pagination::add_paging;
pub(super) use polling::add_polling;
pub(super) use responses::{body_for_status, resolve_response};
pub(super) use source::{OperationSource, operations};
pub(super) use statuses::{ResponseKey, successes};
pub(super) use streams::report_unset_flags;

/// Lowers an operation. `type_name` starts the names of the types that are found inline.
pub(super) fn lower_operation<'a>(
    lowering: &mut Lowering<'a>,
    source: &OperationSource<'a>,
    type_name: &Name,
    method_name: Name,
) -> Operation {
    if !source.media.is_alternative() {
        lowering.shared.clear();
    }
    let mut scope = Scope::new(Case::Snake, reserved::SETTERS);
    let name_hint = type_name.plain();
    let body = lower_body(lowering, source, name_hint, &mut scope);
    let parameters = parameter_sources(lowering, source, name_hint);
    let path = path_template(lowering, source, &parameters);
    let mut parameters = lower_parameters(lowering, parameters, &path, source, &mut scope);
    report_missing_responses(lowering, source);
    if !source.media.is_alternative() {
        streams::report_without_stream(lowering, source);
    }
    let mut success = lower_success(lowering, source, name_hint);
    if let Some(stream) = success.body.stream_mut() {
        streams::set_flag(lowering, source, &mut parameters, stream);
    }
    let policy = call_policy::call_policy(lowering, source, &parameters);
    Operation {
        id: source.id.clone(),
        type_name: type_name.clone(),
        method_name,
        arguments: None,
        method: source.method.clone(),
        path,
        server: server(lowering, source),
        auth: auth(lowering, source.operation),
        credentials: Vec::new(),
        scopes: Vec::new(),
        summary: non_empty(source.operation.summary.as_ref()),
        description: non_empty(source.operation.description.as_ref()),
        deprecated: source.operation.deprecated,
        parameters,
        body,
        response: success.body,
        accept: success.accept,
        successes: success.statuses,
        errors: error_bodies(lowering, source.operation),
        paging: None,
        polling: None,
        policy,
    }
}

fn non_empty(text: Option<&String>) -> Option<String> {
    text.filter(|text| !text.trim().is_empty()).cloned()
}

fn report_missing_responses(lowering: &mut Lowering<'_>, source: &OperationSource<'_>) {
    let responses = &source.operation.responses;
    if responses.responses.is_empty() && responses.default.is_none() {
        lowering.report(&source.location, LowerProblem::NoResponses);
    }
}

/// Whether an operation takes credentials. If the document declares no security, credentials are optional.
fn auth(lowering: &Lowering<'_>, source: &SourceOperation) -> Auth {
    let schemes = lowering.api.components.as_ref();
    let schemes = schemes.map(|components| &components.security_schemes);
    let sends_nothing = |name: &String| {
        let scheme = schemes.and_then(|schemes| schemes.get(name)?.as_item());
        scheme.is_some_and(is_mutual_tls)
    };
    match source.security.as_ref().or(lowering.api.security.as_ref()) {
        Some(requirements) if requirements.is_empty() => Auth::None,
        Some(requirements) if requirements.iter().any(|of| of.keys().all(sends_nothing)) => {
            Auth::Optional
        }
        Some(_) => Auth::Required,
        None => Auth::Optional,
    }
}

/// Returns the first server of the operation, else of the path, else of the document.
fn server(lowering: &mut Lowering<'_>, found: &OperationSource<'_>) -> String {
    let own = found
        .operation
        .servers
        .first()
        .or_else(|| found.item.servers.first());
    let server = own.or_else(|| lowering.api.servers.first());
    server.map(server_url).unwrap_or_default()
}
