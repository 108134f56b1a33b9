//! Objects with properties.

use proc_macro2::TokenStream;
use quote::quote;

use crate::ir::{Field, Presence, Struct, Type, TypeDef, Usage};
use crate::source::SourceFile;

use super::argument::{self, Argument};
use super::constructor::{self, Constructor, Required};
use super::context::{Context, attributes, doc_attributes, name_ident};
use super::describe::{self, NARROW, WIDE};
use super::wire;
use super::{check, constant, debug, equality, former_names, multipart};

/// The number of fields from which on a struct is read into variables first. Without them, the
/// compiler's memory grows with the square of the number.
const LARGE: usize = 500;

/// Returns a struct, with its constructor and setters: for code if requests hold it, for tests otherwise.
pub(super) fn emit(cx: Context<'_>, file: &mut SourceFile, def: &TypeDef, shape: &Struct) {
    definition(cx, file, def, shape);
    if !def.shape.holds_files() {
        mechanics(cx, file, def, shape);
    }
    if def.usage.request {
        builder(cx, file, def, shape);
        check::of_struct(cx, file, def, shape);
    } else if !is_default(shape) {
        let name = name_ident(&def.name);
        let new = constructor(cx, file, def, shape);
        file.push(quote!(impl #name { #new }));
    }
    if !is_default(shape) && shape.argument_fields(cx.module).next().is_none() {
        file.push(constant::default(&def.name));
    }
    if def.shape.holds_files() {
        debug::redacted(file, &def.name, &shown(shape));
        multipart::emit(cx, file, def, shape);
    }
}

/// Returns the fields as `Debug` shows them.
fn shown(shape: &Struct) -> Vec<debug::Shown<'_>> {
    let fields = shape
        .fields
        .iter()
        .map(|field| (&field.name, field.personal));
    fields
        .chain(
            shape
                .additional
                .iter()
                .map(|(name, _)| (name, shape.is_additional_personal)),
        )
        .collect()
}

fn definition(cx: Context<'_>, file: &mut SourceFile, def: &TypeDef, shape: &Struct) {
    let docs = describe::describe(
        def.description.as_deref(),
        &describe::schema(def, "object"),
        &describe::type_facts(def),
        WIDE,
    );
    let docs = doc_attributes(docs);
    let attributes = attributes(def);
    let name = name_ident(&def.name);
    let fields: Vec<_> = shape
        .fields
        .iter()
        .map(|field| self::field(cx, file, def, field))
        .collect();
    let additional = additional(cx, file, shape);
    let derives = derives(shape);
    file.push(quote! {
        #docs
        #attributes
        #derives
        #[non_exhaustive]
        pub struct #name {
            #(#fields)*
            #additional
        }
    });
    if let Some(equality) = equality::implementation(def, shape) {
        file.push(equality);
    }
}

/// Returns the traits of every such type. The runtime's macros implement `Debug` where there is
/// personal data.
fn derives(shape: &Struct) -> TokenStream {
    let debug = debug::derive(&shown(shape));
    let default = is_default(shape).then(|| quote!(Default,));
    let equality = equality::derive(shape);
    quote!(#[derive(Clone, #debug #default #equality)])
}

/// Whether a value without any property set is a value.
pub(super) fn is_default(shape: &Struct) -> bool {
    shape.fields.iter().all(|field| match field.presence {
        Presence::Required => false,
        Presence::Nullable | Presence::Optional | Presence::OptionalNullable => true,
    })
}

fn field(cx: Context<'_>, file: &mut SourceFile, def: &TypeDef, field: &Field) -> TokenStream {
    let docs = field_docs(cx, def, field);
    let name = name_ident(&field.name);
    let ty = field_type(cx, file, def.usage, field);
    quote! {
        #docs
        pub #name: #ty,
    }
}

fn field_docs(cx: Context<'_>, def: &TypeDef, field: &Field) -> TokenStream {
    let facts: Vec<_> = def
        .usage
        .request
        .then(|| describe::bounds(&field.constraints))
        .flatten()
        .into_iter()
        .chain(describe::default(field.default.as_deref()))
        .chain(
            field
                .constant(cx.module)
                .map(|_| describe::CONSTANT.to_owned()),
        )
        .chain(describe::access(field.access))
        .chain(field.deprecated.then(|| describe::DEPRECATED.to_owned()))
        .collect();
    let described = field
        .description
        .as_deref()
        .or_else(|| described_by_type(cx, field));
    let docs = describe::describe(described, &describe::code(&field.wire), &facts, NARROW);
    doc_attributes(docs)
}

/// Returns the description of a field that the document doesn't describe.
fn described_by_type<'a>(cx: Context<'a>, field: &Field) -> Option<&'a str> {
    match &field.ty {
        Type::Named(id) => cx.def(*id).description.as_deref(),
        _ => None,
    }
}

/// Returns the type of a field, with the wrapper that its presence requires.
pub(super) fn field_type(
    cx: Context<'_>,
    file: &mut SourceFile,
    usage: Usage,
    field: &Field,
) -> TokenStream {
    let ty = cx.ty(file, &field.ty);
    let ty = if field.boxed { quote!(Box<#ty>) } else { ty };
    match field.presence {
        Presence::Required => ty,
        Presence::OptionalNullable if usage.request => {
            let nullable = file.runtime("Nullable");
            quote!(#nullable<#ty>)
        }
        _ => quote!(Option<#ty>),
    }
}

/// Reading and writing: each property's presence, its name on the wire, and its form if there are several.
fn mechanics(cx: Context<'_>, file: &mut SourceFile, def: &TypeDef, shape: &Struct) {
    let name = name_ident(&def.name);
    let runtime = file.runtime_module();
    let properties = shape.fields.iter().map(|field| {
        let (name, wire) = (name_ident(&field.name), &field.wire);
        let presence = match field.presence {
            Presence::Required => quote!(required),
            Presence::Nullable => quote!(nullable),
            Presence::Optional | Presence::OptionalNullable => quote!(optional),
        };
        let form = wire::form(cx.module, &field.ty).map(|form| quote!(, #form));
        let mark = debug::mark(field.personal);
        quote!(#mark #name: #presence(#wire #form),)
    });
    let others = shape.additional.as_ref().map(|(name, ty)| {
        let name = name_ident(name);
        let form = wire::form(cx.module, ty).map(|form| quote!((#form)));
        {
            let mark = debug::mark(shape.is_additional_personal);
            quote!(..#mark #name #form)
        }
    });
    let object = match shape.fields.len() >= LARGE {
        true => quote!(large_object),
        false => quote!(object),
    };
    file.push(quote! {
        #runtime::#object!(#name { #(#properties)* #others });
    });
}

/// Returns the properties that the document allows without declaring them.
fn additional(cx: Context<'_>, file: &mut SourceFile, shape: &Struct) -> TokenStream {
    let Some((name, ty)) = &shape.additional else {
        return TokenStream::new();
    };
    let name = name_ident(name);
    let map = cx.ty(
        file,
        &match ty {
            Type::Json => Type::JsonObject,
            ty => Type::Map(Box::new(ty.clone())),
        },
    );
    quote! {
        /// The undeclared properties.
        pub #name: #map,
    }
}

/// `new` and the setters.
fn builder(cx: Context<'_>, file: &mut SourceFile, def: &TypeDef, shape: &Struct) {
    let name = name_ident(&def.name);
    let new = constructor(cx, file, def, shape);
    let mut setters = Vec::new();
    for field in shape.fields.iter().filter(|field| field.has_setter()) {
        setters.push(setter(cx, file, field));
        let former = former_names::of_setter(cx.module, &def.name, &field.name);
        for name in former {
            let (argument, _) = setter_argument(cx, file, field);
            setters.push(former_names::setter(name, argument, quote!(#[must_use])));
        }
    }
    file.push(quote! {
        impl #name {
            #new
            #(#setters)*
        }
    });
}

fn constructor(
    cx: Context<'_>,
    file: &mut SourceFile,
    def: &TypeDef,
    shape: &Struct,
) -> TokenStream {
    let required = shape.argument_fields(cx.module).map(|field| Required {
        name: &field.name,
        ty: &field.ty,
        is_nullable: field.presence == Presence::Nullable,
        boxed: field.boxed,
        docs: field_docs(cx, def, field),
    });
    let required: Vec<_> = required.collect();
    if required.is_empty() && is_default(shape) {
        return quote! {
            /// Creates a value without any property set.
            #[must_use]
            #[inline]
            pub fn new() -> Self {
                Default::default()
            }
        };
    }
    let constants = shape.constants(cx.module);
    let constants = constants
        .map(|(field, only)| constant::initialiser(cx, file, &field.name, &field.ty, only));
    let mut others: Vec<_> = constants.collect();
    others.extend(unset(file, def, shape));
    let constructor = Constructor {
        owner: &def.name,
        arguments: constructor::arguments_of_type(cx, def),
        summary: "Creates a value from its required properties.",
        required,
        others,
    };
    constructor.emit(cx, file)
}

/// Returns the initialisers of the fields that a constructor leaves unset.
fn unset(file: &mut SourceFile, def: &TypeDef, shape: &Struct) -> Vec<TokenStream> {
    let fields = shape.fields.iter().filter_map(|field| {
        let name = name_ident(&field.name);
        match field.presence {
            Presence::Required | Presence::Nullable => None,
            Presence::OptionalNullable if def.usage.request => {
                let nullable = file.runtime("Nullable");
                Some(quote!(#name: #nullable::Unset))
            }
            Presence::Optional | Presence::OptionalNullable => Some(quote!(#name: None)),
        }
    });
    let fields: Vec<_> = fields.collect();
    let additional = shape.additional.as_ref().map(|(name, ty)| {
        let name = name_ident(name);
        match ty {
            Type::Json => {
                let map = file.external("serde_json", "Map");
                quote!(#name: #map::new())
            }
            _ => {
                let map = file.external("std::collections", "BTreeMap");
                quote!(#name: #map::new())
            }
        }
    });
    fields.into_iter().chain(additional).collect()
}

/// Returns the type that a setter takes, and the value that it stores.
fn setter_argument(
    cx: Context<'_>,
    file: &mut SourceFile,
    field: &Field,
) -> (TokenStream, TokenStream) {
    let name = name_ident(&field.name);
    match field.presence {
        Presence::OptionalNullable => {
            let ty = argument::nullable(cx, file, &field.ty, field.boxed);
            (ty, quote!(#name.into()))
        }
        _ => {
            let argument = Argument::of(cx, file, &field.ty, field.boxed);
            let value = argument.value(&name);
            (argument.ty, quote!(Some(#value)))
        }
    }
}

fn setter(cx: Context<'_>, file: &mut SourceFile, field: &Field) -> TokenStream {
    let name = name_ident(&field.name);
    let docs = doc_attributes([format!("Sets {}.", describe::code(&field.wire))]);
    let (ty, value) = setter_argument(cx, file, field);
    let operator = super::lints::operator_name(&field.name);
    quote! {
        #docs
        #operator
        #[must_use]
        #[inline]
        pub fn #name(mut self, #name: #ty) -> Self {
            self.#name = #value;
            self
        }
    }
}
