//! Closures, blocks, `match` and loops.

use super::super::tree::{Expr, Statement};
use super::expr::{self, Style};
use super::shape::{Shape, end_offset, first_line_width, line_break, width};
use super::statement;

/// Returns a closure: on one line, or its body in a block.
pub(super) fn closure(
    parameters: &str,
    body: &Expr<'_>,
    style: Style,
    shape: Shape,
) -> Option<String> {
    let inner = shape.after(width(parameters) + 1)?;
    let text = expr::text(body, style, inner);
    let may_break = style.in_macro || is_block(body);
    if let Some(text) = text.filter(|text| may_break || !text.contains('\n')) {
        return Some(format!("{parameters} {text}"));
    }
    let body = expr::text(body, Style::default(), inner.nested())?;
    let (line, end) = (inner.nested().break_line(), line_break(shape.indent));
    Some(format!("{parameters} {{{line}{body}{end}}}"))
}

fn is_block(expr: &Expr<'_>) -> bool {
    match expr {
        Expr::Match(..) | Expr::Block(_) | Expr::Struct(_) => true,
        Expr::Prefix(_, inner) | Expr::Cast(inner, _) => is_block(inner),
        Expr::Chain(chain) => chain.links.is_empty() && is_block(&chain.root),
        _ => false,
    }
}

/// Returns statements in braces.
pub(super) fn block(body: &[Statement<'_>], shape: Shape) -> Option<String> {
    if body.is_empty() {
        return Some("{}".to_owned());
    }
    let nested = shape.nested();
    let (line, end) = (nested.break_line(), line_break(shape.indent));
    let body = statement::lines(body, nested)?;
    Some(format!("{{{line}{body}{end}}}"))
}

pub(super) fn for_loop(
    pattern: &str,
    iterated: &Expr<'_>,
    body: &[Statement<'_>],
    style: Style,
    shape: Shape,
) -> Option<String> {
    let start = format!("for {pattern} in");
    let body = block(body, shape)?;
    let room = shape.after(width(&start) + 1);
    let room = room.and_then(|shape| shape.before(2));
    let beside = room.and_then(|shape| expr::text(iterated, style, shape));
    if let Some(iterated) = beside.filter(|text| !text.contains('\n')) {
        return Some(format!("{start} {iterated} {body}"));
    }
    let below = shape.nested();
    let iterated = expr::text(iterated, style, below)?;
    let (line, end) = (below.break_line(), line_break(shape.indent));
    Some(format!("{start}{line}{iterated}{end}{body}"))
}

pub(super) fn match_arms(
    value: &Expr<'_>,
    arms: &[(String, Expr<'_>)],
    style: Style,
    shape: Shape,
) -> Option<String> {
    let value = expr::text(value, style, shape.after(6)?.before(2)?)?;
    if arms.is_empty() {
        return Some(format!("match {value} {{}}"));
    }
    let nested = shape.nested();
    let arms = arms.iter();
    let arms = arms.map(|(pattern, body)| arm(pattern, body, style, nested));
    let arms: Vec<_> = arms.collect::<Option<_>>()?;
    let (line, end) = (nested.break_line(), line_break(shape.indent));
    Some(format!("match {value} {{{line}{}{end}}}", arms.join(&line)))
}

/// Returns an arm of a `match`: on one line, or its body in a block.
fn arm(pattern: &str, body: &Expr<'_>, style: Style, shape: Shape) -> Option<String> {
    let comma = match body {
        Expr::Block(_) => "",
        _ => ",",
    };
    let beside = shape
        .after(end_offset(pattern, shape) + 4)
        .and_then(|shape| shape.before(comma.len()));
    let text = beside.and_then(|shape| Some((expr::text(body, style, shape)?, shape.width)));
    if let Some((text, room)) = &text
        && (comma.is_empty() || (!text.contains('\n') && width(text) <= *room))
    {
        return Some(format!("{pattern} => {text}{comma}"));
    }
    let below = shape.nested();
    let in_block = expr::text(body, style, below);
    let extends = expr::may_overflow(body, 1);
    match (text, in_block) {
        (Some((text, room)), in_block)
            if !in_block
                .as_ref()
                .is_some_and(|below| expr::reads_better(&text, below))
                && (in_block.is_none() || (extends && first_line_width(&text) <= room)) =>
        {
            Some(format!("{pattern} => {text}{comma}"))
        }
        (_, Some(body)) => {
            let (line, end) = (below.break_line(), line_break(shape.indent));
            Some(format!("{pattern} => {{{line}{body}{end}}}"))
        }
        (_, None) => None,
    }
}
