//! The arguments of constructors and methods.

use super::matching::Matches;
use super::model::{Aspect, Change, SourceLevel};
use crate::surface::Item;

/// Judges a function whose signature is another.
pub(super) fn changed(matches: &Matches<'_>, was: &Item, is: &Item) -> Change {
    let old = matches.renamed_types(&was.signature);
    let old_types = {
        let renamed = Item {
            signature: old.clone(),
            ..was.clone()
        };
        renamed
            .argument_types()
            .into_iter()
            .map(str::to_owned)
            .collect::<Vec<_>>()
    };
    let old_result = old.rsplit_once(") -> ").map_or("", |(_, ty)| ty);
    let mut change = Change::new(Aspect::Signature, Some(was), Some(is), SourceLevel::Major);
    let same_types = old_types == is.argument_types();
    if !same_types || old_result != is.result() {
        change.summary = format!("`{}` changed from `{old}` to `{}`.", was.path, is.signature);
        return change;
    }
    let (mut before, mut after) = (was.arguments(), is.arguments());
    change.summary = format!(
        "The arguments of `{}` were `{}` and are `{}`.",
        was.path,
        before.join(", "),
        after.join(", ")
    );
    change.source = SourceLevel::Patch;
    before.sort_unstable();
    after.sort_unstable();
    if before == after {
        change.aspect = Aspect::Order;
        change.is_silent = true;
        change.changes_wire = true;
        change
            .summary
            .push_str(" They have the same types, so calls compile and pass wrong values.");
    } else {
        change
            .summary
            .push_str(" They have the same types, so calls compile.");
    }
    change
}

/// Whether code that passes what the old setter took compiles with the new one.
pub(super) fn is_widened(old: &str, new: &str) -> bool {
    let inner = new
        .strip_prefix("impl Into<")
        .and_then(|rest| rest.strip_suffix('>'));
    let inner = inner.map(|ty| {
        let nullable = ty.strip_prefix("runtime::Nullable<");
        nullable.and_then(|ty| ty.strip_suffix('>')).unwrap_or(ty)
    });
    inner == Some(old)
}
