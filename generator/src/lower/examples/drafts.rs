//! Examples before they have names.

use indexmap::IndexMap;
use serde_json::Value;

use crate::diagnostics::Location;
use crate::ir::{BodyEncoding, Module, Shape, Type};

/// The examples, before they have names.
#[derive(Default)]
pub(in crate::lower) struct Drafts {
    /// Those of operations, in the document's order.
    pub(super) bodies: Vec<Draft>,
    /// Those of component schemas, by the names of the schemas.
    pub(super) components: IndexMap<String, Draft>,
}

/// An example, before it has a name.
pub(super) struct Draft {
    pub(super) words: String,
    pub(super) location: Location,
    /// The type that reads the example; none if the crate has no type for it.
    pub(super) ty: Option<Type>,
    pub(super) encoding: BodyEncoding,
    pub(super) value: Value,
    pub(super) replies: Vec<ReplyDraft>,
}

/// A mock response made of an example, before it has a name.
pub(super) struct ReplyDraft {
    pub(super) operation: String,
    /// The key of the response: a status, a class of them or `default`.
    pub(super) key: String,
    /// The document's name for the example, else the key.
    pub(super) name: String,
    pub(super) status: u16,
    pub(super) content_type: String,
}

impl Draft {
    /// Replaces a string by the object or list that it spells as JSON, where the type is one of these: many
    /// documents write examples so.
    pub(super) fn parse_json_text(&mut self, module: &Module) {
        let wanted = self.ty.as_ref().is_none_or(|ty| match module.resolve(ty) {
            Type::List(_) | Type::Map(_) | Type::JsonObject => true,
            Type::Named(id) => matches!(module.get(*id).shape, Shape::Struct(_)),
            _ => false,
        });
        let text = self
            .value
            .as_str()
            .filter(|_| wanted && self.encoding == BodyEncoding::Json);
        let spelled = text.and_then(|text| serde_json::from_str(text).ok());
        if let Some(value @ (Value::Object(_) | Value::Array(_))) = spelled {
            self.value = value;
        }
    }
}
