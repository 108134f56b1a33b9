//! The files that a document refers to, their values, and the targets of references.
//!
//! A file is identified by its path relative to the document, as normalised by [`path`]. Paths with
//! the same name are the same file. The document itself is one of the files.

mod identifiers;
mod path;

use std::collections::BTreeMap;
use std::sync::Arc;

use percent_encoding::percent_decode_str;
use serde_json::Value;

use super::overlay;
use super::problem::ReferenceProblem;
use super::text::{DocumentSource, ReferenceRules, ReferenceTargets, SourceText, parse, skim};
use crate::diagnostics::{Diagnostics, Location, Pointer};

impl DocumentSource {
    /// Reads every file that the document refers to, directly or through other files, into
    /// [`files`](Self::files).
    ///
    /// `read` receives a path relative to the document, such as `schemas/pet.yaml` or
    /// `../common.json`, and returns the text, or the reason for which it cannot. It is called once
    /// for each path. Data can look like a reference, so a missing file is not an error yet:
    /// loading the document reports the references that are really used.
    pub fn read_files(&mut self, mut read: impl FnMut(&str) -> Result<SourceText, String>) {
        let own = path::file_name(&self.text.name).to_owned();
        let mut waiting = vec![(own.clone(), self.targets())];
        while let Some((base, targets)) = waiting.pop() {
            for target in targets {
                let Ok(path) = path::resolve(&base, &target) else {
                    continue;
                };
                if path == own || self.files.contains_key(&path) || self.references.forbid(&path) {
                    continue;
                }
                let text = read(&path);
                let targets = text.as_ref().map(targets_in).unwrap_or_default();
                self.files.insert(path.clone(), text);
                waiting.push((path, targets));
            }
        }
    }

    /// Returns the targets of all references in the document. Overlays can add some.
    fn targets(&self) -> Vec<String> {
        if self.overlays.is_empty() {
            return targets_in(&self.text);
        }
        // Loading the document reports the problems of the texts.
        let unheard = &mut Diagnostics::default();
        let document = parse(&self.text, unheard)
            .and_then(|document| overlay::apply_all(document, &self.overlays, unheard));
        document.as_ref().map(owned_references).unwrap_or_default()
    }

    /// Returns the document and the readable files beside it.
    pub(crate) fn texts(&self) -> impl Iterator<Item = &SourceText> {
        let files = self.files.values().filter_map(|file| file.as_ref().ok());
        std::iter::once(&self.text).chain(files)
    }
}

/// Returns the targets of all references in a text.
fn targets_in(text: &SourceText) -> Vec<String> {
    if let Some(ReferenceTargets(found)) = skim(text) {
        return found;
    }
    let value = parse(text, &mut Diagnostics::default());
    value.as_ref().map(owned_references).unwrap_or_default()
}

fn owned_references(value: &Value) -> Vec<String> {
    references(value).into_iter().map(str::to_owned).collect()
}

/// Returns every reference in a value, including data that looks like one.
pub(super) fn references(value: &Value) -> Vec<&str> {
    let mut found = Vec::new();
    collect(value, &mut found);
    found
}

fn collect<'v>(value: &'v Value, found: &mut Vec<&'v str>) {
    match value {
        Value::Array(items) => items.iter().for_each(|item| collect(item, found)),
        Value::Object(members) => {
            for (key, member) in members {
                match (key.as_str(), member) {
                    ("$ref", Value::String(target)) => found.push(target),
                    ("mapping", Value::Object(targets)) => {
                        found.extend(targets.values().filter_map(Value::as_str));
                    }
                    _ => {}
                }
                collect(member, found);
            }
        }
        _ => {}
    }
}

/// A document and the files that it refers to.
pub(super) struct Files {
    /// The document's name.
    main: Arc<str>,
    /// The name of the file at a path, or why there is none.
    names: BTreeMap<String, Result<Arc<str>, String>>,
    /// The parts that absolute URIs identify.
    identified: BTreeMap<String, Location>,
    files: BTreeMap<Arc<str>, ParsedFile>,
    rules: ReferenceRules,
}

impl ReferenceRules {
    /// Whether no reference may lead to a path, which is relative to the document.
    fn forbid(self, path: &str) -> bool {
        !self.may_leave_folder && path.starts_with("../")
    }
}

/// The largest number of references on the path to a location.
const MAX_DETOURS: usize = 100;

/// A step on the path to a location.
enum Step<'f> {
    There(&'f Value),
    Detour(Location),
}

/// A file whose text was read.
struct ParsedFile {
    /// The path that its own references are relative to.
    path: String,
    /// Nothing, if the text could not be read.
    value: Option<Value>,
    /// The problems of the text.
    findings: Diagnostics,
}

impl Files {
    /// Collects a document, with its overlays applied, and the files beside it.
    pub(super) fn new(source: &DocumentSource, document: Value) -> Self {
        let main = Arc::clone(&source.text.name);
        let path = path::file_name(&main).to_owned();
        let mut files = Self {
            names: BTreeMap::from([(path.clone(), Ok(Arc::clone(&main)))]),
            identified: BTreeMap::new(),
            files: BTreeMap::new(),
            main: Arc::clone(&main),
            rules: source.references,
        };
        let file = ParsedFile {
            path,
            value: Some(document),
            findings: Diagnostics::default(),
        };
        files.files.insert(main, file);
        for (path, text) in &source.files {
            files.add(path, text);
        }
        files.identified = files
            .values()
            .flat_map(|(name, value)| identifiers::of(name, value))
            .collect();
        files
    }

    fn add(&mut self, path: &str, text: &Result<SourceText, String>) {
        let name = text.as_ref().map(|text| Arc::clone(&text.name));
        self.names
            .entry(path.to_owned())
            .or_insert(name.map_err(String::clone));
        if let Ok(text) = text {
            self.files.entry(Arc::clone(&text.name)).or_insert_with(|| {
                let mut findings = Diagnostics::default();
                ParsedFile {
                    path: path.to_owned(),
                    value: parse(text, &mut findings),
                    findings,
                }
            });
        }
    }

    /// Whether references may lead to nothing.
    pub(super) fn may_dangle(&self) -> bool {
        self.rules.may_dangle
    }

    /// Returns the document's name.
    pub(super) fn main(&self) -> &Arc<str> {
        &self.main
    }

    /// Returns the document itself.
    pub(super) fn document(&self) -> &Value {
        self.value(&self.main).unwrap_or(&Value::Null)
    }

    /// Returns the files, by name, that could be read.
    pub(super) fn values(&self) -> impl Iterator<Item = (&Arc<str>, &Value)> {
        let files = self.files.iter();
        files.filter_map(|(name, file)| Some((name, file.value.as_ref()?)))
    }

    /// Returns the problems of the text of a file.
    pub(super) fn findings(&self, name: &str) -> Diagnostics {
        self.files
            .get(name)
            .map(|file| file.findings.clone())
            .unwrap_or_default()
    }

    /// Returns the path of a file, relative to the document.
    pub(super) fn path(&self, name: &str) -> &str {
        self.files.get(name).map_or("", |file| &file.path)
    }

    /// Returns the location that a reference in a file names.
    pub(super) fn location(
        &self,
        from: &Arc<str>,
        target: &str,
    ) -> Result<Location, ReferenceProblem> {
        let (path, fragment) = target.split_once('#').unwrap_or((target, ""));
        let pointer = Pointer::parse(&percent_decode_str(fragment).decode_utf8_lossy());
        if path.is_empty() {
            return Ok(Location::new(from, pointer));
        }
        if let Some(identified) = self.identified.get(path) {
            let is_anchor = !fragment.is_empty() && !fragment.starts_with('/');
            return Ok(match is_anchor {
                true => Location::new(&identified.file, pointer),
                false => identified.within(&pointer),
            });
        }
        let path = path::resolve(self.path(from), target)?;
        if self.rules.forbid(&path) {
            let target = target.to_owned();
            return Err(ReferenceProblem::Outside { target });
        }
        let unreadable = |reason: &str| ReferenceProblem::Unreadable {
            target: target.to_owned(),
            reason: reason.to_owned(),
        };
        match self.names.get(&path) {
            Some(Ok(name)) => Ok(Location::new(name, pointer)),
            Some(Err(reason)) => Err(unreadable(reason)),
            None => Err(unreadable("no such file was given")),
        }
    }

    /// Returns the location of the target of a reference in a file, with references on the path
    /// followed.
    pub(super) fn target(&self, from: &Arc<str>, target: &str) -> Option<Location> {
        let location = self.location(from, target).ok()?;
        self.find(&location).map(|(location, _)| location)
    }

    /// Returns the value at the location that a reference names, and its actual location: parts of
    /// the path can be references themselves.
    pub(super) fn get(
        &self,
        location: &Location,
        target: &str,
    ) -> Result<(Location, &Value), ReferenceProblem> {
        if self.value(&location.file).is_none() {
            return Err(ReferenceProblem::Unreadable {
                target: target.to_owned(),
                reason: format!("{} is neither valid JSON nor YAML", location.file),
            });
        }
        let is_document = *location == Location::file(&self.main);
        self.find(location)
            .filter(|_| !is_document)
            .ok_or_else(|| ReferenceProblem::Dangling {
                target: target.to_owned(),
                file: Arc::clone(&location.file),
            })
    }

    /// Returns the value at a location, and its actual location. References on the path are
    /// followed.
    pub(super) fn find(&self, location: &Location) -> Option<(Location, &Value)> {
        let mut location = location.clone();
        for _ in 0..MAX_DETOURS {
            match self.step(&location)? {
                Step::There(value) => return Some((location, value)),
                Step::Detour(next) => location = next,
            }
        }
        None
    }

    fn step(&self, location: &Location) -> Option<Step<'_>> {
        let mut value = self.value(&location.file)?;
        let pointer = location.pointer.as_str();
        if !pointer.is_empty() && !pointer.starts_with('/') {
            let anchor = identifiers::anchor(value, pointer)?;
            return Some(Step::Detour(Location::new(&location.file, anchor)));
        }
        let mut tokens = location.pointer.tokens();
        while let Some(token) = tokens.next() {
            let member = Pointer::root().join(&token);
            if let Some(inner) = value.pointer(member.as_str()) {
                value = inner;
                continue;
            }
            let target = value.get("$ref")?.as_str()?;
            let target = self.location(&location.file, target).ok()?.join(token);
            let next = tokens.fold(target, |location, token| location.join(token));
            return Some(Step::Detour(next));
        }
        Some(Step::There(value))
    }

    fn value(&self, name: &str) -> Option<&Value> {
        self.files.get(name)?.value.as_ref()
    }
}
