//! The public API of a generated crate as a flat list of items.
//!
//! The paths and signatures come from the generated code itself, so they are those that users
//! see. The intermediate representation adds the facts that code doesn't show: the names and values on the
//! wire, and the part of the document from which an item was generated. The lock and the comparison of two
//! versions are views of this list.

mod code;
mod crate_facts;
mod facts;
mod identity;
mod item;
mod origins;
mod signature;
mod text;
mod values;

use std::collections::BTreeMap;

use serde_json::Value;

pub use self::identity::{identity, locate_identity};
pub(crate) use self::item::TYPE_KINDS;
pub use self::item::{Item, ItemKind, Surface};
pub(crate) use self::origins::{
    ERROR_CODES_ORIGIN, MODULE_ORIGIN, alternative_origin, component_of, escaped, key_origin,
    operation_origin, parameter_origin, resource_origin, sid_origin, type_origin,
};
pub use self::text::SurfaceTextProblem;
pub(crate) use self::values::{CONSTANT, is_constraint};
use crate::ir::Api;

/// Code that can't be listed, which is a bug in the generator.
pub(crate) type CodeError = syn::Error;

impl Surface {
    /// Lists the public items of a generated crate.
    ///
    /// `files` are those of the crate, `documents` the normalised documents of its modules.
    pub(crate) fn of(
        api: &Api,
        documents: &[&Value],
        files: &BTreeMap<String, Vec<u8>>,
    ) -> Result<Self, CodeError> {
        let mut surface = Self::new();
        code::add(&mut surface, api, files)?;
        facts::add(&mut surface, api, documents);
        Ok(surface)
    }
}
