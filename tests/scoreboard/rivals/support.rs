//! What the adapters of the crates on reqwest have in common.

use std::error::Error;
use std::future::Future;

use scoreboard::{CallError, Failure, Outcome, Setup};

/// Returns a client of reqwest with the settings that crates leave to it.
pub(crate) fn http(setup: &Setup) -> reqwest::ClientBuilder {
    let mut builder = reqwest::Client::builder();
    builder = match &setup.proxy {
        Some(url) => match reqwest::Proxy::http(url) {
            Ok(proxy) => builder.proxy(proxy),
            Err(_) => builder,
        },
        None => builder.no_proxy(),
    };
    match setup.timeout {
        Some(timeout) => builder.timeout(timeout),
        None => builder,
    }
}

/// Returns such a client that adds a header to each request.
pub(crate) fn with_header(
    setup: &Setup,
    (name, value): (&'static str, &'static str),
) -> reqwest::ClientBuilder {
    let mut value = reqwest::header::HeaderValue::from_static(value);
    value.set_sensitive(true);
    let headers = [(reqwest::header::HeaderName::from_static(name), value)];
    http(setup).default_headers(headers.into_iter().collect())
}

/// Runs a call to its end.
pub(crate) fn run<T>(call: impl Future<Output = Outcome<T>>) -> Outcome<T> {
    let mut runtime = tokio::runtime::Builder::new_current_thread();
    runtime
        .enable_all()
        .build()
        .map_err(failure)?
        .block_on(call)
}

/// Returns the failure with the texts of an error alone.
pub(crate) fn failure(error: impl Error + 'static) -> Failure {
    Failure::Call(CallError::new(&error))
}

/// Returns why there is no value.
pub(crate) fn unsupported<T>(reason: &'static str) -> Outcome<T> {
    Err(Failure::Unsupported(reason))
}
