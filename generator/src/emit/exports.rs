//! The items of the runtime and of other crates that every crate exports.

use quote::quote;

use crate::ir::Api;
use crate::source::{SourceFile, ident};

use super::{scalar, streams};

/// The items of the runtime that every crate exports, beside the types of scalars.
const ITEMS: &[&str] = &[
    "Attempt",
    "Body",
    "BodyStream",
    "Call",
    "Client",
    "ClientBuilder",
    "Clock",
    "Credentials",
    "CredentialsError",
    "CredentialsFuture",
    "CredentialsProvider",
    "CredentialsRequest",
    "DecimalError",
    "DecodeError",
    "Download",
    "Error",
    "ExponentialBackoff",
    "FailedAttempt",
    "Form",
    "FromResponse",
    "Interceptor",
    "Items",
    "Limits",
    "MaxAttempts",
    "MaxElapsed",
    "NoRetry",
    "Nullable",
    "Operation",
    "OperationInfo",
    "Pages",
    "Paginated",
    "PagingScheme",
    "Part",
    "Poller",
    "ProvidedCredentials",
    "RawRequest",
    "RawResponse",
    "Response",
    "RetryAfter",
    "RetryBudget",
    "RetryPolicy",
    "SidError",
    "SkippedField",
    "SleepFuture",
    "StreamFuture",
    "SystemClock",
    "Transport",
    "TransportError",
    "TransportErrorKind",
    "TransportFuture",
    "UnrecognizedInteger",
    "UnrecognizedValue",
    "Violation",
    "guide",
];

/// The crates whose types every crate takes and returns.
const CRATES: &[&str] = &["bytes", "http", "jiff", "secrecy", "serde_json", "url"];

/// Adds the exports of the runtime and of other crates to the root of the crate.
pub(super) fn push(file: &mut SourceFile, api: &Api) {
    let names = ITEMS.iter().copied().chain(scalar::runtime_types());
    let names = names.map(ident);
    file.push(quote! {
        pub use runtime::{#(#names),*};
    });
    if streams::exist(api) {
        file.push(quote! {
            pub use runtime::{EventStream, Resumable, StreamBody, StreamEvent, StreamFormat, Streamed};
        });
        file.push(quote! {
            #[cfg(feature = "blocking")]
            pub use runtime::BlockingEventStream;
        });
    }
    let crates = CRATES.iter().copied().map(ident);
    file.push(quote! {
        pub use {#(#crates),*};
    });
    file.push(quote! {
        #[cfg(feature = "hyper")]
        pub use runtime::{HttpTransport, HttpTransportBuilder, Proxy};
    });
    file.push(quote! {
        #[cfg(feature = "reqwest")]
        pub use {reqwest, runtime::ReqwestTransport};
    });
    file.push(quote! {
        #[cfg(feature = "blocking")]
        pub use runtime::{BlockingDownload, BlockingHttpTransport, BlockingTransport, BodyReader};
    });
    file.push(quote! {
        #[cfg(feature = "tower")]
        pub use runtime::{ResponseBody, Streaming, TowerTransport, TransportService};
    });
    file.push(quote! {
        #[cfg(feature = "oauth2")]
        pub use runtime::OAuth2;
    });
    file.push(quote! {
        #[cfg(feature = "test-util")]
        pub use runtime::testing;
    });
    file.push(quote! {
        #[cfg(feature = "webhooks")]
        pub use runtime::webhooks;
    });
}

/// Returns the documentation of the crates that users need not depend on.
pub(super) fn docs() -> Vec<String> {
    let names = CRATES.iter().map(|name| format!("[`{name}`]"));
    let names = names.collect::<Vec<_>>().join(", ");
    [
        "This crate re-exports the crates whose types it accepts and returns:",
        &names,
        "and, with the feature of that name, `reqwest`. Use their types through this crate, so that the",
        "versions match.",
    ]
    .map(str::to_owned)
    .into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ir::{RustType, Scalar};

    #[test]
    fn crates_of_scalars_are_exported() {
        for scalar in Scalar::ALL {
            if let RustType::Foreign(module, _) = scalar.facts().rust {
                let name = module.split("::").next().unwrap_or(module);
                assert!(
                    CRATES.contains(&name),
                    "add `{name}` to `CRATES` in emit/exports.rs"
                );
            }
        }
    }
}
