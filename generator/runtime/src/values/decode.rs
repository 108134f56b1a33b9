//! The second pass over a response: reads a tree, and skips values that can't be read.

use std::rc::Rc;

use serde::de::DeserializeOwned;

use super::node_reader::NodeReader;
use super::read_error::ReadError;
use super::reading::{Absence, Reading, Skipped};
use super::tree::{Content, NodeId, Position, ROOT, Tree};

/// The maximum number of bytes of JSON that are read again around values which serde's own types don't
/// allow to skip. The guide states it.
const MAX_REREAD: usize = 16 << 20;

/// A reason why a tree can't be read.
#[derive(Debug)]
pub(crate) struct Failure {
    /// The path of the value, unless it is the whole.
    pub(crate) path: Option<String>,
    pub(crate) problem: String,
}

/// Reads a tree of JSON with this length. If `is_lenient`, values that aren't required are skipped if
/// they can't be read.
pub(crate) fn decode<T: DeserializeOwned>(
    tree: Tree,
    length: usize,
    is_lenient: bool,
) -> Result<(T, Vec<Skipped>), Failure> {
    let reading = Reading::new(tree, is_lenient);
    let error = match T::deserialize(NodeReader::root(&reading)) {
        Ok(value) => return Ok((value, reading.take_skipped(Vec::new()))),
        Err(error) => error,
    };
    let failure = Failure {
        path: Some(reading.tree().path(error.node().unwrap_or(ROOT)))
            .filter(|path| !path.is_empty()),
        problem: error.to_string(),
    };
    let mut around = Around {
        reading: &reading,
        rereads: MAX_REREAD / length.max(1),
        skipped: Vec::new(),
    };
    let value = is_lenient.then(|| around.read(error)).flatten();
    let value = value.ok_or(failure)?;
    let skipped = reading.take_skipped(around.skipped);
    Ok((value, skipped))
}

/// Reads around values whose types can't skip them, such as those with serde's derives: each is
/// made absent, and the whole is read again.
struct Around<'r> {
    reading: &'r Rc<Reading>,
    rereads: usize,
    skipped: Vec<Skipped>,
}

impl Around<'_> {
    fn read<T: DeserializeOwned>(&mut self, mut error: ReadError) -> Option<T> {
        loop {
            match self.make_absent(&error)? {
                Ok(value) => return Some(value),
                Err(next) => error = next,
            }
        }
    }

    /// Makes the nearest value around an error absent so that reading gets beyond it, and returns the
    /// outcome. An element of a list is never removed unless it is null, nor a value that contains a list
    /// with elements.
    fn make_absent<T: DeserializeOwned>(
        &mut self,
        error: &ReadError,
    ) -> Option<Result<T, ReadError>> {
        let tree = self.reading.tree();
        if let Some(outcome) = self.leave_out_nulls(error) {
            return outcome;
        }
        for id in tree.ancestors(error.node()?) {
            let node = tree.node(id);
            if !matches!(node.position, Position::Entry(_)) || node.has_items {
                return None;
            }
            for absence in [Absence::Null, Absence::Missing] {
                let skipped = self.reading.describe(id, error);
                self.reading.set_absent(id, Some(absence));
                let outcome = self.reread()?;
                if !matches!(&outcome, Err(next) if is_at(next, [id, node.parent])) {
                    self.skipped.push(skipped);
                    return Some(outcome);
                }
            }
            self.reading.set_absent(id, None);
        }
        None
    }

    /// Leaves out all null elements of a list that doesn't allow them, if one of them is the error, and
    /// returns the outcome.
    fn leave_out_nulls<T: DeserializeOwned>(
        &mut self,
        error: &ReadError,
    ) -> Option<Option<Result<T, ReadError>>> {
        let reading = self.reading;
        let tree = reading.tree();
        let is_null = |id: &NodeId| matches!(tree.node(*id).content, Content::Null);
        let found = error.node().filter(is_null)?;
        let Content::List(items) = &tree.node(tree.node(found).parent).content else {
            return None;
        };
        for id in items.iter().copied().filter(is_null) {
            self.skipped
                .push(reading.left_out(id, id, error.expected()));
            reading.set_absent(id, Some(Absence::Missing));
        }
        Some(self.reread())
    }

    /// Reads the tree again without the absent values. `None` if that was done too often.
    fn reread<T: DeserializeOwned>(&mut self) -> Option<Result<T, ReadError>> {
        self.rereads = self.rereads.checked_sub(1)?;
        Some(T::deserialize(NodeReader::root(self.reading)))
    }
}

fn is_at(error: &ReadError, nodes: [NodeId; 2]) -> bool {
    error.node().is_some_and(|node| nodes.contains(&node))
}
