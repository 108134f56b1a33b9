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
    "from_response",
    "raw_request",
    "blocking",
    "call",
    "check",
    "check/bounds",
    "check/pattern",
    "client",
    "client/builder",
    "client/server",
    "client/settings",
    "body",
    "body/reader",
    "body/stream",
    "credentials",
    "credentials/authorization",
    "credentials/choice",
    "credentials/environment",
    "credentials/scheme",
    "decode",
    "download",
    "download/blocking",
    "drift",
    "error",
    "error/configuration",
    "error/details",
    "error/display",
    "error/failure",
    "error/predicates",
    "exchange",
    "generic",
    "guide",
    "interceptor",
    "macros",
    "operation",
    "paging",
    "paging/blocking",
    "paging/link",
    "paging/pages",
    "paging/walk",
    "profile",
    "request",
    "request/body",
    "request/encode",
    "request/part",
    "request/form",
    "request/multipart",
    "request/parameters",
    "request/parts",
    "request/style",
    "response",
    "retry",
    "retry/after",
    "retry/backoff",
    "retry/budget",
    "testing",
    "testing/clock",
    "testing/example",
    "testing/expected",
    "testing/mock_transport",
    "testing/pages",
    "testing/mock_response",
    "testing/sent",
    "testing/stub",
    "testing/template",
    "trace",
    "transport",
    "transport/blocking_http_transport",
    "transport/clock",
    "transport/http_transport",
    "transport/park",
    "transport/tls",
    "transport/tower",
    "transport/transports",
    "twilio",
    "values",
    "values/integer_enum",
    "values/lenient",
    "values/nullable",
    "values/object",
    "values/open_enum",
    "values/rfc2822",
    "values/sid",
    "values/text",
    "values/union",
    "values/uri",
    "poller",
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
