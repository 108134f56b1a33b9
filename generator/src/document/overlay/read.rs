//! Turns a value into the actions of an overlay.

use std::sync::Arc;

use serde_json::{Map, Value};
use serde_json_path::JsonPath;

use super::problem::{ActionName, OverlayProblem};
use crate::diagnostics::{Diagnostics, Location};
use crate::document::problem::kind;

/// A valid overlay.
pub(super) struct Overlay {
    pub(super) version: Version,
    pub(super) actions: Vec<Action>,
}

/// The version of the standard, without its patch number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Version {
    V1_0,
    V1_1,
}

/// One change.
pub(super) struct Action {
    pub(super) name: ActionName,
    pub(super) target: JsonPath,
    pub(super) change: Change,
}

/// The change that an action makes to its targets.
pub(super) enum Change {
    /// No change.
    None,
    /// The targets are removed.
    Remove,
    /// The value is merged into the targets.
    Update(Value),
    /// The value that the path selects is merged into the targets.
    Copy(JsonPath),
}

/// Reads an overlay. Reports all mistakes, and returns `None` if there are any.
pub(super) fn read(
    file: &Arc<str>,
    overlay: &Value,
    diagnostics: &mut Diagnostics,
) -> Option<Overlay> {
    let mut reader = Reader {
        diagnostics,
        is_sound: true,
    };
    let read = reader.overlay(overlay, &Location::file(file));
    read.filter(|_| reader.is_sound)
}

struct Reader<'a> {
    diagnostics: &'a mut Diagnostics,
    is_sound: bool,
}

impl Reader<'_> {
    fn report(&mut self, location: &Location, problem: OverlayProblem) {
        self.is_sound = false;
        self.diagnostics.report(location.clone(), problem);
    }

    fn overlay(&mut self, overlay: &Value, location: &Location) -> Option<Overlay> {
        const OBJECT: &str = "an overlay";
        let members = self.object(overlay, OBJECT, location)?;
        self.known_fields(
            members,
            OBJECT,
            &["overlay", "info", "extends", "actions"],
            location,
        );
        let version = self.version(members, location);
        self.info(members, version, location);
        self.text(members, "extends", location);
        let actions = self.actions(members, version?, location)?;
        Some(Overlay {
            version: version?,
            actions,
        })
    }

    fn version(&mut self, overlay: &Map<String, Value>, location: &Location) -> Option<Version> {
        self.needed(overlay, "an overlay", "overlay", location)?;
        let version = self.text(overlay, "overlay", location)?;
        let numbers: Vec<&str> = version.split('.').collect();
        let is_number = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
        match numbers.as_slice() {
            ["1", "0", patch] if is_number(patch) => Some(Version::V1_0),
            ["1", "1", patch] if is_number(patch) => Some(Version::V1_1),
            _ => {
                let version = version.to_owned();
                self.report(
                    &location.join("overlay"),
                    OverlayProblem::UnsupportedVersion { version },
                );
                None
            }
        }
    }

    fn info(
        &mut self,
        overlay: &Map<String, Value>,
        version: Option<Version>,
        location: &Location,
    ) {
        const OBJECT: &str = "an overlay's `info`";
        let Some(info) = self.needed(overlay, "an overlay", "info", location) else {
            return;
        };
        let location = location.join("info");
        let Some(info) = self.object(info, OBJECT, &location) else {
            return;
        };
        let known: &[&str] = match version {
            Some(Version::V1_0) => &["title", "version"],
            _ => &["title", "version", "description"],
        };
        self.known_fields(info, OBJECT, known, &location);
        for field in ["title", "version"] {
            if self.needed(info, OBJECT, field, &location).is_some() {
                self.text(info, field, &location);
            }
        }
        if version != Some(Version::V1_0) {
            self.text(info, "description", &location);
        }
    }

    fn actions(
        &mut self,
        overlay: &Map<String, Value>,
        version: Version,
        location: &Location,
    ) -> Option<Vec<Action>> {
        let actions = self.needed(overlay, "an overlay", "actions", location)?;
        let location = location.join("actions");
        let Value::Array(actions) = actions else {
            self.wrong_kind(&location, actions, "an array of actions");
            return None;
        };
        if actions.is_empty() {
            self.report(&location, OverlayProblem::NoActions);
        }
        let read = actions.iter().enumerate().filter_map(|(index, action)| {
            let location = location.join(index);
            let first = actions
                .iter()
                .take(index)
                .position(|earlier| earlier == action);
            if let Some(first) = first {
                self.report(&location, OverlayProblem::RepeatedAction { first });
            }
            self.action(action, index, version, &location)
        });
        Some(read.collect())
    }

    fn action(
        &mut self,
        action: &Value,
        index: usize,
        version: Version,
        location: &Location,
    ) -> Option<Action> {
        const OBJECT: &str = "an action";
        let members = self.object(action, OBJECT, location)?;
        let known: &[&str] = match version {
            Version::V1_0 => &["target", "description", "update", "remove"],
            Version::V1_1 => &["target", "description", "update", "remove", "copy"],
        };
        self.known_fields(members, OBJECT, known, location);
        let description = self
            .text(members, "description", location)
            .map(str::to_owned);
        let change = self.change(members, location);
        self.needed(members, OBJECT, "target", location)?;
        let target = self.text(members, "target", location)?;
        let name = ActionName {
            index,
            target: target.to_owned(),
            description,
        };
        Some(Action {
            name,
            target: self.path(target, &location.join("target"))?,
            change: change?,
        })
    }

    fn change(&mut self, action: &Map<String, Value>, location: &Location) -> Option<Change> {
        let remove = match action.get("remove") {
            None => false,
            Some(Value::Bool(remove)) => *remove,
            Some(other) => {
                self.wrong_kind(&location.join("remove"), other, "`true` or `false`");
                return None;
            }
        };
        if remove {
            for field in ["update", "copy"] {
                if action.contains_key(field) {
                    let problem = OverlayProblem::UpdateWithRemove { field };
                    self.diagnostics.report(location.join(field), problem);
                }
            }
            return Some(Change::Remove);
        }
        let copy = self.text(action, "copy", location);
        match (action.get("update"), copy) {
            (Some(_), Some(_)) => {
                self.report(location, OverlayProblem::UpdateWithCopy);
                None
            }
            (Some(update), None) => Some(Change::Update(update.clone())),
            (None, Some(copy)) => self.path(copy, &location.join("copy")).map(Change::Copy),
            (None, None) => Some(Change::None),
        }
    }

    fn path(&mut self, path: &str, location: &Location) -> Option<JsonPath> {
        JsonPath::parse(path)
            .map_err(|error| {
                let reason = error.to_string();
                self.report(location, OverlayProblem::InvalidPath { reason });
            })
            .ok()
    }

    fn object<'v>(
        &mut self,
        value: &'v Value,
        expected: &'static str,
        location: &Location,
    ) -> Option<&'v Map<String, Value>> {
        if !value.is_object() {
            self.wrong_kind(location, value, expected);
        }
        value.as_object()
    }

    fn needed<'v>(
        &mut self,
        members: &'v Map<String, Value>,
        object: &'static str,
        field: &'static str,
        location: &Location,
    ) -> Option<&'v Value> {
        let value = members.get(field);
        if value.is_none() {
            self.report(location, OverlayProblem::Missing { object, field });
        }
        value
    }

    fn text<'v>(
        &mut self,
        members: &'v Map<String, Value>,
        field: &str,
        location: &Location,
    ) -> Option<&'v str> {
        let value = members.get(field)?;
        if !value.is_string() {
            self.wrong_kind(&location.join(field), value, "a string");
        }
        value.as_str()
    }

    fn known_fields(
        &mut self,
        members: &Map<String, Value>,
        object: &'static str,
        known: &[&str],
        location: &Location,
    ) {
        for key in members.keys() {
            if !known.contains(&key.as_str()) && !key.starts_with("x-") {
                let problem = OverlayProblem::UnknownField {
                    object,
                    key: key.clone(),
                };
                self.report(&location.join(key), problem);
            }
        }
    }

    fn wrong_kind(&mut self, location: &Location, found: &Value, expected: &'static str) {
        self.report(
            location,
            OverlayProblem::WrongKind {
                expected,
                found: kind(found),
            },
        );
    }
}
