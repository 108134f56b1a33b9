//! Operations, and the resources that group them.

use serde::Deserialize;

use super::{Constraints, Credential, Name, Type, TypeId, VariantValue};

/// A group of operations.
#[derive(Clone, Debug, PartialEq)]
pub struct Resource {
    /// The accessor's name, and the file's: `bulk_eligibility`.
    pub name: Name,
    /// The type that holds its calls: `BulkEligibilityApi`.
    pub type_name: Name,
    /// What it is called in text: `bulk eligibility`.
    pub title: String,
    /// What the document says of it.
    pub description: Option<String>,
    /// Its operations, in the document's order.
    pub operations: Vec<Operation>,
    /// The types that only its operations use, in reading order.
    pub types: Vec<TypeId>,
}

/// An operation.
#[derive(Clone, Debug, PartialEq)]
pub struct Operation {
    /// The document's operationId, or one made from method and path.
    pub id: String,
    /// The type that holds its values: `FetchBulkEligibility`.
    pub type_name: Name,
    /// The method that makes it: `fetch`.
    pub method_name: Name,
    /// The HTTP method.
    pub method: Method,
    /// The path template, as the document has it.
    pub path: String,
    /// The server that takes it.
    pub server: String,
    /// Whether it takes credentials.
    pub auth: Auth,
    /// The ways to prove who calls that it takes, the preferred one first, if the document says so and
    /// not all operations of the crate take the same.
    pub credentials: Vec<Vec<Credential>>,
    /// One sentence on what it does.
    pub summary: Option<String>,
    /// What the document says of it.
    pub description: Option<String>,
    /// Whether the document deprecates it.
    pub deprecated: bool,
    /// Its parameters: required ones first, each group in the document's order.
    pub parameters: Vec<Parameter>,
    /// Its body.
    pub body: Option<Body>,
    /// What it answers.
    pub answer: ResponseBody,
    /// The media type of the answer, if it isn't the usual one of its kind.
    pub accept: Option<String>,
    /// Statuses outside 200 to 299 that the document calls a success.
    pub successes: Vec<u16>,
    /// What errors hold, as far as the document has types for it.
    pub errors: Vec<ErrorBody>,
    /// How the answer leads to further pages of it.
    pub paging: Option<Paging>,
    /// When what it fetches is done changing.
    pub waiting: Option<Waiting>,
}

impl Operation {
    /// The parameters that must have a value, and the others.
    #[must_use]
    pub fn split_parameters(&self) -> (Vec<&Parameter>, Vec<&Parameter>) {
        self.parameters
            .iter()
            .partition(|parameter| parameter.required)
    }
}

/// An HTTP method.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Method {
    /// GET
    Get,
    /// PUT
    Put,
    /// POST
    Post,
    /// DELETE
    Delete,
    /// OPTIONS
    Options,
    /// HEAD
    Head,
    /// PATCH
    Patch,
    /// TRACE
    Trace,
}

impl Method {
    /// The method's name on the wire.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Put => "PUT",
            Self::Post => "POST",
            Self::Delete => "DELETE",
            Self::Options => "OPTIONS",
            Self::Head => "HEAD",
            Self::Patch => "PATCH",
            Self::Trace => "TRACE",
        }
    }
}

/// Whether an operation takes credentials.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Auth {
    /// It does.
    Required,
    /// It takes them, and does without: the document says so, or nothing.
    Optional,
    /// It takes none: the document says `security: []`.
    None,
}

/// A parameter.
#[derive(Clone, Debug, PartialEq)]
pub struct Parameter {
    /// The field and the setter or argument.
    pub name: Name,
    /// The name on the wire.
    pub wire: String,
    /// What the document says of it.
    pub description: Option<String>,
    /// Where it goes.
    pub location: ParameterLocation,
    /// How lists and objects are written.
    pub style: Style,
    /// Whether a list's elements are written one by one.
    pub explode: bool,
    /// Whether it must have a value.
    pub required: bool,
    /// Whether the document deprecates it.
    pub deprecated: bool,
    /// Whether the document marks its value as personal data.
    pub personal: bool,
    /// What it holds.
    pub ty: Type,
    /// What its value must satisfy.
    pub constraints: Constraints,
    /// The value that absence stands for, as JSON text.
    pub default: Option<String>,
}

/// Where a parameter goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ParameterLocation {
    /// Into the path.
    Path,
    /// Into the query.
    Query,
    /// Into a header.
    Header,
    /// Into the `Cookie` header.
    Cookie,
}

impl ParameterLocation {
    /// The location's name in OpenAPI.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Path => "path",
            Self::Query => "query",
            Self::Header => "header",
            Self::Cookie => "cookie",
        }
    }
}

/// How lists and objects are written into a parameter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Style {
    /// `a,b`, in paths and headers.
    Simple,
    /// `;name=a,b`, in paths.
    Matrix,
    /// `.a.b`, in paths.
    Label,
    /// `name=a&name=b` or `name=a,b`.
    Form,
    /// `name=a%20b`.
    SpaceDelimited,
    /// `name=a|b`.
    PipeDelimited,
    /// `name[key]=value`.
    DeepObject,
    /// `name.key=value`.
    Dotted,
    /// The value as JSON text, for a parameter with `content`.
    Json,
}

/// A request body.
#[derive(Clone, Debug, PartialEq)]
pub struct Body {
    /// The field and the argument or setter.
    pub name: Name,
    /// Whether it must be there.
    pub required: bool,
    /// How it is written.
    pub encoding: BodyEncoding,
    /// The fields of a form that are written in a style of their own.
    pub styles: Vec<FieldStyle>,
    /// The media types of files in a body of several parts, by their fields' names on the wire.
    pub media_types: Vec<(String, String)>,
    /// The fields of a body of several parts that are files by their media types, by their names on the
    /// wire.
    pub files: Vec<String>,
    /// The media type, as the document has it.
    pub content_type: String,
    /// What it holds.
    pub ty: Type,
    /// What the document says of it.
    pub description: Option<String>,
}

/// A field of a form that is written in a style of its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldStyle {
    /// The field's name on the wire.
    pub wire: String,
    /// How lists and objects are written.
    pub style: Style,
    /// Whether a list's elements are written one by one.
    pub explode: bool,
}

/// How a body is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum BodyEncoding {
    /// As JSON.
    Json,
    /// As `application/x-www-form-urlencoded`.
    Form,
    /// As `multipart/form-data`.
    Multipart,
    /// As text.
    Text,
    /// As it is.
    Binary,
}

/// What an operation answers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ResponseBody {
    /// Nothing.
    Empty,
    /// JSON.
    Json(Type),
    /// JSON or nothing.
    OptionalJson(Type),
    /// Text.
    Text,
    /// Bytes.
    Binary,
    /// What the status says: a type of the shape [`Shape::Responses`](super::Shape::Responses).
    ByStatus(Type),
}

impl ResponseBody {
    /// The type inside the answer's JSON.
    #[must_use]
    pub fn json(&self) -> Option<&Type> {
        match self {
            Self::Json(ty) | Self::OptionalJson(ty) => Some(ty),
            Self::Empty | Self::Text | Self::Binary | Self::ByStatus(_) => None,
        }
    }

    /// The type inside the answer's JSON, to change it.
    pub fn json_mut(&mut self) -> Option<&mut Type> {
        match self {
            Self::Json(ty) | Self::OptionalJson(ty) => Some(ty),
            Self::Empty | Self::Text | Self::Binary | Self::ByStatus(_) => None,
        }
    }

    /// The type that the answer names.
    #[must_use]
    pub fn ty(&self) -> Option<&Type> {
        match self {
            Self::Json(ty) | Self::OptionalJson(ty) | Self::ByStatus(ty) => Some(ty),
            Self::Empty | Self::Text | Self::Binary => None,
        }
    }
}

/// What an operation answers with some statuses.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StatusResponse {
    /// The variant.
    pub name: Name,
    /// The first and the last status.
    pub statuses: (u16, u16),
    /// What comes with them; never [`ResponseBody::ByStatus`].
    pub answer: ResponseBody,
    /// Whether its value is so large that it needs a box.
    pub boxed: bool,
    /// What the document says of them.
    pub description: Option<String>,
}

/// What errors with some statuses hold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ErrorBody {
    /// The statuses, as the document has them: `404`, `4XX` or `default`.
    pub statuses: Vec<String>,
    /// What the body is, which is JSON: a type of the module.
    pub ty: Type,
}

/// How an answer leads to further pages of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paging {
    /// Where the next page is said to be.
    pub scheme: PagingScheme,
    /// The field of the response that holds the page's items; none if the response is their list.
    pub items: Option<Name>,
    /// The type of an item.
    pub item: Type,
}

/// Where the next page is said to be. Pointers are JSON pointers into the page.
///
/// Dialects state their rules in the same form.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, tag = "scheme", rename_all = "kebab-case")]
pub enum PagingScheme {
    /// In a URL, absolute or relative.
    Url {
        /// Where the URL is.
        next: String,
    },
    /// In a token that goes into a query parameter.
    Token {
        /// Where the token is.
        next: String,
        /// The parameter's name on the wire.
        parameter: String,
    },
    /// After the page's number, which goes into a query parameter, as long as there is more.
    Number {
        /// Where the page says whether there is more.
        more: String,
        /// Where the page says its own number.
        current: String,
        /// The parameter's name on the wire.
        parameter: String,
    },
    /// In the `Link` header, if the document declares one.
    LinkHeader,
}

/// How to tell that an object no longer changes, by the state that it is fetched in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Waiting {
    /// The field of the response that holds the state.
    pub state: Name,
    /// The states in which the object no longer changes.
    pub terminal: TerminalStates,
}

/// States in which an object no longer changes. At least one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TerminalStates {
    /// Values of a field that is text.
    Text(Vec<String>),
    /// Variants of an enum, each with its value on the wire.
    Enum {
        /// The enum.
        ty: TypeId,
        /// The variants.
        variants: Vec<VariantValue>,
    },
}

impl TerminalStates {
    /// The states on the wire.
    pub fn wire(&self) -> impl Iterator<Item = &str> {
        let (texts, variants) = match self {
            Self::Text(texts) => (texts.as_slice(), [].as_slice()),
            Self::Enum { variants, .. } => ([].as_slice(), variants.as_slice()),
        };
        let variants = variants.iter().map(|variant| variant.wire.as_str());
        texts.iter().map(String::as_str).chain(variants)
    }
}
