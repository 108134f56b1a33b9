//! The difference between a value and how a type writes it after reading it.

use std::collections::HashMap;

use serde_json::{Map, Value};

use super::number;
use super::tree::{Content, NodeId, Position, Tree};

/// The difference after a value is read and written again. The smaller, the better.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Misfit {
    /// The number of scalars that are lost, or of another type or number.
    lost: usize,
    /// The number of unions inside that don't recognize their value.
    unrecognized: usize,
    /// The number of properties that are added.
    added: usize,
}

impl Misfit {
    /// The difference of a union that doesn't recognize the value, but keeps it.
    pub(super) const UNRECOGNIZED: Self = Self {
        lost: 0,
        unrecognized: 1,
        added: 0,
    };

    fn add(&mut self, other: Self) {
        self.lost += other.lost;
        self.unrecognized += other.unrecognized;
        self.added += other.added;
    }
}

/// The nodes of unions in a value whose difference is known, so that it was neither read nor written.
pub(super) type Known = HashMap<NodeId, Misfit>;

/// Compares a value with how it is written. `None` if that is another kind of JSON: serde would read
/// the items of a list as the fields of a struct.
pub(super) fn compare(tree: &Tree, node: NodeId, written: &Value, known: &Known) -> Option<Misfit> {
    let mut comparison = Comparison {
        tree,
        known,
        misfit: Misfit::default(),
    };
    let is_same_kind = matches!(
        (&tree.node(node).content, written),
        (Content::Null, Value::Null)
            | (Content::Bool(_), Value::Bool(_))
            | (Content::Number(_), Value::Number(_))
            | (Content::Text(_), Value::String(_))
            | (Content::List(_), Value::Array(_))
            | (Content::Object(_), Value::Object(_))
    );
    (is_same_kind || known.contains_key(&node)).then(|| {
        comparison.value(node, Some(written));
        comparison.misfit
    })
}

struct Comparison<'a> {
    tree: &'a Tree,
    known: &'a Known,
    misfit: Misfit,
}

impl Comparison<'_> {
    fn value(&mut self, id: NodeId, written: Option<&Value>) {
        let node = self.tree.node(id);
        match (&node.content, written) {
            // A node that has been read as a union is written as a placeholder.
            (_, Some(_)) if self.known.contains_key(&id) => {
                self.misfit
                    .add(self.known.get(&id).copied().unwrap_or_default());
            }
            (Content::Object(entries), Some(Value::Object(written))) => {
                self.entries(entries, written);
            }
            (Content::List(items), Some(Value::Array(written))) => {
                for (index, item) in items.iter().enumerate() {
                    self.value(*item, written.get(index));
                }
            }
            (Content::Number(number), Some(Value::Number(written))) => {
                let is_same = number::is_same(number, &written.to_string());
                self.misfit.lost += usize::from(!is_same);
            }
            // The text may differ: a date-time has several forms.
            (Content::Null, _)
            | (Content::Bool(_), Some(Value::Bool(_)))
            | (Content::Text(_), Some(Value::String(_))) => {}
            // In a form, a text stands for any scalar and for a list of one.
            (Content::Text(_), Some(Value::Bool(_) | Value::Number(_) | Value::Array(_)))
                if self.tree.is_form() => {}
            _ => self.misfit.lost += node.scalars,
        }
    }

    fn entries(&mut self, entries: &[NodeId], written: &Map<String, Value>) {
        let mut found = 0;
        for id in entries {
            let Position::Entry(key) = &self.tree.node(*id).position else {
                continue;
            };
            let written = written.get(key.text.as_ref());
            found += usize::from(written.is_some());
            self.value(*id, written);
        }
        self.misfit.added += written.len().saturating_sub(found);
    }
}
