//! Tests of the runtime through its public items, as generated code and users call them.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that meets something unexpected shall fail"
)]

mod addresses;
mod blocking;
mod bodies;
mod call_limit;
mod cancellation;
mod checks;
mod connections;
mod credentials;
mod credentials_by_operation;
mod decimals;
mod defaults;
mod downloads;
mod drift;
mod endpoints;
mod errors;
mod faults;
mod framing;
mod guide;
mod gzip;
mod hostile;
mod hostile_servers;
mod integer_enums;
mod interceptors;
mod keys_in_queries;
mod lenient;
mod live_credentials;
mod mock_pages;
mod mock_transport;
mod model;
mod nullable;
mod objects;
mod open_enums;
mod page_links;
mod paging;
mod per_call;
mod polling;
mod privacy;
mod proxies;
mod raw_requests;
mod reading;
mod requests;
#[cfg(feature = "reqwest")]
mod reqwest_client;
mod responses;
mod retries;
mod retry_after;
mod retry_limits;
mod second_pass;
mod sent_requests;
mod sids;
mod soak;
mod socket_soak;
mod sockets;
mod streams;
mod styles;
mod support;
mod tagged_unions;
mod timeouts;
#[cfg(any(feature = "rustls-no-provider", feature = "native-tls"))]
mod tls;
#[cfg(any(feature = "rustls-no-provider", feature = "native-tls"))]
mod tls_breaks;
mod tower;
mod trace_recorder;
mod traces;
mod unions;
mod uploads;
mod uris;
mod webhooks;
