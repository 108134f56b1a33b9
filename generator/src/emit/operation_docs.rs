//! The documentation of the methods that make calls.

use proc_macro2::TokenStream;

use crate::ir::{Operation, ResponseBody, Shape, Type};

use super::context::{Context, doc_attributes, name_ident};
use super::describe::{self, WIDE};
use super::operations::wire_fact;
use super::{call_policy, credentials, streams};

/// Returns the documentation of the method that makes a call.
pub(super) fn of_method(
    cx: Context<'_>,
    operation: &Operation,
    example: Vec<String>,
) -> TokenStream {
    let wire_fact = wire_fact(operation);
    let text = super::docs::text(
        operation.summary.as_deref(),
        operation.description.as_deref(),
        &wire_fact,
        WIDE,
    );
    let mut lines = text.summary;
    let wire_fact = match lines.as_slice() {
        [only] if only.trim_end_matches('.') == wire_fact => Vec::new(),
        _ => vec![wire_fact],
    };
    let deprecated = operation
        .deprecated
        .then(|| vec![describe::DEPRECATED.to_owned()]);
    let media_type = media_type_fact(operation);
    let paged = operation.paging.as_ref().map(|_| PAGED.to_owned());
    let streamed = operation.response.stream();
    let streamed = streamed.map(|_| streams::fact(cx, operation));
    let paragraphs = [
        text.rest,
        wire_fact,
        credentials::fact(operation),
        media_type.into_iter().collect(),
        paged.into_iter().collect(),
        streamed.into_iter().collect(),
        call_policy::docs(&operation.policy).into_iter().collect(),
        error_docs(cx, operation),
    ];
    for paragraph in paragraphs.into_iter().chain(deprecated).chain([example]) {
        if !paragraph.is_empty() {
            lines.push(String::new());
            lines.extend(paragraph);
        }
    }
    doc_attributes(lines)
}

/// Returns the documentation of a response that the caller has to read: its media type.
fn media_type_fact(operation: &Operation) -> Option<String> {
    let kind = match operation.response {
        ResponseBody::Text => "text",
        ResponseBody::Binary => "bytes",
        ResponseBody::Stream(_) => "a stream of events",
        ResponseBody::Empty
        | ResponseBody::Json(_)
        | ResponseBody::OptionalJson(_)
        | ResponseBody::ByStatus(_) => {
            return None;
        }
    };
    let media_type = operation.accept.as_deref().map(describe::code);
    let media_type =
        media_type.map_or_else(String::new, |found| format!(" of the media type {found}"));
    Some(format!("The response is {kind}{media_type}."))
}

/// Returns the types that errors hold, and the access to them.
fn error_docs(cx: Context<'_>, operation: &Operation) -> Vec<String> {
    let known = operation.errors.iter().filter_map(|error| {
        let Type::Named(id) = &error.ty else {
            return None;
        };
        let def = cx.def(*id);
        // Another name of a SID is no item of its own.
        let is_item = !matches!(def.shape, Shape::Alias(Type::Sid(_)));
        is_item.then(|| (error.statuses.join(", "), name_ident(&def.name)))
    });
    let module = name_ident(&cx.module.name);
    let rows = known.map(|(statuses, ty)| format!("- {statuses}: [`{ty}`](crate::{module}::{ty})"));
    let mut lines: Vec<_> = rows.collect();
    if !lines.is_empty() {
        let title = "Error bodies by status, to read with [`body_as`](crate::Error::body_as):";
        lines.splice(..0, [title.to_owned(), String::new()]);
    }
    lines
}

/// The documentation of every operation whose response is a page of a list.
const PAGED: &str = "`.items()` streams the items of all pages, `.pages()` the pages.";
