//! One document becomes one module.

use std::collections::{BTreeMap, BTreeSet};

use openapiv3::{ReferenceOr, Schema};

use crate::diagnostics::{Diagnostics, Location};
use crate::dialect::Dialect;
use crate::document::Document;
use crate::input::{DocumentInput, NameChoices};
use crate::ir::{Home, Module, Name, Origin, Resource, Shape, Type, TypeDef, Usage, reserved};

use super::context::{DraftName, Lowering, Sids, TypeDraft};
use super::error_codes;
use super::examples;
use super::names::{
    TypeNames, add_attributes, name_arguments, rename_error_codes, rename_members,
    rename_parameters,
};
use super::operations::{
    add_paging, add_polling, operations, report_unset_flags, settle_bytes, settle_forms,
};
use super::problem::LowerProblem;
use super::resources::resources;
use super::schemas::{break_alias_cycles, lower_components};
use super::servers::{choices, first_server, fixed_hosts};
use super::webhooks::{Events, events};

pub(super) fn lower(
    name: Name,
    resources_on_client: bool,
    input: &DocumentInput,
    document: &Document,
    dialect: &Dialect,
    sids: &mut Sids,
    diagnostics: &mut Diagnostics,
) -> Module {
    let api = &document.api;
    let location = Location::file(&document.name);
    report_unknown_choices(document, &input.names, diagnostics);
    let server = first_server(api, &location, diagnostics);
    let fixed_hosts = fixed_hosts(api, &location, diagnostics);
    let mut names = TypeNames::new(&input.names, dialect);
    let mut lowering = Lowering::new(document, dialect, sids, diagnostics);
    name_components(&mut lowering, &mut names);
    // A schema of the module's name keeps it.
    let type_name = (!resources_on_client).then(|| {
        let preferred = [name.plain(), &format!("{} resources", name.plain())];
        names.scope.claim_first(&preferred)
    });
    lower_components(&mut lowering);
    let reserved = reserved_accessors(&name, resources_on_client);
    let mut resources = resources(&mut lowering, &mut names, &input.names, &reserved);
    let Events {
        unions: events,
        payloads,
    } = events(&mut lowering, &resources);
    let examples = examples::collect(&mut lowering, &resources, &payloads);
    break_alias_cycles(&mut lowering);
    let mut types = name_types(&mut lowering, &mut names);
    // A document of nothing but schemas is one on purpose.
    let has_only_schemas = api.paths.paths.is_empty() && !types.is_empty();
    if resources.is_empty() && payloads.is_empty() && !has_only_schemas {
        let location = location.join("paths");
        lowering.report(&location, LowerProblem::NoOperations);
    }
    apply_choices(
        &mut types,
        &mut resources,
        &input.names,
        lowering.diagnostics,
    );
    let mut error_codes =
        error_codes::collect(api, &location, &resources, &mut names.scope, diagnostics);
    rename_error_codes(error_codes.as_mut(), &input.names, diagnostics);
    let mut module = Module {
        name,
        type_name,
        title: api.info.title.clone(),
        description: api.info.description.clone(),
        origin: origin(document),
        features: input.features,
        server,
        fixed_hosts,
        servers: choices(api),
        resources,
        types,
        shared: Vec::new(),
        unreferenced: Vec::new(),
        events,
        webhooks: Vec::new(),
        omit_unreferenced: input.omit_unreferenced,
        error_codes,
        examples: Vec::new(),
        former_names: Vec::new(),
    };
    add_repetition(&mut module, input, document, dialect, diagnostics);
    let sources = operations(document);
    report_unset_flags(&module, &sources, diagnostics);
    settle_forms(&mut module, &sources, &mut names.scope, diagnostics);
    module.examples = examples::name(examples, &module);
    settle_bytes(&mut module);
    name_arguments(&mut module, &mut names.scope);
    module
}

/// Gives members, parameters and types the names and the attributes of the manifest.
fn apply_choices(
    types: &mut [TypeDef],
    resources: &mut [Resource],
    choices: &NameChoices,
    diagnostics: &mut Diagnostics,
) {
    rename_members(types, choices, diagnostics);
    add_attributes(types, &choices.attributes, diagnostics);
    let operations = resources.iter_mut().flat_map(|found| &mut found.operations);
    rename_parameters(operations, &choices.parameters, diagnostics);
}

/// Adds what repeats a call: the pages of lists, and the states that polling waits for.
fn add_repetition(
    module: &mut Module,
    input: &DocumentInput,
    document: &Document,
    dialect: &Dialect,
    diagnostics: &mut Diagnostics,
) {
    let sources = operations(document);
    let schemes = [input.paging.as_slice(), &dialect.paging].concat();
    let root = Location::file(&document.name);
    add_paging(
        module,
        &document.api,
        &sources,
        &schemes,
        &root,
        diagnostics,
    );
    add_polling(module, &sources, diagnostics);
}

/// Returns the names that no accessor of a resource can have, nor the resource's file.
fn reserved_accessors(module: &Name, resources_on_client: bool) -> Vec<&str> {
    let client = match resources_on_client {
        true => reserved::CLIENT,
        false => &[],
    };
    // A file of the module's name would nest a module in one of the same name.
    [
        reserved::ACCESSORS,
        reserved::DEVICES,
        client,
        &[module.plain()],
    ]
    .concat()
}

fn origin(document: &Document) -> Origin {
    let path = &document.name;
    Origin {
        file: path.rsplit(['/', '\\']).next().unwrap_or(path).to_owned(),
        other_files: document.other_files,
        sha256: document.sha256.clone(),
    }
}

/// Reports names of the manifest whose subject the document does not contain: mistakes, or leftovers of an
/// older document.
fn report_unknown_choices(
    document: &Document,
    choices: &NameChoices,
    diagnostics: &mut Diagnostics,
) {
    let sources = operations(document);
    let tag = |tag: &str| {
        let mut tags = sources.iter().flat_map(|found| &found.operation.tags);
        tags.any(|known| known == tag)
    };
    let id = |id: &str| sources.iter().any(|found| found.id == id);
    let components = document.api.components.as_ref();
    let schema = |name: &str| {
        name.starts_with('/') || components.is_some_and(|found| found.schemas.contains_key(name))
    };
    let unknown = choices.resources.iter().filter(|(key, _)| !tag(key));
    let operations = choices.operations.iter().chain(&choices.operation_types);
    let unknown = unknown.chain(operations.filter(|(key, _)| !id(key)));
    let unknown = unknown.chain(choices.types.iter().filter(|(key, _)| !schema(key)));
    for (subject, choice) in unknown {
        let subject = subject.clone();
        diagnostics.report(
            choice.location.clone(),
            LowerProblem::UnknownSubject { subject },
        );
    }
}

/// Assigns each component its name and its id, before anything refers to it.
fn name_components(lowering: &mut Lowering<'_>, names: &mut TypeNames<'_>) {
    let Some(components) = &lowering.api.components else {
        return;
    };
    let location = lowering.root().join("components").join("schemas");
    let keys: Vec<&str> = components.schemas.keys().map(String::as_str).collect();
    let given = names.components(&keys, &lowering.dialect.names, lowering.diagnostics);
    for ((key, schema), name) in components.schemas.iter().zip(given) {
        let pointer = location.join(key).pointer.to_string();
        let id = lowering.types.add(component_draft(schema, name, pointer));
        lowering.types.components.insert(key.clone(), id);
    }
}

/// Returns the draft of a component, whose shape is filled in when the components are lowered.
fn component_draft(schema: &ReferenceOr<Schema>, name: Name, pointer: String) -> TypeDraft {
    let data = schema.as_item().map(|schema| &schema.schema_data);
    TypeDraft {
        name: DraftName::Final(name),
        pointer,
        description: data.and_then(|data| data.description.clone()),
        deprecated: data.is_some_and(|data| data.deprecated),
        shape: Shape::Alias(Type::Json),
    }
}

/// Names the types that were found inline, now that all are known.
fn name_types(lowering: &mut Lowering<'_>, names: &mut TypeNames<'_>) -> Vec<TypeDef> {
    let drafts = lowering.types.take();
    let mut given = BTreeMap::new();
    let mut open = Vec::new();
    for (index, draft) in drafts.iter().enumerate() {
        let DraftName::Candidates(candidate) = &draft.name else {
            continue;
        };
        match names.chosen(&draft.pointer, lowering.diagnostics) {
            Some(name) => drop(given.insert(index, name)),
            None => open.push((index, candidate.clone())),
        }
    }
    let (open, candidates): (Vec<usize>, Vec<_>) = open.into_iter().unzip();
    given.extend(open.into_iter().zip(names.scope.claim_all(&candidates)));
    let drafts = drafts.into_iter().enumerate();
    let types = drafts.filter_map(|(index, draft)| type_def(draft, given.remove(&index)));
    types.collect()
}

/// Returns the type that a draft becomes; `given` is its name unless the draft has a final one.
fn type_def(draft: TypeDraft, given: Option<Name>) -> Option<TypeDef> {
    let name = match draft.name {
        DraftName::Final(name) => name,
        DraftName::Candidates(_) => given?,
    };
    Some(TypeDef {
        name,
        pointer: draft.pointer,
        description: draft.description,
        deprecated: draft.deprecated,
        shape: draft.shape,
        attributes: Vec::new(),
        arguments: None,
        usage: Usage::default(),
        home: Home::default(),
        users: BTreeSet::new(),
    })
}
