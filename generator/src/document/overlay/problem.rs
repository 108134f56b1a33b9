//! The problems of overlays.

use std::fmt;

use thiserror::Error;

use crate::diagnostics::{Problem, Severity};

/// The action that a problem concerns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ActionName {
    /// Its index, counted from 0.
    pub index: usize,
    /// Its target: a JSONPath.
    pub target: String,
    /// Its description.
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

/// The point at which a JSONPath leaves a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Miss {
    /// The longest start of the path that matches.
    pub prefix: String,
    /// The segment that follows it.
    pub segment: String,
    /// The value that the start matches, with its keys if it is an object.
    pub found: String,
}

fn shown(miss: &Option<Box<Miss>>) -> String {
    let shown = miss.as_deref().map(|miss| {
        let Miss {
            prefix,
            segment,
            found,
        } = miss;
        format!(": `{segment}` matches nothing in `{prefix}`, which is {found}")
    });
    shown.unwrap_or_default()
}

/// A problem of an overlay, or of its application to a document.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum OverlayProblem {
    /// A required field is missing.
    #[error("`{field}` is required in {object}")]
    Missing {
        /// The object that requires it.
        object: &'static str,
        /// The field.
        field: &'static str,
    },
    /// A value of the wrong kind.
    #[error("expected {expected}, found {found}")]
    WrongKind {
        /// The expected type.
        expected: &'static str,
        /// The type that was found.
        found: &'static str,
    },
    /// The field is unknown to the standard.
    #[error("unknown field `{key}` in {object}")]
    UnknownField {
        /// The object that contains it.
        object: &'static str,
        /// The field.
        key: String,
    },
    /// The version of the standard is not supported.
    #[error("unsupported version: expected Overlay 1.0.0 or 1.1.0, found {version}")]
    UnsupportedVersion {
        /// The overlay's version.
        version: String,
    },
    /// The overlay has no actions.
    #[error("the overlay contains no actions")]
    NoActions,
    /// An action occurs twice.
    #[error("the action repeats action {first}")]
    RepeatedAction {
        /// The index of the first.
        first: usize,
    },
    /// An action has both `update` and `copy`.
    #[error("expected either `update` or `copy`, found both")]
    UpdateWithCopy,
    /// A path is not a valid JSONPath.
    #[error("invalid JSONPath (RFC 9535): {reason}")]
    InvalidPath {
        /// The message of the parser.
        reason: String,
    },
    /// The target of an action matches nothing.
    #[error("{action} matches nothing in the document{}", shown(.miss))]
    NoMatch {
        /// The action.
        action: ActionName,
        /// The point at which the target leaves the document.
        miss: Option<Box<Miss>>,
        /// The severity, which depends on the use of the overlay.
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
        /// The type of the match.
        found: &'static str,
    },
    /// The matches of an action have different types.
    #[error("{action} matches values of different types: {first} and {other}")]
    MixedTargets {
        /// The action.
        action: ActionName,
        /// One type.
        first: &'static str,
        /// Another type.
        other: &'static str,
    },
    /// An update cannot be merged into the existing value.
    #[error("{action} cannot merge {update} into {found} at `{location}`")]
    Conflict {
        /// The action.
        action: ActionName,
        /// The location, as a JSON pointer into the document.
        location: String,
        /// The type of the existing value.
        found: &'static str,
        /// The type of the update.
        update: &'static str,
    },
    /// The source of a copy does not match exactly one value.
    #[error("{action} copies from `{source_path}`: expected one match, found {count}")]
    CopySource {
        /// The action.
        action: ActionName,
        /// The source: a JSONPath.
        source_path: String,
        /// The number of its matches.
        count: usize,
    },
    /// The result exceeds the size limit.
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
