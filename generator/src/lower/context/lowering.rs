//! The shared state itself.

use std::cell::OnceCell;
use std::collections::BTreeMap;
use std::sync::Arc;

use openapiv3::{OpenAPI, SchemaData};
use serde_json::Value;

use crate::diagnostics::{Diagnostics, Location, Pointer, Problem};
use crate::dialect::Dialect;
use crate::document::Document;
use crate::ir::{Shape, Type, TypeId};

use super::drafts::{TypeDraft, TypeDrafts};
use super::selected::Selected;
use super::sids::Sids;
use super::site::SchemaSite;

/// One document while it is lowered.
pub(in crate::lower) struct Lowering<'a> {
    pub(in crate::lower) document: &'a Document,
    /// The document's model.
    pub(in crate::lower) api: &'a OpenAPI,
    /// The JSON that `api` was read from.
    pub(in crate::lower) value: &'a Value,
    pub(in crate::lower) dialect: &'a Dialect,
    pub(in crate::lower) file: Arc<str>,
    /// The identifier types of the whole crate.
    pub(in crate::lower) sids: &'a mut Sids,
    pub(in crate::lower) types: TypeDrafts,
    /// The types of the parts of an operation by their pointers. Operations that differ in a media type
    /// share them.
    pub(in crate::lower) shared: BTreeMap<Pointer, Type>,
    /// The schemas that discriminators select, once they are needed.
    selected: OnceCell<Selected>,
    pub(in crate::lower) diagnostics: &'a mut Diagnostics,
}

impl<'a> Lowering<'a> {
    pub(in crate::lower) fn new(
        document: &'a Document,
        dialect: &'a Dialect,
        sids: &'a mut Sids,
        diagnostics: &'a mut Diagnostics,
    ) -> Self {
        Self {
            document,
            api: &document.api,
            value: &document.value,
            dialect,
            file: Arc::clone(&document.name),
            sids,
            types: TypeDrafts::default(),
            shared: BTreeMap::new(),
            selected: OnceCell::new(),
            diagnostics,
        }
    }

    /// Returns the root of the document.
    pub(in crate::lower) fn root(&self) -> Location {
        Location::file(&self.file)
    }

    pub(in crate::lower) fn report(&mut self, location: &Location, problem: impl Problem) {
        self.diagnostics.report(location.clone(), problem);
    }

    /// Whether a discriminator selects the schema of a site by a property. The union writes that property.
    pub(in crate::lower) fn is_selected_by(&self, property: &str, site: &SchemaSite) -> bool {
        let selected = self.selected.get_or_init(|| Selected::of(self.value));
        selected.contains(&site.location.pointer, property)
    }

    /// Adds the type of an inline schema, named after its title or after its site.
    pub(in crate::lower) fn add_type(
        &mut self,
        data: &SchemaData,
        shape: Shape,
        site: &SchemaSite,
    ) -> TypeId {
        self.types.add(TypeDraft::inline(data, shape, site))
    }

    /// Returns the same, as a reference to the new type.
    pub(in crate::lower) fn add_named(
        &mut self,
        data: &SchemaData,
        shape: Shape,
        site: &SchemaSite,
    ) -> Type {
        Type::Named(self.add_type(data, shape, site))
    }
}
