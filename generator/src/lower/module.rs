//! One document to one module.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use indexmap::IndexMap;
use openapiv3::{OpenAPI, ReferenceOr, Schema};

use crate::diagnostics::{Diagnostics, Location};
use crate::dialect::Dialect;
use crate::document::Document;
use crate::input::{DocumentInput, NameChoices};
use crate::ir::{
    Candidate, Case, Module, Name, Operation, Origin, Resource, Scope, Shape, Type, TypeDef,
    TypeId, Usage,
};

use super::aliases;
use super::behaviour;
use super::error_codes;
use super::examples;
use super::forms;
use super::names::{self, Group, TypeNames};
use super::operation::{self, Found, Signature};
use super::problem::LowerProblem;
use super::schema::{Draft, Naming, Schemas};
use super::sids::Sids;
use super::variants;
use super::words::words;

pub(super) fn lower(
    name: Name,
    input: &DocumentInput,
    document: &Document,
    dialect: &Dialect,
    sids: &mut Sids,
    diagnostics: &mut Diagnostics,
) -> Module {
    let api = &document.api;
    let location = Location::file(&document.name);
    let server = api
        .servers
        .first()
        .map(operation::server_url)
        .unwrap_or_default();
    report_unknown_choices(api, &input.names, diagnostics);
    if !server.contains("://") {
        diagnostics.report(
            location.join("servers"),
            LowerProblem::NoHost {
                url: server.clone(),
            },
        );
    }
    let mut names = TypeNames::new(&input.names, dialect);
    let mut schemas = Schemas {
        api,
        value: &document.value,
        dialect,
        file: Arc::clone(&document.name),
        sids,
        drafts: Vec::new(),
        components: IndexMap::new(),
        entered: BTreeSet::new(),
        inline: BTreeMap::new(),
        diagnostics,
    };
    name_components(&mut schemas, &mut names);
    // A schema of the module's name keeps it.
    let type_name = names
        .scope
        .claim_first(&[name.plain(), &format!("{} resources", name.plain())]);
    schemas.lower_components();
    let resources = resources(&mut schemas, &mut names, &input.names, &name);
    let examples = examples::collect(&mut schemas, &resources);
    aliases::break_cycles(&mut schemas);
    let mut types = finish_types(&mut schemas, &mut names);
    variants::rename(&mut types, &input.names.variants, schemas.diagnostics);
    let error_codes = error_codes::collect(api, &location, &mut names.scope, diagnostics);
    let mut module = Module {
        name,
        type_name,
        title: api.info.title.clone(),
        description: api.info.description.clone(),
        origin: Origin {
            file: file_name(&document.name),
            other_files: document.other_files,
            sha256: document.sha256.clone(),
        },
        features: input.features,
        server,
        resources,
        types,
        shared: Vec::new(),
        error_codes,
        examples: Vec::new(),
    };
    let found = operation::operations(api, &location);
    behaviour::add_paging(&mut module, api, &found, dialect);
    behaviour::add_waiting(&mut module, &found, diagnostics);
    forms::settle(&mut module, &found, &mut names.scope, diagnostics);
    module.examples = examples::finish(examples, &module);
    module
}

fn file_name(path: &str) -> String {
    path.rsplit(['/', '\\']).next().unwrap_or(path).to_owned()
}

/// Choices of the manifest that choose nothing are mistakes, or left over from an older document.
fn report_unknown_choices(api: &OpenAPI, choices: &NameChoices, diagnostics: &mut Diagnostics) {
    let operations: Vec<_> = api
        .operations()
        .map(|(_, _, operation)| operation)
        .collect();
    let tag = |tag: &str| {
        operations
            .iter()
            .any(|found| found.tags.iter().any(|known| known == tag))
    };
    let id = |id: &str| {
        operations
            .iter()
            .any(|found| found.operation_id.as_deref() == Some(id))
    };
    let components = api.components.as_ref();
    let schema = |name: &str| {
        name.starts_with('/') || components.is_some_and(|found| found.schemas.contains_key(name))
    };
    let unknown = choices.resources.iter().filter(|(key, _)| !tag(key));
    let unknown = unknown.chain(choices.operations.iter().filter(|(key, _)| !id(key)));
    let unknown = unknown.chain(choices.types.iter().filter(|(key, _)| !schema(key)));
    for (subject, choice) in unknown {
        let subject = subject.clone();
        diagnostics.report(
            choice.location.clone(),
            LowerProblem::UnknownSubject { subject },
        );
    }
}

/// Gives each component its name and its id, before anything refers to it.
fn name_components(schemas: &mut Schemas<'_>, names: &mut TypeNames<'_>) {
    let api: &OpenAPI = schemas.api;
    let Some(components) = &api.components else {
        return;
    };
    let location = schemas.location().join("components").join("schemas");
    let keys: Vec<&str> = components.schemas.keys().map(String::as_str).collect();
    let given = names.components(&keys, &schemas.dialect.names, schemas.diagnostics);
    for ((key, schema), name) in components.schemas.iter().zip(given) {
        schemas
            .components
            .insert(key.clone(), TypeId(schemas.drafts.len()));
        let data = match schema {
            ReferenceOr::Item(Schema { schema_data, .. }) => Some(schema_data),
            ReferenceOr::Reference { .. } => None,
        };
        schemas.drafts.push(Draft {
            naming: Naming::Final(name),
            pointer: location.join(key).pointer.to_string(),
            description: data.and_then(|data| data.description.clone()),
            deprecated: data.is_some_and(|data| data.deprecated),
            nullable: data.is_some_and(|data| data.nullable),
            // Filled in when the components are lowered.
            shape: Shape::Alias(Type::Json),
        });
    }
}

/// The resources and their operations.
fn resources(
    schemas: &mut Schemas<'_>,
    names: &mut TypeNames<'_>,
    choices: &NameChoices,
    module: &Name,
) -> Vec<Resource> {
    let found = operation::operations(schemas.api, &schemas.location());
    let wanted: Vec<_> = found.iter().map(operation_candidate).collect();
    let type_names = names.scope.claim_all(&wanted);
    let groups = names::group(&found, choices, schemas.dialect);
    let accessors: Vec<_> = groups
        .iter()
        .map(|group| Candidate {
            key: group.title.clone(),
            wanted: vec![group.title.clone(), format!("{} api", group.title)],
        })
        .collect();
    // A file of the module's own name would be a module in one of its name.
    let reserved = [RESERVED_ACCESSORS, &[module.plain()]].concat();
    let accessors = Scope::new(Case::Snake, &reserved).claim_all(&accessors);
    let holders: Vec<_> = groups
        .iter()
        .map(|group| Candidate::plain(&format!("{} api", group.title)))
        .collect();
    let holders = names.scope.claim_all(&holders);
    let mut resources = Vec::new();
    for ((group, name), type_name) in groups.iter().zip(accessors).zip(holders) {
        resources.push(Resource {
            name,
            type_name,
            title: words(&group.title).join(" "),
            description: tag_description(schemas.api, &group.tag),
            operations: members(schemas, group, &found, &type_names, choices),
            types: Vec::new(),
        });
    }
    resources
}

fn operation_candidate(found: &Found<'_>) -> Candidate {
    Candidate {
        key: found.id.clone(),
        wanted: found
            .preferred_names()
            .map(str::to_owned)
            .chain([format!("{} operation", found.id)])
            .collect(),
    }
}

fn tag_description(api: &OpenAPI, tag: &str) -> Option<String> {
    api.tags
        .iter()
        .find(|known| known.name == tag)
        .and_then(|tag| tag.description.clone())
}

fn members<'a>(
    schemas: &mut Schemas<'a>,
    group: &Group,
    found: &[Found<'a>],
    type_names: &[Name],
    choices: &NameChoices,
) -> Vec<Operation> {
    let methods = names::methods(group, found, choices, schemas.diagnostics);
    let mut operations = Vec::new();
    for (&index, method_name) in group.members.iter().zip(methods) {
        let (found, type_name) = (&found[index], &type_names[index]);
        let signature = schemas.signature(found, type_name.plain());
        operations.push(finish_operation(
            found,
            signature,
            type_name.clone(),
            method_name,
        ));
    }
    operations
}

fn finish_operation(
    found: &Found<'_>,
    signature: Signature,
    type_name: Name,
    method_name: Name,
) -> Operation {
    let text = |text: &Option<String>| text.clone().filter(|text| !text.trim().is_empty());
    Operation {
        id: found.id.clone(),
        type_name,
        method_name,
        method: found.method,
        path: signature.path,
        server: signature.server,
        auth: signature.auth,
        credentials: Vec::new(),
        summary: text(&found.source.summary),
        description: text(&found.source.description),
        deprecated: found.source.deprecated,
        parameters: signature.parameters,
        body: signature.body,
        answer: signature.success.answer,
        accept: signature.success.accept,
        successes: signature.success.statuses,
        errors: signature.errors,
        paging: None,
        waiting: None,
    }
}

/// Names the types that were found inline, now that all are known.
fn finish_types(schemas: &mut Schemas<'_>, names: &mut TypeNames<'_>) -> Vec<TypeDef> {
    let drafts = std::mem::take(&mut schemas.drafts);
    let mut given = BTreeMap::new();
    let mut open = Vec::new();
    for (index, draft) in drafts.iter().enumerate() {
        let Naming::Wanted(candidate) = &draft.naming else {
            continue;
        };
        match names.chosen(&draft.pointer, schemas.diagnostics) {
            Some(name) => drop(given.insert(index, name)),
            None => open.push((index, candidate.clone())),
        }
    }
    let wanted: Vec<_> = open
        .iter()
        .map(|(_, candidate)| candidate.clone())
        .collect();
    let claimed = names.scope.claim_all(&wanted);
    given.extend(open.iter().map(|(index, _)| *index).zip(claimed));
    drafts
        .into_iter()
        .enumerate()
        .filter_map(|(index, draft)| {
            let name = match draft.naming {
                Naming::Final(name) => name,
                Naming::Wanted(_) => given.remove(&index)?,
            };
            Some(TypeDef {
                name,
                pointer: draft.pointer,
                description: draft.description,
                deprecated: draft.deprecated,
                shape: draft.shape,
                usage: Usage::default(),
                home: None,
                users: BTreeSet::new(),
            })
        })
        .collect()
}

/// What the type that holds a module's resources has already.
const RESERVED_ACCESSORS: &[&str] = &[
    "new",
    "client",
    "clone",
    "into",
    "try_into",
    "error_code",
    "examples",
    "types",
    "mod",
];
