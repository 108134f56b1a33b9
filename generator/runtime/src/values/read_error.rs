//! The error of a value that can't be read.

use std::fmt::{self, Display};

use serde::de;

use super::tree::NodeId;

/// The error of a value that can't be read. It never contains the value, which may be personal data.
#[derive(Debug)]
pub(crate) struct ReadError {
    problem: String,
    property: Option<&'static str>,
    node: Option<NodeId>,
}

impl ReadError {
    /// Sets the value that can't be read, unless it is known to be one inside.
    pub(super) fn at(mut self, node: NodeId) -> Self {
        self.node.get_or_insert(node);
        self
    }

    /// Returns the value that can't be read.
    pub(super) fn node(&self) -> Option<NodeId> {
        self.node
    }

    /// Returns the name of the property that an object doesn't have exactly once.
    pub(super) fn property(&self) -> Option<&'static str> {
        self.property
    }

    /// Returns a description of the expected value, or else of the problem.
    pub(super) fn expected(&self) -> &str {
        let expected = self.problem.rsplit_once(", expected ");
        expected.map_or(&self.problem, |(_, expected)| expected)
    }
}

impl Display for ReadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.problem)
    }
}

impl std::error::Error for ReadError {}

impl de::Error for ReadError {
    fn custom<T: Display>(message: T) -> Self {
        Self {
            problem: without_value(&message.to_string()),
            property: None,
            node: None,
        }
    }

    fn missing_field(name: &'static str) -> Self {
        Self {
            property: Some(name),
            ..Self::custom(format_args!("missing field `{name}`"))
        }
    }

    fn duplicate_field(name: &'static str) -> Self {
        Self {
            property: Some(name),
            ..Self::custom(format_args!("duplicate field `{name}`"))
        }
    }
}

/// Removes the value from one of serde's descriptions of a problem.
fn without_value(text: &str) -> String {
    let starts_with = |starts: &[&str]| starts.iter().any(|start| text.starts_with(start));
    if starts_with(&["missing field `", "duplicate field `"]) {
        return text.to_owned();
    }
    // The kind of the value comes first: "invalid type: string "…", expected a boolean".
    if starts_with(&["invalid ", "unknown "])
        && let Some((found, expected)) = text.rsplit_once(", expected ")
    {
        let kind = found.split(['"', '`']).next().unwrap_or_default();
        return format!("{}, expected {expected}", kind.trim_end());
    }
    "invalid value".to_owned()
}
