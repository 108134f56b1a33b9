//! The problems of documents that are readable.

use thiserror::Error;

use crate::diagnostics::{Problem, Severity};

#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub(crate) enum LowerProblem {
    #[error("the name `{name}` is taken, or is not a Rust identifier")]
    NameTaken { name: String },
    #[error("the manifest names `{subject}`, which the document does not contain")]
    UnknownSubject { subject: String },
    #[error("the prefix `{prefix}` has no name; its type is called `{name}`")]
    UnnamedSid { prefix: String, name: String },
    #[error("`anyOf` beside `oneOf` is ignored")]
    IgnoredAlternatives,
    #[error("the discriminator `{property}` does not select the alternative `{alternative}`")]
    IgnoredDiscriminator {
        property: String,
        alternative: String,
    },
    #[error("an object is combined with other types: {found}")]
    MixedTypes { found: String },
    #[error("the alternatives differ only in the properties that they require")]
    RequiredAlternatives,
    #[error("the alternatives of this object and of its other parts have {count} combinations")]
    ManyCombinations { count: usize },
    #[error("the parts of this `allOf` declare the property `{property}` differently")]
    ConflictingProperty { property: String },
    #[error("`not` has no equivalent among Rust types")]
    Not,
    #[error("the type refers only to itself")]
    EndlessAlias,
    #[error("expected enum values that are all strings or all integers")]
    MixedEnum,
    #[error("the path contains `{{{name}}}`, but the operation declares no such parameter")]
    MissingPathParameter { name: String },
    #[error("the operation declares the path parameter `{name}`, but the path does not contain it")]
    UnusedPathParameter { name: String },
    #[error("cannot determine the form's fields from its schema")]
    UnnamedFields,
    #[error("unsupported multipart body: expected `multipart/form-data`")]
    OtherMultipart,
    #[error("the part declares headers")]
    PartHeaders,
    #[error("the part declares how its items or properties are joined")]
    PartStyle,
    #[error("the part declares the media type `{media_type}`")]
    PartMediaType { media_type: String },
    #[error("the schema of a body of the media type `{media_type}` is ignored")]
    UnreadSchema { media_type: String },
    #[error("the operation declares no responses")]
    NoResponses,
    #[error("the parameter `{name}` is declared twice in the same location")]
    RepeatedParameter { name: String },
    #[error("the parameter `{name}` is ignored: {determined_by} determine the header")]
    ReservedHeader {
        name: String,
        determined_by: &'static str,
    },
    #[error("expected the name of a header, found `{name}`")]
    HeaderName { name: String },
    #[error("expected the name of a header in the API key scheme, found `{name}`")]
    KeyHeader { name: String },
    #[error("the path contains braces without a parameter name")]
    StrayBrace,
    #[error("the path contains a segment `.` or `..`, which HTTP clients remove")]
    DotSegment,
    #[error("the path contains a fragment, which is never sent")]
    Fragment,
    #[error("the path contains a query")]
    QueryInPath,
    #[error("the server URL `{url}` has no host")]
    NoHost { url: String },
    #[error("invalid `x-fixed-host`: expected `true` or `false` at a server with an absolute URL")]
    FixedHostForm,
    #[error("invalid `x-idempotency-key`: expected the name of a header such as `Idempotency-Key`")]
    IdempotencyKeyForm,
    #[error(
        "invalid `x-retries`: expected `{{ idempotent: true, max_attempts: 2 }}`, or one of the two"
    )]
    RetriesForm,
    #[error(
        "invalid `x-timeouts`: expected seconds such as `{{ attempt: 60, call: 300 }}`, or one of the two"
    )]
    TimeoutsForm,
    #[error("the reference `{reference}` leads to no {what}")]
    Dangling {
        what: &'static str,
        reference: String,
    },
    #[error("the minimum exceeds the maximum, so no value satisfies both")]
    CrossedBounds,
    #[error("unsupported authentication scheme `{scheme}`")]
    UnknownScheme { scheme: String },
    #[error("expected the https URL of a token server, found `{url}`")]
    TokenUrl { url: String },
    #[error("the document declares no security scheme `{scheme}`")]
    MissingScheme { scheme: String },
    #[error("invalid `x-error-codes`: expected `{{ code: 1, name: Text, summary: Text }}`")]
    ErrorCodeForm,
    #[error(
        "invalid `x-paging`: expected a scheme such as \
         `{{ scheme: token, next: /next_cursor, parameter: cursor }}`: {reason}"
    )]
    PagingForm { reason: String },
    #[error("`x-paging` does not fit the operation: {reason}")]
    PagingMisfit { reason: String },
    #[error("the parameter `{parameter}` suggests a paged list, but no paging scheme fits")]
    UnknownPaging { parameter: String },
    #[error("invalid `x-wait`: expected `{{ pointer: /status, terminal: [DONE] }}`")]
    WaitForm,
    #[error("`x-wait` does not fit the operation: {reason}")]
    WaitMisfit { reason: String },
    #[error("`x-wait` names an unknown state: expected one of {known}, found `{state}`")]
    UnknownState { state: String, known: String },
    #[error("the error code {code} is described twice")]
    RepeatedCode { code: i64 },
    #[error("the document has no operation `{id}`")]
    UnknownOperation { id: String },
    #[error("the event has no payload that is JSON or a form")]
    NoPayload,
    #[error(
        "the events `{first}` and `{second}` have the same payload; both are read as `{first}`"
    )]
    IndistinctEvents { first: String, second: String },
    #[error("the example of a non-JSON body is not a string")]
    NoText,
    #[error("the response of status {status} is a stream, and other statuses have other bodies")]
    StreamByStatus { status: String },
    #[error(
        "invalid `x-event-stream`: expected `{{ sentinel: \"[DONE]\", flag: stream, item: data }}`, or some \
         of the three; `item` is `data` or `event`"
    )]
    EventStreamForm,
    #[error(
        "the call does not set the property `{name}` of the request, which requests the stream"
    )]
    UnsetStreamFlag { name: String },
    #[error("`x-event-stream` does not fit the operation: {reason}")]
    EventStreamMisfit { reason: String },
}

impl Problem for LowerProblem {
    fn code(&self) -> &'static str {
        match self {
            Self::NameTaken { .. } => "name-taken",
            Self::UnknownSubject { .. } => "unknown-subject",
            Self::UnnamedSid { .. } => "unnamed-sid",
            Self::IgnoredAlternatives => "ignored-alternatives",
            Self::IgnoredDiscriminator { .. } => "ignored-discriminator",
            Self::MixedTypes { .. } => "mixed-types",
            Self::RequiredAlternatives => "required-alternatives",
            Self::ManyCombinations { .. } => "many-combinations",
            Self::ConflictingProperty { .. } => "conflicting-property",
            Self::Not => "not",
            Self::EndlessAlias => "endless-alias",
            Self::MixedEnum => "mixed-enum",
            Self::MissingPathParameter { .. } => "missing-path-parameter",
            Self::UnusedPathParameter { .. } => "unused-path-parameter",
            Self::UnnamedFields => "unnamed-fields",
            Self::OtherMultipart => "other-multipart",
            Self::PartHeaders => "part-headers",
            Self::PartStyle => "part-style",
            Self::PartMediaType { .. } => "part-media-type",
            Self::UnreadSchema { .. } => "unread-schema",
            Self::NoResponses => "no-responses",
            Self::RepeatedParameter { .. } => "repeated-parameter",
            Self::ReservedHeader { .. } => "reserved-header",
            Self::HeaderName { .. } => "header-name",
            Self::KeyHeader { .. } => "key-header",
            Self::StrayBrace => "stray-brace",
            Self::DotSegment => "dot-segment",
            Self::Fragment => "fragment",
            Self::QueryInPath => "query-in-path",
            Self::NoHost { .. } => "no-host",
            Self::FixedHostForm => "fixed-host-form",
            Self::IdempotencyKeyForm => "idempotency-key-form",
            Self::RetriesForm => "retries-form",
            Self::TimeoutsForm => "timeouts-form",
            Self::Dangling { .. } => "dangling-reference",
            Self::CrossedBounds => "crossed-bounds",
            Self::UnknownScheme { .. } => "unknown-scheme",
            Self::TokenUrl { .. } => "token-url",
            Self::MissingScheme { .. } => "missing-scheme",
            Self::ErrorCodeForm => "error-code-form",
            Self::PagingForm { .. } => "paging-form",
            Self::PagingMisfit { .. } => "paging-misfit",
            Self::UnknownPaging { .. } => "unknown-paging",
            Self::WaitForm => "wait-form",
            Self::WaitMisfit { .. } => "wait-misfit",
            Self::UnknownState { .. } => "unknown-state",
            Self::RepeatedCode { .. } => "repeated-code",
            Self::UnknownOperation { .. } => "unknown-operation",
            Self::NoPayload => "no-payload",
            Self::IndistinctEvents { .. } => "indistinct-events",
            Self::NoText => "example-without-text",
            Self::StreamByStatus { .. } => "stream-by-status",
            Self::EventStreamForm => "event-stream-form",
            Self::UnsetStreamFlag { .. } => "unset-stream-flag",
            Self::EventStreamMisfit { .. } => "event-stream-misfit",
        }
    }

    fn severity(&self) -> Severity {
        match self {
            Self::NameTaken { .. }
            | Self::UnknownSubject { .. }
            | Self::Dangling { .. }
            | Self::KeyHeader { .. }
            | Self::PagingForm { .. }
            | Self::PagingMisfit { .. }
            | Self::FixedHostForm
            | Self::WaitForm
            | Self::WaitMisfit { .. }
            | Self::UnknownState { .. } => Severity::Error,
            Self::UnnamedSid { .. }
            | Self::IgnoredDiscriminator { .. }
            | Self::RequiredAlternatives
            | Self::ReservedHeader { .. }
            | Self::UnreadSchema { .. }
            | Self::NoText
            | Self::UnknownPaging { .. }
            | Self::UnsetStreamFlag { .. } => Severity::Note,
            _ => Severity::Warning,
        }
    }

    fn help(&self) -> String {
        match self {
            Self::NameTaken { .. } => "choose another name in the manifest",
            Self::UnknownSubject { .. } => "correct the name, or remove the line from the manifest",
            Self::UnnamedSid { .. } => "name the prefix under `[sids]` in the manifest",
            Self::IgnoredAlternatives => {
                "the value is one of the alternatives of `oneOf`; combine both lists with an overlay if that is too wide"
            }
            Self::IgnoredDiscriminator { .. } => {
                "the alternative that fits the content best is chosen; refer to a component, or give the property one value"
            }
            Self::MixedTypes { .. } => "only the properties of the object are kept; use `oneOf` alone if either is accepted",
            Self::RequiredAlternatives => {
                "the client does not check which of the properties are present; the server does"
            }
            Self::ManyCombinations { .. } => {
                "the properties of these alternatives are left out; at most 64 combinations become types"
            }
            Self::ConflictingProperty { .. } => "the first declaration is kept; make them agree, or remove one",
            Self::Not => "values are passed on as JSON; describe the values that are accepted",
            Self::EndlessAlias => "values are passed on as JSON; break the cycle: define one of these schemas inline",
            Self::MixedEnum => "values are passed on as JSON; give all values the same type",
            Self::MissingPathParameter { .. } => "a required string parameter is assumed; declare it",
            Self::UnusedPathParameter { .. } => "the parameter is ignored; correct the path, or remove the parameter",
            Self::UnnamedFields => {
                "callers name the fields; describe them as the properties of one object"
            }
            Self::OtherMultipart => {
                "callers pass the body as bytes, with no boundary in its `Content-Type`; describe another \
                 media type if the server accepts one"
            }
            Self::PartHeaders => "the headers are ignored: a part has only a name and a media type",
            Self::PartStyle => "`style` and `explode` are ignored: an item of a list is a part, an object is JSON",
            Self::PartMediaType { .. } => "the media type is ignored: only files have a media type",
            Self::UnreadSchema { .. } => {
                "callers receive and pass the body as text or bytes; describe JSON if the server offers it"
            }
            Self::NoResponses => "the response is assumed to be empty; declare the responses",
            Self::RepeatedParameter { .. } => "the first declaration is kept; remove the other",
            Self::ReservedHeader { .. } => {
                "no action is needed: OpenAPI excludes `Accept`, `Content-Type` and `Authorization` from parameters"
            }
            Self::HeaderName { .. } => {
                "the parameter is ignored, as HTTP cannot send it; use letters, digits, `-` and `_`"
            }
            Self::KeyHeader { .. } => {
                "HTTP cannot send it; use letters, digits, `-` and `_`, in the document or with an overlay"
            }
            Self::StrayBrace => "the braces are sent percent-encoded; correct the path",
            Self::DotSegment => "write the intended path",
            Self::Fragment => "the fragment is ignored; remove it",
            Self::QueryInPath => "every call sends it; declare its pairs as parameters",
            Self::NoHost { .. } => "callers of the crate must set a base URL",
            Self::Dangling { .. } => "correct the reference, or add its target",
            Self::CrossedBounds => "the client does not check the bounds; correct them",
            Self::UnknownScheme { .. } => {
                "callers pass the whole value of the `Authorization` header"
            }
            Self::TokenUrl { .. } => "callers of the crate pass the URL; correct it",
            Self::MissingScheme { .. } => {
                "the requirement is ignored; declare the scheme under `components.securitySchemes`"
            }
            Self::ErrorCodeForm => "the entry is ignored; correct it",
            Self::PagingForm { .. } => {
                "correct it, or remove it with an overlay if it means something else"
            }
            Self::StreamByStatus { .. } => {
                "callers receive the whole body as text or bytes; describe one body for all statuses with an overlay"
            }
            Self::PagingMisfit { .. }
            | Self::WaitMisfit { .. }
            | Self::EventStreamMisfit { .. } => {
                "correct the extension, or declare the missing part with an overlay"
            }
            Self::UnsetStreamFlag { .. } => {
                "callers set it; for the call to set it, describe the body as one object with an overlay"
            }
            Self::UnknownPaging { .. } => {
                "describe how the list continues with `x-paging` in an overlay, or with `paging` in the \
                 manifest"
            }
            Self::FixedHostForm => "correct the extension, or remove it",
            Self::IdempotencyKeyForm
            | Self::RetriesForm
            | Self::TimeoutsForm
            | Self::EventStreamForm => {
                "the extension is ignored; correct it, or remove it with an overlay if it means something else"
            }
            Self::WaitForm => "correct it, or remove it with an overlay if it means something else",
            Self::UnknownState { .. } => "correct the state, or add it to the enum with an overlay",
            Self::RepeatedCode { .. } => "the first description is kept; remove the other",
            Self::UnknownOperation { .. } => {
                "remove the entry, or correct it to the operationId of an operation"
            }
            Self::NoPayload => {
                "the event is left out; read its request yourself, or describe a JSON payload with an overlay"
            }
            Self::IndistinctEvents { .. } => {
                "add a property to the payloads with an overlay, with a different value for each event"
            }
            Self::NoText => "the example is ignored; give the body as a string with an overlay",
        }
        .to_owned()
    }
}
