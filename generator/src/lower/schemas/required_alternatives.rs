//! Alternatives that consist of lists of required properties: `anyOf: [{ required: [a] }, { required: [b] }]`.

use openapiv3::SchemaData;
use serde_json::Value;

use crate::document;
use crate::ir::RequiredAlternatives;
use crate::lower::context::Lowering;

use super::merged::{MergedParts, PartUnion, alone};

/// Returns the sets of required properties, one list for each union. `None` if an alternative of a
/// union says something else, names a property that the object doesn't have, or requires nothing.
pub(super) fn required_alternatives<'a>(
    lowering: &mut Lowering<'a>,
    object: &MergedParts<'a>,
    unions: &[PartUnion<'a>],
) -> Option<Vec<RequiredAlternatives>> {
    unions
        .iter()
        .map(|union| required_sets(lowering, object, union))
        .collect()
}

/// Returns the properties that are required with others: `dependentRequired: { country: [street, city] }`.
pub(super) fn dependent_required(
    schema: &SchemaData,
) -> impl Iterator<Item = RequiredAlternatives> {
    let dependents = document::dependent_required(schema).into_iter().flatten();
    dependents.filter_map(|(given, names)| {
        let names = names.as_array()?.iter().filter_map(Value::as_str);
        let names: Vec<_> = names.map(str::to_owned).collect();
        (!names.is_empty()).then(|| RequiredAlternatives {
            given: Some(given.clone()),
            is_exclusive: false,
            sets: vec![names],
        })
    })
}

fn required_sets<'a>(
    lowering: &mut Lowering<'a>,
    object: &MergedParts<'a>,
    union: &PartUnion<'a>,
) -> Option<RequiredAlternatives> {
    let sets = union.branches.iter().map(|branch| {
        let alone = alone(lowering, branch, &union.site);
        let mut required = alone.required.iter();
        let is_known = required.all(|name| object.properties.contains_key(name));
        let is_list = alone.is_bare() && alone.unions.is_empty() && !alone.required.is_empty();
        (is_list && is_known).then(|| {
            alone
                .required
                .iter()
                .map(|name| (*name).to_owned())
                .collect()
        })
    });
    Some(RequiredAlternatives {
        given: None,
        is_exclusive: union.keyword == "oneOf",
        sets: sets.collect::<Option<_>>()?,
    })
}
