//! The state while a tree is read: what is skipped, and what is known of its unions.

use std::any::TypeId;
use std::cell::{Cell, RefCell};
use std::collections::HashMap;
use std::mem;
use std::rc::Rc;

use serde_json::Value;

use super::misfit::{Known, Misfit};
use super::pointer::{Pointer, Pointers};
use super::read_error::ReadError;
use super::tree::{NodeId, Tree};

/// A tree that is being read.
pub(crate) struct Reading {
    tree: Tree,
    /// Whether values that aren't required may be skipped.
    is_lenient: bool,
    mode: Cell<Mode>,
    skipped: RefCell<Vec<Skipped>>,
    pointers: RefCell<Pointers>,
    absent: RefCell<HashMap<NodeId, Absence>>,
    choices: RefCell<HashMap<(NodeId, TypeId), Choice>>,
    known: RefCell<Known>,
    is_unfit: Cell<bool>,
}

/// The current mode of reading.
#[derive(Clone, Copy, Debug)]
pub(super) struct Mode {
    /// Whether a value that isn't required is skipped if it can't be read.
    pub(super) skips: bool,
    /// Whether the value is read only to find out how well a type fits, so that unions inside need not
    /// be read.
    pub(super) is_trial: bool,
}

/// The ways in which a value can be made absent. An optional property may be null, an entry of a map
/// may not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Absence {
    Null,
    Missing,
}

/// The alternative of a union for a node.
#[derive(Clone, Copy, Debug)]
pub(super) struct Choice {
    /// The index of the alternative; `None` if the value fits none.
    pub(super) alternative: Option<usize>,
    pub(super) misfit: Misfit,
}

/// A value that can't be read and is treated as absent.
#[derive(Clone, PartialEq)]
pub(crate) struct Skipped {
    /// The node of the value, by which the values are sorted in the order of the body.
    pub(super) node: NodeId,
    pub(crate) path: String,
    pub(crate) pointer: Pointer,
    /// The path of the value that is absent, which is this one or around it.
    pub(crate) absent: String,
    pub(crate) expected: String,
    /// Null until [`Reading::take_skipped`]: while the body is read, a value around this one may be skipped
    /// instead, at each level of nesting, and each copy would cost as much as all of the value.
    pub(crate) value: Value,
    /// Whether there is no value, because a property is missing or duplicate.
    is_missing: bool,
}

impl Reading {
    pub(super) fn new(tree: Tree, is_lenient: bool) -> Rc<Self> {
        Rc::new(Self {
            tree,
            is_lenient,
            mode: Cell::new(Mode {
                skips: is_lenient,
                is_trial: false,
            }),
            skipped: RefCell::default(),
            pointers: RefCell::default(),
            absent: RefCell::default(),
            choices: RefCell::default(),
            known: RefCell::default(),
            is_unfit: Cell::new(false),
        })
    }

    pub(super) fn tree(&self) -> &Tree {
        &self.tree
    }

    pub(super) fn is_lenient(&self) -> bool {
        self.is_lenient
    }

    pub(super) fn mode(&self) -> Mode {
        self.mode.get()
    }

    /// Skips a value that can't be read, and forgets what was skipped in it: all `after` the first ones.
    ///
    /// # Errors
    ///
    /// The same error if the value must not be skipped. A list with elements never is.
    pub(super) fn skip(
        &self,
        node: NodeId,
        error: ReadError,
        after: usize,
    ) -> Result<(), ReadError> {
        if !self.mode().skips || self.tree.node(node).has_items {
            return Err(error);
        }
        self.forget_skipped(after);
        let skipped = self.describe(node, &error);
        self.skipped.borrow_mut().push(skipped);
        Ok(())
    }

    /// Reports a part of a value that is left out, while the rest of the value is read.
    pub(super) fn leave_out(&self, node: NodeId, expected: &str) {
        let skipped = self.left_out(node, node, expected);
        self.skipped.borrow_mut().push(skipped);
    }

    /// Describes a value for which the value of `absent` is absent.
    pub(super) fn left_out(&self, node: NodeId, absent: NodeId, expected: &str) -> Skipped {
        Skipped {
            node,
            path: self.tree.path(node),
            pointer: self.pointers.borrow_mut().get(&self.tree, node),
            absent: self.tree.path(absent),
            expected: expected.to_owned(),
            value: Value::Null,
            is_missing: false,
        }
    }

    /// Describes an error for which the value of `absent` is absent.
    pub(super) fn describe(&self, absent: NodeId, error: &ReadError) -> Skipped {
        let node = error.node().unwrap_or(absent);
        let around = self.left_out(node, absent, error.expected());
        match error.property() {
            Some(name) => Skipped {
                path: format!("{}.{name}", around.path),
                pointer: around.pointer.entry(name),
                expected: "one value".to_owned(),
                is_missing: true,
                ..around
            },
            None => around,
        }
    }

    /// Returns the number of values that are skipped so far.
    pub(super) fn skipped(&self) -> usize {
        self.skipped.borrow().len()
    }

    /// Forgets the values that were skipped after the first ones.
    pub(super) fn forget_skipped(&self, after: usize) {
        self.skipped.borrow_mut().truncate(after);
    }

    /// Returns the values that were skipped, and those `before` them, in the order of the body.
    pub(super) fn take_skipped(&self, before: Vec<Skipped>) -> Vec<Skipped> {
        let mut skipped = before;
        skipped.extend(self.skipped.take());
        for found in skipped.iter_mut().filter(|found| !found.is_missing) {
            found.value = self.tree.value(found.node);
        }
        skipped.sort_by_key(|found| found.node);
        skipped
    }

    /// Makes a value absent, or present again, and forgets everything that was read.
    pub(super) fn set_absent(&self, node: NodeId, absence: Option<Absence>) {
        match absence {
            Some(absence) => self.absent.borrow_mut().insert(node, absence),
            None => self.absent.borrow_mut().remove(&node),
        };
        self.choices.borrow_mut().clear();
        self.skipped.borrow_mut().clear();
    }

    /// Returns the way in which a value is made absent.
    pub(super) fn absence(&self, node: NodeId) -> Option<Absence> {
        self.absent.borrow().get(&node).copied()
    }

    pub(super) fn choice(&self, node: NodeId, union: TypeId) -> Option<Choice> {
        self.choices.borrow().get(&(node, union)).copied()
    }

    pub(super) fn set_choice(&self, node: NodeId, union: TypeId, choice: Choice) {
        self.choices.borrow_mut().insert((node, union), choice);
    }

    /// Sets how well a union fits that is not read now.
    pub(super) fn set_known(&self, node: NodeId, misfit: Misfit) {
        self.known.borrow_mut().insert(node, misfit);
    }

    /// Runs a trial, and returns the unions inside that it didn't read. Nothing that it skips is
    /// reported.
    pub(super) fn try_out<T>(&self, skips: bool, read: impl FnOnce() -> T) -> (T, Known) {
        let is_trial = true;
        let mode = self.mode.replace(Mode { skips, is_trial });
        let known = self.known.take();
        let skipped = self.skipped();
        let found = read();
        self.forget_skipped(skipped);
        self.mode.set(mode);
        (found, mem::replace(&mut self.known.borrow_mut(), known))
    }

    /// Whether a union was read whose value fits no alternative.
    pub(super) fn is_unfit(&self) -> bool {
        self.is_unfit.get()
    }

    pub(super) fn set_unfit(&self) {
        self.is_unfit.set(true);
    }
}

thread_local! {
    /// The node that a union reads next. serde can't pass it.
    static OFFER: RefCell<Option<(Rc<Reading>, NodeId)>> = const { RefCell::new(None) };
}

/// Offers a node to the union that is read next.
pub(super) fn offer(reading: &Rc<Reading>, node: NodeId) {
    OFFER.set(Some((Rc::clone(reading), node)));
}

/// Takes the node that is offered.
pub(super) fn take_offer() -> Option<(Rc<Reading>, NodeId)> {
    OFFER.take()
}
