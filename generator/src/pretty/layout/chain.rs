//! Chains of method calls, fields and `?`.

use super::super::tree::{Chain, Expr, Link};
use super::expr::{self, Style};
use super::shape::{Shape, TAB, ends_with_brackets, first_line_width, last_line_width, width};

/// The width up to which several links share a line.
const MAX_WIDTH: usize = 60;

/// From this number of lines on, the last link of a chain may be on the line of the others without
/// comparison with a separate line.
const MANY_LINES: usize = 5;

/// Returns a chain on one line, or with a line for each link.
pub(super) fn text(chain: &Chain<'_>, style: Style, shape: Shape) -> Option<String> {
    let mut layout = Layout {
        style,
        shape,
        links: &chain.links,
        texts: Vec::with_capacity(chain.links.len() + 1),
        is_single_link: chain.links.len() == 1,
        is_one_line: false,
    };
    let goes_on_at_brackets = layout.root(chain)?;
    let Some((last, links)) = layout.links.split_last() else {
        return shape.fitting(layout.texts.pop()?);
    };
    let nested = match goes_on_at_brackets {
        true => shape.line_at(shape.indent),
        false => shape.nested(),
    };
    for link in links {
        layout.texts.push(self::link(link, style, nested)?);
    }
    let text = layout.last(last, nested)?;
    layout.texts.push(text);
    shape.fitting(layout.join(nested)?)
}

struct Layout<'a, 't> {
    style: Style,
    shape: Shape,
    /// The links that are not on the line of the root.
    links: &'a [Link<'t>],
    texts: Vec<String>,
    is_single_link: bool,
    is_one_line: bool,
}

impl Layout<'_, '_> {
    /// Writes the root with the links that follow a short one. Returns whether the chain goes on at
    /// its closing brackets.
    fn root(&mut self, chain: &Chain<'_>) -> Option<bool> {
        let room = self.shape.before(chain.root_tries)?;
        let mut text = expr::text(&chain.root, self.style, room)?;
        text.push_str(&"?".repeat(chain.root_tries));
        let mut at_brackets = text.contains('\n') && is_block(&chain.root);
        let tab = TAB.saturating_sub(self.shape.offset);
        while text.len() <= tab && !text.contains('\n') {
            let Some((first, rest)) = self.links.split_first() else {
                break;
            };
            let shape = self.shape.after(text.len())?;
            match link(first, self.style, shape) {
                Some(link) => text.push_str(&link),
                None => break,
            }
            at_brackets = ends_with_brackets(&text);
            self.links = rest;
        }
        self.texts.push(text);
        Some(at_brackets)
    }

    /// Writes the last link: on the line of the others, from where it may continue on further lines,
    /// or on a separate line.
    fn last(&mut self, last: &Link<'_>, nested: Shape) -> Option<String> {
        let extends = ends_with_brackets(&self.texts[0]);
        let before = last.tries
            + match extends {
                true => last_line_width(&self.texts[0]),
                false => self.texts.iter().map(|text| width(text)).sum(),
            };
        let limit = match self.is_single_link {
            true => self.shape.width,
            false => self.shape.width.min(MAX_WIDTH),
        };
        let room = limit.saturating_sub(before);
        let shares_line = room > 0 && self.texts.iter().all(|text| !text.contains('\n'));
        let own_line = nested.before(self.shape.reserved() + last.tries);
        let shape = match (shares_line, extends) {
            (true, _) => self.shape.before(last.tries)?,
            (false, true) => nested.before(last.tries)?,
            (false, false) => own_line?,
        };
        let shared = (shares_line || extends)
            .then(|| link(last, self.style, shape.after(before)?))
            .flatten();
        let Some(shared) = shared else {
            return link(last, self.style, shape);
        };
        let lines = shared.lines().count();
        let fits = first_line_width(&shared) <= room;
        if fits && lines >= MANY_LINES {
            self.is_one_line = shares_line;
            return Some(shared);
        }
        match link(last, self.style, own_line?) {
            Some(own) if !fits || own.lines().count() < lines => Some(own),
            _ => {
                self.is_one_line = fits && shares_line;
                Some(shared)
            }
        }
    }

    fn join(&self, nested: Shape) -> Option<String> {
        let separator = match self.is_one_line {
            true => String::new(),
            false if self.style.chains_on_one_line => return None,
            false => nested.break_line(),
        };
        Some(self.texts.join(&separator))
    }
}

fn link(link: &Link<'_>, style: Style, shape: Shape) -> Option<String> {
    let shape = shape.before(link.tries)?;
    let name = format!(".{}", link.name);
    let mut text = match &link.arguments {
        Some(arguments) => expr::call(&name, arguments, style, shape)?,
        None => name,
    };
    text.push_str(&"?".repeat(link.tries));
    Some(text)
}

/// Whether an expression on several lines ends with a bracket.
fn is_block(expr: &Expr<'_>) -> bool {
    match expr {
        Expr::Call(..)
        | Expr::Macro(_)
        | Expr::Struct(_)
        | Expr::Array(_)
        | Expr::Match(..)
        | Expr::For(..)
        | Expr::Block(_) => true,
        Expr::Closure(_, body) => is_block(body),
        Expr::Literal(_)
        | Expr::Path(_)
        | Expr::Text(_)
        | Expr::Chain(_)
        | Expr::Tuple(_)
        | Expr::Prefix(..)
        | Expr::Cast(..)
        | Expr::Range(..)
        | Expr::Or(_) => false,
    }
}
