//! JSON as a tree of nodes, which keeps what [`Value`] can't hold: the text of each number, every entry
//! of an object in order, and texts that aren't Unicode.

use std::cell::Cell;
use std::fmt::Write;

use serde_json::{Map, Number, Value};

/// The index of a node in its tree.
pub(crate) type NodeId = usize;

/// The root of every tree.
pub(crate) const ROOT: NodeId = 0;

/// A JSON value and all values in it.
#[derive(Default)]
pub(crate) struct Tree {
    nodes: Vec<Node>,
    /// Whether it is that of a form: all scalars are text, and a list of one item is that item.
    is_form: bool,
}

/// A value in a tree.
pub(crate) struct Node {
    /// The list or object around the value; that of the root is the root.
    pub(crate) parent: NodeId,
    pub(crate) position: Position,
    pub(crate) content: Content,
    /// The number of scalars in the value; an empty list or object counts as one.
    pub(crate) scalars: usize,
    /// Whether the value contains a list with elements.
    pub(crate) has_items: bool,
}

/// The position of a value in the list or object around it.
pub(crate) enum Position {
    Root,
    Index(usize),
    Entry(Key),
}

/// The key of an entry.
pub(crate) struct Key {
    pub(crate) text: Box<str>,
    /// Whether the text is Unicode. Otherwise it is the key as it is written in the JSON.
    pub(crate) is_unicode: bool,
    /// Whether the last reader of the object declares a property of this name. Any other key may be
    /// personal data.
    pub(crate) is_declared: Cell<bool>,
}

/// The kind and the content of a value.
pub(crate) enum Content {
    Null,
    Bool(bool),
    /// The text of a number, of any size and precision.
    Number(Box<str>),
    Text(Box<str>),
    List(Vec<NodeId>),
    Object(Vec<NodeId>),
    /// The JSON of a text with half of a surrogate pair.
    InvalidText(Box<str>),
    /// The JSON of a list or object that is nested too deeply.
    TooDeep(Box<str>),
}

impl Tree {
    /// Returns the tree of a value.
    pub(crate) fn of(value: &Value) -> Self {
        let mut tree = Self::default();
        tree.add_value(value, ROOT, Position::Root);
        tree
    }

    pub(super) const fn is_form(&self) -> bool {
        self.is_form
    }

    /// Makes it the tree of a form, whose text may stand for booleans, numbers and lists of one item.
    #[cfg(feature = "webhooks")]
    pub(crate) const fn set_form(&mut self) {
        self.is_form = true;
    }

    pub(crate) fn node(&self, id: NodeId) -> &Node {
        &self.nodes[id]
    }

    /// Adds a node whose content follows.
    pub(super) fn add(&mut self, parent: NodeId, position: Position) -> NodeId {
        self.nodes.push(Node {
            parent,
            position,
            content: Content::Null,
            scalars: 0,
            has_items: false,
        });
        self.nodes.len() - 1
    }

    /// Sets the content of a node, after that of all nodes in it.
    pub(super) fn fill(&mut self, id: NodeId, content: Content) {
        let (scalars, has_items) = match &content {
            Content::Null => (0, false),
            Content::List(children) => (self.scalars(children), !children.is_empty()),
            Content::Object(children) => {
                let has_items = children.iter().any(|child| self.node(*child).has_items);
                (self.scalars(children), has_items)
            }
            Content::TooDeep(json) => (1, json.starts_with('[')),
            _ => (1, false),
        };
        let node = &mut self.nodes[id];
        (node.content, node.scalars, node.has_items) = (content, scalars, has_items);
    }

    fn scalars(&self, children: &[NodeId]) -> usize {
        let inside: usize = children.iter().map(|id| self.node(*id).scalars).sum();
        inside.max(1)
    }

    fn add_value(&mut self, value: &Value, parent: NodeId, position: Position) -> NodeId {
        let id = self.add(parent, position);
        let content = match value {
            Value::Null => Content::Null,
            Value::Bool(flag) => Content::Bool(*flag),
            Value::Number(number) => Content::Number(number.to_string().into()),
            Value::String(text) => Content::Text(text.as_str().into()),
            Value::Array(items) => {
                let items = items.iter().enumerate();
                let add = |(index, item)| self.add_value(item, id, Position::Index(index));
                Content::List(items.map(add).collect())
            }
            Value::Object(entries) => {
                let add = |(key, value): (&String, _)| {
                    self.add_value(value, id, Position::Entry(Key::new(key)))
                };
                Content::Object(entries.iter().map(add).collect())
            }
        };
        self.fill(id, content);
        id
    }

    /// Returns the entry of an object with this key; of several, the last.
    pub(crate) fn entry(&self, object: NodeId, key: &str) -> Option<&Node> {
        let Content::Object(entries) = &self.node(object).content else {
            return None;
        };
        let mut nodes = entries.iter().rev().map(|id| self.node(*id));
        nodes.find(
            |node| matches!(&node.position, Position::Entry(entry) if entry.text.as_ref() == key),
        )
    }

    /// Returns a value. What JSON in Rust can't hold is its text: a number that is too large, a text
    /// that isn't Unicode, nesting that is too deep.
    pub(crate) fn value(&self, id: NodeId) -> Value {
        match &self.node(id).content {
            Content::Null => Value::Null,
            Content::Bool(flag) => Value::Bool(*flag),
            Content::Number(text) => match text.parse::<Number>() {
                Ok(number) => Value::Number(number),
                Err(_) => Value::from(text.as_ref()),
            },
            Content::Text(text) | Content::InvalidText(text) | Content::TooDeep(text) => {
                Value::from(text.as_ref())
            }
            Content::List(items) => items.iter().map(|id| self.value(*id)).collect(),
            Content::Object(entries) => {
                let mut object = Map::new();
                for id in entries {
                    if let Some(key) = self.key(*id) {
                        object.insert(key.to_owned(), self.value(*id));
                    }
                }
                Value::Object(object)
            }
        }
    }

    fn key(&self, id: NodeId) -> Option<&str> {
        match &self.node(id).position {
            Position::Entry(key) => Some(&key.text),
            Position::Root | Position::Index(_) => None,
        }
    }

    /// Returns the node and those around it, from the inside out, without the root.
    pub(crate) fn ancestors(&self, id: NodeId) -> impl Iterator<Item = NodeId> {
        let parent = |id: &NodeId| Some(self.node(*id).parent);
        std::iter::successors(Some(id), parent).take_while(|id| *id != ROOT)
    }

    fn positions(&self, id: NodeId) -> impl Iterator<Item = &Position> {
        let ids: Vec<_> = self.ancestors(id).collect();
        ids.into_iter().rev().map(|id| &self.node(id).position)
    }

    /// Formats the path of a node, without keys that may be personal data: `people[*].phones[0].kind`.
    pub(crate) fn path(&self, id: NodeId) -> String {
        let mut path = String::new();
        for position in self.positions(id) {
            // Writing to a string never fails.
            let _ = match position {
                Position::Entry(key) if !key.is_declared.get() => write!(path, "[*]"),
                Position::Entry(key) if path.is_empty() => write!(path, "{}", key.text),
                Position::Entry(key) => write!(path, ".{}", key.text),
                Position::Index(index) => write!(path, "[{index}]"),
                Position::Root => Ok(()),
            };
        }
        path
    }
}

impl Key {
    pub(super) fn new(text: &str) -> Self {
        Self {
            text: text.into(),
            is_unicode: true,
            is_declared: Cell::new(false),
        }
    }

    /// Creates the key of this JSON, which contains half of a surrogate pair.
    pub(super) fn invalid(json: &str) -> Self {
        Self {
            is_unicode: false,
            ..Self::new(json)
        }
    }
}
