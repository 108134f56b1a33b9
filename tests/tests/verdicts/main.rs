//! The verdicts on changes, held against the compiler: a program that uses the old crate compiles with the
//! new one, or doesn't, as the report says.

mod cases;
mod workspace;

use std::error::Error;
use std::sync::Arc;

use sdksmith::change::SourceLevel::{Major, Patch};
use sdksmith::change::{Change, compare};
use sdksmith::document::{DocumentSource, SourceText};
use sdksmith::ir::Features;
use sdksmith::manifest::BareDocuments;
use sdksmith::surface::Surface;
use sdksmith::{Choice, Location, Output, generate};

use crate::cases::{CASES, PETS};
use crate::workspace::Workspace;

fn crate_of(
    text: &str,
    name: &str,
    lock: Option<&Surface>,
    renamed: &[(&str, &str)],
) -> Result<Output, Box<dyn Error>> {
    let text = SourceText {
        name: Arc::from("pets.yaml"),
        text: text.to_owned(),
    };
    let documents = BareDocuments {
        sources: vec![DocumentSource::new(text)],
        name: Some(name.to_owned()),
        dialect: None,
        features: Features::default(),
    };
    let mut input = documents.into_input("the tests".to_owned());
    input.package.own_workspace = false;
    input.lock = lock.cloned();
    for document in &mut input.documents {
        let renamed = renamed.iter().map(|(path, name)| {
            let choice = Choice {
                name: (*name).to_owned(),
                location: Location::file(&"codegen.toml".into()),
            };
            ((*path).to_owned(), choice)
        });
        document.names.renamed = renamed.collect();
    }
    Ok(generate(&input)?)
}

#[test]
fn reports_agree_with_the_compiler() -> Result<(), Box<dyn Error>> {
    let mut workspace = Workspace::new()?;
    let old = crate_of(PETS, "old", None, &[])?;
    workspace.add_crate("old", &old)?;
    let mut reports: Vec<Vec<Change>> = Vec::new();
    for (index, case) in CASES.iter().enumerate() {
        let name = format!("new-{index}");
        let new = crate_of(&case.edited(), &name, Some(&old.surface), case.renamed)?;
        workspace.add_crate(&name, &new)?;
        workspace.add_program(&format!("with-old-{index}"), "old", case.program)?;
        workspace.add_program(&format!("with-new-{index}"), &name, case.program)?;
        workspace.add_program(&format!("kept-{index}"), &name, case.kept_program)?;
        reports.push(compare(&old.surface, &new.surface));
    }
    let compiled = workspace.compiled()?;
    for (index, (case, report)) in CASES.iter().zip(reports).enumerate() {
        let name = case.name;
        let level = report
            .iter()
            .map(|change| change.source)
            .max()
            .unwrap_or(Patch);
        assert_eq!(level, case.level, "{name}");
        assert_eq!(
            report.iter().any(|change| change.is_silent),
            case.is_silent,
            "{name}"
        );
        assert!(
            compiled.contains(&format!("new-{index}")),
            "{name}: the new crate does not compile"
        );
        assert!(
            compiled.contains(&format!("with-old-{index}")),
            "{name}: the program does not compile"
        );
        assert!(
            compiled.contains(&format!("kept-{index}")),
            "{name}: what is deprecated does not compile"
        );
        let compiles = compiled.contains(&format!("with-new-{index}"));
        assert_eq!(
            compiles,
            level != Major,
            "{name}: the compiler disagrees with the report"
        );
    }
    Ok(())
}
