//! Examples of calls, for the documentation: code that compiles, with made-up values.

use proc_macro2::TokenStream;
use quote::quote;

use crate::ir::{
    Api, Argument, Home, Module, Name, Operation, Presence, RequiredAlternatives, ResponseBody,
    Shape, Struct, Type, TypeDef, TypeId,
};
use crate::pretty;
use crate::source::ident;

use super::context::{Context, has_type, name_ident, resources_holder};
use super::{constructor, features, scalar};

/// The depth of nested required values beyond which an example is left out.
const DEEPEST: usize = 6;

/// Returns a section with an example of the call; empty if one can't be made.
pub(super) fn example(cx: Context<'_>, operation: &Operation) -> Vec<String> {
    let Some(call) = call(cx, operation) else {
        return Vec::new();
    };
    let library = ident(&cx.api.package.library());
    let module = name_ident(&cx.module.name);
    let body = quote! {
        use #library::#module::*;
        #call
    };
    let parameter = format!("client: {}::Client", cx.api.package.library());
    ["# Example".to_owned(), String::new()]
        .into_iter()
        .chain(block(&body, &parameter))
        .collect()
}

/// Returns a fenced block with the body of an asynchronous function, whose frame is hidden.
pub(super) fn block(body: &TokenStream, parameter: &str) -> Vec<String> {
    let Some(lines) = pretty::statements(body) else {
        return Vec::new();
    };
    let open =
        format!("# async fn example({parameter}) -> Result<(), Box<dyn std::error::Error>> {{");
    let start = ["```no_run".to_owned(), open];
    let end = ["# Ok(())", "# }", "```"].map(str::to_owned);
    start.into_iter().chain(lines).chain(end).collect()
}

/// A call that needs little.
pub(super) struct Simplest<'a> {
    pub(super) module: &'a Module,
    pub(super) operation: &'a Operation,
    pub(super) call: TokenStream,
    /// The Cargo feature that brings it in.
    pub(super) feature: String,
}

impl Simplest<'_> {
    /// From the client to the response.
    pub(super) fn program(&self, api: &Api) -> TokenStream {
        let library = ident(&api.package.library());
        let module = name_ident(&self.module.name);
        let needs_types = !self.operation.required_arguments().is_empty();
        let types = needs_types.then(|| quote!(use #library::#module::*;));
        let call = &self.call;
        // A type of the module may be called as the client.
        if needs_types && has_type(self.module, "Client") {
            return quote! {
                #types
                let client = #library::Client::from_env()?;
                #call
            };
        }
        quote! {
            use #library::Client;
            #types
            let client = Client::from_env()?;
            #call
        }
    }
}

/// Returns the call of a wanted operation that has the fewest arguments, if possible one with a
/// response body.
pub(super) fn simplest<'a>(
    api: &'a Api,
    wanted: impl Fn(&'a Module, &'a Operation) -> bool,
) -> Option<Simplest<'a>> {
    let mut found = Vec::new();
    for module in &api.modules {
        for (home, resource) in module.resources.iter().enumerate() {
            let home = Home::Resource(home);
            let cx = Context { api, module, home };
            let operations = resource.operations.iter();
            let wanted = operations.filter(|operation| wanted(module, operation));
            found.extend(wanted.map(|operation| (cx, operation)));
        }
    }
    found.sort_by_key(|(_, operation)| {
        let arguments = operation.required_arguments().len();
        let response = &operation.response;
        (
            response.stream().is_some(),
            response.json().is_none(),
            arguments,
        )
    });
    found.into_iter().find_map(|(cx, operation)| {
        Some(Simplest {
            module: cx.module,
            operation,
            call: call(cx, operation)?,
            feature: features::outside(cx.module, cx.resource()?),
        })
    })
}

/// Returns the call, awaited.
pub(super) fn call(cx: Context<'_>, operation: &Operation) -> Option<TokenStream> {
    let resource = cx.module.resources.get(cx.resource()?)?;
    let (holder, accessor) = (resources_holder(cx.module), name_ident(&resource.name));
    let method = name_ident(&operation.method_name);
    let arguments = arguments(
        cx,
        operation.arguments.as_ref(),
        &operation.required_arguments(),
        0,
    )?;
    if operation.response.stream().is_some() {
        return Some(quote! {
            let mut events = #holder.#accessor().#method(#arguments).stream().await?;
            while let Some(event) = events.try_next().await? {
                println!("{event:?}");
            }
        });
    }
    let binding = (operation.response != ResponseBody::Empty).then(|| quote!(let response =));
    Some(quote! {
        #binding #holder.#accessor().#method(#arguments).send().await?;
    })
}

/// Returns an expression that can be passed for a value of this type.
fn value(cx: Context<'_>, ty: &Type, name: &str, depth: usize) -> Option<TokenStream> {
    if depth > DEEPEST {
        return None;
    }
    Some(match ty {
        Type::Scalar(scalar) => scalar::sample(*scalar, &words_for(name)),
        Type::Json => quote!(serde_json::json!({})),
        Type::JsonObject => quote!(serde_json::Map::new()),
        Type::Binary => quote!("content"),
        Type::File => file(cx),
        Type::Form => {
            let (library, file) = (ident(&cx.api.package.library()), file(cx));
            quote!(#library::Form::new().field("name", "value").file("file", #file))
        }
        Type::Map(_) => quote!(std::collections::BTreeMap::new()),
        Type::Sid(id) => {
            let prefix = cx.api.sids[id.0].prefixes.first()?;
            let text = format!("{prefix}{}", "a".repeat(32));
            quote!(#text.parse()?)
        }
        Type::List(inner) => {
            let nested = matches!(cx.module.resolve(inner), Type::List(_));
            let element = if nested {
                None
            } else {
                value(cx, inner, name, depth + 1)
            }?;
            quote!([#element])
        }
        Type::Nullable(inner) => {
            let value = stored(cx, inner, name, depth + 1)?;
            quote!(Some(#value))
        }
        Type::Named(id) => named(cx, *id, name, depth)?,
    })
}

fn file(cx: Context<'_>) -> TokenStream {
    let library = ident(&cx.api.package.library());
    quote!(#library::Part::new("file.txt", "content"))
}

fn named(cx: Context<'_>, id: TypeId, name: &str, depth: usize) -> Option<TokenStream> {
    let def = cx.def(id);
    let type_name = name_ident(&def.name);
    match &def.shape {
        Shape::Struct(shape) => structure(cx, def, shape, depth),
        Shape::Enum(shape) => {
            let variant = name_ident(&shape.variants.first()?.name);
            Some(quote!(#type_name::#variant))
        }
        Shape::IntegerEnum(shape) => {
            let variant = name_ident(&shape.variants.first()?.name);
            Some(quote!(#type_name::#variant))
        }
        Shape::Union(union) => {
            let variant = union.variants.first()?;
            let inner = value(cx, &variant.ty, name, depth + 1)?;
            let inner = match cx.module.resolve(&variant.ty) {
                Type::Scalar(scalar) if scalar.facts().converts => quote!(#inner.into()),
                Type::List(_) | Type::Binary => return None,
                _ => inner,
            };
            let inner = if variant.boxed {
                quote!(Box::new(#inner))
            } else {
                inner
            };
            let variant = name_ident(&variant.name);
            Some(quote!(#type_name::#variant(#inner)))
        }
        Shape::Alias(ty) => value(cx, ty, name, depth + 1),
        Shape::Responses(_) => None,
    }
}

fn structure(cx: Context<'_>, def: &TypeDef, shape: &Struct, depth: usize) -> Option<TokenStream> {
    let names = constructor::arguments_of_type(cx, def);
    let arguments = arguments(cx, names, &shape.required_arguments(cx.module), depth + 1)?;
    let type_name = name_ident(&def.name);
    let is_argument = |wire: &String| {
        let mut fields = shape.fields.iter();
        fields.any(|field| {
            field.wire == *wire && matches!(field.presence, Presence::Required | Presence::Nullable)
        })
    };
    // Without the property that requires them, the others need not be set.
    let alternatives = shape.alternatives.iter();
    let alternatives = alternatives.filter(|found| found.given.as_ref().is_none_or(is_argument));
    let setters = alternatives.map(|found| shortest_set(cx, shape, found, depth + 1));
    let setters: Vec<_> = setters.collect::<Option<_>>()?;
    Some(quote!(#type_name::new(#arguments) #(#setters)*))
}

/// Returns the setters of the set of properties that is the shortest to write.
fn shortest_set(
    cx: Context<'_>,
    shape: &Struct,
    alternatives: &RequiredAlternatives,
    depth: usize,
) -> Option<TokenStream> {
    let setter = |wire: &String| {
        let field = shape.fields.iter().find(|field| field.wire == *wire)?;
        let name = name_ident(&field.name);
        let value = value(cx, &field.ty, field.name.plain(), depth)?;
        let is_argument = matches!(field.presence, Presence::Required | Presence::Nullable);
        Some((!is_argument).then(|| quote!(.#name(#value))))
    };
    let sets = alternatives.sets.iter().filter_map(|set| {
        let setters: Vec<_> = set.iter().map(setter).collect::<Option<_>>()?;
        Some(quote!(#(#setters)*))
    });
    sets.min_by_key(|set| set.to_string().len())
}

/// Returns the arguments of a call, by position, or by name in the struct with that name.
fn arguments(
    cx: Context<'_>,
    names: Option<&Name>,
    required: &[Argument<'_>],
    depth: usize,
) -> Option<TokenStream> {
    let value = |argument: &Argument<'_>| match (argument.is_nullable, names) {
        (true, _) => Some(quote!(None)),
        (false, None) => value(cx, argument.ty, argument.name.plain(), depth),
        (false, Some(_)) => stored(cx, argument.ty, argument.name.plain(), depth),
    };
    let values: Vec<_> = required.iter().map(value).collect::<Option<_>>()?;
    let Some(names) = names.map(name_ident) else {
        return Some(quote!(#(#values),*));
    };
    let fields = required.iter().map(|argument| name_ident(argument.name));
    Some(quote!(#names { #(#fields: #values),* }))
}

/// Returns an expression of exactly this type.
fn stored(cx: Context<'_>, ty: &Type, name: &str, depth: usize) -> Option<TokenStream> {
    let value = value(cx, ty, name, depth)?;
    Some(match cx.module.resolve(ty) {
        Type::Scalar(scalar) if scalar.facts().converts => quote!(#value.into()),
        Type::Binary => quote!(#value.into()),
        Type::List(inner) => {
            let element = stored(cx, inner, name, depth + 1)?;
            quote!(vec![#element])
        }
        _ => value,
    })
}

/// Returns a made-up text for something of this name.
fn words_for(name: &str) -> String {
    let has = |part: &str| name.contains(part);
    if has("phone") || name == "to" || name == "from" {
        "+15005550006".to_owned()
    } else if has("email") {
        "user@example.com".to_owned()
    } else if has("country") {
        "US".to_owned()
    } else {
        name.replace('_', " ").trim().to_owned()
    }
}
