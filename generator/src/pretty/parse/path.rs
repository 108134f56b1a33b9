//! Paths, types and patterns.

use std::borrow::Cow;

use proc_macro2::Delimiter;

use super::super::tree::Path;
use super::separated::parenthesized;
use crate::tokens::Cursor;

/// Parses a type.
pub(super) fn ty<'t>(cursor: &mut Cursor<'t>) -> Option<Path<'t>> {
    if cursor.eat("&") {
        let lifetime = cursor.lifetime().map(|name| format!("'{name} "));
        let mutable = if cursor.eat("mut") { "mut " } else { "" };
        let start = format!("&{}{mutable}", lifetime.unwrap_or_default());
        return Some(prefixed(&start, ty(cursor)?));
    }
    if cursor.eat("impl") {
        return Some(prefixed("impl ", path(cursor)?));
    }
    if let Some(mut inner) = cursor.group(Delimiter::Bracket) {
        let element = ty(&mut inner)?;
        return inner
            .is_empty()
            .then(|| whole(format!("[{}]", element.one_line())));
    }
    if cursor.is_group(Delimiter::Parenthesis) {
        let parts = parenthesized(cursor, ty)?;
        let parts: Vec<_> = parts.iter().map(Path::one_line).collect();
        let comma = if parts.len() == 1 { "," } else { "" };
        return Some(whole(format!("({}{comma})", parts.join(", "))));
    }
    path(cursor)
}

fn prefixed<'t>(start: &str, path: Path<'t>) -> Path<'t> {
    Path {
        text: Cow::Owned(format!("{start}{}", path.text)),
        ..path
    }
}

fn whole<'t>(text: String) -> Path<'t> {
    Path {
        text: Cow::Owned(text),
        arguments: Vec::new(),
    }
}

/// Parses a path in a type: generic arguments follow the last name directly.
fn path<'t>(cursor: &mut Cursor<'t>) -> Option<Path<'t>> {
    let text = names(cursor)?;
    let arguments = if cursor.eat("<") {
        arguments(cursor)?
    } else {
        Vec::new()
    };
    (!cursor.is("::") && !cursor.is("+")).then_some(Path { text, arguments })
}

/// Parses names with `::` between them.
fn names<'t>(cursor: &mut Cursor<'t>) -> Option<Cow<'t, str>> {
    let leading = cursor.eat("::");
    let first = cursor.ident()?;
    if !leading && !cursor.is("::") {
        return Some(Cow::Borrowed(first));
    }
    let mut text = if leading { "::" } else { "" }.to_owned() + first;
    while cursor.is("::") && !cursor.is("::<") {
        let mut ahead = *cursor;
        ahead.eat("::");
        let Some(name) = ahead.ident() else { break };
        *cursor = ahead;
        text.push_str("::");
        text.push_str(name);
    }
    Some(Cow::Owned(text))
}

/// Parses generic arguments after `<`, with the `>`.
fn arguments<'t>(cursor: &mut Cursor<'t>) -> Option<Vec<Path<'t>>> {
    let mut found = Vec::new();
    while !cursor.eat(">") {
        found.push(argument(cursor)?);
        if !cursor.eat(",") && !cursor.is(">") {
            return None;
        }
    }
    Some(found)
}

fn argument<'t>(cursor: &mut Cursor<'t>) -> Option<Path<'t>> {
    if let Some(name) = cursor.lifetime() {
        return Some(whole(format!("'{name}")));
    }
    let mut ahead = *cursor;
    if let Some(name) = ahead.ident()
        && ahead.eat("=")
    {
        *cursor = ahead;
        return Some(prefixed(&format!("{name} = "), ty(cursor)?));
    }
    ty(cursor)
}

/// Parses a path in an expression: `::` precedes its generic arguments, which end it.
pub(super) fn value<'t>(cursor: &mut Cursor<'t>) -> Option<Path<'t>> {
    let text = names(cursor)?;
    if !cursor.is("::") {
        return Some(Path {
            text,
            arguments: Vec::new(),
        });
    }
    cursor.eat("::");
    let arguments = cursor.eat("<").then(|| arguments(cursor)).flatten()?;
    let text = Cow::Owned(format!("{text}::"));
    (!cursor.is("::")).then_some(Path { text, arguments })
}

/// Parses generic arguments of a method, to text with `::`.
pub(super) fn turbofish(cursor: &mut Cursor<'_>) -> Option<String> {
    let found = cursor.eat("<").then(|| arguments(cursor)).flatten()?;
    let found: Vec<_> = found.iter().map(Path::one_line).collect();
    Some(format!("::<{}>", found.join(", ")))
}

/// Parses a pattern: a literal, a name, or a name with patterns in parentheses.
pub(super) fn pattern(cursor: &mut Cursor<'_>) -> Option<String> {
    let minus = if cursor.eat("-") { "-" } else { "" };
    if let Some(literal) = cursor.literal() {
        return Some(format!("{minus}{literal}"));
    }
    if cursor.is_group(Delimiter::Parenthesis) {
        let parts = parenthesized(cursor, pattern)?;
        return Some(format!("({})", parts.join(", ")));
    }
    if cursor.eat("_") {
        return Some("_".to_owned());
    }
    let mutable = if cursor.eat("mut") { "mut " } else { "" };
    let name = names(cursor)?;
    let held = match cursor.is_group(Delimiter::Parenthesis) {
        true => format!("({})", parenthesized(cursor, pattern)?.join(", ")),
        false => String::new(),
    };
    Some(format!("{mutable}{name}{held}"))
}
