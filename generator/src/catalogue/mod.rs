//! The page with every diagnostic, `generator/DIAGNOSTICS.md`: it can be read as a whole, and can't
//! miss a problem.

#[macro_use]
#[path = "../../tests/support/samples.rs"]
mod samples;

mod documents;
mod lowering;
mod manifests;

use std::fmt::Write as _;
use std::path::Path;
use std::{env, fs};

use crate::diagnostics::Problem;

const PAGE: &str = "DIAGNOSTICS.md";

const INTRODUCTION: &str = "\
# Diagnostics

Every problem that the generator reports, with sample data. After an error nothing is generated. A warning
marks what the generator ignores or changes; a note is worth knowing. A manifest accepts a warning or a
note by its code (`allow` in `spec/README.md`).

This page is generated from the sources: `UPDATE_PAGES=1 cargo test -p sdksmith --lib catalogue`.
";

/// Adds a section with a problem of each line.
fn section<P: Problem>(page: &mut String, title: &str, problems: &[P]) {
    let _ = write!(page, "\n## {title}\n\n");
    for problem in problems {
        let _ = write!(
            page,
            "- `{}` ({}): {problem}\\\n  *help: {}*\n",
            problem.code(),
            problem.severity(),
            problem.help()
        );
    }
}

fn page() -> String {
    let mut page = INTRODUCTION.to_owned();
    section(&mut page, "Manifests", &manifests::manifest());
    section(&mut page, "Texts of documents", &documents::text());
    section(&mut page, "Overlays", &documents::overlay());
    section(&mut page, "References", &documents::reference());
    section(&mut page, "The form of documents", &documents::shape());
    section(&mut page, "The content of documents", &lowering::lower());
    section(&mut page, "Examples", &lowering::example());
    section(&mut page, "Generated code", &lowering::render());
    page
}

#[test]
fn the_page_shows_every_diagnostic() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(PAGE);
    let page = page();
    if env::var_os("UPDATE_PAGES").is_some() {
        fs::write(&path, &page).expect("the page can be written");
    }
    let committed = fs::read_to_string(&path).unwrap_or_default();
    assert_eq!(
        committed, page,
        "{PAGE} is out of date; run `UPDATE_PAGES=1 cargo test -p sdksmith --lib catalogue`"
    );
}
