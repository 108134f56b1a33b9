//! Generates, formats and writes a crate for each document.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::time::Instant;

use sdksmith::generate_files;
use sdksmith::ir::Features;
use sdksmith::manifest::BareDocuments;

use super::table::{Row, ShortfallKind};
use super::workspace::Workspace;
use crate::argument::{ReferenceArgs, read_document};
use crate::format::format;
use crate::input::{display_path, file_name};
use crate::output::Changes;
use crate::report::CommandError;

/// Writes a crate for each document into the workspace. The row of a document that fails has the
/// reasons. A file that other documents refer to has no row.
pub(super) fn generate_all(
    documents: &[PathBuf],
    references: ReferenceArgs,
    workspace: &Workspace,
) -> Vec<Row> {
    let mut names = Names::default();
    let mut others = BTreeSet::new();
    let mut rows = Vec::new();
    for (index, path) in documents.iter().enumerate() {
        eprintln!(
            "generating {} of {}: {}",
            index + 1,
            documents.len(),
            display_path(path)
        );
        let mut row = Row {
            document: file_name(path),
            ..Row::default()
        };
        if let Err(error) = generate_one(path, references, workspace, &mut names, &mut row) {
            if error
                .diagnostics()
                .iter()
                .any(|found| found.code == "not-openapi")
            {
                others.insert(row.document.clone());
            }
            let reasons = error.diagnostics().iter().map(ToString::to_string);
            reasons.for_each(|reason| row.fall_short(ShortfallKind::Generation, reason));
        }
        rows.push(row);
    }
    others.retain(|name| names.files.contains(name));
    rows.retain(|row| !others.contains(&row.document));
    rows
}

/// The names in use.
#[derive(Default)]
struct Names {
    /// The names of crates.
    crates: BTreeSet<String>,
    /// The names of files that documents refer to.
    files: BTreeSet<String>,
}

fn generate_one(
    path: &Path,
    references: ReferenceArgs,
    workspace: &Workspace,
    names: &mut Names,
    row: &mut Row,
) -> Result<(), CommandError> {
    let source = read_document(path, |text| references.source(text));
    let source = source.map_err(|problem| problem.at(path))?;
    names.files.extend(source.files.keys().cloned());
    let documents = BareDocuments {
        sources: vec![source],
        name: None,
        dialect: None,
        features: Features::default(),
    };
    let mut input = documents.into_input(workspace.command());
    let name = unique(&input.package.name, &mut names.crates);
    input.package.name.clone_from(&name);
    input.package.own_workspace = false;
    let start = Instant::now();
    let generated = generate_files(&input)?;
    row.milliseconds = u64::try_from(start.elapsed().as_millis()).unwrap_or(u64::MAX);
    (row.operations, row.schemas) = (generated.summary.operations, generated.summary.schemas);
    let contradictions = generated.diagnostics.iter();
    let contradictions = contradictions.filter(|found| found.code == "contradicting-example");
    row.contradictions = contradictions.map(ToString::to_string).collect();
    let mut files = generated.files;
    format(&mut files, &generated.unformatted)?;
    row.lines = files
        .iter()
        .filter(|(path, _)| path.ends_with(".rs") && !path.starts_with("src/runtime/"))
        .map(|(_, code)| lines(code))
        .sum();
    Changes::find(&workspace.crate_folder(&name), &files)?.apply()?;
    row.package = Some(name);
    Ok(())
}

/// Returns a name that no other crate has. Files that differ in their extensions have the same stem.
fn unique(name: &str, names: &mut BTreeSet<String>) -> String {
    let numbered = (2..).map(|number| format!("{name}-{number}"));
    let mut preferred_names = std::iter::once(name.to_owned()).chain(numbered);
    preferred_names
        .find(|wish| names.insert(wish.clone()))
        .unwrap_or_default()
}

fn lines(code: &[u8]) -> usize {
    code.iter().filter(|&&byte| byte == b'\n').count()
}
