//! Objects with properties become structs.

use openapiv3::AdditionalProperties;
use serde_json::Value;

use crate::document;
use crate::ir::{
    Candidate, Case, Constraints, Field, Name, Presence, Scope, Struct, Type, reserved,
};
use crate::lower::context::{Lowering, SchemaRef, SchemaSite, layers};
use crate::lower::extensions::FIXED_VALUE;
use crate::lower::problem::LowerProblem;

use super::all_of::property_type;
use super::constraints::constraints;
use super::element_type;
use super::facts::{Facts, is_nullable};
use super::personal::is_personal;

/// Returns a struct with these properties, in this order.
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
        Some(AdditionalProperties::Schema(schema)) => Some(SchemaRef::from(&**schema)),
        _ => None,
    };
    let is_additional_personal = values.is_some_and(|values| is_personal(lowering, values));
    let value_site = site.additional();
    let additional_constraints = values.map(|values| constraints(lowering, values, &value_site));
    let additional = match additional {
        None | Some(AdditionalProperties::Any(false)) => None,
        Some(AdditionalProperties::Any(true)) => Some(Type::Json),
        Some(AdditionalProperties::Schema(schema)) => {
            Some(element_type(lowering, (&**schema).into(), &value_site))
        }
    };
    Struct {
        fields,
        is_additional_personal,
        alternatives: Vec::new(),
        additional_constraints: Box::new(additional_constraints.unwrap_or_default()),
        additional: additional.map(|ty| (scope.claim("additional"), ty)),
    }
}

/// Reports the required properties that are none of a struct's fields.
pub(super) fn report_undeclared<'n>(
    lowering: &mut Lowering<'_>,
    shape: &Struct,
    required: impl Iterator<Item = &'n str>,
    site: &SchemaSite,
) {
    let is_declared = |name: &str| shape.fields.iter().any(|field| field.wire == name);
    let undeclared = required.filter(|name| !is_declared(name));
    match shape.additional {
        Some(_) => report_unchecked(lowering, undeclared, site),
        None => {
            for name in undeclared {
                if !lowering.is_selected_by(name, site) {
                    let property = name.to_owned();
                    let problem = LowerProblem::UndeclaredRequired { property };
                    lowering.report(&site.location, problem);
                }
            }
        }
    }
}

/// Reports the required properties among those that an object does not declare.
pub(super) fn report_unchecked<'n>(
    lowering: &mut Lowering<'_>,
    required: impl Iterator<Item = &'n str>,
    site: &SchemaSite,
) {
    for name in required {
        if !lowering.is_selected_by(name, site) {
            let property = name.to_owned();
            let problem = LowerProblem::UncheckedRequired { property };
            lowering.report(&site.location, problem);
        }
    }
}

fn lower_field<'a>(lowering: &mut Lowering<'a>, property: &Property<'a>, name: Name) -> Field {
    let Property {
        wire,
        declarations,
        required,
    } = property;
    let ty = property_type(lowering, wire, declarations);
    let constraints = declarations.iter().map(|found| {
        let Declaration { schema, site } = found;
        constraints(lowering, *schema, site)
    });
    let constraints = constraints.reduce(Constraints::and);
    let schemas = || declarations.iter().map(|found| found.schema);
    let facts = schemas().map(|schema| Facts::of(lowering, schema));
    let facts = facts.reduce(Facts::or).unwrap_or_default();
    let is_nullable = schemas().all(|schema| is_nullable(lowering, schema));
    Field {
        name,
        wire: (*wire).to_owned(),
        description: facts.description,
        presence: Presence::new(required.is_some(), is_nullable),
        position: required.unwrap_or(usize::MAX),
        constraints: constraints.unwrap_or_default(),
        is_constant: schemas().any(|schema| is_constant(lowering, schema)),
        default: facts.default,
        deprecated: facts.deprecated,
        personal: schemas().any(|schema| is_personal(lowering, schema)),
        access: facts.access,
        boxed: false,
        ty,
    }
}

/// Whether a schema, the component behind a reference or a part of an `allOf` fixes the value.
fn is_constant(lowering: &Lowering<'_>, schema: SchemaRef<'_>) -> bool {
    layers(lowering, schema).into_iter().any(|layer| {
        let data = &layer.schema_data;
        document::is_constant(data) || data.extensions.get(FIXED_VALUE) == Some(&Value::Bool(true))
    })
}

/// A property that becomes a field.
pub(super) struct Property<'s> {
    pub(super) wire: &'s str,
    /// Its declarations: one, or one in each of several parts of an `allOf`.
    pub(super) declarations: Vec<Declaration<'s>>,
    /// The position among the required properties, in the order in which the document requires them.
    pub(super) required: Option<usize>,
}

/// A declaration of a property.
#[derive(Clone)]
pub(super) struct Declaration<'s> {
    pub(super) schema: SchemaRef<'s>,
    pub(super) site: SchemaSite,
}
