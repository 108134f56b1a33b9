//! Documentation of types, fields and parameters beyond the document's own words.

use crate::ir::{Access, Constraints, Limit, Origin, Parameter, ParameterLocation, Shape, TypeDef};

use super::docs;

/// The width of a line of documentation at the left margin, and inside an item.
pub(super) const WIDE: usize = 96;
pub(super) const NARROW: usize = 92;

/// Returns the documentation of something: the document's words, else `fallback`; then the facts,
/// each a paragraph.
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

/// Returns the requirements of a request for a value, as a sentence; none if there are none.
pub(super) fn bounds(constraints: &Constraints) -> Option<String> {
    let demands = demands(constraints);
    (!demands.is_empty()).then(|| format!("In a request: {}.", demands.join(", ")))
}

fn demands(constraints: &Constraints) -> Vec<String> {
    let counted = |least: Option<u64>, most: Option<u64>, [one, several]: [&str; 2]| {
        let is_one = most == Some(1) || (most.is_none() && least == Some(1));
        let unit = if is_one { one } else { several };
        span(least, most).map(|span| format!("{span} {unit}"))
    };
    let length = ["character", "characters"];
    let length = counted(constraints.min_length, constraints.max_length, length);
    let size = counted(None, constraints.max_size, ["byte", "bytes"]);
    let items = ["item", "items"];
    let items = counted(constraints.min_items, constraints.max_items, items);
    let properties = ["property", "properties"];
    let (least, most) = (constraints.min_properties, constraints.max_properties);
    let properties = counted(least, most, properties);
    let factor = constraints.multiple_of.as_ref();
    let values = constraints.values.iter();
    let values: Vec<_> = values.map(|value| code(&value.to_string())).collect();
    let patterns = constraints.patterns.iter();
    let patterns = patterns.chain(&constraints.unchecked_patterns);
    let each = constraints.each.as_deref().map(demands).unwrap_or_default();
    patterns
        .map(|pattern| format!("matching {}", code(pattern)))
        .chain(length)
        .chain(size)
        .chain(items)
        .chain(properties)
        .chain(constraints.unique_items.then(|| "no item twice".to_owned()))
        .chain(limits(
            constraints.minimum.as_ref(),
            constraints.maximum.as_ref(),
        ))
        .chain(factor.map(|factor| format!("a multiple of {factor}")))
        .chain((!values.is_empty()).then(|| values.join(" or ")))
        .chain((!each.is_empty()).then(|| format!("each {}", each.join(", "))))
        .collect()
}

/// Returns the limits of a number: `1 to 5`, `more than 0 and at most 1`.
fn limits(least: Option<&Limit>, most: Option<&Limit>) -> Option<String> {
    if least
        .into_iter()
        .chain(most)
        .all(|limit| !limit.is_exclusive)
    {
        return span(
            least.map(|limit| &limit.value),
            most.map(|limit| &limit.value),
        );
    }
    let least = least.map(|limit| match limit.is_exclusive {
        true => format!("more than {}", limit.value),
        false => format!("at least {}", limit.value),
    });
    let most = most.map(|limit| match limit.is_exclusive {
        true => format!("less than {}", limit.value),
        false => format!("at most {}", limit.value),
    });
    let ends: Vec<_> = least.into_iter().chain(most).collect();
    Some(ends.join(" and "))
}

/// Returns the meaning of absence, as a sentence.
pub(super) fn default(value: Option<&str>) -> Option<String> {
    value.map(|value| format!("Default: {}.", code(value)))
}

/// Returns the direction of a value that is only sent or only received, as a sentence.
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

/// Returns the facts of a parameter.
pub(super) fn parameter_facts(parameter: &Parameter) -> Vec<String> {
    let kind = match parameter.location {
        ParameterLocation::Path => "Path parameter",
        ParameterLocation::Query => "Query parameter",
        ParameterLocation::Header => "Header",
        ParameterLocation::Cookie => "Cookie",
    };
    let wire = format!("{kind} {}.", code(&parameter.wire));
    let deprecated = parameter.deprecated.then(|| DEPRECATED.to_owned());
    let default = match parameter.fallback.as_deref() {
        Some(fallback) => Some(format!("Sends {} unless set.", code(fallback))),
        None => default(parameter.default.as_deref()),
    };
    std::iter::once(wire)
        .chain(bounds(&parameter.constraints))
        .chain(default)
        .chain(deprecated)
        .collect()
}

/// Returns the facts of a type.
pub(super) fn type_facts(def: &TypeDef) -> Vec<String> {
    let form = def.shape.holds_files().then(|| FORM.to_owned());
    let deprecated = def.deprecated.then(|| DEPRECATED.to_owned());
    let alternatives = match &def.shape {
        Shape::Struct(shape) if def.usage.request => shape.alternatives.as_slice(),
        _ => &[],
    };
    let alternatives = alternatives.iter().map(|found| {
        let sets = match (&found.given, found.is_exclusive, found.sets.len()) {
            (None, _, 1) => "required: ",
            (None, true, _) => "exactly one of ",
            (None, false, _) => "at least one of ",
            (Some(_), ..) => "",
        };
        format!("In a request: {sets}{}.", found.text())
    });
    form.into_iter()
        .chain(alternatives)
        .chain(deprecated)
        .collect()
}

/// The note on a form that has files.
const FORM: &str = "Sent as a `multipart/form-data` form.";

/// The note on everything that the document deprecates.
pub(super) const DEPRECATED: &str = "**Deprecated** by the API's description.";

/// The note on a required property whose value the document fixes.
pub(super) const CONSTANT: &str = "The value is fixed: the constructor sets it.";

/// Text on one line, without characters that can't be seen.
pub(super) fn one_line(text: &str) -> String {
    docs::visible(&text.replace(char::is_control, " "))
}

/// Text as a code span, even if it contains backticks.
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

/// Returns the documentation of a type that has no description: the component that it is, or the
/// part of the document that contains it.
pub(super) fn schema(def: &TypeDef, kind: &str) -> String {
    let component = def.pointer.strip_prefix("/components/schemas/");
    match component.filter(|name| !name.contains('/')) {
        Some(name) => format!("Schema {}.", code(&unescape(name))),
        None => {
            inline(&def.pointer).unwrap_or_else(|| format!("An unnamed {kind} of the document."))
        }
    }
}

/// Returns the documentation of an inline type: its relation to the property, component or body
/// around it.
fn inline(pointer: &str) -> Option<String> {
    let segments: Vec<_> = pointer.split('/').skip(1).collect();
    let (owner, within) = owner(&segments)?;
    let relation = within.iter().rev().find_map(|segment| match *segment {
        "items" => Some("Item of"),
        "additionalProperties" => Some("Value in"),
        "oneOf" | "anyOf" => Some("Alternative of"),
        _ => None,
    });
    Some(match (relation, owner) {
        (Some(relation), Owner::Named(name)) => format!("{relation} {}.", code(&name)),
        (Some(relation), Owner::Part(part)) => format!("{relation} a {part}."),
        (None, Owner::Named(name)) => format!("Value of {}.", code(&name)),
        (None, Owner::Part(part)) => format!("Schema of a {part}."),
    })
}

/// The innermost part of a document around an inline schema that readers recognise.
enum Owner {
    /// A property or a component.
    Named(String),
    /// A part of an operation.
    Part(&'static str),
}

/// Returns the owner of a schema, and the segments from the owner to the schema.
fn owner<'a>(segments: &'a [&'a str]) -> Option<(Owner, &'a [&'a str])> {
    let after = |name: &str| {
        let found = segments.iter().rposition(|segment| *segment == name)?;
        segments.get(found + 1..)
    };
    let named = |rest: &'a [&'a str]| {
        let (name, within) = rest.split_first()?;
        Some((Owner::Named(unescape(name)), within))
    };
    let part = |key: &str, words| Some((Owner::Part(words), after(key)?));
    let component = segments.strip_prefix(&["components", "schemas"]);
    let is_event = segments.first() == Some(&"webhooks") || after("callbacks").is_some();
    let body = match is_event {
        true => "webhook payload",
        false => "request body",
    };
    after("properties")
        .and_then(named)
        .or_else(|| component.and_then(named))
        .or_else(|| part("responses", "response body"))
        .or_else(|| part("requestBody", body))
        .or_else(|| part("parameters", "parameter"))
}

/// Returns the key that a segment of a JSON pointer encodes.
fn unescape(segment: &str) -> String {
    segment.replace("~1", "/").replace("~0", "~")
}

/// Returns the other sources of a document, as words after its name.
pub(super) fn other_files(origin: &Origin) -> String {
    match origin.other_files {
        0 => String::new(),
        1 => " and 1 other file".to_owned(),
        count => format!(" and {count} other files"),
    }
}

#[cfg(test)]
mod tests {
    use super::inline;

    #[test]
    fn inline_types_are_described_by_the_part_around_them() {
        let body = "content/application~1json/schema";
        for (pointer, docs) in [
            ("/components/schemas/Pet/properties/a~1b", "Value of `a/b`."),
            (
                "/components/schemas/Pet/properties/tags/items",
                "Item of `tags`.",
            ),
            ("/components/schemas/Pet/oneOf/0", "Alternative of `Pet`."),
            (
                "/components/schemas/Pet/additionalProperties",
                "Value in `Pet`.",
            ),
            (
                &format!("/paths/~1a/get/responses/200/{body}"),
                "Schema of a response body.",
            ),
            (
                &format!("/paths/~1a/get/responses/200/{body}/items"),
                "Item of a response body.",
            ),
            (
                &format!("/paths/~1a/put/requestBody/{body}"),
                "Schema of a request body.",
            ),
            (
                &format!("/webhooks/opened/post/requestBody/{body}"),
                "Schema of a webhook payload.",
            ),
            (
                &format!("/paths/~1a/put/callbacks/done/~1b/post/requestBody/{body}/items"),
                "Item of a webhook payload.",
            ),
            (
                "/paths/~1a/get/parameters/0/schema",
                "Schema of a parameter.",
            ),
        ] {
            assert_eq!(inline(pointer).as_deref(), Some(docs), "{pointer}");
        }
    }
}
