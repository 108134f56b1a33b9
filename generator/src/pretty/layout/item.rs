//! Items, with blank lines between them.

use super::super::tree::{
    Attribute, Expr, Field, Function, Impl, Item, ItemKind, Path, Statement, UseEnd, Variant,
};
use super::expr::{self, Style};
use super::list::{Brackets, Element, Trailing};
use super::shape::{LINE, Shape, last_line_width, width};
use super::{attribute, control, path, statement, uses};

/// Returns the items of a file: sorted imports and modules, and blank lines between all others.
pub(super) fn file(mut items: Vec<Item<'_>>) -> Option<String> {
    for group in items.chunk_by_mut(|left, right| is_together(left, right)) {
        group.sort_by(|left, right| match (&left.kind, &right.kind) {
            (ItemKind::Use(left), ItemKind::Use(right)) => uses::compare(left, right),
            (ItemKind::Mod(left), ItemKind::Mod(right)) => {
                let plain = |name: &str| name.trim_start_matches("r#").to_owned();
                plain(left).cmp(&plain(right))
            }
            _ => std::cmp::Ordering::Equal,
        });
    }
    spaced(&items, Shape::new(0, LINE))
}

/// Returns items with their indentation, and blank lines between them.
fn spaced(items: &[Item<'_>], shape: Shape) -> Option<String> {
    let mut text = String::new();
    for (index, found) in items.iter().enumerate() {
        let before = index.checked_sub(1).map(|before| &items[before]);
        if before.is_some_and(|before| !is_together(before, found)) {
            text.push('\n');
        }
        // An item that is too wide in every layout stays too wide.
        let item = item(found, shape.strict()).or_else(|| item(found, shape.overflowing()))?;
        text.push_str(&" ".repeat(shape.indent));
        text.push_str(&item);
        text.push('\n');
    }
    Some(text)
}

/// Whether no blank line is between two items.
fn is_together(left: &Item<'_>, right: &Item<'_>) -> bool {
    group(left).is_some() && group(left) == group(right)
}

/// Returns the group of a one-line item.
fn group(item: &Item<'_>) -> Option<u8> {
    match &item.kind {
        ItemKind::Mod(_) if item.attributes.is_empty() => Some(0),
        ItemKind::Use(tree) => {
            let first = match (tree.segments.as_slice(), &tree.end) {
                ([_], UseEnd::Name) | ([], _) => None,
                ([first, ..], _) => Some(first.as_str()),
            };
            Some(match (&*item.visibility, first) {
                ("", Some("std")) => 1,
                ("", Some("crate" | "super")) => 2,
                ("", _) => 3,
                (_, Some("crate")) => 4,
                _ => 5,
            })
        }
        ItemKind::Alias(..) if item.visibility.is_empty() => Some(6),
        _ => None,
    }
}

fn item(item: &Item<'_>, shape: Shape) -> Option<String> {
    let mut text = attributes(&item.attributes, shape)?;
    let visibility = &item.visibility;
    text.push_str(visibility);
    let definition = match &item.kind {
        ItemKind::Mod(name) => format!("mod {name};"),
        ItemKind::Use(tree) => uses::line(tree, shape.after(visibility.len())?),
        ItemKind::Constant(start, ty, value) => constant(visibility, start, ty, value, shape)?,
        ItemKind::Alias(name, ty) => {
            let start = format!("{visibility}type {name} =");
            let ty = expr::assigned(&start, shape.before(1)?, |shape| path::text(ty, shape))?;
            format!("{};", ty.strip_prefix(&**visibility)?)
        }
        ItemKind::Struct(name, fields) => {
            let fields = fields.iter().map(|found| field(found, shape.nested()));
            let fields: Vec<_> = fields.collect::<Option<_>>()?;
            let start = format!("{visibility}struct {name}");
            let text = braces(&start, start.len(), &fields.join("\n"), shape);
            text.strip_prefix(&**visibility)?.to_owned()
        }
        ItemKind::Tuple(name, types) => {
            let start = format!("{visibility}struct {name}");
            let text = held(&start, types, shape.before(1)?)?;
            format!("{};", text.strip_prefix(&**visibility)?)
        }
        ItemKind::Enum(name, variants) => {
            let variants = variants.iter().map(|found| variant(found, shape.nested()));
            let variants = variants.collect::<Option<String>>()?;
            let start = format!("{visibility}enum {name}");
            let text = braces(&start, start.len(), &variants, shape);
            text.strip_prefix(&**visibility)?.to_owned()
        }
        ItemKind::Impl(found) => implementation(found, shape)?,
        ItemKind::Function(found) => function(visibility, found, shape)?,
        ItemKind::Macro(found) => {
            let call = expr::macro_call(found, Style::default(), shape.before(1)?)?;
            format!("{call};")
        }
    };
    text.push_str(&definition);
    Some(text)
}

/// Returns what starts a definition, of this width, and its content in braces. The content ends with a
/// line break.
fn braces(start: &str, taken: usize, content: &str, shape: Shape) -> String {
    let (line, indent) = (shape.break_line(), " ".repeat(shape.indent));
    let space = match start.contains('\n') || taken + 2 > shape.width {
        true => line.as_str(),
        false => " ",
    };
    match content.is_empty() {
        true if start.contains('\n') => format!("{start}{line}{{{line}}}"),
        true => format!("{start} {{}}"),
        false => format!("{start}{space}{{\n{content}{indent}}}"),
    }
}

/// Returns a name, and the types that it holds in parentheses, if there are any.
fn held(name: &str, types: &[Path<'_>], shape: Shape) -> Option<String> {
    if types.is_empty() {
        return Some(name.to_owned());
    }
    let brackets = Brackets {
        name,
        open: "(",
        close: ")",
        max_width: LINE,
        trailing: Trailing::Vertical,
    };
    let types: Vec<_> = types.iter().map(Element::Type).collect();
    brackets.text(&types, Style::default(), shape)
}

/// Returns attributes, each with a line break and the indentation of the next line.
fn attributes(attributes: &[Attribute<'_>], shape: Shape) -> Option<String> {
    let mut text = String::new();
    for found in attributes {
        let found = attribute::text(found, shape.strict())
            .or_else(|| attribute::text(found, shape.overflowing()))?;
        text.push_str(&found);
        text.push_str(&shape.break_line());
    }
    Some(text)
}

fn constant(
    visibility: &str,
    start: &str,
    ty: &Path<'_>,
    value: &Expr<'_>,
    shape: Shape,
) -> Option<String> {
    let start = format!("{visibility}{start}: ");
    let beside = shape.after(start.len() + 2);
    let start = match beside.and_then(|shape| path::text(ty, shape)) {
        Some(ty) => format!("{start}{ty} ="),
        None => {
            let nested = shape.nested();
            let ty = path::text(ty, nested)?;
            format!("{}{}{ty} =", start.trim_end(), nested.break_line())
        }
    };
    let value = |shape| expr::text(value, Style::default(), shape);
    let text = expr::assigned(&start, shape.before(1)?, value)?;
    Some(format!("{};", text.strip_prefix(visibility)?))
}

fn field(field: &Field<'_>, shape: Shape) -> Option<String> {
    let indent = " ".repeat(shape.indent);
    let attributes = attributes(&field.attributes, shape)?;
    let room = shape.before(1)?;
    let beside = room.after(width(&field.start));
    let ty = beside.and_then(|shape| path::text(&field.ty, shape));
    let definition = match ty.filter(|ty| !ty.contains('\n')) {
        Some(ty) => format!("{}{ty}", field.start),
        None => expr::assigned(field.start.trim_end(), room, |shape| {
            path::text(&field.ty, shape)
        })?,
    };
    Some(format!("{indent}{attributes}{definition},\n"))
}

fn variant(variant: &Variant<'_>, shape: Shape) -> Option<String> {
    let indent = " ".repeat(shape.indent);
    let attributes = attributes(&variant.attributes, shape)?;
    let definition = held(variant.name, &variant.held, shape.before(1)?)?;
    Some(format!("{indent}{attributes}{definition},\n"))
}

fn implementation(found: &Impl<'_>, shape: Shape) -> Option<String> {
    let ty = found.ty.one_line();
    let start = match &found.implemented {
        None => match shape.has_room(width(&ty) + 7) {
            true => format!("impl {ty}"),
            false => {
                let nested = shape.nested();
                format!(
                    "impl{}{}",
                    nested.break_line(),
                    path::text(&found.ty, nested)?
                )
            }
        },
        Some(implemented) => {
            let implemented = implemented.one_line();
            let start = format!("impl {implemented} for {ty}");
            match shape.has_room(width(&start) + 2) {
                true => start,
                false => format!("impl {implemented}{}for {ty}", shape.nested().break_line()),
            }
        }
    };
    let content = spaced(&found.items, shape.nested())?;
    Some(braces(&start, width(&start), &content, shape))
}

fn function(visibility: &str, found: &Function<'_>, shape: Shape) -> Option<String> {
    let signature = signature(visibility, found, shape)?;
    // Like rustfmt, this counts the indentation twice where the signature has several lines.
    let last = match signature.contains('\n') {
        true => last_line_width(&signature),
        false => visibility.len() + width(&signature),
    };
    let line = shape.break_line();
    if found.body.is_empty() {
        let inside = if signature.contains('\n') { &*line } else { "" };
        return Some(format!("{signature} {{{inside}}}"));
    }
    let space = if last + 2 > shape.width { &*line } else { " " };
    let body = control::block(&found.body, shape)?;
    Some(format!("{signature}{space}{body}"))
}

/// Returns what precedes the body of a function: on one line, or with a line for each parameter.
fn signature(visibility: &str, found: &Function<'_>, shape: Shape) -> Option<String> {
    let start = &found.start;
    let result = match &found.result {
        Some(ty) => format!("-> {}", path::text(ty, shape.after(3)?)?),
        None => String::new(),
    };
    let parameters = found.parameters.iter();
    let parameters = parameters.map(|(start, ty)| {
        let ty = ty.as_ref().map(Path::one_line);
        format!("{start}{}", ty.unwrap_or_default())
    });
    let parameters = parameters.collect::<Vec<_>>().join(", ");
    // Room for the brackets, the space before the result, and the body.
    let taken = match result.is_empty() {
        true => 4,
        false => 5 + result.len(),
    };
    let room = shape
        .width
        .saturating_sub(visibility.len() + start.len() + taken);
    let space = if result.is_empty() { "" } else { " " };
    let (line, nested) = (shape.break_line(), shape.nested());
    // Like rustfmt, this counts the columns of parameters first, then their bytes.
    Some(
        match (width(&parameters) <= room, parameters.len() <= room) {
            _ if found.parameters.is_empty() => {
                // Like rustfmt, this breaks the line even before an empty result.
                let whole = visibility.len() + start.len() + 2 + space.len() + result.len();
                let space = if whole > shape.width { &*line } else { space };
                format!("{start}(){space}{result}")
            }
            (true, true) if !result.contains('\n') => {
                format!("{start}({parameters}){space}{result}")
            }
            (true, false) => format!(
                "{start}({}{parameters}{line}){space}{result}",
                nested.break_line()
            ),
            _ => format!(
                "{start}({}){space}{result}",
                parameters_on_lines(found, shape)?
            ),
        },
    )
}

fn parameters_on_lines(found: &Function<'_>, shape: Shape) -> Option<String> {
    let nested = shape.nested();
    let line = nested.break_line();
    let parameters = found.parameters.iter().map(|(start, ty)| {
        let room = nested.after(width(start))?.before(1)?;
        let ty = match ty {
            Some(ty) => path::text(ty, room)?,
            None => String::new(),
        };
        Some(format!("{line}{start}{ty},"))
    });
    let parameters = parameters.collect::<Option<String>>()?;
    Some(format!("{parameters}{}", shape.break_line()))
}

/// Returns statements on lines of this width.
pub(super) fn statements(body: &[Statement<'_>], line: usize) -> Option<String> {
    statement::lines(body, Shape::new(0, line))
}
