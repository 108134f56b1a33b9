//! Imports, and their order.

use std::cmp::Ordering;

use super::super::tree::{Use, UseEnd};
use super::list::fill;
use super::shape::{Shape, width};

/// Returns an import, from `use` to `;`.
pub(super) fn line(tree: &Use, shape: Shape) -> String {
    let room = shape.after(4).and_then(|shape| shape.before(1));
    let tree = text(&sorted(tree.clone()), room.unwrap_or(shape));
    format!("use {tree};")
}

/// Sorts imports as they are written. Names in braces are sorted too.
pub(super) fn compare(left: &Use, right: &Use) -> Ordering {
    compare_sorted(&sorted(left.clone()), &sorted(right.clone()))
}

/// Returns the tree with sorted groups, and without braces around a single name.
fn sorted(mut tree: Use) -> Use {
    let UseEnd::Group(trees) = tree.end else {
        return tree;
    };
    let mut trees: Vec<_> = trees.into_iter().map(sorted).collect();
    trees.sort_by(compare_sorted);
    match <[Use; 1]>::try_from(trees) {
        Ok([only]) => {
            tree.segments.extend(only.segments);
            tree.end = only.end;
        }
        Err(trees) => tree.end = UseEnd::Group(trees),
    }
    tree
}

fn compare_sorted(left: &Use, right: &Use) -> Ordering {
    let mut others = right.segments.iter();
    for segment in &left.segments {
        let Some(other) = others.next() else {
            return match right.end {
                UseEnd::Name => Ordering::Greater,
                UseEnd::Glob | UseEnd::Group(_) => Ordering::Less,
            };
        };
        let order = compare_segments(segment, other);
        if order != Ordering::Equal {
            return order;
        }
    }
    match (&left.end, others.next(), &right.end) {
        (UseEnd::Name, None, UseEnd::Name) => Ordering::Equal,
        (UseEnd::Name, _, _) => Ordering::Less,
        (_, Some(_), _) | (_, None, UseEnd::Name) => Ordering::Greater,
        (left, None, right) => compare_ends(left, right),
    }
}

fn compare_ends(left: &UseEnd, right: &UseEnd) -> Ordering {
    match (left, right) {
        (UseEnd::Group(left), UseEnd::Group(right)) => {
            let pairs = left.iter().zip(right);
            let orders = pairs.map(|(left, right)| compare_sorted(left, right));
            let found = orders.fold(Ordering::Equal, Ordering::then);
            found.then(left.len().cmp(&right.len()))
        }
        (UseEnd::Glob, UseEnd::Group(_)) => Ordering::Less,
        (UseEnd::Group(_), UseEnd::Glob) => Ordering::Greater,
        _ => Ordering::Equal,
    }
}

fn compare_segments(left: &str, right: &str) -> Ordering {
    let rank = |segment: &str| match segment {
        "self" => 0,
        "super" => 1,
        "crate" => 2,
        _ => 3,
    };
    rank(left)
        .cmp(&rank(right))
        .then_with(|| compare_versions(left, right))
}

/// Compares names so that numbers in them are in their order, and `_` precedes all else.
fn compare_versions(left: &str, right: &str) -> Ordering {
    let (mut left_parts, mut right_parts) = (parts(left), parts(right));
    let mut zeros = Ordering::Equal;
    loop {
        let order = match (left_parts.next(), right_parts.next()) {
            (None, None) => return zeros,
            (None, Some(_)) => return Ordering::Less,
            (Some(_), None) => return Ordering::Greater,
            (Some("_"), Some("_")) => Ordering::Equal,
            (Some("_"), Some(_)) => Ordering::Less,
            (Some(_), Some("_")) => Ordering::Greater,
            (Some(left), Some(right)) => match (number(left), number(right)) {
                (Some(one), Some(other)) => {
                    // More zeros at the start come first, unless something else decides.
                    zeros = zeros.then(right.len().cmp(&left.len()));
                    one.len().cmp(&other.len()).then(one.cmp(other))
                }
                _ => left.cmp(right),
            },
        };
        if order != Ordering::Equal {
            return order;
        }
    }
}

/// Returns the digits of a number, without zeros at the start.
fn number(part: &str) -> Option<&str> {
    let is_number = part.starts_with(|char: char| char.is_ascii_digit());
    is_number.then(|| part.trim_start_matches('0'))
}

/// Splits a name into runs of digits, runs of other characters, and single `_`.
fn parts(name: &str) -> impl Iterator<Item = &str> {
    let mut rest = name.trim_start_matches("r#");
    std::iter::from_fn(move || {
        let first = rest.chars().next()?;
        let end = match first {
            '_' => 1,
            _ => {
                let is_digit = first.is_ascii_digit();
                let ends = |char: char| char == '_' || char.is_ascii_digit() != is_digit;
                rest.find(ends).unwrap_or(rest.len())
            }
        };
        let (part, after) = rest.split_at(end);
        rest = after;
        Some(part)
    })
}

fn text(tree: &Use, shape: Shape) -> String {
    let mut path = tree.segments.join("::");
    if !path.is_empty() && tree.end != UseEnd::Name {
        path.push_str("::");
    }
    match &tree.end {
        UseEnd::Name => path,
        UseEnd::Glob => format!("{path}*"),
        UseEnd::Group(trees) => {
            let inner = shape.after(width(&path)).unwrap_or(shape.with_width(0));
            format!("{path}{}", group(trees, inner))
        }
    }
}

/// Returns names in braces: on one line, else as many on each line as fit.
fn group(trees: &[Use], shape: Shape) -> String {
    let nested = shape.nested();
    let texts: Vec<_> = trees.iter().map(|tree| text(tree, nested)).collect();
    let has_groups = texts.iter().any(|text| text.contains('{'));
    let one_line = texts.join(", ");
    if !has_groups && width(&one_line) + 4 <= shape.width {
        return format!("{{{one_line}}}");
    }
    let (line, end) = (
        nested.break_line(),
        shape.line_at(shape.indent).break_line(),
    );
    let names = match has_groups {
        true => texts.join(&format!(",{line}")),
        false => fill(&texts, nested.with_width(nested.width.saturating_sub(1))),
    };
    format!("{{{line}{names},{end}}}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_compared_with_their_numbers() {
        let mut names = [
            "b", "a10", "a2", "r#a3", "a_b", "ab", "A", "a02", "Self2", "Self_",
        ];
        names.sort_by(|left, right| compare_versions(left, right));
        let sorted = [
            "A", "Self_", "Self2", "a_b", "a02", "a2", "r#a3", "a10", "ab", "b",
        ];
        assert_eq!(names, sorted);
    }
}
