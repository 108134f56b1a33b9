//! Facts that code doesn't show: those about the wire, and the parts of documents.

use serde_json::Value;

use super::crate_facts;
use super::item::{FORMER, ItemKind, Surface, TYPE_KINDS};
use super::origins::{
    ERROR_CODES_ORIGIN, MODULE_ORIGIN, alternative_origin, escaped, operation_origin,
    parameter_origin, resource_origin, sid_origin, type_origin,
};
use super::values::{
    ALTERNATIVES, Facts, PERSONAL, alternatives, annotate, body_facts, constraints, credentials,
    facts, field_facts, format, parameter_facts, servers, text,
};
use crate::ir::{
    Api, Auth, Enum, FormerItem, FormerName, Module, Name, Operation, Resource, Shape, Struct,
    TypeDef, Union,
};

/// Adds the facts of all items that the intermediate representation knows.
pub(super) fn add(surface: &mut Surface, api: &Api, documents: &[&Value]) {
    crate_facts::add(surface, api);
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

struct Annotator<'a> {
    surface: &'a mut Surface,
    module: &'a Module,
    document: &'a Value,
}

impl Annotator<'_> {
    fn module(mut self) {
        let module = self.module;
        let name = module.name.plain();
        let server = facts([
            ("server", Some(module.server.clone())),
            ("servers", servers(&module.servers)),
        ]);
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
            FormerItem::Setter(_) | FormerItem::CallSetter(..) => {
                let owner = module.setter_owner(name.item);
                member(self.path(owner.map_or("", Name::plain)))
            }
            FormerItem::ErrorCode => {
                let codes = module.error_codes.as_ref().map(|codes| &codes.name);
                member(self.path(codes.map_or("", Name::plain)))
            }
            FormerItem::Accessor(_) => member(match &module.type_name {
                Some(holder) => self.path(holder.plain()),
                None => "Client".to_owned(),
            }),
            FormerItem::Method(index, _) => {
                let holder = module.resources.get(index).map(|found| &found.type_name);
                member(self.path(holder.map_or("", Name::plain)))
            }
        };
        let kinds = [
            ItemKind::Alias,
            ItemKind::Constant,
            ItemKind::Method,
            ItemKind::Setter,
        ];
        let facts = facts([(FORMER, Some(current)), ("deprecated", Some(String::new()))]);
        self.add(&path, &kinds, facts, "");
    }

    /// Returns the path of a type of the module, wherever its file is.
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
        let mut attributes = def.attributes.iter();
        let is_deprecated =
            def.deprecated || attributes.any(|found| found.starts_with("#[deprecated"));
        let mut own = facts([("deprecated", is_deprecated.then(String::new))]);
        match &def.shape {
            Shape::Struct(shape) => {
                self.fields(&path, def, shape, &origin);
                if def.usage.request {
                    own.extend(facts([(ALTERNATIVES, alternatives(shape))]));
                }
            }
            Shape::Enum(shape) => own.extend(self.variants(&path, shape, &origin)),
            Shape::IntegerEnum(shape) => own.extend(self.variants(&path, shape, &origin)),
            Shape::Union(union) => own.extend(self.union(&path, def, union, &origin)),
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
            Shape::Alias(ty) => own.extend(facts([("format", format(ty))])),
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
            let facts = field_facts(self.module, field, def.usage.request);
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
        if let Some((name, ty)) = &shape.additional {
            let path = format!("{path}::{}", name.plain());
            let origin = format!("{origin}/additionalProperties");
            let is_personal = shape.is_additional_personal;
            let mut all = facts([
                ("format", format(ty)),
                (PERSONAL, is_personal.then(String::new)),
            ]);
            if def.usage.request {
                all.extend(constraints(&shape.additional_constraints));
            }
            self.add(&path, &[ItemKind::Field], all, &origin);
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

    fn union(&mut self, path: &str, def: &TypeDef, union: &Union, origin: &str) -> Facts {
        for variant in &union.variants {
            let event = variant.event.as_ref();
            let event = event.map(|event| format!("{} {}", event.name, event.status));
            let tags = (!variant.tags.is_empty()).then(|| variant.tags.join(", "));
            let path = format!("{path}::{}", variant.name.plain());
            let origin = alternative_origin(self.module, self.document, origin, variant);
            let mut all = facts([
                ("tags", tags),
                ("event", event),
                ("format", format(&variant.ty)),
            ]);
            if def.usage.request {
                all.extend(constraints(&variant.constraints));
            }
            self.add(&path, &[ItemKind::Variant], all, &origin);
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
        let scopes = (!operation.scopes.is_empty()).then(|| operation.scopes.join(", "));
        let successes: Vec<_> = operation.successes.iter().map(u16::to_string).collect();
        let successes = (!successes.is_empty()).then(|| successes.join(", "));
        let polling = operation.polling.as_ref();
        let polling = polling.map(|found| found.terminal.join(", "));
        facts([
            ("http", Some(http)),
            ("server", server),
            ("authentication", auth),
            ("credentials", own),
            ("scopes", scopes),
            ("accept", operation.accept.clone()),
            ("successes", successes),
            (
                "stream",
                operation.response.stream().map(ToString::to_string),
            ),
            (
                "paging",
                operation
                    .paging
                    .as_ref()
                    .map(|found| found.scheme.to_string()),
            ),
            ("final states", polling),
            ("idempotency key", operation.policy.idempotency_key.clone()),
            (
                "idempotent",
                operation.policy.idempotent.then(|| "true".to_owned()),
            ),
            ("attempts", text(operation.policy.max_attempts)),
            ("time limit", text(operation.policy.timeout)),
            (
                "time limit of an attempt",
                text(operation.policy.attempt_timeout),
            ),
            ("deprecated", operation.deprecated.then(String::new)),
        ])
    }

    fn error_codes(&mut self) {
        let Some(codes) = &self.module.error_codes else {
            return;
        };
        let path = self.path(codes.name.plain());
        let origin = ERROR_CODES_ORIGIN;
        let order = codes.codes.iter().map(|code| code.name.plain());
        let order = facts([("order", Some(order.collect::<Vec<_>>().join(" < ")))]);
        self.add(&path, &[ItemKind::Enum], order, origin);
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
