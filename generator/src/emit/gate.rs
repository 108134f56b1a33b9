//! Cargo features: what each needs, and which an item needs.

use std::collections::BTreeSet;

use proc_macro2::TokenStream;
use quote::quote;

use crate::ir::{Features, Module, Type, TypeDef};

/// The features of which an item needs one; without any, it is always there.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Gate(BTreeSet<String>);

impl Gate {
    /// The gate of a module: its feature, or that of any of its resources.
    pub(super) fn module(module: &Module) -> Self {
        let resources = (0..module.resources.len()).filter_map(|index| resource(module, index));
        Self(resources.chain([whole(module)]).collect())
    }

    /// The gate of a resource inside its module.
    pub(super) fn resource(module: &Module, index: usize) -> Self {
        Self(resource(module, index).into_iter().collect())
    }

    /// The gate of a type inside its module: what the resources need that use it.
    pub(super) fn of(module: &Module, def: &TypeDef) -> Self {
        Self::users(module, &def.users)
    }

    /// The gate of what all these resources use; of what none uses, the whole module's.
    pub(super) fn users(module: &Module, users: &BTreeSet<usize>) -> Self {
        let every = users.len() == module.resources.len();
        if module.features == Features::Document || every {
            return Self::default();
        }
        if users.is_empty() {
            return Self(BTreeSet::from([whole(module)]));
        }
        Self(
            users
                .iter()
                .filter_map(|index| resource(module, *index))
                .collect(),
        )
    }

    /// The gate of a test of a type, outside the module.
    pub(super) fn test(module: &Module, ty: &Type) -> Self {
        let mut gate = Self::default();
        ty.walk(&mut |ty| {
            if let Type::Named(id) = ty {
                gate = Self::of(module, module.get(*id));
            }
        });
        if gate.0.is_empty() {
            Self::module(module)
        } else {
            gate
        }
    }

    /// The gate of what is needed where this or the other is.
    pub(super) fn or(&mut self, other: &Self) {
        if self.0.is_empty() || other.0.is_empty() {
            self.0.clear();
        } else {
            self.0.extend(other.0.iter().cloned());
        }
    }

    /// The attribute that stands before the item.
    pub(crate) fn attribute(&self) -> Option<TokenStream> {
        let names: Vec<_> = self.0.iter().collect();
        match names.as_slice() {
            [] => None,
            [name] => Some(quote!(#[cfg(feature = #name)])),
            names => Some(quote!(#[cfg(any(#(feature = #names),*))])),
        }
    }
}

/// The feature of everything in a module.
pub(super) fn whole(module: &Module) -> String {
    module.name.plain().to_owned()
}

/// The feature that brings in a resource: its own, or the module's.
pub(super) fn outside(module: &Module, index: usize) -> String {
    resource(module, index).unwrap_or_else(|| whole(module))
}

/// The features of a module's resources, in their order; none if they have none of their own.
pub(super) fn resources(module: &Module) -> Vec<String> {
    let indices = 0..module.resources.len();
    indices
        .filter_map(|index| resource(module, index))
        .collect()
}

fn resource(module: &Module, index: usize) -> Option<String> {
    let found = module.resources.get(index)?;
    let name = format!("{}-{}", module.name.plain(), found.name.plain()).replace('_', "-");
    (module.features == Features::Resource).then_some(name)
}
