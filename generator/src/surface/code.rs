//! The items of generated code: paths, kinds and signatures.

use std::collections::BTreeMap;

use quote::ToTokens;
use syn::punctuated::Punctuated;
use syn::{Fields, ImplItem, Item as Code, Type, UseTree, Visibility};

use super::item::{Item, ItemKind, Surface};
use super::signature::{Imports, text};
use crate::ir::Api;

/// Adds the items of all files.
pub(super) fn add(
    surface: &mut Surface,
    api: &Api,
    files: &BTreeMap<String, Vec<u8>>,
) -> Result<(), syn::Error> {
    surface.add(Item::new(
        "crate".to_owned(),
        ItemKind::Crate,
        String::new(),
    ));
    for module in &api.modules {
        let name = module.name.plain().to_owned();
        surface.add(Item::new(name.clone(), ItemKind::Module, String::new()));
        let resources = 0..module.resources.len();
        let features = resources.filter_map(|index| module.resource_feature(index));
        for feature in features.chain([name]) {
            surface.add(Item::new(feature, ItemKind::Feature, String::new()));
        }
    }
    for (path, content) in files {
        let Some(module) = module_of(path, api) else {
            continue;
        };
        let parsed: syn::File = syn::parse_str(&String::from_utf8_lossy(content))?;
        let mut file = File {
            surface,
            imports: imports(&parsed),
            module,
        };
        parsed.items.iter().for_each(|item| file.item(item));
    }
    Ok(())
}

/// Returns the public module that the items of a file belong to; empty for that of the crate.
fn module_of(path: &str, api: &Api) -> Option<String> {
    let path = path.strip_prefix("src/")?.strip_suffix(".rs")?;
    match path.split('/').collect::<Vec<_>>().as_slice() {
        ["client"] => Some(String::new()),
        ["sid"] => Some("sid".to_owned()),
        [module, file] => {
            let mut modules = api.modules.iter();
            let known = modules.find(|known| known.name.plain() == *module)?;
            let is_webhooks = !known.webhooks.is_empty() && *file == known.webhooks_name();
            Some(match *file {
                file if is_webhooks => format!("{module}::{file}"),
                "unreferenced" => format!("{module}::unreferenced"),
                _ => (*module).to_owned(),
            })
        }
        _ => None,
    }
}

/// Returns the imports of other crates and of the runtime: the types of this crate keep their
/// names.
fn imports(file: &syn::File) -> Imports {
    let mut imports = Imports::new();
    for item in &file.items {
        if let (Code::Use(found), Visibility::Inherited) = (item, visibility(item)) {
            add_imports(&found.tree, String::new(), &mut imports);
        }
    }
    imports.retain(|_, path| {
        let own = ["super::", "crate::sid::", "crate::", "std::", "self::"];
        !own.iter().any(|start| path.starts_with(start))
    });
    imports
}

fn add_imports(tree: &UseTree, prefix: String, imports: &mut Imports) {
    match tree {
        UseTree::Path(path) => {
            add_imports(&path.tree, format!("{prefix}{}::", path.ident), imports);
        }
        UseTree::Name(name) => {
            let path = format!("{prefix}{}", name.ident);
            let path = path
                .strip_prefix("crate::runtime::")
                .map_or(path.clone(), |name| format!("runtime::{name}"));
            imports.insert(name.ident.to_string(), path);
        }
        UseTree::Rename(rename) => {
            let path = format!("{prefix}{}", rename.ident);
            imports.insert(rename.rename.to_string(), path);
        }
        UseTree::Group(group) => {
            for tree in &group.items {
                add_imports(tree, prefix.clone(), imports);
            }
        }
        UseTree::Glob(_) => {}
    }
}

fn visibility(item: &Code) -> &Visibility {
    match item {
        Code::Use(item) => &item.vis,
        Code::Struct(item) => &item.vis,
        Code::Enum(item) => &item.vis,
        Code::Type(item) => &item.vis,
        Code::Const(item) => &item.vis,
        _ => &Visibility::Inherited,
    }
}

fn is_public(visibility: &Visibility) -> bool {
    matches!(visibility, Visibility::Public(_))
}

/// A file whose items are being added.
struct File<'s> {
    surface: &'s mut Surface,
    imports: Imports,
    module: String,
}

impl File<'_> {
    fn text(&self, code: &impl ToTokens) -> String {
        text(code, &self.imports)
    }

    fn path(&self, name: &str) -> String {
        let separator = if self.module.is_empty() { "" } else { "::" };
        format!("{}{separator}{}", self.module, plain(name))
    }

    fn add(&mut self, path: String, kind: ItemKind, signature: String) {
        self.surface.add(Item::new(path, kind, signature));
    }

    fn item(&mut self, item: &Code) {
        if let Code::Impl(found) = item {
            self.implementation(found);
        }
        if !is_public(visibility(item)) {
            return;
        }
        match item {
            Code::Struct(found) => {
                let path = self.path(&found.ident.to_string());
                self.fields(&path, &found.fields);
                self.add(path, ItemKind::Struct, traits(&found.attrs));
            }
            Code::Enum(found) => self.variants(found),
            Code::Type(found) => {
                let path = self.path(&found.ident.to_string());
                let ty = self.text(&found.ty);
                self.add(path, ItemKind::Alias, ty);
            }
            Code::Use(found) => self.reexports(&found.tree, ""),
            _ => {}
        }
    }

    fn fields(&mut self, owner: &str, fields: &Fields) {
        let public = fields.iter().filter(|field| is_public(&field.vis));
        for field in public {
            if let Some(name) = &field.ident {
                let path = format!("{owner}::{}", plain(&name.to_string()));
                let ty = self.text(&field.ty);
                self.add(path, ItemKind::Field, ty);
            }
        }
    }

    fn variants(&mut self, found: &syn::ItemEnum) {
        let owner = self.path(&found.ident.to_string());
        for variant in &found.variants {
            let path = format!("{owner}::{}", plain(&variant.ident.to_string()));
            let held = self.text(&variant.fields);
            self.add(path, ItemKind::Variant, held);
        }
        self.add(owner, ItemKind::Enum, traits(&found.attrs));
    }

    /// The types of `pub use crate::sid::{…}`. The globs bring items that are listed by themselves.
    fn reexports(&mut self, tree: &UseTree, prefix: &str) {
        match tree {
            UseTree::Path(path) => {
                let prefix = format!("{prefix}{}::", path.ident);
                self.reexports(&path.tree, &prefix);
            }
            UseTree::Name(name) => {
                let path = self.path(&name.ident.to_string());
                let target = format!("{prefix}{}", name.ident);
                self.add(path, ItemKind::Reexport, target);
            }
            UseTree::Group(group) => {
                for tree in &group.items {
                    self.reexports(tree, prefix);
                }
            }
            UseTree::Rename(_) | UseTree::Glob(_) => {}
        }
    }

    fn implementation(&mut self, found: &syn::ItemImpl) {
        let Some(owner) = self.owner(&found.self_ty) else {
            return;
        };
        let Some((implemented, _)) = &found.trait_ else {
            for item in &found.items {
                self.member(&owner, item);
            }
            return;
        };
        let implemented = self.text(implemented);
        self.add(
            format!("{owner}: {implemented}"),
            ItemKind::Impl,
            String::new(),
        );
        for item in &found.items {
            if let ImplItem::Type(found) = item {
                let path = format!("{owner}::{}", found.ident);
                let ty = self.text(&found.ty);
                self.add(path, ItemKind::AssociatedType, ty);
            }
        }
    }

    /// Returns the path of the type that an `impl` is of: of `Call<X>`, that of the operation `X`,
    /// since no two operations share the methods of their calls.
    fn owner(&self, ty: &Type) -> Option<String> {
        let Type::Path(path) = ty else { return None };
        let last = path.path.segments.last()?;
        let inner = match &last.arguments {
            syn::PathArguments::AngleBracketed(arguments) => arguments.args.first(),
            _ => None,
        };
        match inner {
            Some(syn::GenericArgument::Type(inner)) => self.owner(inner),
            _ => Some(self.type_path(&last.ident.to_string())),
        }
    }

    /// Returns the path of a type: of one of the runtime, that in the crate's root.
    fn type_path(&self, name: &str) -> String {
        match self
            .imports
            .get(name)
            .map(|path| path.starts_with("runtime::"))
        {
            Some(true) => name.to_owned(),
            _ => self.path(name),
        }
    }

    fn member(&mut self, owner: &str, item: &ImplItem) {
        match item {
            ImplItem::Fn(found) if is_public(&found.vis) => {
                let name = plain(&found.sig.ident.to_string());
                let kind = kind_of(&found.sig, &name);
                let signature = self.signature(&found.sig);
                self.add(format!("{owner}::{name}"), kind, signature);
            }
            ImplItem::Const(found) if is_public(&found.vis) => {
                let path = format!("{owner}::{}", found.ident);
                let ty = self.text(&found.ty);
                self.add(path, ItemKind::Constant, ty);
            }
            _ => {}
        }
    }

    fn signature(&self, signature: &syn::Signature) -> String {
        let arguments = signature.inputs.iter().filter_map(|input| match input {
            syn::FnArg::Typed(input) => {
                let name = plain(&input.pat.to_token_stream().to_string());
                Some(format!("{name}: {}", self.text(&input.ty)))
            }
            syn::FnArg::Receiver(_) => None,
        });
        let arguments: Vec<_> = arguments.collect();
        let result = match &signature.output {
            syn::ReturnType::Default => "()".to_owned(),
            syn::ReturnType::Type(_, ty) => self.text(ty),
        };
        format!("({}) -> {result}", arguments.join(", "))
    }
}

fn kind_of(signature: &syn::Signature, name: &str) -> ItemKind {
    let receiver = signature.inputs.iter().find_map(|input| match input {
        syn::FnArg::Receiver(receiver) => Some(receiver),
        syn::FnArg::Typed(_) => None,
    });
    match receiver {
        Some(receiver) => match receiver.to_token_stream().to_string().as_str() {
            "mut self" => ItemKind::Setter,
            // The setter of a former name forwards.
            "self" if returns_self(signature) => ItemKind::Setter,
            _ => ItemKind::Method,
        },
        None if name == "new" => ItemKind::Constructor,
        None => ItemKind::Function,
    }
}

fn returns_self(signature: &syn::Signature) -> bool {
    matches!(&signature.output, syn::ReturnType::Type(_, ty)
        if matches!(&**ty, Type::Path(path) if path.path.is_ident("Self")))
}

/// Returns the traits that a type derives, and whether it can grow. `Debug` is left out: where it
/// isn't derived, a macro implements it.
fn traits(attributes: &[syn::Attribute]) -> String {
    let metas = attributes.iter().map(|attribute| &attribute.meta);
    let mut words: Vec<_> = metas.flat_map(trait_words).collect();
    words.sort();
    words.join(", ")
}

/// Returns the words for one attribute. A derive that depends on a feature has its condition behind
/// it.
fn trait_words(meta: &syn::Meta) -> Vec<String> {
    let list = match meta {
        syn::Meta::Path(path) if path.is_ident("non_exhaustive") => {
            return vec!["non_exhaustive".to_owned()];
        }
        syn::Meta::List(list) => list,
        _ => return Vec::new(),
    };
    if list.path.is_ident("derive") {
        let listed = list.tokens.to_string();
        let names = listed
            .split(',')
            .map(|name| name.trim().replace(" :: ", "::"));
        return names
            .filter(|name| !name.is_empty() && name != "Debug")
            .collect();
    }
    let parser = Punctuated::<syn::Meta, syn::Token![,]>::parse_terminated;
    let parts = match list.path.is_ident("cfg_attr") {
        true => list.parse_args_with(parser).unwrap_or_default(),
        false => return Vec::new(),
    };
    let mut parts = parts.iter();
    let condition = parts
        .next()
        .to_token_stream()
        .to_string()
        .replace(", ", " ");
    let words = parts.flat_map(trait_words);
    words.map(|word| format!("{word} if {condition}")).collect()
}

fn plain(name: &str) -> String {
    name.replace("r#", "")
}
