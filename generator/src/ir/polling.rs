//! Operations that fetch an object until it no longer changes.

use super::{Name, TypeId, VariantValue};

/// The states in which a fetched object no longer changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waiting {
    /// The field of the response that holds the state.
    pub state: Name,
    /// The states in which the object no longer changes.
    pub terminal: TerminalStates,
}

/// States in which an object no longer changes. At least one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TerminalStates {
    /// Values of a field that is text.
    Text(Vec<String>),
    /// Variants of an enum, each with its value on the wire.
    Enum {
        /// The enum.
        ty: TypeId,
        /// The variants.
        variants: Vec<VariantValue>,
    },
}

impl TerminalStates {
    /// Returns the states on the wire.
    pub fn wire(&self) -> impl Iterator<Item = &str> {
        let (texts, variants) = match self {
            Self::Text(texts) => (texts.as_slice(), [].as_slice()),
            Self::Enum { variants, .. } => ([].as_slice(), variants.as_slice()),
        };
        let variants = variants.iter().map(|variant| variant.wire.as_str());
        texts.iter().map(String::as_str).chain(variants)
    }
}
