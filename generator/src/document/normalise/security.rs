//! The grammar of security in OpenAPI 3.0, with the additions of OpenAPI 3.2.

use super::grammar::Absent::{Object as EmptyObject, Text as EmptyText};
use super::grammar::Grammar::{Choice, List, Map, Reference, Scopes, Tagged, Text, Word};
use super::grammar::{self, Field, Grammar, Object, Rewrite, filled, needed, optional};
use super::section::Section;

/// The security requirements of an operation or of the document.
pub(super) static SECURITY: Grammar = List(&Map(&Scopes));

/// A security scheme, or a reference to one.
pub(super) static SECURITY_SCHEME: Grammar = Reference(
    Section::SecuritySchemes,
    &Tagged(&grammar::Tagged {
        name: "a security scheme",
        before: Some(Rewrite::MutualTlsToHttp),
        tag: "type",
        variants: &[
            ("apiKey", &API_KEY),
            ("http", &HTTP),
            ("oauth2", &OAUTH2),
            ("openIdConnect", &OPEN_ID_CONNECT),
        ],
    }),
);

static API_KEY: Object = Object::new(
    "an API key scheme",
    &[&[
        needed("type", &Word),
        needed("in", &Choice(&["query", "header", "cookie"])),
        needed("name", &Text),
        optional("description", &Text),
    ]],
);

static HTTP: Object = Object::new(
    "an HTTP authentication scheme",
    &[&[
        needed("type", &Word),
        needed("scheme", &Word),
        optional("bearerFormat", &Text),
        optional("description", &Text),
    ]],
);

static OPEN_ID_CONNECT: Object = Object::new(
    "an OpenID Connect scheme",
    &[&[
        needed("type", &Word),
        filled("openIdConnectUrl", &Text, EmptyText),
        optional("description", &Text),
    ]],
);

static OAUTH2: Object = Object::new(
    "an OAuth 2 scheme",
    &[&[
        needed("type", &Word),
        filled("flows", &Grammar::Object(&FLOWS), EmptyObject),
        optional("oauth2MetadataUrl", &Text),
        optional("description", &Text),
    ]],
);

static FLOWS: Object = Object::new(
    "OAuth 2 flows",
    &[&[
        optional(
            "implicit",
            &Grammar::Object(&Object::new("a flow", &[AUTHORIZED, FLOW])),
        ),
        optional(
            "password",
            &Grammar::Object(&Object::new("a flow", &[TOKEN, FLOW])),
        ),
        optional(
            "clientCredentials",
            &Grammar::Object(&Object::new("a flow", &[TOKEN, FLOW])),
        ),
        optional(
            "authorizationCode",
            &Grammar::Object(&Object::new("a flow", &[AUTHORIZED, TOKEN, FLOW])),
        ),
        optional(
            "deviceAuthorization",
            &Grammar::Object(&Object::new("a flow", &[DEVICE, TOKEN, FLOW])),
        ),
    ]],
);

const FLOW: &[Field] = &[
    optional("refreshUrl", &Text),
    filled("scopes", &Map(&Text), EmptyObject),
];
const AUTHORIZED: &[Field] = &[filled("authorizationUrl", &Text, EmptyText)];
const DEVICE: &[Field] = &[filled("deviceAuthorizationUrl", &Text, EmptyText)];
const TOKEN: &[Field] = &[filled("tokenUrl", &Text, EmptyText)];
