//! The identities of items: the parts of documents that they are made of.

use serde_json::Value;

use super::identity::identity;
use crate::ir::{
    Key, Module, Operation, Parameter, Resource, SidType, Style, Type, TypeDef, Variant,
};

/// The identity of the type that leads to the resources of a module.
pub(crate) const MODULE_ORIGIN: &str = "resources";

/// The identity of a type of the error codes of a module.
pub(crate) const ERROR_CODES_ORIGIN: &str = "/x-error-codes";

/// Returns the identity of a SID type.
pub(crate) fn sid_origin(sid: &SidType) -> String {
    format!("sid {}", sid.prefixes.join("|"))
}

/// Returns the identity of a key: where it goes.
pub(crate) fn key_origin(key: &Key) -> String {
    format!("key {} {}", key.location.as_str(), key.wire)
}

/// Returns the identity of an alternative of a union: the value that selects it, else the type that
/// it holds.
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
        Type::Nullable(inner) => format!("nullable {}", held_type(module, document, inner)),
        Type::Sid(_) => "sid".to_owned(),
        ty => format!("{ty:?}"),
    }
}

/// Returns the identity of a type. A schema that is two types has a second one for forms.
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

/// Returns the identity of a parameter. One whose members are sent apart may share its name with
/// another.
pub(crate) fn parameter_origin(operation: &str, parameter: &Parameter) -> String {
    let (location, wire) = (parameter.location.as_str(), &parameter.wire);
    let members = if parameter.style == Style::Dotted {
        ".*"
    } else {
        ""
    };
    format!("{operation} {location}.{wire}{members}")
}

/// Returns a name on the wire as a part of an identity.
pub(crate) fn escaped(wire: &str) -> String {
    wire.replace('~', "~0").replace('/', "~1")
}

/// Returns the name of the component schema at a JSON pointer, if one stands there.
pub(crate) fn component_of(pointer: &str) -> Option<String> {
    let component = pointer.strip_prefix("/components/schemas/")?;
    (!component.contains('/')).then(|| component.replace("~1", "/").replace("~0", "~"))
}
