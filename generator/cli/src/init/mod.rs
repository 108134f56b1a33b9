//! `init`: a manifest and a first overlay for a document.

mod text;

use std::fs::OpenOptions;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use clap::Args;
use sdksmith::document::{DocumentSource, sha256};
use sdksmith::ir::{Api, Features};
use sdksmith::manifest::BareDocuments;
use sdksmith::plan;

use self::text::Facts;
use crate::argument::{ArgumentKind, complete, read_argument};
use crate::codegen::crate_name;
use crate::input::{display_path, file_name};
use crate::problem::{CallProblem, FileProblem};
use crate::program::{MANIFEST, Program};
use crate::report::{self, CommandError, Outcome};

/// The file name of the first overlay.
const OVERLAY: &str = "overlay.yaml";

/// Write a commented manifest and a first overlay for a document
///
/// Both are written beside the document; a document from a URL is saved in the current folder. No file is
/// overwritten.
#[derive(Debug, Args)]
pub struct Init {
    /// The document, OpenAPI 3.0, 3.1 or 3.2, in JSON or YAML: a path or an https URL
    #[arg(value_name = "DOCUMENT")]
    document: PathBuf,
    /// The crate's name [default: after the document's file]
    #[arg(long, value_name = "CRATE", value_parser = crate_name)]
    name: Option<String>,
}

impl Init {
    /// Runs the command.
    ///
    /// # Errors
    /// Returns the problems of the document, and of files that exist already.
    pub fn run(&self, program: &Program) -> Result<Outcome, CommandError> {
        if ArgumentKind::of(&self.document) == ArgumentKind::StandardInput {
            return Err(CommandError::call(CallProblem::NoName));
        }
        let mut source = DocumentSource::new(
            read_argument(&self.document).map_err(|problem| problem.at(&self.document))?,
        );
        complete(&mut source);
        let name = PathBuf::from(&*source.text.name);
        let text = source.text.text.clone();
        let api = self.api(source)?;
        let document = file_name(&name);
        let facts = Facts {
            document: &document,
            sha256: &sha256(&text),
            overlay: OVERLAY,
        };
        let mut files = vec![
            (MANIFEST, facts.manifest(&api)),
            (OVERLAY, facts.overlay(&api)),
        ];
        let folder = match ArgumentKind::of(&self.document) {
            ArgumentKind::Url => {
                files.push((&document, text));
                Path::new("")
            }
            _ => name.parent().unwrap_or(Path::new("")),
        };
        write_all(folder, &files)?;
        for (file, _) in &files {
            report::print_result(format_args!("wrote {}", display_path(&folder.join(file))))?;
        }
        let next = program.generate_from(Some(&folder.join(MANIFEST)), display_path);
        report::print_result(format_args!("next: read the manifest, then run `{next}`"))?;
        Ok(Outcome::Success)
    }

    /// Returns the crate that the document gives, whose names the manifest shows.
    fn api(&self, source: DocumentSource) -> Result<Api, CommandError> {
        let documents = BareDocuments {
            sources: vec![source],
            name: self.name.clone(),
            dialect: None,
            features: Features::default(),
        };
        Ok(plan(&documents.into_input(String::new()))?)
    }
}

/// Writes the files if none of them exists.
fn write_all(folder: &Path, files: &[(&str, String)]) -> Result<(), CommandError> {
    let mut paths = files.iter().map(|(file, _)| folder.join(file));
    if let Some(existing) = paths.find(|path| path.exists()) {
        return Err(CommandError::call(CallProblem::Exists {
            path: display_path(&existing),
        }));
    }
    for (file, text) in files {
        let path = folder.join(file);
        let new = OpenOptions::new().write(true).create_new(true).open(&path);
        let written = new.and_then(|mut file| file.write_all(text.as_bytes()));
        written.map_err(|error| FileProblem::Write(error).at(&path))?;
    }
    Ok(())
}
