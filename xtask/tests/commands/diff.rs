//! `cargo xtask diff`, run on small projects.

use std::path::Path;
use std::process::Command;

use crate::project::{DOCUMENT, Folder, Said};

const MANIFEST: &[&str] = &["--manifest", "spec/codegen.toml"];

fn diff(project: &Folder, arguments: &[&str]) -> Said {
    project.xtask(&[&["diff"], arguments, MANIFEST].concat())
}

/// A project that has been generated.
fn generated() -> Folder {
    let project = Folder::project();
    project.codegen(&[]).exits(0);
    project
}

/// The document with another property.
fn with_property() -> String {
    DOCUMENT.replace(
        r#""properties": { "name""#,
        r#""properties": { "age": { "type": "integer" }, "name""#,
    )
}

/// The document with a property renamed.
fn with_title() -> String {
    DOCUMENT.replace(r#""properties": { "name""#, r#""properties": { "title""#)
}

#[test]
fn equal_apis_have_no_changes() {
    let project = generated();
    let same = diff(&project, &["spec/pets.json", "--fail-on", "minor"]).exits(0);
    assert_eq!(same.stdout, "pets: the public API is the same.\n");
}

#[test]
fn an_addition_is_compatible() {
    let project = generated();
    project.write("new.json", with_property());
    let found = diff(&project, &["new.json"]).exits(0);
    assert!(
        found.stdout.contains("Release 0.1.1 (minor)"),
        "{}",
        found.stdout
    );
    assert!(
        found.stdout.contains("ADDED v1::Pet::age"),
        "{}",
        found.stdout
    );
    diff(&project, &["new.json", "--fail-on", "minor"]).exits(1);
}

#[test]
fn a_breaking_change_fails() {
    let project = generated();
    project.write("new.json", with_title());
    let found = diff(&project, &["new.json", "--format", "markdown"]).exits(1);
    assert!(
        found
            .stdout
            .contains("`v1::Pet::name` was renamed to `v1::Pet::title`")
    );
    diff(&project, &["new.json", "--fail-on", "never"]).exits(0);
}

#[test]
fn the_lock_is_the_baseline() {
    let project = generated();
    // The document has been replaced already.
    project.write("spec/pets.json", with_property());
    let found = diff(&project, &["spec/pets.json"]).exits(0);
    assert!(
        found.stdout.contains("ADDED v1::Pet::age"),
        "{}",
        found.stdout
    );
}

#[test]
fn two_files_are_compared_without_a_manifest() {
    let project = Folder::with([("old.json", DOCUMENT)]);
    project.write("new.json", with_property());
    let arguments = ["diff", "old.json", "new.json", "--dialect", "generic"];
    let found = project.xtask(&arguments).exits(0);
    assert!(found.stdout.contains("Pet::age"), "{}", found.stdout);
    let one = project.xtask(&["diff", "old.json", "--dialect", "generic"]);
    one.exits(2).complains(&["error[old-missing]"]);
}

/// Makes the project a repository with one revision.
fn commit(project: &Folder) {
    let git = |arguments: &[&str]| {
        let mut command = Command::new("git");
        command.args(["-c", "user.name=Test", "-c", "user.email=test@example.com"]);
        let status = command
            .args(arguments)
            .current_dir(project.path(""))
            .status();
        assert!(status.unwrap().success());
    };
    git(&["init", "--quiet"]);
    git(&["add", "spec"]);
    git(&["commit", "--quiet", "--message", "Start"]);
}

#[test]
fn a_revision_of_git_is_a_version() {
    let project = generated();
    commit(&project);
    project.write("spec/pets.json", with_property());
    let found = diff(&project, &["HEAD:spec/pets.json", "spec/pets.json"]).exits(0);
    assert!(
        found.stdout.contains("ADDED v1::Pet::age"),
        "{}",
        found.stdout
    );
    let unknown = diff(&project, &["HEAD:spec/none.json", "spec/pets.json"]);
    unknown.exits(2).complains(&["error[not-in-git]"]);
}

/// The files that a document refers to are those of its revision, whatever is on the disk.
#[test]
fn a_revision_has_files_of_its_own() {
    let split = DOCUMENT.replace(
        r##""$ref": "#/components/schemas/Pet""##,
        r#""$ref": "schemas/pet.json""#,
    );
    let pet = |ty: &str| {
        format!(r#"{{ "type": "object", "properties": {{ "name": {{ "type": "{ty}" }} }} }}"#)
    };
    let project = Folder::project();
    project.write("spec/pets.json", &split);
    project.write("spec/schemas/pet.json", pet("string"));
    project.codegen(&[]).exits(0);
    commit(&project);
    project.write("spec/schemas/pet.json", pet("integer"));
    let found = diff(&project, &["HEAD:spec/pets.json", "spec/pets.json"]).exits(1);
    assert!(
        found
            .stdout
            .contains("was `Option<String>` and is `Option<i64>`"),
        "{}",
        found.stdout
    );
    // The same revision twice, while the disk has other files, or none.
    let same = [
        "HEAD:spec/pets.json",
        "HEAD:./spec/pets.json",
        "--fail-on",
        "minor",
    ];
    diff(&project, &same).exits(0);
    std::fs::remove_file(project.path("spec/schemas/pet.json")).unwrap();
    let bare = [
        "diff",
        same[0],
        same[1],
        "--dialect",
        "generic",
        "--fail-on",
        "minor",
    ];
    project.xtask(&bare).exits(0);
}

/// The causes of changes, by what differs from the state that the lock is of.
#[test]
fn document_manifest_overlay_and_generator_are_distinguished_as_causes() {
    let overlay = |description: &str, ty: &str| {
        format!(
            "overlay: 1.0.0\ninfo: {{ title: Gaps, version: '1' }}\nactions:\n- target: $.components.schemas.Pet.properties\n  \
             description: {description}\n  update: {{ note: {{ type: {ty} }} }}\n"
        )
    };
    let manifest = crate::project::MANIFEST.to_owned() + "overlays = [\"gaps.yaml\"]\n";
    let named = format!("{manifest}\n[document.types]\nPet = \"Animal\"\n");
    for (name, manifest, overlay, document, causes) in [
        (
            "nothing",
            &manifest,
            overlay("Guide.", "string"),
            DOCUMENT.to_owned(),
            vec![],
        ),
        (
            "the document",
            &manifest,
            overlay("Guide.", "string"),
            with_property(),
            vec!["v1::Pet::age document"],
        ),
        (
            "an overlay",
            &manifest,
            overlay("Guide.", "integer"),
            DOCUMENT.to_owned(),
            vec!["v1::Pet::note overlay"],
        ),
        (
            "the manifest",
            &named,
            overlay("Guide.", "string"),
            DOCUMENT.to_owned(),
            vec!["v1::Pet manifest"],
        ),
        (
            "all three",
            &named,
            overlay("Guide.", "integer"),
            with_property(),
            vec![
                "v1::Pet manifest",
                "v1::Pet::note overlay",
                "v1::Animal::age document",
            ],
        ),
        // A comment is no change.
        (
            "a comment",
            &manifest,
            overlay("The guide.", "string"),
            DOCUMENT.to_owned(),
            vec![],
        ),
    ] {
        let project = Folder::project();
        project.write("spec/gaps.yaml", self::overlay());
        project.write(
            "spec/codegen.toml",
            crate::project::MANIFEST.to_owned() + "overlays = [\"gaps.yaml\"]\n",
        );
        project.codegen(&[]).exits(0);
        project.write("spec/codegen.toml", manifest);
        project.write("spec/gaps.yaml", &overlay);
        project.write("new.json", &document);
        let found = diff(
            &project,
            &["new.json", "--format", "json", "--fail-on", "never"],
        )
        .exits(0);
        let report: serde_json::Value = serde_json::from_str(&found.stdout).unwrap();
        let changes = report["changes"].as_array().unwrap().iter();
        let found = changes.map(|change| {
            let text = |key: &str| change[key].as_str().unwrap().to_owned();
            format!("{} {}", text("path"), text("cause"))
        });
        assert_eq!(found.collect::<Vec<_>>(), causes, "{name}");
    }
}

/// The path and the cause of each change, compared with the lock.
fn causes(project: &Folder) -> Vec<String> {
    let arguments = ["spec/pets.json", "--format", "json", "--fail-on", "never"];
    let found = diff(project, &arguments).exits(0);
    let report: serde_json::Value = serde_json::from_str(&found.stdout).unwrap();
    let changes = report["changes"].as_array().unwrap().iter();
    let found = changes.map(|change| {
        let text = |key: &str| change[key].as_str().unwrap();
        format!("{} {}", text("path"), text("cause"))
    });
    found.collect()
}

#[test]
fn a_document_that_was_edited_in_place_is_the_cause() {
    let project = generated();
    project.write("spec/pets.json", with_property());
    assert_eq!(causes(&project), ["v1::Pet::age document"]);
    project.codegen(&[]).exits(0);
    let statuses = "\n[errors]\nunprocessed = [529]\n";
    project.write(
        "spec/codegen.toml",
        crate::project::MANIFEST.to_owned() + statuses,
    );
    assert_eq!(causes(&project), ["crate manifest"]);
}

#[test]
fn comments_and_descriptions_of_an_overlay_change_no_file() {
    let project = Folder::project();
    let manifest = crate::project::MANIFEST.to_owned() + "overlays = [\"gaps.yaml\"]\n";
    project.write("spec/codegen.toml", manifest);
    project.write("spec/gaps.yaml", overlay());
    project.codegen(&[]).exits(0);
    let commented = format!("# Ours.\n{}", overlay()).replace("Guide.", "The guide, section 2.");
    project.write("spec/gaps.yaml", commented);
    project.codegen(&["--check"]).exits(0);
    // An overlay with another effect is reported.
    project.write("spec/gaps.yaml", overlay().replace("string", "integer"));
    project.codegen(&["--check"]).exits(1);
    assert_eq!(causes(&project), ["v1::Pet::note overlay"]);
}

/// An overlay that adds a property.
fn overlay() -> &'static str {
    "overlay: 1.0.0\ninfo: { title: Gaps, version: '1' }\nactions:\n- target: $.components.schemas.Pet.properties\n  \
     description: Guide.\n  update: { note: { type: string } }\n"
}

/// Two operations and their schemas, added to the bundled document of the vendor.
#[test]
fn additions_to_the_bundled_document_are_additive() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let text = std::fs::read_to_string(root.join("spec/twilio_numbers_v1.json")).unwrap();
    let mut document: serde_json::Value = serde_json::from_str(&text).unwrap();
    let schema = |name: &str| serde_json::json!({ "$ref": format!("#/components/schemas/numbers.v1.{name}") });
    let operation = |id: &str, name: &str| {
        serde_json::json!({ "post": {
            "operationId": id,
            "tags": ["NumbersV1SenderRegistration"],
            "requestBody": { "content": { "application/json": { "schema": schema(&format!("{name}_request")) } } },
            "responses": { "201": {
                "description": "Created",
                "content": { "application/json": { "schema": schema(name) } },
            } },
        } })
    };
    for (id, name) in [("CreateSender", "sender"), ("CreateSession", "session")] {
        document["paths"][format!("/v1/Senders/{name}")] = operation(id, name);
        let properties = serde_json::json!({ "name": { "type": "string" }, "state": { "type": "string", "enum": ["new"] } });
        for schema in [name.to_owned(), format!("{name}_request")] {
            document["components"]["schemas"][format!("numbers.v1.{schema}")] =
                serde_json::json!({ "type": "object", "properties": properties });
        }
    }
    let folder = Folder::with([("twilio_numbers_v1.json", &*document.to_string())]);
    let new = folder.path("twilio_numbers_v1.json");
    for command in [&["diff"][..], &["update", "--dry-run"][..]] {
        let output = Command::new(env!("CARGO_BIN_EXE_xtask"))
            .args(command)
            .arg(&new)
            .current_dir(&root)
            .output()
            .unwrap();
        let text = String::from_utf8_lossy(&output.stdout);
        assert!(output.status.success(), "{text}");
        assert!(text.contains("Release 0.1.1 (minor)"), "{text}");
        let labels = text
            .lines()
            .filter(|line| line.ends_with(']') && !line.starts_with(' '));
        assert!(labels.clone().count() > 4, "{text}");
        for line in labels {
            assert!(line.starts_with("ADDED "), "{line}");
        }
    }
}

#[test]
fn the_locations_of_both_documents_are_given() {
    let project = generated();
    project.write(
        "new.json",
        DOCUMENT.replace(
            r#""name": { "type": "string" }"#,
            r#""name": { "type": "integer" }"#,
        ),
    );
    let found = diff(&project, &["new.json", "--format", "json"]).exits(1);
    let report: serde_json::Value = serde_json::from_str(&found.stdout).unwrap();
    let change = &report["changes"][0];
    assert_eq!(change["old"]["location"]["file"], "spec/pets.json");
    assert_eq!(change["new"]["location"]["file"], "new.json");
    assert_eq!(
        change["new"]["location"]["pointer"],
        "/components/schemas/Pet/properties/name"
    );
    assert!(change["new"]["location"]["line"].is_u64());
}

#[test]
fn a_file_of_no_document_is_refused() {
    let manifest = crate::project::MANIFEST.to_owned()
        + "\n[[document]]\nmodule = \"v2\"\nsource = \"others.json\"\n";
    let project = Folder::with([
        ("spec/codegen.toml", manifest.as_str()),
        ("spec/pets.json", DOCUMENT),
        ("spec/others.json", DOCUMENT),
    ]);
    project.write("new.json", with_property());
    diff(&project, &["new.json"])
        .exits(2)
        .complains(&["error[document-unknown]", "`v1`, `v2`"]);
    diff(&project, &["new.json", "--document", "v2"]).exits(0);
}

/// The vendor's updates, where they are at hand.
#[test]
fn updates_of_the_vendor_are_compared() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/updates");
    let Some(folder) = folder.canonicalize().ok().filter(|folder| folder.is_dir()) else {
        eprintln!("skipped: there is no folder of updates");
        return;
    };
    let project = Folder::with([]);
    let versions = |stem: &str| ["old", "new"].map(|age| folder.join(format!("{stem}.{age}.json")));
    // For each update: the exit code, and a change that the report must contain.
    for (stem, status, found) in [
        (
            "numbers_v1.42fd8e518",
            1,
            "PortingBulkPortabilityApi::create` was removed",
        ),
        (
            "numbers_v1.a33f634eb",
            1,
            "`CreatePortingPortIn` lost `Default`",
        ),
        (
            "numbers_v2.7f9508915",
            1,
            "HostedNumberOrder::sms_capability` was removed",
        ),
        (
            "numbers_v2.c99358b8e",
            1,
            "BulkHostedNumberOrder::sid` was renamed",
        ),
    ] {
        let [old, new] = versions(stem).map(|path| path.display().to_string());
        let report = project
            .xtask(&["diff", &old, &new, "--dialect", "twilio"])
            .exits(status);
        let text = report.stdout.replace("api::", "");
        assert!(text.contains(found), "{stem}:\n{text}");
        // Going back to the same document is no change.
        project
            .xtask(&[
                "diff",
                &new,
                &new,
                "--dialect",
                "twilio",
                "--fail-on",
                "minor",
            ])
            .exits(0);
    }
}

#[test]
fn the_latest_document_of_the_vendor_is_additive() {
    let latest =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/updates/numbers_v1.latest.json");
    let Ok(latest) = latest.canonicalize() else {
        eprintln!("skipped: there is no folder of updates");
        return;
    };
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    for command in [&["diff"][..], &["update", "--dry-run"][..]] {
        let output = Command::new(env!("CARGO_BIN_EXE_xtask"))
            .args(command)
            .arg(&latest)
            .current_dir(&root)
            .output()
            .unwrap();
        let text = String::from_utf8_lossy(&output.stdout);
        assert!(output.status.success(), "{text}");
        assert!(text.contains("(minor)"), "{text}");
        assert!(
            !text.contains("BREAKING") && !text.contains("SILENT") && !text.contains("BEHAVIOR"),
            "{text}"
        );
    }
}

#[test]
fn an_accepted_change_does_not_fail_and_an_unused_acceptance_does() {
    let project = generated();
    project.write("new.json", with_title());
    let report = diff(&project, &["new.json", "--format", "json"]).exits(1);
    let report: serde_json::Value = serde_json::from_str(&report.stdout).unwrap();
    let id = report["changes"][0]["id"].as_str().unwrap();
    let manifest = format!(
        "accept = [{{ change = \"{id}\", because = \"nobody reads it\" }}]\n{}",
        crate::project::MANIFEST
    );
    project.write("spec/codegen.toml", manifest);
    let accepted = diff(&project, &["new.json"]).exits(0);
    assert!(
        accepted.stdout.contains("accepted: nobody reads it"),
        "{}",
        accepted.stdout
    );
    let unused = diff(&project, &["spec/pets.json"]).exits(2);
    unused.complains(&["error[acceptance-unused]", "spec/codegen.toml:1:"]);
}
