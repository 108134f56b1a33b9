//! The text of a manifest and of an overlay.

use sdksmith::ir::{Api, Module, Operation, Resource};
use serde_json::Value;

/// The facts of the document that the files state.
pub(super) struct Facts<'a> {
    /// The name of the document's file.
    pub(super) document: &'a str,
    /// The SHA-256 of the document.
    pub(super) sha256: &'a str,
    /// The name of the overlay's file.
    pub(super) overlay: &'a str,
}

impl Facts<'_> {
    /// Returns a manifest with the choices that the generator makes without one. Further keys are comments.
    pub(super) fn manifest(&self, api: &Api) -> String {
        let package = &api.package;
        let module = api.modules.first();
        let text = format!(
            include_str!("manifest.toml"),
            folder = quoted(&package.name),
            name = quoted(&package.name),
            plain_name = package.name,
            description = quoted(&package.description),
            module = quoted(module.map_or("api", |module| module.name.plain())),
            document = quoted(self.document),
            sha256 = quoted(self.sha256),
            overlay = quoted(self.overlay),
            names = names(module),
        );
        format!("{}\n", text.trim_end())
    }

    /// Returns an overlay with one action, for the first operation of the document.
    pub(super) fn overlay(&self, api: &Api) -> String {
        let operation = api.modules.iter().flat_map(Module::operations).next();
        let target = match operation {
            Some(found) => {
                let method = found.method.as_str().to_lowercase();
                format!("$.paths[{}].{method}", single_quoted(&found.path))
            }
            None => "$.info".to_owned(),
        };
        let title = api.modules.first().map_or("", |module| &module.title);
        format!(
            include_str!("overlay.yaml"),
            document = self.document,
            overlay = self.overlay,
            title = quoted(&format!("Corrections of {title}")),
            target = quoted(&target),
        )
    }
}

/// Returns the table that renames the first operation, as a comment.
fn names(module: Option<&Module>) -> String {
    let first = module.and_then(|module| module.resources.iter().find_map(first_operation));
    let Some((resource, operation)) = first else {
        return String::new();
    };
    let id = quoted(&operation.id);
    let module = module.map_or("", |module| module.name.plain());
    let (resource, method) = (resource.name.plain(), operation.method_name.plain());
    format!(
        "\n# Names that replace those of the rules. The first operation is\n\
         # `client.{module}().{resource}().{method}(…)`.\n\
         # [document.operations]\n# {id} = \"{method}\"\n"
    )
}

fn first_operation(resource: &Resource) -> Option<(&Resource, &Operation)> {
    Some((resource, resource.operations.first()?))
}

/// Returns a string of JSON, which TOML and YAML read as the same text.
fn quoted(text: &str) -> String {
    Value::from(text).to_string()
}

/// Returns the string literal of a JSONPath.
fn single_quoted(text: &str) -> String {
    format!("'{}'", text.replace('\\', "\\\\").replace('\'', "\\'"))
}
