//! The paths of the public items in a file of Rust code, found without the generator.

use syn::{Fields, GenericArgument, ImplItem, Item, PathArguments, Type, Visibility};

fn is_public(visibility: &Visibility) -> bool {
    matches!(visibility, Visibility::Public(_))
}

fn named(prefix: &str, name: &syn::Ident) -> String {
    format!("{prefix}{}", name.to_string().replace("r#", ""))
}

/// Returns the paths of types, fields, variants, functions and constants that users can name. Modules are
/// files of their own, and re-exports are items of another file.
pub(crate) fn items(module: &str, file: &syn::File) -> Vec<String> {
    let runtime = imported_from_runtime(file);
    let mut found = Vec::new();
    for item in &file.items {
        match item {
            Item::Struct(item) if is_public(&item.vis) => {
                let path = named(module, &item.ident);
                found.extend(fields(&path, &item.fields));
                found.push(path);
            }
            Item::Enum(item) if is_public(&item.vis) => {
                let path = named(module, &item.ident);
                let variants = item.variants.iter();
                found.extend(variants.map(|variant| named(&format!("{path}::"), &variant.ident)));
                found.push(path);
            }
            Item::Type(item) if is_public(&item.vis) => found.push(named(module, &item.ident)),
            Item::Const(item) if is_public(&item.vis) => found.push(named(module, &item.ident)),
            Item::Fn(item) if is_public(&item.vis) => found.push(named(module, &item.sig.ident)),
            Item::Impl(item) => found.extend(members(module, &runtime, item)),
            _ => {}
        }
    }
    found
}

/// The names that a file imports from the runtime: methods of such types belong to the crate's root.
fn imported_from_runtime(file: &syn::File) -> Vec<String> {
    let mut names = Vec::new();
    for item in &file.items {
        let Item::Use(item) = item else { continue };
        let text = quote::quote!(#item).to_string().replace(' ', "");
        if let Some(rest) = text.strip_prefix("usecrate::runtime::") {
            let rest = rest.trim_matches(|char| matches!(char, '{' | '}' | ';'));
            names.extend(rest.split(',').map(str::to_owned));
        }
    }
    names
}

fn fields(path: &str, fields: &Fields) -> Vec<String> {
    let public = fields.iter().filter(|field| is_public(&field.vis));
    let named = public.filter_map(|field| Some(named(&format!("{path}::"), field.ident.as_ref()?)));
    named.collect()
}

fn members(module: &str, runtime: &[String], item: &syn::ItemImpl) -> Vec<String> {
    let Some(owner) = owner(&item.self_ty) else {
        return Vec::new();
    };
    let module = if runtime.contains(&owner) { "" } else { module };
    let prefix = format!("{module}{owner}::");
    let members = item.items.iter().filter_map(|member| match member {
        ImplItem::Fn(member) if is_public(&member.vis) => Some(named(&prefix, &member.sig.ident)),
        ImplItem::Const(member) if is_public(&member.vis) => Some(named(&prefix, &member.ident)),
        _ => None,
    });
    members.collect()
}

/// The type that users see the methods on: that of the operation, for a call of it.
fn owner(ty: &Type) -> Option<String> {
    let Type::Path(path) = ty else { return None };
    let last = path.path.segments.last()?;
    if let PathArguments::AngleBracketed(arguments) = &last.arguments
        && let Some(GenericArgument::Type(inner)) = arguments.args.first()
    {
        return owner(inner);
    }
    Some(last.ident.to_string().replace("r#", ""))
}
