//! Which references stay, and what the others are replaced by.

use std::collections::{HashMap, HashSet};

use percent_encoding::percent_decode_str;
use serde_json::{Map, Value, json};

use super::Walk;
use super::shape::Shape;
use crate::diagnostics::Pointer;
use crate::document::measure::measure;
use crate::document::problem::ReferenceProblem;

/// How many values the copies of reference targets may hold together.
const MAX_COPIED: usize = 200_000;

/// A section of `components`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Section {
    Schemas,
    Responses,
    Parameters,
    Examples,
    RequestBodies,
    Headers,
    SecuritySchemes,
    Links,
    Callbacks,
}

impl Section {
    const ALL: [Self; 9] = [
        Self::Schemas,
        Self::Responses,
        Self::Parameters,
        Self::Examples,
        Self::RequestBodies,
        Self::Headers,
        Self::SecuritySchemes,
        Self::Links,
        Self::Callbacks,
    ];

    fn name(self) -> &'static str {
        match self {
            Self::Schemas => "schemas",
            Self::Responses => "responses",
            Self::Parameters => "parameters",
            Self::Examples => "examples",
            Self::RequestBodies => "requestBodies",
            Self::Headers => "headers",
            Self::SecuritySchemes => "securitySchemes",
            Self::Links => "links",
            Self::Callbacks => "callbacks",
        }
    }

    /// A reference to a component of this section, with the component's name as it is.
    pub(super) fn reference_to(self, name: &str) -> String {
        format!("#/components/{}/{name}", self.name())
    }

    fn pointer(self) -> Pointer {
        Pointer::root().join("components").join(self.name())
    }

    /// The name of the component that a pointer points to, if it is one of this section.
    fn component(self, pointer: &Pointer) -> Option<String> {
        let mut tokens = pointer.tokens();
        let is_section = tokens.next()? == "components" && tokens.next()? == self.name();
        let name = tokens.next()?;
        (is_section && tokens.next().is_none()).then_some(name)
    }
}

/// What references have led to so far.
pub(super) struct Targets {
    /// The targets whose copies are being made, outermost first.
    copying: Vec<Pointer>,
    /// The schemas that become components, by where they stand, in the order in which they were met.
    hoisted: HashMap<Pointer, String>,
    waiting: Vec<Pointer>,
    /// The references that were kept, and the components that they lead to.
    kept: Vec<(Pointer, Pointer)>,
    /// The names of schema components.
    names: HashSet<String>,
    /// How many values may still be copied.
    room: usize,
}

impl Targets {
    pub(super) fn new(document: &Value) -> Self {
        let schemas = document
            .pointer(Section::Schemas.pointer().as_str())
            .and_then(Value::as_object);
        Self {
            copying: Vec::new(),
            hoisted: HashMap::new(),
            waiting: Vec::new(),
            kept: Vec::new(),
            names: schemas
                .map(|schemas| schemas.keys().cloned().collect())
                .unwrap_or_default(),
            room: MAX_COPIED,
        }
    }

    /// A component name for a schema that stands elsewhere: its own, with a number if that is taken.
    fn hoist(&mut self, pointer: &Pointer) -> String {
        if let Some(name) = self.hoisted.get(pointer) {
            return name.clone();
        }
        let tokens: Vec<String> = pointer.tokens().collect();
        let own = tokens.iter().rfind(|token| token.parse::<usize>().is_err());
        let own = own.map_or("Schema", String::as_str);
        let numbered = (2..).map(|number| format!("{own}{number}"));
        let free = std::iter::once(own.to_owned())
            .chain(numbered)
            .find(|name| !self.names.contains(name))
            .unwrap_or_default();
        self.names.insert(free.clone());
        self.hoisted.insert(pointer.clone(), free.clone());
        self.waiting.push(pointer.clone());
        free
    }
}

impl Walk<'_> {
    /// Fits what is here as `thing`, or puts what a reference here stands for. `shape` is what
    /// belongs here: the thing or a reference to it.
    pub(super) fn reference_or(
        &mut self,
        raw: &Value,
        section: Option<Section>,
        shape: &'static Shape,
        thing: &'static Shape,
        place: &Pointer,
    ) -> Option<Value> {
        match raw.get("$ref") {
            Some(Value::String(target)) => {
                self.reference(target, section, shape, &place.join("$ref"))
            }
            Some(other) => {
                self.report_kind(&place.join("$ref"), other, "text");
                None
            }
            None => self.fit(raw, thing, place),
        }
    }

    /// What to put in a reference's place: a reference to a component of its kind, or a copy of its
    /// target if that fits. After an error it is an empty object, so that nothing else is found wrong
    /// for it.
    pub(super) fn reference(
        &mut self,
        target: &str,
        section: Option<Section>,
        shape: &'static Shape,
        place: &Pointer,
    ) -> Option<Value> {
        self.follow(target, section, shape, place)
            .unwrap_or_else(|problem| {
                self.report(place, problem);
                Some(json!({}))
            })
    }

    fn follow(
        &mut self,
        target: &str,
        section: Option<Section>,
        shape: &'static Shape,
        place: &Pointer,
    ) -> Result<Option<Value>, ReferenceProblem> {
        let (pointer, found) = resolve(self.document, target)?;
        let is_recursive = self.targets.copying.contains(&pointer);
        if let Some(section) = section {
            if let Some(name) = section.component(&pointer) {
                self.targets
                    .kept
                    .push((place.clone(), section.pointer().join(&name)));
                return Ok(Some(json!({ "$ref": section.reference_to(&name) })));
            }
            if section == Section::Schemas && (is_recursive || is_definition(&pointer)) {
                return Ok(Some(
                    json!({ "$ref": section.reference_to(&self.targets.hoist(&pointer)) }),
                ));
            }
        }
        if is_recursive {
            return Err(ReferenceProblem::Cyclic {
                target: target.to_owned(),
            });
        }
        self.targets.room = self
            .targets
            .room
            .checked_sub(measure(found).values)
            .ok_or(ReferenceProblem::Expansion)?;
        self.targets.copying.push(pointer.clone());
        let copy = self.fit(found, shape, &pointer);
        self.targets.copying.pop();
        Ok(copy)
    }

    /// Reports the references to components that had to be left out.
    pub(super) fn report_lost_targets(&mut self, normal: &Value) {
        for (place, component) in std::mem::take(&mut self.targets.kept) {
            if normal.pointer(component.as_str()).is_none() {
                let target = format!("#{component}");
                self.report(&place, ReferenceProblem::Unusable { target });
            }
        }
    }

    /// Adds the schemas that references have made components of.
    pub(super) fn add_hoisted(&mut self, normal: &mut Value) {
        let mut next = 0;
        while let Some(pointer) = self.targets.waiting.get(next).cloned() {
            next += 1;
            let name = self.targets.hoist(&pointer);
            let schema = self
                .document
                .pointer(pointer.as_str())
                .and_then(|raw| self.fit(raw, &Shape::Schema, &pointer))
                .unwrap_or_else(|| json!({}));
            let schemas = normal.as_object_mut().and_then(|document| {
                let components = document.entry("components").or_insert_with(|| json!({}));
                let schemas = components.as_object_mut()?.entry("schemas");
                schemas.or_insert_with(|| json!({})).as_object_mut()
            });
            schemas.map(|schemas| schemas.insert(name, schema));
        }
    }

    /// Reports every component that is nothing but a reference which leads back to it.
    pub(super) fn report_cycles(&mut self, normal: &Value) {
        for section in Section::ALL {
            let place = section.pointer();
            let Some(Value::Object(components)) = normal.pointer(place.as_str()) else {
                continue;
            };
            for name in components.keys() {
                if let Some(first) = cycle(components, section, name) {
                    let target = section.reference_to(first);
                    self.report(&place.join(name), ReferenceProblem::Cyclic { target });
                }
            }
        }
    }
}

/// Finds what a reference points to.
fn resolve<'d>(
    document: &'d Value,
    target: &str,
) -> Result<(Pointer, &'d Value), ReferenceProblem> {
    let Some(fragment) = target.strip_prefix('#') else {
        return Err(ReferenceProblem::External {
            target: target.to_owned(),
        });
    };
    let pointer = Pointer::parse(&percent_decode_str(fragment).decode_utf8_lossy());
    let found = document
        .pointer(pointer.as_str())
        .filter(|_| pointer != Pointer::root());
    found
        .map(|found| (pointer, found))
        .ok_or_else(|| ReferenceProblem::Dangling {
            target: target.to_owned(),
        })
}

/// The component that a reference leads to, if it leads to one of this section.
pub(super) fn component(document: &Value, section: Section, target: &str) -> Option<String> {
    resolve(document, target)
        .ok()
        .and_then(|(pointer, _)| section.component(&pointer))
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

/// The component to which another leads first, on a way that comes back to it.
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

/// The components that one is defined by and nothing else: its reference, or the parts of `allOf`.
fn steps(component: Option<&Value>, section: Section) -> impl Iterator<Item = &str> {
    let prefix = section.reference_to("");
    let parts = component.and_then(|component| component.get("allOf")?.as_array());
    component
        .into_iter()
        .chain(parts.into_iter().flatten())
        .filter_map(|part| part.get("$ref")?.as_str())
        .filter_map(move |target| target.strip_prefix(&prefix))
}
