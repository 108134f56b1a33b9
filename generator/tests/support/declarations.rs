//! The public items of a crate as declarations: without documentation, bodies and private fields.

use std::collections::BTreeSet;

use syn::punctuated::Punctuated;
use syn::{
    Attribute, Block, Field, Fields, File, ImplItem, Item, ItemImpl, Path, TraitItem, Type,
    Visibility, parse_quote,
};

/// The names of a crate's own items, which tell public implementations from private ones.
pub(crate) struct Declarations {
    private: BTreeSet<String>,
}

impl Declarations {
    /// Reads the names of the types and traits in all files of a crate.
    pub(crate) fn of(files: &[File]) -> Self {
        let items = files.iter().flat_map(|file| written(&file.items));
        let names: Vec<_> = items.filter_map(|item| name_of_type(&item)).collect();
        let select = |public: bool| {
            let names = names
                .iter()
                .filter(move |(is_public, _)| *is_public == public);
            names.map(|(_, name)| name.clone())
        };
        let public: BTreeSet<_> = select(true).collect();
        let private = select(false)
            .filter(|name| !public.contains(name))
            .collect();
        Self { private }
    }

    /// Prints the public declarations of a file; empty if it has none.
    pub(crate) fn text(&self, file: &File) -> String {
        let items = written(&file.items);
        let items = items
            .iter()
            .filter_map(|item| self.declaration(item))
            .collect();
        let mut declared = file.clone();
        declared.attrs.clear();
        declared.items = items;
        prettyplease::unparse(&declared)
    }

    fn declaration(&self, item: &Item) -> Option<Item> {
        let mut item = item.clone();
        match &mut item {
            Item::Impl(item) => self.implementation(item)?,
            Item::Macro(item) => {
                item.attrs
                    .iter()
                    .find(|attribute| attribute.path().is_ident("macro_export"))?;
                item.mac.tokens = proc_macro2::TokenStream::new();
            }
            Item::Fn(item) if is_public(&item.vis) => *item.block = empty(),
            Item::Struct(item) if is_public(&item.vis) => keep_public(&mut item.fields),
            Item::Enum(item) if is_public(&item.vis) => {
                for variant in &mut item.variants {
                    declare(&mut variant.attrs);
                    variant
                        .fields
                        .iter_mut()
                        .for_each(|field| declare(&mut field.attrs));
                }
            }
            Item::Trait(item) if is_public(&item.vis) => item.items.iter_mut().for_each(required),
            Item::Mod(item) if is_public(&item.vis) => item.content = None,
            Item::Type(syn::ItemType { vis, .. })
            | Item::Const(syn::ItemConst { vis, .. })
            | Item::Use(syn::ItemUse { vis, .. })
                if is_public(vis) => {}
            _ => return None,
        }
        if let Some(attributes) = attributes(&mut item) {
            if attributes.iter().any(is_of_tests) {
                return None;
            }
            declare(attributes);
        }
        Some(item)
    }

    /// Reduces an implementation to its public items; `None` if users see nothing of it.
    fn implementation(&self, item: &mut ItemImpl) -> Option<()> {
        let Type::Path(of) = &*item.self_ty else {
            return None;
        };
        let is_private = |path: &Path| {
            let last = path
                .segments
                .last()
                .map(|segment| segment.ident.to_string());
            last.is_some_and(|name| self.private.contains(&name))
        };
        if is_private(&of.path) {
            return None;
        }
        if let Some((path, _)) = &item.trait_ {
            item.items.retain(|item| matches!(item, ImplItem::Type(_)));
            return (!is_private(path)).then_some(());
        }
        item.items.retain_mut(|item| match item {
            ImplItem::Fn(function) => {
                function.block = empty();
                declare(&mut function.attrs);
                is_public(&function.vis)
            }
            ImplItem::Const(constant) => {
                declare(&mut constant.attrs);
                is_public(&constant.vis)
            }
            _ => false,
        });
        (!item.items.is_empty()).then_some(())
    }
}

/// The items of a file, and those that it passes to macros.
fn written(items: &[Item]) -> Vec<Item> {
    let expand = |item: &Item| match item {
        Item::Macro(item) if item.ident.is_none() => {
            let passed = item.mac.parse_body::<File>();
            passed.map(|file| file.items).unwrap_or_default()
        }
        item => vec![item.clone()],
    };
    items.iter().flat_map(expand).collect()
}

/// The name of a type or a trait, and whether it is public.
fn name_of_type(item: &Item) -> Option<(bool, String)> {
    let (visibility, name) = match item {
        Item::Struct(item) => (&item.vis, &item.ident),
        Item::Enum(item) => (&item.vis, &item.ident),
        Item::Trait(item) => (&item.vis, &item.ident),
        Item::Type(item) => (&item.vis, &item.ident),
        _ => return None,
    };
    Some((is_public(visibility), name.to_string()))
}

fn is_public(visibility: &Visibility) -> bool {
    matches!(visibility, Visibility::Public(_))
}

fn is_of_tests(attribute: &Attribute) -> bool {
    attribute.path().is_ident("cfg")
        && attribute
            .parse_args::<Path>()
            .is_ok_and(|condition| condition.is_ident("test"))
}

fn empty() -> Block {
    parse_quote!({})
}

/// Keeps the attributes that users depend on.
fn declare(attributes: &mut Vec<Attribute>) {
    const KEPT: [&str; 5] = [
        "cfg",
        "derive",
        "macro_export",
        "must_use",
        "non_exhaustive",
    ];
    attributes.retain(|attribute| KEPT.iter().any(|name| attribute.path().is_ident(name)));
}

fn keep_public(fields: &mut Fields) {
    match fields {
        Fields::Named(fields) => fields.named = public(&fields.named),
        Fields::Unnamed(fields) => fields.unnamed = public(&fields.unnamed),
        Fields::Unit => {}
    }
}

fn public(fields: &Punctuated<Field, syn::Token![,]>) -> Punctuated<Field, syn::Token![,]> {
    let public = fields.iter().filter(|field| is_public(&field.vis));
    let declared = public.map(|field| {
        let mut field = field.clone();
        declare(&mut field.attrs);
        field
    });
    declared.collect()
}

/// A provided method keeps an empty body, which tells it from a required one.
fn required(item: &mut TraitItem) {
    match item {
        TraitItem::Fn(function) => {
            function.default = function.default.is_some().then(empty);
            declare(&mut function.attrs);
        }
        TraitItem::Type(of) => declare(&mut of.attrs),
        TraitItem::Const(constant) => declare(&mut constant.attrs),
        _ => {}
    }
}

fn attributes(item: &mut Item) -> Option<&mut Vec<Attribute>> {
    Some(match item {
        Item::Const(item) => &mut item.attrs,
        Item::Enum(item) => &mut item.attrs,
        Item::Fn(item) => &mut item.attrs,
        Item::Impl(item) => &mut item.attrs,
        Item::Macro(item) => &mut item.attrs,
        Item::Mod(item) => &mut item.attrs,
        Item::Struct(item) => &mut item.attrs,
        Item::Trait(item) => &mut item.attrs,
        Item::Type(item) => &mut item.attrs,
        Item::Use(item) => &mut item.attrs,
        _ => return None,
    })
}
