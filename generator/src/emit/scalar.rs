//! Scalars: the tokens of the rows of [`Scalar`]'s table.

use proc_macro2::TokenStream;
use quote::quote;

use crate::ir::{Codec, RustType, Sample, Scalar};

use crate::source::{SourceFile, ident};

/// Returns the type as it is written in a file of the crate.
pub(super) fn ty(file: &mut SourceFile, scalar: Scalar) -> TokenStream {
    match scalar.facts().rust {
        RustType::Prelude(name) => path(name),
        RustType::Foreign(module, name) => file.external(module, name),
        RustType::Runtime(name) => file.runtime(name),
    }
}

/// Returns the type as it is written outside the crate, whose root is `library`.
pub(super) fn foreign(library: &str, scalar: Scalar) -> TokenStream {
    match scalar.facts().rust {
        RustType::Prelude(name) => path(name),
        RustType::Foreign(module, name) => path(&format!("{module}::{name}")),
        RustType::Runtime(name) => path(&format!("{library}::{name}")),
    }
}

/// Returns a value for an example of a call; `text` is a text that fits the value's name.
pub(super) fn sample(scalar: Scalar, text: &str) -> TokenStream {
    match scalar.facts().sample {
        Sample::Literal(literal) => literal.parse().unwrap_or_default(),
        Sample::Text(text) => quote!(#text),
        Sample::Parsed(text) => quote!(#text.parse()?),
        Sample::Named => quote!(#text),
    }
}

/// Returns the module of the runtime that reads and writes the scalar; none if serde's own way will
/// do.
pub(super) fn codec(scalar: Scalar) -> Option<&'static str> {
    match scalar.facts().codec {
        Codec::Serde => None,
        Codec::Lenient => Some("lenient"),
        Codec::Module(module) => Some(module),
    }
}

/// Returns the module of the runtime that makes the text of a value, if `Display` doesn't.
pub(super) fn text_module(scalar: Scalar) -> Option<&'static str> {
    match scalar.facts().codec {
        Codec::Module(module) => Some(module),
        Codec::Serde | Codec::Lenient => None,
    }
}

/// Returns the types of the runtime that are scalars. Every crate exports them.
pub(super) fn runtime_types() -> impl Iterator<Item = &'static str> {
    let scalars = Scalar::ALL.iter();
    scalars.filter_map(|scalar| match scalar.facts().rust {
        RustType::Runtime(name) => Some(name),
        RustType::Prelude(_) | RustType::Foreign(..) => None,
    })
}

fn path(path: &str) -> TokenStream {
    let segments = path.split("::").map(ident);
    quote!(#(#segments)::*)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_scalar_has_a_sample() {
        for scalar in Scalar::ALL {
            assert!(!sample(*scalar, "text").is_empty(), "{scalar:?}");
        }
    }

    #[test]
    fn crates_of_scalars_are_dependencies() {
        let dependencies: toml::Table = include_str!("templates/dependencies.toml")
            .parse()
            .expect("the template is TOML");
        for scalar in Scalar::ALL {
            if let RustType::Foreign(module, _) = scalar.facts().rust {
                let name = module.split("::").next().unwrap_or(module);
                assert!(
                    dependencies["dependencies"].get(name).is_some(),
                    "add the crate `{name}` to emit/templates/dependencies.toml and runtime/Cargo.toml"
                );
            }
        }
    }
}
