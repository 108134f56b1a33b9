//! A case for each kind of change, all on one page.

use crate::{changes, line, surface};
use sdksmith::change::compare;

/// The document that all cases start from.
pub(crate) const PETS: &str = include_str!("../fixtures/changes/pets.yaml");

/// Cases: a name, and replacements in the document.
const CASES: &[(&str, &[(&str, &str)])] = &[
    (
        "properties are reordered",
        &[(
            "        name: { type: string }\n        age: { type: integer }\n        status",
            "        age: { type: integer }\n        name: { type: string }\n        status",
        )],
    ),
    (
        "requirements are reordered",
        &[("required: [ name, age ]", "required: [ age, name ]")],
    ),
    (
        "enum values are reordered",
        &[("[ in-progress, done ]", "[ done, in-progress ]")],
    ),
    (
        "a property is added",
        &[(
            "        food: {",
            "        toy: { type: string }\n        food: {",
        )],
    ),
    (
        "a property is removed",
        &[(
            "        age: { type: integer }\n        status",
            "        status",
        )],
    ),
    (
        "a property is renamed",
        &[(
            "        age: { type: integer }\n        status",
            "        years: { type: integer }\n        status",
        )],
    ),
    (
        "a property has another type",
        &[(
            "        age: { type: integer }\n        status",
            "        age: { type: string }\n        status",
        )],
    ),
    (
        "a property of a response is required",
        &[(
            "    Pet:\n      type: object\n",
            "    Pet:\n      type: object\n      required: [ age ]\n",
        )],
    ),
    (
        "a property of a request is required",
        &[("required: [ name, age ]", "required: [ name, age, nick ]")],
    ),
    (
        "a property of a request is no longer required",
        &[("required: [ name, age ]", "required: [ name ]")],
    ),
    (
        "a property is deprecated",
        &[(
            "nick: { type: string }",
            "nick: { type: string, deprecated: true }",
        )],
    ),
    (
        "an enum value is added",
        &[(
            "[ in-progress, done ]",
            "[ IN_PROGRESS, in-progress, done ]",
        )],
    ),
    (
        "an enum value is removed",
        &[("[ in-progress, done ]", "[ done ]")],
    ),
    (
        "an enum value is spelled otherwise",
        &[("[ in-progress, done ]", "[ IN_PROGRESS, done ]")],
    ),
    (
        "a parameter is added",
        &[(
            "        - { name: color",
            "        - { name: owner, in: query, schema: { type: string } }\n        - { name: color",
        )],
    ),
    (
        "a required parameter is added",
        &[(
            "        - { name: color",
            "        - { name: owner, in: query, required: true, schema: { type: string } }\n        - { name: color",
        )],
    ),
    (
        "a parameter is removed",
        &[(
            "        - { name: color, in: query, schema: { type: string, maxLength: 10 } }\n",
            "",
        )],
    ),
    (
        "a parameter moves to a header",
        &[("name: color, in: query", "name: color, in: header")],
    ),
    (
        "a path parameter is renamed",
        &[
            ("/pets/{id}", "/pets/{sid}"),
            ("name: id, in: path", "name: sid, in: path"),
        ],
    ),
    ("a default is another", &[("default: 20", "default: 50")]),
    ("a bound is narrowed", &[("maxLength: 10", "maxLength: 5")]),
    ("a bound is widened", &[("maxLength: 10", "maxLength: 50")]),
    (
        "a bound is added",
        &[(
            "nick: { type: string }",
            "nick: { type: string, maxLength: 3 }",
        )],
    ),
    (
        "an operation is added",
        &[(
            "    post:\n",
            "    delete:\n      operationId: DeletePets\n      tags: [pets]\n      responses: { '204': { description: Done } }\n    post:\n",
        )],
    ),
    ("an operation is renamed", &[("FetchPet", "GetPet")]),
    (
        "an operation has another URL",
        &[("  /pets:\n", "  /animals:\n")],
    ),
    (
        "an operation has another method",
        &[("    post:\n", "    put:\n")],
    ),
    (
        "an operation is deprecated",
        &[(
            "operationId: CreatePet\n",
            "operationId: CreatePet\n      deprecated: true\n",
        )],
    ),
    (
        "an operation needs no credentials",
        &[(
            "operationId: CreatePet\n",
            "operationId: CreatePet\n      security: []\n",
        )],
    ),
    (
        "two operations swap their ids",
        &[
            ("FetchPet", "Swapped"),
            ("ListPets", "FetchPet"),
            ("Swapped", "ListPets"),
        ],
    ),
    ("a tag is renamed", &[("[pets]", "[animals]")]),
    (
        "a body is a form",
        &[(
            "content: { application/json: { schema: { $ref: '#/components/schemas/NewPet' } } }",
            "content: { application/x-www-form-urlencoded: { schema: { $ref: '#/components/schemas/NewPet' } } }",
        )],
    ),
    (
        "a body is no longer required",
        &[("        required: true\n", "")],
    ),
    (
        "a response is empty",
        &[(
            "'201': { description: Pet, content: { application/json: { schema: { $ref: '#/components/schemas/Pet' } } } }",
            "'204': { description: Done }",
        )],
    ),
    (
        "a schema is renamed",
        &[
            ("#/components/schemas/Pet'", "#/components/schemas/Animal'"),
            ("    Pet:\n", "    Animal:\n"),
        ],
    ),
    (
        "a schema is renamed and gets a property",
        &[
            ("#/components/schemas/Pet'", "#/components/schemas/Animal'"),
            ("    Pet:\n", "    Animal:\n"),
            (
                "        food: {",
                "        toy: { type: string }\n        food: {",
            ),
        ],
    ),
    (
        "a schema is an enum no longer",
        &[(
            "Status: { type: string, enum: [ in-progress, done ] }",
            "Status: { type: object, properties: { value: { type: string } } }",
        )],
    ),
    (
        "alternatives are reordered",
        &[(
            "        - { title: Kilos, type: integer }\n        - { title: Brand, type: object, required: [ brand ], properties: { brand: { type: string } } }\n",
            "        - { title: Brand, type: object, required: [ brand ], properties: { brand: { type: string } } }\n        - { title: Kilos, type: integer }\n",
        )],
    ),
    (
        "an alternative is added",
        &[(
            "        - { title: Kilos",
            "        - { title: Often, type: boolean }\n        - { title: Kilos",
        )],
    ),
    (
        "the server is another",
        &[("https://pets.acme.test", "https://pets2.acme.test")],
    ),
    (
        "the credentials are others",
        &[("scheme: bearer", "scheme: basic")],
    ),
    (
        "descriptions are added",
        &[("title: Pets", "title: Pets, description: Our pets")],
    ),
];

/// The document with replacements.
pub(crate) fn edited(replacements: &[(&str, &str)]) -> String {
    replacements
        .iter()
        .fold(PETS.to_owned(), |text, (from, to)| {
            assert!(text.contains(from), "the document has no {from:?}");
            text.replace(from, to)
        })
}

#[test]
fn every_kind_of_change_has_its_consequences() {
    let mut page = String::new();
    for (name, replacements) in CASES {
        let found = changes(PETS, &edited(replacements));
        page.push_str(&format!("{name}\n"));
        if found.is_empty() {
            page.push_str("    no change\n");
        }
        for change in &found {
            page.push_str(&format!("    {}\n", line(change)));
        }
        page.push('\n');
    }
    insta::assert_snapshot!(page);
}

/// Without a lock, the same edits of a document swap what code means: the comparison says so.
#[test]
fn changes_that_a_lock_prevents_are_reported_without_one() {
    let document = |properties: &str, values: &str| {
        edited(&[
            ("required: [ name, age ]", properties),
            (
                "age: { type: integer }\n        nick",
                "age: { type: string }\n        nick",
            ),
            ("[ in-progress, done ]", values),
        ])
    };
    let old = surface(
        &document("required: [ name, age ]", "[ in-progress, done ]"),
        None,
    );
    let new = document(
        "required: [ age, name ]",
        "[ done, InProgress, in-progress ]",
    );
    let lines: Vec<_> = compare(&old, &surface(&new, None))
        .iter()
        .map(line)
        .collect();
    insta::assert_snapshot!(lines.join("\n"));
}

#[test]
fn id_of_a_change_is_stable() {
    let ids = |replacements| -> Vec<String> {
        changes(PETS, &edited(replacements))
            .iter()
            .map(|change| change.id())
            .collect()
    };
    let narrowed = ids(&[("maxLength: 10", "maxLength: 5")]);
    assert_eq!(narrowed.len(), 1);
    assert_eq!(narrowed, ids(&[("maxLength: 10", "maxLength: 3")]));
    assert_ne!(narrowed, ids(&[("default: 20", "default: 50")]));
}
