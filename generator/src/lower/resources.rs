//! Resources: groups of operations.

use openapiv3::OpenAPI;

use crate::input::NameChoices;
use crate::ir::{Candidate, Case, Name, Operation, Resource, Scope};

use super::context::Lowering;
use super::names::{self, ResourceGroup, TypeNames};
use super::operations::{OperationSource, lower_operation, operations};
use super::words::words;

/// Returns the resources of a document, with their operations.
pub(super) fn resources(
    lowering: &mut Lowering<'_>,
    names: &mut TypeNames<'_>,
    choices: &NameChoices,
    reserved: &[&str],
) -> Vec<Resource> {
    let sources = operations(lowering.document);
    let candidates: Vec<_> = sources.iter().map(operation_candidate).collect();
    let ids: Vec<&str> = sources.iter().map(|source| source.id.as_str()).collect();
    let operation_types = names.operations(&ids, &candidates, lowering.diagnostics);
    let groups = names::group(&sources, choices, lowering.dialect);
    let accessors = accessors(&groups, reserved);
    let candidates: Vec<_> = groups.iter().map(type_candidate).collect();
    let resource_types = names.scope.claim_all(&candidates);
    let mut resources = Vec::new();
    for ((group, name), type_name) in groups.iter().zip(accessors).zip(resource_types) {
        resources.push(Resource {
            name,
            type_name,
            title: words(&group.title).join(" "),
            tag: group.tag.clone(),
            description: tag_description(lowering.api, &group.tag),
            operations: resource_operations(lowering, group, &sources, &operation_types, choices),
            types: Vec::new(),
        });
    }
    resources
}

/// Returns the names of a resource's type: `UsersApi`, and `UsersApi` too for a tag that ends in
/// `api`.
fn type_candidate(group: &ResourceGroup) -> Candidate {
    match ends_in_api(&group.title) {
        true => Candidate {
            wanted: vec![group.title.clone(), format!("{} resource", group.title)],
        },
        false => Candidate::plain(&format!("{} api", group.title)),
    }
}

fn ends_in_api(title: &str) -> bool {
    words(title).last().is_some_and(|last| last == "api")
}

/// Returns the names of the methods that lead to the resources, which are the names of their files, too. A
/// reserved name gets a suffix: `request_api`, and `api_resource` for a tag `api` in the module `api`, since
/// `api_api` stutters.
fn accessors(groups: &[ResourceGroup], reserved: &[&str]) -> Vec<Name> {
    let candidates = groups.iter().map(|group| Candidate {
        wanted: vec![group.title.clone(), suffixed(&group.title)],
    });
    let candidates: Vec<_> = candidates.collect();
    Scope::new(Case::File, reserved).claim_all(&candidates)
}

fn suffixed(title: &str) -> String {
    let suffix = if ends_in_api(title) {
        "resource"
    } else {
        "api"
    };
    format!("{title} {suffix}")
}

fn operation_candidate(source: &OperationSource<'_>) -> Candidate {
    let suffix = source.suffix();
    let preferred = source.preferred_names();
    let preferred = preferred.map(|name| format!("{name}{suffix}"));
    Candidate {
        wanted: preferred
            .chain([format!("{} operation", source.id)])
            .collect(),
    }
}

fn tag_description(api: &OpenAPI, tag: &str) -> Option<String> {
    let tag = api.tags.iter().find(|known| known.name == tag)?;
    tag.description.clone()
}

fn resource_operations<'a>(
    lowering: &mut Lowering<'a>,
    group: &ResourceGroup,
    sources: &[OperationSource<'a>],
    type_names: &[Name],
    choices: &NameChoices,
) -> Vec<Operation> {
    let methods = names::methods(group, sources, choices, lowering.diagnostics);
    let members = group.members.iter().zip(methods);
    let operations = members.map(|(&index, method)| {
        lower_operation(lowering, &sources[index], &type_names[index], method)
    });
    operations.collect()
}
