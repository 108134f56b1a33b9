//! The files that a document refers to: which they are, what they say, where a reference leads.
//!
//! They are known by their path relative to the document, as [`path`] writes it, and are one file if
//! they have one name. The document itself is among them, under the name of its file.

mod path;

use std::collections::BTreeMap;
use std::sync::Arc;

use percent_encoding::percent_decode_str;
use serde_json::Value;

use super::overlay;
use super::problem::ReferenceProblem;
use super::text::{DocumentSource, SourceText, parse};
use crate::diagnostics::{Diagnostics, Location, Pointer};

impl DocumentSource {
    /// Asks for every file that the document refers to, and for those that they refer to, and puts
    /// them into [`files`](Self::files).
    ///
    /// `read` gets a path relative to the document, `schemas/pet.yaml` or `../common.json`, and gives
    /// the text or why it can't be had. It is asked once for each path. It may be asked for what
    /// only looks like a reference, so a missing file is no mistake yet: whether one is really
    /// referred to, and from where, is told when the document is loaded.
    pub fn read_files(&mut self, mut read: impl FnMut(&str) -> Result<SourceText, String>) {
        // What is wrong with the texts is told when they are read to be used.
        let unheard = &mut Diagnostics::default();
        let document = parse(&self.text, unheard)
            .and_then(|document| overlay::apply_all(document, &self.overlays, unheard));
        let own = path::file_name(&self.text.name);
        let mut waiting: Vec<(String, Value)> = document
            .into_iter()
            .map(|value| (own.to_owned(), value))
            .collect();
        while let Some((base, value)) = waiting.pop() {
            for target in references(&value) {
                let Ok(path) = path::resolve(&base, target) else {
                    continue;
                };
                if path == own || self.files.contains_key(&path) {
                    continue;
                }
                let text = read(&path);
                let value = text.as_ref().ok().and_then(|text| parse(text, unheard));
                self.files.insert(path.clone(), text);
                waiting.extend(value.map(|value| (path, value)));
            }
        }
    }

    /// The document and the files beside it, as far as they can be had.
    pub(crate) fn texts(&self) -> impl Iterator<Item = &SourceText> {
        let files = self.files.values().filter_map(|file| file.as_ref().ok());
        std::iter::once(&self.text).chain(files)
    }
}

/// Every reference in a value, and what may be one: data can look like it.
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
    files: BTreeMap<Arc<str>, ParsedFile>,
}

/// How many references may be on the way to a location.
const MAX_DETOURS: usize = 100;

/// A part of the way to a location.
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
    /// What was found wrong with the text.
    findings: Diagnostics,
}

impl Files {
    /// A document, with its overlays applied, and the files beside it.
    pub(super) fn new(source: &DocumentSource, document: Value) -> Self {
        let main = Arc::clone(&source.text.name);
        let path = path::file_name(&main).to_owned();
        let mut files = Self {
            names: BTreeMap::from([(path.clone(), Ok(Arc::clone(&main)))]),
            files: BTreeMap::new(),
            main: Arc::clone(&main),
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

    /// The document's name.
    pub(super) fn main(&self) -> &Arc<str> {
        &self.main
    }

    /// The document itself.
    pub(super) fn document(&self) -> &Value {
        self.value(&self.main).unwrap_or(&Value::Null)
    }

    /// The files, by name, that could be read.
    pub(super) fn values(&self) -> impl Iterator<Item = (&Arc<str>, &Value)> {
        let files = self.files.iter();
        files.filter_map(|(name, file)| Some((name, file.value.as_ref()?)))
    }

    /// What was found wrong with the text of a file.
    pub(super) fn findings(&self, name: &str) -> Diagnostics {
        self.files
            .get(name)
            .map(|file| file.findings.clone())
            .unwrap_or_default()
    }

    /// The path of a file, relative to the document.
    pub(super) fn path(&self, name: &str) -> &str {
        self.files.get(name).map_or("", |file| &file.path)
    }

    /// The location that a reference in a file names.
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
        let path = path::resolve(self.path(from), target)?;
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

    /// Where what a reference in a file names really is, if there is something.
    pub(super) fn target(&self, from: &Arc<str>, target: &str) -> Option<Location> {
        let location = self.location(from, target).ok()?;
        self.find(&location).map(|(location, _)| location)
    }

    /// What stands at the location that a reference names, and where it really is: parts of the way may be
    /// references themselves.
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

    /// What stands at a location. Where it isn't there and a reference is, it is looked for where that
    /// leads.
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
        let pointer = location.pointer.as_str();
        // What follows the `#` may also be an anchor's name, which leads nowhere here.
        if !pointer.is_empty() && !pointer.starts_with('/') {
            return None;
        }
        let mut value = self.value(&location.file)?;
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
