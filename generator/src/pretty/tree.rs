//! The syntax of generated code, as far as its layout depends on it.

use std::borrow::Cow;

/// A path or a type: what precedes its generic arguments, and these.
#[derive(Debug)]
pub(super) struct Path<'t> {
    pub(super) text: Cow<'t, str>,
    pub(super) arguments: Vec<Path<'t>>,
}

/// A list in brackets.
#[derive(Debug)]
pub(super) struct List<'t> {
    pub(super) items: Vec<Expr<'t>>,
    /// Whether a comma follows the last item. Inside macros, it stays as it is.
    pub(super) ends_with_comma: bool,
}

#[derive(Debug)]
pub(super) enum Expr<'t> {
    Literal(&'t str),
    Path(Path<'t>),
    /// Text on one line that is laid out as a whole, such as `feature = "x"`.
    Text(String),
    Call(Path<'t>, List<'t>),
    Macro(Macro<'t>),
    Chain(Box<Chain<'t>>),
    Struct(Struct<'t>),
    Array(List<'t>),
    Tuple(List<'t>),
    /// `&`, `&mut `, `-`, … before an expression.
    Prefix(&'static str, Box<Expr<'t>>),
    Cast(Box<Expr<'t>>, Path<'t>),
    Range(Option<Box<Expr<'t>>>, &'static str, Option<Box<Expr<'t>>>),
    /// Alternatives, joined by `|`.
    Or(Vec<Expr<'t>>),
    Closure(String, Box<Expr<'t>>),
    Match(Box<Expr<'t>>, Vec<(String, Expr<'t>)>),
    /// The pattern, the iterator and the body of a loop.
    For(String, Box<Expr<'t>>, Vec<Statement<'t>>),
    Block(Vec<Statement<'t>>),
}

#[derive(Debug)]
pub(super) struct Macro<'t> {
    /// The path, with `!`.
    pub(super) name: String,
    /// Whether the arguments are in square brackets, not in parentheses.
    pub(super) square: bool,
    pub(super) arguments: List<'t>,
}

/// An expression, and the method calls, fields and `?`s that follow it.
#[derive(Debug)]
pub(super) struct Chain<'t> {
    pub(super) root: Expr<'t>,
    pub(super) root_tries: usize,
    pub(super) links: Vec<Link<'t>>,
}

#[derive(Debug)]
pub(super) struct Link<'t> {
    /// The name of a field or method, with generic arguments.
    pub(super) name: Cow<'t, str>,
    /// The arguments, if this is a call.
    pub(super) arguments: Option<List<'t>>,
    /// The number of `?`s after it.
    pub(super) tries: usize,
}

#[derive(Debug)]
pub(super) struct Struct<'t> {
    pub(super) path: Path<'t>,
    pub(super) fields: Vec<FieldValue<'t>>,
    /// The expression after `..`.
    pub(super) base: Option<Box<Expr<'t>>>,
    pub(super) ends_with_comma: bool,
}

#[derive(Debug)]
pub(super) struct FieldValue<'t> {
    pub(super) attributes: Vec<Attribute<'t>>,
    pub(super) name: &'t str,
    pub(super) value: Option<Expr<'t>>,
}

#[derive(Debug)]
pub(super) enum Statement<'t> {
    Use(Use),
    /// The pattern, with its type, and the value.
    Let(String, Expr<'t>),
    /// The target of the assignment, and the value.
    Assign(Expr<'t>, Expr<'t>),
    Expr(Expr<'t>),
    /// An expression with `;`.
    Semi(Expr<'t>),
}

#[derive(Debug)]
pub(super) enum Attribute<'t> {
    /// A line of documentation, after `///`.
    Doc(String),
    Meta(Expr<'t>),
}

#[derive(Debug)]
pub(super) struct Item<'t> {
    pub(super) attributes: Vec<Attribute<'t>>,
    pub(super) visibility: Cow<'static, str>,
    pub(super) kind: ItemKind<'t>,
}

#[derive(Debug)]
pub(super) enum ItemKind<'t> {
    Mod(&'t str),
    Use(Use),
    /// The keyword and name, the type, and the value of a constant or static item.
    Constant(String, Path<'t>, Expr<'t>),
    Alias(&'t str, Path<'t>),
    Struct(&'t str, Vec<Field<'t>>),
    /// A struct with unnamed fields.
    Tuple(&'t str, Vec<Path<'t>>),
    Enum(&'t str, Vec<Variant<'t>>),
    Impl(Impl<'t>),
    Function(Function<'t>),
    Macro(Macro<'t>),
}

#[derive(Debug)]
pub(super) struct Field<'t> {
    pub(super) attributes: Vec<Attribute<'t>>,
    /// The visibility, the name and a colon.
    pub(super) start: String,
    pub(super) ty: Path<'t>,
}

#[derive(Debug)]
pub(super) struct Variant<'t> {
    pub(super) attributes: Vec<Attribute<'t>>,
    pub(super) name: &'t str,
    pub(super) held: Vec<Path<'t>>,
}

#[derive(Debug)]
pub(super) struct Impl<'t> {
    pub(super) implemented: Option<Path<'t>>,
    pub(super) ty: Path<'t>,
    pub(super) items: Vec<Item<'t>>,
}

#[derive(Debug)]
pub(super) struct Function<'t> {
    /// `fn name`, with the qualifiers before it.
    pub(super) start: String,
    pub(super) parameters: Vec<(String, Option<Path<'t>>)>,
    pub(super) result: Option<Path<'t>>,
    pub(super) body: Vec<Statement<'t>>,
}

/// A tree of imported names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Use {
    pub(super) segments: Vec<String>,
    pub(super) end: UseEnd,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum UseEnd {
    Name,
    Glob,
    Group(Vec<Use>),
}
