//! The guide of the generator.
//!
//! [Build scripts]: build_scripts
//! [Dialects]: dialects
//! [Diagnostics]: diagnostics
//! [Extensions]: extensions
//! [Files]: files
//! [First crate]: first_crate
//! [Hand-written code]: code
//! [Manifest]: manifest
//! [Names]: names
//! [Overlays]: overlays
//! [Types]: types
//! [Updates]: updates
#![doc = include_str!("../guide/README.md")]

/// Declares the pages of the guide, which are files of the folder `guide/`, so that they can be read in the
/// repository, too. The first definition of a reference counts: in the documentation, links lead to these modules, and
/// in the repository to files, by the definitions at the end of each file.
macro_rules! pages {
    ($($name:ident = $file:literal;)*) => {$(
        /// [build scripts]: build_scripts
        /// [code]: code
        /// [diagnostics]: diagnostics
        /// [dialects]: dialects
        /// [extensions]: extensions
        /// [files]: files
        /// [manifest]: manifest
        /// [names]: names
        /// [overlays]: overlays
        /// [types]: types
        /// [updates]: updates
        #[doc = include_str!($file)]
        pub mod $name {}
    )*};
}

pages! {
    build_scripts = "../guide/build-scripts.md";
    code = "../guide/code.md";
    diagnostics = "../DIAGNOSTICS.md";
    dialects = "../guide/dialects.md";
    extensions = "../guide/extensions.md";
    files = "../guide/files.md";
    first_crate = "../guide/first-crate.md";
    manifest = "../guide/manifest.md";
    names = "../guide/names.md";
    overlays = "../guide/overlays.md";
    types = "../guide/types.md";
    updates = "../guide/updates.md";
}
