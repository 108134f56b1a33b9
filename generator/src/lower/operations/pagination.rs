//! Pagination: how the pages of a list lead to further pages.
//!
//! Runs when a module's types are complete, because it looks into the types of responses.

use std::collections::BTreeMap;

use openapiv3::OpenAPI;
use serde_json::Value;

use crate::diagnostics::{Diagnostics, Location};
use crate::ir::{
    Field, Method, Module, Operation, Paging, PagingScheme, ParameterLocation, Shape, Struct, Type,
};
use crate::lower::context::response_of;
use crate::lower::extensions::PAGING;
use crate::lower::problem::LowerProblem;

use super::OperationSource;
use super::statuses::successes;

/// Fills in the paging of every operation: from its `x-paging`, or else by the first scheme that
/// fits of those that the document and then `schemes` name.
pub(in crate::lower) fn add_paging(
    module: &mut Module,
    api: &OpenAPI,
    sources: &[OperationSource<'_>],
    schemes: &[PagingScheme],
    root: &Location,
    diagnostics: &mut Diagnostics,
) {
    let mut known = document_schemes(api, root, diagnostics);
    known.extend_from_slice(schemes);
    let sources: BTreeMap<_, _> = sources
        .iter()
        .filter(|found| found.media.response.is_none())
        .map(|found| (found.id.as_str(), found))
        .collect();
    let mut found = Vec::new();
    for operation in module.operations() {
        let source = sources.get(operation.id.as_str());
        found.push(
            source
                .and_then(|source| paging_of(module, api, operation, source, &known, diagnostics)),
        );
    }
    for (operation, paging) in module.operations_mut().zip(found) {
        operation.paging = paging;
    }
}

/// Returns the schemes that the document's root names: one, or a list of them.
fn document_schemes(
    api: &OpenAPI,
    root: &Location,
    diagnostics: &mut Diagnostics,
) -> Vec<PagingScheme> {
    let location = root.join(PAGING);
    let (entries, is_list) = match api.extensions.get(PAGING) {
        None => return Vec::new(),
        Some(Value::Array(entries)) => (entries.as_slice(), true),
        Some(entry) => (std::slice::from_ref(entry), false),
    };
    let mut schemes = Vec::new();
    for (index, entry) in entries.iter().enumerate() {
        match read_scheme(entry.clone()) {
            Ok(scheme) => schemes.push(scheme),
            Err(problem) => {
                let location = match is_list {
                    true => location.join(index),
                    false => location.clone(),
                };
                diagnostics.report(location, problem);
            }
        }
    }
    schemes
}

fn read_scheme(entry: Value) -> Result<PagingScheme, LowerProblem> {
    serde_json::from_value(entry).map_err(|error| LowerProblem::PagingForm {
        reason: error.to_string(),
    })
}

fn paging_of(
    module: &Module,
    api: &OpenAPI,
    operation: &Operation,
    source: &OperationSource<'_>,
    schemes: &[PagingScheme],
    diagnostics: &mut Diagnostics,
) -> Option<Paging> {
    if let Some(extension) = source.operation.extensions.get(PAGING) {
        let paging = declared_paging(module, operation, extension);
        let report = |problem| diagnostics.report(source.location.join(PAGING), problem);
        return paging.map_err(report).ok();
    }
    let is_linked = declares_link(api, source);
    let is_get = operation.method == Method::Get;
    let mut schemes = schemes
        .iter()
        .filter(|scheme| is_linked || **scheme != PagingScheme::LinkHeader)
        // A URL is fetched, whatever the method that returned it.
        .filter(|scheme| is_get || !matches!(scheme, PagingScheme::Url { .. }));
    let found = schemes.find_map(|scheme| fit(module, operation, scheme, None).ok());
    if let (None, Some(parameter)) = (&found, page_parameter(module, operation)) {
        let parameter = parameter.to_owned();
        let problem = LowerProblem::UnknownPaging { parameter };
        diagnostics.report(source.location.clone(), problem);
    }
    found
}

/// Returns the paging that an operation's `x-paging` describes: a scheme, and the pointer to the
/// items where the response has several lists.
fn declared_paging(
    module: &Module,
    operation: &Operation,
    extension: &Value,
) -> Result<Paging, LowerProblem> {
    let mut extension = extension.clone();
    let items = extension
        .as_object_mut()
        .and_then(|entries| entries.remove("items"));
    let items = match &items {
        None => None,
        Some(Value::String(pointer)) => Some(pointer.as_str()),
        Some(_) => {
            let reason = "`items` is not a JSON pointer".to_owned();
            return Err(LowerProblem::PagingForm { reason });
        }
    };
    let scheme = read_scheme(extension)?;
    fit(module, operation, &scheme, items).map_err(|reason| LowerProblem::PagingMisfit { reason })
}

/// Whether a successful response has a `Link` header.
fn declares_link(api: &OpenAPI, source: &OperationSource<'_>) -> bool {
    let responses = successes(source.operation).into_iter();
    let mut responses = responses.filter_map(|(_, response)| response_of(api, response));
    responses.any(|response| {
        let mut names = response.headers.keys();
        names.any(|name| name.eq_ignore_ascii_case("link"))
    })
}

/// Returns the paging of an operation by a scheme, or the reason why the scheme does not fit.
fn fit(
    module: &Module,
    operation: &Operation,
    scheme: &PagingScheme,
    items: Option<&str>,
) -> Result<Paging, String> {
    let response = operation.response.json().map(|ty| module.resolve(ty));
    let response = response.ok_or("the operation has no JSON response")?;
    if let Some(name) = scheme
        .parameter()
        .filter(|name| !has_query_parameter(operation, name))
    {
        return Err(format!("the operation has no query parameter `{name}`"));
    }
    let paging = |items| Paging {
        scheme: scheme.clone(),
        items,
    };
    if let (Type::List(_), true) = (response, scheme.pointers().is_empty()) {
        return Ok(paging(None));
    }
    let shape = structure(module, response).ok_or("the response is no object")?;
    let mut pointers = scheme.pointers().into_iter();
    if let Some(pointer) = pointers.find(|at| field_at(module, shape, at).is_none()) {
        return Err(format!("the response has no property at `{pointer}`"));
    }
    let field = items_field(module, shape, items)?;
    Ok(paging(Some(field.wire.clone())))
}

/// Returns the field that holds the items of a page.
fn items_field<'m>(
    module: &'m Module,
    shape: &'m Struct,
    pointer: Option<&str>,
) -> Result<&'m Field, String> {
    let mut lists = lists(module, shape);
    let Some(pointer) = pointer else {
        // With two lists, the one that continues on the next page is ambiguous.
        return match (lists.next(), lists.next()) {
            (Some(only), None) => Ok(only),
            (None, _) => Err("the response has no list".to_owned()),
            (Some(_), Some(_)) => {
                Err("the response has several lists: name one by `items`".to_owned())
            }
        };
    };
    let is_meant = |field: &Field| pointer == format!("/{}", escape(&field.wire));
    let found = lists.find(|field| is_meant(field));
    found.ok_or_else(|| format!("the response has no list at `{pointer}`"))
}

/// Returns the lists among the properties of an object.
fn lists<'m>(module: &'m Module, shape: &'m Struct) -> impl Iterator<Item = &'m Field> {
    let fields = shape.fields.iter();
    fields.filter(|field| matches!(module.resolve(&field.ty), Type::List(_)))
}

/// Query parameters that choose a page, in lower case and without separators.
const PAGE_PARAMETERS: &[&str] = &[
    "after",
    "continuationtoken",
    "cursor",
    "marker",
    "nexttoken",
    "offset",
    "page",
    "pagenumber",
    "pagetoken",
    "skip",
    "startingafter",
];

/// Returns the parameter that makes a list look paged.
fn page_parameter<'m>(module: &'m Module, operation: &'m Operation) -> Option<&'m str> {
    let response = module.resolve(operation.response.json()?);
    let is_list = matches!(response, Type::List(_))
        || structure(module, response).is_some_and(|shape| lists(module, shape).next().is_some());
    let is_page = |name: &str| {
        let plain: String = name.chars().filter(char::is_ascii_alphanumeric).collect();
        PAGE_PARAMETERS.contains(&plain.to_ascii_lowercase().as_str())
    };
    let mut parameters = query_parameters(operation);
    parameters.find(|name| is_list && operation.method == Method::Get && is_page(name))
}

fn query_parameters(operation: &Operation) -> impl Iterator<Item = &str> {
    let parameters = operation.parameters.iter();
    let query = parameters.filter(|found| found.location == ParameterLocation::Query);
    query.map(|found| found.wire.as_str())
}

fn has_query_parameter(operation: &Operation, name: &str) -> bool {
    query_parameters(operation).any(|found| found == name)
}

/// Returns the object that values of a type are.
pub(super) fn structure<'m>(module: &'m Module, ty: &'m Type) -> Option<&'m Struct> {
    let Type::Named(id) = module.resolve(ty) else {
        return None;
    };
    match &module.get(*id).shape {
        Shape::Struct(shape) => Some(shape),
        _ => None,
    }
}

/// Returns a token of a JSON pointer.
fn escape(token: &str) -> String {
    token.replace('~', "~0").replace('/', "~1")
}

/// Returns the field at a JSON pointer whose tokens are all names of properties.
fn field_at<'m>(module: &'m Module, shape: &'m Struct, pointer: &str) -> Option<&'m Field> {
    let (token, rest) = match pointer.strip_prefix('/')?.split_once('/') {
        Some((token, rest)) => (token, Some(rest)),
        None => (pointer.strip_prefix('/')?, None),
    };
    let mut fields = shape.fields.iter();
    let field = fields.find(|field| escape(&field.wire) == token)?;
    match rest {
        None => Some(field),
        Some(rest) => field_at(module, structure(module, &field.ty)?, &format!("/{rest}")),
    }
}
