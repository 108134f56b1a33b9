//! The intermediate representation: what the generated crate contains, as plain data.
//!
//! Names are final here. The IR knows neither OpenAPI nor Rust syntax: `lower` fills it,
//! `passes` complete it, `emit` prints it. It imports no other room.

mod arguments;
mod call_policy;
mod constant;
mod constraints;
mod credentials;
mod former;
mod kinds;
mod letters;
mod name;
mod operation;
mod package;
mod pagination;
mod polling;
mod reading;
pub mod reserved;
mod response;
mod scalar;
mod servers;
mod sids;
mod stream;
mod token_grants;
mod types;
mod webhooks;

pub use arguments::Argument;
pub use call_policy::CallPolicy;
pub use constraints::{Constraints, Limit, RequiredAlternatives};
pub use credentials::{Authentication, Credential, Key, VendorCredentials};
pub use former::{FormerItem, FormerName};
pub use name::{Candidate, Case, Name, Scope};
pub use operation::{
    Auth, Body, BodyEncoding, ErrorBody, FieldStyle, Method, Operation, Parameter,
    ParameterLocation, Resource, Style,
};
pub use package::{Additions, Metadata, Package};
pub use pagination::{Paging, PagingScheme};
pub use polling::Polling;
pub use reading::Reading;
pub use response::{EventStream, ResponseBody, StatusResponse};
pub use scalar::{Codec, RustType, Sample, Scalar, ScalarFacts};
pub use servers::{ServerTemplate, ServerVariable};
pub use stream::{DataForm, Framing};
pub use token_grants::{GrantKind, TokenGrant};
pub use types::{
    Access, CATCH_ALL, Constant, Discriminator, Enum, Event, Field, Home, Presence, Shape, SidId,
    SidType, Struct, Type, TypeDef, TypeId, Union, Usage, Variant, VariantValue,
};

use serde_json::Value;

/// A whole crate.
#[derive(Clone, Debug, PartialEq)]
pub struct Api {
    /// The facts of `Cargo.toml` and of the crate's documentation.
    pub package: Package,
    /// One module for each document, in the order of the manifest.
    pub modules: Vec<Module>,
    /// The module of the runtime that knows the vendor: that of the first document.
    pub runtime_module: String,
    /// The statuses of 500 or above that mean that the API did nothing, sorted.
    pub unprocessed: Vec<u16>,
    /// The authentication of the crate.
    pub authentication: Authentication,
    /// The ways to obtain access tokens of OAuth 2.0.
    pub token_grants: Vec<TokenGrant>,
    /// The maximum number of steps that the compiler takes from a type to the innermost one in it.
    pub depth: usize,
    /// The SID types, shared by all modules.
    pub sids: Vec<SidType>,
}

impl Api {
    /// Whether operations take different credentials, and say which.
    #[must_use]
    pub fn differs_in_credentials(&self) -> bool {
        let mut operations = self.modules.iter().flat_map(Module::operations);
        operations.any(|operation| !operation.credentials.is_empty())
    }
}

/// One document's part of the crate.
#[derive(Clone, Debug, PartialEq)]
pub struct Module {
    /// The module's name.
    pub name: Name,
    /// The type with the accessors of the resources, which the client's method of the module's name
    /// returns. If absent, the accessors are methods of the client itself.
    pub type_name: Option<Name>,
    /// The document's title.
    pub title: String,
    /// The document's description.
    pub description: Option<String>,
    /// Its origin.
    pub origin: Origin,
    /// Its Cargo features.
    pub features: Features,
    /// The first server that the document names.
    pub server: String,
    /// The hosts of servers to which no endpoint parameter, such as a region, applies.
    pub fixed_hosts: Vec<String>,
    /// The lists of servers from which callers may choose.
    pub servers: Vec<Vec<ServerTemplate>>,
    /// Groups of operations, in the order of their names.
    pub resources: Vec<Resource>,
    /// Every type of the document, used or not.
    pub types: Vec<TypeDef>,
    /// The types that several resources use, in reading order.
    pub shared: Vec<TypeId>,
    /// The types that no operation uses, in the document's order. They aren't in the crate if
    /// [`omit_unreferenced`](Self::omit_unreferenced) is set.
    pub unreferenced: Vec<TypeId>,
    /// The unions of the events that the API sends: one for the document's webhooks, and one for the
    /// callbacks of each operation that has some.
    pub events: Vec<TypeId>,
    /// The types that only events use, in reading order.
    pub webhooks: Vec<TypeId>,
    /// Whether the crate leaves out types that no operation uses.
    pub omit_unreferenced: bool,
    /// The codes of the API's errors, if the document explains some.
    pub error_codes: Option<ErrorCodes>,
    /// The document's examples.
    pub examples: Vec<Example>,
    /// Deprecated names of items that were renamed.
    pub former_names: Vec<FormerName>,
}

impl Module {
    /// Returns the type behind an id.
    #[must_use]
    pub fn get(&self, id: TypeId) -> &TypeDef {
        &self.types[id.0]
    }

    /// Returns the names of all types of the module.
    #[must_use]
    pub fn type_names(&self) -> Vec<&Name> {
        let types = self.types.iter();
        let types = types.flat_map(|def| [Some(&def.name), def.arguments.as_ref()]);
        let operations = self.operations();
        let operations =
            operations.flat_map(|found| [Some(&found.type_name), found.arguments.as_ref()]);
        let resources = self.resources.iter().map(|found| &found.type_name);
        let codes = self.error_codes.iter().map(|codes| &codes.name);
        let names = types.chain(operations).flatten();
        let names = names.chain(resources).chain(codes).chain(&self.type_name);
        names.collect()
    }

    /// Returns the Cargo feature of the resource with this index, if resources have features.
    #[must_use]
    pub fn resource_feature(&self, index: usize) -> Option<String> {
        if self.features != Features::Resource {
            return None;
        }
        let found = self.resources.get(index)?;
        Some(format!("{}-{}", self.name.plain(), found.name.plain()).replace('_', "-"))
    }

    /// Returns the type that a setter is of, or that of the operation whose calls have it.
    #[must_use]
    pub fn setter_owner(&self, setter: FormerItem) -> Option<&Name> {
        match setter {
            FormerItem::Setter(id) => Some(&self.get(id).name),
            FormerItem::CallSetter(resource, operation) => {
                let resource = self.resources.get(resource)?;
                Some(&resource.operations.get(operation)?.type_name)
            }
            _ => None,
        }
    }

    /// Returns the former names of an item, each with its present one.
    pub fn former_names(&self, item: FormerItem) -> impl Iterator<Item = &FormerName> {
        let names = self.former_names.iter();
        names.filter(move |name| name.item == item)
    }

    /// Returns the type that is left when aliases are followed.
    #[must_use]
    pub fn resolve<'a>(&'a self, mut ty: &'a Type) -> &'a Type {
        while let Type::Named(id) = ty {
            match &self.get(*id).shape {
                Shape::Alias(target) => ty = target,
                _ => break,
            }
        }
        ty
    }

    /// Returns the operations of all resources.
    pub fn operations(&self) -> impl Iterator<Item = &Operation> {
        self.resources
            .iter()
            .flat_map(|resource| &resource.operations)
    }

    /// Returns the same, mutably.
    pub fn operations_mut(&mut self) -> impl Iterator<Item = &mut Operation> {
        self.resources
            .iter_mut()
            .flat_map(|resource| &mut resource.operations)
    }

    /// Returns the field of an operation's JSON response for the property with this name on the wire.
    #[must_use]
    pub fn response_field(&self, operation: &Operation, wire: &str) -> Option<&Field> {
        let Type::Named(id) = self.resolve(operation.response.json()?) else {
            return None;
        };
        match &self.get(*id).shape {
            Shape::Struct(shape) => shape.fields.iter().find(|field| field.wire == wire),
            _ => None,
        }
    }

    /// Returns the enum of strings that values of a type are.
    #[must_use]
    pub fn string_enum(&self, ty: &Type) -> Option<&Enum> {
        let Type::Named(id) = self.resolve(ty) else {
            return None;
        };
        match &self.get(*id).shape {
            Shape::Enum(shape) => Some(shape),
            _ => None,
        }
    }

    /// Returns the type of an item of an operation's pages.
    #[must_use]
    pub fn page_item<'a>(&'a self, operation: &'a Operation) -> Option<&'a Type> {
        let list = match &operation.paging.as_ref()?.items {
            Some(wire) => &self.response_field(operation, wire)?.ty,
            None => operation.response.json()?,
        };
        match self.resolve(list) {
            Type::List(item) => Some(item),
            _ => None,
        }
    }

    /// Returns the examples that are tests of the crate, with the types that they are of.
    pub fn tested_examples(&self) -> impl Iterator<Item = (&Example, &Type)> {
        let examples = self.examples.iter();
        examples.filter_map(|example| Some((example, example.ty.as_ref()?)))
    }
}

/// The Cargo features of a module.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Features {
    /// One, for all of it.
    #[default]
    Document,
    /// One for all of it, and one for each resource with the types that it uses.
    Resource,
}

impl Features {
    /// Their names in a manifest and on the command line.
    pub const NAMES: &'static [&'static str] = &["document", "resource"];

    /// Returns the choice with this name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        match name {
            "document" => Some(Self::Document),
            "resource" => Some(Self::Resource),
            _ => None,
        }
    }
}

/// The document that a module was made of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin {
    /// The document's file name, without folders.
    pub file: String,
    /// The number of other files that parts of it came from.
    pub other_files: usize,
    /// The SHA-256 of its bytes, in hexadecimal. With other files, it is that of the lines which
    /// `sha256sum` prints of the document and of those files.
    pub sha256: String,
}

/// The codes of an API's errors.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ErrorCodes {
    /// The type that represents them.
    pub name: Name,
    /// The codes, in the document's order.
    pub codes: Vec<ErrorCode>,
}

/// A code of an API's errors.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ErrorCode {
    /// The code on the wire.
    pub code: i64,
    /// The variant that represents it.
    pub name: Name,
    /// The meaning.
    pub summary: String,
}

/// A documented value in a separate file. It is a test of the generated crate, a mock response
/// for tests of its callers, or both.
#[derive(Clone, Debug, PartialEq)]
pub struct Example {
    /// The file's and the test's name, unique in the module.
    pub name: Name,
    /// Its location in the document.
    pub pointer: String,
    /// The type that it is an example of; none, and no test, if the crate has no type for it.
    pub ty: Option<Type>,
    /// Whether its file holds it as JSON; else it is text, and the file holds that.
    pub is_json: bool,
    /// The value.
    pub value: Value,
    /// JSON pointers of the keys that the example has and its schema doesn't declare.
    pub undeclared: Vec<String>,
    /// The mock responses that have it as their body.
    pub replies: Vec<ExampleReply>,
}

/// A mock response made of an example.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExampleReply {
    /// The document's id of the operation.
    pub operation: String,
    /// Its name, unique among those of the operation.
    pub name: String,
    /// Its status.
    pub status: u16,
    /// The media type of its body.
    pub content_type: String,
}
