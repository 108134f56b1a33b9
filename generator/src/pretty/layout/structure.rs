//! Values of structs.

use super::super::tree::{FieldValue, Struct};
use super::expr::{self, Style};
use super::shape::{Shape, line_break, width};
use super::{attribute, path};

/// The width up to which the fields share a line.
const MAX_WIDTH: usize = 18;

/// Returns the value of a struct, on one line if it is short, else with a line for each field.
pub(super) fn text(value: &Struct<'_>, style: Style, shape: Shape) -> Option<String> {
    let path = path::text(&value.path, shape.before(2)?)?;
    if value.fields.is_empty() && value.base.is_none() {
        return Some(format!("{path} {{}}"));
    }
    let one_line_width = shape.width.checked_sub(path.len() + 5);
    let one_line_width = one_line_width.map(|width| width.min(MAX_WIDTH));
    let nested = shape.nested();
    let fields = value.fields.iter();
    let fields = fields.map(|found| field(found, style, nested.before(1)?));
    let mut fields: Vec<_> = fields.collect::<Option<_>>()?;
    if let Some(base) = &value.base {
        let base = expr::text(base, style, nested.after(2)?)?;
        fields.push(format!("..{base}"));
    }
    let one_line = fields.join(", ");
    let is_one_line = one_line_width.is_some_and(|limit| width(&one_line) <= limit);
    if is_one_line && !one_line.contains('\n') {
        return Some(format!("{path} {{ {one_line} }}"));
    }
    let keeps_no_comma = style.in_macro && !value.ends_with_comma;
    let comma = match value.base.is_some() || keeps_no_comma {
        true => "",
        false => ",",
    };
    let (line, end) = (nested.break_line(), line_break(shape.indent));
    let fields = fields.join(&format!(",{line}"));
    Some(format!("{path} {{{line}{fields}{comma}{end}}}"))
}

fn field(field: &FieldValue<'_>, style: Style, shape: Shape) -> Option<String> {
    let name = field.name;
    let line = shape.break_line();
    let attributes = field.attributes.iter();
    let attributes = attributes.map(|found| Some(attribute::text(found, shape)? + &line));
    let attributes = attributes.collect::<Option<String>>()?;
    let Some(value) = &field.value else {
        return Some(format!("{attributes}{name}"));
    };
    let beside = shape.after(name.len() + 2);
    if let Some(value) = beside.and_then(|shape| expr::text(value, style, shape)) {
        return Some(format!("{attributes}{name}: {value}"));
    }
    let below = shape.nested();
    let value = expr::text(value, style, below)?;
    Some(format!("{attributes}{name}:{}{value}", below.break_line()))
}
