//! Paths and types.

use super::super::tree::Path;
use super::expr::Style;
use super::list::{Brackets, Element, Trailing};
use super::shape::{LINE, Shape};

impl Path<'_> {
    /// Returns the path on one line.
    pub(in super::super) fn one_line(&self) -> String {
        let mut text = self.text.clone().into_owned();
        if !self.arguments.is_empty() {
            let arguments: Vec<_> = self.arguments.iter().map(Path::one_line).collect();
            text = format!("{text}<{}>", arguments.join(", "));
        }
        text
    }
}

/// Returns a path or a type, with a line for each of its generic arguments if they do not fit on one.
pub(super) fn text(path: &Path<'_>, shape: Shape) -> Option<String> {
    // Like rustfmt, this measures neither `impl` nor the `::` before the arguments of a value.
    let taken = path.text.trim_end_matches("::").len() - 5 * path.text.matches("impl ").count();
    let after = shape.after(taken)?;
    if path.arguments.is_empty() {
        return Some(path.text.clone().into_owned());
    }
    let arguments: Vec<_> = path.arguments.iter().map(Element::Type).collect();
    let list = Brackets {
        name: "",
        open: "<",
        close: ">",
        max_width: LINE,
        trailing: Trailing::Vertical,
    };
    let arguments = list.text(&arguments, Style::default(), after)?;
    Some(format!("{}{arguments}", path.text))
}
