//! The components that files declare, and the names of targets that become components.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::ops::RangeFrom;

use serde_json::Value;

use super::section::Section;
use crate::diagnostics::{Location, Pointer};
use crate::document::files::{Files, references};

/// A component whose content is in another file.
pub(super) struct ExternalComponent {
    pub(super) name: String,
    /// The location of the component, before any reference is followed.
    pub(super) location: Location,
}

/// Returns the components whose content is in another file, by section and location of the content.
/// Of several components with the same content, the first by name is returned.
pub(super) fn external_components(
    files: &Files,
) -> HashMap<(Section, Location), ExternalComponent> {
    let mut external = HashMap::new();
    for section in Section::ALL {
        let components = components(files, section);
        let own = components
            .iter()
            .map(|(name, (location, _))| (name, location, location.clone()));
        let referred = components
            .iter()
            .filter_map(|(name, (location, component))| {
                let members = component.as_object().filter(|members| members.len() == 1)?;
                let target = members.get("$ref")?.as_str()?;
                let named = files.location(&location.file, target).ok()?;
                let (content, _) = files.find(&named).filter(|_| named.file != *files.main())?;
                Some((name, location, content))
            });
        for (name, location, content) in own.chain(referred) {
            if content.file != *files.main() {
                let (name, location) = (name.clone(), location.clone());
                let entry = external.entry((section, content));
                entry.or_insert(ExternalComponent { name, location });
            }
        }
    }
    external
}

/// Returns the components of a section, with their locations: in the document, or where a reference
/// in the section's location leads.
fn components(files: &Files, section: Section) -> BTreeMap<String, (Location, &Value)> {
    let mut found = BTreeMap::new();
    let mut seen = HashSet::new();
    let mut next = files.find(&Location::new(files.main(), section.pointer()));
    while let Some((location, value)) = next.filter(|(location, _)| seen.insert(location.clone())) {
        let members = value.as_object().into_iter().flatten();
        for (name, component) in members.filter(|(name, _)| *name != "$ref") {
            let entry = found.entry(name.clone());
            entry.or_insert_with(|| (location.join(name), component));
        }
        let target = value.get("$ref").and_then(Value::as_str);
        let target = target.and_then(|target| files.target(&location.file, target));
        next = target.and_then(|target| files.find(&target));
    }
    found
}

/// Returns a component name for every target that is not a component, and all names in use. A
/// target has its own name if that is unique, else the name with that of its file, else with a
/// number in the order of files and pointers.
pub(super) fn target_names(files: &Files) -> (HashMap<Location, String>, HashSet<String>) {
    let claimants = claimants(files);
    let mut taken: HashSet<String> = Section::ALL
        .iter()
        .flat_map(|section| components(files, *section).into_keys())
        .collect();
    let mut names = HashMap::new();
    for round in [0, 1] {
        let mut preferred_names: BTreeMap<&str, Vec<&Location>> = BTreeMap::new();
        for Claimant { location, wanted } in claimants.values() {
            if !names.contains_key(location) {
                preferred_names
                    .entry(&wanted[round])
                    .or_default()
                    .push(location);
            }
        }
        for (name, locations) in preferred_names {
            if let [location] = locations.as_slice()
                && taken.insert(name.to_owned())
            {
                names.insert((*location).clone(), name.to_owned());
            }
        }
    }
    let mut numbers: HashMap<String, RangeFrom<usize>> = HashMap::new();
    for Claimant { location, wanted } in claimants.into_values() {
        names.entry(location).or_insert_with(|| {
            let [_, wanted] = wanted;
            let numbers = numbers.entry(wanted.clone()).or_insert(SECOND..);
            number(&wanted, numbers, &mut taken)
        });
    }
    (names, taken)
}

/// Returns the name with the first number that makes it unique.
pub(super) fn numbered(wanted: &str, taken: &mut HashSet<String>) -> String {
    number(wanted, &mut (SECOND..), taken)
}

/// The number of the second claimant of a name.
const SECOND: usize = 2;

/// Returns the name with the first of the numbers that makes it unique.
fn number(wanted: &str, numbers: &mut RangeFrom<usize>, taken: &mut HashSet<String>) -> String {
    let mut numbered = numbers.map(|number| format!("{wanted}{number}"));
    let free = numbered.find(|name| taken.insert(name.clone()));
    free.unwrap_or_else(|| wanted.to_owned())
}

/// A target that may become a component, and its preferred names, best first.
struct Claimant {
    location: Location,
    wanted: [String; 2],
}

/// Returns the claimants by path and pointer, which do not depend on the location of the project.
fn claimants(files: &Files) -> BTreeMap<(String, Pointer), Claimant> {
    let mut claimants = BTreeMap::new();
    for (from, value) in files.values() {
        let targets = references(value).into_iter();
        for location in targets.filter_map(|target| files.target(from, target)) {
            let is_outside = location.file != *files.main();
            if !is_outside
                && Section::ALL
                    .iter()
                    .any(|section| section.component(&location.pointer).is_some())
            {
                continue;
            }
            let path = files.path(&location.file).to_owned();
            let [own, with_file] = preferred_names(&path, &location.pointer);
            let second = if is_outside { with_file } else { own.clone() };
            let wanted = [own, second];
            claimants
                .entry((path, location.pointer.clone()))
                .or_insert(Claimant { location, wanted });
        }
    }
    claimants
}

/// Returns the last part of a pointer that names something, or the name of the file; and the two
/// together, or with the folder's.
fn preferred_names(path: &str, pointer: &Pointer) -> [String; 2] {
    let (folders, file) = path.rsplit_once('/').unwrap_or(("", path));
    let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
    let tokens: Vec<String> = pointer.tokens().collect();
    let own = tokens.iter().rfind(|token| is_telling(token));
    match own {
        Some(own) => [own.clone(), format!("{stem}_{own}")],
        None => {
            let folder = folders.rsplit('/').next().unwrap_or_default();
            [stem.to_owned(), format!("{folder}_{stem}")]
        }
    }
}

/// Whether a part of a pointer names something: it is neither a number nor a keyword that leads to a part
/// of a schema.
fn is_telling(token: &str) -> bool {
    const PARTS: [&str; 6] = [
        "allOf",
        "anyOf",
        "oneOf",
        "items",
        "properties",
        "additionalProperties",
    ];
    !token.is_empty() && token.parse::<usize>().is_err() && !PARTS.contains(&token)
}
