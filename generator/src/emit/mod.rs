//! The intermediate representation to the files of a crate.
//!
//! Functions that take IR and push tokens onto a [`SourceFile`](crate::source::SourceFile), one file per construct. Nothing
//! here sees OpenAPI, and nothing makes up a name.

mod argument;
mod call_policy;
mod check;
mod constant;
mod constructor;
mod context;
mod crate_root;
mod credentials;
mod debug;
mod describe;
mod docs;
mod enums;
mod equality;
mod error_codes;
mod examples;
mod exports;
mod features;
mod former_names;
mod header;
mod lints;
mod mock_responses;
mod module;
mod multipart;
mod operation_docs;
mod operations;
mod package;
mod pagination;
mod parameter;
mod polling;
mod readme;
mod resources;
mod responses;
mod runtime;
mod sample;
mod scalar;
mod servers;
mod streams;
mod structs;
mod token_grants;
mod unions;
mod webhooks;
mod wire;

use crate::ir::{Additions, Api};
use crate::source::Tree;

/// The folder of the hand-written module.
const CODE_FOLDER: &str = "src/code/";

/// Returns the files of the crate. `command` is the one that makes it.
pub(crate) fn emit(api: &Api, command: &str, additions: &Additions) -> Tree {
    let mark = header::mark(command);
    let mut plain = runtime::files(api);
    let mut rust = crate_root::emit(api, additions);
    for file in &mut rust {
        let sources = api
            .modules
            .iter()
            .map(|module| header::source(&module.origin));
        file.header.splice(0..0, sources);
    }
    for module in &api.modules {
        let tests = examples::emit(api, module, &mark, &mut plain);
        for mut file in module::emit(api, module).into_iter().chain(tests) {
            file.header.insert(0, header::source(&module.origin));
            rust.push(file);
        }
    }
    for file in &mut rust {
        file.header.insert(0, mark.clone());
    }
    plain.insert(
        "Cargo.toml".to_owned(),
        package::emit(api, &mark, additions),
    );
    plain.insert("README.md".to_owned(), readme::emit(api, additions));
    let copies = [
        ("examples/", &additions.programs),
        (CODE_FOLDER, &additions.code),
        ("", &additions.files),
    ];
    for (folder, files) in copies {
        let files = files.iter();
        plain.extend(files.map(|(name, text)| (format!("{folder}{name}"), text.clone())));
    }
    Tree { rust, plain }
}
