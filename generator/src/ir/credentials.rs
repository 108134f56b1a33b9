//! How callers prove who they are.

use serde::Deserialize;

use super::{Name, ParameterLocation};

/// How callers prove who they are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Authentication {
    /// As the runtime's module of the vendor has it.
    Vendor(VendorCredentials),
    /// As the documents declare: in one of these ways, the preferred one first. Each is of one or
    /// several parts.
    Declared(Vec<Vec<Credential>>),
}

/// Credentials that the runtime's module of a vendor knows.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct VendorCredentials {
    /// Which environment variables that module reads, in words.
    pub environment: String,
    /// The constructor of `Credentials` that examples use.
    pub constructor: String,
    /// What examples pass to it: texts that are no secrets.
    pub arguments: Vec<String>,
    /// The prefix of the identifiers of accounts, if credentials belong to one.
    pub account_prefix: Option<String>,
}

/// What a caller proves with who they are.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Credential {
    /// A bearer token.
    Bearer,
    /// A user name and a password.
    Basic,
    /// A key.
    Key(Key),
}

/// A key.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Key {
    /// The constructor of such credentials: `api_key`.
    pub name: Name,
    /// Where it goes: into a header, the query or a cookie.
    pub location: ParameterLocation,
    /// The name of that header, parameter or cookie.
    pub wire: String,
    /// What the document says of it.
    pub description: Option<String>,
}

impl Key {
    /// What the name of the environment variable with the key ends in, and what its scheme is called:
    /// `API_KEY`.
    #[must_use]
    pub fn variable(&self) -> String {
        self.name.plain().to_ascii_uppercase()
    }
}
