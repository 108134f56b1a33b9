//! What code doesn't show: facts about the wire, and the parts of documents.

use serde_json::Value;

use super::item::{FORMER, ItemKind, Surface, TYPE_KINDS};
use super::origins::{
    ERROR_CODES_ORIGIN, MODULE_ORIGIN, alternative_origin, escaped, key_origin, operation_origin,
    parameter_origin, resource_origin, sid_origin, type_origin,
};
use super::values::{
    Facts, body_facts, credentials, facts, field_facts, parameter_facts, variables,
};
use crate::ir::{
    Api, Auth, Authentication, Credential, Enum, FormerItem, FormerName, Module, Name, Operation,
    Resource, Shape, Struct, TypeDef, Union,
};

/// Adds the facts of all items that the intermediate representation knows.
pub(super) fn add(surface: &mut Surface, api: &Api, documents: &[&Value]) {
    authentication(surface, &api.authentication);
    for sid in &api.sids {
        let path = format!("sid::{}", sid.name.plain());
        let facts = facts([("prefixes", Some(sid.prefixes.join("|")))]);
        annotate(surface, &path, ItemKind::Struct, facts, &sid_origin(sid));
    }
    for (module, document) in api.modules.iter().zip(documents) {
        Annotator {
            surface,
            module,
            document,
        }
        .module();
    }
}

fn authentication(surface: &mut Surface, found: &Authentication) {
    let ways = match found {
        Authentication::Vendor(vendor) => {
            let variables = variables(&vendor.environment);
            let facts = facts([("environment variables", Some(variables))]);
            return annotate(surface, "crate", ItemKind::Crate, facts, "");
        }
        Authentication::Declared(ways) => ways,
    };
    // The alternatives come from all operations, in an order without meaning.
    let mut sorted = ways.clone();
    sorted.sort_by_key(|way| credentials(std::slice::from_ref(way)));
    let own = facts([("credentials", Some(credentials(&sorted)))]);
    annotate(surface, "crate", ItemKind::Crate, own, "");
    for credential in ways.iter().flatten() {
        if let Credential::Key(key) = credential {
            let path = format!("Credentials::{}", key.name.plain());
            let facts = facts([("variable", Some(key.variable()))]);
            annotate(surface, &path, ItemKind::Function, facts, &key_origin(key));
        }
    }
}

fn annotate(surface: &mut Surface, path: &str, kind: ItemKind, facts: Facts, origin: &str) {
    if let Some(item) = surface.get_mut(path, kind) {
        item.facts.extend(facts);
        origin.clone_into(&mut item.origin);
    }
}

struct Annotator<'a> {
    surface: &'a mut Surface,
    module: &'a Module,
    document: &'a Value,
}

impl Annotator<'_> {
    fn module(mut self) {
        let module = self.module;
        let name = module.name.plain();
        let server = facts([("server", Some(module.server.clone()))]);
        annotate(self.surface, name, ItemKind::Module, server, "");
        if let Some(name) = &module.type_name {
            let holder = self.path(name.plain());
            self.add(&holder, &[ItemKind::Struct], Facts::new(), MODULE_ORIGIN);
        }
        for def in &module.types {
            self.type_def(def);
        }
        for resource in &module.resources {
            self.resource(resource);
        }
        self.error_codes();
        for name in &module.former_names {
            self.former_name(name);
        }
    }

    /// A former name stands for no part of the document: that is the item's.
    fn former_name(&mut self, name: &FormerName) {
        let module = self.module;
        let (former, current) = (name.former.plain(), name.current.plain());
        let member = |owner: String| {
            let path = |name: &str| format!("{owner}::{name}");
            (path(former), path(current))
        };
        let (path, current) = match name.item {
            FormerItem::Type(_) | FormerItem::ResourceType(_) => {
                (self.path(former), self.path(current))
            }
            FormerItem::Variant(id) => member(self.path(module.get(id).name.plain())),
            FormerItem::Accessor(_) => member(match &module.type_name {
                Some(holder) => self.path(holder.plain()),
                None => "Client".to_owned(),
            }),
            FormerItem::Method(index, _) => {
                let holder = module.resources.get(index).map(|found| &found.type_name);
                member(self.path(holder.map_or("", Name::plain)))
            }
        };
        let kinds = [ItemKind::Alias, ItemKind::Constant, ItemKind::Method];
        let facts = facts([(FORMER, Some(current)), ("deprecated", Some(String::new()))]);
        self.add(&path, &kinds, facts, "");
    }

    /// The path of a type of the module, wherever its file is.
    fn path(&self, name: &str) -> String {
        let module = self.module.name.plain();
        let parts = ["unreferenced", self.module.webhooks_name()];
        let mut paths = parts
            .map(|part| format!("{module}::{part}::{name}"))
            .into_iter();
        let kinds = [ItemKind::Struct, ItemKind::Enum, ItemKind::Alias];
        let is_known = |path: &String| {
            let mut kinds = kinds.iter();
            kinds.any(|&kind| self.surface.get(path, kind).is_some())
        };
        paths
            .find(is_known)
            .unwrap_or_else(|| format!("{module}::{name}"))
    }

    fn add(&mut self, path: &str, kinds: &[ItemKind], facts: Facts, origin: &str) {
        for &kind in kinds {
            annotate(self.surface, path, kind, facts.clone(), origin);
        }
    }

    fn type_def(&mut self, def: &TypeDef) {
        let path = self.path(def.name.plain());
        let origin = type_origin(self.module, self.document, def);
        let mut own = facts([("deprecated", def.deprecated.then(String::new))]);
        match &def.shape {
            Shape::Struct(shape) => self.fields(&path, def, shape, &origin),
            Shape::Enum(shape) => own.extend(self.variants(&path, shape, &origin)),
            Shape::IntegerEnum(shape) => own.extend(self.variants(&path, shape, &origin)),
            Shape::Union(union) => own.extend(self.union(&path, union, &origin)),
            Shape::Responses(found) => {
                for response in found {
                    let path = format!("{path}::{}", response.name.plain());
                    let (first, last) = response.statuses;
                    let facts = facts([("statuses", Some(format!("{first}-{last}")))]);
                    self.add(
                        &path,
                        &[ItemKind::Variant],
                        facts,
                        &format!("{origin}/{first}"),
                    );
                }
            }
            Shape::Alias(_) => {}
        }
        self.add(&path, TYPE_KINDS, own, &origin);
        if let Some(arguments) = &def.arguments {
            let arguments = self.path(arguments.plain());
            self.add(
                &arguments,
                TYPE_KINDS,
                Facts::new(),
                &format!("{origin} arguments"),
            );
        }
    }

    fn fields(&mut self, path: &str, def: &TypeDef, shape: &Struct, origin: &str) {
        let arguments = def.arguments.as_ref().map(|name| self.path(name.plain()));
        for field in &shape.fields {
            let facts = field_facts(field, def.usage.request);
            let origin = format!("{origin}/properties/{}", escaped(&field.wire));
            for owner in [Some(path), arguments.as_deref()].into_iter().flatten() {
                let path = format!("{owner}::{}", field.name.plain());
                self.add(
                    &path,
                    &[ItemKind::Field, ItemKind::Setter],
                    facts.clone(),
                    &origin,
                );
            }
        }
        if let Some((name, _)) = &shape.additional {
            let path = format!("{path}::{}", name.plain());
            let origin = format!("{origin}/additionalProperties");
            self.add(&path, &[ItemKind::Field], Facts::new(), &origin);
        }
    }

    fn variants<V: ToString>(&mut self, path: &str, shape: &Enum<V>, origin: &str) -> Facts {
        for variant in &shape.variants {
            let path = format!("{path}::{}", variant.name.plain());
            let wire = variant.wire.to_string();
            let origin = format!("{origin}/enum/{}", escaped(&wire));
            self.add(
                &path,
                &[ItemKind::Variant],
                facts([("wire", Some(wire))]),
                &origin,
            );
        }
        let order = shape.variants.iter().map(|variant| variant.name.plain());
        facts([("order", Some(order.collect::<Vec<_>>().join(" < ")))])
    }

    fn union(&mut self, path: &str, union: &Union, origin: &str) -> Facts {
        for variant in &union.variants {
            let event = variant.event.as_ref();
            let event = event.map(|event| format!("{} {}", event.name, event.status));
            let tags = (!variant.tags.is_empty()).then(|| variant.tags.join(", "));
            let path = format!("{path}::{}", variant.name.plain());
            let origin = alternative_origin(self.module, self.document, origin, variant);
            self.add(
                &path,
                &[ItemKind::Variant],
                facts([("tags", tags), ("event", event)]),
                &origin,
            );
        }
        let property = union
            .discriminator
            .as_ref()
            .map(|found| found.property.clone());
        let order = union
            .variants
            .iter()
            .map(|variant| variant.name.plain().to_owned());
        let order = property
            .is_none()
            .then(|| order.collect::<Vec<_>>().join(", "));
        facts([("discriminator", property), ("tried", order)])
    }

    fn resource(&mut self, resource: &Resource) {
        let origin = resource_origin(resource);
        let holder = self.path(resource.type_name.plain());
        let tag = facts([("tag", Some(resource.tag.clone()))]);
        self.add(&holder, &[ItemKind::Struct], Facts::new(), &origin);
        // Without such a type, the accessors are methods of the client.
        let owner = self.module.type_name.as_ref();
        let owner = owner.map(|name| self.path(name.plain()));
        for owner in [owner.as_deref(), Some("Client")].into_iter().flatten() {
            let accessor = format!("{owner}::{}", resource.name.plain());
            self.add(&accessor, &[ItemKind::Method], tag.clone(), &origin);
        }
        for operation in &resource.operations {
            self.operation(operation, &holder);
        }
    }

    fn operation(&mut self, operation: &Operation, holder: &str) {
        let origin = operation_origin(operation);
        let path = self.path(operation.type_name.plain());
        let facts = self.operation_facts(operation);
        self.add(&path, &[ItemKind::Struct], facts, &origin);
        let method = format!("{holder}::{}", operation.method_name.plain());
        self.add(&method, &[ItemKind::Method], Facts::new(), &origin);
        let arguments = operation
            .arguments
            .as_ref()
            .map(|name| self.path(name.plain()));
        if let Some(arguments) = &arguments {
            self.add(
                arguments,
                TYPE_KINDS,
                Facts::new(),
                &format!("{origin} arguments"),
            );
        }
        for owner in [Some(path.as_str()), arguments.as_deref()]
            .into_iter()
            .flatten()
        {
            for parameter in &operation.parameters {
                let path = format!("{owner}::{}", parameter.name.plain());
                let origin = parameter_origin(&origin, parameter);
                let facts = parameter_facts(parameter);
                self.add(&path, &[ItemKind::Field, ItemKind::Setter], facts, &origin);
            }
            if let Some(body) = &operation.body {
                let path = format!("{owner}::{}", body.name.plain());
                let origin = format!("{origin} body");
                self.add(
                    &path,
                    &[ItemKind::Field, ItemKind::Setter],
                    body_facts(body),
                    &origin,
                );
            }
        }
    }

    fn operation_facts(&self, operation: &Operation) -> Facts {
        let http = format!("{} {}", operation.method.as_str(), operation.path);
        let server = (operation.server != self.module.server).then(|| operation.server.clone());
        let auth = match operation.auth {
            Auth::Required => None,
            Auth::Optional => Some("optional".to_owned()),
            Auth::None => Some("none".to_owned()),
        };
        let own = &operation.credentials;
        let own = (!own.is_empty()).then(|| credentials(own));
        let successes: Vec<_> = operation.successes.iter().map(u16::to_string).collect();
        let successes = (!successes.is_empty()).then(|| successes.join(", "));
        let waiting = operation.waiting.as_ref();
        let waiting = waiting.map(|found| found.terminal.wire().collect::<Vec<_>>().join(", "));
        facts([
            ("http", Some(http)),
            ("server", server),
            ("authentication", auth),
            ("credentials", own),
            ("accept", operation.accept.clone()),
            ("successes", successes),
            (
                "paging",
                operation
                    .paging
                    .as_ref()
                    .map(|found| format!("{:?}", found.scheme)),
            ),
            ("final states", waiting),
            ("deprecated", operation.deprecated.then(String::new)),
        ])
    }

    fn error_codes(&mut self) {
        let Some(codes) = &self.module.error_codes else {
            return;
        };
        let path = self.path(codes.name.plain());
        let origin = ERROR_CODES_ORIGIN;
        self.add(&path, &[ItemKind::Enum], Facts::new(), origin);
        for code in &codes.codes {
            let path = format!("{path}::{}", code.name.plain());
            let wire = facts([("wire", Some(code.code.to_string()))]);
            self.add(
                &path,
                &[ItemKind::Variant],
                wire,
                &format!("{origin}/{}", code.code),
            );
        }
    }
}
