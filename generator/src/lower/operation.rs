//! Operations: which there are, and what each takes and gives.

use indexmap::IndexMap;
use openapiv3::{OpenAPI, Operation as Source, PathItem, ReferenceOr, Response};
use serde_json::Value;

use crate::diagnostics::Location;
use crate::ir::{Auth, Body, Case, ErrorBody, Method, Parameter, Scope};

use super::problem::LowerProblem;
use super::response::Success;
use super::schema::Schemas;

/// An operation of the document, before it has its names.
pub(super) struct Found<'a> {
    pub(super) id: String,
    pub(super) method: Method,
    pub(super) path: &'a str,
    pub(super) item: &'a PathItem,
    pub(super) source: &'a Source,
    pub(super) location: Location,
}

impl Found<'_> {
    /// What the operation would be called, best first: its id without the path and the method that
    /// frameworks add to the names of functions (`read_item_items__item_id__get`), and its id.
    pub(super) fn preferred_names(&self) -> impl Iterator<Item = &str> {
        let plain = |char: char| if char.is_alphanumeric() { char } else { '_' };
        let path: String = self.path.chars().map(plain).collect();
        let added = format!("{path}_{}", self.method.as_str().to_lowercase());
        let own = self.id.strip_suffix(&added).filter(|own| !own.is_empty());
        own.into_iter().chain([self.id.as_str()])
    }

    /// The first tag, or the first word of the path that says something.
    pub(super) fn group(&self) -> String {
        let segment = || {
            let path = self.path.split(['?', '#']).next().unwrap_or_default();
            path.split('/')
                .find(|part| is_word(part))
                .unwrap_or("default")
        };
        self.source
            .tags
            .first()
            .cloned()
            .unwrap_or_else(|| segment().to_owned())
    }
}

fn is_word(segment: &str) -> bool {
    let version = segment.strip_prefix(['v', 'V']).is_some_and(|rest| {
        rest.chars()
            .next()
            .is_some_and(|first| first.is_ascii_digit())
    });
    segment.starts_with(|first: char| first.is_ascii_alphabetic()) && !version
}

/// What an operation takes and gives.
pub(super) struct Signature {
    pub(super) path: String,
    pub(super) parameters: Vec<Parameter>,
    pub(super) body: Option<Body>,
    pub(super) success: Success,
    pub(super) errors: Vec<ErrorBody>,
    pub(super) server: String,
    pub(super) auth: Auth,
}

/// Every operation, in the document's order.
pub(super) fn operations<'a>(api: &'a OpenAPI, document: &Location) -> Vec<Found<'a>> {
    let mut found = Vec::new();
    for (path, item) in &api.paths.paths {
        let ReferenceOr::Item(item) = item else {
            continue;
        };
        for (method, source) in item.iter() {
            let Some(method) = method_of(method) else {
                continue;
            };
            let location = document
                .join("paths")
                .join(path)
                .join(method.as_str().to_lowercase());
            let id = source
                .operation_id
                .clone()
                .filter(|id| !id.is_empty())
                .unwrap_or_else(|| format!("{}{path}", method.as_str().to_lowercase()));
            found.push(Found {
                id,
                method,
                path,
                item,
                source,
                location,
            });
        }
    }
    found
}

fn method_of(name: &str) -> Option<Method> {
    Some(match name {
        "get" => Method::Get,
        "put" => Method::Put,
        "post" => Method::Post,
        "delete" => Method::Delete,
        "options" => Method::Options,
        "head" => Method::Head,
        "patch" => Method::Patch,
        "trace" => Method::Trace,
        _ => return None,
    })
}

impl<'a> Schemas<'a> {
    /// What an operation takes and gives. `type_name` starts the names of types found inline.
    pub(super) fn signature(&mut self, found: &Found<'a>, type_name: &str) -> Signature {
        let mut scope = Scope::new(Case::Snake, RESERVED_SETTERS);
        let body = self.body(found, type_name, &mut scope);
        let sources = self.parameter_sources(found, type_name);
        let path = self.template(found, &sources);
        let parameters = self.parameters(sources, &path, found, &mut scope);
        let responses = &found.source.responses;
        if responses.responses.is_empty() && responses.default.is_none() {
            self.diagnostics
                .report(found.location.clone(), LowerProblem::NoResponses);
        }
        let success = self.success(found, type_name);
        Signature {
            path,
            parameters,
            body,
            success,
            errors: self.errors(found.source),
            server: self.server(found),
            auth: self.auth(found.source),
        }
    }

    /// No word on security is no reason to keep credentials back; only the document can say so.
    fn auth(&self, source: &Source) -> Auth {
        match source.security.as_ref().or(self.api.security.as_ref()) {
            Some(schemes) if schemes.is_empty() => Auth::None,
            Some(schemes) if schemes.iter().any(IndexMap::is_empty) => Auth::Optional,
            Some(_) => Auth::Required,
            None => Auth::Optional,
        }
    }

    /// The server of the operation, the path or the document, the nearest first.
    fn server(&mut self, found: &Found<'_>) -> String {
        let own = found
            .source
            .servers
            .first()
            .or_else(|| found.item.servers.first());
        let server = own.or_else(|| self.api.servers.first());
        server.map(server_url).unwrap_or_default()
    }

    /// What is said of the thing at a location, or, where that is a reference, beside it or on the way that
    /// it leads.
    pub(super) fn description(&self, what: &'static str, location: &Location) -> Option<String> {
        let components = self.value.pointer(&format!("/components/{what}"));
        let next = |here: &&'a Value| {
            let reference = here.get("$ref")?.as_str()?;
            components?.get(component(reference, what)?)
        };
        let start = self.value.pointer(location.pointer.as_str());
        // The document has no references that go round in circles.
        let mut way = std::iter::successors(start, next);
        let text = way.find_map(|here| here.get("description"))?;
        text.as_str().map(str::to_owned)
    }

    /// The item, or the component that a reference leads to, through references between components.
    pub(super) fn resolve<T>(
        &mut self,
        item: &'a ReferenceOr<T>,
        components: Option<&'a IndexMap<String, ReferenceOr<T>>>,
        what: &'static str,
        location: &Location,
    ) -> Option<&'a T> {
        let mut current = item;
        for _ in 0..=components.map_or(0, IndexMap::len) {
            let reference = match current {
                ReferenceOr::Item(item) => return Some(item),
                ReferenceOr::Reference { reference } => reference,
            };
            match component(reference, what).and_then(|name| components?.get(name)) {
                Some(next) => current = next,
                None => {
                    let reference = reference.clone();
                    self.diagnostics
                        .report(location.clone(), LowerProblem::Dangling { what, reference });
                    return None;
                }
            }
        }
        None
    }
}

/// The name of the component of a kind that a reference leads to, which a normalised document has
/// verbatim.
fn component<'r>(reference: &'r str, what: &str) -> Option<&'r str> {
    let rest = reference.strip_prefix("#/components/")?;
    rest.strip_prefix(what)?.strip_prefix('/')
}

/// A response, or the component that a reference leads to, where a dangling one is no matter.
pub(super) fn response_of<'a>(
    api: &'a OpenAPI,
    response: &'a ReferenceOr<Response>,
) -> Option<&'a Response> {
    let ReferenceOr::Reference { reference } = response else {
        return response.as_item();
    };
    let name = reference.strip_prefix("#/components/responses/")?;
    api.components.as_ref()?.responses.get(name)?.as_item()
}

/// A server's URL with the defaults of its variables filled in, without a slash at the end.
pub(super) fn server_url(server: &openapiv3::Server) -> String {
    let mut url = server.url.clone();
    for (name, variable) in server.variables.iter().flatten() {
        url = url.replace(&format!("{{{name}}}"), &variable.default);
    }
    url.trim_end_matches('/').to_owned()
}

/// What a call can do by itself, so that no setter takes its name.
const RESERVED_SETTERS: &[&str] = &[
    "new",
    "clone",
    "into",
    "send",
    "send_with_response",
    "send_blocking",
    "send_with_response_blocking",
    "download",
    "download_blocking",
    "request",
    "outgoing",
    "perform",
    "perform_blocking",
    "timeout",
    "attempt_timeout",
    "retry",
    "no_retry",
    "idempotent",
    "operation",
    "client",
    "items",
    "pages",
    "wait_until",
    "wait_until_done",
    "strict",
    "header",
];
