//! The time of generation, by document and by stage: `cargo bench -p sdksmith`.
//!
//! Each stage includes those before it: `parse` reads the text, `load` also normalises the document, `plan`
//! also builds the intermediate representation, `files` also writes the code, and `surface` also lists the
//! public API for the lock.

#![allow(
    clippy::unwrap_used,
    missing_docs,
    reason = "a benchmark that can't read its documents shall fail"
)]

use std::fs;
use std::hint::black_box;
use std::path::{Path, PathBuf};

use criterion::{Criterion, criterion_group, criterion_main};
use sdksmith::document::{DocumentSource, SourceText, load, parse};
use sdksmith::ir::Features;
use sdksmith::manifest::BareDocuments;
use sdksmith::{Diagnostics, Input, generate, generate_files, plan};

/// The documents that are measured. Those outside of the repository are measured where they exist.
const DOCUMENTS: &[&str] = &[
    "../spec/twilio_numbers_v1.json",
    "../spec/twilio_numbers_v2.yaml",
    "../../shared/corpus/twilio_messaging_v1.json",
    "../../shared/corpus/twilio_api_v2010.json",
];

fn stages(criterion: &mut Criterion) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let paths = DOCUMENTS.iter().map(|path| root.join(path));
    for path in paths.filter(|path| path.exists()) {
        let source = source(&path);
        let input = input(source.clone());
        let name = path.file_stem().unwrap().to_str().unwrap();
        let mut group = criterion.benchmark_group(name);
        group.sample_size(10);
        group.bench_function("parse", |bencher| {
            bencher.iter(|| parse(black_box(&source.text), &mut Diagnostics::default()));
        });
        group.bench_function("load", |bencher| {
            bencher.iter(|| load(black_box(&source), &mut Diagnostics::default()));
        });
        group.bench_function("plan", |bencher| {
            bencher.iter(|| plan(black_box(&input)));
        });
        group.bench_function("files", |bencher| {
            bencher.iter(|| generate_files(black_box(&input)));
        });
        group.bench_function("surface", |bencher| {
            bencher.iter(|| generate(black_box(&input)));
        });
        group.finish();
    }
}

fn source(path: &PathBuf) -> DocumentSource {
    DocumentSource::new(SourceText {
        name: path.display().to_string().into(),
        text: fs::read_to_string(path).unwrap(),
    })
}

fn input(source: DocumentSource) -> Input {
    let documents = BareDocuments {
        sources: vec![source],
        name: None,
        dialect: None,
        features: Features::default(),
    };
    documents.into_input("cargo bench".to_owned())
}

criterion_group!(benches, stages);
criterion_main!(benches);
