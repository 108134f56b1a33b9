//! JSON pointers (RFC 6901) of nodes.

use std::collections::HashMap;
use std::fmt;
use std::sync::Arc;

use super::tree::{NodeId, Position, Tree};

/// A JSON pointer. It shares the pointer of the list or object around the value with all others there,
/// because a key may be long.
#[derive(Clone, Default, PartialEq)]
pub(crate) struct Pointer(Option<Arc<Step>>);

#[derive(PartialEq)]
struct Step {
    around: Pointer,
    key: String,
}

impl Pointer {
    /// Returns the pointer of an entry of this object.
    pub(super) fn entry(&self, key: &str) -> Self {
        let key = key.replace('~', "~0").replace('/', "~1");
        let around = self.clone();
        Self(Some(Arc::new(Step { around, key })))
    }
}

impl fmt::Display for Pointer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Some(step) => write!(f, "{}/{}", step.around, step.key),
            None => Ok(()),
        }
    }
}

/// The pointers that are known.
#[derive(Default)]
pub(super) struct Pointers(HashMap<NodeId, Pointer>);

impl Pointers {
    /// Returns the pointer of a node.
    pub(super) fn get(&mut self, tree: &Tree, id: NodeId) -> Pointer {
        if let Some(pointer) = self.0.get(&id) {
            return pointer.clone();
        }
        let node = tree.node(id);
        let pointer = match &node.position {
            Position::Root => Pointer::default(),
            Position::Index(index) => self.get(tree, node.parent).entry(&index.to_string()),
            Position::Entry(key) => self.get(tree, node.parent).entry(&key.text),
        };
        self.0.insert(id, pointer.clone());
        pointer
    }
}
