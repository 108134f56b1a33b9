//! Objects with properties become structs.

use openapiv3::{AdditionalProperties, ReferenceOr, Schema, SchemaKind};

use crate::ir::{
    Access, Candidate, Case, Constraints, Field, Name, Presence, Scope, Struct, Type, reserved,
};
use crate::lower::context::{Lowering, SchemaSite, component_name, referenced_schema};
use crate::lower::problem::LowerProblem;

use super::constraints::{constraints, default};
use super::personal::is_personal;
use super::{lower_boxed_schema, lower_schema};

/// A struct with these properties, in this order.
pub(super) fn lower_struct<'a>(
    lowering: &mut Lowering<'a>,
    properties: Vec<Property<'a>>,
    additional: Option<&'a AdditionalProperties>,
    site: &SchemaSite,
) -> Struct {
    let mut scope = Scope::new(Case::Snake, reserved::FIELDS);
    let wanted: Vec<_> = properties
        .iter()
        .map(|property| Candidate::plain(property.wire))
        .collect();
    let names = scope.claim_all(&wanted);
    let fields = properties.iter().zip(names);
    let fields = fields
        .map(|(property, name)| lower_field(lowering, property, name))
        .collect();
    let values = match additional {
        Some(AdditionalProperties::Schema(schema)) => match &**schema {
            ReferenceOr::Item(schema) => Some(schema),
            ReferenceOr::Reference { reference } => referenced_schema(lowering, reference),
        },
        _ => None,
    };
    let is_additional_personal = values.is_some_and(|values| is_personal(lowering, values));
    let additional = match additional {
        None | Some(AdditionalProperties::Any(false)) => None,
        Some(AdditionalProperties::Any(true)) => Some(Type::Json),
        Some(AdditionalProperties::Schema(schema)) => {
            Some(lower_schema(lowering, schema, &site.additional()))
        }
    };
    Struct {
        fields,
        is_additional_personal,
        additional: additional.map(|ty| (scope.claim("additional"), ty)),
    }
}

fn lower_field<'a>(lowering: &mut Lowering<'a>, property: &Property<'a>, name: Name) -> Field {
    let Property {
        wire,
        schema,
        required,
        site,
    } = property;
    let ty = lower_boxed_schema(lowering, schema, site);
    let nullable = is_nullable(lowering, schema);
    let data = match schema {
        ReferenceOr::Item(schema) => Some(&**schema),
        ReferenceOr::Reference { .. } => None,
    };
    let target = target_schema(lowering, schema);
    let default = target.and_then(default);
    let access = target.map_or(Access::Full, access);
    Field {
        name,
        wire: (*wire).to_owned(),
        description: data.and_then(|schema| schema.schema_data.description.clone()),
        presence: Presence::new(*required, nullable),
        constraints: checked_constraints(lowering, data, &ty, site),
        default,
        deprecated: data.is_some_and(|schema| schema.schema_data.deprecated),
        personal: target.is_some_and(|schema| is_personal(lowering, schema)),
        access,
        boxed: false,
        ty,
    }
}

/// The inline schema, or the schema of the referenced component.
fn target_schema<'s>(
    lowering: &Lowering<'s>,
    schema: &'s ReferenceOr<Box<Schema>>,
) -> Option<&'s Schema> {
    match schema {
        ReferenceOr::Item(schema) => Some(schema),
        ReferenceOr::Reference { reference } => referenced_schema(lowering, reference),
    }
}

/// The constraints of a schema; contradictory ones are reported and left out.
pub(in crate::lower) fn checked_constraints(
    lowering: &mut Lowering<'_>,
    schema: Option<&Schema>,
    ty: &Type,
    site: &SchemaSite,
) -> Constraints {
    let bounds = schema.map_or_else(Constraints::default, |schema| constraints(schema, ty));
    if bounds.is_contradictory() {
        lowering.report(&site.location, LowerProblem::CrossedBounds);
        return Constraints::default();
    }
    bounds
}

/// Whether the schema or the referenced component admits null.
fn is_nullable(lowering: &Lowering<'_>, schema: &ReferenceOr<Box<Schema>>) -> bool {
    match schema {
        ReferenceOr::Item(schema) => {
            let alone = match &schema.schema_kind {
                SchemaKind::AllOf { all_of } => match all_of.as_slice() {
                    [ReferenceOr::Reference { reference }] => {
                        is_nullable_reference(lowering, reference)
                    }
                    _ => false,
                },
                _ => false,
            };
            schema.schema_data.nullable || alone
        }
        ReferenceOr::Reference { reference } => is_nullable_reference(lowering, reference),
    }
}

fn is_nullable_reference(lowering: &Lowering<'_>, reference: &str) -> bool {
    component_name(reference)
        .and_then(|name| lowering.types.components.get(&name))
        .is_some_and(|id| lowering.types.get(*id).nullable)
}

/// The direction of a property's values.
fn access(schema: &Schema) -> Access {
    match (schema.schema_data.read_only, schema.schema_data.write_only) {
        (true, false) => Access::ReadOnly,
        (false, true) => Access::WriteOnly,
        _ => Access::Full,
    }
}

/// A property that becomes a field.
pub(super) struct Property<'s> {
    pub(super) wire: &'s str,
    pub(super) schema: &'s ReferenceOr<Box<Schema>>,
    pub(super) required: bool,
    pub(super) site: SchemaSite,
}
