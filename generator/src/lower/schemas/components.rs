//! Component schemas, each of which is a type.

use openapiv3::ReferenceOr;

use crate::ir::Shape;
use crate::lower::context::{DraftName, Lowering, SchemaSite};

use super::discriminated_bases::{discriminated_union, own_shape};
use super::{lower_schema, personal};

/// Fills in the shapes of the components, whose names and ids are settled before.
pub(in crate::lower) fn lower_components(lowering: &mut Lowering<'_>) {
    let names: Vec<_> = lowering.types.components.keys().cloned().collect();
    names
        .iter()
        .for_each(|name| lower_component(lowering, name));
}

/// Fills in the shape of a component, unless that is done or under way.
pub(super) fn lower_component(lowering: &mut Lowering<'_>, name: &str) {
    let components = lowering.api.components.as_ref();
    let schema = components.and_then(|components| components.schemas.get(name));
    let (Some(schema), Some(&id)) = (schema, lowering.types.components.get(name)) else {
        return;
    };
    if !lowering.types.started.insert(id) {
        return;
    }
    let location = lowering
        .root()
        .join("components")
        .join("schemas")
        .join(name);
    let words = match &lowering.types.get(id).name {
        DraftName::Final(name) => name.plain().to_owned(),
        DraftName::Candidates(_) => name.to_owned(),
    };
    let site = SchemaSite::new(location, words);
    let shape = match schema {
        ReferenceOr::Reference { .. } => Shape::Alias(lower_schema(lowering, schema, &site)),
        ReferenceOr::Item(schema) => {
            let union = discriminated_union(lowering, name, schema, &site);
            let mut shape = union.unwrap_or_else(|| own_shape(lowering, schema, &site));
            personal::marks(lowering).apply(schema, &mut shape);
            shape
        }
    };
    lowering.types.set_shape(id, shape);
}
