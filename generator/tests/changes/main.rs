//! The meaning of a document's changes for users of the crate.

#![allow(
    clippy::unwrap_used,
    reason = "a test that meets something unexpected shall fail"
)]

#[path = "../support/mod.rs"]
mod support;

mod cases;
mod choices;
mod known;
mod renames;
mod reports;
mod streams;
mod swaps;

use sdksmith::change::{Change, compare};
use sdksmith::surface::Surface;

use support::{input, output};

/// Returns the API of a document, with the names of an earlier one.
fn surface(text: &str, lock: Option<&Surface>) -> Surface {
    let mut input = input(text);
    input.lock = lock.cloned();
    output(&input).surface
}

/// Returns the changes between two versions of a document.
fn changes(old: &str, new: &str) -> Vec<Change> {
    let old = surface(old, None);
    compare(&old, &surface(new, Some(&old)))
}

/// A change on one line.
fn line(change: &Change) -> String {
    let silent = if change.is_silent { ", silent" } else { "" };
    let wire = if change.changes_wire { ", wire" } else { "" };
    let keep = change.keep.as_ref();
    let keep = keep.map_or_else(String::new, |keep| {
        format!(" [{}: {}]", keep.table, keep.line)
    });
    format!("{}{wire}{silent}: {}{keep}", change.source, change.summary)
}
