//! Discriminators, whose mappings name schemas in two ways.

use serde_json::{Map, Value};

use crate::diagnostics::Pointer;
use crate::document::normalise::Walk;
use crate::document::normalise::references::{Section, component};
use crate::document::problem::ReferenceProblem;

/// Makes each value of a mapping a reference to a component. A component's bare name is one too.
pub(in crate::document::normalise) fn settle_discriminator(
    walk: &mut Walk<'_>,
    discriminator: &mut Map<String, Value>,
    place: &Pointer,
) {
    let Some(Value::Object(mapping)) = discriminator.get_mut("mapping") else {
        return;
    };
    for (value, target) in mapping {
        let Some(written) = target.as_str() else {
            continue;
        };
        match name(walk.document, written) {
            Some(name) => *target = Section::Schemas.reference_to(&name).into(),
            None => {
                let problem = ReferenceProblem::Dangling {
                    target: written.to_owned(),
                };
                walk.report(&place.join("mapping").join(value), problem);
            }
        }
    }
}

fn name(document: &Value, written: &str) -> Option<String> {
    let bare = document
        .pointer("/components/schemas")
        .and_then(|schemas| schemas.get(written));
    if bare.is_some() {
        return Some(written.to_owned());
    }
    component(document, Section::Schemas, written)
}
