//! `watch`: generates again after a change.

use std::fs;
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use crate::project::{DOCUMENT, Folder};

/// A running command, which ends with the test.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn watch(folder: &Folder) -> Running {
    let mut command = Command::new(crate::PROGRAM);
    command
        .arg("watch")
        .current_dir(folder.path(""))
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    Running(command.spawn().unwrap())
}

/// Waits until a generated file contains a text.
#[track_caller]
fn wait_for(folder: &Folder, path: &str, text: &str) {
    let start = Instant::now();
    let is_there = || {
        let found = fs::read_to_string(folder.path(path)).unwrap_or_default();
        found.contains(text)
    };
    while !is_there() {
        let waited = start.elapsed().as_secs();
        assert!(waited < 60, "{path} never contained `{text}`");
        sleep(Duration::from_millis(50));
    }
}

#[test]
fn changes_are_generated_and_errors_survived() {
    let project = Folder::project();
    let _running = watch(&project);
    let module = "generated/src/v1/mod.rs";
    wait_for(&project, "spec/codegen.lock", "v1::Pet::name");
    project.write("spec/pets.json", "{");
    sleep(Duration::from_millis(700));
    project.write(
        "spec/pets.json",
        DOCUMENT.replace("\"name\"", "\"nick_name\""),
    );
    wait_for(&project, "spec/codegen.lock", "v1::Pet::nick_name");
    assert!(project.path(module).exists());
    project.write(
        "spec/examples/hello.rs",
        "//! Says hello.\n\nfn main() {}\n",
    );
    wait_for(&project, "generated/examples/hello.rs", "fn main() {}");
}

#[test]
fn only_files_are_watched() {
    let folder = Folder::with([]);
    folder
        .run(&["watch", "--spec", "-", "--out", "pets", "--name", "pets"])
        .exits(2)
        .complains(&["error[not-watchable]"]);
}
