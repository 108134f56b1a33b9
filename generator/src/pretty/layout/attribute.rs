//! Attributes.

use super::super::tree::{Attribute, Expr};
use super::expr::{self, Style};
use super::list::{Brackets, Element, Trailing};
use super::shape::Shape;

/// The width up to which arguments of an attribute share a line.
const MAX_WIDTH: usize = 70;

/// Returns an attribute of an item.
pub(super) fn text(attribute: &Attribute<'_>, shape: Shape) -> Option<String> {
    match attribute {
        Attribute::Doc(line) => Some(["///", line].concat()),
        Attribute::Meta(found) => {
            let inner = meta(found, Style::default(), shape.after(2)?.before(1)?)?;
            Some(format!("#[{inner}]"))
        }
    }
}

/// Returns what is in an attribute.
pub(super) fn meta(meta: &Expr<'_>, style: Style, shape: Shape) -> Option<String> {
    let Expr::Call(path, list) = meta else {
        return expr::text(meta, style, shape);
    };
    let elements: Vec<_> = list.items.iter().map(Element::Meta).collect();
    let is_derive = path.text == "derive";
    let brackets = Brackets {
        name: &path.text,
        open: "(",
        close: ")",
        // Traits to derive share a line wherever they fit.
        max_width: if is_derive { shape.width } else { MAX_WIDTH },
        trailing: match list.ends_with_comma && !is_derive {
            true => Trailing::Always,
            false => Trailing::Never,
        },
    };
    brackets.text(&elements, style, shape)
}
