//! The servers from which callers may choose.

/// A server of the document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ServerTemplate {
    /// The name; empty if the document gives none.
    pub name: String,
    /// The URL, with a placeholder for each variable.
    pub url: String,
    /// The variables of the URL.
    pub variables: Vec<ServerVariable>,
}

/// A variable of a server's URL.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ServerVariable {
    /// The name.
    pub name: String,
    /// The value unless a caller sets another one.
    pub default: String,
    /// The values that it may have; empty if any is allowed.
    pub values: Vec<String>,
}
