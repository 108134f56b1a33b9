//! Normalised value to `openapiv3` model.

use std::sync::Arc;

use openapiv3::OpenAPI;
use serde_json::Value;
use serde_path_to_error::{Path, Segment};

use super::problem::ShapeProblem;
use crate::diagnostics::{Diagnostics, Place, Pointer};

/// Reads the model; reports where that fails and returns `None`. Normalisation leaves nothing that
/// should fail.
pub(super) fn read(
    name: &Arc<str>,
    value: &Value,
    diagnostics: &mut Diagnostics,
) -> Option<OpenAPI> {
    serde_path_to_error::deserialize(value)
        .map_err(|error| {
            let place = Place {
                pointer: pointer(error.path()),
                ..Place::file(name)
            };
            let reason = error.inner().to_string();
            diagnostics.report(place, ShapeProblem::Unreadable { reason });
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
