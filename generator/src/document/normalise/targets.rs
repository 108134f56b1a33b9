//! What references have led to so far, and the names of those targets that become components.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::ops::RangeFrom;

use serde_json::Value;

use super::section::Section;
use super::shape::Shape;
use crate::diagnostics::{Place, Pointer};
use crate::document::files::{Files, references};
use crate::document::measure::measure;
use crate::document::origins::Origins;

/// How many values the further copies of reference targets may hold together.
const MAX_COPIED: usize = 200_000;

/// How many they may hold of targets that can also become components, which those that don't fit any
/// more do: what is large or often used is better a component.
const MAX_REPEATED: usize = 2_000;

/// In how many other copies a copy of such a target may be.
const MAX_NESTED: usize = 5;

/// What references have led to so far.
pub(super) struct Targets {
    /// The targets whose copies are being made, outermost first.
    pub(super) copying: Vec<Place>,
    /// The targets of which there is a copy.
    copied: HashSet<Place>,
    /// How many values may still be copied again of what can become a component.
    repeats: usize,
    /// How many values may still be copied again of the rest.
    room: usize,
    /// The targets that become components, in the order in which they were met.
    pub(super) waiting: Vec<Hoisted>,
    /// The references that were kept, and the components that they lead to.
    pub(super) kept: Vec<(Place, Pointer)>,
    /// What stands elsewhere than in the document.
    pub(super) origins: Origins,
    hoisted: HashSet<(Section, Place)>,
    homes: HashMap<(Section, Place), Home>,
    names: HashMap<Place, String>,
    /// The names that are a component's or a target's.
    taken: HashSet<String>,
}

/// A target that becomes a component.
#[derive(Clone)]
pub(super) struct Hoisted {
    pub(super) section: Section,
    pub(super) shape: &'static Shape,
    /// Where it stands.
    pub(super) target: Place,
    /// What the component is called.
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

    /// Whether there is room for a copy of a target. Each is copied once for free where it isn't too
    /// deep: what is written once can't grow.
    pub(super) fn take_room(
        &mut self,
        section: Option<Section>,
        target: &Place,
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

    /// The name of the component that a target becomes.
    pub(super) fn hoist(
        &mut self,
        section: Section,
        shape: &'static Shape,
        target: &Place,
    ) -> String {
        if let Some(home) = self.homes.get(&(section, target.clone())) {
            return home.name.clone();
        }
        let name = self.name(target);
        if self.hoisted.insert((section, target.clone())) {
            self.waiting.push(Hoisted {
                section,
                shape,
                target: target.clone(),
                name: name.clone(),
            });
        }
        name
    }

    /// What a target is called as a component. Only what is a component of another kind has no name
    /// before it is asked for: it is named after its place.
    fn name(&mut self, target: &Place) -> String {
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

    /// Whether what a reference leads to is the content of the component that has the reference.
    pub(super) fn is_home(&self, section: Section, target: &Place, holder: &Place) -> bool {
        let home = self.homes.get(&(section, target.clone()));
        home.is_some_and(|home| home.place == *holder)
    }
}

/// A component whose content is in another file.
struct Home {
    name: String,
    /// Where the component stands, before any reference is followed.
    place: Place,
}

/// The components whose content is in another file, by section and by where that is: they are there
/// together, or are each a reference to it and nothing else. The first by name is, if there are several.
fn homes(files: &Files) -> HashMap<(Section, Place), Home> {
    let mut homes = HashMap::new();
    for section in Section::ALL {
        let components = components(files, section);
        let own = components
            .iter()
            .map(|(name, (place, _))| (name, place, place.clone()));
        let referred = components.iter().filter_map(|(name, (place, component))| {
            let members = component.as_object().filter(|members| members.len() == 1)?;
            let target = members.get("$ref")?.as_str()?;
            let named = files.place(&place.file, target).ok()?;
            let (content, _) = files.find(&named).filter(|_| named.file != *files.main())?;
            Some((name, place, content))
        });
        for (name, place, content) in own.chain(referred) {
            if content.file != *files.main() {
                let (name, place) = (name.clone(), place.clone());
                let home = homes.entry((section, content));
                home.or_insert(Home { name, place });
            }
        }
    }
    homes
}

/// The components of a section, with where they stand: in the document, or where a reference in the
/// section's place leads.
fn components(files: &Files, section: Section) -> BTreeMap<String, (Place, &Value)> {
    let mut found = BTreeMap::new();
    let mut seen = HashSet::new();
    let mut next = files.find(&Place::new(files.main(), section.pointer()));
    while let Some((place, value)) = next.filter(|(place, _)| seen.insert(place.clone())) {
        let members = value.as_object().into_iter().flatten();
        for (name, component) in members.filter(|(name, _)| *name != "$ref") {
            let entry = found.entry(name.clone());
            entry.or_insert_with(|| (place.join(name), component));
        }
        let target = value.get("$ref").and_then(Value::as_str);
        let target = target.and_then(|target| files.target(&place.file, target));
        next = target.and_then(|target| files.find(&target));
    }
    found
}

/// A component name for everything that is referred to and is none yet: its own, if nothing else has or
/// wants that; its own with its file's, if it is in another file; or that with a number, counted in the
/// order of files and pointers. Also all names that are taken then.
fn names(files: &Files) -> (HashMap<Place, String>, HashSet<String>) {
    let claimants = claimants(files);
    let mut taken: HashSet<String> = Section::ALL
        .iter()
        .flat_map(|section| components(files, *section).into_keys())
        .collect();
    let mut names = HashMap::new();
    for round in [0, 1] {
        let mut wishes: BTreeMap<&str, Vec<&Place>> = BTreeMap::new();
        for Claimant { place, wanted } in claimants.values() {
            if !names.contains_key(place) {
                wishes.entry(&wanted[round]).or_default().push(place);
            }
        }
        for (name, places) in wishes {
            if let [place] = places.as_slice()
                && taken.insert(name.to_owned())
            {
                names.insert((*place).clone(), name.to_owned());
            }
        }
    }
    let mut numbers: HashMap<String, RangeFrom<usize>> = HashMap::new();
    for Claimant { place, wanted } in claimants.into_values() {
        names.entry(place).or_insert_with(|| {
            let [_, wanted] = wanted;
            let numbers = numbers.entry(wanted.clone()).or_insert(SECOND..);
            number(&wanted, numbers, &mut taken)
        });
    }
    (names, taken)
}

/// The number of the second thing that wants a name.
const SECOND: usize = 2;

/// The name with the first of the numbers with which nothing has it.
fn number(wanted: &str, numbers: &mut RangeFrom<usize>, taken: &mut HashSet<String>) -> String {
    let mut numbered = numbers.map(|number| format!("{wanted}{number}"));
    let free = numbered.find(|name| taken.insert(name.clone()));
    free.unwrap_or_else(|| wanted.to_owned())
}

/// Something that may become a component, and its wishes, best first.
struct Claimant {
    place: Place,
    wanted: [String; 2],
}

/// By path and pointer, which don't depend on where the files lie.
fn claimants(files: &Files) -> BTreeMap<(String, Pointer), Claimant> {
    let mut claimants = BTreeMap::new();
    for (from, value) in files.values() {
        let targets = references(value).into_iter();
        for place in targets.filter_map(|target| files.target(from, target)) {
            let is_outside = place.file != *files.main();
            if !is_outside
                && Section::ALL
                    .iter()
                    .any(|section| section.component(&place.pointer).is_some())
            {
                continue;
            }
            let path = files.path(&place.file).to_owned();
            let [own, with_file] = wishes(&path, &place.pointer);
            let second = if is_outside { with_file } else { own.clone() };
            let wanted = [own, second];
            claimants
                .entry((path, place.pointer.clone()))
                .or_insert(Claimant { place, wanted });
        }
    }
    claimants
}

/// The last part of a pointer that names something, or the name of the file; and the two together, or
/// with the folder's.
fn wishes(path: &str, pointer: &Pointer) -> [String; 2] {
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
