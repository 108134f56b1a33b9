//! The list of harmless keywords. A keyword of a document has an effect, is reported, or stands here with the
//! reason why nobody misses it. `tests/keywords` holds that for every keyword and every position.

/// Keywords that the generator may ignore without a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct HarmlessKeywords {
    /// The object that has the keywords, such as `a schema`.
    pub object: &'static str,
    /// The positions of the object; none for every position.
    pub positions: &'static [&'static str],
    /// The keywords; none for every keyword.
    pub keywords: &'static [&'static str],
    /// The reason why nobody misses them.
    pub reason: &'static str,
}

const fn harmless(
    object: &'static str,
    keywords: &'static [&'static str],
    reason: &'static str,
) -> HarmlessKeywords {
    harmless_in(object, &[], keywords, reason)
}

const fn harmless_in(
    object: &'static str,
    positions: &'static [&'static str],
    keywords: &'static [&'static str],
    reason: &'static str,
) -> HarmlessKeywords {
    HarmlessKeywords {
        object,
        positions,
        keywords,
        reason,
    }
}

/// The keywords that the generator may ignore without a report, each with the reason.
pub static HARMLESS_KEYWORDS: &[HarmlessKeywords] = &[
    harmless(
        "a document",
        &["$self"],
        "references find the document by it",
    ),
    harmless(
        "a document",
        &["jsonSchemaDialect"],
        "a dialect that is not supported is reported",
    ),
    harmless("a document", &["externalDocs"], ELSEWHERE),
    harmless(
        "information about the document",
        &["version"],
        "the crate has a version of its own",
    ),
    harmless(
        "information about the document",
        &["summary", "termsOfService", "contact", "license"],
        ELSEWHERE,
    ),
    harmless("a contact", &[], ELSEWHERE),
    harmless("a licence", &["name", "identifier", "url"], ELSEWHERE),
    harmless("a server", &["description"], SERVER),
    harmless("a server variable", &["description"], SERVER),
    harmless(
        "a tag",
        &["summary"],
        "the description of the tag takes precedence",
    ),
    harmless(
        "a tag",
        &["parent", "kind"],
        "each tag is a resource of its own",
    ),
    harmless("a tag", &["externalDocs"], ELSEWHERE),
    harmless("a link to documentation", &[], ELSEWHERE),
    harmless(
        "components",
        &[
            "responses",
            "parameters",
            "examples",
            "requestBodies",
            "headers",
            "links",
            "callbacks",
            "pathItems",
            "mediaTypes",
        ],
        COMPONENT,
    ),
    harmless(
        "a path item",
        &["summary", "description"],
        "each operation has documentation of its own",
    ),
    harmless("an operation", &["externalDocs"], ELSEWHERE),
    harmless(
        "a response",
        &["summary", "description"],
        "the documentation describes the value",
    ),
    harmless("a response", &["headers"], HEADERS),
    harmless("a response", &["links"], LINKED),
    harmless_in("a response", &["error", "default"], &["content"], ERRORS),
    harmless("a link", &[], LINKED),
    harmless_in("a header", &["response"], &[], HEADERS),
    harmless_in(
        "a header",
        &["part"],
        &[],
        "the headers of a part are reported together",
    ),
    harmless_in(
        "a media type",
        &[
            "form",
            "multipart form",
            "mixed parts",
            "bytes body",
            "text body",
            "XML body",
            "parameter",
        ],
        &["example", "examples"],
        SHOWN,
    ),
    harmless_in("a media type", &["error"], &["schema"], ERRORS),
    harmless_in(
        "a media type",
        &["mixed parts"],
        &["schema"],
        "the media type is reported",
    ),
    harmless(
        "a media type",
        &["encoding"],
        "OpenAPI limits it to forms, whose fields are described there",
    ),
    harmless(
        "an encoding",
        &["allowReserved"],
        "servers decode the characters of forms",
    ),
    harmless_in(
        "an encoding",
        &["form list", "form object", "form string"],
        &["headers"],
        "the fields of such a form have no headers",
    ),
    harmless_in(
        "an encoding",
        &["form list", "form string"],
        &["contentType"],
        "the fields of such a form have no media type; JSON and styles are written",
    ),
    harmless(
        "an example",
        &["summary", "description"],
        "tests and mock responses have its name",
    ),
    harmless(
        "an example",
        &["serializedValue"],
        "it is the value of the example in another form",
    ),
    harmless_in("an example", &["parameter"], &[], SHOWN),
    harmless("a parameter", &["example", "examples"], SHOWN),
    harmless(
        "a parameter",
        &["allowEmptyValue"],
        "callers may pass an empty string",
    ),
    harmless_in(
        "a parameter",
        &["path"],
        &["required"],
        "path parameters are always required",
    ),
    harmless("an HTTP authentication scheme", &["bearerFormat"], TOKEN),
    harmless(
        "an HTTP authentication scheme",
        &["description"],
        "the standard defines the scheme",
    ),
    harmless(
        "an OAuth 2 scheme",
        &["oauth2MetadataUrl"],
        "the flows contain the URLs",
    ),
    harmless(
        "an OpenID Connect scheme",
        &["openIdConnectUrl"],
        "callers pass the URL of the token server",
    ),
    harmless("OAuth 2 flows", &["implicit", "deviceAuthorization"], TOKEN),
    harmless(
        "a flow",
        &["authorizationUrl", "deviceAuthorizationUrl"],
        TOKEN,
    ),
    harmless_in(
        "a flow",
        &["implicit", "client", "device"],
        &["refreshUrl"],
        "the flow issues no refresh tokens to programs",
    ),
    harmless_in("a flow", &["device"], &["tokenUrl"], TOKEN),
    harmless("a flow", &["scopes"], "operations list their scopes"),
    harmless(
        "a schema",
        &["title"],
        "only types of their own have a name",
    ),
    harmless("a schema", &["externalDocs"], ELSEWHERE),
    harmless("a schema", &["example", "examples"], SHOWN),
    harmless("a schema", &["xml"], "callers pass and receive XML as text"),
    harmless(
        "a schema",
        &["contentEncoding", "contentMediaType"],
        "text remains as it is sent",
    ),
    harmless(
        "a schema",
        &["$comment"],
        "it informs the authors of the document",
    ),
    harmless(
        "a schema",
        &["$schema", "$vocabulary"],
        "schemas are read as OpenAPI 3.1 defines them",
    ),
    harmless(
        "a schema",
        &["$id", "$anchor", "$dynamicAnchor", "$recursiveAnchor"],
        "references find the schema by it",
    ),
    harmless("a schema", &["$defs", "definitions"], COMPONENT),
    harmless_in(
        "a schema",
        &[
            "response",
            "response property",
            "required response property",
            "error response",
        ],
        LIMITS,
        "responses are read leniently",
    ),
    harmless_in(
        "a schema",
        &["body", "component", "alternative"],
        &["pattern"],
        "the client checks patterns of characters and classes, the server all",
    ),
    harmless_in(
        "a schema",
        &[
            "path parameter",
            "query parameter",
            "required query parameter",
            "header parameter",
            "cookie parameter",
            "JSON parameter",
        ],
        &["nullable"],
        "a parameter is absent, never null",
    ),
    harmless_in(
        "a schema",
        &["response property", "error response"],
        &["nullable"],
        "a property that is not required may be null in any response",
    ),
    harmless_in(
        "a schema",
        &[
            "response",
            "component",
            "body",
            "list item",
            "map value",
            "alternative",
            "path parameter",
            "query parameter",
            "required query parameter",
            "header parameter",
            "cookie parameter",
            "JSON parameter",
        ],
        &["readOnly", "writeOnly"],
        "OpenAPI limits it to properties",
    ),
    harmless_in(
        "a schema",
        &[
            "response",
            "component",
            "body",
            "list item",
            "map value",
            "alternative",
        ],
        &["default"],
        DOCUMENTED,
    ),
    harmless_in(
        "a schema",
        &["response", "body", "list item", "map value", "alternative"],
        &["description", "deprecated"],
        DOCUMENTED,
    ),
    harmless_in("a schema", &["response header"], &[], HEADERS),
    harmless_in("a schema", &["error response"], &[], ERRORS),
];

const ELSEWHERE: &str = "it describes the document or its publisher, not the calls";
const SERVER: &str = "callers choose a server by its name, its variables or its URL";
const COMPONENT: &str = "the references to its entries determine their effect";
const TOKEN: &str = "callers obtain the token, and pass it to the client";
const LINKED: &str = "callers call the operation that the link names";
const SHOWN: &str = "only the JSON examples of bodies and of types are tested and shown";
const HEADERS: &str = "callers read the headers of a response by their names, as text";
const DOCUMENTED: &str = "only types of their own, fields and arguments are documented";
const ERRORS: &str = "callers read the body of an error; the documentation names its component";

/// The keywords that limit values of their type.
const LIMITS: &[&str] = &[
    "pattern",
    "minLength",
    "maxLength",
    "multipleOf",
    "minimum",
    "maximum",
    "exclusiveMinimum",
    "exclusiveMaximum",
    "minProperties",
    "maxProperties",
    "minItems",
    "maxItems",
    "uniqueItems",
];
