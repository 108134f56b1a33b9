//! The hand-written parts of a crate: license, code, README.

use crate::project::{Folder, MANIFEST};

fn project() -> Folder {
    let project = Folder::project();
    let manifest = MANIFEST.replace(
        "[package]\n",
        "files = [\"../NOTICE\"]\n[package]\nlicense-file = \"../LICENSE\"\nreadme-header = \"header.md\"\n",
    );
    project.write("spec/codegen.toml", manifest);
    project.write("NOTICE", "Notice.");
    project.write("LICENSE", "License.");
    project.write("spec/header.md", "# Ours\n");
    project.write("spec/code/mod.rs", "//! Ours.\n\nmod  unformatted;\n");
    project.write("spec/code/unformatted.rs", "");
    project
}

#[test]
fn additions_are_copied_and_kept() {
    let project = project();
    project.run(&["generate"]).exits(0);
    let files = project.contents("generated");
    for (path, text) in [
        ("NOTICE", "Notice."),
        ("LICENSE", "License."),
        ("src/code/mod.rs", "//! Ours.\n\nmod  unformatted;\n"),
        ("src/code/unformatted.rs", ""),
    ] {
        assert_eq!(files[path], text.as_bytes(), "{path}");
    }
    assert!(files["README.md"].starts_with(b"# Ours\n"));
    project.run(&["check"]).exits(0);
    project.write("spec/code/mod.rs", "//! Changed.\n");
    project
        .run(&["check"])
        .exits(1)
        .complains(&["changed generated/src/code/mod.rs\n"]);
}

#[test]
fn missing_additions_are_reported_together() {
    let project = project();
    for path in ["NOTICE", "LICENSE", "spec/header.md"] {
        std::fs::remove_file(project.path(path)).unwrap();
    }
    project.run(&["generate"]).exits(2).complains(&[
        "cannot read `NOTICE`",
        "cannot read `LICENSE`",
        "cannot read `spec/header.md`",
        "3 errors",
    ]);
}

#[test]
fn code_needs_a_module_file() {
    let project = project();
    std::fs::remove_file(project.path("spec/code/mod.rs")).unwrap();
    project
        .run(&["generate"])
        .exits(2)
        .complains(&["error[code-without-module]", "--> spec/code\n"]);
}
