//! Decides which references remain, and replaces the others.

use std::collections::HashSet;
use std::sync::Arc;

use serde_json::{Map, Value, json};

use super::grammar::Grammar;
use super::section::Section;
use super::targets::Hoisted;
use super::walk::Walk;
use crate::diagnostics::{Location, Pointer};
use crate::document::problem::ReferenceProblem;

impl<'a> Walk<'a> {
    /// Fits a value as `thing`, or replaces a reference by its target. `grammar` accepts both the
    /// thing and a reference to it.
    pub(super) fn reference_or(
        &mut self,
        raw: Value,
        section: Option<Section>,
        grammar: &'static Grammar,
        thing: &'static Grammar,
        location: &Location,
    ) -> Option<Value> {
        match raw.get("$ref") {
            Some(Value::String(target)) => {
                let referenced = self.reference(target, section, grammar, location)?;
                match section {
                    Some(section) => Some(self.describe(referenced, &raw, section, location)),
                    None => self.add_beside(referenced, raw, thing, location),
                }
            }
            Some(other) => {
                self.report_kind(&location.join("$ref"), other, "a string");
                None
            }
            None => self.fit(raw, thing, location),
        }
    }

    /// Returns the normalised reference with the description beside it. Other keywords beside it are
    /// reported, because they have no effect.
    fn describe(
        &mut self,
        mut referenced: Value,
        raw: &Value,
        section: Section,
        holder: &Location,
    ) -> Value {
        for (keyword, value) in raw.as_object().into_iter().flatten() {
            if keyword == "$ref" || keyword.starts_with("x-") {
                continue;
            }
            let described = referenced.as_object_mut().filter(|_| {
                keyword == "description" && section.is_described() && value.is_string()
            });
            if let Some(described) = described {
                described.insert(keyword.clone(), value.clone());
            } else {
                let keyword = keyword.clone();
                let location = holder.join(&keyword);
                self.report(&location, ReferenceProblem::Beside { keyword });
            }
        }
        referenced
    }

    /// Returns a copy of the target of a reference, in which the siblings of the reference take
    /// precedence.
    fn add_beside(
        &mut self,
        mut copy: Value,
        raw: Value,
        thing: &'static Grammar,
        holder: &Location,
    ) -> Option<Value> {
        let Value::Object(mut beside) = raw else {
            return None;
        };
        beside.shift_remove("$ref");
        if beside.is_empty() {
            return Some(copy);
        }
        let own = self.fit(beside.clone().into(), thing, holder)?;
        let own = own.as_object()?.clone().into_iter();
        let said = own.filter(|(key, _)| beside.contains_key(key));
        copy.as_object_mut()?.extend(said);
        Some(copy)
    }

    /// Returns the replacement of a reference that `holder` has: a reference to a component of its
    /// kind, or a copy of its target if that fits. After an error it is an empty object, so that the
    /// reference causes no further problem.
    pub(super) fn reference(
        &mut self,
        target: &str,
        section: Option<Section>,
        grammar: &'static Grammar,
        holder: &Location,
    ) -> Option<Value> {
        let problem = match self.follow(target, section, grammar, holder) {
            Ok(found) => return found,
            Err(problem) => problem,
        };
        let location = holder.join("$ref");
        let is_schema = matches!(grammar, Grammar::Schema);
        match problem {
            ReferenceProblem::Dangling { target, file } if self.files.may_dangle() => {
                let consequence = match is_schema {
                    true => "any JSON value is accepted",
                    false => "the part is left out",
                };
                let problem = ReferenceProblem::Tolerated {
                    target,
                    file,
                    consequence,
                };
                self.report(&location, problem);
                is_schema.then(|| json!({}))
            }
            problem => {
                self.report(&location, problem);
                Some(json!({}))
            }
        }
    }

    fn follow(
        &mut self,
        target: &str,
        section: Option<Section>,
        grammar: &'static Grammar,
        holder: &Location,
    ) -> Result<Option<Value>, ReferenceProblem> {
        let (found, value) = self.resolve(&holder.file, target, section)?;
        let section =
            section.filter(|section| !self.targets.is_content_of(*section, &found, holder));
        if let Some(section) = section
            && let Some(name) = self.component(section, grammar, &found)
        {
            return Ok(Some(self.keep(section, &name, holder)));
        }
        if self.targets.copying.contains(&found) {
            return Err(ReferenceProblem::Cyclic {
                target: target.to_owned(),
            });
        }
        if !self.targets.take_copy(section, &found, value) {
            let section = section.ok_or(ReferenceProblem::Expansion)?;
            let name = self.targets.hoist(section, grammar, &found);
            return Ok(Some(self.keep(section, &name, holder)));
        }
        self.targets.origins.note(holder.clone(), found.clone());
        self.targets.copying.push(found.clone());
        self.targets.holders.push(holder.clone());
        let copy = self.fit(value.clone(), grammar, &found);
        self.targets.copying.pop();
        self.targets.holders.pop();
        Ok(copy)
    }

    /// Returns a reference to a component, in the location of the one that `holder` has.
    fn keep(&mut self, section: Section, name: &str, holder: &Location) -> Value {
        let component = section.pointer().join(name);
        self.targets.kept.push((holder.join("$ref"), component));
        json!({ "$ref": section.reference_to(name) })
    }

    /// Returns the component that is, or becomes, the target of references of its kind. A schema of the
    /// document that is none becomes one if it is a definition or would be copied into itself.
    pub(super) fn component(
        &mut self,
        section: Section,
        grammar: &'static Grammar,
        target: &Location,
    ) -> Option<String> {
        let is_outside = target.file != *self.file();
        let is_own = || section.component(&target.pointer).filter(|_| !is_outside);
        is_own().or_else(|| {
            let is_schema = section == Section::Schemas
                && (is_definition(&target.pointer) || self.targets.copying.contains(target));
            (is_outside || is_schema).then(|| self.targets.hoist(section, grammar, target))
        })
    }

    /// Finds what a reference in a file leads to, and where that is. A component is where the document
    /// has it, wherever its content is.
    pub(super) fn resolve(
        &mut self,
        from: &Arc<str>,
        target: &str,
        section: Option<Section>,
    ) -> Result<(Location, &'a Value), ReferenceProblem> {
        let named = self.files.location(from, target)?;
        self.note_use(&named);
        let (found, value) = self.files.get(&named, target)?;
        self.note_use(&found);
        let is_component = section
            .is_some_and(|section| section.component(&named.pointer).is_some())
            && named.file == *self.file();
        Ok((if is_component { named } else { found }, value))
    }

    fn note_use(&mut self, location: &Location) {
        if location.file != *self.file() {
            self.used.insert(Arc::clone(&location.file));
        }
    }

    /// Reports the references to components that were removed.
    pub(super) fn report_lost_targets(&mut self, normal: &Value) {
        for (location, component) in std::mem::take(&mut self.targets.kept) {
            if normal.pointer(component.as_str()).is_none() {
                let target = format!("#{component}");
                self.report(&location, ReferenceProblem::Unusable { target });
            }
        }
    }

    /// Adds the targets of references that become components.
    pub(super) fn add_hoisted(&mut self, normal: &mut Value) {
        let mut next = 0;
        while let Some(hoisted) = self.targets.pending.get(next).cloned() {
            next += 1;
            self.add_component(normal, &hoisted);
        }
    }

    fn add_component(&mut self, normal: &mut Value, hoisted: &Hoisted) -> Option<()> {
        let Hoisted {
            section,
            grammar,
            target,
            name,
        } = hoisted;
        let holder = self.place_of(&section.pointer().join(name));
        self.targets.origins.note(holder, target.clone());
        let (_, raw) = self.files.find(target)?;
        let component = self.fit(raw.clone(), grammar, target)?;
        let document = normal.as_object_mut()?;
        let components = document.entry("components").or_insert_with(|| json!({}));
        let section = components.as_object_mut()?.entry(section.name());
        let section = section.or_insert_with(|| json!({})).as_object_mut()?;
        section.insert(name.clone(), component);
        Some(())
    }

    /// Reports every component that consists of a reference to itself, directly or through others.
    pub(super) fn report_cycles(&mut self, normal: &Value) {
        for section in Section::ALL {
            let Some(Value::Object(components)) = normal.pointer(section.pointer().as_str()) else {
                continue;
            };
            for name in components.keys() {
                if let Some(first) = cycle(components, section, name) {
                    let target = section.reference_to(first);
                    let location = self.targets.origins.of(&section.pointer().join(name));
                    self.report(&location, ReferenceProblem::Cyclic { target });
                }
            }
        }
    }

    /// Returns a location in the document itself.
    fn place_of(&self, pointer: &Pointer) -> Location {
        Location::new(self.file(), pointer.clone())
    }
}

/// Whether a pointer leads to an entry of a schema's own definitions (`$defs`).
fn is_definition(pointer: &Pointer) -> bool {
    let tokens: Vec<String> = pointer.tokens().collect();
    let container = tokens
        .len()
        .checked_sub(2)
        .and_then(|index| tokens.get(index));
    container.is_some_and(|token| token == "$defs" || token == "definitions")
}

/// Returns the component to which another leads first, on a way that comes back to it.
fn cycle<'c>(components: &'c Map<String, Value>, section: Section, name: &str) -> Option<&'c str> {
    let steps = |name: &str| steps(components.get(name), section);
    let mut seen = HashSet::new();
    let mut ahead: Vec<(&str, &str)> = steps(name).map(|first| (first, first)).collect();
    while let Some((next, first)) = ahead.pop() {
        if next == name {
            return Some(first);
        }
        if seen.insert(next) {
            ahead.extend(steps(next).map(|step| (step, first)));
        }
    }
    None
}

/// Returns the components that one is defined by and nothing else: its reference, or the parts of
/// `allOf`.
fn steps(component: Option<&Value>, section: Section) -> impl Iterator<Item = &str> {
    let prefix = section.reference_to("");
    let parts = component.and_then(|component| component.get("allOf")?.as_array());
    component
        .into_iter()
        .chain(parts.into_iter().flatten())
        .filter_map(|part| part.get("$ref")?.as_str())
        .filter_map(move |target| target.strip_prefix(&prefix))
}
