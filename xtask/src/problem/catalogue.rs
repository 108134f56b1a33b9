//! The page with every problem of the commands, `xtask/DIAGNOSTICS.md`.

#[macro_use]
#[path = "../../../generator/tests/support/samples.rs"]
mod samples;

use std::io;
use std::path::Path;

use sdksmith::diagnostics::Problem;

use self::samples::{assert_page, section};
use super::{CargoProblem, FileProblem, NamedFileProblem, RustfmtProblem};

fn denied() -> io::Error {
    io::ErrorKind::PermissionDenied.into()
}

samples!(file: FileProblem {
    Missing,
    Folder,
    Special,
    NotText,
    Name,
    Read(denied()),
    Write(denied()),
    NotFolder,
    Foreign,
    NoDocuments,
});

samples!(rustfmt: RustfmtProblem {
    Missing,
    Rejected("error: expected identifier".to_owned()),
});

samples!(cargo: CargoProblem {
    NotRun(denied()),
    Failed("clippy".to_owned()),
});

const INTRODUCTION: &str = "\
# Diagnostics of the commands

Every problem that a command reports beside those of the generator (`generator/DIAGNOSTICS.md`), with sample
data.

This page is generated from the sources: `UPDATE_PAGES=1 cargo test -p xtask catalogue`.
";

#[test]
fn page_lists_every_diagnostic() {
    let mut page = INTRODUCTION.to_owned();
    let named = NamedFileProblem {
        path: "spec/pets.yaml".to_owned(),
        problem: FileProblem::Missing,
    };
    section(&mut page, "Files and folders", &file());
    section(&mut page, "Files that a manifest names", &[named]);
    section(&mut page, "rustfmt", &rustfmt());
    section(&mut page, "cargo", &cargo());
    assert_page(
        &Path::new(env!("CARGO_MANIFEST_DIR")).join("DIAGNOSTICS.md"),
        &page,
    );
}
