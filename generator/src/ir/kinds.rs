//! The kinds of arguments. A call names those that the compiler can't distinguish.

use super::{Argument, Module, Type};

/// The maximum number of arguments that a constructor takes by position.
const MAX_POSITIONAL: usize = 6;

impl Module {
    /// Whether a call with these arguments has to name them: two can be swapped without an error of
    /// the compiler, or they are too many to recognise by position.
    #[must_use]
    pub fn need_names(&self, arguments: &[Argument<'_>]) -> bool {
        let kinds: Vec<_> = arguments.iter().map(|one| self.kind(one)).collect();
        let is_repeated = |(index, kind)| kinds[..index].contains(kind);
        arguments.len() > MAX_POSITIONAL || kinds.iter().enumerate().any(is_repeated)
    }

    fn kind<'a>(&'a self, argument: &Argument<'a>) -> Kind<'a> {
        let kind = Kind::of(self, argument.ty);
        match argument.is_nullable {
            true => Kind::Nullable(Box::new(kind)),
            false => kind,
        }
    }
}

/// A set of types that the compiler can distinguish from others: one expression can be passed for all types of a kind.
#[derive(Debug, PartialEq)]
enum Kind<'a> {
    /// Everything that is made from text.
    Text,
    Nullable(Box<Kind<'a>>),
    List(Box<Kind<'a>>),
    Map(Box<Kind<'a>>),
    Other(&'a Type),
}

impl<'a> Kind<'a> {
    fn of(module: &'a Module, ty: &'a Type) -> Self {
        match module.resolve(ty) {
            Type::Scalar(scalar) if scalar.facts().converts => Self::Text,
            // Text becomes JSON and the bytes of a body, too.
            Type::Json | Type::Binary => Self::Text,
            Type::List(inner) => Self::List(Box::new(Self::of(module, inner))),
            Type::Map(inner) => Self::Map(Box::new(Self::of(module, inner))),
            Type::Nullable(inner) => Self::Nullable(Box::new(Self::of(module, inner))),
            other => Self::Other(other),
        }
    }
}
