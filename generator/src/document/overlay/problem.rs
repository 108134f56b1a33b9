//! What can be wrong with an overlay.

use std::fmt;

use thiserror::Error;

use crate::diagnostics::{Problem, Severity};

/// Which action a problem is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ActionName {
    /// Its index, counted from 0.
    pub index: usize,
    /// What it targets: a JSONPath.
    pub target: String,
    /// What it says that it is for.
    pub description: Option<String>,
}

impl fmt::Display for ActionName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            index,
            target,
            description,
        } = self;
        write!(f, "action {index} (`{target}`)")?;
        match description {
            Some(description) => write!(f, ", described as \"{}\",", description.trim()),
            None => Ok(()),
        }
    }
}

/// A problem of an overlay, or of the way it fits its document.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum OverlayProblem {
    /// A field that has to be there is not.
    #[error("{object} has no `{field}`")]
    Missing {
        /// What lacks it.
        object: &'static str,
        /// The field.
        field: &'static str,
    },
    /// A value of the wrong kind.
    #[error("{found} where {expected} belongs")]
    WrongKind {
        /// What belongs here.
        expected: &'static str,
        /// What is here.
        found: &'static str,
    },
    /// A field that the standard doesn't have.
    #[error("{object} has no field `{key}`")]
    UnknownField {
        /// Where it is.
        object: &'static str,
        /// The field.
        key: String,
    },
    /// A version of the standard that is not known.
    #[error("Overlay {version} is not supported")]
    UnsupportedVersion {
        /// The overlay's version.
        version: String,
    },
    /// There is nothing to do.
    #[error("the overlay has no actions")]
    NoActions,
    /// An action is there twice.
    #[error("this action is the same as action {first}")]
    RepeatedAction {
        /// The index of the first.
        first: usize,
    },
    /// An action wants to update in two ways.
    #[error("an action has either `update` or `copy`")]
    UpdateWithCopy,
    /// A path that is no JSONPath.
    #[error("not a JSONPath (RFC 9535): {reason}")]
    InvalidPath {
        /// What the parser says.
        reason: String,
    },
    /// An action's target is not in the document.
    #[error("{action} matches nothing in the document")]
    NoMatch {
        /// The action.
        action: ActionName,
        /// What that means here.
        severity: Severity,
    },
    /// An action changes nothing.
    #[error("{action} changes nothing: the document says so already")]
    Redundant {
        /// The action.
        action: ActionName,
    },
    /// An action removes everything.
    #[error("{action} removes the whole document")]
    RemovesRoot {
        /// The action.
        action: ActionName,
    },
    /// Overlay 1.0 changes objects and arrays only.
    #[error("{action} matches {found}: Overlay 1.0 updates objects and lists only")]
    PrimitiveTarget {
        /// The action.
        action: ActionName,
        /// What it matches.
        found: &'static str,
    },
    /// An action's matches have different kinds.
    #[error("{action} matches values of several kinds: {first} and {other}")]
    MixedTargets {
        /// The action.
        action: ActionName,
        /// One kind.
        first: &'static str,
        /// Another.
        other: &'static str,
    },
    /// What is added doesn't go with what is there.
    #[error("{action} merges {update} into {found} at `{location}`")]
    Conflict {
        /// The action.
        action: ActionName,
        /// Where, as a JSON pointer into the document.
        location: String,
        /// What is there.
        found: &'static str,
        /// What is added.
        update: &'static str,
    },
    /// A copy needs one source.
    #[error("{action} copies from `{source_path}`, which matches {count} values instead of one")]
    CopySource {
        /// The action.
        action: ActionName,
        /// The source: a JSONPath.
        source_path: String,
        /// How many values it matches.
        count: usize,
    },
    /// The result grows beyond all bounds.
    #[error("{action} makes the document too large")]
    Expansion {
        /// The action.
        action: ActionName,
    },
}

impl Problem for OverlayProblem {
    fn code(&self) -> &'static str {
        match self {
            Self::Missing { .. } => "overlay-missing-field",
            Self::WrongKind { .. } => "overlay-wrong-kind",
            Self::UnknownField { .. } => "overlay-unknown-field",
            Self::UnsupportedVersion { .. } => "overlay-version",
            Self::NoActions => "overlay-no-actions",
            Self::RepeatedAction { .. } => "overlay-repeated-action",
            Self::UpdateWithCopy => "overlay-update-with-copy",
            Self::InvalidPath { .. } => "overlay-path",
            Self::NoMatch { .. } => "overlay-no-match",
            Self::Redundant { .. } => "overlay-redundant",
            Self::RemovesRoot { .. } => "overlay-removes-root",
            Self::PrimitiveTarget { .. } => "overlay-primitive-target",
            Self::MixedTargets { .. } => "overlay-mixed-targets",
            Self::Conflict { .. } => "overlay-conflict",
            Self::CopySource { .. } => "overlay-copy-source",
            Self::Expansion { .. } => "overlay-expansion",
        }
    }

    fn severity(&self) -> Severity {
        match self {
            Self::NoMatch { severity, .. } => *severity,
            Self::Redundant { .. } => Severity::Warning,
            _ => Severity::Error,
        }
    }

    fn help(&self) -> String {
        match self {
            Self::Missing { field, .. } => return format!("add `{field}`"),
            Self::WrongKind { expected, .. } => return format!("write {expected} here"),
            Self::UnknownField { .. } => {
                "remove the field, mend its name, or start it with `x-`"
            }
            Self::UnsupportedVersion { .. } => "use `overlay: 1.0.0` or `overlay: 1.1.0`",
            Self::NoActions => "add an action, or remove the overlay",
            Self::RepeatedAction { .. } => "remove one of the two",
            Self::UpdateWithCopy => "make two actions of it, in the order in which they apply",
            Self::InvalidPath { .. } => "mend the path; names with other characters than letters, digits and `_` are written `['name']`",
            Self::NoMatch { .. } => {
                "look at what has changed in the document: mend the target, remove the action, or allow it to match nothing"
            }
            Self::Redundant { .. } => "remove the action",
            Self::RemovesRoot { .. } => "target a part of the document",
            Self::PrimitiveTarget { .. } => {
                "target the object that holds the value, or use `overlay: 1.1.0`"
            }
            Self::MixedTargets { .. } => "make an action for each kind of target",
            Self::Conflict { .. } => "remove what is there by an action before this one",
            Self::CopySource { .. } => "make the path select exactly one value",
            Self::Expansion { .. } => "target fewer values, or add less to each",
        }
        .to_owned()
    }
}
