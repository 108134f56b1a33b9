//! Path templates: their parameters, and the parts that no request can carry.

use openapiv3::Parameter as SourceParameter;

use crate::lower::context::{Lowering, SchemaSite};
use crate::lower::problem::LowerProblem;

use super::OperationSource;

/// Returns the path of an operation, with the query that every call sends, if there is one.
///
/// A fragment is never sent: it distinguishes operations for readers only. A pair of the query that a
/// parameter writes is left to the parameter.
pub(super) fn path_template<'a>(
    lowering: &mut Lowering<'a>,
    found: &OperationSource<'a>,
    parameters: &[(&'a SourceParameter, SchemaSite)],
) -> String {
    let (sent, fragment) = split(found.path, '#');
    let (path, query) = split(sent, '?');
    let mut report = |problem| lowering.report(&found.location, problem);
    if fragment.is_some() {
        report(LowerProblem::Fragment);
    }
    if has_stray_brace(sent) {
        report(LowerProblem::StrayBrace);
    }
    if path.split('/').any(is_dots) {
        report(LowerProblem::DotSegment);
    }
    let Some(query) = query else {
        return path.to_owned();
    };
    report(LowerProblem::QueryInPath);
    let is_parameter = |pair: &&str| {
        let written = |(source, _): &(&SourceParameter, SchemaSite)| match source {
            SourceParameter::Query { parameter_data, .. } => {
                split(pair, '=').0 == parameter_data.name
            }
            _ => false,
        };
        parameters.iter().any(written)
    };
    let pairs: Vec<_> = query
        .split('&')
        .filter(|pair| !is_parameter(pair))
        .collect();
    match pairs.as_slice() {
        [] | [""] => path.to_owned(),
        pairs => format!("{path}?{}", pairs.join("&")),
    }
}

/// Returns the text before and after the first mark.
fn split(text: &str, mark: char) -> (&str, Option<&str>) {
    match text.split_once(mark) {
        Some((before, after)) => (before, Some(after)),
        None => (text, None),
    }
}

/// Returns the names of a template's parameters, as the runtime finds them: between a closing brace
/// and the nearest opening one before it.
pub(super) fn parameter_names(template: &str) -> Vec<&str> {
    let mut names = Vec::new();
    let mut rest = template;
    while let Some((name, tail)) = first_parameter(rest) {
        names.push(name);
        rest = tail;
    }
    names
}

fn first_parameter(template: &str) -> Option<(&str, &str)> {
    template.match_indices('}').find_map(|(end, _)| {
        let (before, after) = template.split_at(end);
        let (_, name) = before.rsplit_once('{')?;
        Some((name, after.strip_prefix('}')?))
    })
}

/// Whether there are more braces than those around parameters.
fn has_stray_brace(template: &str) -> bool {
    let braces = template.matches(['{', '}']).count();
    braces != 2 * parameter_names(template).len()
}

/// Whether HTTP clients remove the segment.
fn is_dots(segment: &str) -> bool {
    let plain = segment.replace("%2e", ".").replace("%2E", ".");
    matches!(plain.as_str(), "." | "..")
}
