//! The first of two passes over a response. It reads the text directly, and a value that it can't read
//! exactly or completely must be an error, so that the second pass follows.

use std::cell::Cell;

/// A first pass.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum FirstPass {
    /// The second pass finds the location of a failure.
    Strict,
    /// The second pass also skips values that can't be read.
    Lenient,
}

thread_local! {
    /// serde can't pass it down.
    static CURRENT: Cell<Option<FirstPass>> = const { Cell::new(None) };
}

impl FirstPass {
    /// Reads a value in a first pass.
    pub(crate) fn run<T>(self, read: impl FnOnce() -> T) -> T {
        let _restore = Restore(CURRENT.replace(Some(self)));
        read()
    }

    /// Returns the first pass in which a value is read. There is none unless a response is read.
    pub(super) fn current() -> Option<Self> {
        CURRENT.get()
    }
}

/// Ends a first pass, even after a panic.
struct Restore(Option<FirstPass>);

impl Drop for Restore {
    fn drop(&mut self) {
        CURRENT.set(self.0);
    }
}
