//! Turns a normalised value into the `openapiv3` model.

use openapiv3::OpenAPI;
use serde_path_to_error::{Path, Segment};

use super::normalise::Normal;
use super::problem::ShapeProblem;
use crate::diagnostics::{Diagnostics, Pointer};

/// Reads the model. Reports the location of an error and returns `None`; a normalised value should
/// have no error.
pub(super) fn read(normal: &Normal, diagnostics: &mut Diagnostics) -> Option<OpenAPI> {
    serde_path_to_error::deserialize(&normal.value)
        .map_err(|error| {
            let location = normal.origins.of(&pointer(error.path()));
            let reason = error.inner().to_string();
            diagnostics.report(location, ShapeProblem::Unreadable { reason });
        })
        .ok()
}

fn pointer(path: &Path) -> Pointer {
    path.iter()
        .fold(Pointer::root(), |pointer, segment| match segment {
            Segment::Seq { index } => pointer.join(index),
            Segment::Map { key } => pointer.join(key),
            Segment::Enum { .. } | Segment::Unknown => pointer,
        })
}
