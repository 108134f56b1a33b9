//! How serde finds a field's name on the wire, with as few words as possible.

use heck::{ToLowerCamelCase as _, ToPascalCase as _};
use proc_macro2::TokenStream;
use quote::quote;

use crate::ir::Field;

/// The rule that a struct states once for all its fields.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Renaming {
    /// The names are what they are on the wire.
    None,
    /// `accountSid`
    Camel,
    /// `AccountSid`
    Pascal,
}

impl Renaming {
    /// The rule that leaves the fewest fields to name by themselves.
    pub(super) fn of(fields: &[Field]) -> Self {
        let exceptions = |rule: &Self| {
            fields
                .iter()
                .filter(|field| rule.wire(field) != field.wire)
                .count()
        };
        [Self::None, Self::Camel, Self::Pascal]
            .into_iter()
            .min_by_key(exceptions)
            .unwrap_or(Self::None)
    }

    /// The part of the struct's attribute.
    pub(super) fn container(self) -> Option<TokenStream> {
        match self {
            Self::None => None,
            Self::Camel => Some(quote!(rename_all = "camelCase")),
            Self::Pascal => Some(quote!(rename_all = "PascalCase")),
        }
    }

    /// The part of a field's attribute, if the rule doesn't give its name.
    pub(super) fn field(self, field: &Field) -> Option<TokenStream> {
        let wire = &field.wire;
        (self.wire(field) != *wire).then(|| quote!(rename = #wire))
    }

    /// What the rule makes of the field's name, exactly as serde does.
    fn wire(self, field: &Field) -> String {
        let name = field.name.plain();
        // serde takes each underscore as the start of a word, heck only some of them.
        let regular = name.split('_').all(|word| !word.is_empty());
        match self {
            Self::None => name.to_owned(),
            _ if !regular => String::new(),
            Self::Camel => name.to_lower_camel_case(),
            Self::Pascal => name.to_pascal_case(),
        }
    }
}
