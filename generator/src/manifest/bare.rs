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
    /// `twilio_numbers_v1.json` and `twilio_lookups_v2.json`. Without such words, it is `api-client`.
    ///
    /// The module of an only document, and those of several versions of one document, are named after
    /// the version in the file name or in the path of the server (`v1`). Other modules are named after
    /// their files, without the words that all have in common: `numbers_v1`. A module without a name, or
    /// with that of the crate, is `api`. The resources of an only document are methods of the client.
    ///
    /// The crate is a workspace of its own, so that it builds wherever it is written to. `command` is
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

fn crate_name(facts: &[Facts]) -> String {
    let words = common_words(facts);
    // A version alone names no API.
    let words = words
        .iter()
        .filter(|word| words.len() > 1 || version(word).is_none());
    let words = words.map(String::as_str).collect::<Vec<_>>().join(" ");
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
mod tests {
    use super::*;
    use crate::document::SourceText;

    fn input(files: &[(&str, &str)]) -> Input {
        let sources = files.iter().map(|(name, text)| {
            DocumentSource::new(SourceText {
                name: (*name).into(),
                text: (*text).to_owned(),
            })
        });
        BareDocuments {
            sources: sources.collect(),
            name: None,
            dialect: None,
            features: Features::default(),
        }
        .into_input(String::new())
    }

    fn modules(files: &[(&str, &str)]) -> Vec<String> {
        input(files)
            .documents
            .into_iter()
            .map(|document| document.module)
            .collect()
    }

    #[test]
    fn module_of_an_only_document_follows_the_version_or_is_called_api() {
        let server = r#"{"servers": [{"url": "https://api.example.com/v3/"}]}"#;
        for (file, text, module) in [
            ("specs/twilio_numbers_v1.json", "", "v1"),
            ("numbers_v1.a33f.new.json", "", "v1"),
            ("v2010.yaml", "", "v2010"),
            ("pets.json", server, "v3"),
            ("petstore.json", "{}", "api"),
            ("Pet Store (beta).yml", "no: servers", "api"),
        ] {
            assert_eq!(modules(&[(file, text)]), [module], "{file}");
        }
    }

    #[test]
    fn modules_of_several_documents_follow_their_files() {
        for (file, module) in [
            ("petstore.json", "petstore"),
            ("Pet Store (beta).yml", "pet_store_beta"),
            ("type.json", "type"),
            ("123.json", "n123"),
        ] {
            assert_eq!(modules(&[(file, ""), ("v1.json", "")]), [module, "v1"]);
        }
    }

    #[test]
    fn resources_are_methods_of_the_client_for_an_only_document() {
        assert!(input(&[("pets.json", "")]).resources_on_client);
        assert!(!input(&[("pets.json", ""), ("cats.json", "")]).resources_on_client);
    }

    #[test]
    fn documents_with_equal_versions_are_named_after_their_files() {
        let files = [
            ("numbers_v1.json", ""),
            ("pricing_v1.json", ""),
            ("pricing_v2.json", ""),
        ];
        assert_eq!(modules(&files), ["numbers_v1", "pricing_v1", "pricing_v2"]);
        assert_eq!(
            modules(&[("a/v1.json", ""), ("b/v1.json", "")]),
            ["v1", "v1_2"]
        );
    }

    #[test]
    fn crate_name_follows_the_first_file() {
        for (file, name) in [
            ("specs/twilio_numbers_v1.json", "twilio-numbers-v1"),
            ("test.json", "test-client"),
            ("fn.json", "fn-client"),
            ("2.json", "client-2"),
            ("Ünï.json", "n"),
            ("v2010.json", "client"),
            ("…", "client"),
        ] {
            let package = input(&[(file, "")]).package;
            assert_eq!(package.name, name, "{file}");
            assert_eq!(check_crate_name(&package.name), Ok(()), "{file}");
        }
    }

    #[test]
    fn crate_of_several_documents_has_the_words_that_all_files_begin_with() {
        let server = r#"{"servers": [{"url": "https://api.example.com/v3/"}]}"#;
        for (one, other, names) in [
            (
                "numbers_v1.json",
                "numbers_v2.yaml",
                ["numbers", "v1", "v2"],
            ),
            (
                "twilio_numbers_v1.json",
                "twilio_lookups_v2.json",
                ["twilio", "numbers_v1", "lookups_v2"],
            ),
            (
                "acmeUsers.json",
                "acme-billing.json",
                ["acme", "users", "billing"],
            ),
            ("pets.json", "pets_admin.json", ["pets", "api", "admin"]),
            ("pets_v1.json", "pets.json", ["pets", "v1", "api"]),
            ("pets.json", "cats.json", ["api-client", "pets", "cats"]),
            (
                "api_pets.json",
                "api_cats.json",
                ["api-client", "pets", "cats"],
            ),
            (
                "pets.json",
                "petshop.json",
                ["api-client", "pets", "petshop"],
            ),
        ] {
            let input = input(&[(one, ""), (other, "")]);
            let modules = [0, 1].map(|index| input.documents[index].module.as_str());
            assert_eq!([input.package.name.as_str(), modules[0], modules[1]], names);
        }
        assert_eq!(
            modules(&[("pets.json", server), ("cats.json", "")]),
            ["pets", "cats"]
        );
    }

    #[test]
    fn no_module_has_the_name_of_the_crate() {
        let sources = ["pets.json", "cats.json"].map(|name| {
            DocumentSource::new(SourceText {
                name: name.into(),
                text: String::new(),
            })
        });
        let documents = BareDocuments {
            sources: sources.into(),
            name: Some("pets".to_owned()),
            dialect: None,
            features: Features::default(),
        };
        let input = documents.into_input(String::new());
        assert_eq!(input.documents[0].module, "api");
        assert_eq!(input.documents[1].module, "cats");
        assert_eq!(self::input(&[("api.json", "")]).package.name, "api-client");
    }

    #[test]
    fn description_lists_the_documents() {
        let titled = r#"{"info": {"title": " Pet\n store "}}"#;
        let files = [("a", titled), ("b", "{}")];
        assert_eq!(input(&files).package.description, "A client for Pet store.");
        assert_eq!(input(&[("a", "{")]).package.description, "An API client.");
    }
}
