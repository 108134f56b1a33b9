//! The constructors of credentials that obtain access tokens of OAuth 2.0.

use proc_macro2::TokenStream;
use quote::quote;

use crate::ir::{Api, GrantKind, TokenGrant};
use crate::source::{Cfg, SourceFile, ident};

use super::context::{doc_attributes, name_ident};
use super::describe::{self, NARROW};

/// The feature that the constructors require.
pub(super) const FEATURE: &str = "oauth2";

/// A constructor for each way to obtain tokens, and the URLs of their token servers.
pub(super) fn constructors(file: &mut SourceFile, api: &Api) {
    if api.token_grants.is_empty() {
        return;
    }
    file.set_cfg(Cfg::any([FEATURE.to_owned()]));
    let oauth2 = file.runtime("OAuth2");
    let credentials = file.runtime("Credentials");
    let secret = file.import("secrecy", "SecretString");
    let constants: Vec<_> = api.token_grants.iter().filter_map(constant).collect();
    if !constants.is_empty() {
        file.push(quote! {
            /// The token servers that the API's description declares.
            impl #oauth2 {
                #(#constants)*
            }
        });
    }
    let grants = api.token_grants.iter();
    let methods = grants.map(|grant| constructor(grant, &oauth2, &secret));
    file.push(quote! {
        /// The access tokens of OAuth 2.0 that the API's description declares.
        impl #credentials {
            #(#methods)*
        }
    });
    file.set_cfg(Cfg::default());
}

fn constant(grant: &TokenGrant) -> Option<TokenStream> {
    let url = grant.url.as_ref()?;
    let name = ident(&grant.constant());
    let docs = doc_attributes([format!(
        "The token URL of [`Credentials::{}`].",
        grant.name.plain()
    )]);
    Some(quote! {
        #docs
        pub const #name: &'static str = #url;
    })
}

fn constructor(
    grant: &TokenGrant,
    oauth2: &TokenStream,
    secret: &proc_macro2::Ident,
) -> TokenStream {
    let docs = docs(grant);
    let (name, kind) = (name_ident(&grant.name), ident(grant.kind.constructor()));
    let proof = match grant.kind {
        GrantKind::ClientCredentials => ident("client_secret"),
        GrantKind::RefreshToken => ident("refresh_token"),
    };
    let (first, url) = match &grant.url {
        Some(_) => {
            let constant = ident(&grant.constant());
            (None, quote!(#oauth2::#constant))
        }
        None => (
            Some(quote!(token_url: impl Into<String>,)),
            quote!(token_url),
        ),
    };
    quote! {
        #docs
        pub fn #name(#first client_id: impl Into<String>, #proof: impl Into<#secret>) -> Self {
            Self::oauth2(#oauth2::#kind(#url, client_id, #proof))
        }
    }
}

fn docs(grant: &TokenGrant) -> TokenStream {
    let (fallback, kind) = match grant.kind {
        GrantKind::ClientCredentials => (
            "Creates credentials that obtain access tokens by the id and the secret of the client.",
            "OAuth 2.0 client credentials",
        ),
        GrantKind::RefreshToken => (
            "Creates credentials that obtain access tokens by a refresh token.",
            "OAuth 2.0 refresh token",
        ),
    };
    let server = match &grant.url {
        Some(url) => describe::code(url),
        None => "the token server at `token_url`, an https URL".to_owned(),
    };
    let scopes = match grant.kind {
        GrantKind::ClientCredentials => " Each has the scopes of the operation that is called.",
        GrantKind::RefreshToken => "",
    };
    let facts = [
        format!("{kind}: the tokens come from {server}, and are renewed when they expire.{scopes}"),
        "Clones share the tokens. `OAuth2` has further options.".to_owned(),
    ];
    let docs = describe::describe(grant.description.as_deref(), fallback, &facts, NARROW);
    doc_attributes(docs)
}

/// Returns the credentials that the environment doesn't provide.
pub(super) fn beside_environment(api: &Api) -> Option<String> {
    let names = api.token_grants.iter().map(|grant| {
        let name = format!("Credentials::{}", grant.name.plain());
        describe::code(&name)
    });
    let names: Vec<_> = names.collect();
    (!names.is_empty()).then(|| {
        format!(
            "With the feature `{FEATURE}`, {} {} access tokens of OAuth 2.0 from a token server. \
             `Client::builder().credentials(…)` accepts these credentials.",
            names.join(" and "),
            if names.len() == 1 {
                "obtains"
            } else {
                "obtain"
            },
        )
    })
}
