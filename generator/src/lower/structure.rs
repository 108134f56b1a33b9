//! Objects with properties to structs.

use openapiv3::{AdditionalProperties, ReferenceOr, Schema, SchemaKind};

use crate::ir::{Access, Candidate, Case, Constraints, Field, Name, Presence, Scope, Struct, Type};

use super::constraints::{constraints, default};
use super::personal::Marks;
use super::problem::LowerProblem;
use super::schema::{Schemas, component_name};
use super::site::SchemaSite;

impl<'a> Schemas<'a> {
    /// A struct with these properties, in this order.
    pub(super) fn structure(
        &mut self,
        properties: Vec<Property<'a>>,
        additional: Option<&'a AdditionalProperties>,
        site: &SchemaSite,
    ) -> Struct {
        let mut scope = Scope::new(Case::Snake, RESERVED_FIELDS);
        let wanted: Vec<_> = properties
            .iter()
            .map(|property| Candidate::plain(property.wire))
            .collect();
        let names = scope.claim_all(&wanted);
        let fields = properties.iter().zip(names);
        let fields = fields
            .map(|(property, name)| self.field(property, name))
            .collect();
        let values = match additional {
            Some(AdditionalProperties::Schema(schema)) => match &**schema {
                ReferenceOr::Item(schema) => Some(schema),
                ReferenceOr::Reference { reference } => self.follow(reference),
            },
            _ => None,
        };
        let additional = match additional {
            None | Some(AdditionalProperties::Any(false)) => None,
            Some(AdditionalProperties::Any(true)) => Some(Type::Json),
            Some(AdditionalProperties::Schema(schema)) => {
                let location = site.location.join("additionalProperties");
                Some(self.lower(
                    schema,
                    &SchemaSite::new(location, format!("{} value", site.words)),
                ))
            }
        };
        let is_additional_personal = values.is_some_and(|values| self.marks().cover(values));
        Struct {
            fields,
            is_additional_personal,
            additional: additional.map(|ty| (scope.claim("additional"), ty)),
        }
    }

    fn field(&mut self, property: &Property<'a>, name: Name) -> Field {
        let Property {
            wire,
            schema,
            required,
            site,
        } = property;
        let ty = self.lower_boxed(schema, site);
        let nullable = self.is_nullable(schema);
        let data = match schema {
            ReferenceOr::Item(schema) => Some(&**schema),
            ReferenceOr::Reference { .. } => None,
        };
        let meant = self.meant(schema);
        let default = meant.and_then(default);
        let personal = meant.is_some_and(|schema| self.marks().cover(schema));
        let access = meant.map_or(Access::Full, access);
        Field {
            name,
            wire: (*wire).to_owned(),
            description: data.and_then(|schema| schema.schema_data.description.clone()),
            presence: Presence::new(*required, nullable),
            constraints: self.bounds(data, &ty, site),
            default,
            deprecated: data.is_some_and(|schema| schema.schema_data.deprecated),
            personal,
            access,
            boxed: false,
            ty,
        }
    }

    /// The marks of personal data.
    pub(super) fn marks(&self) -> Marks<'_, impl Fn(&str) -> Option<&'a Schema>> {
        Marks {
            dialect: self.dialect,
            follow: |reference: &str| self.follow(reference),
        }
    }

    /// The schema that stands here, or that of the component that is referred to.
    fn meant<'s>(&'s self, schema: &'s ReferenceOr<Box<Schema>>) -> Option<&'s Schema> {
        match schema {
            ReferenceOr::Item(schema) => Some(schema),
            ReferenceOr::Reference { reference } => self.follow(reference),
        }
    }

    /// The bounds that a schema sets. Bounds that nothing satisfies are none.
    pub(super) fn bounds(
        &mut self,
        schema: Option<&Schema>,
        ty: &Type,
        site: &SchemaSite,
    ) -> Constraints {
        let bounds = schema.map_or_else(Constraints::default, |schema| constraints(schema, ty));
        if bounds.is_contradictory() {
            self.report(site, LowerProblem::CrossedBounds);
            return Constraints::default();
        }
        bounds
    }

    /// Whether null is among the values, here or in the component that is referred to.
    fn is_nullable(&self, schema: &ReferenceOr<Box<Schema>>) -> bool {
        match schema {
            ReferenceOr::Item(schema) => {
                let alone = match &schema.schema_kind {
                    SchemaKind::AllOf { all_of } => match all_of.as_slice() {
                        [ReferenceOr::Reference { reference }] => {
                            self.is_nullable_reference(reference)
                        }
                        _ => false,
                    },
                    _ => false,
                };
                schema.schema_data.nullable || alone
            }
            ReferenceOr::Reference { reference } => self.is_nullable_reference(reference),
        }
    }

    fn is_nullable_reference(&self, reference: &str) -> bool {
        component_name(reference)
            .and_then(|name| self.components.get(&name))
            .is_some_and(|id| self.drafts[id.0].nullable)
    }
}

/// Which way values go.
fn access(schema: &Schema) -> Access {
    match (schema.schema_data.read_only, schema.schema_data.write_only) {
        (true, false) => Access::ReadOnly,
        (false, true) => Access::WriteOnly,
        _ => Access::Full,
    }
}

/// A property on its way to becoming a field.
pub(super) struct Property<'s> {
    pub(super) wire: &'s str,
    pub(super) schema: &'s ReferenceOr<Box<Schema>>,
    pub(super) required: bool,
    pub(super) site: SchemaSite,
}

/// Names that setters can't have because the type has them already.
const RESERVED_FIELDS: &[&str] = &["new", "check"];
