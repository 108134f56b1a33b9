//! Applies the actions of an overlay to a document.

use std::cmp::Reverse;
use std::sync::Arc;

use serde_json::Value;
use serde_json_path::{JsonPath, PathElement};

use super::merge::{Conflict, is_primitive, merge_into_target};
use super::miss;
use super::problem::OverlayProblem;
use super::read::{Action, Change, Overlay, Version};
use crate::diagnostics::{Diagnostics, Location, Pointer, Severity};
use crate::document::problem::kind;
use crate::document::text::measure;

/// The number of values that the actions of one overlay may add.
const MAX_ADDED: usize = 100_000;

/// The largest depth of nested objects and arrays in the result.
const MAX_DEPTH: usize = 256;

/// The severity of an action whose target matches nothing.
#[derive(Clone, Copy)]
pub(super) enum Misses<'a> {
    /// A warning.
    Warned,
    /// A note for these actions, an error for the others.
    Allowed(&'a [usize]),
}

/// Applies every action in order, each to the result of the previous ones, and reports mismatches.
/// Returns `false` if an action could not be applied.
pub(super) fn apply(
    overlay: &Overlay,
    document: &mut Value,
    misses: Misses<'_>,
    file: &Arc<str>,
    diagnostics: &mut Diagnostics,
) -> bool {
    let mut room = MAX_ADDED;
    let mut is_whole = true;
    for action in &overlay.actions {
        let location = Location::file(file).join("actions").join(action.name.index);
        let problem = match perform(action, overlay.version, document, &mut room) {
            Ok(Outcome::Changed) => continue,
            Ok(Outcome::Unchanged) => OverlayProblem::Redundant {
                action: action.name.clone(),
            },
            Ok(Outcome::NoMatch) => OverlayProblem::NoMatch {
                action: action.name.clone(),
                miss: miss::of(&action.name.target, document).map(Box::new),
                severity: severity_of_miss(misses, action.name.index),
            },
            Err(problem) => {
                is_whole = false;
                problem
            }
        };
        diagnostics.report(location, problem);
    }
    is_whole
}

fn severity_of_miss(misses: Misses<'_>, index: usize) -> Severity {
    match misses {
        Misses::Warned => Severity::Warning,
        Misses::Allowed(allowed) if allowed.contains(&index) => Severity::Note,
        Misses::Allowed(_) => Severity::Error,
    }
}

enum Outcome {
    Changed,
    Unchanged,
    NoMatch,
}

impl Outcome {
    fn of(changed: bool) -> Self {
        if changed {
            Self::Changed
        } else {
            Self::Unchanged
        }
    }
}

fn perform(
    action: &Action,
    version: Version,
    document: &mut Value,
    room: &mut usize,
) -> Result<Outcome, OverlayProblem> {
    let locations = locations(&action.target, document);
    if locations.is_empty() {
        return Ok(Outcome::NoMatch);
    }
    match &action.change {
        Change::None => Ok(Outcome::Unchanged),
        Change::Remove => remove(action, locations, document),
        Change::Update(update) => {
            check_targets(action, &locations, version, document)?;
            update_all(action, &locations, update, document, room)
        }
        Change::Copy(source) => {
            check_targets(action, &locations, version, document)?;
            let copy = copy_source(action, source, document)?;
            update_all(action, &locations, &copy, document, room)
        }
    }
}

/// A location in the document that a path selects.
#[derive(PartialEq, Eq)]
struct ParameterLocation {
    steps: Vec<Step>,
}

#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Step {
    Name(String),
    Index(usize),
}

impl ParameterLocation {
    fn pointer(&self) -> Pointer {
        pointer(&self.steps)
    }
}

fn pointer(steps: &[Step]) -> Pointer {
    steps
        .iter()
        .fold(Pointer::root(), |pointer, step| match step {
            Step::Name(name) => pointer.join(name),
            Step::Index(index) => pointer.join(index),
        })
}

/// Returns the locations that a path selects, each once, in the order of the document.
fn locations(path: &JsonPath, document: &Value) -> Vec<ParameterLocation> {
    let selected = path.query_located(document).dedup();
    let steps = |element: &PathElement<'_>| match element {
        PathElement::Name(name) => Step::Name((*name).to_owned()),
        PathElement::Index(index) => Step::Index(*index),
    };
    selected
        .locations()
        .map(|path| ParameterLocation {
            steps: path.iter().map(steps).collect(),
        })
        .collect()
}

/// Checks that the targets of an update have one type. In Overlay 1.0 they are objects or arrays.
fn check_targets(
    action: &Action,
    locations: &[ParameterLocation],
    version: Version,
    document: &Value,
) -> Result<(), OverlayProblem> {
    let targets = || {
        locations
            .iter()
            .filter_map(|at| document.pointer(at.pointer().as_str()))
    };
    let shape = |value: &Value| (value.is_object(), value.is_array());
    let Some(first) = targets().next() else {
        return Ok(());
    };
    if let Some(other) = targets().find(|target| shape(target) != shape(first)) {
        let (first, other) = (kind(first), kind(other));
        return Err(OverlayProblem::MixedTargets {
            action: action.name.clone(),
            first,
            other,
        });
    }
    if version == Version::V1_0 && is_primitive(first) {
        let found = kind(first);
        return Err(OverlayProblem::PrimitiveTarget {
            action: action.name.clone(),
            found,
        });
    }
    Ok(())
}

fn copy_source(
    action: &Action,
    source: &JsonPath,
    document: &Value,
) -> Result<Value, OverlayProblem> {
    let selected = source.query(document);
    selected
        .exactly_one()
        .cloned()
        .map_err(|_| OverlayProblem::CopySource {
            action: action.name.clone(),
            source_path: source.to_string(),
            count: selected.len(),
        })
}

fn update_all(
    action: &Action,
    locations: &[ParameterLocation],
    update: &Value,
    document: &mut Value,
    room: &mut usize,
) -> Result<Outcome, OverlayProblem> {
    let extent = measure(update);
    let deepest = locations.iter().map(|at| at.steps.len()).max().unwrap_or(0);
    *room = extent
        .values
        .checked_mul(locations.len())
        .filter(|_| deepest + extent.depth <= MAX_DEPTH)
        .and_then(|added| room.checked_sub(added))
        .ok_or_else(|| OverlayProblem::Expansion {
            action: action.name.clone(),
        })?;
    let mut changed = false;
    for location in locations {
        let location = location.pointer();
        let Some(target) = document.pointer_mut(location.as_str()) else {
            continue;
        };
        changed |= merge_into_target(target, update)
            .map_err(|conflict| conflict_at(action, &location, &conflict))?;
    }
    Ok(Outcome::of(changed))
}

fn conflict_at(action: &Action, target: &Pointer, conflict: &Conflict) -> OverlayProblem {
    OverlayProblem::Conflict {
        action: action.name.clone(),
        location: format!("{target}{}", conflict.location),
        found: conflict.found,
        update: conflict.update,
    }
}

/// Removes the deepest targets first, and the items of an array from its end, so that no removal
/// moves another target.
fn remove(
    action: &Action,
    mut locations: Vec<ParameterLocation>,
    document: &mut Value,
) -> Result<Outcome, OverlayProblem> {
    locations.sort_by(|one, other| {
        (Reverse(one.steps.len()), Reverse(&one.steps))
            .cmp(&(Reverse(other.steps.len()), Reverse(&other.steps)))
    });
    for location in locations {
        let Some((last, parent)) = location.steps.split_last() else {
            return Err(OverlayProblem::RemovesRoot {
                action: action.name.clone(),
            });
        };
        match (document.pointer_mut(pointer(parent).as_str()), last) {
            (Some(Value::Object(members)), Step::Name(name)) => {
                members.shift_remove(name);
            }
            (Some(Value::Array(items)), Step::Index(index)) if *index < items.len() => {
                items.remove(*index);
            }
            _ => {}
        }
    }
    Ok(Outcome::Changed)
}
