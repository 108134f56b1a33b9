//! Generates the crate's code from `documents/`, as `cargo xtask codegen` would.

mod names;
mod shapes;

use std::error::Error;
use std::path::{Path, PathBuf};
use std::{env, fs};

use sdksmith::document::{DocumentSource, SourceText};
use sdksmith::ir::{Features, Package};
use sdksmith::{DocumentInput, Input, NameChoices, generate, includable};

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=documents");
    let mut documents = Vec::new();
    for module in [
        "v30",
        "v31",
        "v32",
        "parts",
        "mocks",
        "rare",
        "security",
        "forms",
        "lists",
        "schemas",
        "events",
        "callbacks",
        "feeds",
        "chats",
        "oauth",
    ] {
        let path = format!("documents/{module}.yaml");
        let text = fs::read_to_string(&path)?;
        documents.push(document(module, &path, text));
    }
    documents.push(document("names", "names.yaml", names::document()));
    let shapes = shapes::Cases::all();
    documents.push(document("shapes", "shapes.json", shapes.document()));
    let parameters = shapes::Parameters::all();
    documents.push(document(
        "parameters",
        "parameters.json",
        parameters.document(),
    ));
    let input = Input {
        package: Package {
            name: "constructs".to_owned(),
            version: "0.1.0".to_owned(),
            description: "Every construct.".to_owned(),
            ..Package::default()
        },
        documents,
        command: "cargo build".to_owned(),
        ..Input::default()
    };
    let files = generate(&input)?.files;
    let out = PathBuf::from(env::var("OUT_DIR")?);
    fs::write(out.join("shapes.rs"), shapes.table())?;
    fs::write(out.join("parameters.rs"), parameters.table())?;
    fs::write(out.join("parameters.json"), parameters.values())?;
    let out = out.join("crate");
    // A file of an earlier run that no longer belongs to the crate would take part in this one.
    if out.exists() {
        fs::remove_dir_all(&out)?;
    }
    for (path, content) in files {
        write(&out.join(&path), &path, content)?;
    }
    Ok(())
}

fn document(module: &str, path: &str, text: String) -> DocumentInput {
    let text = SourceText {
        name: path.into(),
        text,
    };
    DocumentInput {
        module: module.to_owned(),
        source: DocumentSource::new(text),
        dialect: None,
        paging: Vec::new(),
        features: match module {
            "parts" => Features::Resource,
            _ => Features::Document,
        },
        omit_unreferenced: false,
        names: NameChoices::default(),
        allow: Vec::new(),
    }
}

fn write(target: &Path, path: &str, content: Vec<u8>) -> Result<(), Box<dyn Error>> {
    if let Some(folder) = target.parent() {
        fs::create_dir_all(folder)?;
    }
    let included = path == "src/lib.rs" || path.ends_with("_examples.rs");
    if included {
        fs::write(target, includable(&String::from_utf8(content)?))?;
    } else {
        fs::write(target, content)?;
    }
    Ok(())
}
