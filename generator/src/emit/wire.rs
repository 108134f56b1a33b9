//! The wire format: the calls that write parameters and bodies into a request, and the types that are read
//! in more than one form.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use crate::ir::{
    Body, BodyEncoding, Field, FieldStyle, Module, Parameter, ParameterLocation, Shape, Style, Type,
};
use crate::source::{SourceFile, ident};

use super::context::{Context, name_ident};
use super::{check, scalar};

/// Returns the statement that writes the value of a parameter.
pub(super) fn value(cx: Context<'_>, file: &mut SourceFile, parameter: &Parameter) -> TokenStream {
    let name = name_ident(&parameter.name);
    if parameter.required {
        return present_value(cx, file, parameter, &quote!(&self.#name));
    }
    let value = match written_as(cx.module, &parameter.ty) {
        None => quote!(self.#name.as_ref()),
        Some(written) => {
            file.runtime_module();
            quote!(self.#name.as_ref().map(#written).as_ref())
        }
    };
    statement(cx, file, parameter, &value)
}

/// Returns the statement that writes the value of a parameter to which `reference` refers.
pub(super) fn present_value(
    cx: Context<'_>,
    file: &mut SourceFile,
    parameter: &Parameter,
    reference: &TokenStream,
) -> TokenStream {
    let value = match written_as(cx.module, &parameter.ty) {
        None => reference.clone(),
        Some(written) => {
            file.runtime_module();
            quote!(&#written(#reference))
        }
    };
    let value = match parameter.location {
        ParameterLocation::Path => value,
        _ => quote!(Some(#value)),
    };
    statement(cx, file, parameter, &value)
}

/// Returns the statement that writes a value, which is optional outside the path.
fn statement(
    cx: Context<'_>,
    file: &mut SourceFile,
    parameter: &Parameter,
    value: &TokenStream,
) -> TokenStream {
    let (method, wire) = (parameter.location.as_str(), &parameter.wire);
    let bounds = check::bounds(cx.module, &parameter.constraints, &parameter.ty);
    if is_plain(cx.module, parameter) {
        let method = ident(method);
        return quote!(request.#method(#wire, #value)#bounds;);
    }
    if is_repeated(cx.module, parameter) {
        return quote!(request.query_list(#wire, #value)#bounds;);
    }
    let method = ident(&format!("{method}_as"));
    let style = parameter_style(cx.module, file, parameter);
    quote!(request.#method(#wire, #style, #value)#bounds;)
}

/// Returns the function that makes the text of a value, if `Display` doesn't.
pub(super) fn written_as(module: &Module, ty: &Type) -> Option<TokenStream> {
    match module.resolve(ty) {
        Type::Scalar(scalar) => {
            let module = ident(scalar::text_module(*scalar)?);
            Some(quote!(runtime::#module::text))
        }
        Type::List(inner) | Type::Map(inner) | Type::Nullable(inner) => written_as(module, inner),
        _ => None,
    }
}

/// Whether the value of a parameter is written as its text in every style.
pub(super) fn is_plain(module: &Module, parameter: &Parameter) -> bool {
    let plain_style = matches!(parameter.style, Style::Simple | Style::Form);
    plain_style && is_scalar(module, &parameter.ty)
}

/// Whether the parameter comes once for each of its values.
fn is_repeated(module: &Module, parameter: &Parameter) -> bool {
    let Type::List(item) = module.resolve(&parameter.ty) else {
        return false;
    };
    let exploded = parameter.style == Style::Form && parameter.explode;
    parameter.location == ParameterLocation::Query && exploded && is_scalar(module, item)
}

/// Whether a value has one text, which `Display` gives.
fn is_scalar(module: &Module, ty: &Type) -> bool {
    match module.resolve(ty) {
        Type::Json
        | Type::JsonObject
        | Type::Binary
        | Type::File
        | Type::Form
        | Type::List(_)
        | Type::Map(_)
        | Type::Nullable(_) => false,
        Type::Named(id) => {
            matches!(
                module.get(*id).shape,
                Shape::Enum(_) | Shape::IntegerEnum(_)
            )
        }
        _ => true,
    }
}

pub(super) fn parameter_style(
    module: &Module,
    file: &mut SourceFile,
    parameter: &Parameter,
) -> TokenStream {
    let (kind, style) = match parameter.location {
        ParameterLocation::Path => ("PathStyle", parameter.style),
        ParameterLocation::Query => {
            let untyped = *module.resolve(&parameter.ty) == Type::Json;
            return query_style(file, parameter.style, parameter.explode, untyped);
        }
        ParameterLocation::Header => ("HeaderStyle", parameter.style),
        ParameterLocation::Cookie => ("CookieStyle", parameter.style),
    };
    let (kind, explode) = (file.runtime(kind), parameter.explode);
    match style {
        Style::Json => quote!(#kind::Json),
        Style::Plain => quote!(#kind::Plain),
        Style::Matrix => quote!(#kind::Matrix { explode: #explode }),
        Style::Label => quote!(#kind::Label { explode: #explode }),
        Style::Form => quote!(#kind::Form { explode: #explode }),
        _ => quote!(#kind::Simple { explode: #explode }),
    }
}

fn query_style(file: &mut SourceFile, style: Style, explode: bool, untyped: bool) -> TokenStream {
    let kind = file.runtime("QueryStyle");
    match style {
        Style::Json => quote!(#kind::Json),
        Style::Fields => quote!(#kind::Fields),
        Style::DeepObject => quote!(#kind::DeepObject),
        Style::Dotted => quote!(#kind::Dotted),
        Style::SpaceDelimited if !explode => quote!(#kind::SpaceDelimited),
        Style::PipeDelimited if !explode => quote!(#kind::PipeDelimited),
        _ if untyped => quote!(#kind::Untyped),
        _ => quote!(#kind::Form { explode: #explode }),
    }
}

/// Returns the line that writes the body into the request. `holder` is the expression that holds
/// the body.
pub(super) fn body(
    cx: Context<'_>,
    file: &mut SourceFile,
    body: &Body,
    holder: &TokenStream,
) -> TokenStream {
    let value = match body.required {
        true => quote!(&#holder),
        false => quote!(#holder.as_ref()),
    };
    let prefix = if body.required { "" } else { "optional_" };
    let method = |name: &str| ident(&format!("{prefix}{name}"));
    let content_type = &body.content_type;
    match body.encoding {
        BodyEncoding::Json if matches!(content_type.as_str(), "application/json" | "*/*") => {
            let method = method("json");
            let bounds = body_bounds(cx, body);
            quote!(request.#method(#value)#bounds;)
        }
        BodyEncoding::Form => {
            let styles = field_styles(cx, file, body);
            if styles.is_empty() {
                let method = method("form");
                return quote!(request.#method(#value););
            }
            let method = method("form_as");
            quote!(request.#method(#value, &[#(#styles),*]);)
        }
        BodyEncoding::Multipart => {
            let media_types = media_types(cx, body);
            if media_types.is_empty() {
                let method = method("multipart");
                return quote!(request.#method(#value););
            }
            let method = method("multipart_as");
            quote!(request.#method(#value, &[#(#media_types),*]);)
        }
        BodyEncoding::Json | BodyEncoding::Text => {
            let method = method(match body.encoding {
                BodyEncoding::Json => "json_as",
                _ => "text",
            });
            let bounds = body_bounds(cx, body);
            quote!(request.#method(#content_type, #value)#bounds;)
        }
        BodyEncoding::Binary => {
            let method = method("bytes");
            quote!(request.#method(#content_type, #value);)
        }
    }
}

/// Returns the calls that state the bounds of a body, which null need not fulfil.
fn body_bounds(cx: Context<'_>, body: &Body) -> TokenStream {
    let bounds = check::bounds(cx.module, &body.constraints, &body.ty);
    let is_nullable = matches!(cx.module.resolve(&body.ty), Type::Nullable(_));
    let non_null = (is_nullable && !bounds.is_empty()).then(|| quote!(.non_null()));
    quote!(#non_null #bounds)
}

/// Returns the fields of a form that aren't written as their types say: those with a style of their
/// own, and those of any type, where a list is one value.
fn field_styles(cx: Context<'_>, file: &mut SourceFile, body: &Body) -> Vec<TokenStream> {
    let is_styled = |wire: &str| body.styles.iter().any(|field| field.wire == wire);
    let untyped = fields(cx, body)
        .iter()
        .filter(|field| *cx.module.resolve(&field.ty) == Type::Json && !is_styled(&field.wire));
    let untyped: Vec<&str> = untyped.map(|field| field.wire.as_str()).collect();
    let mut styles: Vec<_> = body
        .styles
        .iter()
        .map(|field| field_style(file, field))
        .collect();
    if !untyped.is_empty() {
        let kind = file.runtime("QueryStyle");
        styles.extend(untyped.iter().map(|wire| quote!((#wire, #kind::Untyped))));
    }
    styles
}

/// Returns the media types of those fields of a multipart body that are files or JSON.
fn media_types(cx: Context<'_>, body: &Body) -> Vec<TokenStream> {
    let is_file = |wire: &str| {
        let mut fields = fields(cx, body).iter();
        fields.any(|field| field.wire == wire && field.ty.is_file())
    };
    let known = body.media_types.iter();
    let known = known.filter(|(wire, _)| is_file(wire) || body.json.contains(wire));
    known
        .map(|(wire, media_type)| quote!((#wire, #media_type)))
        .collect()
}

/// Returns the fields of a body that is a struct.
fn fields<'a>(cx: Context<'a>, body: &Body) -> &'a [Field] {
    match cx.module.resolve(&body.ty) {
        Type::Named(id) => match &cx.def(*id).shape {
            Shape::Struct(shape) => &shape.fields,
            _ => &[],
        },
        _ => &[],
    }
}

fn field_style(file: &mut SourceFile, field: &FieldStyle) -> TokenStream {
    let wire = &field.wire;
    let style = query_style(file, field.style, field.explode, false);
    quote!((#wire, #style))
}

/// Returns the form in which the runtime reads and writes a type; none if serde's own way will do.
///
/// Numbers may come as text. Times of RFC 2822 are written so and read in either form. A map skips the
/// entries that can't be read.
pub(super) fn form(module: &Module, ty: &Type) -> Option<Ident> {
    match module.resolve(ty) {
        Type::Scalar(scalar) => scalar::codec(*scalar).map(ident),
        Type::List(inner) | Type::Nullable(inner) => form(module, inner),
        Type::Map(inner) => Some(form(module, inner).unwrap_or_else(|| ident("lenient"))),
        _ => None,
    }
}
