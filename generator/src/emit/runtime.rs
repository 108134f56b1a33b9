//! The runtime, copied into every generated crate.

use std::collections::BTreeMap;

use crate::ir::Api;

use super::{header, streams};

/// Declares the runtime's files: their names, and their texts as part of this library. `runtime_sources` is a link to
/// `runtime/src`: Cargo leaves folders with a `Cargo.toml` out of a package.
macro_rules! runtime_files {
    ($($name:literal),+ $(,)?) => {
        /// Every file of the runtime except its root, by its name. A test compares the list with the folder.
        pub(crate) const FILES: &[(&str, &str)] =
            &[$(($name, include_str!(concat!("../../runtime_sources/", $name, ".rs")))),+];
    };
}

runtime_files!(
    "by_status",
    "client/mod",
    "client/authorize",
    "client/blocking",
    "client/blocking_download",
    "client/builder",
    "client/call",
    "client/call_overrides",
    "client/download",
    "client/driver",
    "client/exchange",
    "client/interceptor",
    "client/live_credentials",
    "client/overrides",
    "client/prepared_request",
    "client/raw_request",
    "client/settings",
    "client/shared",
    "client/trace",
    "client/transports",
    "credentials/mod",
    "credentials/authorization",
    "credentials/choice",
    "credentials/credentials_request",
    "credentials/environment",
    "credentials/oauth2/mod",
    "credentials/oauth2/basic_authentication",
    "credentials/oauth2/token_request",
    "credentials/oauth2/token_response",
    "credentials/plain_http",
    "credentials/provider",
    "credentials/source",
    "error/mod",
    "error/beginning",
    "error/configuration",
    "error/credentials",
    "error/details",
    "error/failure",
    "error/meaning",
    "error/paging",
    "error/predicates",
    "generic",
    "guide/mod",
    "guide/calls",
    "guide/credentials",
    "guide/downloads",
    "guide/drift",
    "guide/errors",
    "guide/paging",
    "guide/retries",
    "guide/security",
    "guide/streams",
    "guide/testing",
    "guide/timeouts",
    "guide/transports",
    "guide/uploads",
    "guide/waiting",
    "guide/webhooks",
    "pagination/mod",
    "pagination/blocking",
    "pagination/cursor",
    "pagination/link_header",
    "pagination/location",
    "pagination/pages",
    "pagination/scheme",
    "polling",
    "request/mod",
    "request/body",
    "request/encode",
    "request/endpoint",
    "request/extras",
    "request/form",
    "request/framing",
    "request/info",
    "request/json",
    "request/memo",
    "request/multipart",
    "request/operation",
    "request/parameters",
    "request/part",
    "request/parts",
    "request/profile",
    "request/security",
    "request/server",
    "request/server_choice",
    "request/style",
    "response/mod",
    "response/body_form",
    "response/decode_error",
    "response/drift",
    "response/from_response",
    "response/http_date",
    "response/json",
    "response/raw",
    "response/redaction",
    "response/retry_after",
    "retry/mod",
    "retry/backoff",
    "retry/budget",
    "slots",
    "streams/mod",
    "streams/blocking",
    "streams/body",
    "streams/call",
    "streams/event",
    "streams/event_stream",
    "streams/format",
    "streams/frame",
    "streams/items",
    "streams/lines",
    "streams/mock",
    "streams/opening",
    "streams/parser",
    "streams/records",
    "streams/server_sent",
    "streams/session",
    "streams/streamed",
    "testing/mock_chunks",
    "testing/mod",
    "testing/clock",
    "testing/example",
    "testing/expected",
    "testing/mock_response",
    "testing/mock_transport",
    "testing/pages",
    "testing/queue",
    "testing/sent",
    "testing/stub",
    "testing/template",
    "transport/mod",
    "transport/blocking",
    "transport/blocking_http_transport",
    "transport/body",
    "transport/body_reader",
    "transport/body_stream",
    "transport/clock",
    "transport/connect_limit",
    "transport/error",
    "transport/handoff",
    "transport/http1/mod",
    "transport/http1/classify",
    "transport/http1/connection",
    "transport/http1/connector",
    "transport/http1/dial",
    "transport/http1/engine",
    "transport/http1/gzip",
    "transport/http1/interim",
    "transport/http1/pool",
    "transport/http1/receiving",
    "transport/http1/target",
    "transport/http1/tls_native",
    "transport/http1/tls_none",
    "transport/http1/tls_rustls",
    "transport/http1/tokio_runtime",
    "transport/http1/tunnel",
    "transport/http1/upload",
    "transport/http_builder",
    "transport/http_transport",
    "transport/park",
    "transport/proxy",
    "transport/reqwest_transport",
    "transport/stream",
    "transport/threads",
    "transport/timer",
    "transport/tower",
    "twilio",
    "values/mod",
    "values/additional_properties",
    "values/bounds",
    "values/check",
    "values/decimal",
    "values/decode",
    "values/field",
    "values/first_pass",
    "values/integer_enum",
    "values/key_reader",
    "values/lenient",
    "values/macros",
    "values/misfit",
    "values/node_reader",
    "values/nullable",
    "values/number",
    "values/number_reader",
    "values/object",
    "values/object_macro",
    "values/open_enum",
    "values/parse",
    "values/pattern",
    "values/pointer",
    "values/read_error",
    "values/reading",
    "values/recover",
    "values/redacted",
    "values/rfc2822",
    "values/sid",
    "values/text",
    "values/token",
    "values/tree",
    "values/union",
    "values/uri",
    "webhooks/mod",
    "webhooks/error",
    "webhooks/form",
    "webhooks/mac",
    "webhooks/received",
    "webhooks/standard",
    "webhooks/url_signature",
);

const ROOT: &str = include_str!("../../runtime_sources/lib.rs");

/// The license of the runtime, which applies regardless of the license of the crate. Copies must include it.
const LICENSE: &str = include_str!("../../LICENSE-MIT");

/// The modules of vendors, of which a crate gets one.
const DIALECTS: &[&str] = &["generic", "twilio"];

/// The rooms that a crate gets if its documents use them.
const STREAMS: &[&str] = &["streams", "guide/streams"];

/// The file with the list of the guide's pages.
const INDEX_OF_GUIDE: &str = "guide/mod";

/// Returns the runtime's files in a generated crate, by their paths.
pub(super) fn files(api: &Api) -> BTreeMap<String, String> {
    let has_streams = streams::exist(api);
    let is_of_streams = |name: &str| {
        let mut rooms = STREAMS.iter();
        rooms.any(|room| name == *room || name.starts_with(&format!("{room}/")))
    };
    let wanted = |name: &str| {
        let is_foreign = DIALECTS.contains(&name) && name != api.runtime_module;
        !is_foreign && (has_streams || !is_of_streams(name))
    };
    let copies = FILES.iter().filter(|(name, _)| wanted(name));
    let mut files: BTreeMap<_, _> = copies
        .map(|(name, text)| {
            let text = match *name {
                INDEX_OF_GUIDE if !has_streams => without(text, is_of_streams_line),
                _ => (*text).to_owned(),
            };
            (path(name), format!("{}\n{text}", copy_header(name)))
        })
        .collect();
    files.insert(
        path("mod"),
        format!("{}\n{}", copy_header("lib"), root(api)),
    );
    files.insert("src/runtime/LICENSE-MIT".to_owned(), LICENSE.to_owned());
    files
}

fn path(name: &str) -> String {
    format!("src/runtime/{name}.rs")
}

fn copy_header(name: &str) -> String {
    let original = format!("generator/runtime/src/{name}.rs");
    format!("// {}\n", header::copy_of(&original))
}

/// Returns the root without the modules of other vendors, and without those that the documents
/// don't use.
fn root(api: &Api) -> String {
    let foreign: Vec<_> = DIALECTS
        .iter()
        .filter(|name| **name != api.runtime_module)
        .map(|name| format!("pub mod {name};"))
        .collect();
    let has_streams = streams::exist(api);
    without(ROOT, |line| {
        foreign.iter().any(|foreign| foreign == line) || !has_streams && is_of_streams_line(line)
    })
}

/// Returns the text without some lines, and without the attributes before them.
fn without(text: &str, is_dropped: impl Fn(&str) -> bool) -> String {
    let mut lines = text.lines().peekable();
    let mut kept = String::new();
    while let Some(line) = lines.next() {
        let is_of_dropped =
            line.starts_with("#[") && lines.peek().is_some_and(|next| is_dropped(next));
        if !is_of_dropped && !is_dropped(line) {
            kept.push_str(line);
            kept.push('\n');
        }
    }
    kept
}

/// Whether a line of the root or of the guide's index is about streams of events.
fn is_of_streams_line(line: &str) -> bool {
    let starts = [
        "pub mod streams;",
        "pub use self::streams::",
        "//! - [`streams`]",
    ];
    starts.iter().any(|start| line.starts_with(start))
}
