//! The targets of references so far, and the names of those that become components.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::ops::RangeFrom;

use serde_json::Value;

use super::grammar::Grammar;
use super::section::Section;
use crate::diagnostics::{Location, Pointer};
use crate::document::files::{Files, references};
use crate::document::origins::Origins;
use crate::document::text::measure;

/// The number of values that repeated copies of targets may contain in total.
const MAX_COPIED: usize = 200_000;

/// The same limit for targets that can become components. Targets beyond the limit become
/// components, because a large or frequent target is better shared.
const MAX_REPEATED: usize = 2_000;

/// The number of other copies that may surround a copy of such a target.
const MAX_NESTED: usize = 5;

/// The targets of references so far.
pub(super) struct Targets {
    /// The targets whose copies are being made, outermost first.
    pub(super) copying: Vec<Location>,
    /// The targets that have been copied.
    copied: HashSet<Location>,
    /// The number of values that may still be copied from targets that can become components.
    repeats: usize,
    /// The number of values that may still be copied from other targets.
    room: usize,
    /// The targets that become components, in the order of discovery.
    pub(super) waiting: Vec<Hoisted>,
    /// The references that were kept, and the components that they lead to.
    pub(super) kept: Vec<(Location, Pointer)>,
    /// The origins of the parts that come from elsewhere.
    pub(super) origins: Origins,
    hoisted: HashSet<(Section, Location)>,
    homes: HashMap<(Section, Location), Home>,
    names: HashMap<Location, String>,
    /// The names of components and targets.
    taken: HashSet<String>,
}

/// A target that becomes a component.
#[derive(Clone)]
pub(super) struct Hoisted {
    pub(super) section: Section,
    pub(super) grammar: &'static Grammar,
    /// Its location.
    pub(super) target: Location,
    /// The name of the component.
    pub(super) name: String,
}

impl Targets {
    pub(super) fn new(files: &Files) -> Self {
        let (names, taken) = names(files);
        Self {
            copying: Vec::new(),
            copied: HashSet::new(),
            repeats: MAX_REPEATED,
            room: MAX_COPIED,
            waiting: Vec::new(),
            kept: Vec::new(),
            origins: Origins::new(files.main()),
            hoisted: HashSet::new(),
            homes: homes(files),
            names,
            taken,
        }
    }

    /// Whether a target may be copied. The first copy of each target is free where it is not nested
    /// too deep, because single copies cannot multiply.
    pub(super) fn take_room(
        &mut self,
        section: Option<Section>,
        target: &Location,
        value: &Value,
    ) -> bool {
        if section.is_some() && self.copying.len() > MAX_NESTED {
            return false;
        }
        if self.copied.insert(target.clone()) {
            return true;
        }
        let room = match section {
            Some(_) => &mut self.repeats,
            None => &mut self.room,
        };
        let left = room.checked_sub(measure(value).values);
        *room = left.unwrap_or(*room);
        left.is_some()
    }

    /// Returns the name of the component that a target becomes.
    pub(super) fn hoist(
        &mut self,
        section: Section,
        grammar: &'static Grammar,
        target: &Location,
    ) -> String {
        if let Some(home) = self.homes.get(&(section, target.clone())) {
            return home.name.clone();
        }
        let name = self.name(target);
        if self.hoisted.insert((section, target.clone())) {
            self.waiting.push(Hoisted {
                section,
                grammar,
                target: target.clone(),
                name: name.clone(),
            });
        }
        name
    }

    /// Returns the name of a target as a component. A component of another section has no such name
    /// yet, and is named after its location.
    fn name(&mut self, target: &Location) -> String {
        let taken = &mut self.taken;
        let name = self.names.entry(target.clone()).or_insert_with(|| {
            let wanted = target.pointer.tokens().collect::<Vec<_>>().join("_");
            if taken.insert(wanted.clone()) {
                return wanted;
            }
            number(&wanted, &mut (SECOND..), taken)
        });
        name.clone()
    }

    /// Whether the target of a reference is the content of the component that consists of the
    /// reference.
    pub(super) fn is_home(&self, section: Section, target: &Location, holder: &Location) -> bool {
        let home = self.homes.get(&(section, target.clone()));
        home.is_some_and(|home| home.location == *holder)
    }
}

/// A component whose content is in another file.
struct Home {
    name: String,
    /// The location of the component, before any reference is followed.
    location: Location,
}

/// Returns the components whose content is in another file, by section and location of the content.
/// Of several components with the same content, the first by name is returned.
fn homes(files: &Files) -> HashMap<(Section, Location), Home> {
    let mut homes = HashMap::new();
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
                let home = homes.entry((section, content));
                home.or_insert(Home { name, location });
            }
        }
    }
    homes
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
fn names(files: &Files) -> (HashMap<Location, String>, HashSet<String>) {
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

/// The number of the second claimant of a name.
const SECOND: usize = 2;

/// Returns the name with the first number that makes it unique.
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
