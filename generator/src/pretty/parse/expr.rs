//! Expressions and statements.

use std::borrow::Cow;

use proc_macro2::Delimiter;

use super::super::tree::{Chain, Expr, FieldValue, Link, List, Macro, Path, Statement, Struct};
use super::attribute::{attributes, use_tree};
use super::path::{self, turbofish};
use super::separated::separated;
use crate::tokens::Cursor;

/// Parses everything as statements.
pub(super) fn statements<'t>(cursor: &mut Cursor<'t>) -> Option<Vec<Statement<'t>>> {
    let mut found = Vec::new();
    while !cursor.is_empty() {
        found.push(statement(cursor)?);
    }
    Some(found)
}

fn statement<'t>(cursor: &mut Cursor<'t>) -> Option<Statement<'t>> {
    if cursor.eat("use") {
        let tree = use_tree(cursor)?;
        return cursor.eat(";").then_some(Statement::Use(tree));
    }
    if cursor.eat("let") {
        let mut pattern = path::pattern(cursor)?;
        if cursor.eat(":") {
            pattern = format!("{pattern}: {}", path::ty(cursor)?.one_line());
        }
        let value = cursor.eat("=").then(|| expr(cursor)).flatten()?;
        return cursor.eat(";").then_some(Statement::Let(pattern, value));
    }
    let value = expr(cursor)?;
    if cursor.is("=") && !cursor.is("==") {
        cursor.eat("=");
        let assigned = expr(cursor)?;
        return cursor
            .eat(";")
            .then_some(Statement::Assign(value, assigned));
    }
    let is_block = matches!(value, Expr::Match(..) | Expr::For(..) | Expr::Block(..));
    match cursor.eat(";") {
        true => Some(Statement::Semi(value)),
        false if is_block || cursor.is_empty() => Some(Statement::Expr(value)),
        false => None,
    }
}

/// Parses an expression.
pub(super) fn expr<'t>(cursor: &mut Cursor<'t>) -> Option<Expr<'t>> {
    Parser { structs: true }.alternatives(cursor)
}

/// Parses everything in a group as a list.
pub(super) fn list<'t>(mut inner: Cursor<'t>) -> Option<List<'t>> {
    let (items, ends_with_comma) = separated(&mut inner, expr)?;
    Some(List {
        items,
        ends_with_comma,
    })
}

/// The position of an expression.
#[derive(Clone, Copy)]
struct Parser {
    /// Whether braces after a path belong to it. They do not before the body of `match` and `for`.
    structs: bool,
}

impl Parser {
    fn alternatives<'t>(self, cursor: &mut Cursor<'t>) -> Option<Expr<'t>> {
        let first = self.range(cursor)?;
        if !cursor.is("|") {
            return Some(first);
        }
        let mut all = vec![first];
        while cursor.eat("|") {
            all.push(self.range(cursor)?);
        }
        Some(Expr::Or(all))
    }

    fn range<'t>(self, cursor: &mut Cursor<'t>) -> Option<Expr<'t>> {
        let operator = |cursor: &mut Cursor<'t>| {
            ["..=", ".."]
                .into_iter()
                .find(|operator| cursor.eat(operator))
        };
        if let Some(operator) = operator(cursor) {
            let end = self.cast(cursor)?;
            return Some(Expr::Range(None, operator, Some(Box::new(end))));
        }
        let start = self.cast(cursor)?;
        let Some(operator) = operator(cursor) else {
            return Some(start);
        };
        let ends = cursor.is_empty() || cursor.is(",") || cursor.is(";");
        let end = if ends {
            None
        } else {
            Some(Box::new(self.cast(cursor)?))
        };
        Some(Expr::Range(Some(Box::new(start)), operator, end))
    }

    fn cast<'t>(self, cursor: &mut Cursor<'t>) -> Option<Expr<'t>> {
        let value = self.unary(cursor)?;
        match cursor.eat("as") {
            true => Some(Expr::Cast(Box::new(value), path::ty(cursor)?)),
            false => Some(value),
        }
    }

    fn unary<'t>(self, cursor: &mut Cursor<'t>) -> Option<Expr<'t>> {
        if cursor.eat("&") {
            let operator = if cursor.eat("mut") { "&mut " } else { "&" };
            return Some(Expr::Prefix(operator, Box::new(self.unary(cursor)?)));
        }
        for operator in ["-", "*", "!"] {
            if cursor.eat(operator) {
                return Some(Expr::Prefix(operator, Box::new(self.unary(cursor)?)));
            }
        }
        let root = self.primary(cursor)?;
        chain(cursor, root)
    }

    fn primary<'t>(self, cursor: &mut Cursor<'t>) -> Option<Expr<'t>> {
        if let Some(literal) = cursor.literal() {
            return Some(Expr::Literal(literal));
        }
        if let Some(inner) = cursor.group(Delimiter::Bracket) {
            return list(inner).map(Expr::Array);
        }
        if let Some(inner) = cursor.group(Delimiter::Parenthesis) {
            let found = list(inner)?;
            return (found.items.len() > 1).then_some(Expr::Tuple(found));
        }
        if let Some(mut inner) = cursor.group(Delimiter::Brace) {
            return statements(&mut inner).map(Expr::Block);
        }
        if cursor.is("|") {
            return closure(cursor);
        }
        if cursor.eat("match") {
            return match_arms(cursor);
        }
        if cursor.eat("for") {
            return for_loop(cursor);
        }
        let path = path::value(cursor)?;
        self.after_path(cursor, path)
    }

    fn after_path<'t>(self, cursor: &mut Cursor<'t>, path: Path<'t>) -> Option<Expr<'t>> {
        if cursor.is("!") && !cursor.is("!=") && path.arguments.is_empty() {
            return macro_call(cursor, &path.text).map(Expr::Macro);
        }
        if let Some(inner) = cursor.group(Delimiter::Parenthesis) {
            return Some(Expr::Call(path, list(inner)?));
        }
        if self.structs
            && let Some(inner) = cursor.group(Delimiter::Brace)
        {
            return struct_value(inner, path).map(Expr::Struct);
        }
        Some(Expr::Path(path))
    }
}

/// Parses what follows the path of a macro.
pub(super) fn macro_call<'t>(cursor: &mut Cursor<'t>, path: &str) -> Option<Macro<'t>> {
    cursor.eat("!");
    let square = cursor.is_group(Delimiter::Bracket);
    let delimiter = match square {
        true => Delimiter::Bracket,
        false => Delimiter::Parenthesis,
    };
    Some(Macro {
        name: format!("{path}!"),
        square,
        arguments: list(cursor.group(delimiter)?)?,
    })
}

fn chain<'t>(cursor: &mut Cursor<'t>, root: Expr<'t>) -> Option<Expr<'t>> {
    let root_tries = tries(cursor);
    let mut links = Vec::new();
    while cursor.is(".") && !cursor.is("..") {
        cursor.eat(".");
        links.push(link(cursor)?);
    }
    if links.is_empty() && root_tries == 0 {
        return Some(root);
    }
    Some(Expr::Chain(Box::new(Chain {
        root,
        root_tries,
        links,
    })))
}

fn link<'t>(cursor: &mut Cursor<'t>) -> Option<Link<'t>> {
    let mut name = Cow::Borrowed(match cursor.ident() {
        Some(name) => name,
        None => cursor.literal()?,
    });
    if cursor.eat("::") {
        name = Cow::Owned(format!("{name}{}", turbofish(cursor)?));
    }
    let arguments = match cursor.group(Delimiter::Parenthesis) {
        Some(inner) => Some(list(inner)?),
        None => None,
    };
    let tries = tries(cursor);
    Some(Link {
        name,
        arguments,
        tries,
    })
}

fn tries(cursor: &mut Cursor<'_>) -> usize {
    let mut count = 0;
    while cursor.eat("?") {
        count += 1;
    }
    count
}

fn struct_value<'t>(mut inner: Cursor<'t>, path: Path<'t>) -> Option<Struct<'t>> {
    let mut found = Struct {
        path,
        fields: Vec::new(),
        base: None,
        ends_with_comma: false,
    };
    while !inner.is_empty() {
        if inner.eat("..") {
            found.base = Some(Box::new(expr(&mut inner)?));
            return inner.is_empty().then_some(found);
        }
        let attributes = attributes(&mut inner)?;
        let name = inner.ident()?;
        let value = match inner.eat(":") {
            true => Some(expr(&mut inner)?),
            false => None,
        };
        found.fields.push(FieldValue {
            attributes,
            name,
            value,
        });
        found.ends_with_comma = inner.eat(",");
        if !found.ends_with_comma && !inner.is_empty() {
            return None;
        }
    }
    Some(found)
}

fn closure<'t>(cursor: &mut Cursor<'t>) -> Option<Expr<'t>> {
    cursor.eat("|");
    let mut parameters = Vec::new();
    while !cursor.eat("|") {
        let parameter = path::pattern(cursor)?;
        parameters.push(match cursor.eat(":") {
            true => format!("{parameter}: {}", path::ty(cursor)?.one_line()),
            false => parameter,
        });
        if !cursor.eat(",") && !cursor.is("|") {
            return None;
        }
    }
    let body = expr(cursor)?;
    let parameters = format!("|{}|", parameters.join(", "));
    Some(Expr::Closure(parameters, Box::new(body)))
}

fn match_arms<'t>(cursor: &mut Cursor<'t>) -> Option<Expr<'t>> {
    let value = Parser { structs: false }.alternatives(cursor)?;
    let mut inner = cursor.group(Delimiter::Brace)?;
    let mut arms = Vec::new();
    while !inner.is_empty() {
        let pattern = path::pattern(&mut inner)?;
        let body = inner.eat("=>").then(|| expr(&mut inner)).flatten()?;
        arms.push((pattern, body));
        inner.eat(",");
    }
    Some(Expr::Match(Box::new(value), arms))
}

fn for_loop<'t>(cursor: &mut Cursor<'t>) -> Option<Expr<'t>> {
    let pattern = path::pattern(cursor)?;
    if !cursor.eat("in") {
        return None;
    }
    let iterated = Parser { structs: false }.alternatives(cursor)?;
    let mut body = cursor.group(Delimiter::Brace)?;
    let body = statements(&mut body)?;
    Some(Expr::For(pattern, Box::new(iterated), body))
}
