//! Types: structs, enums, unions, and the types of fields.

use std::collections::BTreeSet;

use super::{Constraints, Name, RequiredAlternatives, Scalar, ScalarFacts, StatusResponse};

/// A SID type's index in [`Api::sids`](super::Api::sids).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SidId(pub usize);

/// A type's index in [`Module::types`](super::Module::types).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TypeId(pub usize);

/// An identifier type: one or more prefixes, each followed by 32 hexadecimal digits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SidType {
    /// The newtype's name.
    pub name: Name,
    /// Its prefixes, sorted.
    pub prefixes: Vec<String>,
}

/// The type of a field, parameter, body or list element.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Type {
    /// A boolean, a number or a string of some format.
    Scalar(Scalar),
    /// Any JSON value.
    Json,
    /// Any JSON object.
    JsonObject,
    /// Bytes as the whole body of a request; nothing inside a body has this type.
    Binary,
    /// A file, as a part of a multipart body; only fields of forms have this type.
    File,
    /// A multipart body of any parts.
    Form,
    /// An identifier.
    Sid(SidId),
    /// A type of the module.
    Named(TypeId),
    /// A list.
    List(Box<Type>),
    /// An object whose values are all of one type.
    Map(Box<Type>),
    /// A value that may be null; only items of lists and values of maps have this type. The
    /// [`Presence`] of a field says the same of the field.
    Nullable(Box<Type>),
}

impl Type {
    /// Text of no particular format.
    pub const STRING: Self = Self::Scalar(Scalar::String);

    /// Returns the table's facts, if values are scalars.
    #[must_use]
    pub fn scalar(&self) -> Option<&'static ScalarFacts> {
        match self {
            Self::Scalar(scalar) => Some(scalar.facts()),
            _ => None,
        }
    }

    /// Returns the same type without null.
    #[must_use]
    pub fn non_null(&self) -> &Self {
        match self {
            Self::Nullable(inner) => inner,
            other => other,
        }
    }

    /// Whether values are files, alone or in a list.
    #[must_use]
    pub fn is_file(&self) -> bool {
        match self {
            Self::File => true,
            Self::List(item) => **item == Self::File,
            _ => false,
        }
    }

    /// Calls `visit` on this type and on those inside it, not following [`Type::Named`].
    pub fn walk(&self, visit: &mut impl FnMut(&Type)) {
        visit(self);
        if let Self::List(inner) | Self::Map(inner) | Self::Nullable(inner) = self {
            inner.walk(visit);
        }
    }
}

/// A type of a module.
#[derive(Clone, Debug, PartialEq)]
pub struct TypeDef {
    /// Its name.
    pub name: Name,
    /// The location of its schema in the document.
    pub pointer: String,
    /// The document's description.
    pub description: Option<String>,
    /// Whether the document deprecates it.
    pub deprecated: bool,
    /// The shape.
    pub shape: Shape,
    /// Attributes of the definition, from the manifest.
    pub attributes: Vec<String>,
    /// The struct of its constructor's arguments, for those that are passed by name.
    pub arguments: Option<Name>,
    /// The positions in which values of it occur.
    pub usage: Usage,
    /// The file that it lives in.
    pub home: Home,
    /// The resources whose operations use it.
    pub users: BTreeSet<usize>,
}

/// The file of a module that a type lives in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Home {
    /// The file of the resource with this index, the only one that uses it.
    Resource(usize),
    /// The file of types that several resources use.
    #[default]
    Shared,
    /// The file of types that no operation uses, a separate module.
    Unreferenced,
    /// The file of the events that the API sends and of the types that only they use, a separate module.
    Webhooks,
}

/// Whether values of a type are sent, received or both.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Usage {
    /// A request holds values of it.
    pub request: bool,
    /// A response holds values of it.
    pub response: bool,
}

/// The shape of a [`TypeDef`].
#[derive(Clone, Debug, PartialEq)]
pub enum Shape {
    /// An object with properties.
    Struct(Struct),
    /// Text with known values.
    Enum(Enum),
    /// An integer with known values.
    IntegerEnum(Enum<i64>),
    /// One of several types.
    Union(Union),
    /// The responses of an operation, one variant for each status.
    Responses(Vec<StatusResponse>),
    /// Another name of a type.
    Alias(Type),
}

impl Shape {
    /// Whether it has fields for files, so that it is the body of multipart requests and nothing else:
    /// JSON can't hold files.
    #[must_use]
    pub fn holds_files(&self) -> bool {
        match self {
            Self::Struct(_) => self.types().into_iter().any(Type::is_file),
            _ => false,
        }
    }

    /// Returns the types that it names, in reading order.
    #[must_use]
    pub fn types(&self) -> Vec<&Type> {
        match self {
            Self::Struct(shape) => {
                let fields = shape.fields.iter().map(|field| &field.ty);
                fields
                    .chain(shape.additional.iter().map(|(_, ty)| ty))
                    .collect()
            }
            Self::Union(union) => union.variants.iter().map(|variant| &variant.ty).collect(),
            Self::Responses(responses) => responses.iter().filter_map(|of| of.body.ty()).collect(),
            Self::Alias(ty) => vec![ty],
            Self::Enum(_) | Self::IntegerEnum(_) => Vec::new(),
        }
    }

    /// Returns the same types, mutably; of responses, those of JSON.
    pub fn types_mut(&mut self) -> Vec<&mut Type> {
        match self {
            Self::Struct(shape) => {
                let fields = shape.fields.iter_mut().map(|field| &mut field.ty);
                fields
                    .chain(shape.additional.iter_mut().map(|(_, ty)| ty))
                    .collect()
            }
            Self::Union(union) => {
                let variants = union.variants.iter_mut();
                variants.map(|variant| &mut variant.ty).collect()
            }
            Self::Responses(responses) => {
                let responses = responses.iter_mut();
                responses.filter_map(|of| of.body.json_mut()).collect()
            }
            Self::Alias(ty) => vec![ty],
            Self::Enum(_) | Self::IntegerEnum(_) => Vec::new(),
        }
    }
}

/// An object with properties.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Struct {
    /// Its properties, in the document's order.
    pub fields: Vec<Field>,
    /// The field of undeclared properties, if they are kept: its name and the type of their values.
    pub additional: Option<(Name, Type)>,
    /// The constraints of the values of undeclared properties in a request.
    pub additional_constraints: Box<Constraints>,
    /// Whether the document marks what undeclared properties hold as personal data.
    pub is_additional_personal: bool,
    /// The sets of properties of which a request has one, for each `oneOf` and `anyOf` of them.
    pub alternatives: Vec<RequiredAlternatives>,
}

/// A property.
#[derive(Clone, Debug, PartialEq)]
pub struct Field {
    /// The field.
    pub name: Name,
    /// The property's name on the wire.
    pub wire: String,
    /// The document's description.
    pub description: Option<String>,
    /// The type of its value.
    pub ty: Type,
    /// Whether it may be absent or null.
    pub presence: Presence,
    /// The position among the arguments of constructors, if it is required: the order in which the document
    /// requires properties, or that of the lock.
    pub position: usize,
    /// The constraints of its value in a request.
    pub constraints: Constraints,
    /// Whether the document fixes its value, and constructors have no argument for it.
    pub is_constant: bool,
    /// The default value, as JSON text.
    pub default: Option<String>,
    /// Whether the document deprecates it.
    pub deprecated: bool,
    /// Whether the document marks its value as personal data.
    pub personal: bool,
    /// Whether requests, responses or both have it.
    pub access: Access,
    /// Whether it needs a box, because it holds the type that contains it, directly or through others.
    pub boxed: bool,
}

impl Field {
    /// Whether a type that is sent has a setter for the property. What the server sets isn't sent, though a
    /// value that was read keeps it.
    #[must_use]
    pub fn has_setter(&self) -> bool {
        let is_optional = matches!(
            self.presence,
            Presence::Optional | Presence::OptionalNullable
        );
        is_optional && self.access != Access::ReadOnly
    }
}

/// The fixed value of a required property.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Constant<'a> {
    /// A flag.
    Flag(bool),
    /// The variant of an enum.
    Variant(&'a Name),
}

/// Whether requests, responses or both have a property.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Access {
    /// Both have it.
    #[default]
    Full,
    /// Only the server sets it.
    ReadOnly,
    /// Only requests have it.
    WriteOnly,
}

/// Whether a property may be absent or null.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Presence {
    /// Always present, never null.
    Required,
    /// Always present in a request, possibly null.
    Nullable,
    /// May be absent.
    Optional,
    /// May be absent or null, which differ in meaning.
    OptionalNullable,
}

impl Presence {
    /// Whether every object has a value for the property: neither null nor absence.
    #[must_use]
    pub fn guarantees_value(self) -> bool {
        self == Self::Required
    }

    /// Creates the presence of a property.
    #[must_use]
    pub fn new(required: bool, nullable: bool) -> Self {
        match (required, nullable) {
            (true, false) => Self::Required,
            (true, true) => Self::Nullable,
            (false, false) => Self::Optional,
            (false, true) => Self::OptionalNullable,
        }
    }
}

/// The variant of every enum and union that keeps a value of no other variant.
pub const CATCH_ALL: &str = "Unrecognized";

/// Text or an integer with known values.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Enum<V = String> {
    /// The known values, in the document's order.
    pub variants: Vec<VariantValue<V>>,
}

impl<V> Enum<V> {
    /// Returns the name of the known value, if there is only one.
    #[must_use]
    pub fn only_variant(&self) -> Option<&Name> {
        match self.variants.as_slice() {
            [only] => Some(&only.name),
            _ => None,
        }
    }
}

/// A known value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VariantValue<V = String> {
    /// The variant.
    pub name: Name,
    /// The value on the wire.
    pub wire: V,
}

/// One of several types.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Union {
    /// The alternatives, in the order in which they are tried.
    pub variants: Vec<Variant>,
    /// The discriminator.
    pub discriminator: Option<Discriminator>,
    /// Whether the document marks something in its alternatives as personal data.
    pub holds_personal: bool,
}

/// One alternative of a union.
#[derive(Clone, Debug, PartialEq)]
pub struct Variant {
    /// The variant.
    pub name: Name,
    /// The type of its value.
    pub ty: Type,
    /// The constraints of its value in a request.
    pub constraints: Constraints,
    /// The discriminator's values that select it.
    pub tags: Vec<String>,
    /// Whether the document marks its value as personal data.
    pub personal: bool,
    /// Whether it needs a box, because it holds the type that contains it, or is large.
    pub boxed: bool,
    /// The event whose payload it is, in a union of events.
    pub event: Option<Box<Event>>,
}

/// A request that the API sends: a webhook or a callback.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// The document's name for it.
    pub name: String,
    /// The document's summary, or its description.
    pub description: Option<String>,
    /// The names of its headers.
    pub headers: Vec<String>,
    /// The status of the response that the sender expects.
    pub status: u16,
}

/// The property that selects a union's alternative.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Discriminator {
    /// The property's name on the wire.
    pub property: String,
}
