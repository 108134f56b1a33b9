//! Authentication.

use serde::Deserialize;

use super::{Name, ParameterLocation};

/// The authentication of a crate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Authentication {
    /// As the runtime's module of the vendor has it.
    Vendor(VendorCredentials),
    /// The documents declare these alternatives, the preferred one first. Each consists of one or several
    /// credentials.
    Declared(Vec<Vec<Credential>>),
}

/// Credentials that the runtime's module of a vendor knows.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct VendorCredentials {
    /// The environment variables that the module reads, in words.
    pub environment: String,
    /// The constructor of `Credentials` that examples use.
    pub constructor: String,
    /// The arguments that examples pass to it. None of them is a secret.
    pub arguments: Vec<String>,
    /// The prefix of the identifiers of accounts, if credentials belong to one.
    pub account_prefix: Option<String>,
}

/// A credential.
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
    /// Its location: a header, the query or a cookie.
    pub location: ParameterLocation,
    /// The name of that header, parameter or cookie.
    pub wire: String,
    /// The document's description.
    pub description: Option<String>,
}

impl Key {
    /// Returns the suffix of the environment variable with the key, and the name of its scheme:
    /// `API_KEY`.
    #[must_use]
    pub fn variable(&self) -> String {
        self.name.plain().to_ascii_uppercase()
    }
}
