// @generated: a copy of `generator/runtime/src/scheme.rs`; edit that file instead.

//! The ways to prove who calls that an API's description declares, and their names in the
//! environment.

/// A way to prove who calls. The environment variables that hold the secrets have names that begin
/// with the crate's: `ACME_API_TOKEN`, for a crate `acme-api`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scheme {
    /// A bearer token, in `…_TOKEN`.
    Bearer,
    /// A user name and a password, in `…_USERNAME` and `…_PASSWORD`.
    Basic,
    /// A key in a header.
    Header {
        /// The header.
        name: &'static str,
        /// What the name of the environment variable ends in.
        variable: &'static str,
    },
    /// A key in a query parameter.
    Query {
        /// The parameter.
        name: &'static str,
        /// What the name of the environment variable ends in.
        variable: &'static str,
    },
    /// A key in a cookie.
    Cookie {
        /// The cookie.
        name: &'static str,
        /// What the name of the environment variable ends in.
        variable: &'static str,
    },
}
