//! Documents without a manifest: derives the choices that a manifest makes.

use heck::ToKebabCase as _;
use serde::Deserialize;
use serde_json::Value;

use super::crate_name::check_crate_name;
use crate::diagnostics::Diagnostics;
use crate::dialect::Dialect;
use crate::document::{DocumentSource, parse, skim};
use crate::input::{DocumentInput, Input, NameChoices};
use crate::ir::{Candidate, Case, Features, Package, Scope};

/// Documents that become one crate, without a manifest.
#[derive(Clone, Debug)]
pub struct BareDocuments {
    /// The documents, each with its overlays.
    pub sources: Vec<DocumentSource>,
    /// The crate's name. If absent, it is derived from the files of the documents.
    pub name: Option<String>,
    /// The vendor's rules for all documents. If absent, each document's server determines them.
    pub dialect: Option<Dialect>,
    /// The Cargo features of the modules.
    pub features: Features,
}

impl BareDocuments {
    /// Turns the documents into an input, and derives the names.
    ///
    /// The crate is named after the words with which the names of all files begin: `twilio` for
    /// `twilio_numbers_v1.json` and `twilio_lookups_v2.json`. Without such words, it is `api-client`. If the
    /// name of an only file is one that every vendor uses, such as `openapi.yaml`, the title of the document
    /// names the crate.
    ///
    /// The module of an only document, and those of several versions of one document, are named after
    /// the version in the file name or in the path of the server (`v1`). Other modules are named after
    /// their files, without the words that all have in common: `numbers_v1`. A module without a name, or
    /// with that of the crate, is `api`. The resources of an only document are methods of the client.
    ///
    /// The crate is a separate workspace, so that it builds in any folder. `command` is
    /// that of [`Input`].
    #[must_use]
    pub fn into_input(self, command: String) -> Input {
        let facts: Vec<_> = self.sources.iter().map(Facts::of).collect();
        let name = self.name.unwrap_or_else(|| crate_name(&facts));
        let modules = modules(&facts, &name).into_iter().zip(self.sources);
        let dialect = self.dialect;
        let documents = modules.map(|(module, source)| DocumentInput {
            module,
            source,
            dialect: dialect.clone(),
            paging: Vec::new(),
            features: self.features,
            omit_unreferenced: false,
            names: NameChoices::default(),
            allow: Vec::new(),
        });
        Input {
            package: package(name, &facts),
            documents: documents.collect(),
            resources_on_client: facts.len() == 1,
            command,
            ..Input::default()
        }
    }
}

/// The module of a document for which its file has no name. No crate has this name, since its only
/// module would repeat it.
const UNNAMED_MODULE: &str = "api";

/// Words that name no API: file names and titles of many vendors have them.
const GENERIC_WORDS: [&str; 17] = [
    "api",
    "bundle",
    "bundled",
    "definition",
    "doc",
    "docs",
    "documentation",
    "index",
    "oas",
    "openapi",
    "reference",
    "rest",
    "schema",
    "spec",
    "specification",
    "swagger",
    "the",
];

/// The maximum number of words of a title in the name of a crate.
const MAX_TITLE_WORDS: usize = 4;

/// The parts of a document that names are derived from.
struct Facts {
    /// The words of the file's name, without folders and extension.
    words: Vec<String>,
    title: Option<String>,
    version: Option<String>,
}

impl Facts {
    /// Reads the facts of a document. An invalid document has only its file name;
    /// [`generate`](crate::generate) reports its problems.
    fn of(source: &DocumentSource) -> Self {
        let stem = stem(&source.text.name);
        let Head { info, servers } = skim(&source.text).unwrap_or_else(|| Head::parsed(source));
        let text = |value: &Value, key| Some(value.get(key)?.as_str()?.to_owned());
        let server = || text(servers.get(0)?, "url");
        let version = |text: &str| version(text).map(str::to_owned);
        Self {
            words: file_words(stem),
            title: text(&info, "title").as_deref().map(on_one_line),
            version: version(stem).or_else(|| version(&server()?)),
        }
    }
}

/// The parts of a document that have facts.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Head {
    info: Value,
    servers: Value,
}

impl Head {
    /// Returns the parts of a document whose whole value is read.
    fn parsed(source: &DocumentSource) -> Self {
        let value = parse(&source.text, &mut Diagnostics::default());
        let mut value = value.unwrap_or_default();
        let mut part = |key| value.get_mut(key).map(Value::take).unwrap_or_default();
        Self {
            info: part("info"),
            servers: part("servers"),
        }
    }
}

fn stem(path: &str) -> &str {
    let file = path.rsplit(['/', '\\']).next().unwrap_or(path);
    file.rsplit_once('.').map_or(file, |(stem, _)| stem)
}

/// Returns the last version in a text: `v1` of `twilio_numbers_v1`.
fn version(text: &str) -> Option<&str> {
    let mut tokens = text.rsplit(|char: char| !char.is_ascii_alphanumeric());
    let is_version = |token: &&str| {
        let digits = token.strip_prefix('v').unwrap_or_default();
        !digits.is_empty() && digits.bytes().all(|digit| digit.is_ascii_digit())
    };
    tokens.find(is_version)
}

fn on_one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn file_words(stem: &str) -> Vec<String> {
    let words = stem.to_kebab_case();
    let words = words.split('-').filter(|word| !word.is_empty());
    words.map(str::to_owned).collect()
}

/// Returns the words with which the names of all files begin.
fn common_words(facts: &[Facts]) -> &[String] {
    let first = facts.first().map_or(&[][..], |facts| &facts.words);
    let common = facts.iter().map(|Facts { words, .. }| {
        let pairs = first.iter().zip(words);
        pairs.take_while(|(one, other)| one == other).count()
    });
    &first[..common.min().unwrap_or(0)]
}

/// Whether the files differ in their versions alone.
fn are_versions(facts: &[Facts]) -> bool {
    let unversioned = facts.iter().map(|Facts { words, version, .. }| {
        let words = words.iter().filter(|word| Some(*word) != version.as_ref());
        words.collect::<Vec<_>>()
    });
    let unversioned: Vec<_> = unversioned.collect();
    unversioned.windows(2).all(|pair| pair[0] == pair[1])
}

fn modules(facts: &[Facts], crate_name: &str) -> Vec<String> {
    let common = common_words(facts).len();
    let are_versions = are_versions(facts);
    let repeats_crate = |name: &str| name.replace(' ', "-") == crate_name.replace('_', "-");
    let preferred_names = facts.iter().map(|Facts { words, version, .. }| {
        let name = match are_versions {
            true => version.clone().unwrap_or_default(),
            false => words[common..].join(" "),
        };
        match name.is_empty() || repeats_crate(&name) {
            true => Candidate::plain(UNNAMED_MODULE),
            false => Candidate::plain(&name),
        }
    });
    let preferred_names: Vec<_> = preferred_names.collect();
    let names = Scope::new(Case::File, &[]).claim_all(&preferred_names);
    names.iter().map(|name| name.plain().to_owned()).collect()
}

/// Whether a word of a file's name or of a title names an API.
fn is_specific(word: &str) -> bool {
    // `openapi3`
    let text = word.trim_end_matches(|char: char| char.is_ascii_digit());
    !GENERIC_WORDS.contains(&text) && version(word).is_none()
}

/// Returns the words of an only document's title, if its file has a name that names no API.
fn title_words(facts: &[Facts]) -> Option<String> {
    let [Facts { words, title, .. }] = facts else {
        return None;
    };
    if words.iter().any(|word| is_specific(word)) {
        return None;
    }
    let title = title.as_deref()?.to_lowercase();
    let words = title.split(|char: char| !char.is_ascii_alphanumeric());
    let words = words.filter(|word| !word.is_empty() && is_specific(word));
    let words: Vec<_> = words.take(MAX_TITLE_WORDS).collect();
    (!words.is_empty()).then(|| words.join(" "))
}

/// Returns the words of the files' names that name the crate.
fn words_of_files(facts: &[Facts]) -> String {
    let words = common_words(facts);
    // A version alone names no API.
    let words = words
        .iter()
        .filter(|word| words.len() > 1 || version(word).is_none());
    words.map(String::as_str).collect::<Vec<_>>().join(" ")
}

fn crate_name(facts: &[Facts]) -> String {
    let words = title_words(facts).unwrap_or_else(|| words_of_files(facts));
    let ascii = words.replace(|char: char| !char.is_ascii_alphanumeric(), " ");
    let name = Some(ascii.to_kebab_case()).filter(|name| !name.is_empty());
    let name = match name {
        Some(name) if name != UNNAMED_MODULE => name,
        // Files without a common word describe one crate of several APIs.
        None if facts.len() < 2 => "client".to_owned(),
        _ => "api-client".to_owned(),
    };
    let preferred_names = [name.clone(), format!("{name}-client")];
    let valid = preferred_names
        .into_iter()
        .find(|wish| check_crate_name(wish).is_ok());
    valid.unwrap_or_else(|| format!("client-{name}"))
}

fn package(name: String, facts: &[Facts]) -> Package {
    let titles = facts.iter().filter_map(|facts| facts.title.as_deref());
    let titles: Vec<_> = titles.filter(|title| !title.is_empty()).collect();
    let description = match titles.as_slice() {
        [] => "An API client.".to_owned(),
        titles => format!("A client for {}.", titles.join(", ")),
    };
    Package {
        name,
        version: "0.1.0".to_owned(),
        description,
        categories: vec!["api-bindings".to_owned()],
        own_workspace: true,
        ..Package::default()
    }
}

#[cfg(test)]
mod tests;
