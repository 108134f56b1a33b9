//! The keys of manifests and dialects with their verdicts, and the crate that edits of them start from.

/// The effect of a key.
pub(super) enum Verdict {
    /// The comparison reports this edit of the manifest or of the dialect.
    Compared(&'static str, &'static str),
    /// The comparison reports this edit if there is no lock, which keeps all names.
    Locked(&'static str, &'static str),
    /// It is no part of the API and changes no request: the reason.
    Apart(&'static str),
}

use Verdict::{Apart, Compared, Locked};

pub(super) const DOCUMENT: &str = "openapi: 3.0.3
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

pub(super) const OVERLAY: &str = "overlay: 1.0.0
info: { title: Gaps, version: '1' }
actions:
- target: $.components.schemas.Pet.properties
  update: { note: { type: string } }
- target: $.components.schemas.Gone
  update: { type: object }
";

pub(super) const MANIFEST: &str = r#"
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

pub(super) const DIALECT: &str = r#"
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
pub(super) const CREDENTIALS: &str = r#"
[credentials]
environment = "`A` has the token."
constructor = "token"
arguments = []
"#;

const SCHEME: &str = "scheme = \"page\"\nparameter = \"page\"\nfirst = 1";

/// The keys of the manifest, by their paths.
pub(super) const MANIFEST_KEYS: &[(&str, Verdict)] = &[
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
    (
        "dev-dependencies",
        Apart("used by programs and tests alone"),
    ),
    ("example.name", Apart("programs of the repository")),
    (
        "example.required-features",
        Apart("programs of the repository"),
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
        "document.outside-files",
        Apart("without it, a document that needs it gives no crate"),
    ),
    (
        "document.dangling-references",
        Apart("without it, a document that needs it gives no crate"),
    ),
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
pub(super) const DIALECT_KEYS: &[(&str, Verdict)] = &[
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
