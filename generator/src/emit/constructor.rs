//! Constructors: the required values, by position or by name.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use crate::ir::{Name, Operation, Shape, Type, TypeDef};
use crate::source::{SourceFile, ident};

use super::argument::Argument;
use super::context::{Context, doc_attributes, name_ident};

/// A value that a constructor requires.
pub(super) struct Required<'a> {
    pub(super) name: &'a Name,
    pub(super) ty: &'a Type,
    pub(super) is_nullable: bool,
    pub(super) boxed: bool,
    /// The documentation of the field that holds it.
    pub(super) docs: TokenStream,
}

/// The parts of a constructor.
pub(super) struct Constructor<'a> {
    /// The type that it creates.
    pub(super) owner: &'a Name,
    /// The struct of its arguments, if they are passed by name.
    pub(super) arguments: Option<&'a Name>,
    /// Its documentation, one sentence.
    pub(super) summary: &'a str,
    pub(super) required: Vec<Required<'a>>,
    /// The initialisers of the other fields.
    pub(super) others: Vec<TokenStream>,
}

/// Returns the struct of the arguments of a type's constructor, if they are passed by name.
pub(super) fn arguments_of_type<'a>(cx: Context<'a>, def: &'a TypeDef) -> Option<&'a Name> {
    let Shape::Struct(shape) = &def.shape else {
        return None;
    };
    // The name was claimed before some properties became optional.
    let is_needed = cx.module.need_names(&shape.required_arguments(cx.module));
    def.arguments.as_ref().filter(|_| is_needed)
}

/// Returns the arguments of an operation as its method and its constructor take them: names with
/// types.
pub(super) fn parameters(
    cx: Context<'_>,
    file: &mut SourceFile,
    operation: &Operation,
) -> Vec<(Ident, TokenStream)> {
    if let Some(arguments) = &operation.arguments {
        let ty = name_ident(arguments);
        return vec![(ident("args"), quote!(#ty))];
    }
    let required = operation.required_arguments().into_iter();
    let parameters = required.map(|required| {
        let ty = Argument::of(cx, file, required.ty, false).ty;
        (name_ident(required.name), ty)
    });
    parameters.collect()
}

impl Constructor<'_> {
    /// Returns `new`. Adds the struct of its arguments to the file if they are passed by name.
    pub(super) fn emit(&self, cx: Context<'_>, file: &mut SourceFile) -> TokenStream {
        match self.arguments {
            Some(arguments) => {
                self.definition(cx, file, arguments);
                self.by_name(arguments)
            }
            None => self.by_position(cx, file),
        }
    }

    fn definition(&self, cx: Context<'_>, file: &mut SourceFile, arguments: &Name) {
        let name = name_ident(arguments);
        let owner = self.owner.plain();
        let docs = doc_attributes([format!("The arguments of [`{owner}::new`], by name.")]);
        let fields = self.required.iter().map(|required| {
            let (docs, name) = (&required.docs, name_ident(required.name));
            let ty = cx.ty(file, required.ty);
            let ty = match required.is_nullable {
                true => quote!(Option<#ty>),
                false => ty,
            };
            quote! {
                #docs
                pub #name: #ty,
            }
        });
        let fields: Vec<_> = fields.collect();
        file.push(quote! {
            #docs
            pub struct #name {
                #(#fields)*
            }
        });
    }

    fn by_name(&self, arguments: &Name) -> TokenStream {
        let arguments = name_ident(arguments);
        let values = self.required.iter().map(|required| {
            let name = name_ident(required.name);
            match (required.boxed, required.is_nullable) {
                (false, _) => quote!(#name: args.#name),
                (true, false) => quote!(#name: Box::new(args.#name)),
                (true, true) => quote!(#name: args.#name.map(Box::new)),
            }
        });
        self.function(&quote!(args: #arguments), values)
    }

    fn by_position(&self, cx: Context<'_>, file: &mut SourceFile) -> TokenStream {
        let arguments = self.required.iter().map(|required| {
            let argument = match required.is_nullable {
                true => Argument::optional(cx, file, required.ty, required.boxed),
                false => Argument::of(cx, file, required.ty, required.boxed),
            };
            (name_ident(required.name), argument)
        });
        let arguments: Vec<_> = arguments.collect();
        let parameters = arguments.iter().map(|(name, argument)| {
            let ty = &argument.ty;
            quote!(#name: #ty)
        });
        let values = arguments
            .iter()
            .map(|(name, argument)| argument.initialiser(name));
        self.function(&quote!(#(#parameters),*), values)
    }

    fn function(
        &self,
        parameters: &TokenStream,
        values: impl Iterator<Item = TokenStream>,
    ) -> TokenStream {
        let (docs, others) = (doc_attributes([self.summary]), &self.others);
        quote! {
            #docs
            #[must_use]
            #[inline]
            pub fn new(#parameters) -> Self {
                Self { #(#values,)* #(#others,)* }
            }
        }
    }
}
