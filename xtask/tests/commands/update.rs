//! `cargo xtask update`, run on small projects.

use std::io::{Read as _, Write as _};
use std::net::TcpListener;
use std::thread;

use crate::project::{DOCUMENT, Folder, MANIFEST, Said};

fn update(project: &Folder, arguments: &[&str]) -> Said {
    let manifest = ["--manifest", "spec/codegen.toml"];
    project.xtask(&[&["update"], arguments, &manifest[..]].concat())
}

fn with_property() -> String {
    DOCUMENT.replace(
        r#""properties": { "name""#,
        r#""properties": { "age": { "type": "integer" }, "name""#,
    )
}

/// A project with a checksum that has been generated, and a new version of its document.
fn project() -> Folder {
    let project = Folder::project();
    project.codegen(&[]).exits(0);
    project.write("new.json", with_property());
    project
}

#[test]
fn all_files_are_updated_together() {
    let project = project();
    let said = update(&project, &["new.json", "--no-test"]).exits(0);
    assert!(
        said.stdout.contains("ADDED v1::Pet::age"),
        "{}",
        said.stdout
    );
    let next = "\nnext: review the changes, and commit them together\n";
    assert!(said.stdout.ends_with(next), "{}", said.stdout);
    let files = project.contents("spec");
    let text = |name: &str| String::from_utf8_lossy(&files[name]).into_owned();
    assert_eq!(text("pets.json"), with_property());
    assert_eq!(text("codegen.toml"), MANIFEST.replace("0.1.0", "0.1.1"));
    assert!(text("codegen.lock").contains("v1::Pet::age  field"));
    let changelog = text("CHANGELOG.md");
    assert!(
        changelog.starts_with("# Changelog\n\n## 0.1.1\n\n### Additions\n"),
        "{changelog}"
    );
    let files = project.contents("generated");
    assert_eq!(files["CHANGELOG.md"], changelog.as_bytes());
    // The written files are those of `codegen`.
    project.codegen(&["--check"]).exits(0);
}

#[test]
fn changelog_lists_the_latest_update_first() {
    let project = project();
    update(&project, &["new.json", "--no-test"]).exits(0);
    project.write("newer.json", DOCUMENT);
    update(&project, &["newer.json", "--no-test"]).exits(0);
    let files = project.contents("spec");
    let changelog = String::from_utf8_lossy(&files["CHANGELOG.md"]).into_owned();
    let at = |version: &str| changelog.find(&format!("\n## {version}\n"));
    assert!(at("0.2.0") < at("0.1.1"), "{changelog}");
    assert!(
        changelog.contains("The field `v1::Pet::age` was removed."),
        "{changelog}"
    );
    project.codegen(&["--check"]).exits(0);
}

#[test]
fn a_checksum_follows_the_document() {
    let project = project();
    let manifest = format!(
        "{MANIFEST}sha256 = \"{}\"\n",
        sdksmith::document::sha256(DOCUMENT)
    );
    project.write("spec/codegen.toml", manifest);
    update(&project, &["new.json", "--no-test"]).exits(0);
    let files = project.contents("spec");
    let manifest = String::from_utf8_lossy(&files["codegen.toml"]).into_owned();
    assert!(
        manifest.contains(&sdksmith::document::sha256(&with_property())),
        "{manifest}"
    );
    project.codegen(&["--check"]).exits(0);
}

#[test]
fn a_dry_run_writes_nothing() {
    let project = project();
    let before = project.files("");
    let said = update(&project, &["new.json", "--dry-run"]).exits(0);
    assert!(
        said.stdout.contains("changed spec/pets.json"),
        "{}",
        said.stdout
    );
    assert_eq!(project.files(""), before);
}

#[test]
fn an_update_that_fails_writes_nothing() {
    let project = project();
    let before = project.files("");
    project.write(
        "spec/codegen.toml",
        MANIFEST.replace("[[document]]", "[[document]]\noverlays = [\"gap.yaml\"]"),
    );
    project.write(
        "spec/gap.yaml",
        "overlay: 1.0.0\ninfo: { title: Gap, version: '1' }\nactions:\n- target: $.components.schemas.Pet.properties.name\n  description: The guide.\n  update: { description: The name. }\n",
    );
    project.write(
        "broken.json",
        with_property().replace("\"name\": {", "\"title\": {"),
    );
    update(&project, &["broken.json", "--no-test"]).exits(2);
    let after = project.files("");
    for (path, content) in before
        .iter()
        .filter(|(path, _)| *path != "spec/codegen.toml")
    {
        assert_eq!(after.get(path), Some(content), "{path}");
    }
}

/// A file that can't be replaced, after others have been: all have their old content again.
#[test]
fn a_failure_midway_restores_all_files() {
    let project = project();
    let resource = "generated/src/v1/pets.rs";
    std::fs::remove_file(project.path(resource)).unwrap();
    // The document, the manifest and the lock come before the file that a folder stands in the place of.
    project.write(&format!("{resource}/notes"), "ours");
    let before = project.contents("");
    update(&project, &["new.json", "--no-test"])
        .exits(2)
        .complains(&["src/v1/pets.rs"]);
    assert_eq!(project.contents(""), before);
}

#[test]
fn another_api_is_refused() {
    let project = project();
    let other = DOCUMENT
        .replace("\"Pets\", \"version\"", "\"Cars\", \"version\"")
        .replace("/pets/{id}", "/cars/{id}");
    project.write("other.json", other);
    update(&project, &["other.json"])
        .exits(2)
        .complains(&["error[other-api]"]);
}

/// Serves responses in their order, one for each connection.
fn serve(responses: Vec<String>) -> u16 {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    thread::spawn(move || {
        for response in responses {
            let (mut stream, _) = listener.accept().unwrap();
            let _ = stream.read(&mut [0; 4096]);
            let _ = stream.write_all(response.as_bytes());
        }
    });
    port
}

fn ok(body: &str) -> String {
    let length = body.len();
    format!("HTTP/1.1 200 OK\r\ncontent-length: {length}\r\nconnection: close\r\n\r\n{body}")
}

fn redirect(to: &str) -> String {
    format!(
        "HTTP/1.1 302 Found\r\nlocation: {to}\r\ncontent-length: 0\r\nconnection: close\r\n\r\n"
    )
}

#[test]
fn a_document_is_fetched() {
    let project = project();
    let port = serve(vec![redirect("/newer.json"), ok(&with_property())]);
    let url = format!("http://127.0.0.1:{port}/new.json");
    let said = update(&project, &[&url, "--no-test"]).exits(0);
    assert!(
        said.stdout.contains("ADDED v1::Pet::age"),
        "{}",
        said.stdout
    );
    assert_eq!(
        project.contents("spec")["pets.json"],
        with_property().as_bytes()
    );
}

#[test]
fn a_redirect_to_another_host_is_refused() {
    let project = project();
    let port = serve(vec![redirect("https://example.com/new.json")]);
    let url = format!("http://127.0.0.1:{port}/new.json");
    let said = update(&project, &[&url]).exits(2);
    said.complains(&["error[fetch-failed]", "redirects to another host"]);
}
