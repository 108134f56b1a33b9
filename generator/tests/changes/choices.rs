//! Every key of the manifest and of the dialects: a key that changes what the crate offers or does is
//! compared, and any other one has a reason. A new key without a verdict fails.

use std::collections::BTreeSet;
use std::sync::Arc;

use sdksmith::change::compare;
use sdksmith::document::SourceText;
use sdksmith::manifest::Manifest;
use sdksmith::surface::Surface;
use sdksmith::{Diagnostics, Dialect, Input};
use serde_json::Value;

use crate::support::output;

/// What a key decides.
enum Verdict {
    /// The comparison reports this edit of the manifest or of the dialect.
    Compared(&'static str, &'static str),
    /// The comparison reports this edit if there is no lock, which keeps all names.
    Locked(&'static str, &'static str),
    /// It is no part of the API and changes no request: the reason.
    Apart(&'static str),
}

use Verdict::{Apart, Compared, Locked};

const DOCUMENT: &str = "openapi: 3.0.3
info: { title: Pets, version: '1' }
servers: [ { url: 'https://pets.acme.test' } ]
security: [ { token: [] } ]
paths:
  /pets:
    get:
      operationId: ListPets
      tags: [ProductPets]
      parameters:
        - { name: page, in: query, schema: { type: integer } }
        - { name: cursor, in: query, schema: { type: string } }
        - { name: extra, in: query, schema: { type: object, format: prefixed-map-Extra } }
      responses:
        '200':
          description: Pets
          content:
            application/json:
              schema:
                type: object
                properties:
                  next: { type: string }
                  more: { type: boolean }
                  current: { type: integer }
                  pets: { type: array, items: { $ref: '#/components/schemas/Pet' } }
  /owners:
    get:
      operationId: ListOwners
      tags: [ProductPets]
      parameters: [ { name: cursor, in: query, schema: { type: string } } ]
      responses:
        '200':
          description: Owners
          content:
            application/json:
              schema:
                type: object
                properties:
                  next: { type: string }
                  owners: { type: array, items: { type: string } }
components:
  securitySchemes: { token: { type: http, scheme: bearer } }
  schemas:
    Pet:
      type: object
      properties:
        sid: { type: string, pattern: '^PT[0-9a-f]{32}$' }
        account_sid: { type: string, pattern: '^AC[0-9a-f]{32}$' }
        name: { type: string, x-secret: true }
        price: { type: number }
        status: { $ref: '#/components/schemas/Pet_enum_Status' }
    Pet_enum_Status: { type: string, enum: [ waiting, done ] }
    Unused: { type: object, properties: { id: { type: string } } }
";

const OVERLAY: &str = "overlay: 1.0.0
info: { title: Gaps, version: '1' }
actions:
- target: $.components.schemas.Pet.properties
  update: { note: { type: string } }
- target: $.components.schemas.Gone
  update: { type: object }
";

const MANIFEST: &str = r#"
output = "../generated"
examples = "examples"
code = "code"
files = []
sids = { PT = "PetSid" }

[package]
name = "pets"
version = "0.1.0"
description = "Pets."

[errors]
unprocessed = []

[[document]]
module = "v1"
source = "pets.yaml"
overlays = [{ file = "gaps.yaml", may-miss = [1] }]
# document

[[document.paging]]
scheme = "page"
parameter = "page"
first = 1

[document.renamed]
Animal = "Pet"
"#;

const DIALECT: &str = r#"
hosts = []
runtime-module = "generic"
personal-data = "/x-secret"
exact-numbers = false
prefixed-map = "prefixed-map"

[names]
tag-prefix = "^Product"
schema-infixes = ["_enum_"]

[sid]
pattern = '^\^?(?P<prefixes>[A-Z]{2})\[0-9a-f\]\{32\}\$$'
names = {}

[errors]
unprocessed = []
"#;

/// Credentials that the dialect knows, in the place of those that the document declares.
const CREDENTIALS: &str = r#"
[credentials]
environment = "`A` has the token."
constructor = "token"
arguments = []
"#;

const SCHEME: &str = "scheme = \"page\"\nparameter = \"page\"\nfirst = 1";

/// The keys of the manifest, by their paths.
const MANIFEST_KEYS: &[(&str, Verdict)] = &[
    ("output", Apart("the folder of the crate")),
    ("examples", Apart("programs of the repository")),
    (
        "code",
        Apart("hand-written, and judged by cargo-semver-checks"),
    ),
    ("files", Apart("files beside the code")),
    (
        "package.name",
        // A crate of another name is another crate; what it reads from the environment follows the name.
        Compared("name = \"pets\"", "name = \"animals\""),
    ),
    ("package.version", Apart("follows from the changes")),
    ("package.description", Apart("metadata of crates.io")),
    ("package.license", Apart("metadata of crates.io")),
    ("package.license-file", Apart("metadata of crates.io")),
    ("package.authors", Apart("metadata of crates.io")),
    ("package.homepage", Apart("metadata of crates.io")),
    ("package.documentation", Apart("metadata of crates.io")),
    ("package.repository", Apart("metadata of crates.io")),
    ("package.keywords", Apart("metadata of crates.io")),
    ("package.categories", Apart("metadata of crates.io")),
    ("package.edition", Apart("has one value")),
    (
        "package.rust-version",
        Compared(
            "version = \"0.1.0\"",
            "version = \"0.1.0\"\nrust-version = \"1.90\"",
        ),
    ),
    ("package.readme-header", Apart("documentation")),
    (
        "package.env-prefix",
        Compared(
            "version = \"0.1.0\"",
            "version = \"0.1.0\"\nenv-prefix = \"ACME\"",
        ),
    ),
    ("package.metadata", Apart("settings of other tools")),
    (
        "dependencies",
        Apart("derives of their traits are compared"),
    ),
    ("sids", Compared("PT = \"PetSid\"", "PT = \"AnimalSid\"")),
    (
        "errors.unprocessed",
        Compared("unprocessed = []", "unprocessed = [529]"),
    ),
    ("accept.change", Apart("marks changes")),
    ("accept.because", Apart("marks changes")),
    (
        "document.module",
        Compared("module = \"v1\"", "module = \"v2\""),
    ),
    (
        "document.source",
        Apart("the document itself is compared, wherever it is"),
    ),
    ("document.sha256", Apart("a check of the document")),
    (
        "document.dialect",
        Compared("# document", "dialect = \"twilio\""),
    ),
    (
        "document.features",
        Compared("# document", "features = \"resource\""),
    ),
    (
        "document.unreferenced",
        Compared("# document", "unreferenced = \"omit\""),
    ),
    (
        "document.overlays.file",
        Compared("\"gaps.yaml\"", "\"others.yaml\""),
    ),
    (
        "document.overlays.may-miss",
        Apart("permits actions to do nothing"),
    ),
    ("document.allow.code", Apart("hides warnings")),
    ("document.allow.at", Apart("hides warnings")),
    ("document.allow.because", Apart("hides warnings")),
    (
        "document.resources",
        Compared(
            "[document.renamed]",
            "[document.resources]\nProductPets = \"animals\"\n[document.renamed]",
        ),
    ),
    (
        "document.operations",
        Compared(
            "[document.renamed]",
            "[document.operations]\nListPets = \"all\"\n[document.renamed]",
        ),
    ),
    (
        "document.types",
        Compared(
            "[document.renamed]",
            "[document.types]\nUnused = \"Other\"\n[document.renamed]",
        ),
    ),
    (
        "document.operation-types",
        Compared(
            "[document.renamed]",
            "[document.operation-types]\nListPets = \"AllPets\"\n[document.renamed]",
        ),
    ),
    (
        "document.variants",
        Compared(
            "[document.renamed]",
            "[document.variants.Pet_enum_Status]\ndone = \"Finished\"\n[document.renamed]",
        ),
    ),
    (
        "document.properties",
        Compared(
            "[document.renamed]",
            "[document.properties.Pet]\nname = \"title\"\n[document.renamed]",
        ),
    ),
    (
        "document.parameters",
        Compared(
            "[document.renamed]",
            "[document.parameters.ListPets]\npage = \"number\"\n[document.renamed]",
        ),
    ),
    ("document.renamed", Compared("Animal = \"Pet\"", "")),
    (
        "document.derives",
        Compared(
            "[document.renamed]",
            "[document.derives]\nUnused = [\"Hash\"]\n[document.renamed]",
        ),
    ),
    (
        "document.attributes",
        Compared(
            "[document.renamed]",
            "[document.attributes]\nUnused = [\"#[cfg_attr(windows, derive(Hash))]\"]\n[document.renamed]",
        ),
    ),
    (
        "document.paging.scheme",
        Compared(SCHEME, "scheme = \"link-header\""),
    ),
    (
        "document.paging.parameter",
        Compared("parameter = \"page\"", "parameter = \"cursor\""),
    ),
    ("document.paging.first", Compared("first = 1", "first = 0")),
    (
        "document.paging.last",
        Compared("first = 1", "first = 1\nlast = \"/current\""),
    ),
    (
        "document.paging.next",
        Compared(
            SCHEME,
            "scheme = \"token\"\nnext = \"/next\"\nparameter = \"cursor\"",
        ),
    ),
    (
        "document.paging.more",
        Compared(
            SCHEME,
            "scheme = \"number\"\nmore = \"/more\"\ncurrent = \"/current\"\nparameter = \"page\"",
        ),
    ),
    (
        "document.paging.current",
        Compared(
            SCHEME,
            "scheme = \"number\"\nmore = \"/more\"\ncurrent = \"/current\"\nparameter = \"page\"",
        ),
    ),
    (
        "document.paging.total",
        Compared(
            SCHEME,
            "scheme = \"offset\"\nparameter = \"page\"\ntotal = \"/current\"",
        ),
    ),
];

/// The keys of dialects.
const DIALECT_KEYS: &[(&str, Verdict)] = &[
    (
        "hosts",
        Apart("selects the dialect, whose rules are compared"),
    ),
    (
        "runtime-module",
        Compared(
            "runtime-module = \"generic\"",
            "runtime-module = \"twilio\"",
        ),
    ),
    ("credentials.environment", Compared("`A`", "`B`")),
    ("credentials.constructor", Apart("documentation")),
    ("credentials.arguments", Apart("documentation")),
    (
        "credentials.account-prefix",
        Compared("arguments = []", "arguments = []\naccount-prefix = \"PT\""),
    ),
    ("names.tag-prefix", Compared("^Product", "^Nothing")),
    ("names.schema-infixes", Locked("\"_enum_\"", "")),
    (
        "paging",
        Compared(
            "hosts = []",
            "hosts = []\npaging = [{ scheme = \"token\", next = \"/next\", parameter = \"cursor\" }]",
        ),
    ),
    (
        "prefixed-map",
        Compared("\"prefixed-map\"", "\"other-map\""),
    ),
    ("personal-data", Compared("\"/x-secret\"", "\"/x-other\"")),
    (
        "exact-numbers",
        Compared("exact-numbers = false", "exact-numbers = true"),
    ),
    ("sid.pattern", Compared("[0-9a-f\\]", "[0-9]")),
    (
        "sid.names",
        Locked("names = {}", "names = { AC = \"OwnerSid\" }"),
    ),
    (
        "errors.unprocessed",
        Compared("unprocessed = []", "unprocessed = [529]"),
    ),
];

fn source(name: &str, text: &str) -> SourceText {
    SourceText {
        name: Arc::from(name),
        text: text.to_owned(),
    }
}

/// The input of a manifest, whose document has the rules of a dialect unless the manifest names one.
fn input(manifest: &str, dialect: &str) -> Input {
    let mut diagnostics = Diagnostics::default();
    let read = Manifest::parse(&source("codegen.toml", manifest), &mut diagnostics);
    let read = read.unwrap_or_else(|| panic!("{manifest}\n{:?}", diagnostics.into_sorted()));
    let input = read.into_input(
        "the tests".to_owned(),
        Default::default(),
        Default::default(),
        |file| match file.name() {
            "pets.yaml" => Some(source("pets.yaml", DOCUMENT)),
            "gaps.yaml" => Some(source("gaps.yaml", OVERLAY)),
            "others.yaml" => Some(source("others.yaml", &OVERLAY.replace("note", "remark"))),
            _ => None,
        },
    );
    let mut input = input.unwrap();
    for document in &mut input.documents {
        let rules = || toml::from_str::<Dialect>(dialect).unwrap();
        document.dialect.get_or_insert_with(rules);
    }
    input
}

fn edited(text: &str, from: &str, to: &str) -> String {
    assert_eq!(text.matches(from).count(), 1, "{from}");
    text.replace(from, to)
}

/// The summaries of the changes that an edit of a key makes.
fn changes(old: &Surface, is_locked: bool, manifest: &str, dialect: &str) -> Vec<String> {
    let mut input = input(manifest, dialect);
    input.lock = is_locked.then(|| old.clone());
    let changes = compare(old, &output(&input).surface);
    changes.into_iter().map(|change| change.summary).collect()
}

/// The summaries of what an edit of one key changes.
fn edit_of_key(
    key: &str,
    is_manifest: bool,
    is_of_lock: bool,
    (from, to): (&str, &str),
) -> Vec<String> {
    let dialect = match key.starts_with("credentials.") {
        true => format!("{DIALECT}{CREDENTIALS}"),
        false => DIALECT.to_owned(),
    };
    let old = output(&input(MANIFEST, &dialect)).surface;
    assert_eq!(changes(&old, true, MANIFEST, &dialect), [""; 0]);
    let edit = |is_locked: bool| match is_manifest {
        true => changes(&old, is_locked, &edited(MANIFEST, from, to), &dialect),
        false => changes(&old, is_locked, MANIFEST, &edited(&dialect, from, to)),
    };
    let found = edit(!is_of_lock);
    assert!(!is_of_lock || edit(true).is_empty(), "{key}");
    found
}

#[test]
fn every_key_that_changes_a_crate_is_compared() {
    let mut page = String::new();
    for (is_manifest, keys) in [(true, MANIFEST_KEYS), (false, DIALECT_KEYS)] {
        for (key, verdict) in keys {
            let found = match verdict {
                Compared(from, to) => edit_of_key(key, is_manifest, false, (from, to)),
                Locked(from, to) => edit_of_key(key, is_manifest, true, (from, to)),
                Apart(reason) => vec![format!("apart: {reason}")],
            };
            assert!(!found.is_empty(), "{key} is not compared");
            page.push_str(&format!("{key}\n    {}\n", found.join("\n    ")));
        }
    }
    insta::assert_snapshot!(page);
}

/// The paths of all keys below a part of the schema of the manifest.
fn keys(schema: &Value, root: &Value, path: &str) -> BTreeSet<String> {
    if let Some(reference) = schema["$ref"].as_str() {
        return keys(root.pointer(&reference[1..]).unwrap(), root, path);
    }
    let alternatives = schema["anyOf"].as_array().into_iter().flatten();
    let items = schema.get("items").into_iter();
    let mut found: BTreeSet<_> = alternatives
        .chain(items)
        .flat_map(|part| keys(part, root, path))
        .collect();
    for (key, part) in schema["properties"].as_object().into_iter().flatten() {
        let path = match path {
            "" => key.clone(),
            path => format!("{path}.{key}"),
        };
        let inner = keys(part, root, &path);
        match inner.is_empty() {
            true => found.extend([path]),
            false => found.extend(inner),
        }
    }
    found
}

fn listed(keys: &[(&str, Verdict)]) -> BTreeSet<String> {
    keys.iter().map(|(key, _)| (*key).to_owned()).collect()
}

#[test]
fn every_key_of_the_manifest_has_a_verdict() {
    let schema: Value =
        serde_json::from_str(include_str!("../../schemas/manifest.schema.json")).unwrap();
    assert_eq!(listed(MANIFEST_KEYS), keys(&schema, &schema, ""));
}

/// The keys that the reader of dialects knows below a table, by its complaint about an unknown one.
fn known_keys(table: &str) -> Vec<String> {
    let text = match table {
        "" => format!("unknown = 1\n{DIALECT}"),
        table => edited(
            &format!("{DIALECT}{CREDENTIALS}"),
            &format!("[{table}]"),
            &format!("[{table}]\nunknown = 1"),
        ),
    };
    let complaint = toml::from_str::<Dialect>(&text).unwrap_err().to_string();
    let (_, expected) = complaint.split_once(", expected").unwrap();
    let names = expected.split('`').skip(1).step_by(2);
    names.map(str::to_owned).collect()
}

#[test]
fn every_key_of_a_dialect_has_a_verdict() {
    let tables = ["credentials", "names", "sid", "errors"];
    let mut known = BTreeSet::new();
    for key in known_keys("") {
        match tables.contains(&key.as_str()) {
            true => known.extend(
                known_keys(&key)
                    .iter()
                    .map(|inner| format!("{key}.{inner}")),
            ),
            false => known.extend([key]),
        }
    }
    assert_eq!(listed(DIALECT_KEYS), known);
}
