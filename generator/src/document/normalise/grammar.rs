//! The vocabulary of the tables in [`openapi`](super::openapi): the expected value at each
//! location.

use std::borrow::Cow;

use super::section::Section;

/// The expected value at a location.
pub(super) enum Grammar {
    /// Any value, kept unchanged.
    Any,
    /// A string for people. A number or a boolean is converted.
    Text,
    /// A string for programs.
    Word,
    /// One of these strings.
    Choice(&'static [&'static str]),
    /// `true` or `false`.
    Flag,
    /// A non-negative integer.
    Count,
    /// A number.
    Number,
    /// An array. A single item is converted to an array of one.
    List(&'static Grammar),
    /// An object with keys of any name.
    Map(&'static Grammar),
    /// An object with keys of a certain form.
    Keyed(&'static Keys),
    /// An object with known keys.
    Object(&'static Object),
    /// An object whose variant is determined by one of its fields.
    Tagged(&'static Tagged),
    /// A value, or a reference to a component of its section.
    Reference(Section, &'static Grammar),
    /// A value for which `openapiv3` supports no reference: references are replaced by their
    /// targets.
    Inline(&'static Grammar),
    /// A schema or a reference to one.
    Schema,
    /// A schema, a reference to one, `true` or `false`.
    SchemaOrFlag,
    /// The named examples of a body or a parameter.
    Examples,
    /// The scopes of a security requirement.
    Scopes,
}

impl Grammar {
    /// Whether people put this part of a document into separate files, although OpenAPI allows no
    /// references there. Such a part is distinguished from data with a key `$ref`.
    pub(super) fn is_structure(&self) -> bool {
        match self {
            Self::List(_) | Self::Keyed(_) | Self::Object(_) | Self::Tagged(_) => true,
            Self::Map(member) => !matches!(member, Self::Any | Self::Text | Self::Word),
            _ => false,
        }
    }
}

/// The keys that an object may have, and their values.
pub(super) struct Keys {
    /// Returns the normalised key, or `None` for an unexpected one.
    pub(super) key: fn(&str) -> Option<Cow<'_, str>>,
    /// The name of the keys, with an article.
    pub(super) name: &'static str,
    /// The grammar of each value.
    pub(super) grammar: &'static Grammar,
}

/// An object with known keys. Other keys are kept unchanged.
pub(super) struct Object {
    /// Its name, with an article.
    pub(super) name: &'static str,
    /// Its fields, in groups that objects share.
    pub(super) fields: &'static [&'static [Field]],
    /// The rewrite of the object before its fields are fitted.
    pub(super) before: Option<Rewrite>,
    /// The rewrite of the object after its fields are fitted.
    pub(super) after: Option<Rewrite>,
}

/// A change of an object that needs more than a table; [`rewrite`](super::rewrite) has its code.
#[derive(Clone, Copy)]
pub(super) enum Rewrite {
    DropUnreadKeywords,
    SetVersion,
    DefaultServerVariable,
    KeepServerName,
    ReportUnknownMethods,
    ClaimOperationId,
    GiveResponseContent,
    ExplodeForms,
    CompleteLink,
    GiveParameterSchema,
    QuerystringToQuery,
    MutualTlsToHttp,
    SummaryToDescription,
    DataValueToValue,
    SettleItemSchema,
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

/// An object whose variant is determined by one of its fields.
pub(super) struct Tagged {
    /// Its name, with an article.
    pub(super) name: &'static str,
    /// The rewrite of the object before its variant is determined.
    pub(super) before: Option<Rewrite>,
    /// The field that determines the variant.
    pub(super) tag: &'static str,
    /// The values of that field, each with the grammar of the object.
    pub(super) variants: &'static [(&'static str, &'static Object)],
}

/// A field of an object.
pub(super) struct Field {
    pub(super) name: &'static str,
    pub(super) grammar: &'static Grammar,
    pub(super) absent: Absent,
}

/// The meaning of an absent field.
pub(super) enum Absent {
    /// No meaning.
    Fine,
    /// An empty string is added.
    Text,
    /// An empty object is added.
    Object,
    /// The object is invalid.
    Invalid,
}

/// Returns a field that may be absent.
pub(super) const fn optional(name: &'static str, grammar: &'static Grammar) -> Field {
    Field {
        name,
        grammar,
        absent: Absent::Fine,
    }
}

/// Returns a required field.
pub(super) const fn needed(name: &'static str, grammar: &'static Grammar) -> Field {
    Field {
        name,
        grammar,
        absent: Absent::Invalid,
    }
}

/// Returns a field that is empty if absent.
pub(super) const fn filled(name: &'static str, grammar: &'static Grammar, absent: Absent) -> Field {
    Field {
        name,
        grammar,
        absent,
    }
}
