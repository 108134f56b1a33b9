//! What the generator's tests share: inputs from inline texts, and IR as short lines.

#![allow(dead_code, reason = "each test file uses a part of it")]
#![allow(
    clippy::panic,
    reason = "a test that meets something unexpected shall fail"
)]

pub(crate) mod outline;

use std::collections::BTreeMap;
use std::sync::Arc;

use sdk_generator::document::{DocumentSource, SourceText};
use sdk_generator::ir::{Api, Package};
use sdk_generator::{DocumentInput, Input, NameChoices, Output, generate, plan};

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
            repository: None,
            keywords: Vec::new(),
            categories: Vec::new(),
        },
        documents: vec![DocumentInput {
            module: "v1".to_owned(),
            source: DocumentSource::new(text),
            dialect: None,
            names: NameChoices::default(),
            allow: Vec::new(),
        }],
        sids: BTreeMap::new(),
        command: "cargo xtask codegen".to_owned(),
        programs: BTreeMap::new(),
    }
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

/// The IR of a document that has one.
pub(crate) fn api(input: &Input) -> Api {
    plan(input).unwrap_or_else(|failure| panic!("{failure}"))
}

/// The files of a document that gives some.
pub(crate) fn output(input: &Input) -> Output {
    generate(input).unwrap_or_else(|failure| panic!("{failure}"))
}

/// Every problem, whether or not anything was generated.
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
