//! Operations, and the resources that group them.

use super::{
    CallPolicy, Constraints, Credential, Name, Paging, Polling, ResponseBody, Type, TypeId,
};

/// A group of operations.
#[derive(Clone, Debug, PartialEq)]
pub struct Resource {
    /// The accessor's name, and the file's: `bulk_eligibility`.
    pub name: Name,
    /// The type that holds its calls: `BulkEligibilityApi`.
    pub type_name: Name,
    /// The first tag of its operations.
    pub tag: String,
    /// The title in text: `bulk eligibility`.
    pub title: String,
    /// The document's description.
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
    /// The struct of its arguments, if they are passed by name.
    pub arguments: Option<Name>,
    /// The HTTP method.
    pub method: Method,
    /// The path template, as the document has it.
    pub path: String,
    /// The server that takes it.
    pub server: String,
    /// Whether it takes credentials.
    pub auth: Auth,
    /// The alternatives of credentials, the preferred one first; empty if all operations of the crate accept
    /// the same.
    pub credentials: Vec<Vec<Credential>>,
    /// The scopes of OAuth 2.0 that a token for it has.
    pub scopes: Vec<String>,
    /// The document's summary, one sentence.
    pub summary: Option<String>,
    /// The document's description.
    pub description: Option<String>,
    /// Whether the document deprecates it.
    pub deprecated: bool,
    /// Its parameters: required ones first, each group in the document's order.
    pub parameters: Vec<Parameter>,
    /// Its body.
    pub body: Option<Body>,
    /// The body of the successful response.
    pub response: ResponseBody,
    /// The media type of the response, if it is not the usual one of its encoding.
    pub accept: Option<String>,
    /// Statuses outside 200 to 299 that the document calls a success.
    pub successes: Vec<u16>,
    /// The bodies of error responses, as far as the document has types for them.
    pub errors: Vec<ErrorBody>,
    /// The pagination of the response, if it has further pages.
    pub paging: Option<Paging>,
    /// The condition under which the fetched object no longer changes.
    pub polling: Option<Polling>,
    /// The retries, time limits and idempotency of its calls.
    pub policy: CallPolicy,
}

impl Operation {
    /// Returns the required parameters, and the optional ones.
    #[must_use]
    pub fn split_parameters(&self) -> (Vec<&Parameter>, Vec<&Parameter>) {
        self.parameters
            .iter()
            .partition(|parameter| parameter.required)
    }

    /// Returns the names of the setters of its calls.
    pub fn setters(&self) -> impl Iterator<Item = &Name> {
        let (_, optional) = self.split_parameters();
        let body = self.body.iter().filter(|body| !body.required);
        let parameters = optional.into_iter().map(|parameter| &parameter.name);
        parameters.chain(body.map(|body| &body.name))
    }

    /// Returns the types that it names: those of parameters, body, response and errors.
    pub fn types(&self) -> impl Iterator<Item = &Type> {
        let parameters = self.parameters.iter().map(|parameter| &parameter.ty);
        let sent = parameters.chain(self.body.iter().map(|body| &body.ty));
        let errors = self.errors.iter().map(|error| &error.ty);
        sent.chain(self.response.ty()).chain(errors)
    }
}

/// An HTTP method.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
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
    /// QUERY
    Query,
    /// Any other method, by its name on the wire.
    Other(String),
}

impl Method {
    /// Returns the method of a field of a path item in OpenAPI 3.0.
    #[must_use]
    pub fn from_field(field: &str) -> Option<Self> {
        Some(match field {
            "get" => Self::Get,
            "put" => Self::Put,
            "post" => Self::Post,
            "delete" => Self::Delete,
            "options" => Self::Options,
            "head" => Self::Head,
            "patch" => Self::Patch,
            "trace" => Self::Trace,
            _ => return None,
        })
    }

    /// Creates the method of an operation that OpenAPI 3.0 has no field for.
    #[must_use]
    pub fn named(name: &str) -> Self {
        match name {
            "QUERY" => Self::Query,
            name => Self::Other(name.to_owned()),
        }
    }

    /// Returns the method's name on the wire.
    #[must_use]
    pub fn as_str(&self) -> &str {
        match self {
            Self::Get => "GET",
            Self::Put => "PUT",
            Self::Post => "POST",
            Self::Delete => "DELETE",
            Self::Options => "OPTIONS",
            Self::Head => "HEAD",
            Self::Patch => "PATCH",
            Self::Trace => "TRACE",
            Self::Query => "QUERY",
            Self::Other(name) => name,
        }
    }
}

/// Whether an operation takes credentials.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Auth {
    /// It does.
    Required,
    /// It accepts credentials and works without: the document declares both, or no security.
    Optional,
    /// It takes none: the document declares `security: []`.
    None,
}

/// A parameter.
#[derive(Clone, Debug, PartialEq)]
pub struct Parameter {
    /// The field and the setter or argument.
    pub name: Name,
    /// The name on the wire.
    pub wire: String,
    /// The document's description.
    pub description: Option<String>,
    /// Its location in the request.
    pub location: ParameterLocation,
    /// The style of lists and objects.
    pub style: Style,
    /// Whether a list's elements are written one by one.
    pub explode: bool,
    /// Whether callers must pass it.
    pub required: bool,
    /// The value that is sent unless a caller sets another one, as JSON text: the default of a parameter
    /// that the document requires.
    pub fallback: Option<String>,
    /// Whether the document deprecates it.
    pub deprecated: bool,
    /// Whether the document marks its value as personal data.
    pub personal: bool,
    /// The type of its value.
    pub ty: Type,
    /// The constraints of its value.
    pub constraints: Constraints,
    /// The default value, as JSON text.
    pub default: Option<String>,
}

/// The location of a parameter in the request.
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
    /// Returns the location's name in OpenAPI.
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

/// The style of lists and objects in a parameter.
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
    /// `key=value&key=value`: the fields of a form as the whole query string.
    Fields,
    /// `name.key=value`.
    Dotted,
    /// The value as JSON text, for a parameter with `content`.
    Json,
    /// The value as text that is not encoded, for a cookie with `content`.
    Plain,
}

/// A request body.
#[derive(Clone, Debug, PartialEq)]
pub struct Body {
    /// The field and the argument or setter.
    pub name: Name,
    /// Whether it is required.
    pub required: bool,
    /// Its encoding.
    pub encoding: BodyEncoding,
    /// The fields of a form that declare a style.
    pub styles: Vec<FieldStyle>,
    /// The media types of fields in a body of several parts, by their names on the wire.
    pub media_types: Vec<(String, String)>,
    /// The fields of a body of several parts that are JSON by their media types, by their names on the wire.
    pub json: Vec<String>,
    /// The fields of a body of several parts that are files by their media types, by their names on the
    /// wire.
    pub files: Vec<String>,
    /// The media type, as the document has it.
    pub content_type: String,
    /// The type of its value.
    pub ty: Type,
    /// The constraints of its value.
    pub constraints: Constraints,
    /// Whether the document marks its value as personal data.
    pub personal: bool,
    /// The document's description.
    pub description: Option<String>,
}

/// A field of a form that declares a style.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldStyle {
    /// The field's name on the wire.
    pub wire: String,
    /// The style of lists and objects.
    pub style: Style,
    /// Whether a list's elements are written one by one.
    pub explode: bool,
}

/// The encoding of a body.
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
    /// Unchanged.
    Binary,
}

/// The body of error responses with some statuses.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ErrorBody {
    /// The statuses, as the document has them: `404`, `4XX` or `default`.
    pub statuses: Vec<String>,
    /// The type of the body, which is JSON: a type of the module.
    pub ty: Type,
}
