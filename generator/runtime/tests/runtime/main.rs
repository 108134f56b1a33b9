//! Tests of the runtime through its public items, as generated code and users call them.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that meets something unexpected shall fail"
)]

mod blocking;
mod bodies;
mod checks;
mod credentials;
mod credentials_by_operation;
#[cfg(feature = "reqwest")]
mod downloads;
mod drift;
mod endpoints;
mod errors;
#[cfg(feature = "reqwest")]
mod guide;
mod hostile;
mod integer_enums;
mod interceptors;
mod lenient;
mod mock_pages;
mod mock_transport;
mod nullable;
mod objects;
mod open_enums;
mod page_links;
mod paging;
mod polling;
mod privacy;
mod raw_requests;
mod reading;
mod requests;
mod responses;
mod retries;
mod retry_after;
mod sent_requests;
mod sids;
mod soak;
#[cfg(feature = "reqwest")]
mod sockets;
mod styles;
mod support;
mod timeouts;
#[cfg(all(feature = "reqwest", any(feature = "rustls", feature = "native-tls")))]
mod tls;
mod tower;
mod traces;
mod unions;
#[cfg(feature = "reqwest")]
mod uploads;
mod uris;
