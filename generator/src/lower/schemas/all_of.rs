//! `allOf`: one struct with the properties of all parts.

use openapiv3::{AnySchema, ReferenceOr, Schema, SchemaData, SchemaKind};

use crate::ir::{Shape, Struct, Type};
use crate::lower::context::{Lowering, SchemaRef, SchemaSite, branches};
use crate::lower::problem::LowerProblem;

use super::branch_words::kind_word;
use super::distribution::distributed;
use super::merged::{MergedParts, PartUnion, is_derived, merge_part, merge_parts, merge_untyped};
use super::narrowing::{is_object, narrowest, restricts};
use super::required_alternatives::required_alternatives;
use super::structs::{Declaration, Property, lower_struct, report_unchecked, report_undeclared};
use super::unions::union_shape;
use super::{lower_schema, map_type, schema_shape};

/// Returns one struct with the properties of all parts.
pub(super) fn all_of_shape<'a>(
    lowering: &mut Lowering<'a>,
    parts: &'a [ReferenceOr<Schema>],
    site: &SchemaSite,
) -> Shape {
    let mut telling = parts
        .iter()
        .enumerate()
        .filter(|(_, part)| constrains(part));
    if let (Some((index, part)), None) = (telling.next(), telling.next()) {
        return part_shape(lowering, part.into(), &site.part(index));
    }
    merged_struct(lowering, parts, site)
}

/// Returns one struct with the properties of all parts, even of one part alone.
pub(super) fn merged_struct<'a>(
    lowering: &mut Lowering<'a>,
    parts: &'a [ReferenceOr<Schema>],
    site: &SchemaSite,
) -> Shape {
    let mut merged = MergedParts::default();
    merge_parts(lowering, parts, site, &mut merged);
    merged_shape(lowering, merged, site)
}

/// Returns the shape of a schema with properties beside `allOf`, `oneOf` or `anyOf`.
pub(super) fn composed_shape<'a>(
    lowering: &mut Lowering<'a>,
    schema: &'a Schema,
    any: &'a AnySchema,
    site: &SchemaSite,
) -> Shape {
    let branches = branches(schema);
    if branches
        .iter()
        .any(|branch| is_derived(lowering, branch, schema))
    {
        // The alternatives have its properties already.
        let keyword = if any.one_of.is_empty() {
            "anyOf"
        } else {
            "oneOf"
        };
        let discriminator = schema.schema_data.discriminator.as_ref();
        return union_shape(lowering, keyword, branches, discriminator, site);
    }
    let mut merged = MergedParts::default();
    merge_untyped(lowering, schema.into(), schema, any, site, &mut merged);
    let is_own = |part| matches!(part, SchemaRef::Item(part) if std::ptr::eq(part, schema));
    for union in &mut merged.unions {
        union.is_own = is_own(union.part);
    }
    merged_shape(lowering, merged, site)
}

/// Returns the shape of merged parts: a struct, or a union of structs if some parts have
/// alternatives.
pub(super) fn merged_shape<'a>(
    lowering: &mut Lowering<'a>,
    mut merged: MergedParts<'a>,
    site: &SchemaSite,
) -> Shape {
    let unions = std::mem::take(&mut merged.unions);
    let mut alternatives = Vec::new();
    match unions.as_slice() {
        [] => {}
        [only] if merged.is_bare() && merged.required.is_empty() => {
            return match only.part {
                SchemaRef::Reference(_) => part_shape(lowering, only.part, &only.site),
                SchemaRef::Item(_) => alternatives_shape(lowering, only),
            };
        }
        unions => match required_alternatives(lowering, &merged, unions) {
            Some(found) => alternatives = found,
            None => {
                if let Some(shape) = distributed(lowering, &mut merged, unions) {
                    return shape;
                }
                if merged.properties.is_empty() {
                    return without_properties(lowering, merged, unions, site);
                }
            }
        },
    }
    if merged.properties.is_empty() {
        return without_properties(lowering, merged, &[], site);
    }
    if let Some((other, other_site)) = merged.non_objects.first() {
        let found = kind_word(*other);
        lowering.report(&other_site.location, LowerProblem::MixedTypes { found });
    }
    let MergedParts {
        properties,
        required,
        additional,
        dependents,
        ..
    } = merged;
    alternatives.extend(dependents);
    let properties = properties.into_iter();
    let properties = properties.map(|(wire, declarations)| Property {
        wire,
        required: required.get_index_of(wire),
        declarations,
    });
    let properties = properties.collect();
    let additional = additional.map(|(additional, _)| additional);
    let shape = lower_struct(lowering, properties, additional, site);
    report_undeclared(lowering, &shape, required.iter().copied(), site);
    Shape::Struct(Struct {
        alternatives,
        ..shape
    })
}

/// Returns the shape of merged parts that declare no property: that of the schema's own alternatives if they are
/// narrower than all parts, and otherwise that of the parts.
fn without_properties<'a>(
    lowering: &mut Lowering<'a>,
    mut merged: MergedParts<'a>,
    unions: &[PartUnion<'a>],
    site: &SchemaSite,
) -> Shape {
    let (own, parts): (Vec<_>, Vec<_>) = unions.iter().partition(|union| union.is_own);
    let parts = parts.iter().map(|union| (union.part, union.site.clone()));
    merged.non_objects.extend(parts);
    if merged.non_objects.is_empty() {
        report_unchecked(lowering, merged.required.iter().copied(), site);
    }
    // Lists of required properties, for instance, do not tell the type.
    let (own, weak): (Vec<_>, Vec<_>) = own.into_iter().partition(|union| {
        let mut branches = union.branches.iter();
        branches.any(|branch| restricts(lowering, branch.into()))
    });
    for union in weak {
        let location = union.site.location.join(union.keyword);
        lowering.report(&location, LowerProblem::RequiredAlternatives);
    }
    if let [first, ignored @ ..] = own.as_slice() {
        let mut others = merged.non_objects.iter();
        if others.all(|(other, _)| first.is_narrower(lowering, *other)) {
            for union in ignored {
                let location = union.site.location.join(union.keyword);
                lowering.report(&location, LowerProblem::IgnoredAlternatives);
            }
            return alternatives_shape(lowering, first);
        }
        let found = kind_word(first.part);
        lowering.report(&site.location, LowerProblem::MixedTypes { found });
    }
    non_object_shape(lowering, &merged, site)
}

/// Returns the shape of alternatives beside which nothing is known of the values.
fn alternatives_shape<'a>(lowering: &mut Lowering<'a>, union: &PartUnion<'a>) -> Shape {
    let PartUnion {
        keyword,
        branches,
        discriminator,
        site,
        ..
    } = union;
    union_shape(lowering, keyword, branches, *discriminator, site)
}

fn part_shape<'a>(lowering: &mut Lowering<'a>, part: SchemaRef<'a>, site: &SchemaSite) -> Shape {
    match part {
        SchemaRef::Reference(_) => Shape::Alias(lower_schema(lowering, part, site)),
        SchemaRef::Item(schema) => schema_shape(lowering, schema, site),
    }
}

/// Returns the type of a property that several parts declare: that of the narrowest declaration, or one
/// struct with the properties of all.
pub(super) fn property_type<'a>(
    lowering: &mut Lowering<'a>,
    wire: &str,
    declarations: &[Declaration<'a>],
) -> Type {
    let schemas: Vec<_> = declarations.iter().map(|found| found.schema).collect();
    let narrowest = narrowest(lowering, &schemas);
    let first = &declarations[narrowest.first().copied().unwrap_or_default()];
    if narrowest.len() > 1 {
        let kept = || narrowest.iter().map(|index| &declarations[*index]);
        if kept().all(|found| is_object(lowering, found.schema)) {
            return merged_property(lowering, kept(), &first.site);
        }
        let other = &declarations[narrowest[1]].site;
        let property = wire.to_owned();
        lowering.report(
            &other.location,
            LowerProblem::ConflictingProperty { property },
        );
    }
    lower_schema(lowering, first.schema, &first.site)
}

fn merged_property<'a, 'd>(
    lowering: &mut Lowering<'a>,
    declarations: impl Iterator<Item = &'d Declaration<'a>>,
    site: &SchemaSite,
) -> Type
where
    'a: 'd,
{
    let mut merged = MergedParts::default();
    for declaration in declarations {
        merge_part(lowering, declaration.schema, &declaration.site, &mut merged);
    }
    let shape = merged_shape(lowering, merged, site);
    match shape {
        Shape::Alias(ty) => ty,
        shape => lowering.add_named(&SchemaData::default(), shape, site),
    }
}

/// Returns the shape of an `allOf` without any property: that of its only part that constrains
/// values, or the narrowest.
fn non_object_shape<'a>(
    lowering: &mut Lowering<'a>,
    merged: &MergedParts<'a>,
    site: &SchemaSite,
) -> Shape {
    let others = &merged.non_objects;
    let schemas: Vec<_> = others.iter().map(|(part, _)| *part).collect();
    match narrowest(lowering, &schemas).as_slice() {
        [] => {
            let (additional, site) = match &merged.additional {
                Some((additional, site)) => (Some(*additional), site),
                None => (None, site),
            };
            Shape::Alias(map_type(lowering, additional, site))
        }
        [only] => {
            let (part, site) = &others[*only];
            part_shape(lowering, *part, site)
        }
        [first, ..] => {
            let found = others.iter().map(|(part, _)| kind_word(*part));
            let found = found.collect::<Vec<_>>().join(" and ");
            lowering.report(&site.location, LowerProblem::MixedTypes { found });
            let (part, site) = &others[*first];
            Shape::Alias(lower_schema(lowering, *part, site))
        }
    }
}

/// Whether a part constrains values: one with nothing but a description does not.
pub(super) fn constrains(part: &ReferenceOr<Schema>) -> bool {
    match part {
        ReferenceOr::Item(schema) => schema.schema_kind != SchemaKind::Any(AnySchema::default()),
        ReferenceOr::Reference { .. } => true,
    }
}
