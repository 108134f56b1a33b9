//! Lists in brackets: arguments, arrays, generic arguments.

use super::super::tree::{Expr, Path};
use super::expr::{self, Style};
use super::path;
use super::shape::{Shape, TAB, end_offset, first_line_width, last_line_width, line_break, width};

/// An element of a list.
#[derive(Clone, Copy)]
pub(super) enum Element<'a, 't> {
    Expr(&'a Expr<'t>),
    /// An argument of an attribute.
    Meta(&'a Expr<'t>),
    Type(&'a Path<'t>),
}

impl Element<'_, '_> {
    fn text(self, style: Style, shape: Shape) -> Option<String> {
        match self {
            Self::Expr(found) => expr::text(found, style, shape),
            Self::Meta(found) => super::attribute::meta(found, style, shape),
            Self::Type(found) => path::text(found, shape),
        }
    }

    /// Whether the element may start on the line of the bracket and end on another.
    fn may_overflow(self, count: usize) -> bool {
        match self {
            Self::Expr(found) => expr::may_overflow(found, count),
            Self::Meta(found) => count == 1 && !matches!(found, Expr::Literal(_)),
            Self::Type(_) => false,
        }
    }

    fn is_simple(self) -> bool {
        match self {
            Self::Expr(found) => expr::is_simple(found),
            Self::Meta(found) => matches!(found, Expr::Path(_)),
            Self::Type(_) => false,
        }
    }

    fn expr(&self) -> Option<&Expr<'_>> {
        match self {
            Self::Expr(found) => Some(found),
            Self::Meta(_) | Self::Type(_) => None,
        }
    }
}

/// The condition for a comma after the last element.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Trailing {
    Always,
    Never,
    /// If each element is on a separate line.
    Vertical,
}

#[derive(Clone, Copy, PartialEq)]
enum Arrangement {
    OneLine,
    /// As many elements on each line as fit.
    Filled,
    Vertical,
}

/// A list, and how it is written.
pub(super) struct Brackets<'a> {
    /// The tokens before the list.
    pub(super) name: &'a str,
    pub(super) open: &'static str,
    pub(super) close: &'static str,
    /// The width up to which the elements share a line.
    pub(super) max_width: usize,
    pub(super) trailing: Trailing,
}

/// Elements of more than this width do not share lines.
const SHORT: usize = 10;

impl Brackets<'_> {
    /// Returns the list with its name.
    pub(super) fn text(
        &self,
        elements: &[Element<'_, '_>],
        style: Style,
        shape: Shape,
    ) -> Option<String> {
        let writer = Writer {
            list: self,
            elements,
            style,
            one_line_width: shape.width.saturating_sub(end_offset(self.name, shape) + 2),
            one_line: shape
                .after(last_line_width(self.name) + 1)
                .and_then(|shape| shape.before(1))
                .unwrap_or(shape.with_width(0)),
            nested: shape.nested().before(1)?,
        };
        writer.text(shape)
    }
}

struct Writer<'a, 't> {
    list: &'a Brackets<'a>,
    elements: &'a [Element<'a, 't>],
    style: Style,
    one_line_width: usize,
    one_line: Shape,
    nested: Shape,
}

impl Writer<'_, '_> {
    fn text(&self, shape: Shape) -> Option<String> {
        let list = self.list;
        let texts = self.elements.iter();
        let texts = texts.map(|element| element.text(self.style, self.nested));
        let (texts, arrangement) = self.arrange(texts.collect())?;
        let inner = self.join(&texts, arrangement);
        let room = shape.width.saturating_sub(last_line_width(list.name));
        let taken = match inner.is_empty() {
            true => 2,
            false => first_line_width(&inner) + 1,
        };
        let (before, after) = match arrangement == Arrangement::OneLine && taken <= room {
            true => (String::new(), String::new()),
            false if inner.is_empty() => (String::new(), line_break(shape.indent)),
            false => (self.nested.break_line(), line_break(shape.indent)),
        };
        let Brackets {
            name, open, close, ..
        } = list;
        Some([name, open, &*before, &inner, &after, close].concat())
    }

    /// Decides how the elements are arranged, and returns the text of each.
    fn arrange(&self, mut texts: Vec<Option<String>>) -> Option<(Vec<String>, Arrangement)> {
        let Some(&last) = self.elements.last() else {
            return Some((Vec::new(), Arrangement::OneLine));
        };
        let index = texts.len() - 1;
        let joins_name = texts.len() == 1 && last.expr().is_some() && self.list.name.len() < TAB;
        let overflows = joins_name || last.may_overflow(texts.len());
        let overflowed = overflows
            .then(|| self.overflowed(last, &texts, joins_name))
            .flatten();
        if let Some(text) = &overflowed {
            // Its first line has to fit with the other elements.
            let first = text.lines().next().unwrap_or_default().to_owned();
            let whole = texts[index].replace(first);
            if self.default(&texts) == Arrangement::OneLine {
                texts[index] = Some(self.shorter(last, text));
                return Some((
                    texts.into_iter().collect::<Option<_>>()?,
                    Arrangement::OneLine,
                ));
            }
            texts[index] = whole;
        }
        let texts: Vec<String> = texts.into_iter().collect::<Option<_>>()?;
        let is_single = texts.len() == 1 && self.one_line_width != 0;
        if is_single && !texts[0].contains('\n') && width(&texts[0]) <= self.one_line_width {
            return Some((texts, Arrangement::OneLine));
        }
        let arrangement = self.of_texts(texts.iter().map(String::as_str));
        let are_short = self.elements.iter().all(|element| element.is_simple())
            && texts.iter().all(|text| text.len() <= SHORT);
        let arrangement = match arrangement {
            Arrangement::Vertical if are_short => Arrangement::Filled,
            other => other,
        };
        Some((texts, arrangement))
    }

    /// Returns the last element, written from where it would start on the first line.
    fn overflowed(
        &self,
        last: Element<'_, '_>,
        texts: &[Option<String>],
        joins_name: bool,
    ) -> Option<String> {
        let is_call = last.expr().is_some_and(expr::is_method_call);
        let style = Style {
            chains_on_one_line: self.style.chains_on_one_line || (!joins_name && is_call),
            ..self.style
        };
        let is_nested_call = last.expr().is_some_and(expr::is_nested_call);
        let shape = if texts.len() == 1 && !is_nested_call {
            self.one_line
        } else {
            let before = texts.iter().take(texts.len() - 1);
            let before = before.map(|text| Some(2 + text.as_ref()?.len()));
            let width = self.one_line.width.min(self.list.max_width);
            self.one_line
                .with_width(width)
                .after(before.sum::<Option<usize>>()?)?
        };
        match last {
            Element::Expr(found) if !self.style.in_macro => {
                expr::last_argument(found, style, shape)
            }
            other => other.text(style, shape),
        }
    }

    /// Returns a single overflowed element of two lines on one line, if that is possible.
    fn shorter(&self, last: Element<'_, '_>, overflowed: &str) -> String {
        let is_pair = self.elements.len() == 1 && overflowed.matches('\n').count() == 1;
        let whole = is_pair
            .then(|| last.text(self.style, self.nested))
            .flatten();
        whole
            .filter(|text| !text.contains('\n'))
            .unwrap_or_else(|| overflowed.to_owned())
    }

    fn default(&self, texts: &[Option<String>]) -> Arrangement {
        match texts.iter().all(Option::is_some) {
            true => self.of_texts(texts.iter().flatten().map(String::as_str)),
            false => Arrangement::Vertical,
        }
    }

    /// Returns the arrangement of elements with these texts, filled lines left aside.
    fn of_texts<'s>(&self, texts: impl Iterator<Item = &'s str> + Clone) -> Arrangement {
        let limit = self.one_line_width.min(self.list.max_width);
        let separators = 2 * texts.clone().count().saturating_sub(1);
        let total: usize = texts.clone().map(width).sum();
        let mut texts = texts;
        match total + separators <= limit && !texts.any(|text| text.contains('\n')) {
            true => Arrangement::OneLine,
            false => Arrangement::Vertical,
        }
    }

    fn join(&self, texts: &[String], arrangement: Arrangement) -> String {
        let trailing = match self.list.trailing {
            Trailing::Always => !texts.is_empty(),
            Trailing::Never => false,
            Trailing::Vertical => arrangement != Arrangement::OneLine,
        };
        let mut joined = match arrangement {
            Arrangement::OneLine => texts.join(", "),
            Arrangement::Vertical => texts.join(&format!(",{}", self.nested.break_line())),
            Arrangement::Filled => fill(texts, self.nested),
        };
        if trailing {
            joined.push(',');
        }
        joined
    }
}

/// Joins elements with commas, as many on each line as fit.
pub(super) fn fill(texts: &[String], shape: Shape) -> String {
    let mut filled = String::new();
    let mut column = 0;
    for (index, text) in texts.iter().enumerate() {
        let is_last = index + 1 == texts.len();
        // Like rustfmt, this counts the comma of the last element in all lines but the first.
        let comma = usize::from(!is_last || filled.contains('\n'));
        let taken = width(text) + comma;
        if column > 0 && column + 1 + taken > shape.width {
            filled.push_str(&shape.break_line());
            column = 0;
        } else if column > 0 {
            filled.push(' ');
            column += 1;
        }
        filled.push_str(text);
        if !is_last {
            filled.push(',');
        }
        column += taken;
    }
    filled
}
