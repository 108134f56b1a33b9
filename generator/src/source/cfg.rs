//! Conditions of items on Cargo features.

use std::collections::BTreeSet;

use proc_macro2::TokenStream;
use quote::quote;

/// The Cargo features of which an item needs at least one. An item without any is always compiled.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Cfg(BTreeSet<String>);

impl Cfg {
    /// Returns the condition that at least one of these features is on, or none if there are none.
    pub(crate) fn any(features: impl IntoIterator<Item = String>) -> Self {
        Self(features.into_iter().collect())
    }

    /// Whether the item is always compiled.
    pub(crate) fn is_always(&self) -> bool {
        self.0.is_empty()
    }

    /// Widens the condition: it now also holds where the other does.
    pub(crate) fn or(&mut self, other: &Self) {
        if self.is_always() || other.is_always() {
            self.0.clear();
        } else {
            self.0.extend(other.0.iter().cloned());
        }
    }

    /// Returns the `#[cfg]` attribute of the item.
    pub(crate) fn attribute(&self) -> Option<TokenStream> {
        let names: Vec<_> = self.0.iter().collect();
        match names.as_slice() {
            [] => None,
            [name] => Some(quote!(#[cfg(feature = #name)])),
            names => Some(quote!(#[cfg(any(#(feature = #names),*))])),
        }
    }
}
