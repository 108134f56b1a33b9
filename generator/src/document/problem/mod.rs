//! The problems of documents.

mod reference;

pub use self::reference::ReferenceProblem;
use crate::diagnostics::{Location, problems};
use serde_json::Value;

problems! {
    /// A problem of a text as a whole.
    #[derive(Clone, Debug, PartialEq, Eq)]
    #[non_exhaustive]
    pub enum TextProblem {
        /// The file is empty.
        #[error("the file is empty")]
        #[problem(Error, "empty-file", "write an OpenAPI 3.0, 3.1 or 3.2 document in JSON or YAML")]
        Empty,
        /// The text is a page of HTML or XML.
        #[error("expected JSON or YAML, found an HTML or XML page")]
        #[problem(
            Error,
            "markup-file",
            "give the path or the URL of the document itself, not of a page that shows it"
        )]
        Markup,
        /// The text is neither JSON nor YAML.
        #[error("invalid {format}: {reason}")]
        #[problem(Error, "syntax", "fix the syntax error; the text before it is valid")]
        Syntax {
            /// The apparent format of the text.
            format: &'static str,
            /// The message of the parser.
            reason: String,
        },
        /// A mapping has two members with the same key.
        #[error("the key occurs more than once; its last value is used")]
        #[problem(Warning, "repeated-key", "remove or rename the other members")]
        RepeatedKey,
        /// The text has another checksum than expected.
        #[error("the checksum differs: expected SHA-256 {expected}, found {actual}")]
        #[problem(
            Error,
            "checksum-mismatch",
            "restore the file, or update `sha256` in the manifest if the change is intended"
        )]
        Checksum {
            /// The expected checksum.
            expected: String,
            /// The checksum of the text.
            actual: String,
        },
        /// The value is not an OpenAPI document.
        #[error("not an OpenAPI document: {found}")]
        #[problem(
            Error,
            "not-openapi",
            "give an OpenAPI document, which states its version, such as `openapi: 3.1.0`"
        )]
        NotOpenApi {
            /// The reason.
            found: &'static str,
        },
        /// The document is a Swagger 2.0 document.
        #[error("unsupported version: expected OpenAPI 3.0, 3.1 or 3.2, found Swagger 2.0")]
        #[problem(
            Error,
            "swagger-2",
            "convert the document to OpenAPI 3, for instance with `npx swagger2openapi`"
        )]
        Swagger,
        /// The version of OpenAPI is not supported.
        #[error("unsupported version: expected OpenAPI 3.0, 3.1 or 3.2, found {version}")]
        #[problem(Error, "unsupported-version", "convert the document to OpenAPI 3.0, 3.1 or 3.2")]
        UnsupportedVersion {
            /// The document's version.
            version: String,
        },
    }
}

problems! {
    /// A location where a document is invalid, or where the generator cannot express it.
    #[derive(Clone, Debug, PartialEq, Eq)]
    #[non_exhaustive]
    pub enum ShapeProblem {
        /// The value has the wrong type and is ignored.
        #[error("expected {expected}, found {found}; the value is ignored")]
        #[problem(Warning, "wrong-kind", format!("write {expected}, in the document or with an overlay"))]
        WrongKind {
            /// The expected type.
            expected: &'static str,
            /// The type that was found.
            found: &'static str,
        },
        /// The value has the wrong form, but a clear intention.
        #[error("expected {expected}, found {found}; using {taken}")]
        #[problem(Warning, "corrected-value", format!("write {expected}, in the document or with an overlay"))]
        Corrected {
            /// The expected form.
            expected: &'static str,
            /// The value that was found.
            found: String,
            /// The value that is used.
            taken: String,
        },
        /// The value is not one of the allowed values.
        #[error("expected one of {allowed}, found `{found}`; {consequence}")]
        #[problem(Warning, "value-not-allowed", "use one of the allowed values")]
        NotAllowed {
            /// The value that was found.
            found: String,
            /// The allowed values.
            allowed: String,
            /// The consequence.
            consequence: &'static str,
        },
        /// An object lacks a required field.
        #[error("`{field}` is required in {object}; the object is ignored")]
        #[problem(Warning, "missing-field", format!("add `{field}`, in the document or with an overlay"))]
        Missing {
            /// The object.
            object: &'static str,
            /// The field.
            field: &'static str,
        },
        /// The key is unexpected at its location.
        #[error("expected {expected}, found `{key}`; the key is ignored")]
        #[problem(Warning, "unknown-key", format!("replace the key by {expected}, or prefix it with `x-`"))]
        UnknownKey {
            /// The key.
            key: String,
            /// The expected keys.
            expected: &'static str,
        },
        /// OpenAPI defines no such keyword.
        #[error("unknown keyword `{keyword}` in {object}; the keyword is ignored")]
        #[problem(
            Warning,
            "unknown-keyword",
            match meant {
                Some(meant) => format!("write `{meant}` if that is meant; an extension starts with `x-`"),
                None => "correct or remove the keyword; an extension starts with `x-`".to_owned(),
            }
        )]
        UnknownKeyword {
            /// The keyword.
            keyword: String,
            /// The object.
            object: &'static str,
            /// The keyword with a similar spelling.
            meant: Option<&'static str>,
        },
        /// An extension of the generator stands where it has no effect.
        #[error("`{extension}` has no effect in {object}")]
        #[problem(
            Note,
            "misplaced-extension",
            format!("move it to {expected}, or ignore this if it means something else")
        )]
        MisplacedExtension {
            /// The extension.
            extension: &'static str,
            /// The object that contains it.
            object: &'static str,
            /// The objects in which it has an effect.
            expected: String,
        },
        /// An extension of the generator has a value of another form.
        #[error("invalid `{extension}`: expected {expected}")]
        #[problem(
            Warning,
            "extension-form",
            "values of another form are ignored; correct them, or remove them with an overlay if they mean something else"
        )]
        ExtensionForm {
            /// The extension.
            extension: &'static str,
            /// The form.
            expected: &'static str,
        },
        /// A keyword of a schema does not apply to its type.
        #[error("`{keyword}` does not apply to the type {kind}; the keyword is ignored")]
        #[problem(Warning, "inapplicable-keyword", "remove the keyword, or correct the type")]
        Inapplicable {
            /// The keyword.
            keyword: String,
            /// The schema's type.
            kind: String,
        },
        /// A keyword cannot be expressed.
        #[error("`{keyword}` is ignored; {consequence}")]
        #[problem(Warning, "lossy-keyword", "describe the value with other keywords if the difference matters")]
        Lossy {
            /// The keyword.
            keyword: &'static str,
            /// The consequence.
            consequence: &'static str,
        },
        /// The paths are no object, so that the document describes nothing.
        #[error("expected an object of paths, found {found}")]
        #[problem(Error, "no-paths", "write `paths` as an object whose keys start with `/`")]
        NoPaths {
            /// The type that was found.
            found: &'static str,
        },
        /// Two operations have the same `operationId`.
        #[error("the operationId `{id}` is also used in {first}")]
        #[problem(Error, "repeated-operation-id", "give each operation a different operationId")]
        RepeatedOperationId {
            /// The operationId.
            id: String,
            /// The first operation with it.
            first: Location,
        },
        /// A path item with several references repeats an operation.
        #[error(
            "the operationId `{id}` belongs to the same operation at another path; it is ignored here"
        )]
        #[problem(
            Warning,
            "shared-operation-id",
            "define the operation at each path, each time with a different operationId"
        )]
        SharedOperationId {
            /// The operationId.
            id: String,
        },
        /// Objects and arrays are nested too deep.
        #[error("values are nested deeper than {limit} levels")]
        #[problem(Error, "too-deep", "move inner schemas into `components`")]
        TooDeep {
            /// The limit.
            limit: usize,
        },
        /// The model cannot be read.
        #[error("invalid OpenAPI 3.0: {reason}")]
        #[problem(Error, "unreadable", "correct this location, in the document or with an overlay")]
        Unreadable {
            /// The reason.
            reason: String,
        },
    }
}

/// Returns the type of a value, with its article.
pub(in crate::document) fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "a boolean",
        Value::Number(_) => "a number",
        Value::String(_) => "a string",
        Value::Array(_) => "an array",
        Value::Object(_) => "an object",
    }
}
