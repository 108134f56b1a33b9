//! No silence: every keyword of a document changes the crate, is reported, or is listed as harmless.
//!
//! For each keyword of OpenAPI 3.0, 3.1 and 3.2 and of JSON Schema 2020-12, and for each position of its
//! object, one document has the keyword and another lacks it. The two must differ in the generated files or in
//! the diagnostics, unless [`HARMLESS_KEYWORDS`] lists the keyword; and each entry of that list must be needed.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that meets something unexpected shall fail"
)]

mod probe;
#[path = "../support/mod.rs"]
mod support;

use std::collections::BTreeSet;
use std::sync::Mutex;
use std::thread;

use probe::{Object, Probe, Verdict};
use sdksmith::document::{HARMLESS_KEYWORDS, HarmlessKeywords};

#[test]
fn every_keyword_is_honoured_reported_or_harmless() {
    let silent = silent_keywords();
    let listed = |found: &&Silent| HARMLESS_KEYWORDS.iter().any(|entry| covers(entry, found));
    let unlisted: Vec<_> = silent.iter().filter(|found| !listed(found)).collect();
    assert!(
        unlisted.is_empty(),
        "honour or report these keywords, or list them as harmless: {unlisted:#?}"
    );
    let entries = HARMLESS_KEYWORDS.iter().flat_map(single_entries);
    let needless = entries.filter(|entry| !silent.iter().any(|found| covers(entry, found)));
    let needless: Vec<_> = needless.collect();
    assert!(
        needless.is_empty(),
        "these keywords are listed as harmless, but have an effect or are reported: {needless:#?}"
    );
}

#[test]
fn unknown_keywords_are_reported_with_the_spelling_that_is_meant() {
    let document = support::document(
        "paths:
  /things:
    get:
      responses: { '204': { description: Done. } }
      parameters:
      - { name: a, in: query, schema: { type: string, maxLenght: 1 } }
      - { name: b, in: query, schema: { type: string, maxLenght: 2 }, collectionFormat: csv, x-a: 1 }
",
    );
    insta::assert_snapshot!(support::diagnostics(&support::input(&document)));
}

/// The keywords that no version of OpenAPI defines at their object.
const UNKNOWN: &[&str] = &["unknwon", "maxLenght", "id", "consumes", "collectionFormat"];

/// A keyword that changes nothing and is not reported.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Silent {
    object: String,
    position: String,
    keyword: String,
}

/// Tries every keyword in every position, on two threads.
fn silent_keywords() -> BTreeSet<Silent> {
    let objects: Vec<Object> = serde_yaml::from_str(include_str!("objects.yaml")).unwrap();
    let open = Mutex::new(objects);
    let found = Mutex::new(BTreeSet::new());
    let work = || {
        loop {
            let Some(object) = open.lock().unwrap().pop() else {
                return;
            };
            let silent = silent_keywords_of(&object);
            found.lock().unwrap().extend(silent);
        }
    };
    thread::scope(|scope| {
        scope.spawn(work);
        scope.spawn(work);
    });
    found.into_inner().unwrap()
}

fn silent_keywords_of(object: &Object) -> Vec<Silent> {
    let mut silent = Vec::new();
    for (position, document) in &object.positions {
        let mut probe = Probe::new(document);
        for keyword in &object.keywords {
            let verdict = probe.verdict(keyword);
            // Each kind of flow has keywords of its own.
            if object.name != "a flow" {
                assert_eq!(
                    verdict == Verdict::Unknown,
                    UNKNOWN.contains(&keyword.name.as_str()),
                    "`{}` in {}",
                    keyword.name,
                    object.name
                );
            }
            if verdict == Verdict::Silent {
                silent.push(Silent {
                    object: object.name.clone(),
                    position: position.clone(),
                    keyword: keyword.name.clone(),
                });
            }
        }
    }
    silent
}

/// Whether an entry of the list names a silent keyword.
fn covers(entry: &HarmlessKeywords, found: &Silent) -> bool {
    let is_in = |list: &[&str], name: &str| list.is_empty() || list.contains(&name);
    entry.object == found.object
        && is_in(entry.positions, &found.position)
        && is_in(entry.keywords, &found.keyword)
}

/// An entry as one for each of its keywords and positions.
fn single_entries(entry: &'static HarmlessKeywords) -> Vec<HarmlessKeywords> {
    let single = |list: &'static [&'static str]| match list {
        [] => vec![list],
        _ => list.chunks(1).collect(),
    };
    let positions = single(entry.positions).into_iter();
    let entries = positions.flat_map(|positions| {
        let keywords = single(entry.keywords).into_iter();
        keywords.map(move |keywords| {
            let mut entry = *entry;
            entry.positions = positions;
            entry.keywords = keywords;
            entry
        })
    });
    entries.collect()
}
