//! Expressions. A function returns `None` where an expression does not fit in its room.

use super::super::tree::{Expr, List, Macro};
use super::list::{Brackets, Element, Trailing};
use super::shape::{Shape, TAB, first_line_width, last_line_width, line_break, width};
use super::{chain, control, path, structure};

/// The width up to which arguments share a line.
const ARGUMENTS: usize = 60;
/// The width up to which elements of an array share a line.
const ARRAY: usize = 60;

/// The requirements of the surroundings of an expression for its layout.
#[derive(Clone, Copy, Default)]
pub(super) struct Style {
    /// Inside a macro, commas stay as they are.
    pub(super) in_macro: bool,
    /// Whether a chain must be on one line.
    pub(super) chains_on_one_line: bool,
}

/// Returns an expression.
pub(super) fn text(expr: &Expr<'_>, style: Style, shape: Shape) -> Option<String> {
    match expr {
        // A literal of text is never broken.
        Expr::Literal(literal) if literal.starts_with('"') => Some((*literal).to_owned()),
        Expr::Literal(literal) => shape
            .has_room(width(literal))
            .then(|| (*literal).to_owned()),
        Expr::Text(text) => Some(text.clone()),
        Expr::Path(found) => path::text(found, shape),
        Expr::Call(callee, arguments) => call(&path::text(callee, shape)?, arguments, style, shape),
        Expr::Macro(found) => macro_call(found, style, shape),
        Expr::Chain(found) => chain::text(found, style, shape),
        Expr::Struct(found) => structure::text(found, style, shape),
        Expr::Array(list) => array("", list, style, shape),
        Expr::Tuple(list) => call("", list, style, shape),
        Expr::Prefix(operator, inner) => {
            let inner = text(inner, style, shape.after(operator.len())?)?;
            Some(format!("{operator}{inner}"))
        }
        Expr::Cast(value, ty) => pair(
            |shape| text(value, style, shape),
            " as ",
            |shape| path::text(ty, shape),
            shape,
        ),
        Expr::Range(start, operator, end) => {
            range(start.as_deref(), operator, end.as_deref(), style, shape)
        }
        Expr::Or(alternatives) => or(alternatives, style, shape),
        Expr::Closure(parameters, body) => control::closure(parameters, body, style, shape),
        Expr::Match(value, arms) => control::match_arms(value, arms, style, shape),
        Expr::For(pattern, iterated, body) => {
            control::for_loop(pattern, iterated, body, style, shape)
        }
        Expr::Block(body) => control::block(body, shape),
    }
}

/// Returns a call of what has this text.
pub(super) fn call(
    callee: &str,
    arguments: &List<'_>,
    style: Style,
    shape: Shape,
) -> Option<String> {
    let brackets = Brackets {
        name: callee,
        open: "(",
        close: ")",
        max_width: ARGUMENTS,
        trailing: trailing(arguments, style),
    };
    brackets.text(&elements(arguments), style, shape)
}

fn trailing(list: &List<'_>, style: Style) -> Trailing {
    match (style.in_macro, list.ends_with_comma) {
        (false, _) => Trailing::Vertical,
        (true, true) => Trailing::Always,
        (true, false) => Trailing::Never,
    }
}

fn elements<'a, 't>(list: &'a List<'t>) -> Vec<Element<'a, 't>> {
    list.items.iter().map(Element::Expr).collect()
}

fn array(name: &str, list: &List<'_>, style: Style, shape: Shape) -> Option<String> {
    let brackets = Brackets {
        name,
        open: "[",
        close: "]",
        max_width: ARRAY,
        trailing: trailing(list, style),
    };
    brackets.text(&elements(list), style, shape)
}

/// Returns the call of a macro. Only that of `vec!` is laid out like code outside of macros.
pub(super) fn macro_call(found: &Macro<'_>, style: Style, shape: Shape) -> Option<String> {
    let inside = Style {
        in_macro: found.name != "vec!",
        ..style
    };
    match found.square {
        true => array(&found.name, &found.arguments, inside, shape),
        false => call(&found.name, &found.arguments, inside, shape),
    }
}

fn range(
    start: Option<&Expr<'_>>,
    operator: &str,
    end: Option<&Expr<'_>>,
    style: Style,
    shape: Shape,
) -> Option<String> {
    let found = match (start, end) {
        (Some(start), Some(end)) => {
            return pair(
                |shape| text(start, style, shape),
                operator,
                |shape| text(end, style, shape),
                shape,
            );
        }
        (Some(start), None) => {
            let start = text(start, style, shape.before(operator.len())?)?;
            format!("{start}{operator}")
        }
        (None, Some(end)) => {
            let end = text(end, style, shape.after(operator.len())?)?;
            format!("{operator}{end}")
        }
        (None, None) => operator.to_owned(),
    };
    Some(found)
}

/// Returns two expressions with an operator: on one line, or the second one on a separate line.
fn pair(
    first: impl Fn(Shape) -> Option<String>,
    operator: &str,
    second: impl Fn(Shape) -> Option<String>,
    shape: Shape,
) -> Option<String> {
    let whole = shape.line_at(shape.used()).width;
    let first = first(shape.with_width(whole))?;
    let beside = shape.after(last_line_width(&first) + operator.len());
    if let Some(second) = beside.and_then(&second) {
        let may_break = first.len() <= TAB || first_line(&second).ends_with('{');
        let taken = last_line_width(&first) + operator.len() + first_line_width(&second);
        if (!second.contains('\n') || may_break) && taken <= shape.width {
            return Some(format!("{first}{operator}{second}"));
        }
    }
    let operator = operator.trim_start();
    let below = shape
        .nested()
        .before(shape.reserved())?
        .after(operator.len())?;
    let line = below.break_line();
    Some(format!("{first}{line}{operator}{}", second(below)?))
}

/// Returns alternatives on one line, or each on a separate line.
fn or(alternatives: &[Expr<'_>], style: Style, shape: Shape) -> Option<String> {
    let nested = shape.nested().before(shape.reserved())?;
    let texts = alternatives.iter();
    let texts = texts.map(|found| text(found, style, nested));
    let texts: Vec<_> = texts.collect::<Option<_>>()?;
    let one_line = texts.join(" | ");
    if !one_line.contains('\n') && width(&one_line) <= shape.width {
        return Some(one_line);
    }
    let mut joined = String::new();
    for text in texts {
        let start = match joined.contains('\n') {
            true => 0,
            false => shape.used(),
        };
        if joined.is_empty() {
            joined = text;
        } else if last_line_width(&joined) + start <= nested.used() {
            joined = format!("{joined} | {text}");
        } else {
            joined = format!("{joined}{}| {text}", nested.break_line());
        }
    }
    Some(joined)
}

/// Returns what follows an operator of assignment: a space or a line break, and the value.
pub(super) fn assigned(
    start: &str,
    shape: Shape,
    value: impl Fn(Shape) -> Option<String>,
) -> Option<String> {
    let taken = match start.contains('\n') {
        true => last_line_width(start).saturating_sub(shape.indent),
        false => width(start),
    };
    let beside = shape.after(taken + 1).unwrap_or(shape.full(taken + 1));
    let on_line = value(beside);
    if let Some(text) = &on_line
        && !text.contains('\n')
        && beside.has_room(width(text))
    {
        return Some(format!("{start} {text}"));
    }
    let below = beside.nested().before(beside.reserved())?;
    match (on_line, value(below)) {
        (Some(beside), Some(text)) if !below.fits(&text) || !reads_better(&beside, &text) => {
            Some(format!("{start} {beside}"))
        }
        (_, Some(text)) => Some(format!("{start}{}{text}", line_break(below.indent))),
        (Some(beside), None) => Some(format!("{start} {beside}")),
        (None, None) => None,
    }
}

/// Whether a value reads better below what it is assigned to than beside it.
pub(super) fn reads_better(beside: &str, below: &str) -> bool {
    let opens = |bracket: char| {
        first_line(beside).ends_with(bracket) && !first_line(below).ends_with(bracket)
    };
    let breaks = |text: &str| text.matches('\n').count();
    breaks(below) == 0
        || breaks(beside) > breaks(below) + 1
        || ['(', '{', '['].map(opens).contains(&true)
}

fn first_line(text: &str) -> &str {
    text.lines().next().unwrap_or_default()
}

/// Returns the last argument of a call, written from where it starts on the line of the others.
pub(super) fn last_argument(expr: &Expr<'_>, style: Style, shape: Shape) -> Option<String> {
    match expr {
        Expr::Match(value, _) | Expr::For(_, value, _) => {
            let value = text(value, style, shape)?;
            (!value.contains('\n')).then(|| text(expr, style, shape))?
        }
        _ => text(expr, style, shape),
    }
}

/// Whether the last of several arguments may start on the line of the others and end on another.
pub(super) fn may_overflow(expr: &Expr<'_>, count: usize) -> bool {
    match expr {
        Expr::Block(_) | Expr::Closure(..) => true,
        Expr::Array(_)
        | Expr::Tuple(_)
        | Expr::Struct(_)
        | Expr::Macro(_)
        | Expr::Call(..)
        | Expr::Match(..)
        | Expr::For(..) => count == 1,
        Expr::Chain(chain) => match chain.links.last() {
            Some(link) if link.tries > 0 || link.arguments.is_some() => {
                link.arguments.is_some() && count == 1
            }
            Some(_) => false,
            None => may_overflow(&chain.root, count),
        },
        Expr::Prefix(_, inner) | Expr::Cast(inner, _) => may_overflow(inner, count),
        Expr::Literal(_) | Expr::Path(_) | Expr::Text(_) | Expr::Range(..) | Expr::Or(_) => false,
    }
}

/// Whether an expression is a literal or a name, apart from operators.
pub(super) fn is_simple(expr: &Expr<'_>) -> bool {
    match expr {
        Expr::Literal(_) => true,
        Expr::Path(path) => !path.text.contains("::") && path.arguments.is_empty(),
        Expr::Prefix(_, inner) | Expr::Cast(inner, _) => is_simple(inner),
        Expr::Chain(chain) => {
            chain.links.iter().all(|link| link.arguments.is_none()) && is_simple(&chain.root)
        }
        _ => false,
    }
}

/// Whether an expression is a call of a function or a macro, apart from operators.
pub(super) fn is_nested_call(expr: &Expr<'_>) -> bool {
    match expr {
        Expr::Call(..) | Expr::Macro(_) => true,
        Expr::Prefix(_, inner) | Expr::Cast(inner, _) => is_nested_call(inner),
        Expr::Chain(chain) => chain.links.is_empty() && is_nested_call(&chain.root),
        _ => false,
    }
}

/// Whether an expression is a call of a method, apart from operators.
pub(super) fn is_method_call(expr: &Expr<'_>) -> bool {
    match expr {
        Expr::Chain(chain) => match chain.links.last() {
            Some(link) => link.arguments.is_some(),
            None => is_method_call(&chain.root),
        },
        Expr::Prefix(_, inner) | Expr::Cast(inner, _) => is_method_call(inner),
        _ => false,
    }
}
