//! Names that the manifest or the rules choose: of types, resources and methods.
//!
//! Imports the sources of operations, and `words`.

mod resources;
mod types;

pub(super) use resources::{ResourceGroup, group, methods};
pub(super) use types::TypeNames;
