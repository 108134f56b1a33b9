//! The state that is shared while one document is lowered: the document, the types found so far,
//! the identifiers and the problems.
//!
//! Imports no other room of `lower`: every room may import this one.

mod drafts;
mod layers;
mod lowering;
mod references;
mod selected;
mod sids;
mod site;

pub(super) use drafts::{DraftName, InlineSchema, TypeDraft, TypeDrafts};
pub(super) use layers::{SchemaRef, branches, layers, parts};
pub(super) use lowering::Lowering;
pub(super) use references::{
    any_part_has, component_name, component_schema, declares_property, description_at,
    request_body_of, resolve_component, response_of,
};
pub(super) use sids::Sids;
pub(super) use site::{SchemaSite, inline_name_hint};
