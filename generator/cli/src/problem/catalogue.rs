//! The page with every problem of the commands, `generator/cli/DIAGNOSTICS.md`.

#[macro_use]
#[path = "../../../tests/support/samples.rs"]
mod samples;

use std::io;
use std::path::Path;

use sdksmith::diagnostics::Problem;

use self::samples::{assert_page, section};
use crate::diff::DiffProblem;
use sdksmith::surface::SurfaceTextProblem;

use super::{CallProblem, CargoProblem, FileProblem, NamedFileProblem, RustfmtProblem};

fn denied() -> io::Error {
    io::ErrorKind::PermissionDenied.into()
}

samples!(file: FileProblem {
    Missing,
    Folder,
    Special,
    NotText,
    Name,
    TooLarge { limit: 64 * 1024 * 1024 },
    Fetch("could not resolve host".to_owned()),
    Read(denied()),
    Write(denied()),
    NotFolder,
    Foreign,
    NoModule,
    NoDocuments,
});

samples!(call: CallProblem {
    NoManifest { program: "sdksmith" },
    NoOutput,
    NoName,
    NotWatchable { name: "https://example.com/pets.json".to_owned() },
    Exists { path: "codegen.toml".to_owned() },
});

samples!(rustfmt: RustfmtProblem {
    Missing,
    Rejected("error: expected identifier".to_owned()),
});

samples!(cargo: CargoProblem {
    NotRun(denied()),
    Failed("clippy".to_owned()),
});

samples!(diff: DiffProblem {
    NoOld,
    UnknownDocument { file: "new.json".to_owned(), modules: "`v1`, `v2`".to_owned() },
    NotInGit { name: "HEAD:pets.json".to_owned(), reason: "unknown revision".to_owned() },
    NoKey { key: "version", module: "v1".to_owned() },
    UnusedAcceptance { id: "9844ed0367".to_owned() },
    OtherApi { module: "v1".to_owned(), kept: 1, count: 12 },
});

const INTRODUCTION: &str = "\
# Diagnostics of the commands

Every problem that a command reports beside those of the generator (`generator/DIAGNOSTICS.md`), with sample
data.

This page is generated from the sources: `UPDATE_PAGES=1 cargo test -p sdksmith-cli catalogue`.
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
    section(&mut page, "The command line", &call());
    section(&mut page, "rustfmt", &rustfmt());
    section(&mut page, "cargo", &cargo());
    section(&mut page, "Versions of a document", &diff());
    let lock = SurfaceTextProblem {
        number: 7,
        line: "<<<<<<< HEAD".to_owned(),
    };
    section(&mut page, "The lock", &[lock]);
    assert_page(
        &Path::new(env!("CARGO_MANIFEST_DIR")).join("DIAGNOSTICS.md"),
        &page,
    );
}
