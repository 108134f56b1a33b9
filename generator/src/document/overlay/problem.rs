//! The problems of overlays.

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
    #[error("`{field}` is required in {object}")]
    Missing {
        /// What lacks it.
        object: &'static str,
        /// The field.
        field: &'static str,
    },
    /// A value of the wrong kind.
    #[error("expected {expected}, found {found}")]
    WrongKind {
        /// What belongs here.
        expected: &'static str,
        /// What is here.
        found: &'static str,
    },
    /// A field that the standard doesn't have.
    #[error("unknown field `{key}` in {object}")]
    UnknownField {
        /// Where it is.
        object: &'static str,
        /// The field.
        key: String,
    },
    /// A version of the standard that is not known.
    #[error("unsupported version: expected Overlay 1.0 or 1.1, found {version}")]
    UnsupportedVersion {
        /// The overlay's version.
        version: String,
    },
    /// There is nothing to do.
    #[error("the overlay contains no actions")]
    NoActions,
    /// An action is there twice.
    #[error("the action repeats action {first}")]
    RepeatedAction {
        /// The index of the first.
        first: usize,
    },
    /// An action wants to update in two ways.
    #[error("expected either `update` or `copy`, found both")]
    UpdateWithCopy,
    /// A path that is no JSONPath.
    #[error("invalid JSONPath (RFC 9535): {reason}")]
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
    #[error("{action} changes nothing: the document already contains its update")]
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
    #[error("{action} matches {found}: Overlay 1.0 updates only objects and arrays")]
    PrimitiveTarget {
        /// The action.
        action: ActionName,
        /// What it matches.
        found: &'static str,
    },
    /// An action's matches have different kinds.
    #[error("{action} matches values of different types: {first} and {other}")]
    MixedTargets {
        /// The action.
        action: ActionName,
        /// One kind.
        first: &'static str,
        /// Another.
        other: &'static str,
    },
    /// What is added doesn't go with what is there.
    #[error("{action} cannot merge {update} into {found} at `{location}`")]
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
    #[error("{action} copies from `{source_path}`: expected one match, found {count}")]
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
            Self::WrongKind { expected, .. } => return format!("write {expected}"),
            Self::UnknownField { .. } => {
                "remove the field, correct its name, or prefix it with `x-`"
            }
            Self::UnsupportedVersion { .. } => "use `overlay: 1.0.0` or `overlay: 1.1.0`",
            Self::NoActions => "add an action, or remove the overlay",
            Self::RepeatedAction { .. } => "remove one of the two",
            Self::UpdateWithCopy => "split the action into two, in the order in which they apply",
            Self::InvalidPath { .. } => "correct the path; a name with other characters than letters, digits and `_` is written `['name']`",
            Self::NoMatch { .. } => {
                "correct the target, remove the action, or list it in `may-miss`; the document may have changed"
            }
            Self::Redundant { .. } => "remove the action",
            Self::RemovesRoot { .. } => "target a part of the document",
            Self::PrimitiveTarget { .. } => {
                "target the object that holds the value, or use `overlay: 1.1.0`"
            }
            Self::MixedTargets { .. } => "write one action for each type of target",
            Self::Conflict { .. } => "remove the existing value with an earlier action",
            Self::CopySource { .. } => "make the path select exactly one value",
            Self::Expansion { .. } => "target fewer values, or add less to each",
        }
        .to_owned()
    }
}
