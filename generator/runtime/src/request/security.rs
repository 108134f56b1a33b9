//! The security schemes of an API, and their names in the environment.

use std::fmt;

/// The security requirements of an operation: alternatives, the preferred one first, each a list of
/// schemes that are required together.
pub type SecurityRequirements = &'static [&'static [SecurityScheme]];

/// A security scheme. The environment variables with its secrets have names that begin with the
/// crate's: `ACME_API_TOKEN`, for a crate `acme-api`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SecurityScheme {
    /// A bearer token, in `…_TOKEN`.
    Bearer,
    /// A user name and a password, in `…_USERNAME` and `…_PASSWORD`.
    Basic,
    /// A key in a header.
    Header {
        /// The name of the header.
        name: &'static str,
        /// The suffix of the environment variable's name.
        variable: &'static str,
    },
    /// A key in a query parameter.
    Query {
        /// The name of the parameter.
        name: &'static str,
        /// The suffix of the environment variable's name.
        variable: &'static str,
    },
    /// A key in a cookie.
    Cookie {
        /// The name of the cookie.
        name: &'static str,
        /// The suffix of the environment variable's name.
        variable: &'static str,
    },
}

impl SecurityScheme {
    /// Returns the suffixes of the environment variables' names.
    #[must_use]
    pub fn variables(&self) -> &[&'static str] {
        match self {
            Self::Bearer => &["TOKEN"],
            Self::Basic => &["USERNAME", "PASSWORD"],
            Self::Header { variable, .. }
            | Self::Query { variable, .. }
            | Self::Cookie { variable, .. } => std::slice::from_ref(variable),
        }
    }

    /// Returns the kind of credentials that it takes.
    pub(crate) const fn part(&self) -> SchemeKind<'static> {
        match *self {
            Self::Bearer => SchemeKind::Bearer,
            Self::Basic => SchemeKind::Basic,
            Self::Header { name, .. } => SchemeKind::Header(name),
            Self::Query { name, .. } => SchemeKind::Query(name),
            Self::Cookie { name, .. } => SchemeKind::Cookie(name),
        }
    }
}

/// The identity of credentials: everything but the secret.
#[derive(Clone, Copy, Debug)]
pub(crate) enum SchemeKind<'a> {
    Bearer,
    Basic,
    Header(&'a str),
    Query(&'a str),
    Cookie(&'a str),
}

impl SchemeKind<'_> {
    pub(crate) fn is(self, other: SchemeKind<'_>) -> bool {
        match (self, other) {
            (Self::Bearer, SchemeKind::Bearer) | (Self::Basic, SchemeKind::Basic) => true,
            (Self::Header(name), SchemeKind::Header(other)) => name.eq_ignore_ascii_case(other),
            (Self::Query(name), SchemeKind::Query(other))
            | (Self::Cookie(name), SchemeKind::Cookie(other)) => name == other,
            _ => false,
        }
    }
}

impl fmt::Display for SchemeKind<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Bearer => f.write_str("a bearer token"),
            Self::Basic => f.write_str("a user name and a password"),
            Self::Header(name) => write!(f, "the header `{name}`"),
            Self::Query(name) => write!(f, "the query parameter `{name}`"),
            Self::Cookie(name) => write!(f, "the cookie `{name}`"),
        }
    }
}
