//! The preferred names of the alternatives of a union.

use openapiv3::{Discriminator, ReferenceOr, Schema, SchemaKind, Type as SchemaType};

use crate::lower::context::{Lowering, SchemaRef, component_name, layers};

/// The longest title that names an alternative; a longer one is a sentence.
const MAX_TITLE: usize = 60;

/// Returns the preferred names of alternatives: that of the component, the title, or what tells an
/// alternative apart from the others.
pub(super) fn branch_words(
    lowering: &Lowering<'_>,
    branches: &[ReferenceOr<Schema>],
) -> Vec<String> {
    let words = branches
        .iter()
        .map(|branch| own_word(lowering, branch.into()));
    let words: Vec<_> = words.collect();
    let is_repeated = |word: &String| words.iter().filter(|other| *other == word).count() > 1;
    let distinct = branches.iter().zip(&words).map(|(branch, word)| {
        let distinct = is_repeated(word).then(|| match word.as_str() {
            "object" => own_property(lowering, branch, branches),
            "list" => list_word(lowering, branch),
            _ => None,
        });
        distinct.flatten().unwrap_or_else(|| word.clone())
    });
    distinct.collect()
}

fn own_word(lowering: &Lowering<'_>, branch: SchemaRef<'_>) -> String {
    match branch {
        SchemaRef::Reference(reference) => component_word(reference).unwrap_or_default(),
        SchemaRef::Item(schema) => {
            let title = schema.schema_data.title.clone();
            title
                .filter(|title| title.len() <= MAX_TITLE)
                .or_else(|| component_word(branch.only_reference()?))
                .or_else(|| constant(lowering, schema))
                .unwrap_or_else(|| kind_word(branch))
        }
    }
}

/// Returns the name of a component, without the namespace before it.
fn component_word(reference: &str) -> Option<String> {
    let name = component_name(reference)?;
    Some(name.rsplit('.').next().unwrap_or(&name).to_owned())
}

/// Returns the only value that a property of an object can have, a text or a flag, as text.
pub(super) fn only_value(
    lowering: &Lowering<'_>,
    object: &ReferenceOr<Schema>,
    name: &str,
) -> Option<String> {
    layers(lowering, object.into())
        .into_iter()
        .find_map(|layer| {
            let SchemaKind::Type(SchemaType::Object(object)) = &layer.schema_kind else {
                return None;
            };
            let property = object.properties.get(name)?;
            only_text(lowering, property.into())
                .or_else(|| only_flag(lowering, property.into()).map(|flag| flag.to_string()))
        })
}

/// Returns the discriminator that a document implies: a required flag that is always true in one of two
/// alternatives, and always false in the other.
pub(super) fn implied_discriminator(
    lowering: &Lowering<'_>,
    branches: &[ReferenceOr<Schema>],
) -> Option<Discriminator> {
    let [first, second] = branches else {
        return None;
    };
    let flags = required_flags(lowering, first);
    let other = required_flags(lowering, second);
    let (name, flag) = flags
        .iter()
        .find(|(name, flag)| other.contains(&(*name, !flag)))?;
    let mapping = [(first, *flag), (second, !flag)].into_iter();
    let mapping = mapping.filter_map(|(branch, flag)| {
        let reference = SchemaRef::from(branch).only_reference()?;
        Some((flag.to_string(), reference.to_owned()))
    });
    Some(Discriminator {
        property_name: (*name).to_owned(),
        mapping: mapping.collect(),
        ..Discriminator::default()
    })
}

/// Returns the required flags of an object that have one value only.
fn required_flags<'s>(
    lowering: &Lowering<'s>,
    object: &'s ReferenceOr<Schema>,
) -> Vec<(&'s str, bool)> {
    let layers = layers(lowering, object.into());
    let objects: Vec<_> = layers
        .into_iter()
        .filter_map(|layer| match &layer.schema_kind {
            SchemaKind::Type(SchemaType::Object(object)) => Some(object),
            _ => None,
        })
        .collect();
    let is_required = |name: &String| objects.iter().any(|object| object.required.contains(name));
    let properties = objects.iter().flat_map(|object| &object.properties);
    let required = properties.filter(|(name, _)| is_required(name));
    required
        .filter_map(|(name, property)| Some((name.as_str(), only_flag(lowering, property.into())?)))
        .collect()
}

/// Returns the only flag that a schema admits.
fn only_flag(lowering: &Lowering<'_>, schema: SchemaRef<'_>) -> Option<bool> {
    match &schema.resolve_only_part(lowering)?.schema_kind {
        SchemaKind::Type(SchemaType::Boolean(flag)) => match flag.enumeration.as_slice() {
            [Some(only)] => Some(*only),
            _ => None,
        },
        _ => None,
    }
}

/// Returns the text that a required property of an object always has.
fn constant(lowering: &Lowering<'_>, schema: &Schema) -> Option<String> {
    layers(lowering, schema.into())
        .into_iter()
        .find_map(|layer| {
            let SchemaKind::Type(SchemaType::Object(object)) = &layer.schema_kind else {
                return None;
            };
            let properties = object.properties.iter();
            let mut required = properties.filter(|(name, _)| object.required.contains(name));
            required.find_map(|(_, property)| only_text(lowering, property.into()))
        })
}

/// Returns the only text that a schema admits.
fn only_text(lowering: &Lowering<'_>, schema: SchemaRef<'_>) -> Option<String> {
    match &schema.resolve_only_part(lowering)?.schema_kind {
        SchemaKind::Type(SchemaType::String(text)) => match text.enumeration.as_slice() {
            [Some(only)] if !only.is_empty() => Some(only.clone()),
            _ => None,
        },
        _ => None,
    }
}

/// Returns the first property of an object that none of the other alternatives has.
fn own_property(
    lowering: &Lowering<'_>,
    branch: &ReferenceOr<Schema>,
    branches: &[ReferenceOr<Schema>],
) -> Option<String> {
    let others = branches
        .iter()
        .filter(|other| !std::ptr::eq(*other, branch));
    let others: Vec<_> = others
        .flat_map(|other| properties(lowering, other.into()))
        .collect();
    let mut own = properties(lowering, branch.into()).into_iter();
    own.find(|name| !others.contains(name)).map(str::to_owned)
}

fn properties<'s, 'a: 's>(lowering: &Lowering<'a>, schema: SchemaRef<'s>) -> Vec<&'s str> {
    let layers = layers(lowering, schema).into_iter();
    let names = layers.flat_map(|layer| match &layer.schema_kind {
        SchemaKind::Type(SchemaType::Object(object)) => object.properties.keys().collect(),
        SchemaKind::Any(any) => any.properties.keys().collect(),
        _ => Vec::new(),
    });
    names.map(String::as_str).collect()
}

/// Returns the name of a list after its items.
fn list_word(lowering: &Lowering<'_>, branch: &ReferenceOr<Schema>) -> Option<String> {
    match &branch.as_item()?.schema_kind {
        SchemaKind::Type(SchemaType::Array(array)) => {
            let items = own_word(lowering, array.items.as_ref()?.into());
            Some(format!("{items} list"))
        }
        _ => None,
    }
}

/// Returns the kind of values of an alternative.
pub(super) fn kind_word(branch: SchemaRef<'_>) -> String {
    let SchemaRef::Item(schema) = branch else {
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
