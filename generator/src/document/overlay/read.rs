//! From a value to an overlay's actions.

use std::sync::Arc;

use serde_json::{Map, Value};
use serde_json_path::JsonPath;

use super::problem::{ActionName, OverlayProblem};
use crate::diagnostics::{Diagnostics, Place};
use crate::document::problem::kind;

/// An overlay that is well formed.
pub(super) struct Overlay {
    pub(super) version: Version,
    pub(super) actions: Vec<Action>,
}

/// The standard's version, of which patch releases make no difference.
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

/// What happens to an action's targets.
pub(super) enum Change {
    /// Nothing: the action says neither.
    None,
    /// They go away.
    Remove,
    /// This is merged into them.
    Update(Value),
    /// What this selects is merged into them.
    Copy(JsonPath),
}

/// Reads an overlay; reports all that is wrong with it and returns `None` then.
pub(super) fn read(
    file: &Arc<str>,
    overlay: &Value,
    diagnostics: &mut Diagnostics,
) -> Option<Overlay> {
    let mut reader = Reader {
        diagnostics,
        is_sound: true,
    };
    let read = reader.overlay(overlay, &Place::file(file));
    read.filter(|_| reader.is_sound)
}

struct Reader<'a> {
    diagnostics: &'a mut Diagnostics,
    is_sound: bool,
}

impl Reader<'_> {
    fn report(&mut self, place: &Place, problem: OverlayProblem) {
        self.is_sound = false;
        self.diagnostics.report(place.clone(), problem);
    }

    fn overlay(&mut self, overlay: &Value, place: &Place) -> Option<Overlay> {
        const OBJECT: &str = "an overlay";
        let members = self.object(overlay, OBJECT, place)?;
        self.known_fields(
            members,
            OBJECT,
            &["overlay", "info", "extends", "actions"],
            place,
        );
        let version = self.version(members, place);
        self.info(members, version, place);
        self.text(members, "extends", place);
        let actions = self.actions(members, version?, place)?;
        Some(Overlay {
            version: version?,
            actions,
        })
    }

    fn version(&mut self, overlay: &Map<String, Value>, place: &Place) -> Option<Version> {
        self.needed(overlay, "an overlay", "overlay", place)?;
        let version = self.text(overlay, "overlay", place)?;
        let mut numbers = version.split('.');
        match (numbers.next(), numbers.next()) {
            (Some("1"), Some("0")) => Some(Version::V1_0),
            (Some("1"), Some("1")) => Some(Version::V1_1),
            _ => {
                let version = version.to_owned();
                self.report(
                    &place.join("overlay"),
                    OverlayProblem::UnsupportedVersion { version },
                );
                None
            }
        }
    }

    fn info(&mut self, overlay: &Map<String, Value>, version: Option<Version>, place: &Place) {
        const OBJECT: &str = "an overlay's `info`";
        let Some(info) = self.needed(overlay, "an overlay", "info", place) else {
            return;
        };
        let place = place.join("info");
        let Some(info) = self.object(info, OBJECT, &place) else {
            return;
        };
        let known: &[&str] = match version {
            Some(Version::V1_0) => &["title", "version"],
            _ => &["title", "version", "description"],
        };
        self.known_fields(info, OBJECT, known, &place);
        for field in ["title", "version"] {
            if self.needed(info, OBJECT, field, &place).is_some() {
                self.text(info, field, &place);
            }
        }
    }

    fn actions(
        &mut self,
        overlay: &Map<String, Value>,
        version: Version,
        place: &Place,
    ) -> Option<Vec<Action>> {
        let actions = self.needed(overlay, "an overlay", "actions", place)?;
        let place = place.join("actions");
        let Value::Array(actions) = actions else {
            self.wrong_kind(&place, actions, "a list of actions");
            return None;
        };
        if actions.is_empty() {
            self.report(&place, OverlayProblem::NoActions);
        }
        let read = actions.iter().enumerate().filter_map(|(index, action)| {
            let place = place.join(index);
            let first = actions
                .iter()
                .take(index)
                .position(|earlier| earlier == action);
            if let Some(first) = first {
                self.report(&place, OverlayProblem::RepeatedAction { first });
            }
            self.action(action, index, version, &place)
        });
        Some(read.collect())
    }

    fn action(
        &mut self,
        action: &Value,
        index: usize,
        version: Version,
        place: &Place,
    ) -> Option<Action> {
        const OBJECT: &str = "an action";
        let members = self.object(action, OBJECT, place)?;
        let known: &[&str] = match version {
            Version::V1_0 => &["target", "description", "update", "remove"],
            Version::V1_1 => &["target", "description", "update", "remove", "copy"],
        };
        self.known_fields(members, OBJECT, known, place);
        let description = self.text(members, "description", place).map(str::to_owned);
        let change = self.change(members, place);
        self.needed(members, OBJECT, "target", place)?;
        let target = self.text(members, "target", place)?;
        let name = ActionName {
            index,
            target: target.to_owned(),
            description,
        };
        Some(Action {
            name,
            target: self.path(target, &place.join("target"))?,
            change: change?,
        })
    }

    fn change(&mut self, action: &Map<String, Value>, place: &Place) -> Option<Change> {
        let remove = match action.get("remove") {
            None => false,
            Some(Value::Bool(remove)) => *remove,
            Some(other) => {
                self.wrong_kind(&place.join("remove"), other, "`true` or `false`");
                return None;
            }
        };
        let copy = self.text(action, "copy", place);
        match (action.get("update"), copy) {
            _ if remove => Some(Change::Remove),
            (Some(_), Some(_)) => {
                self.report(place, OverlayProblem::UpdateWithCopy);
                None
            }
            (Some(update), None) => Some(Change::Update(update.clone())),
            (None, Some(copy)) => self.path(copy, &place.join("copy")).map(Change::Copy),
            (None, None) => Some(Change::None),
        }
    }

    fn path(&mut self, path: &str, place: &Place) -> Option<JsonPath> {
        JsonPath::parse(path)
            .map_err(|error| {
                let reason = error.to_string();
                self.report(place, OverlayProblem::InvalidPath { reason });
            })
            .ok()
    }

    fn object<'v>(
        &mut self,
        value: &'v Value,
        expected: &'static str,
        place: &Place,
    ) -> Option<&'v Map<String, Value>> {
        if !value.is_object() {
            self.wrong_kind(place, value, expected);
        }
        value.as_object()
    }

    fn needed<'v>(
        &mut self,
        members: &'v Map<String, Value>,
        object: &'static str,
        field: &'static str,
        place: &Place,
    ) -> Option<&'v Value> {
        let value = members.get(field);
        if value.is_none() {
            self.report(place, OverlayProblem::Missing { object, field });
        }
        value
    }

    fn text<'v>(
        &mut self,
        members: &'v Map<String, Value>,
        field: &str,
        place: &Place,
    ) -> Option<&'v str> {
        let value = members.get(field)?;
        if !value.is_string() {
            self.wrong_kind(&place.join(field), value, "text");
        }
        value.as_str()
    }

    fn known_fields(
        &mut self,
        members: &Map<String, Value>,
        object: &'static str,
        known: &[&str],
        place: &Place,
    ) {
        for key in members.keys() {
            if !known.contains(&key.as_str()) && !key.starts_with("x-") {
                let problem = OverlayProblem::UnknownField {
                    object,
                    key: key.clone(),
                };
                self.report(&place.join(key), problem);
            }
        }
    }

    fn wrong_kind(&mut self, place: &Place, found: &Value, expected: &'static str) {
        self.report(
            place,
            OverlayProblem::WrongKind {
                expected,
                found: kind(found),
            },
        );
    }
}
