//! What can be wrong with a readable document.

use thiserror::Error;

use crate::diagnostics::{Problem, Severity};

#[derive(Clone, Debug, Error, PartialEq, Eq)]
pub(super) enum LowerProblem {
    #[error("the name `{name}` is already taken here, or is no identifier")]
    NameTaken { name: String },
    #[error("the manifest names `{subject}`, which the document doesn't have")]
    UnknownSubject { subject: String },
    #[error("the prefix `{prefix}` has no name; its identifiers are called `{name}`")]
    UnnamedSid { prefix: String, name: String },
    #[error("`allOf` combines an object with something else: {found}")]
    MixedAllOf { found: String },
    #[error("the property `{property}` means different things in the parts of this `allOf`")]
    ConflictingProperty { property: String },
    #[error("`not` can't be expressed as a type")]
    Not,
    #[error("the type refers to nothing but itself")]
    EndlessAlias,
    #[error("the enum's values are of several types, or neither text nor integers")]
    MixedEnum,
    #[error("the path has no parameter for `{{{name}}}`")]
    MissingPathParameter { name: String },
    #[error("the path has no location for the parameter `{name}`")]
    UnusedPathParameter { name: String },
    #[error("the body can be sent as {left} too, which has another schema than `{kept}`")]
    OtherBodies { kept: String, left: String },
    #[error("the answer can be had as {left} too, which has another schema than `{kept}`")]
    OtherAnswers { kept: String, left: String },
    #[error("which fields the form has can't be told from its schema")]
    UnnamedFields,
    #[error("only bodies of several parts that are `multipart/form-data` can be put together")]
    OtherMultipart,
    #[error("a part of a body has headers of its own")]
    PartHeaders,
    #[error("the operation says nothing of its answers")]
    NoResponses,
    #[error("the parameter `{name}` is declared twice in the same location")]
    RepeatedParameter { name: String },
    #[error("the path has braces that are around no name")]
    StrayBrace,
    #[error("the path has a segment `.` or `..`, which is taken away before it is sent")]
    DotSegment,
    #[error("the path has a fragment, which is never sent")]
    Fragment,
    #[error("the path has a query")]
    QueryInPath,
    #[error("the server URL `{url}` names no host")]
    NoHost { url: String },
    #[error("this reference leads to no {what}: `{reference}`")]
    Dangling {
        what: &'static str,
        reference: String,
    },
    #[error("a least bound is above its greatest, so that no value satisfies both")]
    CrossedBounds,
    #[error("the authentication scheme `{scheme}` is not known")]
    UnknownScheme { scheme: String },
    #[error("the document has no security scheme `{scheme}`")]
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
    #[error("the error code {code} is explained twice")]
    RepeatedCode { code: i64 },
    #[error("the example of a body that isn't JSON is no text")]
    NoText,
}

impl Problem for LowerProblem {
    fn code(&self) -> &'static str {
        match self {
            Self::NameTaken { .. } => "name-taken",
            Self::UnknownSubject { .. } => "unknown-subject",
            Self::UnnamedSid { .. } => "unnamed-sid",
            Self::MixedAllOf { .. } => "mixed-all-of",
            Self::ConflictingProperty { .. } => "conflicting-property",
            Self::Not => "not",
            Self::EndlessAlias => "endless-alias",
            Self::MixedEnum => "mixed-enum",
            Self::MissingPathParameter { .. } => "missing-path-parameter",
            Self::UnusedPathParameter { .. } => "unused-path-parameter",
            Self::OtherBodies { .. } => "other-bodies",
            Self::OtherAnswers { .. } => "other-answers",
            Self::UnnamedFields => "unnamed-fields",
            Self::OtherMultipart => "other-multipart",
            Self::PartHeaders => "part-headers",
            Self::NoResponses => "no-responses",
            Self::RepeatedParameter { .. } => "repeated-parameter",
            Self::StrayBrace => "stray-brace",
            Self::DotSegment => "dot-segment",
            Self::Fragment => "fragment",
            Self::QueryInPath => "query-in-path",
            Self::NoHost { .. } => "no-host",
            Self::Dangling { .. } => "dangling-reference",
            Self::CrossedBounds => "crossed-bounds",
            Self::UnknownScheme { .. } => "unknown-scheme",
            Self::MissingScheme { .. } => "missing-scheme",
            Self::ErrorCodeForm => "error-code-form",
            Self::PagingForm { .. } => "paging-form",
            Self::PagingMisfit { .. } => "paging-misfit",
            Self::UnknownPaging { .. } => "unknown-paging",
            Self::WaitForm => "wait-form",
            Self::WaitMisfit { .. } => "wait-misfit",
            Self::UnknownState { .. } => "unknown-state",
            Self::RepeatedCode { .. } => "repeated-code",
            Self::NoText => "example-without-text",
        }
    }

    fn severity(&self) -> Severity {
        match self {
            Self::NameTaken { .. }
            | Self::UnknownSubject { .. }
            | Self::Dangling { .. }
            | Self::PagingForm { .. }
            | Self::PagingMisfit { .. }
            | Self::WaitForm
            | Self::WaitMisfit { .. }
            | Self::UnknownState { .. } => Severity::Error,
            Self::UnnamedSid { .. }
            | Self::OtherAnswers { .. }
            | Self::NoText
            | Self::UnknownPaging { .. } => Severity::Note,
            _ => Severity::Warning,
        }
    }

    fn help(&self) -> String {
        match self {
            Self::NameTaken { .. } => "give it another name in the manifest",
            Self::UnknownSubject { .. } => "correct the name or remove the line from the manifest",
            Self::UnnamedSid { .. } => "name the prefix under `[sids]` in the manifest",
            Self::MixedAllOf { .. } => "only the object's properties are kept",
            Self::ConflictingProperty { .. } => "the first meaning is kept",
            Self::Not => "the values are passed on as JSON",
            Self::EndlessAlias => "the values are passed on as JSON; name a type with content",
            Self::MixedEnum => "the values are passed on as JSON",
            Self::MissingPathParameter { .. } => "a required parameter of type string is assumed",
            Self::UnusedPathParameter { .. } => "the parameter is left out",
            Self::OtherBodies { .. } | Self::OtherAnswers { .. } => {
                "the first of JSON, forms, text and bytes is kept"
            }
            Self::UnnamedFields => {
                "callers name them; describe them as the properties of one object"
            }
            Self::OtherMultipart => {
                "callers give it as bytes, and no boundary is in its `Content-Type`; describe another \
                 form of it if the server takes one"
            }
            Self::PartHeaders => "they are left out: a part has its name and its media type alone",
            Self::NoResponses => "its answer is taken for empty; declare its responses",
            Self::RepeatedParameter { .. } => "the first declaration is kept",
            Self::StrayBrace => "they are sent as they are, encoded; correct the path",
            Self::DotSegment => "write the path that is meant",
            Self::Fragment => "it is left out",
            Self::QueryInPath => "every call has it; declare its pairs as parameters",
            Self::NoHost { .. } => "callers of the crate must set a base URL",
            Self::Dangling { .. } => "correct the reference or add what it names",
            Self::CrossedBounds => "the bounds are left to the server",
            Self::UnknownScheme { .. } => {
                "callers give the whole value of the `Authorization` header"
            }
            Self::MissingScheme { .. } => {
                "the requirement is ignored; declare the scheme under `components.securitySchemes`"
            }
            Self::ErrorCodeForm => "the entry is ignored; correct it",
            Self::PagingForm { .. } => {
                "correct it, or remove it with an overlay if it means something else"
            }
            Self::PagingMisfit { .. } | Self::WaitMisfit { .. } => {
                "correct the extension, or declare the missing part with an overlay"
            }
            Self::UnknownPaging { .. } => {
                "describe how the list goes on with `x-paging` in an overlay, or with `paging` in the \
                 manifest"
            }
            Self::WaitForm => "correct it, or remove it with an overlay if it means something else",
            Self::UnknownState { .. } => "correct the state, or add it to the enum with an overlay",
            Self::RepeatedCode { .. } => "the first explanation is kept",
            Self::NoText => "it is left out; an overlay can give the body as text",
        }
        .to_owned()
    }
}
