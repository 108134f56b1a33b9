//! Edits that would change what code means while it compiles: with the lock nothing changes, and without
//! one the rules keep what they can.

use sdksmith::change::compare;
use sdksmith::surface::{ItemKind, Surface};

use crate::{line, surface};

const OLD: &str = "openapi: 3.0.3
info: { title: Bundles, version: '1' }
servers: [ { url: 'https://bundles.acme.test' } ]
paths:
  /bundles:
    post:
      operationId: CreateBundle
      tags: [bundles]
      requestBody:
        required: true
        content: { application/json: { schema: { $ref: '#/components/schemas/acme.v1.new_bundle' } } }
      responses:
        '201': { description: Bundle, content: { application/json: { schema: { $ref: '#/components/schemas/acme.v1.new_bundle' } } } }
components:
  schemas:
    acme.v1.new_bundle:
      type: object
      required: [ email, friendly_name ]
      properties:
        email: { type: string }
        friendly_name: { type: string }
        state: { type: string, enum: [ in-progress, done ] }
";

/// The properties in another order, and nothing else.
fn reordered() -> String {
    OLD.replace(
        "        email: { type: string }\n        friendly_name: { type: string }\n",
        "        friendly_name: { type: string }\n        email: { type: string }\n",
    )
}

/// A value whose spelling in Rust is that of another one.
fn with_twin() -> String {
    OLD.replace(
        "[ in-progress, done ]",
        "[ IN_PROGRESS, in-progress, done ]",
    )
}

/// Another dotted schema: the prefix that all dotted names share is no longer the whole name.
fn with_second_schema() -> String {
    format!(
        "{OLD}    acme.v1.other: {{ type: object, properties: {{ id: {{ type: string }} }} }}\n"
    )
}

fn signature<'s>(surface: &'s Surface, name: &str) -> &'s str {
    let mut items = surface.items();
    let found = items.find(|item| item.path.ends_with(name) && item.kind == ItemKind::Constructor);
    &found.unwrap().signature
}

fn changes(old: &Surface, new: &Surface) -> Vec<String> {
    compare(old, new).iter().map(line).collect()
}

#[test]
fn reordered_properties_change_nothing() {
    let old = surface(OLD, None);
    for lock in [Some(&old), None] {
        let new = surface(&reordered(), lock);
        assert_eq!(changes(&old, &new), [""; 0]);
        // Two texts in a row could be swapped unnoticed, so that they are passed by name.
        let name = "NewBundle::new";
        assert_eq!(signature(&old, name), signature(&new, name));
    }
}

#[test]
fn a_value_of_the_same_spelling_takes_no_variant() {
    let old = surface(OLD, None);
    let new = surface(&with_twin(), Some(&old));
    let path = "v1::AcmeV1NewBundleState::InProgress2";
    assert_eq!(
        changes(&old, &new),
        [format!("minor: The variant `{path}` was added.")]
    );
    // The rules alone cannot know which value was first. The report says so as loudly as it can.
    let new = surface(&with_twin(), None);
    let variant = |surface: &Surface| {
        let found = surface.get("v1::AcmeV1NewBundleState::InProgress", ItemKind::Variant);
        found.and_then(|item| item.fact("wire").map(str::to_owned))
    };
    let is_silent = compare(&old, &new).iter().any(|change| change.is_silent);
    assert_eq!(is_silent, variant(&old) != variant(&new));
}

#[test]
fn a_second_dotted_schema_renames_nothing() {
    let old = surface(OLD, None);
    let new = surface(&with_second_schema(), Some(&old));
    let added = changes(&old, &new);
    assert_eq!(added.len(), 1, "{added:#?}");
    assert!(added[0].starts_with("minor: The struct"), "{added:#?}");
    // Without the lock, the name is shortened. That is reported as the rename that it is.
    let new = surface(&with_second_schema(), None);
    let renamed = compare(&old, &new);
    let renamed = renamed.iter().filter(|change| change.is_breaking());
    let renamed: Vec<_> = renamed.map(line).collect();
    assert!(
        renamed
            .iter()
            .any(|line| line.contains("was renamed to `v1::NewBundle`")),
        "{renamed:#?}"
    );
}

#[test]
fn a_renamed_operation_is_reported() {
    let old = surface(OLD, None);
    let new = OLD.replace("CreateBundle", "MakeBundle");
    for lock in [Some(&old), None] {
        let found = changes(&old, &surface(&new, lock));
        let renamed = "was renamed to `v1::BundlesApi::make`";
        assert!(
            found.iter().any(|line| line.contains(renamed)),
            "{found:#?}"
        );
    }
}
