//! The targets of references so far: which may be copied, and which become components.

use std::collections::{HashMap, HashSet};

use serde_json::Value;

use super::component_names::{ExternalComponent, external_components, numbered, target_names};
use super::grammar::Grammar;
use super::section::Section;
use crate::diagnostics::{Location, Pointer};
use crate::document::files::Files;
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
    /// The locations of the references that the copies replace.
    pub(super) holders: Vec<Location>,
    /// The targets that have been copied.
    copied: HashSet<Location>,
    /// The number of values that may still be copied from targets that can become components.
    repeats_left: usize,
    /// The number of values that may still be copied from other targets.
    copies_left: usize,
    /// The targets that become components, in the order of discovery.
    pub(super) pending: Vec<Hoisted>,
    /// The references that were kept, and the components that they lead to.
    pub(super) kept: Vec<(Location, Pointer)>,
    /// The origins of the parts that come from elsewhere.
    pub(super) origins: Origins,
    hoisted: HashSet<(Section, Location)>,
    external: HashMap<(Section, Location), ExternalComponent>,
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
        let (names, taken) = target_names(files);
        Self {
            copying: Vec::new(),
            holders: Vec::new(),
            copied: HashSet::new(),
            repeats_left: MAX_REPEATED,
            copies_left: MAX_COPIED,
            pending: Vec::new(),
            kept: Vec::new(),
            origins: Origins::new(files.main()),
            hoisted: HashSet::new(),
            external: external_components(files),
            names,
            taken,
        }
    }

    /// Returns the location of the reference that the copy of a target replaces, or the location itself.
    pub(super) fn holder<'l>(&'l self, location: &'l Location) -> &'l Location {
        let copies = self.copying.iter().zip(&self.holders).rev();
        copies.fold(
            location,
            |found, (target, holder)| {
                if target == found { holder } else { found }
            },
        )
    }

    /// Whether a target may be copied. The first copy of each target is free where it is not nested
    /// too deep, because single copies cannot multiply.
    pub(super) fn take_copy(
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
        let left = match section {
            Some(_) => &mut self.repeats_left,
            None => &mut self.copies_left,
        };
        let rest = left.checked_sub(measure(value).values);
        *left = rest.unwrap_or(*left);
        rest.is_some()
    }

    /// Returns the name of the component that a target becomes.
    pub(super) fn hoist(
        &mut self,
        section: Section,
        grammar: &'static Grammar,
        target: &Location,
    ) -> String {
        if let Some(component) = self.external.get(&(section, target.clone())) {
            return component.name.clone();
        }
        let name = self.name(target);
        if self.hoisted.insert((section, target.clone())) {
            self.pending.push(Hoisted {
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
            numbered(&wanted, taken)
        });
        name.clone()
    }

    /// Whether the target of a reference is the content of the component that consists of the
    /// reference.
    pub(super) fn is_content_of(
        &self,
        section: Section,
        target: &Location,
        holder: &Location,
    ) -> bool {
        let component = self.external.get(&(section, target.clone()));
        component.is_some_and(|component| component.location == *holder)
    }
}
