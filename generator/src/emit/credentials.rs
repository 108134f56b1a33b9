//! Credentials as the documents declare them: their documentation, their constructors, and the declarations
//! of the crate and of each operation for the runtime.

use indexmap::IndexMap;
use proc_macro2::{Ident, TokenStream};
use quote::quote;

use crate::ir::{Api, Auth, Authentication, Credential, Key, Operation, ParameterLocation};
use crate::source::{SourceFile, ident};

use super::context::{doc_attributes, name_ident};
use super::describe::{self, NARROW};
use super::docs;

/// Returns the environment variables of the credentials.
pub(super) fn environment(api: &Api) -> String {
    match &api.authentication {
        Authentication::Vendor(credentials) => credentials.environment.clone(),
        Authentication::Declared(ways) => {
            let ways: Vec<_> = ways.iter().map(|parts| way(api, parts)).collect();
            match api.differs_in_credentials() {
                true => format!("{}. {BY_OPERATION}", ways.join("; ")),
                false => format!("{}.", ways.join("; otherwise, ")),
            }
        }
    }
}

/// The note on credentials in the environment if the operations differ in them.
const BY_OPERATION: &str = "All that are set are used, each for the operations that take it.";

fn way(api: &Api, parts: &[Credential]) -> String {
    let variable =
        |name: &str| describe::code(&format!("{}_{name}", api.package.variable_prefix()));
    let parts = parts.iter().map(|credential| match credential {
        Credential::Bearer => format!("{} holds a bearer token", variable("TOKEN")),
        Credential::Basic => {
            let (user, password) = (variable("USERNAME"), variable("PASSWORD"));
            format!("{user} and {password} hold a user name and a password")
        }
        Credential::Key(key) => format!("{} holds {}", variable(&key.variable()), what(key)),
    });
    parts.collect::<Vec<_>>().join(", and ")
}

fn what(key: &Key) -> String {
    let location = match key.location {
        ParameterLocation::Query => "query parameter",
        ParameterLocation::Cookie => "cookie",
        ParameterLocation::Header | ParameterLocation::Path => "header",
    };
    format!("the value of the {location} {}", describe::code(&key.wire))
}

/// A constructor for each kind of key, and its scheme.
pub(super) fn keys(file: &mut SourceFile, api: &Api) {
    let keys = distinct_keys(api);
    if keys.is_empty() {
        return;
    }
    let credentials = file.runtime("Credentials");
    let secret = file.import("secrecy", "SecretString");
    let methods = keys.iter().map(|key| {
        let variable = describe::code(&format!(
            "{}_{}",
            api.package.variable_prefix(),
            key.variable()
        ));
        let facts = [format!(
            "{}. In the environment: {variable}.",
            capitalised(&what(key))
        )];
        let docs = describe::describe(key.description.as_deref(), "A key.", &facts, NARROW);
        let (docs, name, wire) = (doc_attributes(docs), name_ident(&key.name), &key.wire);
        let make = match key.location {
            ParameterLocation::Query => quote!(query),
            ParameterLocation::Cookie => quote!(cookie),
            ParameterLocation::Header | ParameterLocation::Path => quote!(header),
        };
        quote! {
            #docs
            pub fn #name(key: impl Into<#secret>) -> Self {
                Self::#make(#wire, key)
            }
        }
    });
    file.push(quote! {
        /// The keys that the API's description declares.
        impl #credentials {
            #(#methods)*
        }
    });
    let scheme = file.runtime("SecurityScheme");
    let constants = keys.iter().map(|key| constant(key));
    file.push(quote! {
        /// The location of these keys in a request.
        impl #scheme {
            #(#constants)*
        }
    });
}

fn constant(key: &Key) -> TokenStream {
    let (name, wire, variable) = (ident(&key.variable()), &key.wire, key.variable());
    let kind = match key.location {
        ParameterLocation::Query => quote!(Query),
        ParameterLocation::Cookie => quote!(Cookie),
        ParameterLocation::Header | ParameterLocation::Path => quote!(Header),
    };
    quote! {
        pub(crate) const #name: Self = Self::#kind { name: #wire, variable: #variable };
    }
}

/// Returns every key, once.
fn distinct_keys(api: &Api) -> Vec<&Key> {
    let Authentication::Declared(ways) = &api.authentication else {
        return Vec::new();
    };
    let keys = ways
        .iter()
        .flatten()
        .filter_map(|credential| match credential {
            Credential::Key(key) => Some((&key.name, key)),
            Credential::Bearer | Credential::Basic => None,
        });
    keys.collect::<IndexMap<_, _>>().into_values().collect()
}

fn capitalised(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| {
        first.to_uppercase().chain(chars).collect()
    })
}

/// Returns the client's method that returns the account of its credentials, for a vendor whose
/// credentials belong to one.
pub(super) fn account(file: &mut SourceFile, api: &Api) -> Option<TokenStream> {
    let sid = &api.sids[api.account_sid()?.0];
    let (runtime, dialect) = (file.runtime_module(), ident(&api.runtime_module));
    let ty = file.import("crate::sid", sid.name.plain());
    let error = file.import("crate::runtime", "Error");
    Some(quote! {
        /// Returns the SID of the account that the client's credentials belong to.
        ///
        /// # Errors
        ///
        /// If the client has no credentials, if they name no account, or if the account's SID is
        /// malformed.
        pub fn account_sid(&self) -> Result<#ty, #error> {
            #runtime::#dialect::account_sid(self)
        }
    })
}

/// Returns the call that informs the runtime's profile of them.
pub(super) fn of_crate(file: &mut SourceFile, api: &Api) -> Option<TokenStream> {
    let Authentication::Declared(ways) = &api.authentication else {
        return None;
    };
    let ways = self::ways(file, ways);
    Some(match api.differs_in_credentials() {
        true => quote!(.security_by_operation(#ways)),
        false => quote!(.security(#ways)),
    })
}

/// Returns the calls that list what an operation takes, if not all take the same, and the scopes of its
/// tokens.
pub(super) fn of_operation(file: &mut SourceFile, operation: &Operation) -> TokenStream {
    let ways = &operation.credentials;
    let ways = (!ways.is_empty()).then(|| {
        let ways = self::ways(file, ways);
        quote!(.security(#ways))
    });
    let scopes = &operation.scopes;
    let scopes = (!scopes.is_empty()).then(|| quote!(.with_scopes(&[#(#scopes),*])));
    quote!(#ways #scopes)
}

fn ways(file: &mut SourceFile, ways: &[Vec<Credential>]) -> TokenStream {
    let scheme = file.runtime("SecurityScheme");
    let ways = ways.iter().map(|parts| {
        let parts = parts.iter().map(|credential| match credential {
            Credential::Bearer => quote!(#scheme::Bearer),
            Credential::Basic => quote!(#scheme::Basic),
            Credential::Key(key) => {
                let key = ident(&key.variable());
                quote!(#scheme::#key)
            }
        });
        quote!(&[#(#parts),*])
    });
    quote!(&[#(#ways),*])
}

/// Returns the note on an operation's credentials, if operations differ: the constructors of those it takes.
pub(super) fn fact(operation: &Operation) -> Vec<String> {
    let ways = operation.credentials.iter().map(|parts| {
        let parts = parts.iter().map(constructor);
        let parts = parts.map(|name| describe::code(&format!("Credentials::{name}")));
        parts.collect::<Vec<_>>().join(" and ")
    });
    let none = (operation.auth == Auth::Optional).then(|| "none".to_owned());
    let ways: Vec<_> = ways.chain(none).collect();
    let fact =
        (!operation.credentials.is_empty()).then(|| format!("Takes {}.", ways.join(", or ")));
    fact.map_or_else(Vec::new, |fact| docs::lines(&fact, NARROW))
}

/// Returns the name of the constructor of credentials.
fn constructor(credential: &Credential) -> Ident {
    match credential {
        Credential::Bearer => ident("bearer"),
        Credential::Basic => ident("basic"),
        Credential::Key(key) => name_ident(&key.name),
    }
}

/// Credentials that an operation takes, with a secret that shows that it is none.
pub(super) fn sample(api: &Api, operation: &Operation) -> TokenStream {
    if let Authentication::Vendor(credentials) = &api.authentication {
        let (name, arguments) = (ident(&credentials.constructor), &credentials.arguments);
        return quote!(Credentials::#name(#(#arguments),*));
    }
    let parts = operation.credentials.first().map(Vec::as_slice);
    let parts = parts.unwrap_or(&[Credential::Bearer]).iter();
    let parts = parts.map(|credential| {
        let name = constructor(credential);
        let user = (*credential == Credential::Basic).then(|| quote!("any",));
        quote!(Credentials::#name(#user "none is needed"))
    });
    let parts: Vec<_> = parts.collect();
    match parts.as_slice() {
        [first, others @ ..] => quote!(#first #(.and(#others))*),
        [] => TokenStream::new(),
    }
}
