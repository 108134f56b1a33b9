//! Credentials as the documents declare them: what is said of them, their constructors, and what the
//! runtime is told.

use indexmap::IndexMap;
use proc_macro2::TokenStream;
use quote::quote;

use crate::ir::{Api, Authentication, Credential, Key, Location};

use super::describe::{self, NARROW};
use super::file::{File, doc_attributes, name_ident};

/// Which environment variables hold the credentials.
pub(super) fn environment(api: &Api) -> String {
    match &api.authentication {
        Authentication::Vendor { environment } => environment.clone(),
        Authentication::Declared(ways) => {
            let ways: Vec<_> = ways.iter().map(|parts| way(api, parts)).collect();
            format!("{}.", ways.join("; otherwise, "))
        }
    }
}

fn way(api: &Api, parts: &[Credential]) -> String {
    let variable = |name: &str| describe::code(&format!("{}_{name}", prefix(api)));
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

/// What the names of all the crate's variables begin with.
fn prefix(api: &Api) -> String {
    api.package.name.to_uppercase().replace('-', "_")
}

fn what(key: &Key) -> String {
    let place = match key.location {
        Location::Query => "query parameter",
        Location::Cookie => "cookie",
        Location::Header | Location::Path => "header",
    };
    format!("the value of the {place} {}", describe::code(&key.wire))
}

/// A constructor for each kind of key.
pub(super) fn constructors(file: &mut File, api: &Api) {
    let keys = keys(api);
    if keys.is_empty() {
        return;
    }
    let credentials = file.runtime("Credentials");
    let secret = file.import("secrecy", "SecretString");
    let methods = keys.into_iter().map(|key| {
        let variable = describe::code(&format!("{}_{}", prefix(api), key.variable()));
        let facts = [format!(
            "{}. In the environment: {variable}.",
            capitalised(&what(key))
        )];
        let docs = describe::describe(key.description.as_deref(), "A key.", &facts, NARROW);
        let (docs, name, wire) = (doc_attributes(docs), name_ident(&key.name), &key.wire);
        let make = match key.location {
            Location::Query => quote!(query),
            Location::Cookie => quote!(cookie),
            Location::Header | Location::Path => quote!(header),
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
}

/// Every key, once.
fn keys(api: &Api) -> Vec<&Key> {
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

/// The call that tells the runtime's profile of them.
pub(super) fn schemes(file: &mut File, api: &Api) -> Option<TokenStream> {
    let Authentication::Declared(ways) = &api.authentication else {
        return None;
    };
    let scheme = file.runtime("Scheme");
    let ways = ways.iter().map(|parts| {
        let parts = parts.iter().map(|credential| match credential {
            Credential::Bearer => quote!(#scheme::Bearer),
            Credential::Basic => quote!(#scheme::Basic),
            Credential::Key(key) => {
                let (name, variable) = (&key.wire, key.variable());
                let kind = match key.location {
                    Location::Query => quote!(Query),
                    Location::Cookie => quote!(Cookie),
                    Location::Header | Location::Path => quote!(Header),
                };
                quote!(#scheme::#kind { name: #name, variable: #variable })
            }
        });
        quote!(&[#(#parts),*])
    });
    Some(quote!(.schemes(&[#(#ways),*])))
}
