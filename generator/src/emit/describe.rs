//! What is said about types, fields and parameters beyond the document's own words.

use crate::ir::{Access, Constraints, Origin, Parameter, ParameterLocation, TypeDef};

use super::docs;

/// How wide a line of documentation is at the left margin, and inside an item.
pub(super) const WIDE: usize = 96;
pub(super) const NARROW: usize = 92;

/// The documentation of something: the document's words, else `fallback`; then the facts, each a
/// paragraph.
pub(super) fn describe(
    description: Option<&str>,
    fallback: &str,
    facts: &[String],
    width: usize,
) -> Vec<String> {
    let docs::Text { mut summary, rest } = docs::text(None, description, fallback, width);
    for paragraph in std::iter::once(rest).chain(facts.iter().map(|fact| docs::lines(fact, width)))
    {
        if !paragraph.is_empty() {
            summary.push(String::new());
            summary.extend(paragraph);
        }
    }
    summary
}

/// What a request demands of a value, as a sentence; none if it demands nothing.
pub(super) fn bounds(constraints: &Constraints) -> Option<String> {
    let counted = |least: Option<u64>, most: Option<u64>, one: &str| {
        let plural = if most == Some(1) || (most.is_none() && least == Some(1)) {
            ""
        } else {
            "s"
        };
        span(least, most).map(|span| format!("{span} {one}{plural}"))
    };
    let length = counted(constraints.min_length, constraints.max_length, "character");
    let items = counted(constraints.min_items, constraints.max_items, "item");
    let value = span(constraints.minimum, constraints.maximum);
    let pattern = constraints.pattern.as_deref();
    let pattern = pattern.map(|pattern| format!("matching {}", code(pattern)));
    let values: Vec<_> = constraints
        .values
        .iter()
        .map(|value| code(&value.to_string()))
        .collect();
    let values = (!values.is_empty()).then(|| values.join(" or "));
    let bounds: Vec<_> = pattern
        .into_iter()
        .chain(length)
        .chain(items)
        .chain(value)
        .chain(values)
        .collect();
    (!bounds.is_empty()).then(|| format!("In a request: {}.", bounds.join(", ")))
}

/// What absence stands for, as a sentence.
pub(super) fn default(value: Option<&str>) -> Option<String> {
    value.map(|value| format!("Default: {}.", code(value)))
}

/// Which way a value goes, as a sentence; none if it goes both ways.
pub(super) fn access(access: Access) -> Option<String> {
    let text = match access {
        Access::Full => return None,
        Access::ReadOnly => "Read-only: the server sets it.",
        Access::WriteOnly => "Write-only: responses never contain it.",
    };
    Some(text.to_owned())
}

fn span<T: PartialEq + std::fmt::Display>(least: Option<T>, most: Option<T>) -> Option<String> {
    match (least, most) {
        (Some(least), Some(most)) if least == most => Some(format!("exactly {least}")),
        (Some(least), Some(most)) => Some(format!("{least} to {most}")),
        (Some(least), None) => Some(format!("at least {least}")),
        (None, Some(most)) => Some(format!("at most {most}")),
        (None, None) => None,
    }
}

/// The facts of a parameter.
pub(super) fn parameter_facts(parameter: &Parameter) -> Vec<String> {
    let kind = match parameter.location {
        ParameterLocation::Path => "Path parameter",
        ParameterLocation::Query => "Query parameter",
        ParameterLocation::Header => "Header",
        ParameterLocation::Cookie => "Cookie",
    };
    let wire = format!("{kind} {}.", code(&parameter.wire));
    let deprecated = parameter.deprecated.then(|| DEPRECATED.to_owned());
    std::iter::once(wire)
        .chain(bounds(&parameter.constraints))
        .chain(default(parameter.default.as_deref()))
        .chain(deprecated)
        .collect()
}

/// The facts of a type.
pub(super) fn type_facts(def: &TypeDef) -> Vec<String> {
    let form = def.shape.holds_files().then(|| FORM.to_owned());
    let deprecated = def.deprecated.then(|| DEPRECATED.to_owned());
    form.into_iter().chain(deprecated).collect()
}

/// What is said of a form that has files.
const FORM: &str = "Sent as a `multipart/form-data` form.";

/// What is said of everything that the document deprecates.
pub(super) const DEPRECATED: &str = "**Deprecated** by the API's description.";

/// Text on one line, without characters that can't be seen.
pub(super) fn one_line(text: &str) -> String {
    docs::visible(&text.replace(char::is_control, " "))
}

/// Text as a code span, whatever backticks it holds.
pub(super) fn code(text: &str) -> String {
    let longest = text
        .split(|char| char != '`')
        .map(str::len)
        .max()
        .unwrap_or(0);
    let fence = "`".repeat(longest + 1);
    let text = one_line(text);
    match longest {
        0 if !text.trim().is_empty() => format!("{fence}{text}{fence}"),
        0 => "an empty text".to_owned(),
        _ => format!("{fence} {text} {fence}"),
    }
}

/// The documentation of a type that has no description: the component that it is, if it is one.
pub(super) fn schema(def: &TypeDef, kind: &str) -> String {
    let component = def.pointer.strip_prefix("/components/schemas/");
    match component.filter(|name| !name.contains('/')) {
        Some(name) => {
            let name = name.replace("~1", "/").replace("~0", "~");
            format!("Schema {}.", code(&name))
        }
        None => format!("Inline {kind}."),
    }
}

/// What else a document was made of, as words after its name.
pub(super) fn other_files(origin: &Origin) -> String {
    match origin.other_files {
        0 => String::new(),
        1 => " and 1 other file".to_owned(),
        count => format!(" and {count} other files"),
    }
}
