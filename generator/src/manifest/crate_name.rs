//! The names that a crate can have.

use thiserror::Error;

use crate::ir::{Case, Scope};

/// The crates that come with Rust. A dependency of the same name would shadow them.
const STANDARD_CRATES: &[&str] = &["alloc", "core", "proc_macro", "std", "test"];

/// A reason why a name can't be the name of a crate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum CrateNameError {
    /// The name contains other characters, or does not start with a letter.
    #[error("expected lower-case ASCII letters, digits, `-` and `_`, starting with a letter")]
    Characters,
    /// The name is a keyword.
    #[error("the name is a keyword of Rust")]
    Keyword,
    /// The name is that of a crate that comes with Rust.
    #[error("a crate that comes with Rust has this name")]
    StandardCrate,
}

/// Checks that a crate can have a name.
///
/// # Errors
///
/// If the name has other characters than lower-case ASCII letters, digits, `-` and `_`, doesn't start
/// with a letter, or is a keyword or the name of a crate that comes with Rust.
pub fn check_crate_name(name: &str) -> Result<(), CrateNameError> {
    let is_allowed = |byte: u8| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_');
    let starts_well = name.starts_with(|first: char| first.is_ascii_lowercase());
    if !starts_well || !name.bytes().all(is_allowed) {
        return Err(CrateNameError::Characters);
    }
    let library = name.replace('-', "_");
    if STANDARD_CRATES.contains(&library.as_str()) {
        return Err(CrateNameError::StandardCrate);
    }
    let claimed = Scope::new(Case::Snake, &[]).claim_exact(&library);
    claimed.map(|_| ()).ok_or(CrateNameError::Keyword)
}
