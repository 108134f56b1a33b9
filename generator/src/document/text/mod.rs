//! Texts, their values, and the position of each value in its text.
//!
//! Imports `problem` and nothing else of `document`.

mod content;
mod keys;
mod locate;
mod measure;
mod parse;
mod skim;
mod source;

pub use self::locate::{fill_positions, locate};
pub(super) use self::measure::{MAX_DEPTH, measure};
pub use self::parse::parse;
pub(crate) use self::skim::{ReferenceTargets, skim};
pub use self::source::{DocumentSource, OverlaySource, ReferenceRules, SourceText};
