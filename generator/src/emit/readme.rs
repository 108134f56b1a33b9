//! `README.md` of the generated crate.

use std::fmt::Write as _;

use proc_macro2::TokenStream;
use quote::quote;

use crate::ir::{Additions, Api, Home, Module, Operation, Resource, ResponseBody};
use crate::pretty;
use crate::source::ident;

use super::context::{Context, name_ident, resources_holder};
use super::describe::WIDE;
use super::{
    credentials, describe, docs, features, mock_responses, operations, package, sample,
    token_grants,
};

/// Returns the crate's front page: what it is, a call, what a user must know, every operation.
pub(super) fn emit(api: &Api, additions: &Additions) -> String {
    let mut text = match &additions.readme_header {
        Some(header) => format!("{}\n", header.trim_end()),
        None => title(api),
    };
    let sections = [
        install(api),
        first_call(api),
        programs(additions),
        credentials_section(api),
        features(api),
        reliability(api),
        testing(api),
    ];
    let modules = api.modules.iter().map(|module| module_section(api, module));
    for section in sections.into_iter().chain(modules) {
        if !section.is_empty() {
            let _ = write!(text, "\n{section}");
        }
    }
    text
}

fn title(api: &Api) -> String {
    let description = docs::lines(&api.package.description, WIDE);
    format!("# {}\n\n{}\n", api.package.name, description.join("\n"))
}

fn install(api: &Api) -> String {
    let package = &api.package;
    format!(
        "```toml\n[dependencies]\n{name} = {{ version = \"{}\", path = \"../{name}\" }}\n\
         tokio = {{ version = \"1\", features = [\"macros\", \"rt\"] }}\n```\n\n\
         The `path` leads to the folder of the crate. Remove it once the crate is on crates.io.\n",
        package.version,
        name = package.name,
    )
}

fn first_call(api: &Api) -> String {
    let code = sample::simplest(api, |_, _| true).and_then(|simplest| {
        let program = simplest.program(api);
        let response = &simplest.operation.response;
        let show = (*response != ResponseBody::Empty && response.stream().is_none())
            .then(|| quote!(println!("{response:?}");));
        program_text(&quote!(#program #show))
    });
    code.map(|code| {
        format!(
            "## A call\n\n{code}\nRequired values are arguments, and optional values are \
             setters. Arguments that could be swapped by mistake are the fields\nof one struct, whose name ends in \
             `Args`. `.send()` performs the call; so does `.await` on the call itself.\n\
             `.send_with_response()` also returns the status, the headers and the body.\n\n\
             `Client::builder().base_url(\"http://localhost:8080\")` sends the calls to another server, such as \
             one for tests.\nIt replaces scheme, host and port; the paths of the calls stay the same.\n"
        )
    })
    .unwrap_or_default()
}

/// Returns a whole program as a fenced block: imports, and the rest in an asynchronous `main`.
fn program_text(body: &TokenStream) -> Option<String> {
    let lines = pretty::statements(body)?;
    let is_import = |line: &&String| line.starts_with("use ");
    let mut text = "```rust,no_run\n".to_owned();
    for line in lines.iter().filter(is_import) {
        let _ = writeln!(text, "{line}");
    }
    text.push_str(
        "\n#[tokio::main(flavor = \"current_thread\")]\n\
         async fn main() -> Result<(), Box<dyn std::error::Error>> {\n",
    );
    for line in lines.iter().filter(|line| !is_import(line)) {
        let _ = writeln!(text, "    {line}");
    }
    text.push_str("    Ok(())\n}\n```\n");
    Some(text)
}

/// Returns the programs that come with the crate, each with the first paragraph of its
/// documentation.
fn programs(additions: &Additions) -> String {
    let mut rows = String::new();
    for (path, text) in &additions.programs {
        if let Some(name) = path.strip_suffix(".rs").filter(|name| !name.contains('/')) {
            let features = additions.required_features.get(name).into_iter().flatten();
            let features = features.fold("test-util".to_owned(), |all, own| all + "," + own);
            let _ = writeln!(
                rows,
                "- `cargo run --features {features} --example {name}`: {}",
                summary(text)
            );
        }
    }
    match rows.is_empty() {
        true => rows,
        false => format!("The programs in `examples/` show complete flows:\n\n{rows}"),
    }
}

/// Returns the first paragraph of a program's documentation.
fn summary(program: &str) -> String {
    let lines = program.lines().map_while(|line| line.strip_prefix("//! "));
    let summary: Vec<_> = lines.collect();
    match summary.is_empty() {
        true => "A program.".to_owned(),
        false => summary.join(" "),
    }
}

fn credentials_section(api: &Api) -> String {
    let words = format!(
        "`Client::from_env()` reads the environment: {}",
        credentials::environment(api)
    );
    let lines = docs::lines(&words, WIDE).join("\n");
    let tokens = token_grants::beside_environment(api).map(|text| {
        let text = docs::lines(&text, WIDE).join("\n");
        format!("\n\n{text}")
    });
    let tokens = tokens.unwrap_or_default();
    format!(
        "## Credentials\n\n{lines}{tokens}\n\n`Client::builder()` accepts credentials from any other source. They \
         are sent only over HTTPS or to the\nlocal machine, only to the server of the API, and never appear \
         in `Debug`, errors or traces.\n"
    )
}

fn features(api: &Api) -> String {
    let common = package::runtime_features().into_iter();
    let common = common.map(|(name, what)| (name.to_owned(), what));
    let rows = api.modules.iter().flat_map(module_features).chain(common);
    let default = package::default_features(api);
    let mut text = "## Features\n\n| Feature | Default | |\n|---|---|---|\n".to_owned();
    for (name, what) in rows {
        let is_default = if default.contains(&name.as_str()) {
            "yes"
        } else {
            ""
        };
        let what = what.replace('|', "\\|");
        let _ = writeln!(text, "| `{name}` | {is_default} | {what} |");
    }
    text
}

/// Returns the features of a module, each with what it brings in.
fn module_features(module: &Module) -> Vec<(String, String)> {
    let whole = (features::whole(module), describe::one_line(&module.title));
    let parts = features::resources(module)
        .into_iter()
        .zip(&module.resources);
    let parts = parts.map(|(feature, resource)| {
        let module = module.name.plain();
        let what = format!(
            "The calls of the `{}` resource of `{module}`",
            resource.name.plain()
        );
        (feature, what)
    });
    std::iter::once(whole).chain(parts).collect()
}

fn reliability(api: &Api) -> String {
    let mut operations = api.modules.iter().flat_map(Module::operations);
    let lists = match operations.any(|operation| operation.paging.is_some()) {
        true => "- Lists fetch their pages as they are read (`.items()`).\n",
        false => "",
    };
    let mut operations = api.modules.iter().flat_map(Module::operations);
    let streams = match operations.any(|operation| operation.response.stream().is_some()) {
        true => "- Events of a stream are read as they arrive (`.stream()`).\n",
        false => "",
    };
    format!(
        "{RELIABILITY}{lists}{streams}\nThe module `guide` of the crate's documentation describes each of these.\n"
    )
}

/// The properties of every call.
const RELIABILITY: &str = "\
## Guarantees

- A call is retried only if the server refused it or repetition is safe. A POST that may have taken effect
  is not repeated, unless you allow it for that call.
- Responses are read leniently: an optional value that does not match its description is skipped and listed.
  Requests are checked strictly: one error lists every invalid field before anything is sent.
- Every call has a time limit.
- Errors have the status, code and message of the API, and report whether the call may have taken effect.
";

fn testing(api: &Api) -> String {
    let shown = |module, operation: &Operation| {
        operation.response.stream().is_none() && mock_responses::show_success(module, operation)
    };
    let program = sample::simplest(api, shown).map(|simplest| test(api, &simplest));
    let code = program.and_then(|body| program_text(&body));
    let code = code.map(|code| format!("\n{code}")).unwrap_or_default();
    format!(
        "## Testing without an account\n\nThe feature `test-util` adds a mock transport. It responds with \
         values, with the examples of the\nAPI's description, or with faults. Retries and timeouts take no \
         time on it.\n{code}"
    )
}

/// Returns a call to the mock transport.
fn test(api: &Api, simplest: &sample::Simplest<'_>) -> TokenStream {
    let library = ident(&api.package.library());
    let module = name_ident(&simplest.module.name);
    let operation = name_ident(&simplest.operation.type_name);
    let call = &simplest.call;
    let credentials = credentials::sample(api, simplest.operation);
    let check = (simplest.operation.response != ResponseBody::Empty)
        .then(|| quote!(assert_eq!(response, #operation::example());));
    quote! {
        use #library::testing::{HasExamples, MockTransport};
        use #library::#module::*;
        use #library::{Client, Credentials};
        let api = MockTransport::new();
        api.on::<#operation>().respond_example();
        let credentials = #credentials;
        let client = Client::builder().credentials(credentials).transport(api.clone()).build()?;
        #call
        #check
        api.assert_all_used();
    }
}

fn module_section(api: &Api, module: &Module) -> String {
    let name = module.name.plain();
    let title = describe::one_line(&module.title);
    let mut text = format!(
        "## `{name}`: {title}\n\nFrom `{}`{}.\n\n| Operation | Rust |\n|---|---|\n",
        module.origin.file,
        describe::other_files(&module.origin),
    );
    for (home, resource) in module.resources.iter().enumerate() {
        let cx = Context {
            api,
            module,
            home: Home::Resource(home),
        };
        for operation in &resource.operations {
            let _ = writeln!(text, "{}", row(cx, resource, operation));
        }
    }
    text
}

fn row(cx: Context<'_>, resource: &Resource, operation: &Operation) -> String {
    let required = operation.required_arguments();
    let names: Vec<_> = required.iter().map(|found| found.name.plain()).collect();
    let names = names.join(", ");
    let arguments = match &operation.arguments {
        Some(arguments) => format!("{arguments} {{ {names} }}"),
        None => names,
    };
    let call = format!(
        "`{}.{}().{}({})`",
        resources_holder(cx.module).to_string().replace(' ', ""),
        resource.name.plain(),
        operation.method_name.plain(),
        arguments,
    );
    let wire = operations::wire_fact(operation).replace('|', "\\|");
    format!("| {wire} | {call} |")
}
