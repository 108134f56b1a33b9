//! The other generators: how they are installed and called.

use std::env;
use std::process::Command;

/// Another generator.
#[derive(Debug)]
pub(crate) struct Rival {
    /// The name of the program.
    pub(crate) name: &'static str,
    /// The command that installs it.
    pub(crate) install: &'static str,
    /// The arguments that generate from a document. `{spec}` stands for the document, `{out}` for the folder of
    /// the crate, `{name}` for its name.
    arguments: &'static [&'static str],
    /// The arguments for the scoreboard, where they differ. `{config}` stands for a configuration.
    scoreboard: Option<&'static [&'static str]>,
    /// Whether it reads what may be null only as OpenAPI 3.1 spells it.
    pub(crate) is_modern: bool,
    /// The file that lists the dependencies, if the generator writes modules without a manifest.
    pub(crate) dependencies: Option<&'static str>,
    /// A text of the manifest, and the text for it that chooses rustls, if the manifest does not choose it.
    pub(crate) rustls: Option<(&'static str, &'static str)>,
}

/// The generators that `bench` and `compare` know, in the versions that they were written for.
pub(crate) const RIVALS: &[Rival] = &[
    Rival {
        name: "ploidy",
        install: "cargo install ploidy@0.15.0",
        arguments: &["generate", "rust", "{spec}", "--output", "{out}"],
        scoreboard: None,
        is_modern: true,
        dependencies: None,
        rustls: None,
    },
    Rival {
        name: "openapi-to-rust",
        install: "cargo install openapi-to-rust@0.23.0",
        arguments: &["generate", "{spec}", "--output-dir", "{out}", "--quiet"],
        scoreboard: Some(&["generate", "--config", "{config}"]),
        is_modern: false,
        dependencies: Some("REQUIRED_DEPS.toml"),
        rustls: None,
    },
    Rival {
        name: "oas3-gen",
        install: "cargo install oas3-gen@0.29.0",
        arguments: &[
            "generate",
            "client-mod",
            "--workspace",
            "--input",
            "{spec}",
            "--output",
            "{out}",
        ],
        scoreboard: None,
        is_modern: true,
        dependencies: None,
        rustls: Some(("\"native-tls\"", "\"rustls\"")),
    },
    Rival {
        name: "cargo-progenitor",
        install: "cargo install cargo-progenitor@0.15.0",
        arguments: &[
            "progenitor",
            "--input",
            "{spec}",
            "--output",
            "{out}",
            "--name",
            "{name}",
            "--version",
            "0.1.0",
        ],
        scoreboard: Some(&[
            "progenitor",
            "--input",
            "{spec}",
            "--output",
            "{out}",
            "--name",
            "{name}",
            "--version",
            "0.1.0",
            "--interface",
            "builder",
        ]),
        is_modern: false,
        dependencies: None,
        rustls: Some((
            "default-features=false, features = [\"json\"",
            "default-features=false, features = [\"rustls\", \"json\"",
        )),
    },
];

impl Rival {
    /// Returns the version of the program, if it is installed.
    pub(crate) fn version(&self) -> Option<String> {
        let output = Command::new(self.name).arg("--version").output().ok()?;
        match output.status.success() {
            true => Some(text(&output.stdout).split_whitespace().last()?.to_owned()),
            false => self.listed_version(),
        }
    }

    /// Returns the version in the list of cargo, for programs that do not report theirs.
    fn listed_version(&self) -> Option<String> {
        let paths = env::var_os("PATH")?;
        let mut folders = env::split_paths(&paths);
        let folder = folders.find(|folder| folder.join(self.name).is_file())?;
        let mut cargo = Command::new("cargo");
        cargo
            .args(["install", "--list", "--root"])
            .arg(folder.parent()?);
        let list = text(&cargo.output().ok()?.stdout);
        let mut lines = list.lines().filter_map(|line| line.strip_prefix(self.name));
        let version = lines.find_map(|line| line.strip_prefix(" v"))?;
        Some(version.trim_end_matches(':').to_owned())
    }

    /// Returns the arguments that generate, with values for the placeholders.
    pub(crate) fn arguments(&self, values: &[(&str, String)]) -> Vec<String> {
        fill(self.arguments, values)
    }

    /// Returns the arguments that generate for the scoreboard.
    pub(crate) fn scoreboard_arguments(&self, values: &[(&str, String)]) -> Vec<String> {
        fill(self.scoreboard.unwrap_or(self.arguments), values)
    }
}

/// Returns the generators that are installed, with their versions, and prints how to install the others.
pub(crate) fn installed() -> Vec<(&'static Rival, String)> {
    let mut installed = Vec::new();
    for rival in RIVALS {
        match rival.version() {
            Some(version) => installed.push((rival, version)),
            None => println!("{} is not installed: {}", rival.name, rival.install),
        }
    }
    installed
}

fn fill(arguments: &[&str], values: &[(&str, String)]) -> Vec<String> {
    let value = |argument: &str| {
        let found = values.iter().find(|(name, _)| *name == argument);
        found.map_or_else(|| argument.to_owned(), |(_, value)| value.clone())
    };
    arguments.iter().map(|argument| value(argument)).collect()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// Returns the date, as far as the system reports it.
pub(crate) fn today() -> String {
    let output = Command::new("date").arg("+%Y-%m-%d").output();
    let date = output.map(|output| text(&output.stdout));
    date.unwrap_or_default().trim().to_owned()
}
