//! The problems of overlays.

use std::fmt;

use crate::diagnostics::{Severity, problems};

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

problems! {
    /// A problem of an overlay, or of its application to a document.
    #[derive(Clone, Debug, PartialEq, Eq)]
    #[non_exhaustive]
    pub enum OverlayProblem {
        /// A required field is missing.
        #[error("`{field}` is required in {object}")]
        #[problem(Error, "overlay-missing-field", format!("add `{field}`"))]
        Missing {
            /// The object that requires it.
            object: &'static str,
            /// The field.
            field: &'static str,
        },
        /// A value of the wrong kind.
        #[error("expected {expected}, found {found}")]
        #[problem(Error, "overlay-wrong-kind", format!("write {expected}"))]
        WrongKind {
            /// The expected type.
            expected: &'static str,
            /// The type that was found.
            found: &'static str,
        },
        /// The field is unknown to the standard.
        #[error("unknown field `{key}` in {object}")]
        #[problem(Error, "overlay-unknown-field", "remove the field, correct its name, or prefix it with `x-`")]
        UnknownField {
            /// The object that contains it.
            object: &'static str,
            /// The field.
            key: String,
        },
        /// The version of the standard is not supported.
        #[error("unsupported version: expected Overlay 1.0.0 or 1.1.0, found {version}")]
        #[problem(Error, "overlay-version", "use `overlay: 1.0.0` or `overlay: 1.1.0`")]
        UnsupportedVersion {
            /// The overlay's version.
            version: String,
        },
        /// The overlay has no actions.
        #[error("the overlay contains no actions")]
        #[problem(Error, "overlay-no-actions", "add an action, or remove the overlay")]
        NoActions,
        /// An action occurs twice.
        #[error("the action repeats action {first}")]
        #[problem(Error, "overlay-repeated-action", "remove one of the two")]
        RepeatedAction {
            /// The index of the first.
            first: usize,
        },
        /// An action has both `update` and `copy`.
        #[error("expected either `update` or `copy`, found both")]
        #[problem(
            Error,
            "overlay-update-with-copy",
            "split the action into two, in the order in which they apply"
        )]
        UpdateWithCopy,
        /// An action has `update` or `copy` beside `remove: true`.
        #[error("`{field}` has no effect beside `remove: true`")]
        #[problem(Warning, "overlay-update-with-remove", "remove one of the two")]
        UpdateWithRemove {
            /// The field without effect.
            field: &'static str,
        },
        /// A path is not a valid JSONPath.
        #[error("invalid JSONPath (RFC 9535): {reason}")]
        #[problem(
            Error,
            "overlay-path",
            "correct the path; a name with other characters than letters, digits and `_` is written `['name']`"
        )]
        InvalidPath {
            /// The message of the parser.
            reason: String,
        },
        /// The target of an action matches nothing.
        #[error("{action} matches nothing in the document{}", shown(.miss))]
        #[problem(
            *severity,
            "overlay-no-match",
            "correct the target, remove the action, or list it in `may-miss`; the document may have changed"
        )]
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
        #[problem(Warning, "overlay-redundant", "remove the action")]
        Redundant {
            /// The action.
            action: ActionName,
        },
        /// An action removes everything.
        #[error("{action} removes the whole document")]
        #[problem(Error, "overlay-removes-root", "target a part of the document")]
        RemovesRoot {
            /// The action.
            action: ActionName,
        },
        /// Overlay 1.0 changes objects and arrays only.
        #[error("{action} matches {found}: Overlay 1.0 updates only objects and arrays")]
        #[problem(
            Error,
            "overlay-primitive-target",
            "target the object that holds the value, or use `overlay: 1.1.0`"
        )]
        PrimitiveTarget {
            /// The action.
            action: ActionName,
            /// The type of the match.
            found: &'static str,
        },
        /// The matches of an action have different types.
        #[error("{action} matches values of different types: {first} and {other}")]
        #[problem(Error, "overlay-mixed-targets", "write one action for each type of target")]
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
        #[problem(Error, "overlay-conflict", "remove the existing value with an earlier action")]
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
        #[problem(Error, "overlay-copy-source", "make the path select exactly one value")]
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
        #[problem(Error, "overlay-expansion", "target fewer values, or add less to each")]
        Expansion {
            /// The action.
            action: ActionName,
        },
    }
}
