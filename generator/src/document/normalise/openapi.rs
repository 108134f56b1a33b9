//! The grammar of OpenAPI 3.0, as far as `openapiv3` reads it, and of the parts of OpenAPI 3.2 that the
//! generator reads from the normalised value.

use super::grammar::Absent::{Object as EmptyObject, Text as EmptyText};
use super::grammar::Grammar::{
    Any, Choice, Examples, Flag, Inline, Keyed, List, Map, Reference, Schema, Tagged, Text, Word,
};
use super::grammar::{self, Field, Grammar, Keys, Object, Rewrite, filled, needed, optional};
use super::object_keys::{additional_method, path, response_key};
use super::section::Section;
use super::security::{SECURITY, SECURITY_SCHEME};

/// The document.
pub(super) static DOCUMENT: Grammar = Grammar::Object(&Object {
    before: Some(Rewrite::DropUnreadKeywords),
    after: Some(Rewrite::SetVersion),
    ..Object::new(
        "a document",
        &[&[
            optional("openapi", &Text),
            filled("info", &Grammar::Object(&INFO), EmptyObject),
            optional("servers", &List(&SERVER)),
            filled("paths", &PATHS, EmptyObject),
            optional("webhooks", &Map(&PATH_ITEM)),
            optional("components", &Grammar::Object(&COMPONENTS)),
            optional("security", &SECURITY),
            optional("tags", &List(&TAG)),
            optional("externalDocs", &EXTERNAL_DOCS),
        ]],
    )
});

static INFO: Object = Object::new(
    "information about the document",
    &[&[
        filled("title", &Text, EmptyText),
        filled("version", &Text, EmptyText),
        optional("description", &Text),
        optional("termsOfService", &Text),
        optional("contact", &Grammar::Object(&CONTACT)),
        optional("license", &Grammar::Object(&LICENSE)),
    ]],
);

static CONTACT: Object = Object::new(
    "a contact",
    &[&[
        optional("name", &Text),
        optional("url", &Text),
        optional("email", &Text),
    ]],
);

static LICENSE: Object = Object::new(
    "a licence",
    &[&[filled("name", &Text, EmptyText), optional("url", &Text)]],
);

static SERVER: Grammar = Grammar::Object(&Object {
    before: Some(Rewrite::KeepServerName),
    ..Object::new(
        "a server",
        &[&[
            needed("url", &Word),
            optional("description", &Text),
            optional("variables", &Map(&SERVER_VARIABLE)),
        ]],
    )
});

static SERVER_VARIABLE: Grammar = Grammar::Object(&Object {
    after: Some(Rewrite::DefaultServerVariable),
    ..Object::new(
        "a server variable",
        &[&[
            optional("enum", &List(&Text)),
            optional("default", &Text),
            optional("description", &Text),
        ]],
    )
});

static TAG: Grammar = Grammar::Object(&Object {
    before: Some(Rewrite::SummaryToDescription),
    ..Object::new(
        "a tag",
        &[&[
            needed("name", &Text),
            optional("description", &Text),
            optional("externalDocs", &EXTERNAL_DOCS),
        ]],
    )
});

/// A link to documentation elsewhere.
pub(super) static EXTERNAL_DOCS: Grammar = Grammar::Object(&Object::new(
    "a link to documentation",
    &[&[
        filled("url", &Text, EmptyText),
        optional("description", &Text),
    ]],
));

static COMPONENTS: Object = Object::new(
    "components",
    &[&[
        optional("schemas", &Map(&Schema)),
        optional("responses", &Map(&RESPONSE)),
        optional("parameters", &Map(&PARAMETER)),
        optional("examples", &Map(&EXAMPLE)),
        optional("requestBodies", &Map(&REQUEST_BODY)),
        optional("headers", &Map(&HEADER)),
        optional("securitySchemes", &Map(&SECURITY_SCHEME)),
        optional("links", &Map(&LINK)),
        optional("callbacks", &Map(&COMPONENT_CALLBACK)),
    ]],
);

static PATHS: Grammar = Keyed(&Keys {
    key: path,
    name: "a path that starts with `/`",
    grammar: &PATH_ITEM,
});

static PATH_ITEM: Grammar = Inline(&Grammar::Object(&Object {
    before: Some(Rewrite::ReportUnknownMethods),
    ..Object::new(
        "a path item",
        &[&[
            optional("summary", &Text),
            optional("description", &Text),
            optional("get", &OPERATION),
            optional("put", &OPERATION),
            optional("post", &OPERATION),
            optional("delete", &OPERATION),
            optional("options", &OPERATION),
            optional("head", &OPERATION),
            optional("patch", &OPERATION),
            optional("trace", &OPERATION),
            optional("query", &OPERATION),
            optional("additionalOperations", &ADDITIONAL_OPERATIONS),
            optional("servers", &List(&SERVER)),
            optional("parameters", &List(&PARAMETER)),
        ]],
    )
}));

static ADDITIONAL_OPERATIONS: Grammar = Keyed(&Keys {
    key: additional_method,
    name: "a method without a field of its own",
    grammar: &OPERATION,
});

static OPERATION: Grammar = Grammar::Object(&Object {
    after: Some(Rewrite::ClaimOperationId),
    ..Object::new(
        "an operation",
        &[&[
            optional("tags", &List(&Text)),
            optional("summary", &Text),
            optional("description", &Text),
            optional("externalDocs", &EXTERNAL_DOCS),
            optional("operationId", &Text),
            optional("parameters", &List(&PARAMETER)),
            optional("requestBody", &REQUEST_BODY),
            filled("responses", &RESPONSES, EmptyObject),
            optional("callbacks", &Map(&OPERATION_CALLBACK)),
            optional("deprecated", &Flag),
            optional("security", &SECURITY),
            optional("servers", &List(&SERVER)),
        ]],
    )
});

static CALLBACK: Grammar = Map(&PATH_ITEM);
static OPERATION_CALLBACK: Grammar = Inline(&CALLBACK);
static COMPONENT_CALLBACK: Grammar = Reference(Section::Callbacks, &CALLBACK);

static RESPONSES: Grammar = Keyed(&Keys {
    key: response_key,
    name: "a status code, a range like `4XX` or `default`",
    grammar: &RESPONSE,
});

static RESPONSE: Grammar = Reference(
    Section::Responses,
    &Grammar::Object(&Object {
        before: Some(Rewrite::GiveResponseContent),
        ..Object::new(
            "a response",
            &[&[
                filled("description", &Text, EmptyText),
                optional("headers", &Map(&HEADER)),
                optional("content", &CONTENT),
                optional("links", &Map(&LINK)),
            ]],
        )
    }),
);

static REQUEST_BODY: Grammar = Reference(
    Section::RequestBodies,
    &Grammar::Object(&Object::new(
        "a request body",
        &[&[
            optional("description", &Text),
            filled("content", &CONTENT, EmptyObject),
            optional("required", &Flag),
        ]],
    )),
);

static CONTENT: Grammar = Map(&MEDIA_TYPE);

static MEDIA_TYPE: Grammar = Inline(&Grammar::Object(&Object {
    after: Some(Rewrite::SettleItemSchema),
    ..Object::new(
        "a media type",
        &[&[
            optional("schema", &Schema),
            optional("itemSchema", &Schema),
            optional("example", &Any),
            optional("examples", &Examples),
            optional("encoding", &Map(&ENCODING)),
        ]],
    )
}));

static ENCODING: Grammar = Grammar::Object(&Object {
    after: Some(Rewrite::ExplodeForms),
    ..Object::new(
        "an encoding",
        &[&[
            optional("contentType", &Word),
            optional("headers", &Map(&HEADER)),
            optional("style", &Choice(QUERY_STYLES)),
            optional("explode", &Flag),
            optional("allowReserved", &Flag),
        ]],
    )
});

/// A named example.
pub(super) static EXAMPLE: Grammar = Reference(
    Section::Examples,
    &Grammar::Object(&Object {
        before: Some(Rewrite::DataValueToValue),
        ..Object::new(
            "an example",
            &[&[
                optional("summary", &Text),
                optional("description", &Text),
                optional("value", &Any),
                optional("externalValue", &Text),
            ]],
        )
    }),
);

static LINK: Grammar = Reference(
    Section::Links,
    &Grammar::Object(&Object {
        after: Some(Rewrite::CompleteLink),
        ..Object::new(
            "a link",
            &[&[
                optional("description", &Text),
                optional("operationRef", &Word),
                optional("operationId", &Text),
                optional("requestBody", &Any),
                optional("parameters", &Map(&Any)),
                optional("server", &Grammar::Object(&LINK_SERVER)),
            ]],
        )
    }),
);

static LINK_SERVER: Object = Object::new(
    "a server",
    &[&[
        filled("url", &Word, EmptyText),
        optional("description", &Text),
        optional("variables", &Map(&SERVER_VARIABLE)),
    ]],
);

static PARAMETER: Grammar = Reference(
    Section::Parameters,
    &Tagged(&grammar::Tagged {
        name: "a parameter",
        before: Some(Rewrite::QuerystringToQuery),
        tag: "in",
        variants: &[
            ("query", &QUERY_PARAMETER),
            ("header", &HEADER_PARAMETER),
            ("path", &PATH_PARAMETER),
            ("cookie", &COOKIE_PARAMETER),
        ],
    }),
);

static QUERY_PARAMETER: Object = parameter(&[
    &DESCRIBED,
    NAMED,
    &[
        optional("style", &Choice(QUERY_STYLES)),
        optional("allowReserved", &Flag),
        optional("allowEmptyValue", &Flag),
    ],
]);
static HEADER_PARAMETER: Object = parameter(&[&DESCRIBED, NAMED, HEADER_STYLE]);
static PATH_PARAMETER: Object = parameter(&[
    &DESCRIBED,
    NAMED,
    &[optional("style", &Choice(&["simple", "label", "matrix"]))],
]);
static COOKIE_PARAMETER: Object = parameter(&[
    &DESCRIBED,
    NAMED,
    &[optional("style", &Choice(&["form", "cookie"]))],
]);

static HEADER: Grammar = Reference(
    Section::Headers,
    &Grammar::Object(&described("a header", &[&DESCRIBED, HEADER_STYLE])),
);

const fn parameter(fields: &'static [&'static [Field]]) -> Object {
    described("a parameter", fields)
}

const fn described(name: &'static str, fields: &'static [&'static [Field]]) -> Object {
    Object {
        before: Some(Rewrite::GiveParameterSchema),
        after: Some(Rewrite::CompleteParameter),
        ..Object::new(name, fields)
    }
}

/// The fields that parameters and headers share.
static DESCRIBED: [Field; 7] = [
    optional("description", &Text),
    optional("required", &Flag),
    optional("deprecated", &Flag),
    optional("schema", &Schema),
    optional("content", &CONTENT),
    optional("example", &Any),
    optional("examples", &Examples),
];

const HEADER_STYLE: &[Field] = &[
    optional("style", &Choice(&["simple"])),
    optional("explode", &Flag),
];

const NAMED: &[Field] = &[
    needed("name", &Text),
    needed("in", &Word),
    optional("explode", &Flag),
];

const QUERY_STYLES: &[&str] = &["form", "spaceDelimited", "pipeDelimited", "deepObject"];
