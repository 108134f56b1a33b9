//! Arguments: the type that a caller passes in, and the conversion to the stored type.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use crate::ir::Type;
use crate::source::SourceFile;

use super::context::Context;

/// The type of an argument, and what makes the stored value of it.
#[derive(Clone, Debug)]
pub(super) struct Argument {
    pub(super) ty: TokenStream,
    conversion: Conversion,
    boxed: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Conversion {
    /// The value as it is.
    None,
    /// `.into()`
    Into,
    /// Each element as it is.
    Collect,
    /// Each element by `.into()`.
    CollectInto,
    /// The value as it is, which may be missing.
    Option,
}

impl Argument {
    /// Creates an argument for a value of this type: text as anything that becomes text, a list as
    /// anything that gives its elements, everything else as it is.
    pub(super) fn of(cx: Context<'_>, file: &mut SourceFile, ty: &Type, boxed: bool) -> Self {
        let stored = cx.ty(file, ty);
        let (ty, conversion) = match cx.module.resolve(ty) {
            ty if is_text(ty) => (quote!(impl Into<#stored>), Conversion::Into),
            Type::List(inner) => {
                let element = cx.ty(file, inner);
                match cx.module.resolve(inner) {
                    inner if is_text(inner) => (
                        quote!(impl IntoIterator<Item = impl Into<#element>>),
                        Conversion::CollectInto,
                    ),
                    // Elements as they are, so that `[text.parse()?]` knows what to parse.
                    _ => (
                        quote!(impl IntoIterator<Item = #element>),
                        Conversion::Collect,
                    ),
                }
            }
            _ => (stored, Conversion::None),
        };
        Self {
            ty,
            conversion,
            boxed,
        }
    }

    /// Returns the stored value, of the argument with this name.
    pub(super) fn value(&self, name: &Ident) -> TokenStream {
        let value = match self.conversion {
            Conversion::None | Conversion::Option => quote!(#name),
            Conversion::Into => quote!(#name.into()),
            Conversion::Collect => quote!(#name.into_iter().collect()),
            Conversion::CollectInto => quote!(#name.into_iter().map(Into::into).collect()),
        };
        match (self.boxed, self.conversion) {
            (false, _) => value,
            (true, Conversion::Option) => quote!(#value.map(Box::new)),
            (true, _) => quote!(Box::new(#value)),
        }
    }

    /// Returns the field of that name, initialised with the value.
    pub(super) fn initialiser(&self, name: &Ident) -> TokenStream {
        if matches!(self.conversion, Conversion::None | Conversion::Option) && !self.boxed {
            return quote!(#name);
        }
        let value = self.value(name);
        quote!(#name: #value)
    }

    /// Creates an argument for a value of this type that may be missing: as it is stored, so that `None` needs
    /// no type.
    pub(super) fn optional(cx: Context<'_>, file: &mut SourceFile, ty: &Type, boxed: bool) -> Self {
        let stored = cx.ty(file, ty);
        Self {
            ty: quote!(Option<#stored>),
            conversion: Conversion::Option,
            boxed,
        }
    }
}

/// Returns the type of an argument that may be null or missing.
pub(super) fn nullable(
    cx: Context<'_>,
    file: &mut SourceFile,
    ty: &Type,
    boxed: bool,
) -> TokenStream {
    let nullable = file.runtime("Nullable");
    let stored = cx.ty(file, ty);
    match boxed {
        true => quote!(impl Into<#nullable<Box<#stored>>>),
        false => quote!(impl Into<#nullable<#stored>>),
    }
}

/// Whether the argument accepts every type that converts into it.
fn is_text(ty: &Type) -> bool {
    match ty {
        Type::Scalar(scalar) => scalar.facts().converts,
        Type::Json | Type::Binary => true,
        _ => false,
    }
}
