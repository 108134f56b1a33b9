//! The generators, and the behaviours that they have themselves.

use std::collections::BTreeMap;
use std::fs::File;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};
use std::{fs, io};

use scoreboard::Verdict;

use super::crates::{documents, stem};
use crate::rivals::Rival;

/// A generator.
#[derive(Debug)]
pub(super) struct Generator {
    pub(super) name: String,
    pub(super) version: String,
    pub(super) is_ours: bool,
    program: PathBuf,
    rival: Option<&'static Rival>,
}

/// A behaviour of a generator: its id, its title, and the reason why users want it.
pub(super) const BEHAVIOURS: [(&str, &str, &str); 2] = [
    (
        "deterministic",
        "The same document gives the same code",
        "Otherwise each generation is a diff to review.",
    ),
    (
        "odd-documents",
        "No document makes the generator panic or hang",
        "A panic does not name the part of the document to fix.",
    ),
];

/// The time that a generation may take.
const LIMIT: Duration = Duration::from_secs(60);

impl Generator {
    /// Builds this generator.
    pub(super) fn ours(project: &Path) -> io::Result<Self> {
        let mut cargo = Command::new("cargo");
        cargo.args(["build", "--quiet", "--package", "sdksmith-cli"]);
        if !cargo.current_dir(project).status()?.success() {
            return Err(io::Error::other("the generator does not build"));
        }
        Ok(Self {
            name: "sdksmith".to_owned(),
            version: env!("CARGO_PKG_VERSION").to_owned(),
            is_ours: true,
            program: project.join("target/debug/sdksmith"),
            rival: None,
        })
    }

    pub(super) fn rival(rival: &'static Rival, version: String) -> Self {
        Self {
            name: rival.name.to_owned(),
            version,
            is_ours: false,
            program: rival.name.into(),
            rival: Some(rival),
        }
    }

    /// Generates from a document into a folder, or returns the reason why the generator refuses.
    pub(super) fn generate(
        &self,
        project: &Path,
        document: &Path,
        output: &Path,
    ) -> io::Result<Result<(), String>> {
        let config = output.with_extension("toml");
        let document = self.spelled(project, document)?;
        let values = [
            ("{spec}", document.display().to_string()),
            ("{out}", output.display().to_string()),
            ("{name}", stem(&document)),
            ("{config}", config.display().to_string()),
        ];
        let rivals = project.join("tests/scoreboard/rivals");
        if let Ok(mut text) = fs::read_to_string(rivals.join(&self.name).join("config.toml")) {
            for (name, value) in &values {
                text = text.replace(name, value);
            }
            fs::write(&config, text)?;
        }
        let mut command = Command::new(&self.program);
        match self.rival {
            Some(rival) => command.args(rival.scoreboard_arguments(&values)),
            None => command
                .args(["generate", "--spec"])
                .arg(document)
                .arg("--out")
                .arg(output),
        };
        let text = bounded(command, &output.with_extension("log"))?;
        Ok(text.map_or(Ok(()), Err))
    }

    /// Returns the document as the generator reads all of it.
    fn spelled(&self, project: &Path, document: &Path) -> io::Result<PathBuf> {
        if !self.rival.is_some_and(|rival| rival.is_modern) {
            return Ok(document.to_owned());
        }
        let mut text = fs::read_to_string(document)?;
        for (old, new) in SPELLINGS {
            text = text.replace(old, new);
        }
        // Generators name the document in their code, so its path is the same in each run.
        let folder = project.join("target/compare/modern");
        fs::create_dir_all(&folder)?;
        let document = folder.join(document.file_name().unwrap_or_default());
        fs::write(&document, text)?;
        Ok(document)
    }
}

/// The spellings of OpenAPI 3.0 in the documents, and those of OpenAPI 3.1.
const SPELLINGS: [(&str, &str); 3] = [
    ("openapi: 3.0.3", "openapi: 3.1.0"),
    (r"type: string, nullable: true", r#"type: [string, "null"]"#),
    (
        "type: integer, format: uint32, nullable: true",
        r#"type: [integer, "null"], format: uint32"#,
    ),
];

/// Runs a program, and returns what it prints if it fails.
fn bounded(mut command: Command, log: &Path) -> io::Result<Option<String>> {
    let file = File::create(log)?;
    command.stdin(Stdio::null());
    command.env("RUST_BACKTRACE", "0").env("NO_COLOR", "1");
    command.stdout(file.try_clone()?).stderr(file);
    let mut child = command.spawn()?;
    let start = Instant::now();
    loop {
        match child.try_wait()? {
            Some(status) if status.success() => return Ok(None),
            Some(_) => return Ok(Some(fs::read_to_string(log)?)),
            None if start.elapsed() > LIMIT => {
                child.kill()?;
                return Ok(Some(format!("hangs for {} s", LIMIT.as_secs())));
            }
            None => thread::sleep(Duration::from_millis(20)),
        }
    }
}

/// Returns the verdicts on [`BEHAVIOURS`].
pub(super) fn verdicts(
    project: &Path,
    generator: &Generator,
) -> io::Result<Vec<(String, Verdict)>> {
    let verdicts = [
        is_deterministic(project, generator)?,
        takes_odd_documents(project, generator)?,
    ];
    let ids = BEHAVIOURS.iter().map(|(id, ..)| (*id).to_owned());
    Ok(ids.zip(verdicts).collect())
}

fn is_deterministic(project: &Path, generator: &Generator) -> io::Result<Verdict> {
    for document in documents(&project.join("tests/scoreboard/documents"))? {
        let mut trees = Vec::new();
        for run in 0..3 {
            let folder = project.join(format!("target/compare/runs/{run}"));
            let output = folder.join(stem(&document));
            if output.exists() {
                fs::remove_dir_all(&output)?;
            }
            fs::create_dir_all(&folder)?;
            if generator.generate(project, &document, &output)?.is_ok() {
                trees.push(files(&output)?);
            }
        }
        if trees.windows(2).any(|pair| pair.first() != pair.last()) {
            return Ok(Verdict::Fail(format!("{} differs", stem(&document))));
        }
    }
    Ok(Verdict::Pass)
}

/// Returns the contents of all files below a folder.
fn files(folder: &Path) -> io::Result<BTreeMap<PathBuf, Vec<u8>>> {
    let mut files = BTreeMap::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(next) = folders.pop() {
        for path in documents(&next)? {
            if path.is_dir() {
                folders.push(path);
            } else {
                let content = fs::read(&path)?;
                files.insert(
                    path.strip_prefix(folder).unwrap_or(&path).to_owned(),
                    content,
                );
            }
        }
    }
    Ok(files)
}

fn takes_odd_documents(project: &Path, generator: &Generator) -> io::Result<Verdict> {
    let folder = project.join("target/compare/odd").join(&generator.name);
    if folder.exists() {
        fs::remove_dir_all(&folder)?;
    }
    fs::create_dir_all(&folder)?;
    let mut faults = Vec::new();
    for document in documents(&project.join("tests/scoreboard/odd"))? {
        let name = stem(&document);
        let outcome = generator.generate(project, &document, &folder.join(&name))?;
        let text = outcome.err().unwrap_or_default();
        let crashes = ["panicked at", "overflowed its stack", "hangs for"];
        if crashes.iter().any(|crash| text.contains(crash)) {
            faults.push(name);
        }
    }
    Ok(match faults.as_slice() {
        [] => Verdict::Pass,
        faults => Verdict::Fail(format!("it crashes on {}", faults.join(", "))),
    })
}
