//! The state that is shared while one document is lowered: the document, the types found so far,
//! the identifiers and the problems.
//!
//! Imports no other room of `lower`: every room may import this one.

mod drafts;
mod references;
mod sids;
mod site;

use std::sync::Arc;

use openapiv3::{OpenAPI, SchemaData};
use serde_json::Value;

use crate::diagnostics::{Diagnostics, Location, Problem};
use crate::dialect::Dialect;
use crate::document::Document;
use crate::ir::{Shape, Type, TypeId};

pub(super) use drafts::{DraftName, InlineSchema, TypeDraft, TypeDrafts};
pub(super) use references::{
    any_part_has, component_name, declares_property, description_at, referenced_schema,
    resolve_component, response_of,
};
pub(super) use sids::Sids;
pub(super) use site::{SchemaSite, inline_name_hint};

/// One document while it is lowered.
pub(super) struct Lowering<'a> {
    pub(super) api: &'a OpenAPI,
    /// The JSON that `api` was read from.
    pub(super) value: &'a Value,
    pub(super) dialect: &'a Dialect,
    pub(super) file: Arc<str>,
    /// The identifier types of the whole crate.
    pub(super) sids: &'a mut Sids,
    pub(super) types: TypeDrafts,
    pub(super) diagnostics: &'a mut Diagnostics,
}

impl<'a> Lowering<'a> {
    pub(super) fn new(
        document: &'a Document,
        dialect: &'a Dialect,
        sids: &'a mut Sids,
        diagnostics: &'a mut Diagnostics,
    ) -> Self {
        Self {
            api: &document.api,
            value: &document.value,
            dialect,
            file: Arc::clone(&document.name),
            sids,
            types: TypeDrafts::default(),
            diagnostics,
        }
    }

    /// The root of the document.
    pub(super) fn root(&self) -> Location {
        Location::file(&self.file)
    }

    pub(super) fn report(&mut self, location: &Location, problem: impl Problem) {
        self.diagnostics.report(location.clone(), problem);
    }

    /// Adds the type of an inline schema, named after its title or after its site.
    pub(super) fn add_type(
        &mut self,
        data: &SchemaData,
        shape: Shape,
        site: &SchemaSite,
    ) -> TypeId {
        self.types.add(TypeDraft::inline(data, shape, site))
    }

    /// The same, as a reference to the new type.
    pub(super) fn add_named(&mut self, data: &SchemaData, shape: Shape, site: &SchemaSite) -> Type {
        Type::Named(self.add_type(data, shape, site))
    }
}
