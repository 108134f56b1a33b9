//! What operations do over time: go on to further pages, or change until they are done.
//!
//! Runs when a module's types are complete, because it looks into answers.

use std::collections::BTreeSet;

use openapiv3::OpenAPI;
use serde_json::Value;

use crate::diagnostics::{Diagnostics, Location};
use crate::dialect::Dialect;
use crate::ir::{
    Field, Module, Operation, Paging, PagingScheme, ParameterLocation, Presence, Shape, Struct,
    Type, Waiting,
};

use super::operation::{Found, response_of};
use super::problem::LowerProblem;
use super::response::successes;

/// The extension that says when what an operation fetches is done changing.
const WAIT: &str = "x-wait";

/// Fills in the paging of every operation that a rule of the dialect fits.
pub(super) fn add_paging(
    module: &mut Module,
    api: &OpenAPI,
    found: &[Found<'_>],
    dialect: &Dialect,
) {
    let linked: BTreeSet<_> = found
        .iter()
        .filter(|found| declares_link(api, found))
        .map(|found| found.id.as_str())
        .collect();
    let found: Vec<Option<Paging>> = module
        .operations()
        .map(|operation| {
            let rules = dialect.paging.iter();
            let is_linked = linked.contains(operation.id.as_str());
            let mut rules = rules.filter(|rule| is_linked || **rule != PagingScheme::LinkHeader);
            rules.find_map(|rule| paging(module, operation, rule))
        })
        .collect();
    for (operation, paging) in module.operations_mut().zip(found) {
        operation.paging = paging;
    }
}

/// Whether a successful response has a `Link` header.
fn declares_link(api: &OpenAPI, found: &Found<'_>) -> bool {
    let responses = successes(found.source).into_iter();
    let mut responses = responses.filter_map(|(_, response)| response_of(api, response));
    responses.any(|response| {
        let mut names = response.headers.keys();
        names.any(|name| name.eq_ignore_ascii_case("link"))
    })
}

fn paging(module: &Module, operation: &Operation, rule: &PagingScheme) -> Option<Paging> {
    let answer = module.resolve(operation.answer.json()?);
    if let (Type::List(item), PagingScheme::LinkHeader) = (answer, rule) {
        return Some(Paging {
            scheme: rule.clone(),
            items: None,
            optional: false,
            item: (**item).clone(),
        });
    }
    let answer = structure(module, answer)?;
    let is_there = |pointer: &str| field_at(module, answer, pointer).is_some();
    let fits = match rule {
        PagingScheme::Url { next } => is_there(next),
        PagingScheme::Token { next, parameter } => {
            is_there(next) && has_query_parameter(operation, parameter)
        }
        PagingScheme::Number {
            more,
            current,
            parameter,
        } => is_there(more) && is_there(current) && has_query_parameter(operation, parameter),
        PagingScheme::LinkHeader => true,
    };
    if !fits {
        return None;
    }
    let mut lists = answer
        .fields
        .iter()
        .filter_map(|field| match module.resolve(&field.ty) {
            Type::List(item) => Some((field, item)),
            _ => None,
        });
    // With two lists, nobody can say which of them goes on.
    let (Some((field, item)), None) = (lists.next(), lists.next()) else {
        return None;
    };
    Some(Paging {
        scheme: rule.clone(),
        items: Some(field.name.clone()),
        optional: field.presence != Presence::Required,
        item: (**item).clone(),
    })
}

fn has_query_parameter(operation: &Operation, name: &str) -> bool {
    let mut parameters = operation.parameters.iter();
    parameters.any(|found| found.location == ParameterLocation::Query && found.wire == name)
}

fn structure<'m>(module: &'m Module, ty: &'m Type) -> Option<&'m Struct> {
    let Type::Named(id) = module.resolve(ty) else {
        return None;
    };
    match &module.get(*id).shape {
        Shape::Struct(shape) => Some(shape),
        _ => None,
    }
}

/// The field at a JSON pointer whose tokens are all names of properties.
fn field_at<'m>(module: &'m Module, shape: &'m Struct, pointer: &str) -> Option<&'m Field> {
    let (token, rest) = match pointer.strip_prefix('/')?.split_once('/') {
        Some((token, rest)) => (token, Some(rest)),
        None => (pointer.strip_prefix('/')?, None),
    };
    let field = shape.fields.iter().find(|field| field.wire == token)?;
    match rest {
        None => Some(field),
        Some(rest) => field_at(module, structure(module, &field.ty)?, &format!("/{rest}")),
    }
}

/// Fills in when each fetched thing is done changing, where the document says so.
pub(super) fn add_waiting(module: &mut Module, found: &[Found<'_>], diagnostics: &mut Diagnostics) {
    for source in found {
        let Some(extension) = source.source.extensions.get(WAIT) else {
            continue;
        };
        let operation = module
            .operations()
            .find(|operation| operation.id == source.id);
        let waiting = operation.and_then(|operation| waiting(module, operation, extension));
        if waiting.is_none() {
            let location: Location = source.location.join(WAIT);
            diagnostics.report(location, LowerProblem::Extension { name: WAIT });
        }
        let mut operations = module.operations_mut();
        if let Some(operation) = operations.find(|operation| operation.id == source.id) {
            operation.waiting = waiting;
        }
    }
}

/// Reads `{ pointer: /status, terminal: [DONE] }`.
fn waiting(module: &Module, operation: &Operation, extension: &Value) -> Option<Waiting> {
    let answer = structure(module, operation.answer.json()?)?;
    let pointer = extension.get("pointer")?.as_str()?;
    let field = answer
        .fields
        .iter()
        .find(|field| pointer.strip_prefix('/') == Some(&field.wire))?;
    let terminal: Option<Vec<_>> = extension
        .get("terminal")?
        .as_array()?
        .iter()
        .map(|state| Some(state.as_str()?.to_owned()))
        .collect();
    let is_enum = match module.resolve(&field.ty) {
        Type::String => false,
        Type::Named(id) => matches!(module.get(*id).shape, Shape::Enum(_)).then_some(true)?,
        _ => return None,
    };
    Some(Waiting {
        state: field.name.clone(),
        optional: field.presence != Presence::Required,
        is_enum,
        terminal: terminal?,
    })
}
