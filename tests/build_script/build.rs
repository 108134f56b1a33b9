//! Generates a client of `tickets.yaml` whenever the crate is built.

use std::error::Error;
use std::path::PathBuf;
use std::{env, fs};

use sdksmith::document::{DocumentSource, SourceText};
use sdksmith::ir::{Additions, Features};
use sdksmith::manifest::BareDocuments;
use sdksmith::{Choice, Location, generate, includable};

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=tickets.yaml");
    println!("cargo::rerun-if-changed=code");
    let text = SourceText {
        name: "tickets.yaml".into(),
        text: fs::read_to_string("tickets.yaml")?,
    };
    let documents = BareDocuments {
        sources: vec![DocumentSource::new(text)],
        name: Some(env::var("CARGO_PKG_NAME")?),
        dialect: None,
        features: Features::default(),
    };
    let mut input = documents.into_input("cargo build".to_owned());

    // Everything below is optional.
    input.package.env_prefix = Some("TICKETS".to_owned());
    let code = fs::read_to_string("code/mod.rs")?;
    input.additions = Additions {
        code: [("mod.rs".to_owned(), code)].into(),
        ..Additions::default()
    };
    for document in &mut input.documents {
        let derive = Choice {
            name: "#[derive(Eq, Hash)]".to_owned(),
            location: Location::file(&"build.rs".into()),
        };
        let attributes = &mut document.names.attributes;
        attributes.insert("Ticket".to_owned(), vec![derive]);
    }

    let output = generate(&input)?;
    for warning in &output.diagnostics {
        println!("cargo::warning={}", warning.to_string().replace('\n', " "));
    }
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
