//! Cargo features: what each brings in, and the condition of each item.

use std::collections::BTreeSet;

use proc_macro2::TokenStream;
use quote::quote;

use crate::ir::{Features, Module, Type, TypeDef};
use crate::source::Cfg;

impl Cfg {
    /// Returns the condition of a module: its feature, or that of any of its resources.
    pub(super) fn module(module: &Module) -> Self {
        let resources =
            (0..module.resources.len()).filter_map(|index| module.resource_feature(index));
        Self::any(resources.chain([whole(module)]))
    }

    /// Returns the condition of a resource inside its module.
    pub(super) fn resource(module: &Module, index: usize) -> Self {
        Self::any(module.resource_feature(index))
    }

    /// Returns the condition of a type inside its module: that of the resources that use it.
    pub(super) fn of(module: &Module, def: &TypeDef) -> Self {
        Self::users(module, &def.users)
    }

    /// Returns the condition of an item that these resources use. If none does, it belongs to the
    /// whole module.
    pub(super) fn users(module: &Module, users: &BTreeSet<usize>) -> Self {
        let every = users.len() == module.resources.len();
        if module.features == Features::Document || every {
            return Self::default();
        }
        if users.is_empty() {
            return Self::any([whole(module)]);
        }
        Self::any(
            users
                .iter()
                .filter_map(|index| module.resource_feature(*index)),
        )
    }

    /// Returns the attribute of the events of a module, which use any of its types.
    pub(super) fn webhooks(module: &Module) -> TokenStream {
        match module.features {
            Features::Document => quote!(#[cfg(feature = "webhooks")]),
            Features::Resource => Self::event_test(module),
        }
    }

    /// Returns the attribute of a test of an event, which is outside the module.
    pub(super) fn event_test(module: &Module) -> TokenStream {
        let whole = whole(module);
        quote!(#[cfg(all(feature = #whole, feature = "webhooks"))])
    }

    /// Returns the condition of a test of a type, which is outside the module.
    pub(super) fn test(module: &Module, ty: &Type) -> Self {
        let mut cfg = Self::default();
        ty.walk(&mut |ty| {
            if let Type::Named(id) = ty {
                cfg = Self::of(module, module.get(*id));
            }
        });
        if cfg.is_always() {
            Self::module(module)
        } else {
            cfg
        }
    }
}

/// Returns the feature of everything in a module.
pub(super) fn whole(module: &Module) -> String {
    module.name.plain().to_owned()
}

/// Returns the feature that brings in a resource: its own, or the module's.
pub(super) fn outside(module: &Module, index: usize) -> String {
    module
        .resource_feature(index)
        .unwrap_or_else(|| whole(module))
}

/// Returns the features of a module's resources, in their order; none if they share the module's.
pub(super) fn resources(module: &Module) -> Vec<String> {
    let indices = 0..module.resources.len();
    indices
        .filter_map(|index| module.resource_feature(index))
        .collect()
}
