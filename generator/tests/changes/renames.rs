//! Renames: the lines of the manifest that the report offers keep the old names.

use sdksmith::change::{Change, ManifestLine, SourceLevel, compare};
use sdksmith::surface::Surface;
use sdksmith::{Choice, Location, NameChoices};

use crate::cases::{PETS, edited};
use crate::support::{input, output};
use crate::{line, surface};

/// Texts of the document, and what takes their places.
type Replacements = &'static [(&'static str, &'static str)];

/// Renames in the document, alone and together with an edit.
const RENAMES: &[(&str, Replacements)] = &[
    (
        "a schema",
        &[
            ("#/components/schemas/Pet'", "#/components/schemas/Animal'"),
            ("    Pet:\n", "    Animal:\n"),
        ],
    ),
    (
        "an enum",
        &[
            (
                "#/components/schemas/Status'",
                "#/components/schemas/State'",
            ),
            ("    Status: ", "    State: "),
        ],
    ),
    (
        "a property of a response",
        &[(
            "        age: { type: integer }\n        status",
            "        years: { type: integer }\n        status",
        )],
    ),
    (
        "a required property of a request",
        &[
            ("required: [ name, age ]", "required: [ title, age ]"),
            (
                "        name: { type: string, minLength: 1 }",
                "        title: { type: string, minLength: 1 }",
            ),
        ],
    ),
    (
        "an optional property of a request",
        &[("nick: {", "nickname: {")],
    ),
    ("an operation", &[("FetchPet", "GetPet")]),
    ("a tag", &[("[pets]", "[animals]")]),
    (
        "a parameter of the query",
        &[("name: color, in: query", "name: colour, in: query")],
    ),
    (
        "the schema of an alternative",
        &[("title: Brand, type: object", "title: Maker, type: object")],
    ),
    (
        "a parameter of the path",
        &[
            ("/pets/{id}", "/pets/{sid}"),
            ("name: id, in: path", "name: sid, in: path"),
        ],
    ),
];

fn changes(choices: NameChoices, lock: &Surface, text: &str) -> Vec<Change> {
    let mut input = input(text);
    input.lock = Some(lock.clone());
    input.documents[0].names = choices;
    compare(lock, &output(&input).surface)
}

/// The manifest's names with these lines.
fn choices<'l>(lines: impl Iterator<Item = &'l ManifestLine>) -> NameChoices {
    let mut choices = NameChoices::default();
    for line in lines {
        let (key, name) = line.line.split_once(" = ").unwrap();
        let (key, name): (String, String) = (
            serde_json::from_str(key).unwrap(),
            serde_json::from_str(name).unwrap(),
        );
        let choice = Choice {
            name,
            location: Location::file(&"codegen.toml".into()),
        };
        let table = line.table.strip_prefix("document.").unwrap();
        let (table, owner) = table.split_once('.').unwrap_or((table, "\"\""));
        let owner: String = serde_json::from_str(owner).unwrap();
        let table = match table {
            "resources" => &mut choices.resources,
            "operations" => &mut choices.operations,
            "operation-types" => &mut choices.operation_types,
            "types" => &mut choices.types,
            "renamed" => &mut choices.renamed,
            "properties" => choices.properties.entry(owner).or_default(),
            "parameters" => choices.parameters.entry(owner).or_default(),
            "variants" => choices.variants.entry(owner).or_default(),
            table => unreachable!("no table {table}"),
        };
        table.insert(key, choice);
    }
    choices
}

fn lines(changes: &[Change]) -> Vec<String> {
    changes.iter().map(line).collect()
}

#[test]
fn the_lines_of_renames_keep_all_old_names() {
    let old = surface(PETS, None);
    for (name, replacements) in RENAMES {
        let text = edited(replacements);
        let found = changes(NameChoices::default(), &old, &text);
        assert!(found.iter().any(|change| change.keep.is_some()), "{name}");
        let keep = choices(found.iter().filter_map(|change| change.keep.as_ref()));
        let kept = changes(keep, &old, &text);
        // A name on the wire differs; no name in Rust does.
        let is_kept = |change: &Change| {
            change.new.is_some() && change.source == SourceLevel::Patch && change.changes_wire
        };
        assert!(kept.iter().all(is_kept), "{name}: {:#?}", lines(&kept));
    }
}

#[test]
fn the_lines_of_aliases_keep_code_compiling() {
    let old = surface(PETS, None);
    let mut page = String::new();
    for (name, replacements) in RENAMES {
        let text = edited(replacements);
        let found = changes(NameChoices::default(), &old, &text);
        let aliases = choices(found.iter().filter_map(|change| change.alias.as_ref()));
        page.push_str(&format!("{name}\n"));
        for change in changes(aliases, &old, &text) {
            page.push_str(&format!("    {}\n", line(&change)));
        }
        page.push('\n');
    }
    insta::assert_snapshot!(page);
}

/// The deprecated names stay while the manifest has them, and their end is a breaking change.
#[test]
fn a_former_name_stays_until_the_manifest_drops_it() {
    let old = surface(PETS, None);
    let text = edited(RENAMES[0].1);
    let found = changes(NameChoices::default(), &old, &text);
    let aliases = choices(found.iter().filter_map(|change| change.alias.as_ref()));
    let mut next = input(&text);
    next.lock = Some(old);
    next.documents[0].names = aliases.clone();
    let renamed = output(&next).surface;
    assert_eq!(lines(&changes(aliases, &renamed, &text)), [""; 0]);
    let dropped = changes(NameChoices::default(), &renamed, &text);
    assert_eq!(lines(&dropped), ["major: The alias `v1::Pet` was removed."]);
}

#[test]
fn a_rename_with_an_edit_is_recognised() {
    let old = surface(PETS, None);
    let schema = RENAMES[0].1;
    let operation = RENAMES[5].1;
    let edits: &[(&str, Replacements, Replacements)] = &[
        (
            "v1::Pet",
            schema,
            &[(
                "        food: {",
                "        toy: { type: string }\n        food: {",
            )],
        ),
        (
            "v1::Pet",
            schema,
            &[(
                "        name: { type: string }\n",
                "        name: { type: integer }\n",
            )],
        ),
        (
            "v1::FetchPet",
            operation,
            &[("'200': { description: Pet,", "'203': { description: Pet,")],
        ),
    ];
    for (path, rename, edit) in edits {
        let text = edited(&[*rename, *edit].concat());
        let found = changes(NameChoices::default(), &old, &text);
        let renamed = found.iter().find(|change| change.path() == *path);
        let kept = renamed.and_then(|change| change.keep.as_ref());
        assert!(kept.is_some(), "{path}: {:#?}", lines(&found));
        let again = changes(choices(kept.into_iter()), &old, &text);
        assert!(
            again
                .iter()
                .all(|change| change.path() != *path || change.source < SourceLevel::Major),
            "{path}: {:#?}",
            lines(&again)
        );
    }
}

/// Two new schemas that are equally like the one that is gone: neither is called its new name.
#[test]
fn an_ambiguous_rename_is_none() {
    let twins = "    Cat: &pet\n      type: object\n      properties:\n        name: { type: string }\n        \
                 age: { type: integer }\n        status: { $ref: '#/components/schemas/Status' }\n    Dog: *pet\n";
    let text = edited(&[
        ("#/components/schemas/Pet'", "#/components/schemas/Cat'"),
        ("    NewPet:\n", &format!("{twins}    NewPet:\n")),
    ]);
    let start = text.find("    Pet:\n").unwrap();
    let end = text.find("    Cat:").unwrap();
    let text = format!("{}{}", &text[..start], &text[end..]);
    let old = surface(PETS, None);
    let found = changes(NameChoices::default(), &old, &text);
    assert!(
        found.iter().all(|change| change.keep.is_none()),
        "{:#?}",
        lines(&found)
    );
}

const SHOP: &str = include_str!("../fixtures/changes/shop.yaml");

/// Schemas without names, alternatives and error codes: they have no key among the components.
#[test]
fn the_lines_of_unnamed_parts_keep_their_names() {
    let old = surface(SHOP, None);
    let edits: &[(&str, &str, &str, &str)] = &[
        // The type of a parameter is called after the parameter.
        (
            "name: filter,",
            "name: criteria,",
            "v1::ListItemsFilter",
            "[document.types: \"/paths/~1items/get/parameters/query.criteria/schema\" = \"ListItemsFilter\"]",
        ),
        (
            "address: {",
            "location: {",
            "v1::NewOrderAddress",
            "[document.types: \"/components/schemas/NewOrder/properties/location\" = \"NewOrderAddress\"]",
        ),
    ];
    for (from, to, path, kept) in edits {
        assert!(SHOP.contains(from));
        let text = SHOP.replace(from, to);
        let found = changes(NameChoices::default(), &old, &text);
        let renamed = found.iter().find(|change| change.path() == *path);
        let shown = renamed.map(line).unwrap_or_default();
        assert!(shown.ends_with(kept), "{:#?}", lines(&found));
        let keep = choices(found.iter().filter_map(|change| change.keep.as_ref()));
        let again = changes(keep, &old, &text);
        assert!(
            again
                .iter()
                .all(|change| change.source < SourceLevel::Major),
            "{:#?}",
            lines(&again)
        );
    }
}

/// The manifest names alternatives and error codes, and their old names are offered in return.
#[test]
fn alternatives_and_error_codes_have_names_of_the_manifest() {
    let old = surface(SHOP, None);
    let line = |table: &str, line: &str| ManifestLine {
        module: "v1".to_owned(),
        table: format!("document.variants.\"{table}\""),
        line: line.to_owned(),
    };
    let chosen = [
        line("Event", "\"opened\" = \"Begun\""),
        line("/x-error-codes", "\"100\" = \"WrongName\""),
    ];
    let renamed = changes(choices(chosen.iter()), &old, SHOP);
    assert_eq!(
        lines(&renamed),
        [
            "major: `v1::ErrorCode::BadName` was renamed to `v1::ErrorCode::WrongName`. \
             [document.variants.\"/x-error-codes\": \"100\" = \"BadName\"]",
            "major: `v1::Event::Opened` was renamed to `v1::Event::Begun`. \
             [document.variants.\"Event\": \"opened\" = \"Opened\"]",
        ]
    );
    // A code is a constant under its old name; a variant with a value inside has no second name.
    let aliases: Vec<_> = renamed
        .iter()
        .filter_map(|change| change.alias.clone())
        .collect();
    assert_eq!(aliases.len(), 1);
    let kept = changes(choices(chosen.iter().chain(&aliases)), &old, SHOP);
    let levels: Vec<_> = kept
        .iter()
        .map(|change| (change.path(), change.source))
        .collect();
    assert_eq!(
        levels,
        [
            ("v1::Event::Opened", SourceLevel::Major),
            ("v1::ErrorCode::BadName", SourceLevel::Minor),
        ]
    );
}
