//! The problems of documents that are readable.

use crate::diagnostics::problems;

problems! {
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub(crate) enum LowerProblem {
        #[error("the name `{name}` is taken, or is not a Rust identifier")]
        #[problem(Error, "name-taken", "choose another name in the manifest")]
        NameTaken { name: String },
        #[error("the manifest names `{subject}`, which the document does not contain")]
        #[problem(Error, "unknown-subject", "correct the name, or remove the line from the manifest")]
        UnknownSubject { subject: String },
        #[error("the prefix `{prefix}` has no name; its type is called `{name}`")]
        #[problem(Note, "unnamed-sid", "name the prefix under `[sids]` in the manifest")]
        UnnamedSid { prefix: String, name: String },
        #[error("`anyOf` beside `oneOf` is ignored")]
        #[problem(
            Warning,
            "ignored-alternatives",
            "the value is one of the alternatives of `oneOf`; combine both lists with an overlay if that is too wide"
        )]
        IgnoredAlternatives,
        #[error("the discriminator `{property}` does not select the alternative `{alternative}`")]
        #[problem(
            Note,
            "ignored-discriminator",
            "the alternative that fits the content best is chosen; refer to a component, or give the property one value"
        )]
        IgnoredDiscriminator {
            property: String,
            alternative: String,
        },
        #[error("an object is combined with other types: {found}")]
        #[problem(
            Warning,
            "mixed-types",
            "only the properties of the object are kept; use `oneOf` alone if either is accepted"
        )]
        MixedTypes { found: String },
        #[error("the alternatives differ only in the properties that they require")]
        #[problem(
            Note,
            "required-alternatives",
            "the client does not check which of the properties are present; the server does"
        )]
        RequiredAlternatives,
        #[error("the alternatives of this object and of its other parts have {count} combinations")]
        #[problem(
            Warning,
            "many-combinations",
            "their properties are optional, with any value where the alternatives differ; at most 64 \
             combinations become types"
        )]
        ManyCombinations { count: usize },
        #[error("the parts of this `allOf` declare the property `{property}` differently")]
        #[problem(Warning, "conflicting-property", "the first declaration is kept; make them agree, or remove one")]
        ConflictingProperty { property: String },
        #[error("the object requires the property `{property}`, but does not declare it")]
        #[problem(
            Warning,
            "undeclared-required",
            "callers can neither set nor read it; declare it, or correct the name"
        )]
        UndeclaredRequired { property: String },
        #[error("the object requires the property `{property}`, which is none of its `properties`")]
        #[problem(
            Note,
            "unchecked-required",
            "callers add it to the other properties, which the client does not check; declare it"
        )]
        UncheckedRequired { property: String },
        #[error("another alternative has the same type in Rust, and other constraints")]
        #[problem(Note, "merged-alternatives", "the client checks the constraints of neither; the server does")]
        MergedAlternatives,
        #[error("`not` has no equivalent among Rust types")]
        #[problem(Warning, "not", "values are passed on as JSON; describe the values that are accepted")]
        Not,
        #[error("the type refers only to itself")]
        #[problem(
            Warning,
            "endless-alias",
            "values are passed on as JSON; break the cycle: define one of these schemas inline"
        )]
        EndlessAlias,
        #[error("expected enum values that are all strings or all integers of 64 bits")]
        #[problem(Warning, "mixed-enum", "values are passed on as JSON; give all values the same type")]
        MixedEnum,
        #[error("the path contains `{{{name}}}`, but the operation declares no such parameter")]
        #[problem(Warning, "missing-path-parameter", "a required string parameter is assumed; declare it")]
        MissingPathParameter { name: String },
        #[error("the operation declares the path parameter `{name}`, but the path does not contain it")]
        #[problem(
            Warning,
            "unused-path-parameter",
            "the parameter is ignored; correct the path, or remove the parameter"
        )]
        UnusedPathParameter { name: String },
        #[error("cannot determine the form's fields from its schema")]
        #[problem(
            Warning,
            "unnamed-fields",
            "callers name the fields; describe them as the properties of one object"
        )]
        UnnamedFields,
        #[error("the form has no field `{name}`, whose encoding is declared")]
        #[problem(
            Warning,
            "undeclared-field",
            "the encoding is ignored; correct the name, or declare the property"
        )]
        UndeclaredField { name: String },
        #[error("unsupported multipart body: expected `multipart/form-data`")]
        #[problem(
            Warning,
            "other-multipart",
            "callers pass the body as bytes, with no boundary in its `Content-Type`; describe another \
                     media type if the server accepts one"
        )]
        OtherMultipart,
        #[error("the part declares headers")]
        #[problem(Warning, "part-headers", "the headers are ignored: a part has only a name and a media type")]
        PartHeaders,
        #[error("the part declares how its items or properties are joined")]
        #[problem(
            Warning,
            "part-style",
            "`style` and `explode` are ignored: an item of a list is a part, an object is JSON"
        )]
        PartStyle,
        #[error("the field declares the media type `{media_type}`")]
        #[problem(
            Warning,
            "part-media-type",
            "the media type is ignored: only files have one, and objects are written as JSON; describe a file, or remove it"
        )]
        PartMediaType { media_type: String },
        #[error("the schema of a value of the media type `{media_type}` is ignored")]
        #[problem(
            Note,
            "unread-schema",
            "callers receive and pass the value as text or bytes; describe JSON if the server offers it"
        )]
        UnreadSchema { media_type: String },
        #[error("expected a media type such as `application/json`, found `{found}`")]
        #[problem(
            Warning,
            "media-type",
            "the body is bytes or text, and a request has the media type `application/octet-stream` or \
             `text/plain`; correct the media type"
        )]
        MediaType { found: String },
        #[error("the media type of the request is a range, `{range}`; calls send `{sent}`")]
        #[problem(
            Note,
            "media-type-range",
            "callers set the header `Content-Type` of a call; describe the media types if they are known"
        )]
        MediaTypeRange { range: String, sent: &'static str },
        #[error("the parameter declares several media types; values are written as `{chosen}`, the first one")]
        #[problem(Warning, "parameter-media-types", "OpenAPI allows one; keep the one that the server reads")]
        ParameterMediaTypes { chosen: String },
        #[error("the request body declares no media type")]
        #[problem(Warning, "no-media-type", "calls send no body; describe the body under `content`, or remove it")]
        NoMediaType,
        #[error("the document describes no operation and no webhook")]
        #[problem(
            Warning,
            "no-operations",
            "the client of the crate makes no calls; give the document that has the operations, or add them"
        )]
        NoOperations,
        #[error("the operation declares no responses")]
        #[problem(Warning, "no-responses", "the response is assumed to be empty; declare the responses")]
        NoResponses,
        #[error("the parameter `{name}` is declared twice in the same location")]
        #[problem(Warning, "repeated-parameter", "the first declaration is kept; remove the other")]
        RepeatedParameter { name: String },
        #[error("the parameter `{name}` is ignored: the header follows from {determined_by}")]
        #[problem(
            Note,
            "reserved-header",
            "no action is needed: OpenAPI excludes `Accept`, `Content-Type` and `Authorization` from \
             parameters, and callers set no headers of the connection"
        )]
        ReservedHeader {
            name: String,
            determined_by: &'static str,
        },
        #[error("expected the name of a header, found `{name}`")]
        #[problem(
            Warning,
            "header-name",
            "the parameter is ignored, as HTTP cannot send it; use letters, digits, `-` and `_`"
        )]
        HeaderName { name: String },
        #[error("expected the name of a header in the API key scheme, found `{name}`")]
        #[problem(
            Error,
            "key-header",
            "HTTP cannot send it; use letters, digits, `-` and `_`, in the document or with an overlay"
        )]
        KeyHeader { name: String },
        #[error("the path contains braces without a parameter name")]
        #[problem(Warning, "stray-brace", "the braces are sent percent-encoded; correct the path")]
        StrayBrace,
        #[error("the path contains a segment `.` or `..`, which HTTP clients remove")]
        #[problem(Warning, "dot-segment", "write the intended path")]
        DotSegment,
        #[error("the path contains a fragment, which is never sent")]
        #[problem(Warning, "fragment", "the fragment is ignored; remove it")]
        Fragment,
        #[error("the path contains a query")]
        #[problem(Warning, "query-in-path", "every call sends it; declare its pairs as parameters")]
        QueryInPath,
        #[error("the server URL `{url}` has no host")]
        #[problem(Warning, "no-host", "callers of the crate must set a base URL")]
        NoHost { url: String },
        #[error("the document declares no server")]
        #[problem(
            Warning,
            "no-host",
            "callers of the crate must set a base URL; declare its default under `servers`"
        )]
        NoServer,
        #[error("no call can use the server URL `{url}`: {reason}")]
        #[problem(
            Warning,
            "server-url",
            "callers of the crate must set a base URL; correct the URL, in the document or with an overlay"
        )]
        ServerUrl { url: String, reason: String },
        #[error("the default `{default}` of the server variable `{name}` is not one of its values")]
        #[problem(Warning, "server-variable", "calls use the default; add it to `enum`, or correct it")]
        ServerVariable { name: String, default: String },
        #[error("invalid `x-fixed-host`: expected `true` or `false` at a server with an absolute URL")]
        #[problem(Error, "fixed-host-form", "correct the extension, or remove it")]
        FixedHostForm,
        #[error("invalid `x-idempotency-key`: expected the name of a header such as `Idempotency-Key`")]
        #[problem(
            Warning,
            "idempotency-key-form",
            "the extension is ignored; correct it, or remove it with an overlay if it means something else"
        )]
        IdempotencyKeyForm,
        #[error(
            "invalid `x-retries`: expected `{{ idempotent: true, max_attempts: 2 }}`, or one of the two"
        )]
        #[problem(
            Warning,
            "retries-form",
            "the extension is ignored; correct it, or remove it with an overlay if it means something else"
        )]
        RetriesForm,
        #[error(
            "invalid `x-timeouts`: expected seconds such as `{{ attempt: 60, call: 300 }}`, or one of the two"
        )]
        #[problem(
            Warning,
            "timeouts-form",
            "the extension is ignored; correct it, or remove it with an overlay if it means something else"
        )]
        TimeoutsForm,
        #[error("the reference `{reference}` leads to no {what}")]
        #[problem(Error, "dangling-reference", "correct the reference, or add its target")]
        Dangling {
            what: &'static str,
            reference: String,
        },
        #[error("the minimum exceeds the maximum, so no value satisfies both")]
        #[problem(Warning, "crossed-bounds", "the client does not check the bounds; correct them")]
        CrossedBounds,
        #[error("unsupported authentication scheme `{scheme}`")]
        #[problem(Warning, "unknown-scheme", "callers pass the whole value of the `Authorization` header")]
        UnknownScheme { scheme: String },
        #[error("the transport presents the certificate of mutual TLS")]
        #[problem(
            Note,
            "mutual-tls",
            "callers configure the certificate in a client of reqwest (feature `reqwest`), or in a transport of \
             their own"
        )]
        MutualTls,
        #[error("expected the https URL of a token server, found `{url}`")]
        #[problem(Warning, "token-url", "callers of the crate pass the URL; correct it")]
        TokenUrl { url: String },
        #[error("the document declares no security scheme `{scheme}`")]
        #[problem(
            Warning,
            "missing-scheme",
            "the requirement is ignored; declare the scheme under `components.securitySchemes`"
        )]
        MissingScheme { scheme: String },
        #[error("invalid `x-error-codes`: expected `{{ code: 1, name: Text, summary: Text }}`")]
        #[problem(Warning, "error-code-form", "the entry is ignored; correct it")]
        ErrorCodeForm,
        #[error(
            "invalid `x-paging`: expected a scheme such as \
             `{{ scheme: token, next: /next_cursor, parameter: cursor }}`: {reason}"
        )]
        #[problem(Error, "paging-form", "correct it, or remove it with an overlay if it means something else")]
        PagingForm { reason: String },
        #[error("`x-paging` does not fit the operation: {reason}")]
        #[problem(Error, "paging-misfit", "correct the extension, or declare the missing part with an overlay")]
        PagingMisfit { reason: String },
        #[error("the parameter `{parameter}` suggests a paged list, but no paging scheme fits")]
        #[problem(
            Note,
            "unknown-paging",
            "describe how the list continues with `x-paging` in an overlay, or with `paging` in the \
                     manifest"
        )]
        UnknownPaging { parameter: String },
        #[error("invalid `x-wait`: expected `{{ pointer: /status, terminal: [DONE] }}`")]
        #[problem(Error, "wait-form", "correct it, or remove it with an overlay if it means something else")]
        WaitForm,
        #[error("`x-wait` does not fit the operation: {reason}")]
        #[problem(Error, "wait-misfit", "correct the extension, or declare the missing part with an overlay")]
        WaitMisfit { reason: String },
        #[error("`x-wait` names an unknown state: expected one of {known}, found `{state}`")]
        #[problem(Error, "unknown-state", "correct the state, or add it to the enum with an overlay")]
        UnknownState { state: String, known: String },
        #[error("the error code {code} is described twice")]
        #[problem(Warning, "repeated-code", "the first description is kept; remove the other")]
        RepeatedCode { code: i64 },
        #[error("the document has no operation `{id}`")]
        #[problem(
            Warning,
            "unknown-operation",
            "remove the entry, or correct it to the operationId of an operation"
        )]
        UnknownOperation { id: String },
        #[error("the event has no payload that is JSON or a form")]
        #[problem(
            Warning,
            "no-payload",
            "the event is left out; read its request yourself, or describe a JSON payload with an overlay"
        )]
        NoPayload,
        #[error(
            "the events `{first}` and `{second}` have the same payload; both are read as `{first}`"
        )]
        #[problem(
            Warning,
            "indistinct-events",
            "add a property to the payloads with an overlay, with a different value for each event"
        )]
        IndistinctEvents { first: String, second: String },
        #[error("the example of a non-JSON body is not a string")]
        #[problem(
            Note,
            "example-without-text",
            "the example is ignored; give the body as a string with an overlay"
        )]
        NoText,
        #[error("the response of status {status} is a stream, and other statuses have other bodies")]
        #[problem(
            Warning,
            "stream-by-status",
            "callers receive the whole body as text or bytes; describe one body for all statuses with an overlay"
        )]
        StreamByStatus { status: String },
        #[error(
            "invalid `x-event-stream`: expected `{{ sentinel: \"[DONE]\", flag: stream, item: data }}`, or some \
             of the three; `item` is `data` or `event`"
        )]
        #[problem(
            Warning,
            "event-stream-form",
            "the extension is ignored; correct it, or remove it with an overlay if it means something else"
        )]
        EventStreamForm,
        #[error(
            "the call does not set the property `{name}` of the request, which requests the stream"
        )]
        #[problem(
            Note,
            "unset-stream-flag",
            "callers set it; for the call to set it, describe the body as one object with an overlay"
        )]
        UnsetStreamFlag { name: String },
        #[error("`x-event-stream` does not fit the operation: {reason}")]
        #[problem(
            Warning,
            "event-stream-misfit",
            "correct the extension, or declare the missing part with an overlay"
        )]
        EventStreamMisfit { reason: String },
    }
}
