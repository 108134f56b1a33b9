//! Types that were renamed and edited at once: those that share most of their members.

use std::collections::{BTreeMap, BTreeSet};

use super::keys::members;
use crate::surface::{Item, ItemKind, Surface};

/// The least number of members that two types have in common.
const MIN_COMMON: usize = 3;

/// The least share of the members of both types that are the same, in percent.
const MIN_SHARE: usize = 60;

/// Pairs the types that are gone with the new ones that are most like them.
pub(super) fn pairs<'a>(
    old: &'a Surface,
    lost: &[&'a Item],
    new: &'a Surface,
    found: &[&'a Item],
) -> Vec<(&'a Item, &'a Item)> {
    let mut candidates = Vec::new();
    let shapes: Vec<_> = found.iter().map(|item| shape(new, item)).collect();
    for was in lost {
        let before = shape(old, was);
        for (is, after) in found.iter().zip(&shapes) {
            if let Some(share) = similarity(was, &before, is, after) {
                candidates.push((share, *was, *is));
            }
        }
    }
    best(candidates)
}

/// Returns the pairs with the greatest similarity in which no type occurs twice. Two that are equally
/// like a type are no pair of it.
fn best<'a>(mut candidates: Vec<(usize, &'a Item, &'a Item)>) -> Vec<(&'a Item, &'a Item)> {
    candidates.sort_by_key(|(share, was, is)| (usize::MAX - share, &was.path, &is.path));
    let mut counts = BTreeMap::<(usize, &str), usize>::new();
    for (share, was, is) in &candidates {
        *counts.entry((*share, was.path.as_str())).or_default() += 1;
        *counts.entry((*share, is.path.as_str())).or_default() += 1;
    }
    let mut taken = BTreeSet::new();
    let mut pairs = Vec::new();
    for (share, was, is) in candidates {
        let is_only = |item: &Item| counts.get(&(share, item.path.as_str())) == Some(&1);
        let is_clear = is_only(was) && is_only(is);
        if is_clear && !taken.contains(&was.path) && !taken.contains(&is.path) {
            pairs.push((was, is));
        }
        taken.extend([&was.path, &is.path]);
    }
    pairs
}

/// Fields and variants: what else a type has follows from them.
fn shape(surface: &Surface, item: &Item) -> BTreeSet<String> {
    let word = |kind: ItemKind| format!(" {kind} ");
    let kinds = [word(ItemKind::Field), word(ItemKind::Variant)];
    let members = members(surface, item).into_iter();
    let own = members.filter(|member| kinds.iter().any(|kind| member.contains(kind)));
    own.collect()
}

/// Returns the share of members that two types have in common, in percent, if they may be the same
/// type.
fn similarity(
    was: &Item,
    before: &BTreeSet<String>,
    is: &Item,
    after: &BTreeSet<String>,
) -> Option<usize> {
    let is_operation = |item: &Item| item.origin.starts_with("operation ");
    let may_be_same =
        was.kind == is.kind && was.module() == is.module() && is_operation(was) == is_operation(is);
    if !may_be_same {
        return None;
    }
    let common = before.intersection(after).count();
    let all = before.union(after).count();
    let share = common * 100 / all.max(1);
    (common >= MIN_COMMON && share >= MIN_SHARE).then_some(share)
}
