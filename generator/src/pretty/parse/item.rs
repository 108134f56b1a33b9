//! Items and attributes.

use std::borrow::Cow;

use proc_macro2::Delimiter;

use super::super::tree::{Field, Function, Impl, Item, ItemKind, Path, Variant};
use super::attribute::{attributes, use_tree};
use super::expr::{expr, macro_call, statements};
use super::path;
use super::separated::{parenthesized, separated};
use crate::tokens::Cursor;

/// Parses everything as items.
pub(super) fn items<'t>(cursor: &mut Cursor<'t>) -> Option<Vec<Item<'t>>> {
    let mut found = Vec::new();
    while !cursor.is_empty() {
        found.push(item(cursor)?);
    }
    Some(found)
}

fn item<'t>(cursor: &mut Cursor<'t>) -> Option<Item<'t>> {
    let attributes = attributes(cursor)?;
    let visibility = visibility(cursor)?;
    let kind = kind(cursor)?;
    Some(Item {
        attributes,
        visibility,
        kind,
    })
}

fn kind<'t>(cursor: &mut Cursor<'t>) -> Option<ItemKind<'t>> {
    if cursor.eat("mod") {
        let name = cursor.ident()?;
        return cursor.eat(";").then_some(ItemKind::Mod(name));
    }
    if cursor.eat("use") {
        let tree = use_tree(cursor)?;
        return cursor.eat(";").then_some(ItemKind::Use(tree));
    }
    if cursor.eat("struct") {
        return structure(cursor);
    }
    if cursor.eat("enum") {
        let name = cursor.ident()?;
        let mut inner = cursor.group(Delimiter::Brace)?;
        let (variants, _) = separated(&mut inner, variant)?;
        return Some(ItemKind::Enum(name, variants));
    }
    if cursor.eat("type") {
        let name = cursor.ident()?;
        let ty = cursor.eat("=").then(|| path::ty(cursor)).flatten()?;
        return cursor.eat(";").then_some(ItemKind::Alias(name, ty));
    }
    if cursor.eat("impl") {
        return implementation(cursor).map(ItemKind::Impl);
    }
    let mut ahead = *cursor;
    let qualifier = match () {
        () if ahead.eat("async") => "async ",
        () if ahead.eat("const") => "const ",
        () => "",
    };
    if ahead.eat("fn") {
        *cursor = ahead;
        return function(cursor, qualifier).map(ItemKind::Function);
    }
    for keyword in ["const", "static"] {
        if cursor.eat(keyword) {
            return constant(cursor, keyword);
        }
    }
    macro_item(cursor)
}

fn macro_item<'t>(cursor: &mut Cursor<'t>) -> Option<ItemKind<'t>> {
    let path = path::value(cursor)?;
    if !cursor.is("!") || !path.arguments.is_empty() {
        return None;
    }
    let call = macro_call(cursor, &path.text)?;
    cursor.eat(";").then_some(ItemKind::Macro(call))
}

fn constant<'t>(cursor: &mut Cursor<'t>, keyword: &str) -> Option<ItemKind<'t>> {
    let name = cursor.ident()?;
    let ty = cursor.eat(":").then(|| path::ty(cursor)).flatten()?;
    let value = cursor.eat("=").then(|| expr(cursor)).flatten()?;
    let found = ItemKind::Constant(format!("{keyword} {name}"), ty, value);
    cursor.eat(";").then_some(found)
}

fn structure<'t>(cursor: &mut Cursor<'t>) -> Option<ItemKind<'t>> {
    let name = cursor.ident()?;
    if let Some(mut inner) = cursor.group(Delimiter::Brace) {
        let (fields, _) = separated(&mut inner, field)?;
        return Some(ItemKind::Struct(name, fields));
    }
    let types = parenthesized(cursor, path::ty)?;
    cursor.eat(";").then_some(ItemKind::Tuple(name, types))
}

fn field<'t>(cursor: &mut Cursor<'t>) -> Option<Field<'t>> {
    let attributes = attributes(cursor)?;
    let visibility = visibility(cursor)?;
    let name = cursor.ident()?;
    let ty = cursor.eat(":").then(|| path::ty(cursor)).flatten()?;
    Some(Field {
        attributes,
        start: format!("{visibility}{name}: "),
        ty,
    })
}

fn variant<'t>(cursor: &mut Cursor<'t>) -> Option<Variant<'t>> {
    let attributes = attributes(cursor)?;
    let name = cursor.ident()?;
    let held = match cursor.is_group(Delimiter::Parenthesis) {
        true => parenthesized(cursor, path::ty)?,
        false => Vec::new(),
    };
    Some(Variant {
        attributes,
        name,
        held,
    })
}

fn implementation<'t>(cursor: &mut Cursor<'t>) -> Option<Impl<'t>> {
    let first = path::ty(cursor)?;
    let (implemented, ty) = match cursor.eat("for") {
        true => (Some(first), path::ty(cursor)?),
        false => (None, first),
    };
    let mut inner = cursor.group(Delimiter::Brace)?;
    Some(Impl {
        implemented,
        ty,
        items: items(&mut inner)?,
    })
}

/// Parses what follows `fn`.
fn function<'t>(cursor: &mut Cursor<'t>, qualifier: &str) -> Option<Function<'t>> {
    let name = cursor.ident()?;
    let parameters = parenthesized(cursor, parameter)?;
    let result = match cursor.eat("->") {
        true => Some(path::ty(cursor)?),
        false => None,
    };
    let mut body = cursor.group(Delimiter::Brace)?;
    Some(Function {
        start: format!("{qualifier}fn {name}"),
        parameters,
        result,
        body: statements(&mut body)?,
    })
}

fn parameter<'t>(cursor: &mut Cursor<'t>) -> Option<(String, Option<Path<'t>>)> {
    let reference = if cursor.eat("&") { "&" } else { "" };
    let mutable = if cursor.eat("mut") { "mut " } else { "" };
    let name = cursor.ident()?;
    let start = format!("{reference}{mutable}{name}");
    match cursor.eat(":") {
        true => Some((format!("{start}: "), Some(path::ty(cursor)?))),
        false => Some((start, None)),
    }
}

fn visibility(cursor: &mut Cursor<'_>) -> Option<Cow<'static, str>> {
    if !cursor.eat("pub") {
        return Some(Cow::Borrowed(""));
    }
    match cursor.group(Delimiter::Parenthesis) {
        Some(mut inner) => Some(Cow::Owned(format!("pub({}) ", inner.ident()?))),
        None => Some(Cow::Borrowed("pub ")),
    }
}
