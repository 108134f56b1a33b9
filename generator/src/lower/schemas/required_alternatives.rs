//! Alternatives that consist of lists of required properties: `anyOf: [{ required: [a] }, { required: [b] }]`.

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
        is_exclusive: union.keyword == "oneOf",
        sets: sets.collect::<Option<_>>()?,
    })
}
