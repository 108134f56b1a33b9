//! Names that the manifest or the rules choose: of types, resources, methods and
//! structs of arguments.
//!
//! Imports the sources of operations, and `words`.

mod arguments;
mod attributes;
mod resources;
mod types;
mod variants;

pub(super) use arguments::name_arguments;
pub(super) use attributes::add_attributes;
pub(super) use resources::{ResourceGroup, group, methods};
pub(super) use types::TypeNames;
pub(super) use variants::rename_variants;
