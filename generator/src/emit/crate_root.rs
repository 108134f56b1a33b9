//! The files that every crate has once: `lib.rs`, `client.rs`, `sid.rs`.

use std::collections::BTreeSet;

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use crate::ir::{Additions, Api, Module};
use crate::source::{Cfg, SourceFile, ident};

use super::context::{doc_attributes, name_ident};
use super::credentials;
use super::describe::{self, NARROW, WIDE};
use super::docs;
use super::exports;
use super::features;
use super::sample;
use super::servers;
use super::token_grants;

/// Returns the files that every crate has once.
pub(super) fn emit(api: &Api, additions: &Additions) -> Vec<SourceFile> {
    [Some(library(api, additions)), Some(client(api)), sids(api)]
        .into_iter()
        .flatten()
        .collect()
}

/// `src/lib.rs`.
fn library(api: &Api, additions: &Additions) -> SourceFile {
    let mut file = SourceFile::new("src/lib.rs", library_docs(api));
    // On docs.rs, each item shows the feature that it requires.
    let doc_cfg = "cfg_attr(docsrs, feature(doc_cfg))".to_owned();
    file.crate_attributes = vec![doc_cfg];
    file.crate_attributes.extend(recursion_attribute(api));
    push_modules(&mut file, api);
    exports::push(&mut file, api);
    if !additions.code.is_empty() {
        file.push(quote!(
            mod code;
        ));
        file.push(quote! {
            pub use code::*;
        });
    }
    file
}

/// The modules of the crate.
fn push_modules(file: &mut SourceFile, api: &Api) {
    file.push(quote!(
        mod client;
    ));
    file.push(quote!(
        #[doc(hidden)]
        pub mod runtime;
    ));
    if !api.present_sids().is_empty() {
        file.push(quote!(
            pub mod sid;
        ));
    }
    for module in &api.modules {
        let name = name_ident(&module.name);
        let cfg = Cfg::module(module).attribute();
        file.push(quote!(
            #cfg
            pub mod #name;
        ));
    }
}

fn library_docs(api: &Api) -> Vec<String> {
    let mut lines = docs::lines(&api.package.description, WIDE);
    let mut section = |title: &str, content: Vec<String>| {
        if !content.is_empty() {
            lines.extend([String::new(), format!("# {title}"), String::new()]);
            lines.extend(content);
        }
    };
    section("Calling", example(api));
    section("Credentials", credentials_section(api));
    section(
        "Modules",
        api.modules.iter().flat_map(module_lines).collect(),
    );
    section("Other crates", exports::docs());
    section("Features", FEATURES.lines().map(str::to_owned).collect());
    section("Deep types", deep_types(api));
    lines
}

/// Returns the sources of credentials: the environment, and token servers.
fn credentials_section(api: &Api) -> Vec<String> {
    let mut lines = docs::lines(&credentials::environment(api), WIDE);
    if let Some(text) = token_grants::beside_environment(api) {
        lines.push(String::new());
        lines.extend(docs::lines(&text, WIDE));
    }
    lines
}

/// Returns the recursion limit that the crate needs, if the compiler's default of 128 is too low.
///
/// A call adds its own steps to those of its types.
fn recursion_limit(api: &Api) -> Option<usize> {
    (api.depth > 64).then(|| (api.depth + 128).next_power_of_two())
}

/// Returns the crate attribute for that, if there has to be one.
pub(super) fn recursion_attribute(api: &Api) -> Option<String> {
    recursion_limit(api).map(|limit| format!("recursion_limit = \"{limit}\""))
}

/// Returns the documentation of a crate whose types exceed the recursion limit of the compiler.
fn deep_types(api: &Api) -> Vec<String> {
    let text = recursion_limit(api).map(|limit| {
        format!(
            "The types of this API are nested more deeply than the compiler allows by default. A crate \
             that calls it from a spawned task may need `#![recursion_limit = \"{limit}\"]`."
        )
    });
    text.map_or_else(Vec::new, |text| docs::lines(&text, WIDE))
}

/// The purpose of each feature that every crate has.
const FEATURES: &str = "\
- A feature for each module.
- `hyper` (default): the HTTP transport. Without it, set a transport with [`ClientBuilder::transport`].
- `blocking`: calls that block the thread, and their transport.
- `rustls-aws-lc-rs` (default), `rustls-ring`, `rustls-no-provider`, `native-tls`: TLS for these
  transports. The page on [transports](guide::transports) explains the choice. Without any of them,
  only plain http works.
- `reqwest`: a transport on a client of reqwest that you configure.
- `tower`: a transport from any `tower` service, and middleware around any transport.
- `tracing`: a span for every call.
- `gzip`: responses compressed by gzip, if `ClientBuilder::gzip` enables them.
- `oauth2`: access tokens of OAuth 2.0.
- `webhooks`: the verification of webhooks, and the events in them.
- `test-util`: a transport with responses from memory, for tests.

The [`guide`] covers retries, timeouts, errors, security and testing.";

/// Returns the first call that needs little, from the client to the response.
fn example(api: &Api) -> Vec<String> {
    let Some(simplest) = sample::simplest(api, |_, _| true) else {
        return Vec::new();
    };
    let mut block = sample::block(&simplest.program(api), "");
    // After the line that opens the block: it is compiled where the call is there.
    if !block.is_empty() {
        block.insert(1, format!("# #[cfg(feature = {:?})]", simplest.feature));
    }
    block
}

fn module_lines(module: &Module) -> Vec<String> {
    let name = module.name.plain();
    let entry = format!("- `{name}`: {}", module.title);
    let resources: Vec<_> = features::resources(module)
        .iter()
        .map(|feature| describe::code(feature))
        .collect();
    let parts = match resources.as_slice() {
        [] => String::new(),
        _ => format!(
            "; its resources also by themselves: {}",
            resources.join(", ")
        ),
    };
    docs::lines(&format!("{entry}{parts}"), WIDE)
}

/// Returns the call that passes the statuses by which the API says that it has done nothing to the
/// profile.
fn unprocessed(api: &Api) -> Option<TokenStream> {
    let statuses = api.unprocessed.iter().copied();
    let statuses: Vec<_> = statuses.map(Literal::u16_unsuffixed).collect();
    (!statuses.is_empty()).then(|| quote!(.unprocessed(&[#(#statuses),*])))
}

/// `src/client.rs`: the client's constructors, and its way to each module.
fn client(api: &Api) -> SourceFile {
    let modules: Vec<_> = api.modules.iter().filter_map(module_method).collect();
    let docs = match modules.is_empty() {
        true => "The client's constructors.",
        false => "The client's constructors, and the accessors of the API's modules.",
    };
    let docs = vec![docs.to_owned()];
    let mut file = SourceFile::new("src/client.rs", docs);
    push_profile(&mut file, api);
    let runtime = file.runtime_module();
    let [client, builder, credentials_type, error] =
        ["Client", "ClientBuilder", "Credentials", "Error"]
            .map(|name| file.import("crate::runtime", name));
    let dialect = ident(&api.runtime_module);
    let account = credentials::account(&mut file, api);
    let environment = docs::lines(&credentials::environment(api), NARROW);
    let environment = doc_attributes(environment);
    file.push(quote! {
        impl #client {
            /// Creates a client with these credentials and default settings.
            ///
            /// # Errors
            ///
            /// Returns an error if the crate was built without a transport.
            pub fn new(credentials: #credentials_type) -> Result<Self, #error> {
                Self::builder().credentials(credentials).build()
            }

            /// Creates a client from environment variables.
            ///
            #environment
            ///
            /// # Errors
            ///
            /// Returns an error that names the variable if one is missing or empty.
            pub fn from_env() -> Result<Self, #error> {
                Self::builder_from_env()?.build()
            }

            /// Returns a builder, to configure everything else.
            pub fn builder() -> #builder {
                #builder::new(&PROFILE)
            }

            /// Returns a builder with the settings that [`from_env`](Self::from_env) reads, to configure
            /// everything else.
            ///
            /// # Errors
            ///
            /// Returns an error that names the variable if one is missing or empty.
            pub fn builder_from_env() -> Result<#builder, #error> {
                let lookup = |name: &str| std::env::var(name).ok();
                #runtime::#dialect::configure_from_env(Self::builder(), lookup)
            }

            #account

            #(#modules)*
        }
    });
    credentials::keys(&mut file, api);
    token_grants::constructors(&mut file, api);
    file
}

/// The facts about the crate and its API.
fn push_profile(file: &mut SourceFile, api: &Api) {
    let runtime = file.runtime_module();
    let profile = file.import("crate::runtime", "Profile");
    let dialect = ident(&api.runtime_module);
    let server = api.modules.first().map(|module| &module.server);
    let server = server.map(|server| quote!(.server(#server)));
    let fixed_hosts = fixed_hosts(api);
    let servers = servers::choices(file, api);
    let schemes = credentials::of_crate(file, api);
    let prefix = api.package.env_prefix.as_ref();
    let prefix = prefix.map(|prefix| quote!(.env_prefix(#prefix)));
    let unprocessed = unprocessed(api);
    file.push(quote! {
        /// The facts about this crate and its API for the runtime.
        static PROFILE: #profile =
            #runtime::#dialect::profile(env!("CARGO_PKG_NAME"), env!("CARGO_PKG_VERSION")) #server #fixed_hosts #servers #schemes #unprocessed #prefix;
    });
}

/// Returns the client's method that leads to a module, unless the resources are methods of the
/// client.
fn module_method(module: &Module) -> Option<proc_macro2::TokenStream> {
    let name = name_ident(&module.name);
    let ty = name_ident(module.type_name.as_ref()?);
    let cfg = Cfg::module(module).attribute();
    let docs = docs::text(Some(&module.title), None, "The API.", NARROW);
    let docs = doc_attributes(docs.summary);
    Some(quote! {
        #docs
        #cfg
        #[must_use]
        #[inline]
        pub fn #name(&self) -> crate::#name::#ty {
            crate::#name::#ty::new(self.clone())
        }
    })
}

/// `src/sid.rs`: the identifier types, in the order of their names.
fn sids(api: &Api) -> Option<SourceFile> {
    let present = api.present_sids();
    if present.is_empty() {
        return None;
    }
    let docs = vec!["String identifiers (SIDs), a type for each kind.".to_owned()];
    let mut file = SourceFile::new("src/sid.rs", docs);
    let runtime = file.runtime_module();
    let sid = file.runtime("Sid");
    for found in present {
        let name = name_ident(&found.name);
        let prefixes = &found.prefixes;
        let spelled: Vec<_> = prefixes
            .iter()
            .map(|prefix| describe::code(prefix))
            .collect();
        let docs = doc_attributes([format!(
            "{} and 32 hexadecimal digits.",
            spelled.join(" or ")
        )]);
        file.push(quote! {
            #docs
            #[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
            pub struct #name(#sid);
        });
        file.push(quote!(#runtime::sid!(#name, #(#prefixes),*);));
    }
    Some(file)
}

/// Returns the hosts that keep their described name, if there are any.
fn fixed_hosts(api: &Api) -> Option<TokenStream> {
    let hosts = api.modules.iter().flat_map(|module| &module.fixed_hosts);
    let hosts: BTreeSet<_> = hosts.collect();
    (!hosts.is_empty()).then(|| quote!(.fixed_hosts(&[#(#hosts),*])))
}
