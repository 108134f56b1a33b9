//! Discriminators, whose mappings name schemas in two ways.

use std::sync::Arc;

use serde_json::{Map, Value};

use crate::diagnostics::Location;
use crate::document::normalise::grammar::Grammar;
use crate::document::normalise::section::Section;
use crate::document::normalise::walk::Walk;
use crate::document::problem::ReferenceProblem;

/// Makes each value of a mapping a reference to a component. A component's bare name is one too.
/// What leads nowhere is left out: the alternatives are all there without it.
pub(in crate::document::normalise) fn settle_discriminator(
    walk: &mut Walk<'_>,
    discriminator: &mut Map<String, Value>,
    location: &Location,
) {
    let Some(Value::Object(mapping)) = discriminator.get_mut("mapping") else {
        return;
    };
    mapping.retain(|value, target| {
        let Some(written) = target.as_str() else {
            return true;
        };
        match name(walk, written, location) {
            Ok(name) => {
                *target = Section::Schemas.reference_to(&name).into();
                true
            }
            Err(problem) => {
                let problem = Box::new(problem);
                let location = location.join("mapping").join(value);
                walk.report(&location, ReferenceProblem::Unmapped { problem });
                false
            }
        }
    });
}

fn name(
    walk: &mut Walk<'_>,
    written: &str,
    location: &Location,
) -> Result<String, ReferenceProblem> {
    let schemas = Section::Schemas;
    let component = Location::new(walk.file(), schemas.pointer().join(written));
    if walk.files.find(&component).is_some() {
        return Ok(written.to_owned());
    }
    let found = walk.resolve(&location.file, written, Some(schemas));
    let (found, _) = found.map_err(|problem| {
        // A name is no path.
        match problem {
            ReferenceProblem::Unreadable { target, .. } if !written.contains(['/', '#']) => {
                let file = Arc::clone(&location.file);
                ReferenceProblem::Dangling { target, file }
            }
            problem => problem,
        }
    })?;
    walk.component(schemas, &Grammar::Schema, &found)
        .ok_or_else(|| ReferenceProblem::Dangling {
            target: written.to_owned(),
            file: found.file,
        })
}
