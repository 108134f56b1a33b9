//! `Cargo.toml`.

use std::collections::BTreeMap;

use crate::ir::{Additions, Api, Package};

use super::lints::has_placeholder_names;
use super::{describe, features, token_grants};

/// The settings with which docs.rs shows all of the crate.
const DOCS_RS: &str = "
[package.metadata.docs.rs]
all-features = true
rustdoc-args = [\"--cfg\", \"docsrs\"]
";

/// With more documents than this, none is on by default.
const DEFAULT_MODULES: usize = 3;

/// Returns the package's manifest.
pub(super) fn emit(api: &Api, mark: &str, additions: &Additions) -> String {
    let programs = &additions.programs;
    let mut sections = vec![
        format!("# {mark}\n"),
        package(&api.package),
        features(api),
        dependencies(DEPENDENCIES, &api.package.dependencies),
    ];
    if !programs.is_empty() {
        let itself = &api.package.name;
        let mut own = api.package.dev_dependencies.clone();
        own.insert(itself.clone(), ITSELF.to_owned());
        sections.push(dependencies(DEV_DEPENDENCIES, &own));
    }
    sections.extend(examples(api, additions));
    sections.push(LINTS.to_owned());
    if has_placeholder_names(api) {
        sections.push(PLACEHOLDER_NAMES.to_owned());
    }
    if api.package.own_workspace {
        sections.push(OWN_WORKSPACE.to_owned());
    }
    sections.join("\n")
}

fn package(package: &Package) -> String {
    let mut text = "[package]\n".to_owned();
    let texts = [
        ("name", Some(&package.name)),
        ("version", Some(&package.version)),
        ("description", Some(&package.description)),
        ("homepage", package.homepage.as_ref()),
        ("documentation", package.documentation.as_ref()),
        ("repository", package.repository.as_ref()),
        ("license", package.license.as_ref()),
        ("license-file", package.license_file.as_ref()),
    ];
    for (key, value) in texts {
        if let Some(value) = value {
            text.push_str(&format!("{key} = {}\n", quoted(value)));
        }
    }
    let lists = [
        ("authors", &package.authors),
        ("keywords", &package.keywords),
        ("categories", &package.categories),
    ];
    for (key, items) in lists {
        if !items.is_empty() {
            let items: Vec<_> = items.iter().map(|item| quoted(item)).collect();
            text.push_str(&format!("{key} = [{}]\n", items.join(", ")));
        }
    }
    let rust = package.oldest_rust();
    text.push_str(&format!(
        "readme = \"README.md\"\nedition = \"2024\"\nrust-version = \"{rust}\"\n"
    ));
    if !package.metadata.has_docs_rs {
        text.push_str(DOCS_RS);
    }
    if !package.metadata.text.is_empty() {
        text.push_str(&format!("\n{}", package.metadata.text));
    }
    text
}

/// Returns a table of existing dependencies and those of the user, in the order of their names.
fn dependencies(existing: &str, own: &BTreeMap<String, String>) -> String {
    let own = own.iter();
    let own = own.map(|(name, value)| format!("{name} = {value}"));
    let mut lines: Vec<_> = existing.lines().map(str::to_owned).collect();
    let head: Vec<_> = lines.drain(..1).collect();
    lines.extend(own);
    lines.sort();
    format!("{}\n{}\n", head.join("\n"), lines.join("\n"))
}

fn features(api: &Api) -> String {
    let default: Vec<_> = default_features(api).into_iter().map(quoted).collect();
    let mut text = format!("[features]\ndefault = [{}]\n", default.join(", "));
    for module in &api.modules {
        let title = describe::one_line(&module.title);
        let resources = features::resources(module);
        let all: Vec<_> = resources.iter().map(|feature| quoted(feature)).collect();
        let name = features::whole(module);
        text.push_str(&format!("# {title}\n{name} = [{}]\n", all.join(", ")));
        for feature in resources {
            text.push_str(&format!("{feature} = []\n"));
        }
    }
    text.push_str(RUNTIME_FEATURES);
    text
}

/// Returns the features that a user has without asking.
pub(super) fn default_features(api: &Api) -> Vec<&str> {
    let modules = api.modules.iter().map(|module| module.name.plain());
    let modules = modules.filter(|_| api.modules.len() <= DEFAULT_MODULES);
    let tokens = (!api.token_grants.is_empty()).then_some(token_grants::FEATURE);
    ["hyper", "rustls-aws-lc-rs"]
        .into_iter()
        .chain(tokens)
        .chain(modules)
        .collect()
}

/// Returns the features that every crate has: each with what it is for.
pub(super) fn runtime_features() -> Vec<(&'static str, String)> {
    let mut features = Vec::new();
    let mut comment = Vec::new();
    for line in RUNTIME_FEATURES.lines() {
        if let Some(words) = line.strip_prefix("# ") {
            comment.push(words);
        } else if let Some((name, _)) = line.split_once(" = ") {
            features.push((name, comment.join(" ")));
            comment.clear();
        }
    }
    features
}

/// Returns the programs that come with the crate. They say which features they need: the development
/// dependency that turns them on here isn't part of a published package.
fn examples(api: &Api, additions: &Additions) -> Vec<String> {
    let modules = api.modules.iter().map(|module| module.name.plain());
    let common: Vec<_> = modules.chain(["test-util"]).map(quoted).collect();
    let names = additions
        .programs
        .keys()
        .filter_map(|path| path.strip_suffix(".rs"));
    let names = names.filter(|name| !name.contains('/'));
    names
        .map(|name| {
            let own = additions.required_features.get(name);
            let own = own.into_iter().flatten().map(|feature| quoted(feature));
            let features: Vec<_> = common.iter().cloned().chain(own).collect();
            let (name, features) = (quoted(name), features.join(", "));
            format!("[[example]]\nname = {name}\nrequired-features = [{features}]\n")
        })
        .collect()
}

/// Returns a TOML string.
fn quoted(text: &str) -> String {
    toml::Value::String(text.to_owned()).to_string()
}

/// The runtime's features. A test compares them with its manifest.
const RUNTIME_FEATURES: &str = include_str!("templates/features.toml");

/// The dependencies of the runtime. A test compares them with the runtime's manifest.
const DEPENDENCIES: &str = include_str!("templates/dependencies.toml");

const DEV_DEPENDENCIES: &str = include_str!("templates/dev-dependencies.toml");

/// The crate as its programs use it: without an account, they run on the transport that responds from
/// memory.
const ITSELF: &str = r#"{ path = ".", default-features = false, features = ["test-util"] }"#;

const OWN_WORKSPACE: &str = "\
# The crate is a workspace of its own, so that one around it doesn't take it for a member.
[workspace]
";

/// The lint of names such as `foo`, for an API that has them.
const PLACEHOLDER_NAMES: &str = "\
[lints.clippy]
# The API has values of these names.
disallowed_names = \"allow\"
";

const LINTS: &str = "\
[lints.rust]
missing_docs = \"deny\"
unsafe_code = \"forbid\"
";
