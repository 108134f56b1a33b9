//! The list and its items.

use std::collections::BTreeMap;
use std::fmt;

use super::signature;

/// The public API of a crate.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Surface {
    /// The version of the generator that generated the crate.
    pub generator: String,
    /// The SHA-256 of each document, by its module.
    pub documents: BTreeMap<String, String>,
    /// The SHA-256 of what the overlays of all documents change; empty if there are none.
    pub overlays: String,
    items: BTreeMap<ItemKey, Item>,
}

/// The key of an item: two items of one path have different kinds.
type ItemKey = (String, ItemKind);

/// A public item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// The path inside the crate: `v1::Portability::phone_number`.
    pub path: String,
    /// The kind of item.
    pub kind: ItemKind,
    /// The type, or the arguments and the result, as Rust code.
    pub signature: String,
    /// The parts that are visible on the wire: names, values, methods, constraints.
    pub facts: BTreeMap<String, String>,
    /// The part of the document that the item was made of; empty if there is none.
    pub origin: String,
}

macro_rules! kinds {
    ($($(#[$doc:meta])* $kind:ident = $word:literal,)*) => {
        /// A kind of item.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum ItemKind {
            $($(#[$doc])* $kind,)*
        }

        impl ItemKind {
            /// Returns the word for the kind.
            #[must_use]
            pub fn as_str(self) -> &'static str {
                match self {
                    $(Self::$kind => $word,)*
                }
            }

            pub(super) fn named(word: &str) -> Option<Self> {
                match word {
                    $($word => Some(Self::$kind),)*
                    _ => None,
                }
            }
        }
    };
}

kinds! {
    /// The crate itself.
    Crate = "crate",
    /// A module.
    Module = "module",
    /// A Cargo feature.
    Feature = "feature",
    /// A struct.
    Struct = "struct",
    /// An enum.
    Enum = "enum",
    /// A type alias.
    Alias = "alias",
    /// A type that a module has from elsewhere in the crate.
    Reexport = "re-export",
    /// A field of a struct.
    Field = "field",
    /// A variant of an enum.
    Variant = "variant",
    /// A `new` function.
    Constructor = "constructor",
    /// A function that sets an optional value.
    Setter = "setter",
    /// A method.
    Method = "method",
    /// An associated function.
    Function = "function",
    /// A constant.
    Constant = "constant",
    /// An implementation of a trait.
    Impl = "impl",
    /// An associated type of such an implementation.
    AssociatedType = "type",
}

impl fmt::Display for ItemKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// The fact of a former name: the path of the item that has another name now.
pub(super) const FORMER: &str = "former name of";

impl Item {
    /// Returns the path of the item that this is a deprecated, former name of.
    #[must_use]
    pub fn former_name_of(&self) -> Option<&str> {
        self.fact(FORMER)
    }

    pub(super) fn new(path: String, kind: ItemKind, signature: String) -> Self {
        Self {
            path,
            kind,
            signature,
            facts: BTreeMap::new(),
            origin: String::new(),
        }
    }

    /// Returns the path of the item that holds this one.
    #[must_use]
    pub fn parent(&self) -> &str {
        let path = match self.kind {
            ItemKind::Impl => self.path.split(": ").next().unwrap_or_default(),
            _ => &self.path,
        };
        match self.kind {
            ItemKind::Impl => path,
            _ => path.rsplit_once("::").map_or("", |(parent, _)| parent),
        }
    }

    /// Returns the last part of the path.
    #[must_use]
    pub fn name(&self) -> &str {
        self.path.rsplit("::").next().unwrap_or_default()
    }

    /// Returns the module of the item, if it belongs to one.
    #[must_use]
    pub fn module(&self) -> &str {
        self.path.split("::").next().unwrap_or_default()
    }

    /// Returns a fact about the wire.
    #[must_use]
    pub fn fact(&self, name: &str) -> Option<&str> {
        self.facts.get(name).map(String::as_str)
    }

    /// Returns the names of the arguments of a constructor or a method, in their order.
    #[must_use]
    pub fn arguments(&self) -> Vec<&str> {
        signature::arguments(&self.signature)
            .into_iter()
            .map(|(name, _)| name)
            .collect()
    }

    /// Returns the types of the arguments of a constructor or a method, in their order.
    #[must_use]
    pub fn argument_types(&self) -> Vec<&str> {
        signature::arguments(&self.signature)
            .into_iter()
            .map(|(_, ty)| ty)
            .collect()
    }

    /// Returns the type behind the arrow of a constructor or a method.
    #[must_use]
    pub fn result(&self) -> &str {
        self.signature.rsplit_once(") -> ").map_or("", |(_, ty)| ty)
    }
}

impl Surface {
    /// Creates an empty list, made by this generator.
    pub(super) fn new() -> Self {
        Self {
            generator: env!("CARGO_PKG_VERSION").to_owned(),
            documents: BTreeMap::new(),
            overlays: String::new(),
            items: BTreeMap::new(),
        }
    }

    pub(super) fn add(&mut self, item: Item) {
        self.items.insert((item.path.clone(), item.kind), item);
    }

    /// Returns the items, sorted by their paths.
    pub fn items(&self) -> impl Iterator<Item = &Item> {
        self.items.values()
    }

    /// Returns the item with this path and kind.
    #[must_use]
    pub fn get(&self, path: &str, kind: ItemKind) -> Option<&Item> {
        self.items.get(&(path.to_owned(), kind))
    }

    pub(super) fn get_mut(&mut self, path: &str, kind: ItemKind) -> Option<&mut Item> {
        self.items.get_mut(&(path.to_owned(), kind))
    }

    /// Whether there are no items.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.items.is_empty()
    }
}

/// The kinds of items that types of a module are.
pub(crate) const TYPE_KINDS: &[ItemKind] = &[ItemKind::Struct, ItemKind::Enum, ItemKind::Alias];
