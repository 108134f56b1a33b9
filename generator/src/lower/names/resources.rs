//! The names of resources and of their methods.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostics::Diagnostics;
use crate::dialect::Dialect;
use crate::input::NameChoices;
use crate::ir::{Candidate, Case, Name, Scope, reserved};
use crate::lower::operations::OperationSource;
use crate::lower::words::{singular, words};

use super::types::claim_choice;

/// A group of operations, before it has names.
#[derive(Debug)]
pub(in crate::lower) struct ResourceGroup {
    /// The first tag of the group.
    pub(in crate::lower) tag: String,
    /// The group's title: `BulkEligibility`.
    pub(in crate::lower) title: String,
    /// The names of the group in operationIds, each as words: its title, and its tags without the vendor's
    /// prefix.
    aliases: BTreeSet<Vec<String>>,
    /// The indices of its operations.
    pub(in crate::lower) members: Vec<usize>,
}

/// Operations by resource, in the order of the resources' names.
pub(in crate::lower) fn group(
    found: &[OperationSource<'_>],
    choices: &NameChoices,
    dialect: &Dialect,
) -> Vec<ResourceGroup> {
    let mut groups = BTreeMap::<Vec<String>, ResourceGroup>::new();
    for (index, operation) in found.iter().enumerate() {
        let tag = operation.group();
        let short = dialect.names.shorten_tag(&tag).to_owned();
        let chosen = choices.resources.get(&tag);
        let title = chosen.map_or_else(|| short.clone(), |choice| choice.name.clone());
        let group = groups
            .entry(words(&title))
            .or_insert_with(|| ResourceGroup {
                tag,
                aliases: BTreeSet::from([object_words(&title)]),
                title,
                members: Vec::new(),
            });
        group.aliases.insert(object_words(&short));
        group.members.push(index);
    }
    groups.into_values().collect()
}

/// Returns the words of a resource's name, the last one in the singular.
fn object_words(text: &str) -> Vec<String> {
    let mut words = words(text);
    if let Some(last) = words.last_mut().filter(|last| last.ends_with('s')) {
        *last = singular(last);
    }
    words
}

/// Returns the names of a group's methods: an operation named after a verb and the group is called by
/// the verb.
pub(in crate::lower) fn methods(
    group: &ResourceGroup,
    found: &[OperationSource<'_>],
    choices: &NameChoices,
    diagnostics: &mut Diagnostics,
) -> Vec<Name> {
    let mut scope = Scope::new(Case::Snake, reserved::METHODS);
    let members: Vec<&OperationSource<'_>> =
        group.members.iter().map(|&index| &found[index]).collect();
    let chosen: Vec<Option<Name>> = members
        .iter()
        .map(|operation| {
            let choice = choices.operations.get(&operation.id)?;
            claim_choice(&mut scope, choice, diagnostics)
        })
        .collect();
    let open = members
        .iter()
        .zip(&chosen)
        .filter(|(_, chosen)| chosen.is_none());
    let wanted: Vec<_> = open
        .map(|(operation, _)| Candidate {
            wanted: operation
                .preferred_names()
                .flat_map(|id| verb(id, group).into_iter().chain([id.to_owned()]))
                .map(|name| format!("{name}{}", operation.suffix()))
                .collect(),
        })
        .collect();
    let mut rest = scope.claim_all(&wanted).into_iter();
    chosen
        .into_iter()
        .filter_map(|chosen| chosen.or_else(|| rest.next()))
        .collect()
}

/// Returns the name of an operation inside its group: `create`, for `CreateBulkEligibility` of
/// `BulkEligibility`, and `list`, for `Users_List` or `app.users.list` of `Users`.
fn verb(id: &str, group: &ResourceGroup) -> Option<String> {
    let words = object_words(id);
    let (verb, object) = words.split_first()?;
    // The operation is called as its group: `emails/send` of the tag `emails/send`.
    if group.aliases.contains(&words) && !object.is_empty() {
        return words.last().cloned();
    }
    match group.aliases.contains(object) {
        true => Some(verb.clone()),
        false => after_object(id, group),
    }
}

/// The greatest number of parts of an id in which the group's name is searched: every range of parts is
/// tried.
const MAX_PARTS: usize = 20;

/// Returns the parts of an id after those that name the group. With dots, parent namespaces may precede
/// the group.
fn after_object(id: &str, group: &ResourceGroup) -> Option<String> {
    let separators = ['.', '_', '/', '-', ':'];
    let parts: Vec<String> = match id.contains(separators) {
        true => id.split(separators).map(str::to_owned).collect(),
        false => words(id),
    };
    if parts.len() > MAX_PARTS {
        return None;
    }
    let names_group = |parts: &[String]| {
        let mut words = object_words(&parts.join("_"));
        if words.len() > 1 && words.last().is_some_and(|word| word == "controller") {
            words = object_words(&words[..words.len() - 1].join("_"));
        }
        group.aliases.contains(&words)
    };
    let starts = if id.contains('.') { parts.len() } else { 1 };
    let starts =
        (0..starts).flat_map(|start| (start + 1..parts.len()).map(move |end| (start, end)));
    let (_, end) = starts
        .into_iter()
        .find(|&(start, end)| names_group(&parts[start..end]))?;
    let rest = parts[end..].join("_");
    rest.contains(char::is_alphanumeric).then_some(rest)
}
