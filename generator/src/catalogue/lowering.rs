//! Samples of the problems of models, examples and generated code.

use crate::lower::LowerProblem;
use crate::passes::ExampleProblem;
use crate::render::RenderProblem;

samples!(lower: LowerProblem {
    NameTaken { name: "Pet".to_owned() },
    UnknownSubject { subject: "fetchPets".to_owned() },
    UnnamedSid { prefix: "ZZ".to_owned(), name: "ZzSid".to_owned() },
    IgnoredAlternatives,
    IgnoredDiscriminator { property: "kind".to_owned(), alternative: "text".to_owned() },
    MixedTypes { found: "a string".to_owned() },
    RequiredAlternatives,
    ManyCombinations { count: 81 },
    ConflictingProperty { property: "id".to_owned() },
    UndeclaredRequired { property: "id".to_owned() },
    Not,
    EndlessAlias,
    MixedEnum,
    MissingPathParameter { name: "PetId".to_owned() },
    UnusedPathParameter { name: "PetId".to_owned() },
    UnnamedFields,
    OtherMultipart,
    PartHeaders,
    PartStyle,
    PartMediaType { media_type: "text/csv".to_owned() },
    UnreadSchema { media_type: "application/xml".to_owned() },
    NoResponses,
    RepeatedParameter { name: "limit".to_owned() },
    ReservedHeader {
        name: "Accept".to_owned(),
        determined_by: "the media types of the responses",
    },
    HeaderName { name: "X Trace".to_owned() },
    KeyHeader { name: "X Key".to_owned() },
    StrayBrace,
    DotSegment,
    Fragment,
    QueryInPath,
    NoHost { url: "/v1".to_owned() },
    Dangling { what: "parameter", reference: "#/components/parameters/Limit".to_owned() },
    CrossedBounds,
    UnknownScheme { scheme: "digest".to_owned() },
    TokenUrl { url: "http://acme.test/token".to_owned() },
    MissingScheme { scheme: "api_key".to_owned() },
    ErrorCodeForm,
    PagingForm { reason: "missing field `next`".to_owned() },
    PagingMisfit { reason: "the operation has no parameter `cursor`".to_owned() },
    UnknownPaging { parameter: "cursor".to_owned() },
    FixedHostForm,
    IdempotencyKeyForm,
    RetriesForm,
    TimeoutsForm,
    WaitForm,
    WaitMisfit { reason: "the response has no property `status`".to_owned() },
    UnknownState { state: "DONE".to_owned(), known: "RUNNING, COMPLETE".to_owned() },
    RepeatedCode { code: 22102 },
    UnknownOperation { id: "fetchPet".to_owned() },
    NoPayload,
    IndistinctEvents { first: "opened".to_owned(), second: "closed".to_owned() },
    NoText,
    StreamByStatus { status: "200".to_owned() },
    EventStreamForm,
    UnsetStreamFlag { name: "stream".to_owned() },
    EventStreamMisfit { reason: "the request has no boolean property or parameter `stream`".to_owned() },
});

samples!(example: ExampleProblem {
    UndeclaredKeys { keys: "/owner, /tags/0/colour".to_owned() },
    Contradiction { at: "`/age`".to_owned(), expected: "an integer" },
    Form,
});

samples!(render: RenderProblem {
    NotRust(syn::parse_str::<syn::Ident>("1").expect_err("a digit is not an identifier")),
    SamePath,
});
