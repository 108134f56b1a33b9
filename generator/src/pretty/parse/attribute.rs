//! Attributes and imports.

use proc_macro2::Delimiter;

use super::super::tree::{Attribute, Expr, List, Use, UseEnd};
use super::path;
use super::separated::separated;
use crate::tokens::Cursor;

/// Parses the attributes before an item, a field or a variant.
pub(super) fn attributes<'t>(cursor: &mut Cursor<'t>) -> Option<Vec<Attribute<'t>>> {
    let mut found = Vec::new();
    while cursor.eat("#") {
        let mut inner = cursor.group(Delimiter::Bracket)?;
        found.push(attribute(&mut inner)?);
    }
    Some(found)
}

fn attribute<'t>(cursor: &mut Cursor<'t>) -> Option<Attribute<'t>> {
    let mut ahead = *cursor;
    if ahead.eat("doc") && ahead.eat("=") {
        return documentation(ahead.literal()?).map(Attribute::Doc);
    }
    let meta = meta(cursor)?;
    cursor.is_empty().then_some(Attribute::Meta(meta))
}

/// Returns a line of documentation from its literal, if `///` can precede it.
fn documentation(literal: &str) -> Option<String> {
    let raw = literal.strip_prefix("r\"");
    let quoted = raw.or_else(|| literal.strip_prefix('"'))?;
    let quoted = quoted.strip_suffix('"')?;
    let line = match raw.is_none() && quoted.contains('\\') {
        true => syn::parse_str::<syn::LitStr>(literal).ok()?.value(),
        false => quoted.to_owned(),
    };
    let is_line = !line.starts_with('/') && !line.contains(['\n', '\r']);
    is_line.then(|| line.trim_end().to_owned())
}

/// Parses `name`, `name = value` or `name(…)`.
fn meta<'t>(cursor: &mut Cursor<'t>) -> Option<Expr<'t>> {
    let path = path::value(cursor)?;
    if cursor.eat("=") {
        let value = cursor.literal()?;
        return Some(Expr::Text(format!("{} = {value}", path.text)));
    }
    if let Some(mut inner) = cursor.group(Delimiter::Parenthesis) {
        let (items, ends_with_comma) = separated(&mut inner, meta)?;
        let list = List {
            items,
            ends_with_comma,
        };
        return Some(Expr::Call(path, list));
    }
    Some(Expr::Path(path))
}

/// Parses what follows `use`.
pub(super) fn use_tree(cursor: &mut Cursor<'_>) -> Option<Use> {
    let mut segments = Vec::new();
    loop {
        if cursor.eat("*") {
            let end = UseEnd::Glob;
            return Some(Use { segments, end });
        }
        if let Some(mut inner) = cursor.group(Delimiter::Brace) {
            let (trees, _) = separated(&mut inner, use_tree)?;
            let end = UseEnd::Group(trees);
            return Some(Use { segments, end });
        }
        segments.push(cursor.ident()?.to_owned());
        if !cursor.eat("::") {
            let end = UseEnd::Name;
            return Some(Use { segments, end });
        }
    }
}
