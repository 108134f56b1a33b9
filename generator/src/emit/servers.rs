//! The servers from which callers may choose.

use proc_macro2::TokenStream;
use quote::quote;

use crate::ir::{Api, ServerTemplate, ServerVariable};
use crate::source::SourceFile;

/// Returns the lists of servers from which callers may choose, if there are any.
pub(super) fn choices(file: &mut SourceFile, api: &Api) -> Option<TokenStream> {
    let lists: Vec<_> = api
        .modules
        .iter()
        .flat_map(|module| &module.servers)
        .collect();
    if lists.is_empty() {
        return None;
    }
    let lists: Vec<_> = lists
        .into_iter()
        .map(|list| {
            let servers: Vec<_> = list.iter().map(|server| template(file, server)).collect();
            quote!(&[#(#servers),*])
        })
        .collect();
    Some(quote!(.servers(&[#(#lists),*])))
}

fn template(file: &mut SourceFile, server: &ServerTemplate) -> TokenStream {
    let template = file.runtime("ServerTemplate");
    let ServerTemplate {
        name,
        url,
        variables,
    } = server;
    let variables = variables.iter().map(|found| {
        let ServerVariable {
            name,
            default,
            values,
        } = found;
        let variable = file.runtime("ServerVariable");
        quote!(#variable { name: #name, default: #default, values: &[#(#values),*] })
    });
    quote!(#template { name: #name, url: #url, variables: &[#(#variables),*] })
}
