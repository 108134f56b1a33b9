//! `generate` and `check`: documents from files, URLs and standard input, and results as JSON.

use std::io::{Read as _, Write as _};
use std::net::TcpListener;
use std::process::{Command, Stdio};
use std::thread;

use serde_json::Value;

use crate::project::{DOCUMENT, Folder, Said};

/// Serves one response, and returns the URL of the server.
fn serve(body: &'static str) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    thread::spawn(move || {
        let (mut stream, _) = listener.accept().unwrap();
        let _ = stream.read(&mut [0; 4096]);
        let length = body.len();
        let head =
            format!("HTTP/1.1 200 OK\r\ncontent-length: {length}\r\nconnection: close\r\n\r\n");
        let _ = stream.write_all(head.as_bytes());
        let _ = stream.write_all(body.as_bytes());
    });
    format!("http://127.0.0.1:{port}")
}

/// Runs a command with a text as its standard input.
fn run_with_input(folder: &Folder, arguments: &[&str], input: &[u8]) -> Said {
    let mut command = Command::new(crate::PROGRAM);
    command
        .args(arguments)
        .current_dir(folder.path(""))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    child.stdin.take().unwrap().write_all(input).unwrap();
    let output = child.wait_with_output().unwrap();
    Said {
        status: output.status.code(),
        stdout: String::from_utf8(output.stdout).unwrap(),
        stderr: String::from_utf8(output.stderr).unwrap(),
    }
}

fn json(said: &Said) -> Value {
    serde_json::from_str(&said.stdout).unwrap()
}

#[test]
fn nearest_manifest_is_used() {
    let project = Folder::project();
    project.write("spec/overlays/deep/.keep", "");
    project.run(&["generate"]).exits(0);
    assert!(project.path("generated/Cargo.toml").exists());
    project.run(&["check"]).exits(0);
    let manifest = project.contents("generated")["Cargo.toml"].clone();
    let manifest = String::from_utf8_lossy(&manifest).into_owned();
    assert!(manifest.contains("(`sdksmith generate`)"), "{manifest}");
    project.write("generated/src/lib.rs", "// edited");
    project.run(&["check"]).exits(1).complains(&[
        "changed generated/src/lib.rs\n",
        "1 file out of date; to regenerate, run `sdksmith generate`",
    ]);
}

#[test]
fn manifest_above_the_current_folder_is_found() {
    let project = Folder::project();
    project.write("code/src/main.rs", "");
    let said = project.run_in("code/src", &["generate"]).exits(0);
    assert!(said.stdout.contains("0 removed"), "{}", said.stdout);
    assert!(project.path("generated/Cargo.toml").exists());
    // The folder from which the command ran leaves no trace.
    project.run(&["check"]).exits(0);
}

#[test]
fn missing_manifest_is_explained() {
    let folder = Folder::with([]);
    for command in ["generate", "check", "watch"] {
        folder
            .run(&[command])
            .exits(2)
            .complains(&["error[manifest-not-found]", "`sdksmith init DOCUMENT`"]);
    }
}

#[test]
fn document_comes_from_standard_input() {
    let folder = Folder::with([]);
    let arguments = ["generate", "--spec", "-", "--out", "pets", "--name", "pets"];
    run_with_input(&folder, &arguments, DOCUMENT.as_bytes()).exits(0);
    let files = folder.contents("pets");
    let library = String::from_utf8_lossy(&files["src/lib.rs"]);
    assert!(library.contains("// Source: standard input."), "{library}");
}

#[test]
fn standard_input_needs_a_name_and_text() {
    let folder = Folder::with([]);
    let arguments = ["generate", "--spec", "-", "--out", "pets"];
    run_with_input(&folder, &arguments, b"")
        .exits(2)
        .complains(&["error[name-missing]"]);
    let arguments = [&arguments[..], &["--name", "pets"]].concat();
    run_with_input(&folder, &arguments, b"\xff")
        .exits(2)
        .complains(&["error[file-not-text]"]);
    assert!(!folder.path("pets").exists());
}

#[test]
fn document_comes_from_a_url() {
    let folder = Folder::with([]);
    let url = format!("{}/api/pets.json?token=secret", serve(DOCUMENT));
    folder
        .run(&["generate", "--spec", &url, "--out", "pets"])
        .exits(0);
    let files = folder.contents("pets");
    let manifest = String::from_utf8_lossy(&files["Cargo.toml"]);
    assert!(manifest.contains("name = \"pets\""), "{manifest}");
    for (path, content) in &files {
        let text = String::from_utf8_lossy(content);
        assert!(!text.contains("token=secret"), "{path} has the query");
    }
}

#[test]
fn files_beside_a_url_are_not_fetched() {
    let document = r#"{ "openapi": "3.0.3", "info": { "title": "Pets", "version": "1" },
        "paths": { "/pets": { "$ref": "paths.json" } } }"#;
    let folder = Folder::with([]);
    let url = format!("{}/pets.json", serve(document));
    folder
        .run(&["check", "--spec", &url])
        .exits(2)
        .complains(&["`paths.json`", "files are not fetched"]);
}

#[test]
fn other_schemes_are_rejected() {
    let folder = Folder::with([]);
    for url in ["http://example.com/a.json", "file:///etc/passwd"] {
        folder
            .run(&["check", "--spec", url])
            .exits(2)
            .complains(&["error[fetch-failed]", "expected an https URL"]);
    }
}

#[test]
fn check_needs_no_folder_for_a_document() {
    let folder = Folder::with([("pets.json", DOCUMENT), ("broken.json", "{")]);
    folder.run(&["check", "--spec", "pets.json"]).exits(0);
    folder
        .run(&["check", "--spec", "broken.json"])
        .exits(2)
        .complains(&["error[syntax]", "--> broken.json:"]);
    folder
        .run(&["generate", "--spec", "pets.json"])
        .exits(2)
        .complains(&["error[output-missing]", "--out DIR"]);
}

#[test]
fn results_are_printed_as_json() {
    let project = Folder::project();
    let said = project.run(&["generate", "--format", "json"]).exits(0);
    let result = json(&said);
    assert_eq!(result["output"], "generated");
    assert_eq!(result["operations"], 1);
    assert_eq!(result["removed"], 0);
    assert_eq!(result["diagnostics"], Value::Array(Vec::new()));
    assert_eq!(said.stderr, "");

    project.write("generated/src/lib.rs", "// edited");
    let result = json(&project.run(&["check", "--format", "json"]).exits(1));
    assert_eq!(result["upToDate"], false);
    assert_eq!(result["command"], "sdksmith generate");
    let difference = serde_json::json!({ "file": "generated/src/lib.rs", "state": "changed" });
    assert_eq!(result["differences"], Value::Array(vec![difference]));
}

#[test]
fn problems_are_printed_as_json() {
    let folder = Folder::with([("pets.json", "{\n  \"openapi\": 3 }")]);
    let said = folder
        .run(&["check", "--spec", "pets.json", "--format", "json"])
        .exits(2);
    assert_eq!(said.stderr, "");
    let problem = &json(&said)["diagnostics"][0];
    assert_eq!(problem["severity"], "error");
    assert_eq!(problem["file"], "pets.json");
    for key in ["code", "message", "help"] {
        assert!(
            problem[key].as_str().is_some_and(|text| !text.is_empty()),
            "{problem}"
        );
    }
}
