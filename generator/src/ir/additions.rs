//! The hand-written parts of a crate.

use std::collections::BTreeMap;

/// The hand-written parts of a crate. The generator copies them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Additions {
    /// The text of each file that is copied into `examples/`, by its path in that folder.
    pub programs: BTreeMap<String, String>,
    /// The text of each file of the module `code`, by its path in the module's folder. The crate exports the
    /// public items of `mod.rs`.
    pub code: BTreeMap<String, String>,
    /// The text of each file that is copied into the folder of the crate, by its name.
    pub files: BTreeMap<String, String>,
    /// The text at the start of `README.md`, in the place of name and description.
    pub readme_header: Option<String>,
}
