//! What code doesn't show: facts about the wire, and the parts of documents.

use std::collections::BTreeMap;

use serde_json::Value;

use super::identity::identity;
use super::item::{ItemKind, Surface, TYPE_KINDS};
use crate::ir::{
    Access, Api, Auth, Authentication, Body, Constraints, Credential, Enum, Field, Module,
    Operation, Parameter, Resource, Shape, SidType, Struct, Type, TypeDef, Union, Variant,
};

type Facts = BTreeMap<String, String>;

/// Adds the facts of all items that the intermediate representation knows.
pub(super) fn add(surface: &mut Surface, api: &Api, documents: &[&Value]) {
    if let Authentication::Declared(ways) = &api.authentication {
        // The alternatives come from all operations, in an order without meaning.
        let mut ways = ways.clone();
        ways.sort_by_key(|way| credentials(std::slice::from_ref(way)));
        let facts = facts([("credentials", Some(credentials(&ways)))]);
        annotate(surface, "crate", ItemKind::Crate, facts, "");
    }
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

fn annotate(surface: &mut Surface, path: &str, kind: ItemKind, facts: Facts, origin: &str) {
    if let Some(item) = surface.get_mut(path, kind) {
        item.facts.extend(facts);
        origin.clone_into(&mut item.origin);
    }
}

fn facts<const N: usize>(facts: [(&str, Option<String>); N]) -> Facts {
    let present = facts.into_iter();
    let present = present.filter_map(|(name, value)| Some((name.to_owned(), value?)));
    present.collect()
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
    }

    /// The path of a type of the module, wherever its file is.
    fn path(&self, name: &str) -> String {
        let module = self.module.name.plain();
        let apart = format!("{module}::unreferenced::{name}");
        let kinds = [ItemKind::Struct, ItemKind::Enum, ItemKind::Alias];
        let is_apart = kinds
            .iter()
            .any(|&kind| self.surface.get(&apart, kind).is_some());
        if is_apart {
            apart
        } else {
            format!("{module}::{name}")
        }
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
            let tags = (!variant.tags.is_empty()).then(|| variant.tags.join(", "));
            let path = format!("{path}::{}", variant.name.plain());
            let origin = alternative_origin(self.module, self.document, origin, variant);
            self.add(
                &path,
                &[ItemKind::Variant],
                facts([("tags", tags)]),
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

/// The identity of the type that leads to the resources of a module.
pub(crate) const MODULE_ORIGIN: &str = "resources";

/// The identity of a type of the error codes of a module.
pub(crate) const ERROR_CODES_ORIGIN: &str = "/x-error-codes";

/// The identity of a SID type.
pub(crate) fn sid_origin(sid: &SidType) -> String {
    format!("sid {}", sid.prefixes.join("|"))
}

/// The identity of an alternative of a union: the value that selects it, else the type that it holds.
pub(crate) fn alternative_origin(
    module: &Module,
    document: &Value,
    union: &str,
    variant: &Variant,
) -> String {
    let held = match variant.tags.first() {
        Some(tag) => escaped(tag),
        None => held_type(module, document, &variant.ty),
    };
    format!("{union}/alternatives/{held}")
}

fn held_type(module: &Module, document: &Value, ty: &Type) -> String {
    match ty {
        Type::Named(id) => type_origin(module, document, module.get(*id)),
        Type::List(inner) => format!("list of {}", held_type(module, document, inner)),
        Type::Map(inner) => format!("map of {}", held_type(module, document, inner)),
        Type::Sid(_) => "sid".to_owned(),
        ty => format!("{ty:?}"),
    }
}

/// The identity of a type. A schema that is two types has a second one for forms.
pub(crate) fn type_origin(module: &Module, document: &Value, def: &TypeDef) -> String {
    let mut same = module
        .types
        .iter()
        .filter(|other| other.pointer == def.pointer);
    let is_first = same.next().is_none_or(|first| first.name == def.name);
    let origin = identity(document, &def.pointer);
    if is_first {
        origin
    } else {
        format!("{origin} form")
    }
}

pub(crate) fn operation_origin(operation: &Operation) -> String {
    format!("operation {}", operation.id)
}

pub(crate) fn resource_origin(resource: &Resource) -> String {
    format!("resource {}", resource.title)
}

pub(crate) fn parameter_origin(operation: &str, parameter: &Parameter) -> String {
    format!(
        "{operation} {}.{}",
        parameter.location.as_str(),
        parameter.wire
    )
}

/// A name on the wire as a part of an identity.
pub(crate) fn escaped(wire: &str) -> String {
    wire.replace('~', "~0").replace('/', "~1")
}

fn credentials(ways: &[Vec<Credential>]) -> String {
    let name = |credential: &Credential| match credential {
        Credential::Bearer => "bearer".to_owned(),
        Credential::Basic => "basic".to_owned(),
        Credential::Key(key) => format!("{} {}", key.location.as_str(), key.wire),
    };
    let ways = ways.iter().map(|parts| {
        let mut parts: Vec<_> = parts.iter().map(name).collect();
        parts.sort();
        parts.join(" and ")
    });
    ways.collect::<Vec<_>>().join(" or ")
}

fn field_facts(field: &Field, is_sent: bool) -> Facts {
    let access = match field.access {
        Access::Full => None,
        Access::ReadOnly => Some("read-only".to_owned()),
        Access::WriteOnly => Some("write-only".to_owned()),
    };
    let mut all = facts([
        ("wire", Some(field.wire.clone())),
        ("default", field.default.clone()),
        ("access", access),
        ("deprecated", field.deprecated.then(String::new)),
    ]);
    if is_sent {
        all.extend(constraints(&field.constraints));
    }
    all
}

fn parameter_facts(parameter: &Parameter) -> Facts {
    let style = format!("{:?}", parameter.style);
    let explode = if parameter.explode { ", exploded" } else { "" };
    let mut all = facts([
        ("wire", Some(parameter.wire.clone())),
        ("in", Some(parameter.location.as_str().to_owned())),
        ("style", Some(format!("{style}{explode}"))),
        ("default", parameter.default.clone()),
        ("deprecated", parameter.deprecated.then(String::new)),
    ]);
    all.extend(constraints(&parameter.constraints));
    all
}

fn body_facts(body: &Body) -> Facts {
    let styles: Vec<_> = body
        .styles
        .iter()
        .map(|style| format!("{style:?}"))
        .collect();
    let parts = body
        .media_types
        .iter()
        .map(|(part, media)| format!("{part}: {media}"));
    let parts: Vec<_> = parts.collect();
    facts([
        ("in", Some("body".to_owned())),
        (
            "encoding",
            Some(format!("{:?}", body.encoding).to_lowercase()),
        ),
        ("content type", Some(body.content_type.clone())),
        ("styles", (!styles.is_empty()).then(|| styles.join("; "))),
        ("media types", (!parts.is_empty()).then(|| parts.join("; "))),
    ])
}

fn constraints(found: &Constraints) -> Facts {
    let values: Vec<_> = found.values.iter().map(Value::to_string).collect();
    facts([
        ("minLength", found.min_length.map(|value| value.to_string())),
        ("maxLength", found.max_length.map(|value| value.to_string())),
        ("minItems", found.min_items.map(|value| value.to_string())),
        ("maxItems", found.max_items.map(|value| value.to_string())),
        ("minimum", found.minimum.map(|value| value.to_string())),
        ("maximum", found.maximum.map(|value| value.to_string())),
        ("pattern", found.pattern.clone()),
        ("values", (!values.is_empty()).then(|| values.join(", "))),
    ])
}
