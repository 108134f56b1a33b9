//! Helpers of the generator's tests: inputs from inline texts, and the IR as short lines.

#![allow(dead_code, reason = "each test file uses a part of it")]
#![allow(
    clippy::panic,
    reason = "a test that meets something unexpected shall fail"
)]

pub(crate) mod damage;
pub(crate) mod declarations;
pub(crate) mod edit;
pub(crate) mod outline;
pub(crate) mod sources;

use std::sync::Arc;

use sdksmith::document::{DocumentSource, SourceText};
use sdksmith::ir::{Api, Features, Package};
use sdksmith::{DocumentInput, Input, NameChoices, Output, generate, plan};

/// An input with one document, module `v1`.
pub(crate) fn input(text: &str) -> Input {
    let text = SourceText {
        name: Arc::from("api.yaml"),
        text: text.to_owned(),
    };
    Input {
        package: Package {
            name: "acme".to_owned(),
            version: "0.1.0".to_owned(),
            description: "A client for Acme.".to_owned(),
            ..Package::default()
        },
        documents: vec![DocumentInput {
            module: "v1".to_owned(),
            source: DocumentSource::new(text),
            dialect: None,
            paging: Vec::new(),
            features: Features::default(),
            omit_unreferenced: false,
            names: NameChoices::default(),
            allow: Vec::new(),
        }],
        command: "cargo xtask codegen".to_owned(),
        ..Input::default()
    }
}

/// An input whose document may refer to another file, `other.yaml`.
pub(crate) fn input_with_other(text: &str, other: &str) -> Input {
    let mut input = input(text);
    let other = SourceText {
        name: Arc::from("other.yaml"),
        text: other.to_owned(),
    };
    for document in &mut input.documents {
        let path = "other.yaml".to_owned();
        document.source.files.insert(path, Ok(other.clone()));
    }
    input
}

/// A document with these `paths` and `components`, each indented by two spaces.
pub(crate) fn document(rest: &str) -> String {
    format!(
        "openapi: 3.0.3\ninfo: {{ title: Acme, version: '1' }}\n\
         servers: [{{ url: 'https://api.acme.test' }}]\n{rest}"
    )
}

/// A document with these component schemas, each indented by four spaces.
pub(crate) fn schemas(schemas: &str) -> String {
    document(&format!("paths: {{}}\ncomponents:\n  schemas:\n{schemas}"))
}

/// Returns the IR of a valid document.
pub(crate) fn api(input: &Input) -> Api {
    plan(input).unwrap_or_else(|failure| panic!("{failure}"))
}

/// Returns the output of a valid document.
pub(crate) fn output(input: &Input) -> Output {
    generate(input).unwrap_or_else(|failure| panic!("{failure}"))
}

/// Generates, and asserts the properties of any input, however hostile: the output is valid Rust, or
/// diagnostics explain why there is none, and none of them reports a fault of the generator.
pub(crate) fn assert_sound(input: &Input) {
    match generate(input) {
        Ok(output) => {
            // The runtime is the same whatever the document.
            let is_made = |path: &str| path.ends_with(".rs") && !path.starts_with("src/runtime/");
            for (path, content) in output.files.iter().filter(|(path, _)| is_made(path)) {
                let text = String::from_utf8_lossy(content);
                if let Err(error) = syn::parse_file(&text) {
                    panic!("{path} is not Rust: {error}\n{text}");
                }
            }
        }
        Err(failure) => {
            let is_fault = |code| ["not-rust", "same-path", "unreadable"].contains(&code);
            if failure.diagnostics.iter().any(|found| is_fault(found.code)) {
                panic!("{failure}");
            }
        }
    }
}

/// Returns all diagnostics, with or without output.
pub(crate) fn diagnostics(input: &Input) -> String {
    let found = match generate(input) {
        Ok(output) => output.diagnostics,
        Err(failure) => failure.diagnostics,
    };
    found
        .iter()
        .map(|diagnostic| format!("{diagnostic}\n"))
        .collect()
}
