//! `README.md` of the generated crate.

use std::fmt::Write as _;

use crate::ir::{Api, Module, Operation, Resource};

use super::file::Context;
use super::{describe, docs, operations};

/// The crate's front page: what it is, a call, every operation.
pub(super) fn emit(api: &Api) -> String {
    let mut text = format!("# {}\n\n", api.package.name);
    for line in docs::lines(&api.package.description, 96) {
        let _ = writeln!(text, "{line}");
    }
    let _ = write!(
        text,
        "\n```toml\n[dependencies]\n{} = \"{}\"\n```\n",
        api.package.name, api.package.version
    );
    for module in &api.modules {
        let _ = write!(text, "\n{}", module_section(api, module));
    }
    text
}

fn module_section(api: &Api, module: &Module) -> String {
    let name = module.name.plain();
    let title = describe::one_line(&module.title);
    let mut text = format!(
        "## `{name}`: {title}\n\nFrom `{}`{}, sha256 `{}`.\n\n| Operation | Rust |\n|---|---|\n",
        module.origin.file,
        describe::other_files(&module.origin),
        module.origin.sha256,
    );
    for (home, resource) in module.resources.iter().enumerate() {
        let cx = Context {
            api,
            module,
            home: Some(home),
        };
        for operation in &resource.operations {
            let _ = writeln!(text, "{}", row(cx, resource, operation));
        }
    }
    text
}

fn row(cx: Context<'_>, resource: &Resource, operation: &Operation) -> String {
    let arguments: Vec<_> = operations::required(operation)
        .iter()
        .map(|(name, _)| name.plain())
        .collect();
    let call = format!(
        "`client.{}().{}().{}({})`",
        cx.module.name.plain(),
        resource.name.plain(),
        operation.method_name.plain(),
        arguments.join(", "),
    );
    let wire = operations::wire_fact(operation).replace('|', "\\|");
    format!("| {wire} | {call} |")
}
