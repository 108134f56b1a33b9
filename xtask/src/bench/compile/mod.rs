//! The time to compile the crates that the generators write.

mod cargo;
mod program;
mod subject;
mod table;

use std::path::Path;
use std::{fs, io};

pub(super) use self::cargo::first_error;

use self::cargo::Build;
use self::subject::{Measured, Part, Subject};
use super::crates::Generator;
use super::{page, stem};

/// How often each build is measured.
#[derive(Clone, Copy, Debug)]
pub(super) struct Runs {
    /// The builds of the crate alone, and of the program that calls it.
    pub(super) alone: usize,
    /// The builds with all dependencies.
    pub(super) cold: usize,
}

/// The measurements of a document.
#[derive(Debug)]
pub(super) struct Row {
    document: String,
    crates: Vec<Measured>,
}

/// Compiles the crate that each generator writes from a document.
pub(super) fn row(
    generators: &[Generator],
    document: &Path,
    runs: Runs,
    project: &Path,
    folder: &Path,
) -> io::Result<Row> {
    let name = stem(document);
    let targets = folder.join("targets");
    let programs = project.join("tests/workload/one_call");
    let programs = program::exist(&name).then_some(programs.as_path());
    let folder = folder.join(&name);
    fs::create_dir_all(&folder)?;
    let mut subjects = Vec::new();
    let mut refused = Vec::new();
    for generator in generators {
        match generator.write(document, &folder.join(&generator.name))? {
            Some(written) => subjects.push(Subject::new(generator, written, &targets, programs)?),
            None => refused.push(Measured {
                title: generator.title(),
                is_runtime: false,
                costs: Err("the generator refuses the document".to_owned()),
            }),
        }
    }
    if let Some(ours) = generators.first() {
        subjects.push(Subject::runtime(ours, &folder, &targets)?);
    }
    for _ in 0..runs.cold {
        subjects.iter_mut().try_for_each(Subject::measure_cold)?;
    }
    for part in [Part::Alone, Part::Program] {
        measure_in_turn(&mut subjects, part, runs.alone)?;
    }
    fs::remove_dir_all(&folder)?;
    let measured = subjects.into_iter().map(Subject::measured);
    Ok(Row {
        document: name,
        crates: measured.chain(refused).collect(),
    })
}

/// Measures the builds of a part of each crate, in turn.
fn measure_in_turn(subjects: &mut [Subject], part: Part, runs: usize) -> io::Result<()> {
    for build in Build::ALL {
        for subject in &mut *subjects {
            subject.prepare(part, build)?;
        }
        for _ in 0..runs {
            for subject in &mut *subjects {
                subject.measure_again(part, build)?;
            }
        }
    }
    Ok(())
}

/// Returns the section of the page.
pub(super) fn section(rows: &[Row], runs: usize, cold_runs: usize) -> String {
    format!(
        "The crates that the generators write, compiled by cargo's default profiles without incremental compilation, \
         {}. All have TLS by rustls on aws-lc-rs: it replaces native-tls in the manifest of oas3-gen, and is added \
         to that of progenitor, which has no TLS. Times are those of the whole process of cargo, with its children. \
         A ratio below 1 means that the crate of `sdksmith` needs less.\n\n\
         The crate alone, its dependencies being built: medians of {} runs of each crate in turn. The runtime is \
         the crate of a document without operations.\n\n{}\n\
         A program that makes one call, after a change of its code, the crate being built: medians of {} runs. A \
         generic function, such as an `async` one, is compiled with the program that calls it.\n\n{}\n\
         The crate with all dependencies, in an empty target folder: medians of {}.\n\n{}",
        page::machine(),
        runs,
        table::of(Part::Alone, rows),
        runs,
        table::of(Part::Program, rows),
        cold_runs,
        table::of(Part::Cold, rows),
    )
}
