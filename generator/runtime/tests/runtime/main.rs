//! The runtime, tested through its public items, as generated code and its users see them.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that meets something unexpected shall fail"
)]

mod blocking;
mod bodies;
mod checks;
mod connections;
mod credentials;
mod credentials_by_operation;
mod downloads;
mod drift;
mod endpoints;
mod errors;
mod framing;
mod guide;
mod integer_enums;
mod interceptors;
mod lenient;
mod nullable;
mod objects;
mod open_enums;
mod paging;
mod privacy;
mod proxies;
mod raw_requests;
mod requests;
#[cfg(feature = "reqwest")]
mod reqwest_client;
mod responses;
mod retries;
mod retry_after;
mod sent;
mod sids;
mod soak;
mod sockets;
mod stubbed_pages;
mod stubs;
mod styles;
mod support;
mod timeouts;
#[cfg(any(feature = "rustls-no-provider", feature = "native-tls"))]
mod tls;
mod tower;
mod traces;
mod unions;
mod uploads;
mod uris;
mod waiting;
