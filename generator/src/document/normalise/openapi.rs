//! What OpenAPI 3.0 has at each place, as far as `openapiv3` reads it.

use super::objects;
use super::section::Section;
use super::security::{SECURITY, SECURITY_SCHEME};
use super::shape::Absent::{Object as EmptyObject, Text as EmptyText};
use super::shape::Shape::{
    Any, Choice, Examples, Flag, Inline, Keyed, List, Map, Reference, Schema, Tagged, Text, Word,
};
use super::shape::{self, Field, Keys, Object, Shape, filled, needed, optional};

/// The document.
pub(super) static DOCUMENT: Shape = Shape::Object(&Object {
    before: Some(objects::drop_unread_keywords),
    after: Some(objects::set_version),
    ..Object::new(
        "a document",
        &[&[
            optional("openapi", &Text),
            filled("info", &Shape::Object(&INFO), EmptyObject),
            optional("servers", &List(&SERVER)),
            filled("paths", &PATHS, EmptyObject),
            optional("components", &Shape::Object(&COMPONENTS)),
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
        optional("contact", &Shape::Object(&CONTACT)),
        optional("license", &Shape::Object(&LICENSE)),
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

static SERVER: Shape = Shape::Object(&Object::new(
    "a server",
    &[&[
        needed("url", &Word),
        optional("description", &Text),
        optional("variables", &Map(&SERVER_VARIABLE)),
    ]],
));

static SERVER_VARIABLE: Shape = Shape::Object(&Object {
    after: Some(objects::default_server_variable),
    ..Object::new(
        "a server variable",
        &[&[
            optional("enum", &List(&Text)),
            optional("default", &Text),
            optional("description", &Text),
        ]],
    )
});

static TAG: Shape = Shape::Object(&Object::new(
    "a tag",
    &[&[
        needed("name", &Text),
        optional("description", &Text),
        optional("externalDocs", &EXTERNAL_DOCS),
    ]],
));

/// A link to documentation elsewhere.
pub(super) static EXTERNAL_DOCS: Shape = Shape::Object(&Object::new(
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

static PATHS: Shape = Keyed(&Keys {
    key: objects::path,
    name: "a path that starts with `/`",
    shape: &PATH_ITEM,
});

static PATH_ITEM: Shape = Inline(&Shape::Object(&Object {
    before: Some(objects::report_unknown_methods),
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
            optional("servers", &List(&SERVER)),
            optional("parameters", &List(&PARAMETER)),
        ]],
    )
}));

static OPERATION: Shape = Shape::Object(&Object {
    after: Some(objects::claim_operation_id),
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

static CALLBACK: Shape = Map(&PATH_ITEM);
static OPERATION_CALLBACK: Shape = Inline(&CALLBACK);
static COMPONENT_CALLBACK: Shape = Reference(Section::Callbacks, &CALLBACK);

static RESPONSES: Shape = Keyed(&Keys {
    key: objects::response_key,
    name: "a status code, a range like `4XX` or `default`",
    shape: &RESPONSE,
});

static RESPONSE: Shape = Reference(
    Section::Responses,
    &Shape::Object(&Object {
        before: Some(objects::give_response_content),
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

static REQUEST_BODY: Shape = Reference(
    Section::RequestBodies,
    &Shape::Object(&Object::new(
        "a request body",
        &[&[
            optional("description", &Text),
            filled("content", &CONTENT, EmptyObject),
            optional("required", &Flag),
        ]],
    )),
);

static CONTENT: Shape = Map(&MEDIA_TYPE);

static MEDIA_TYPE: Shape = Shape::Object(&Object::new(
    "a media type",
    &[&[
        optional("schema", &Schema),
        optional("example", &Any),
        optional("examples", &Examples),
        optional("encoding", &Map(&ENCODING)),
    ]],
));

static ENCODING: Shape = Shape::Object(&Object {
    after: Some(objects::explode_forms),
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

/// An example that has a name.
pub(super) static EXAMPLE: Shape = Reference(
    Section::Examples,
    &Shape::Object(&Object::new(
        "an example",
        &[&[
            optional("summary", &Text),
            optional("description", &Text),
            optional("value", &Any),
            optional("externalValue", &Text),
        ]],
    )),
);

static LINK: Shape = Reference(
    Section::Links,
    &Shape::Object(&Object {
        after: Some(objects::complete_link),
        ..Object::new(
            "a link",
            &[&[
                optional("description", &Text),
                optional("operationRef", &Word),
                optional("operationId", &Text),
                optional("requestBody", &Any),
                optional("parameters", &Map(&Any)),
                optional("server", &Shape::Object(&LINK_SERVER)),
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

static PARAMETER: Shape = Reference(
    Section::Parameters,
    &Tagged(&shape::Tagged {
        name: "a parameter",
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
static HEADER_PARAMETER: Object = parameter(&[
    &DESCRIBED,
    NAMED,
    &[optional("style", &Choice(&["simple"]))],
]);
static PATH_PARAMETER: Object = parameter(&[
    &DESCRIBED,
    NAMED,
    &[optional("style", &Choice(&["simple", "label", "matrix"]))],
]);
static COOKIE_PARAMETER: Object =
    parameter(&[&DESCRIBED, NAMED, &[optional("style", &Choice(&["form"]))]]);

static HEADER: Shape = Reference(
    Section::Headers,
    &Shape::Object(&parameter(&[
        &DESCRIBED,
        &[optional("style", &Choice(&["simple"]))],
    ])),
);

const fn parameter(fields: &'static [&'static [Field]]) -> Object {
    Object {
        before: Some(objects::give_parameter_schema),
        after: Some(objects::complete_parameter),
        ..Object::new("a parameter", fields)
    }
}

/// What parameters and headers have in common.
static DESCRIBED: [Field; 7] = [
    optional("description", &Text),
    optional("required", &Flag),
    optional("deprecated", &Flag),
    optional("schema", &Schema),
    optional("content", &CONTENT),
    optional("example", &Any),
    optional("examples", &Examples),
];

const NAMED: &[Field] = &[needed("name", &Text), optional("explode", &Flag)];

const QUERY_STYLES: &[&str] = &["form", "spaceDelimited", "pipeDelimited", "deepObject"];
