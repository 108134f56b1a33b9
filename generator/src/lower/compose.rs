//! `allOf`, `oneOf` and `anyOf`.

use std::collections::BTreeSet;

use indexmap::IndexMap;
use openapiv3::{
    AdditionalProperties, AnySchema, Discriminator as SchemaDiscriminator, ReferenceOr, Schema,
    SchemaKind, Type as SchemaType,
};

use crate::ir::{CATCH_ALL, Candidate, Case, Discriminator, Scope, Shape, Type, Union, Variant};

use super::problem::LowerProblem;
use super::schema::{Schemas, component_name};
use super::site::SchemaSite;
use super::string_unions::Texts;
use super::structure::Property;

/// The properties that the parts of an `allOf` bring together.
#[derive(Default)]
struct Merged<'s> {
    properties: IndexMap<&'s str, (&'s ReferenceOr<Box<Schema>>, SchemaSite)>,
    required: BTreeSet<&'s str>,
    /// Parts that are no objects.
    others: Vec<(&'s ReferenceOr<Schema>, SchemaSite)>,
    /// Components that were entered, so that none is entered twice.
    visited: BTreeSet<&'s str>,
}

impl<'a> Schemas<'a> {
    /// One struct with the properties of all parts.
    pub(super) fn all_of(&mut self, parts: &'a [ReferenceOr<Schema>], site: &SchemaSite) -> Shape {
        let mut telling = parts.iter().enumerate().filter(|(_, part)| demands(part));
        if let (Some((index, part)), None) = (telling.next(), telling.next()) {
            let part_spot =
                SchemaSite::new(site.location.join("allOf").join(index), site.words.clone());
            return match part {
                ReferenceOr::Reference { .. } => Shape::Alias(self.lower(part, &part_spot)),
                ReferenceOr::Item(schema) => self.shape(schema, &part_spot),
            };
        }
        self.merged(parts, site)
    }

    /// One struct with the properties of all parts, even of one part alone.
    pub(super) fn merged(&mut self, parts: &'a [ReferenceOr<Schema>], site: &SchemaSite) -> Shape {
        let mut merged = Merged::default();
        self.merge(parts, site, &mut merged);
        self.merged_shape(&merged, None, site)
    }

    /// One struct with the properties that stand beside `allOf`, `oneOf` or `anyOf`, and with those
    /// of the parts of `allOf`.
    pub(super) fn composed_object(&mut self, any: &'a AnySchema, site: &SchemaSite) -> Shape {
        let mut merged = Merged::default();
        self.merge_any(any, site, &mut merged);
        if !any.one_of.is_empty() || !any.any_of.is_empty() {
            let found = "alternatives".to_owned();
            self.report(site, LowerProblem::MixedAllOf { found });
        }
        self.merged_shape(&merged, any.additional_properties.as_ref(), site)
    }

    fn merged_shape(
        &mut self,
        merged: &Merged<'a>,
        additional: Option<&'a AdditionalProperties>,
        site: &SchemaSite,
    ) -> Shape {
        if merged.properties.is_empty() {
            return self.all_of_others(&merged.others, site);
        }
        if let Some((other, other_spot)) = merged.others.first() {
            let found = kind_word(other);
            self.report(other_spot, LowerProblem::MixedAllOf { found });
        }
        let properties = merged
            .properties
            .iter()
            .map(|(wire, (schema, site))| Property {
                wire,
                schema,
                required: merged.required.contains(wire),
                site: site.clone(),
            });
        let properties = properties.collect();
        Shape::Struct(self.structure(properties, additional, site))
    }

    fn merge_any(&mut self, any: &'a AnySchema, site: &SchemaSite, merged: &mut Merged<'a>) {
        merged
            .required
            .extend(any.required.iter().map(String::as_str));
        self.merge(&any.all_of, site, merged);
        self.merge_properties(&any.properties, site, merged);
    }

    fn merge(
        &mut self,
        parts: &'a [ReferenceOr<Schema>],
        site: &SchemaSite,
        merged: &mut Merged<'a>,
    ) {
        for (index, part) in parts.iter().enumerate() {
            let site = SchemaSite::new(site.location.join("allOf").join(index), site.words.clone());
            self.merge_part(part, &site, merged);
        }
    }

    fn merge_part(
        &mut self,
        part: &'a ReferenceOr<Schema>,
        site: &SchemaSite,
        merged: &mut Merged<'a>,
    ) {
        let schema: &'a Schema = match part {
            ReferenceOr::Item(schema) => schema,
            ReferenceOr::Reference { reference } => {
                if !merged.visited.insert(reference) {
                    return;
                }
                // What stands inline there is named there.
                if let Some(name) = component_name(reference) {
                    self.lower_component(&name);
                }
                match self.follow(reference) {
                    Some(schema) => schema,
                    None => {
                        self.lower(part, site);
                        return;
                    }
                }
            }
        };
        match &schema.schema_kind {
            SchemaKind::Type(SchemaType::Object(object)) => {
                let required = object.required.iter().map(String::as_str);
                merged.required.extend(required);
                self.merge_properties(&object.properties, site, merged);
            }
            SchemaKind::AllOf { all_of } => self.merge(all_of, site, merged),
            SchemaKind::Any(any) => {
                self.merge_any(any, site, merged);
                if !any.one_of.is_empty() || !any.any_of.is_empty() {
                    merged.others.push((part, site.clone()));
                }
            }
            _ => merged.others.push((part, site.clone())),
        }
    }

    fn merge_properties(
        &mut self,
        properties: &'a IndexMap<String, ReferenceOr<Box<Schema>>>,
        site: &SchemaSite,
        merged: &mut Merged<'a>,
    ) {
        for (wire, schema) in properties {
            let location = site.location.join("properties").join(wire);
            let site = SchemaSite::new(location, format!("{} {wire}", site.words));
            match merged.properties.get(wire.as_str()) {
                Some((known, _)) if !same_meaning(known, schema) => {
                    let property = wire.clone();
                    self.report(&site, LowerProblem::ConflictingProperty { property });
                }
                Some(_) => {}
                None => {
                    merged.properties.insert(wire, (schema, site));
                }
            }
        }
    }

    /// An `allOf` without any property: the one part that says something, if there is just one.
    fn all_of_others(
        &mut self,
        others: &[(&'a ReferenceOr<Schema>, SchemaSite)],
        site: &SchemaSite,
    ) -> Shape {
        match others {
            [] => Shape::Alias(Type::JsonObject),
            [(ReferenceOr::Item(schema), site)] => self.shape(schema, site),
            [(part, site)] => Shape::Alias(self.lower(part, site)),
            [(first, first_spot), ..] => {
                let found = others
                    .iter()
                    .map(|(part, _)| kind_word(part))
                    .collect::<Vec<_>>();
                let found = found.join(" and ");
                self.report(site, LowerProblem::MixedAllOf { found });
                Shape::Alias(self.lower(first, first_spot))
            }
        }
    }

    /// The schema that a reference leads to, through components that are references themselves.
    pub(super) fn follow(&self, reference: &str) -> Option<&'a Schema> {
        let schemas = &self.api.components.as_ref()?.schemas;
        let mut name = component_name(reference)?;
        for _ in 0..=schemas.len() {
            match schemas.get(&name)? {
                ReferenceOr::Item(schema) => return Some(schema),
                ReferenceOr::Reference { reference } => name = component_name(reference)?,
            }
        }
        None
    }

    /// Whether a schema has a property of this name.
    fn declares(&self, schema: &ReferenceOr<Schema>, name: &str) -> bool {
        self.some_part(schema, |properties, _| properties.contains_key(name))
    }

    /// Whether something holds for the properties of a schema, or of a part of its `allOf`, and for
    /// which of them are required.
    pub(super) fn some_part(
        &self,
        schema: &ReferenceOr<Schema>,
        holds: impl Fn(&IndexMap<String, ReferenceOr<Box<Schema>>>, &[String]) -> bool,
    ) -> bool {
        let mut entered = BTreeSet::new();
        let mut open = vec![schema];
        while let Some(schema) = open.pop() {
            let schema = match schema {
                ReferenceOr::Item(schema) => Some(schema),
                ReferenceOr::Reference { reference } if !entered.insert(reference) => None,
                ReferenceOr::Reference { reference } => self.follow(reference),
            };
            match schema.map(|schema| &schema.schema_kind) {
                Some(SchemaKind::Type(SchemaType::Object(object)))
                    if holds(&object.properties, &object.required) =>
                {
                    return true;
                }
                Some(SchemaKind::Any(any)) if holds(&any.properties, &any.required) => return true,
                Some(SchemaKind::Any(any)) => open.extend(&any.all_of),
                Some(SchemaKind::AllOf { all_of }) => open.extend(all_of),
                _ => {}
            }
        }
        false
    }

    /// One of several types.
    pub(super) fn union(
        &mut self,
        keyword: &str,
        branches: &'a [ReferenceOr<Schema>],
        discriminator: Option<&SchemaDiscriminator>,
        site: &SchemaSite,
    ) -> Shape {
        let texts = discriminator.is_none().then(|| self.texts(branches));
        let (branches, text) = match texts.flatten() {
            Some(Texts { others, shape }) if others.is_empty() => return shape,
            Some(Texts { others, shape }) => (others, Some(shape)),
            None => (branches.iter().enumerate().collect(), None),
        };
        let mut variants: Vec<(String, Type, Vec<String>)> = Vec::new();
        for (index, branch) in branches {
            let word = branch_word(branch);
            let ty = self.lower(branch, &site.branch(keyword, index, &word));
            let tags = discriminator.map_or_else(Vec::new, |found| tags(found, branch));
            let lost = |found: &SchemaDiscriminator| !self.declares(branch, &found.property_name);
            if tags.len() > 1 && discriminator.is_some_and(lost) {
                // Which of the tags it came with is told by nothing but the variant.
                variants.extend(
                    tags.into_iter()
                        .map(|tag| (tag.clone(), ty.clone(), vec![tag])),
                );
                continue;
            }
            match variants.iter_mut().find(|(_, known, _)| *known == ty) {
                Some((_, _, known)) => known.extend(tags),
                None => variants.push((word, ty, tags)),
            }
        }
        if let Some(shape) = text {
            let ty = self.text_type(shape, &site.branch(keyword, 0, "text"));
            variants.push(("text".to_owned(), ty, Vec::new()));
        }
        // Text that is nothing else is tried last, since it is what all text can be.
        let is_free = |ty: &Type| !matches!(ty, Type::Date | Type::Timestamp | Type::Rfc2822);
        variants.sort_by_key(|(_, ty, _)| is_free(ty));
        match variants.as_slice() {
            [] => return Shape::Alias(Type::Json),
            [(_, ty, _)] => return Shape::Alias(ty.clone()),
            _ => {}
        }
        // What no value selects can only be told by what it holds, and so can the others then.
        let selected = variants.iter().all(|(.., tags)| !tags.is_empty());
        let discriminator = discriminator.filter(|_| selected);
        Shape::Union(alternatives(variants, discriminator))
    }
}

/// A union of these alternatives, each with the word that names it and its tags, of which each
/// selects the first that has it.
pub(super) fn alternatives(
    found: Vec<(String, Type, Vec<String>)>,
    discriminator: Option<&SchemaDiscriminator>,
) -> Union {
    let wanted: Vec<_> = found
        .iter()
        .map(|(word, ..)| Candidate::plain(word))
        .collect();
    let names = Scope::new(Case::Pascal, &[CATCH_ALL]).claim_all(&wanted);
    let mut selected = BTreeSet::new();
    let variants = found.into_iter().zip(names);
    let variants = variants.map(|((_, ty, tags), name)| Variant {
        name,
        ty,
        tags: tags
            .into_iter()
            .filter(|tag| discriminator.is_some() && selected.insert(tag.clone()))
            .collect(),
        boxed: false,
    });
    Union {
        variants: variants.collect(),
        discriminator: discriminator.map(|found| Discriminator {
            property: found.property_name.clone(),
        }),
    }
}

/// Whether a part demands anything of values: one with a description alone doesn't.
fn demands(part: &ReferenceOr<Schema>) -> bool {
    match part {
        ReferenceOr::Item(schema) => schema.schema_kind != SchemaKind::Any(AnySchema::default()),
        ReferenceOr::Reference { .. } => true,
    }
}

/// Whether two schemas of one property agree in all but what they say about it.
fn same_meaning(one: &ReferenceOr<Box<Schema>>, other: &ReferenceOr<Box<Schema>>) -> bool {
    match (one, other) {
        (ReferenceOr::Item(one), ReferenceOr::Item(other)) => one.schema_kind == other.schema_kind,
        (
            ReferenceOr::Reference { reference: one },
            ReferenceOr::Reference { reference: other },
        ) => one == other,
        _ => false,
    }
}

/// The discriminator's values that select a branch: those of the mapping, else the component's name.
pub(super) fn tags(
    discriminator: &SchemaDiscriminator,
    branch: &ReferenceOr<Schema>,
) -> Vec<String> {
    let ReferenceOr::Reference { reference } = branch else {
        return Vec::new();
    };
    let name = component_name(reference);
    let leads_here = |target: &str| target == reference || Some(target) == name.as_deref();
    let mapped: Vec<_> = discriminator
        .mapping
        .iter()
        .filter(|(_, target)| leads_here(target))
        .map(|(tag, _)| tag.clone())
        .collect();
    if mapped.is_empty() {
        name.into_iter().collect()
    } else {
        mapped
    }
}

/// What a branch would be called.
fn branch_word(branch: &ReferenceOr<Schema>) -> String {
    match branch {
        ReferenceOr::Reference { reference } => component_name(reference)
            .map(|name| name.rsplit('.').next().unwrap_or(&name).to_owned())
            .unwrap_or_default(),
        ReferenceOr::Item(schema) => match &schema.schema_data.title {
            Some(title) if title.len() <= 60 => title.clone(),
            _ => kind_word(branch),
        },
    }
}

fn kind_word(branch: &ReferenceOr<Schema>) -> String {
    let ReferenceOr::Item(schema) = branch else {
        return "reference".to_owned();
    };
    match &schema.schema_kind {
        SchemaKind::Type(SchemaType::String(_)) => "text",
        SchemaKind::Type(SchemaType::Number(_)) => "number",
        SchemaKind::Type(SchemaType::Integer(_)) => "integer",
        SchemaKind::Type(SchemaType::Boolean(_)) => "boolean",
        SchemaKind::Type(SchemaType::Object(_)) | SchemaKind::AllOf { .. } => "object",
        SchemaKind::Type(SchemaType::Array(_)) => "list",
        SchemaKind::OneOf { .. } | SchemaKind::AnyOf { .. } => "alternative",
        SchemaKind::Not { .. } | SchemaKind::Any(_) => "value",
    }
    .to_owned()
}
