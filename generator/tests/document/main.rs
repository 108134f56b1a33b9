//! From text to a normalised model, and the problems on the way.

#![allow(clippy::unwrap_used, clippy::panic, reason = "tests fail by panicking")]

mod files;
mod locate;
mod normalise;
mod overlay;
mod parse;
mod references;
mod support;
mod version;
