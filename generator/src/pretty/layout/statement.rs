//! Statements.

use super::super::tree::Statement;
use super::expr::{self, Style};
use super::shape::Shape;
use super::uses;

/// Returns statements with a line break between them.
pub(super) fn lines(body: &[Statement<'_>], shape: Shape) -> Option<String> {
    let statements = body.iter().map(|statement| {
        // A statement that is too wide in every layout stays too wide.
        text(statement, shape.strict()).or_else(|| text(statement, shape.overflowing()))
    });
    let statements: Vec<_> = statements.collect::<Option<_>>()?;
    Some(statements.join(&shape.break_line()))
}

fn text(statement: &Statement<'_>, shape: Shape) -> Option<String> {
    let style = Style::default();
    match statement {
        Statement::Use(tree) => Some(uses::line(tree, shape)),
        Statement::Let(pattern, value) => {
            let start = format!("let {pattern} =");
            let value = |shape| expr::text(value, style, shape);
            let text = expr::assigned(&start, shape.before(1)?, value)?;
            Some(format!("{text};"))
        }
        Statement::Assign(target, value) => {
            let shape = shape.before(1)?;
            let start = format!("{} =", expr::text(target, style, shape)?);
            let value = |shape| expr::text(value, style, shape);
            Some(format!("{};", expr::assigned(&start, shape, value)?))
        }
        Statement::Expr(value) => expr::text(value, style, shape),
        Statement::Semi(value) => {
            let text = expr::text(value, style, shape.before(1)?)?;
            Some(format!("{text};"))
        }
    }
}
