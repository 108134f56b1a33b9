//! Text to tables.

use std::ops::Range;
use std::sync::Arc;

use serde::Deserialize;
use toml::Spanned;
use toml::de::{DeArray, DeTable, DeValue, Deserializer};

use super::problem::ManifestProblem;
use super::table::ManifestTable;
use crate::diagnostics::{Diagnostics, Location, Position};
use crate::document::SourceText;

type Span = Range<usize>;

/// Reads the tables, or reports every entry that can't be read.
///
/// The reader stops at the first such entry. So each round takes out the entry that stopped it and
/// reads the rest.
pub(super) fn read(text: &SourceText, diagnostics: &mut Diagnostics) -> Option<ManifestTable> {
    let (mut file, errors) = DeTable::parse_recoverable(&text.text);
    for error in &errors {
        let reason = error.message().to_owned();
        diagnostics.report(
            location(text, error.span()),
            ManifestProblem::Syntax { reason },
        );
    }
    if !errors.is_empty() {
        return None;
    }
    let mut thinned: Vec<Span> = Vec::new();
    loop {
        let error = match ManifestTable::deserialize(Deserializer::from(file.clone())) {
            Ok(table) => return thinned.is_empty().then_some(table),
            Err(error) => error,
        };
        let span = error.span().unwrap_or_default();
        // A table that lost an entry may lack one for that reason alone.
        if !(error.message().starts_with("missing field") && thinned.contains(&span)) {
            let reason = error.message().to_owned();
            diagnostics.report(
                location(text, Some(span.clone())),
                ManifestProblem::Entry { reason },
            );
        }
        let whole = file.span();
        thinned.push(take_out(file.get_mut(), whole, &span)?);
    }
}

/// Returns the location of a span; of the file's start without one.
pub(super) fn location(text: &SourceText, span: Option<Span>) -> Location {
    let location = Location::file(&Arc::clone(&text.name));
    let Some(before) = span.and_then(|span| text.text.get(..span.start)) else {
        return location;
    };
    let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
    let column = before
        .get(line_start..)
        .map_or(0, |start| start.chars().count())
        + 1;
    location.at(Position {
        line: before.matches('\n').count() + 1,
        column,
    })
}

/// Removes the innermost entry that `span` is in. Returns the span of the table that had it.
fn take_out(table: &mut DeTable<'_>, whole: Span, span: &Span) -> Option<Span> {
    let inner = table
        .iter_mut()
        .find_map(|(_, value)| take_out_of(value, span));
    if inner.is_some() {
        return inner;
    }
    let holds = |(key, value): &(&Spanned<_>, &Spanned<_>)| {
        contains(&key.span(), span) || contains(&value.span(), span)
    };
    let key = table.iter().find(holds)?.0.clone();
    table.remove(&key).map(|_| whole)
}

fn take_out_of(value: &mut Spanned<DeValue<'_>>, span: &Span) -> Option<Span> {
    let whole = value.span();
    match value.get_mut() {
        DeValue::Table(table) => take_out(table, whole, span),
        DeValue::Array(array) => take_out_of_array(array, whole, span),
        _ => None,
    }
}

fn take_out_of_array(array: &mut DeArray<'_>, whole: Span, span: &Span) -> Option<Span> {
    let inner = array.iter_mut().find_map(|value| take_out_of(value, span));
    if inner.is_some() {
        return inner;
    }
    let mut rest = DeArray::new();
    array
        .iter()
        .filter(|value| !contains(&value.span(), span))
        .for_each(|value| rest.push(value.clone()));
    (rest.len() < array.len()).then(|| {
        *array = rest;
        whole
    })
}

fn contains(outer: &Span, inner: &Span) -> bool {
    outer.start <= inner.start && inner.end <= outer.end
}
