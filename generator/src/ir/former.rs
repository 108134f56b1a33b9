//! Names that items had before a rename, and that stay as deprecated ones.

use super::{Name, TypeId};

/// A deprecated name of an item that has another one now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FormerName {
    /// The item.
    pub item: FormerItem,
    /// The name that it had.
    pub former: Name,
    /// The name that it has.
    pub current: Name,
}

/// An item that has a former name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FormerItem {
    /// The type of a schema, or the struct of its arguments.
    Type(TypeId),
    /// A variant of an enum.
    Variant(TypeId),
    /// The type of the resource with this index, of one of its operations, or of the arguments of one.
    ResourceType(usize),
    /// The accessor of the resource with this index.
    Accessor(usize),
    /// The method of an operation, by the indices of the resource and of the operation in it.
    Method(usize, usize),
    /// A setter of the type of a schema.
    Setter(TypeId),
    /// A setter of the calls of an operation, by the same indices as a method.
    CallSetter(usize, usize),
    /// A variant of the API's error codes.
    ErrorCode,
}
