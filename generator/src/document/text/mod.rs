//! Texts, the values in them, and where in the text each value stands.
//!
//! Imports `problem` and nothing else of `document`.

mod content;
mod keys;
mod locate;
mod measure;
mod parse;
mod source;

pub use self::locate::{fill_positions, locate};
pub(super) use self::measure::{MAX_DEPTH, measure};
pub use self::parse::parse;
pub use self::source::{DocumentSource, OverlaySource, SourceText};
