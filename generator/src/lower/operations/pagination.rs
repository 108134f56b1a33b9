//! Pagination: how the pages of a list lead to further pages.
//!
//! Runs when a module's types are complete, because it looks into the types of responses.

use std::collections::BTreeSet;

use openapiv3::OpenAPI;

use crate::dialect::Dialect;
use crate::ir::{
    Field, Module, Operation, Paging, PagingScheme, ParameterLocation, Shape, Struct, Type,
};
use crate::lower::context::response_of;

use super::OperationSource;
use super::responses::successes;

/// Fills in the paging of every operation that a rule of the dialect fits.
pub(in crate::lower) fn add_paging(
    module: &mut Module,
    api: &OpenAPI,
    found: &[OperationSource<'_>],
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
fn declares_link(api: &OpenAPI, found: &OperationSource<'_>) -> bool {
    let responses = successes(found.operation).into_iter();
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
        item: (**item).clone(),
    })
}

fn has_query_parameter(operation: &Operation, name: &str) -> bool {
    let mut parameters = operation.parameters.iter();
    parameters.any(|found| found.location == ParameterLocation::Query && found.wire == name)
}

pub(super) fn structure<'m>(module: &'m Module, ty: &'m Type) -> Option<&'m Struct> {
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
