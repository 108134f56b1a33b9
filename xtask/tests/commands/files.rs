//! Documents that refer to files beside them.

use std::fs;

use crate::project::{Folder, MANIFEST};

const DOCUMENT: &str = r#"openapi: 3.0.3
info: { title: Pets, version: "1.0" }
servers: [{ url: "https://pets.example.com" }]
paths:
  /pets/{id}: { $ref: ./paths/pet.yaml }
"#;

const PATH: &str = r#"get:
  operationId: FetchPet
  parameters:
    - { in: path, name: id, schema: { type: string } }
    - { in: path, name: other, schema: { type: string } }
  responses:
    "200":
      description: A pet.
      content: { application/json: { schema: { $ref: "../../common/pet.json#/Pet" } } }
"#;

const SCHEMA: &str =
    r#"{ "Pet": { "type": "object", "properties": { "name": { "type": "string" } } } }"#;

/// A project whose document is in three files.
fn project() -> Folder {
    Folder::with([
        (
            "spec/codegen.toml",
            &(MANIFEST.replace("pets.json", "pets.yaml") + "outside-files = true\n"),
        ),
        ("spec/pets.yaml", DOCUMENT),
        ("spec/paths/pet.yaml", PATH),
        ("common/pet.json", SCHEMA),
    ])
}

#[test]
fn referenced_files_are_generated_with_the_document() {
    let project = project();
    project.codegen(&[]).exits(0).complains(&[
        "warning[unused-path-parameter]",
        "--> spec/paths/pet.yaml:5:7 at /get/parameters/1\n",
    ]);
    let files = project.contents("generated");
    let code = |path: &str| String::from_utf8_lossy(&files[path]).into_owned();
    let library = code("src/lib.rs");
    assert!(
        library.contains("// Source: pets.yaml and 2 other files.\n"),
        "{library}"
    );
    let types: String = files.keys().map(|path| code(path)).collect();
    assert!(types.contains("pub struct Pet {"));
}

#[test]
fn check_detects_changes_of_referenced_files() {
    let project = project();
    project.codegen(&[]).exits(0);
    project.codegen(&["--check"]).exits(0);
    project.write("common/pet.json", format!("{SCHEMA}\n"));
    project
        .codegen(&["--check"])
        .exits(1)
        .complains(&["changed generated/src/v1/mod.rs\n"]);
}

#[test]
fn referenced_files_are_found_without_a_manifest() {
    let project = project();
    let arguments = [
        "codegen",
        "--spec",
        "spec/pets.yaml",
        "--out",
        "out",
        "--outside-files",
    ];
    project.xtask(&arguments).exits(0);
    assert!(project.path("out/Cargo.toml").exists());
}

#[test]
fn files_outside_the_folder_of_the_document_are_not_read_unasked() {
    let project = project();
    project.write(
        "spec/codegen.toml",
        MANIFEST.replace("pets.json", "pets.yaml"),
    );
    project.codegen(&[]).exits(2).complains(&[
        "error[outside-reference]",
        "expected a reference to a file in the document's folder, found `../../common/pet.json#/Pet`\n \
         --> spec/paths/pet.yaml:9:48 at /get/responses/200/content/application~1json/schema/$ref\n",
    ]);
}

#[test]
fn dangling_references_are_warnings_on_request() {
    let project = project();
    project.write("common/pet.json", "{}");
    project
        .codegen(&[])
        .exits(2)
        .complains(&["error[dangling-reference]"]);
    let manifest = MANIFEST.replace("pets.json", "pets.yaml");
    let manifest = manifest + "outside-files = true\ndangling-references = true\n";
    project.write("spec/codegen.toml", manifest);
    project.codegen(&[]).exits(0).complains(&[
        "warning[tolerated-reference]",
        "leads to nothing in common/pet.json; any JSON value is accepted\n \
         --> spec/paths/pet.yaml:9:48 at /get/responses/200/content/application~1json/schema/$ref\n",
    ]);
}

#[test]
fn missing_file_is_reported_at_the_reference() {
    let project = project();
    fs::remove_file(project.path("common/pet.json")).unwrap();
    let document = format!("{DOCUMENT}  /all: {{ $ref: ./paths }}\n");
    project.write("spec/pets.yaml", document);
    project.codegen(&[]).exits(2).complains(&[
        "cannot read the target of the reference `../../common/pet.json#/Pet`: the file does not exist\n \
         --> spec/paths/pet.yaml:9:48 at /get/responses/200/content/application~1json/schema/$ref\n",
        "cannot read the target of the reference `./paths`: expected a file, found a folder\n --> spec/pets.yaml:6:11 ",
        "2 errors",
    ]);
}

#[test]
fn file_reached_by_two_paths_is_read_once() {
    let project = project();
    let document = DOCUMENT.replace("./paths/", "../spec/paths/");
    project.write(
        "spec/pets.yaml",
        document + "x-pet: { $ref: ../common/pet.json#/Pet }\n",
    );
    let path = PATH.replace("common/pet.json#/Pet", "spec/pets.yaml#/x-pet");
    project.write("spec/paths/pet.yaml", path);
    project.codegen(&[]).exits(0);
    let files = project.contents("generated");
    let library = String::from_utf8_lossy(&files["src/lib.rs"]);
    let source = "// Source: pets.yaml and 2 other files.\n";
    assert!(library.contains(source), "{library}");
}

#[test]
fn versions_of_a_document_follow_the_rules_of_the_manifest() {
    let project = project();
    project.codegen(&[]).exits(0);
    // The new version refers to a file outside its folder, too, and so does an overlay.
    let manifest = MANIFEST.replace("pets.json", "pets.yaml");
    let manifest = manifest + "outside-files = true\noverlays = [\"owner.yaml\"]\n";
    project.write("spec/codegen.toml", manifest);
    let overlay = "overlay: 1.0.0\ninfo: { title: Owners, version: '1' }\nactions:\n\
                   - target: $\n  update: { components: { schemas: { Owner: \
                   { $ref: '../common/owner.json#/Owner' } } } }\n";
    project.write("spec/owner.yaml", overlay);
    project.write("common/owner.json", SCHEMA.replace("Pet", "Owner"));
    project.write("spec/new.yaml", DOCUMENT.replace("1.0", "1.1"));
    let new = ["spec/new.yaml", "--manifest", "spec/codegen.toml"];
    let report = project.xtask(&[&["diff"], &new[..]].concat());
    let report = report.exits(0).stdout;
    assert!(report.contains("ADDED v1::unreferenced::Owner"), "{report}");
    let update = [&["update", "--dry-run"], &new[..]].concat();
    project.xtask(&update).exits(0);
}

#[test]
fn rules_of_references_can_be_stated_without_a_manifest() {
    let project = project();
    project.write("spec/new.yaml", DOCUMENT.replace("1.0", "1.1"));
    let diff = ["diff", "spec/pets.yaml", "spec/new.yaml"];
    let bare = [&diff[..], &["--dialect", "generic"]].concat();
    project
        .xtask(&bare)
        .exits(2)
        .complains(&["error[outside-reference]"]);
    let outside = [&bare[..], &["--outside-files"]].concat();
    project.xtask(&outside).exits(0);
    project.write("common/pet.json", "{}");
    project
        .xtask(&outside)
        .exits(2)
        .complains(&["error[dangling-reference]"]);
    project
        .xtask(&[&outside[..], &["--dangling-references"]].concat())
        .exits(0);
    // The manifest states the rules of its documents.
    let usage = [&diff[..], &["--outside-files"]].concat();
    project.xtask(&usage).exits(2).complains(&["--dialect"]);
}
