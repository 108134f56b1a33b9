//! Names that the manifest or the rules choose: of types, resources, methods and
//! structs of arguments.
//!
//! Imports the sources of operations, and `words`.

mod arguments;
mod attributes;
mod former;
mod members;
mod resources;
mod types;

pub(super) use arguments::name_arguments;
pub(super) use attributes::add_attributes;
pub(super) use former::add_former_names;
pub(super) use members::{rename_error_codes, rename_members, rename_parameters};
pub(super) use resources::{ResourceGroup, group, methods};
pub(super) use types::TypeNames;
