//! `completions`, `man` and `help`.

use crate::project::Folder;

const COMMANDS: [&str; 10] = [
    "init",
    "generate",
    "check",
    "watch",
    "diff",
    "update",
    "overlay",
    "corpus",
    "completions",
    "man",
];

#[test]
fn completions_know_every_command() {
    let folder = Folder::with([]);
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let said = folder.run(&["completions", shell]).exits(0);
        for command in COMMANDS {
            assert!(
                said.stdout.contains(command),
                "{shell} does not complete {command}"
            );
        }
    }
}

#[test]
fn every_command_has_a_manual_page() {
    let folder = Folder::with([]);
    folder.run(&["man", "pages"]).exits(0);
    let pages = folder.contents("pages");
    assert!(pages.contains_key("sdksmith.1"));
    for command in COMMANDS {
        assert!(
            pages.contains_key(&format!("sdksmith-{command}.1")),
            "{command}"
        );
    }
    let said = folder.run(&["man"]).exits(0);
    assert!(said.stdout.contains(".TH sdksmith 1"), "{}", said.stdout);
}

#[test]
fn help_describes_every_command() {
    let folder = Folder::with([]);
    let said = folder.run(&["--help"]).exits(0);
    for command in COMMANDS {
        let line = said
            .stdout
            .lines()
            .find(|line| line.trim().starts_with(command));
        let words = line.map_or(0, |line| line.split_whitespace().count());
        assert!(words > 3, "{command}: {line:?}");
    }
    let said = folder.run(&["--version"]).exits(0);
    assert_eq!(
        said.stdout,
        concat!("sdksmith ", env!("CARGO_PKG_VERSION"), "\n")
    );
}
