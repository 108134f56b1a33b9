//! The facts about the wire of single things of the intermediate representation.

use std::collections::BTreeMap;

use serde_json::Value;

use super::item::{ItemKind, Surface};
use crate::ir::{
    Access, Body, Codec, Constant, Constraints, Credential, Field, Limit, Module, Parameter,
    ServerTemplate, ServerVariable, Struct, Style, Type,
};

/// The fact that `Debug` redacts a value.
pub(super) const PERSONAL: &str = "personal data";

/// The fact that a constructor sets a value, without an argument for it.
pub(crate) const CONSTANT: &str = "fixed value";

fn constant(value: Constant<'_>) -> String {
    match value {
        Constant::Flag(flag) => flag.to_string(),
        Constant::Variant(name) => name.plain().to_owned(),
    }
}

/// The fact that names the error codes of constraints.
const ERROR_CODES: &str = "error codes";

/// Facts by their names.
pub(super) type Facts = BTreeMap<String, String>;

pub(super) fn facts<const N: usize>(facts: [(&str, Option<String>); N]) -> Facts {
    let present = facts.into_iter();
    let present = present.filter_map(|(name, value)| Some((name.to_owned(), value?)));
    present.collect()
}

/// Adds facts and the part of the document to an item, if there is one.
pub(super) fn annotate(
    surface: &mut Surface,
    path: &str,
    kind: ItemKind,
    facts: Facts,
    origin: &str,
) {
    if let Some(item) = surface.get_mut(path, kind) {
        item.facts.extend(facts);
        origin.clone_into(&mut item.origin);
    }
}

pub(super) fn credentials(ways: &[Vec<Credential>]) -> String {
    let name = |credential: &Credential| match credential {
        Credential::Bearer => "bearer".to_owned(),
        Credential::Basic => "basic".to_owned(),
        Credential::Key(key) => format!("{} {}", key.location.as_str(), key.wire),
    };
    let ways = ways.iter().map(|parts| {
        let mut parts: Vec<_> = parts.iter().map(name).collect();
        parts.sort();
        parts.join(" and ")
    });
    ways.collect::<Vec<_>>().join(" or ")
}

/// Returns the environment variables that a text names, once each.
pub(super) fn variables(text: &str) -> String {
    let mut names: Vec<&str> = Vec::new();
    for name in text.split('`').skip(1).step_by(2) {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names.join(", ")
}

pub(super) fn field_facts(module: &Module, field: &Field, is_sent: bool) -> Facts {
    let access = match field.access {
        Access::Full => None,
        Access::ReadOnly => Some("read-only".to_owned()),
        Access::WriteOnly => Some("write-only".to_owned()),
    };
    let mut all = facts([
        ("wire", Some(field.wire.clone())),
        ("default", field.default.clone()),
        (CONSTANT, field.constant(module).map(constant)),
        ("access", access),
        ("deprecated", field.deprecated.then(String::new)),
        ("format", format(&field.ty)),
        (PERSONAL, field.personal.then(String::new)),
    ]);
    if is_sent {
        all.extend(constraints(&field.constraints));
    }
    all
}

pub(super) fn parameter_facts(parameter: &Parameter) -> Facts {
    let style = style(parameter.style);
    let default = parameter.default.clone();
    let default = default.filter(|_| parameter.fallback.is_none());
    let explode = if parameter.explode { ", exploded" } else { "" };
    let mut all = facts([
        ("wire", Some(parameter.wire.clone())),
        ("in", Some(parameter.location.as_str().to_owned())),
        ("style", Some(format!("{style}{explode}"))),
        ("default", default),
        ("fallback", parameter.fallback.clone()),
        ("deprecated", parameter.deprecated.then(String::new)),
        ("format", format(&parameter.ty)),
        (PERSONAL, parameter.personal.then(String::new)),
    ]);
    all.extend(constraints(&parameter.constraints));
    all
}

/// Returns the word for a style, in the spelling of OpenAPI.
fn style(style: Style) -> String {
    let word = format!("{style:?}");
    let (first, rest) = word.split_at(1);
    first.to_lowercase() + rest
}

pub(super) fn body_facts(body: &Body) -> Facts {
    let styles: Vec<_> = body
        .styles
        .iter()
        .map(|found| {
            let explode = if found.explode { ", exploded" } else { "" };
            format!("{}: {}{explode}", found.wire, style(found.style))
        })
        .collect();
    let parts = body
        .media_types
        .iter()
        .map(|(part, media)| format!("{part}: {media}"));
    let parts: Vec<_> = parts.collect();
    let mut all = facts([
        ("in", Some("body".to_owned())),
        (
            "encoding",
            Some(format!("{:?}", body.encoding).to_lowercase()),
        ),
        ("content type", Some(body.content_type.clone())),
        ("styles", (!styles.is_empty()).then(|| styles.join("; "))),
        ("media types", (!parts.is_empty()).then(|| parts.join("; "))),
        ("format", format(&body.ty)),
        (PERSONAL, body.personal.then(String::new)),
    ]);
    all.extend(constraints(&body.constraints));
    all
}

/// Returns the form on the wire of the scalars in a type, where the type in Rust doesn't show it.
pub(super) fn format(ty: &Type) -> Option<String> {
    let mut found = None;
    ty.walk(&mut |part| {
        if let Some(Codec::Module(module)) = part.scalar().map(|facts| facts.codec) {
            found = Some(module.to_owned());
        }
    });
    found
}

pub(super) fn constraints(found: &Constraints) -> Facts {
    let codes = found.codes.iter();
    let codes: Vec<_> = codes
        .map(|(keyword, code)| format!("{keyword} {code}"))
        .collect();
    let mut all = facts(keywords(found));
    all.extend(facts([(
        ERROR_CODES,
        (!codes.is_empty()).then(|| codes.join(", ")),
    )]));
    all
}

pub(super) fn text<T: ToString>(value: Option<T>) -> Option<String> {
    value.map(|value| value.to_string())
}

/// Returns the lists of servers from which callers may choose, with their variables.
pub(super) fn servers(lists: &[Vec<ServerTemplate>]) -> Option<String> {
    let variable = |found: &ServerVariable| {
        let values = found.values.join("|");
        format!("; {} = {} ({values})", found.name, found.default)
    };
    let server = |found: &ServerTemplate| {
        let variables: String = found.variables.iter().map(variable).collect();
        let text = format!("{} {}{variables}", found.name, found.url);
        text.trim().to_owned()
    };
    let lists = lists.iter();
    let lists: Vec<_> = lists
        .map(|list| list.iter().map(server).collect::<Vec<_>>().join(", "))
        .collect();
    (!lists.is_empty()).then(|| lists.join(" or "))
}

/// Returns the keywords of the constraints, with their values.
fn keywords(found: &Constraints) -> [(&'static str, Option<String>); 13] {
    let limit = |limit: &Limit| match limit.is_exclusive {
        true => format!("{} exclusive", limit.value),
        false => limit.value.to_string(),
    };
    let joined = |all: Vec<String>| (!all.is_empty()).then(|| all.join(", "));
    let each = found.each.as_deref().map(keywords).into_iter().flatten();
    let each = each.filter_map(|(keyword, value)| Some(format!("{keyword} {}", value?)));
    [
        ("minLength", text(found.min_length)),
        ("maxLength", text(found.max_length)),
        ("minItems", text(found.min_items)),
        ("maxItems", text(found.max_items)),
        ("uniqueItems", found.unique_items.then(|| "true".to_owned())),
        ("minProperties", text(found.min_properties)),
        ("maxProperties", text(found.max_properties)),
        ("minimum", found.minimum.as_ref().map(limit)),
        ("maximum", found.maximum.as_ref().map(limit)),
        ("multipleOf", text(found.multiple_of.as_ref())),
        ("pattern", joined(found.patterns.clone())),
        (
            "values",
            joined(found.values.iter().map(Value::to_string).collect()),
        ),
        ("each", joined(each.collect())),
    ]
}

/// The fact that names the sets of properties of which a request has one.
pub(super) const ALTERNATIVES: &str = "alternatives";

/// Whether a fact is a constraint of the values of a request.
pub(crate) fn is_constraint(fact: &str) -> bool {
    let keywords = keywords(&Constraints::default());
    fact == ALTERNATIVES || keywords.iter().any(|(keyword, _)| *keyword == fact)
}

/// Returns the sets of properties of which a request has one.
pub(super) fn alternatives(shape: &Struct) -> Option<String> {
    let sets = shape
        .alternatives
        .iter()
        .map(|found| match found.is_exclusive {
            true => format!("only one of {}", found.text()),
            false => found.text(),
        });
    let sets: Vec<_> = sets.collect();
    (!sets.is_empty()).then(|| sets.join(", "))
}
