//! The pages of the guide are valid manifests where they show some, and the links of all pages lead somewhere.

#![allow(clippy::unwrap_used, reason = "a page that can't be read fails a test")]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag, TagEnd};
use sdksmith::Diagnostics;
use sdksmith::document::SourceText;
use sdksmith::ir::Scalar;
use sdksmith::manifest::Manifest;
use toml::{Table, Value};

/// The pages that people read, relative to the repository.
fn pages() -> Vec<PathBuf> {
    let repository = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let folders = [
        "",
        "generator",
        "generator/cli",
        "generator/guide",
        "spec",
        "generated",
    ];
    let entries = folders.map(|folder| fs::read_dir(repository.join(folder)).unwrap());
    let files = entries
        .into_iter()
        .flatten()
        .map(|entry| entry.unwrap().path());
    let mut pages: Vec<_> = files
        .filter(|path| path.extension().is_some_and(|extension| extension == "md"))
        .collect();
    pages.sort();
    assert!(pages.len() > 15, "{pages:?}");
    pages
}

/// Returns the code blocks of a page in a language.
fn blocks(page: &Path, language: &str) -> Vec<String> {
    let text = fs::read_to_string(page).unwrap();
    let mut blocks = Vec::new();
    let mut inside = false;
    for event in Parser::new_ext(&text, Options::all()) {
        match event {
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info))) => {
                inside = info.split(',').next() == Some(language);
                if inside {
                    blocks.push(String::new());
                }
            }
            Event::End(TagEnd::CodeBlock) => inside = false,
            Event::Text(part) if inside => blocks.last_mut().unwrap().push_str(&part),
            _ => {}
        }
    }
    blocks
}

/// Completes a part of a manifest.
fn completed(part: &str) -> String {
    let base = r#"
        [package]
        name = "pets"
        version = "0.1.0"
        description = "Pets."
        [[document]]
        module = "v1"
        source = "pets.yaml"
    "#;
    let mut manifest: Table = base.parse().unwrap();
    let part: Table = part.parse().unwrap();
    for (key, value) in part {
        let documents = manifest
            .get_mut("document")
            .unwrap()
            .as_array_mut()
            .unwrap();
        let document = documents[0].as_table_mut().unwrap();
        match (key.as_str(), value) {
            ("document", Value::Table(choices)) => document.extend(choices),
            ("document", Value::Array(choices)) => {
                document.extend(choices[0].as_table().unwrap().clone());
            }
            ("overlays" | "allow", value) => _ = document.insert(key, value),
            (_, value) => _ = manifest.insert(key, value),
        }
    }
    toml::to_string(&manifest).unwrap()
}

#[test]
fn manifests_of_the_guide_are_valid() {
    let mut count = 0;
    let guide = pages()
        .into_iter()
        .filter(|page| page.parent().unwrap().ends_with("guide"));
    for page in guide {
        let parts = blocks(&page, "toml").into_iter();
        for part in parts.filter(|part| !part.starts_with("# Cargo.toml\n")) {
            let text = SourceText {
                name: page.display().to_string().into(),
                text: completed(&part),
            };
            let mut diagnostics = Diagnostics::default();
            let manifest = Manifest::parse(&text, &mut diagnostics);
            assert!(
                manifest.is_some(),
                "{}\n{part}\n{diagnostics:?}",
                page.display()
            );
            count += 1;
        }
    }
    assert!(count > 10, "{count}");
}

/// The links of a page, and the names of its headings as links have them.
fn links_and_headings(page: &Path) -> (Vec<String>, BTreeSet<String>) {
    let text = fs::read_to_string(page).unwrap();
    let (mut links, mut headings) = (Vec::new(), BTreeSet::new());
    let mut heading: Option<String> = None;
    for event in Parser::new_ext(&text, Options::all()) {
        match event {
            Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) => {
                links.push(dest_url.to_string());
            }
            Event::Start(Tag::Heading { .. }) => heading = Some(String::new()),
            Event::End(TagEnd::Heading(_)) => headings.extend(heading.take()),
            Event::Text(part) | Event::Code(part) => {
                if let Some(heading) = &mut heading {
                    let words = part.to_lowercase().replace(' ', "-");
                    heading.extend(
                        words
                            .chars()
                            .filter(|c| c.is_alphanumeric() || "-_".contains(*c)),
                    );
                }
            }
            _ => {}
        }
    }
    (links, headings)
}

#[test]
fn links_lead_to_files_and_headings() {
    let mut broken = Vec::new();
    for page in pages() {
        let (links, _) = links_and_headings(&page);
        let relative = links.iter().filter(|link| !link.contains(':'));
        for link in relative {
            let (file, heading) = link.split_once('#').unwrap_or((link, ""));
            let target = match file {
                "" => page.clone(),
                file => page.parent().unwrap().join(file),
            };
            let leads = target.exists()
                && (heading.is_empty() || links_and_headings(&target).1.contains(heading));
            if !leads {
                broken.push(format!("{}: {link}", page.display()));
            }
        }
    }
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}

#[test]
fn paths_in_pages_exist() {
    let repository = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let folders = ["generator/", "tests/", "xtask/", "spec/", "generated/"];
    let mut missing = Vec::new();
    // The messages of diagnostics name made-up files.
    let pages = pages()
        .into_iter()
        .filter(|page| !page.ends_with("DIAGNOSTICS.md"));
    for page in pages {
        let text = fs::read_to_string(&page).unwrap();
        for event in Parser::new_ext(&text, Options::all()) {
            let Event::Code(code) = event else { continue };
            let is_path = folders.iter().any(|folder| code.starts_with(folder))
                && code
                    .chars()
                    .all(|c| c.is_alphanumeric() || "/._-".contains(c));
            if is_path && !repository.join(&*code).exists() {
                missing.push(format!("{}: {code}", page.display()));
            }
        }
    }
    assert!(missing.is_empty(), "{}", missing.join("\n"));
}

#[test]
fn guide_lists_every_string_format() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("guide/types.md");
    let page = fs::read_to_string(path).unwrap();
    let formats = Scalar::ALL.iter().flat_map(|scalar| scalar.facts().formats);
    let is_listed = |format: &&&str| {
        page.contains(&format!("`format: {format}`")) || page.contains(&format!("`{format}`"))
    };
    let missing: Vec<_> = formats.filter(|format| !is_listed(format)).collect();
    assert!(
        missing.is_empty(),
        "add the formats {missing:?} to the table of generator/guide/types.md"
    );
}

/// The README shows some rows of the comparison, and no others.
#[test]
fn comparison_in_the_readme_is_that_of_its_page() {
    let repository = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let read = |page: &str| fs::read_to_string(repository.join(page)).unwrap();
    let page = read("generator/COMPARISON.md");
    let readme = read("README.md");
    let (_, section) = readme
        .split_once("\n## Compared with other generators\n")
        .unwrap();
    let (section, _) = section.split_once("\n## ").unwrap();
    let rows: Vec<_> = section
        .lines()
        .filter(|line| line.starts_with('|'))
        .collect();
    assert!(rows.len() > 10, "{rows:?}");
    for row in rows {
        assert!(page.lines().any(|line| line == row), "{row}");
    }
}
