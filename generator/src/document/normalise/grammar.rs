//! The vocabulary in which [`openapi`](super::openapi) describes what belongs where.

use std::borrow::Cow;

use super::section::Section;

/// What belongs at a location.
pub(super) enum Grammar {
    /// Anything, kept as it is.
    Any,
    /// Text that people read; a number or a boolean is taken as its text.
    Text,
    /// Text that programs read.
    Word,
    /// One of these words.
    Choice(&'static [&'static str]),
    /// `true` or `false`.
    Flag,
    /// A whole number that isn't negative.
    Count,
    /// A number.
    Number,
    /// A list. One item that stands alone is taken as a list of one.
    List(&'static Grammar),
    /// An object with keys of any name.
    Map(&'static Grammar),
    /// An object with keys of a certain form.
    Keyed(&'static Keys),
    /// An object with known keys.
    Object(&'static Object),
    /// An object whose kind is told by one of its fields.
    Tagged(&'static Tagged),
    /// A thing, or a reference to a component of its kind.
    Reference(Section, &'static Grammar),
    /// A thing for which `openapiv3` knows no reference: references are replaced by their targets.
    Inline(&'static Grammar),
    /// A schema or a reference to one.
    Schema,
    /// A schema, a reference to one, `true` or `false`.
    SchemaOrFlag,
    /// The named examples of a body or a parameter.
    Examples,
    /// The scopes that a security requirement asks for.
    Scopes,
}

impl Grammar {
    /// Whether this is a part of a document that people put into files of their own, although OpenAPI
    /// knows no references there: it is told from data that has a key `$ref`.
    pub(super) fn is_structure(&self) -> bool {
        match self {
            Self::List(_) | Self::Keyed(_) | Self::Object(_) | Self::Tagged(_) => true,
            Self::Map(member) => !matches!(member, Self::Any | Self::Text | Self::Word),
            _ => false,
        }
    }
}

/// Which keys an object may have, and what they hold.
pub(super) struct Keys {
    /// The key as it is kept, or `None` for one that doesn't belong here.
    pub(super) key: fn(&str) -> Option<Cow<'_, str>>,
    /// What the keys are, with an article.
    pub(super) name: &'static str,
    /// What each holds.
    pub(super) grammar: &'static Grammar,
}

/// An object with known keys. Others are kept unread.
pub(super) struct Object {
    /// What it is, with its article.
    pub(super) name: &'static str,
    /// Its fields, in groups that objects share.
    pub(super) fields: &'static [&'static [Field]],
    /// Rewrites the object as it came, before its fields are read.
    pub(super) before: Option<Rewrite>,
    /// Looks at the object once its fields are as they should be.
    pub(super) after: Option<Rewrite>,
}

/// A change of an object that needs more than a table; [`rewrite`](super::rewrite) has its code.
#[derive(Clone, Copy)]
pub(super) enum Rewrite {
    DropUnreadKeywords,
    SetVersion,
    DefaultServerVariable,
    ReportUnknownMethods,
    ClaimOperationId,
    GiveResponseContent,
    ExplodeForms,
    CompleteLink,
    GiveParameterSchema,
    CompleteParameter,
    ModerniseSchema,
    SettleSchema,
    SettleDiscriminator,
}

impl Object {
    pub(super) const fn new(name: &'static str, fields: &'static [&'static [Field]]) -> Self {
        Self {
            name,
            fields,
            before: None,
            after: None,
        }
    }

    pub(super) fn fields(&self) -> impl Iterator<Item = &'static Field> {
        self.fields.iter().copied().flatten()
    }

    pub(super) fn field(&self, name: &str) -> Option<&'static Field> {
        self.fields().find(|field| field.name == name)
    }
}

/// An object whose kind is told by one of its fields.
pub(super) struct Tagged {
    /// What it is, with its article.
    pub(super) name: &'static str,
    /// The field that tells.
    pub(super) tag: &'static str,
    /// What it can say, and what the object then is.
    pub(super) variants: &'static [(&'static str, &'static Object)],
}

/// A field of an object.
pub(super) struct Field {
    pub(super) name: &'static str,
    pub(super) grammar: &'static Grammar,
    pub(super) absent: Absent,
}

/// What it means that a field isn't there.
pub(super) enum Absent {
    /// Nothing.
    Fine,
    /// It is empty text.
    Text,
    /// It is an empty object.
    Object,
    /// The object is none.
    Invalid,
}

/// A field that may be absent.
pub(super) const fn optional(name: &'static str, grammar: &'static Grammar) -> Field {
    Field {
        name,
        grammar,
        absent: Absent::Fine,
    }
}

/// A field without which the object says nothing.
pub(super) const fn needed(name: &'static str, grammar: &'static Grammar) -> Field {
    Field {
        name,
        grammar,
        absent: Absent::Invalid,
    }
}

/// A field whose absence is the same as having it empty.
pub(super) const fn filled(name: &'static str, grammar: &'static Grammar, absent: Absent) -> Field {
    Field {
        name,
        grammar,
        absent,
    }
}
