//! Ways to obtain access tokens of OAuth 2.0.

use super::Name;

/// A way to obtain access tokens of OAuth 2.0, which a security scheme of a document declares.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TokenGrant {
    /// The constructor of such credentials: `client_credentials`.
    pub name: Name,
    /// The proof of the program's right to a token.
    pub kind: GrantKind,
    /// The URL of the token server; callers pass it if absent.
    pub url: Option<String>,
    /// The document's description of the scheme.
    pub description: Option<String>,
}

impl TokenGrant {
    /// Returns the constant with the URL: `CLIENT_CREDENTIALS_URL`.
    #[must_use]
    pub fn constant(&self) -> String {
        format!("{}_URL", self.name.plain().to_ascii_uppercase())
    }
}

/// The proof of a program's right to a token.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum GrantKind {
    /// The id and the secret of the program.
    ClientCredentials,
    /// A refresh token, which a user has granted.
    RefreshToken,
}

impl GrantKind {
    /// Returns the constructor in the runtime.
    #[must_use]
    pub const fn constructor(self) -> &'static str {
        match self {
            Self::ClientCredentials => "client_credentials",
            Self::RefreshToken => "refresh_token",
        }
    }
}
