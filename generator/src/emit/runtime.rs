//! The runtime, copied into every generated crate.

use std::collections::BTreeMap;

use crate::ir::Api;

/// Declares the runtime's files: their names, and their texts as part of this library.
macro_rules! runtime_files {
    ($($name:literal),+ $(,)?) => {
        /// Every file of the runtime but its root, by its name. A test holds this against the folder.
        pub(crate) const FILES: &[(&str, &str)] =
            &[$(($name, include_str!(concat!("../../runtime/src/", $name, ".rs")))),+];
    };
}

runtime_files!(
    "answer",
    "any_request",
    "authorization",
    "backoff",
    "blocking",
    "blocking_download",
    "blocking_http_transport",
    "blocking_pages",
    "body",
    "bounds",
    "budget",
    "builder",
    "call",
    "check",
    "client",
    "clock",
    "configuration",
    "content",
    "content_reader",
    "content_stream",
    "credentials",
    "decode",
    "display",
    "download",
    "drift",
    "encode",
    "environment",
    "error",
    "error_details",
    "exchange",
    "failure",
    "generic",
    "guide",
    "hook",
    "http_transport",
    "integer_enum",
    "lenient",
    "link",
    "macros",
    "multipart",
    "nullable",
    "object",
    "open_enum",
    "operation",
    "pages",
    "paging",
    "parameters",
    "park",
    "parts",
    "pattern",
    "profile",
    "request",
    "response",
    "retry",
    "retry_after",
    "rfc2822",
    "scheme",
    "server",
    "settings",
    "sid",
    "style",
    "testing",
    "testing/clock",
    "testing/example",
    "testing/expected",
    "testing/memory",
    "testing/pages",
    "testing/reply",
    "testing/sent",
    "testing/stub",
    "testing/template",
    "text",
    "tls",
    "tower",
    "trace",
    "transport",
    "transports",
    "twilio",
    "union",
    "uri",
    "wait",
    "walk",
);

const ROOT: &str = include_str!("../../runtime/src/lib.rs");

/// The modules that know a vendor, of which a crate gets one.
const DIALECTS: &[&str] = &["generic", "twilio"];

/// The runtime's files in a generated crate, by their paths.
pub(super) fn files(api: &Api) -> BTreeMap<String, String> {
    let wanted = |name: &str| !DIALECTS.contains(&name) || name == api.runtime_module;
    let copies = FILES.iter().filter(|(name, _)| wanted(name));
    let mut files: BTreeMap<_, _> = copies
        .map(|(name, text)| (path(name), format!("{}\n{text}", header(name))))
        .collect();
    files.insert(path("mod"), format!("{}\n{}", header("lib"), root(api)));
    files
}

fn path(name: &str) -> String {
    format!("src/runtime/{name}.rs")
}

fn header(name: &str) -> String {
    format!("// @generated: a copy of `generator/runtime/src/{name}.rs`; edit that file instead.\n")
}

/// The root without the modules of other vendors.
fn root(api: &Api) -> String {
    let foreign: Vec<_> = DIALECTS
        .iter()
        .filter(|name| **name != api.runtime_module)
        .map(|name| format!("pub mod {name};"))
        .collect();
    let kept = ROOT
        .lines()
        .filter(|line| !foreign.iter().any(|foreign| foreign == line));
    kept.map(|line| format!("{line}\n")).collect()
}
