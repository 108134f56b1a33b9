//! The arguments of constructors and methods.

use super::matching::Matches;
use super::model::{Aspect, Change, SourceLevel};
use crate::surface::Item;

/// Judges a function whose signature is another.
pub(super) fn changed(matches: &Matches<'_>, was: &Item, is: &Item) -> Change {
    let with = |item: &Item, signature: String| Item {
        signature,
        ..item.clone()
    };
    let old = with(was, matches.signature_before(was));
    let new = with(is, matches.signature_after(is));
    let mut change = Change::new(Aspect::Signature, Some(was), Some(is), SourceLevel::Major);
    if old.argument_types() != new.argument_types() || old.result() != new.result() {
        change.summary = format!(
            "`{}` changed from `{}` to `{}`.",
            was.path, old.signature, new.signature
        );
        return change;
    }
    let (mut before, mut after) = (was.arguments(), is.arguments());
    change.summary = format!(
        "The names of the arguments of `{}` were `{}` and are `{}`.",
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
            .push_str(" Their types are the same, so calls compile and pass wrong values.");
    } else {
        change
            .summary
            .push_str(" Their types are the same, so calls compile.");
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
