//! Generates the client of the documents.

use std::error::Error;
use std::path::{Path, PathBuf};
use std::{env, fs};

use sdksmith::document::{DocumentSource, SourceText};
use sdksmith::ir::Features;
use sdksmith::manifest::BareDocuments;
use sdksmith::{generate, includable};

const DOCUMENTS: [&str; 12] = [
    "depot.yaml",
    "notices.yaml",
    "queries.yaml",
    "filters.yaml",
    "forms.yaml",
    "files.yaml",
    "downloads.yaml",
    "ticks.yaml",
    "lists.yaml",
    "unions.yaml",
    "events.yaml",
    "tokens.yaml",
];

fn main() -> Result<(), Box<dyn Error>> {
    let folder = Path::new("../documents");
    println!("cargo::rerun-if-changed={}", folder.display());
    let sources: Result<Vec<_>, std::io::Error> = DOCUMENTS
        .iter()
        .map(|name| {
            let text = fs::read_to_string(folder.join(name))?;
            let name = (*name).into();
            Ok(DocumentSource::new(SourceText { name, text }))
        })
        .collect();
    let documents = BareDocuments {
        sources: sources?,
        name: Some("client".to_owned()),
        dialect: None,
        features: Features::default(),
    };
    let output = generate(&documents.into_input("cargo build".to_owned()))?;
    let folder = PathBuf::from(env::var("OUT_DIR")?).join("client");
    for (path, content) in &output.files {
        let path = folder.join(path);
        fs::create_dir_all(path.parent().unwrap_or(&folder))?;
        fs::write(path, content)?;
    }
    let library = String::from_utf8_lossy(&output.files["src/lib.rs"]).into_owned();
    fs::write(folder.join("src/lib.rs"), includable(&library))?;
    Ok(())
}
