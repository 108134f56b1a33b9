//! The keywords without a field in the tables: those that do no harm, those that nothing is generated for, and
//! all others, which are unknown.
//!
//! A keyword of a document has an effect, is reported, or is listed in [`HARMLESS_KEYWORDS`].
//! `tests/keywords` holds that for every keyword and every position.

use serde_json::{Map, Value};

use super::grammar::Object;
use super::walk::Walk;
use crate::diagnostics::Location;
use crate::document::problem::ShapeProblem;

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
    harmless("a server", &["name", "description"], SERVER),
    harmless("a server variable", &["enum", "description"], SERVER),
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
        &["contentType", "headers"],
        "the fields of such a form have no headers; JSON and styles are written",
    ),
    harmless_in(
        "an encoding",
        &["multipart list", "multipart object"],
        &["contentType"],
        "a list is a part for each item, and an object is JSON already",
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
        &["flows", "oauth2MetadataUrl", "description"],
        TOKEN,
    ),
    harmless(
        "an OpenID Connect scheme",
        &["openIdConnectUrl", "description"],
        TOKEN,
    ),
    harmless("OAuth 2 flows", &[], TOKEN),
    harmless("a flow", &[], TOKEN),
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
const SERVER: &str = "the client calls the first server, or another by its URL";
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

/// The keywords of OpenAPI that nothing is generated for: the object, the keyword, and the consequence.
const NOT_GENERATED: &[(&str, &str, &str)] = &[
    (
        "a media type",
        "itemSchema",
        "callers read the items as bytes or text",
    ),
    ("a media type", "prefixEncoding", WHOLE),
    ("a media type", "itemEncoding", WHOLE),
    (
        "an encoding",
        "encoding",
        "the parts of a part are written as JSON",
    ),
    (
        "an encoding",
        "prefixEncoding",
        "the parts of a part are written as JSON",
    ),
    (
        "an encoding",
        "itemEncoding",
        "the parts of a part are written as JSON",
    ),
    (
        "a discriminator",
        "defaultMapping",
        "values that the mapping does not name are kept as JSON",
    ),
    (
        "a parameter",
        "allowReserved",
        "reserved characters are percent-encoded",
    ),
    ("an API key scheme", "deprecated", STILL),
    ("an HTTP authentication scheme", "deprecated", STILL),
    ("an OAuth 2 scheme", "deprecated", STILL),
    ("an OpenID Connect scheme", "deprecated", STILL),
];

const WHOLE: &str = "callers pass the whole body as bytes";
const STILL: &str = "the client offers the credentials as before";

impl Walk<'_> {
    /// Removes and reports the keywords that nothing is generated for, and reports those that are unknown. A
    /// document often repeats an unknown keyword, so each is reported once.
    pub(super) fn judge_keywords(
        &mut self,
        members: &mut Map<String, Value>,
        object: &'static Object,
        location: &Location,
    ) {
        let others = members.keys().filter(|key| is_other(key, object));
        for key in others.cloned().collect::<Vec<_>>() {
            let location = location.join(&key);
            if let Some((keyword, consequence)) = lost(&key, object) {
                if members.shift_remove(&key) == Some(Value::Bool(false)) {
                    continue;
                }
                let problem = ShapeProblem::Lossy {
                    keyword,
                    consequence,
                };
                self.report(&location, problem);
            } else {
                self.report_once(object.name, &location, &key, || {
                    ShapeProblem::UnknownKeyword {
                        meant: meant(&key, object),
                        keyword: key.clone(),
                        object: object.name,
                    }
                });
            }
        }
    }
}

/// Whether a key is none that the generator reads, and no extension or harmless keyword either.
fn is_other(key: &str, object: &'static Object) -> bool {
    let is_known = object.field(key).is_some() || is_harmless(object, key);
    lost(key, object).is_some() || (!is_known && !key.starts_with("x-"))
}

/// The keyword that nothing is generated for, with the consequence.
fn lost(key: &str, object: &'static Object) -> Option<(&'static str, &'static str)> {
    let mut lost = NOT_GENERATED.iter();
    let lost = lost.find(|(name, keyword, _)| *name == object.name && *keyword == key);
    lost.map(|(_, keyword, consequence)| (*keyword, *consequence))
}

/// Whether a keyword may be ignored without a report, wherever the object stands.
fn is_harmless(object: &'static Object, key: &str) -> bool {
    let mut listed = HARMLESS_KEYWORDS.iter();
    listed.any(|harmless| {
        harmless.object == object.name
            && harmless.positions.is_empty()
            && harmless.keywords.contains(&key)
    })
}

/// The keyword that a misspelt one stands for.
fn meant(key: &str, object: &'static Object) -> Option<&'static str> {
    let fields = object.fields().map(|field| field.name);
    let closest = fields
        .map(|field| (edits(key, field), field))
        .min_by_key(|(edits, _)| *edits);
    closest
        .filter(|(edits, field)| *edits <= 2 && *edits * 3 <= field.len())
        .map(|(_, field)| field)
}

/// The number of characters that must be inserted, removed or replaced to turn one word into another, without
/// regard to case.
fn edits(from: &str, to: &str) -> usize {
    let from: Vec<char> = from.to_lowercase().chars().collect();
    let mut row: Vec<usize> = (0..=from.len()).collect();
    for (index, wanted) in to.to_lowercase().chars().enumerate() {
        let mut diagonal = std::mem::replace(&mut row[0], index + 1);
        for (column, found) in from.iter().enumerate() {
            let replaced = diagonal + usize::from(*found != wanted);
            diagonal = row[column + 1];
            row[column + 1] = replaced.min(diagonal + 1).min(row[column] + 1);
        }
    }
    row.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::super::schema::SCHEMA;
    use super::*;

    #[test]
    fn misspelt_keywords_are_recognized() {
        for (key, expected) in [
            ("maxLenght", Some("maxLength")),
            ("Type", Some("type")),
            ("requried", Some("required")),
            ("property", None),
            ("id", None),
            ("", None),
        ] {
            assert_eq!(meant(key, &SCHEMA), expected, "{key}");
        }
    }
}
