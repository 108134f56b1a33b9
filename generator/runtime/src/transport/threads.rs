//! The threads of the runtime.

use std::io;
use std::thread::Builder;

/// Starts a thread. The work is boxed, so that the compiler translates the start of a thread only once.
pub(super) fn spawn(name: &str, work: Box<dyn FnOnce() + Send>) -> io::Result<()> {
    Builder::new().name(name.to_owned()).spawn(work).map(drop)
}
