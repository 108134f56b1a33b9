//! Headers, servers, credentials and keys of a single call.
//!
//! Setters of a [`Call`](super::super::Call) add to the arguments of its operation, or replace settings of the
//! client. They apply to all attempts of the call, and to all pages of a list:
//!
//! ```text
//! let call = call
//!     .with_header("X-Feature", "beta")
//!     .with_query("expand", "owner")
//!     .timeout(Duration::from_secs(5));
//! ```
//!
//! A header replaces one of the operation. A header that states the destination or the length of the request,
//! such as `Host` or `Content-Length`, is an error, and so is any part of the request that the credentials
//! set, such as `Authorization`. `Debug` shows only values that are known to be public.
//!
//! # Several accounts
//!
//! Calls of one client share its connections, whichever credentials they have:
//!
//! ```text
//! call.with_credentials(Credentials::bearer(token_of_tenant)).send().await?;
//! ```
//!
//! # Servers
//!
//! `with_base_url` sends one call to another server, as
//! [`base_url`](super::super::ClientBuilder::base_url) does for all calls. If the API's description gives
//! names to its servers, or variables to their URLs, `with_server` and `with_server_variable` choose among
//! them:
//!
//! ```text
//! call.with_server("sandbox").with_server_variable("region", "eu").send().await?;
//! ```
//!
//! An unknown name or value is an error that lists the known ones. If the description lists no values,
//! a value consists of letters, digits, `-`, `.`, `_` and `~`, so that it can't change another part of the URL.
//!
//! # Idempotency keys
//!
//! Some servers carry out a request once, however often it arrives with the same key. A call with a key is
//! [retried](super::retries) like a GET, and all its attempts have the same key:
//!
//! ```text
//! call.with_idempotency_key(order.id()).send().await?;
//! ```
//!
//! The key is sent in the header that the API's description names for the operation, or in
//! `Idempotency-Key`. If the operation has an argument for the header, setting it has the same effect.
//!
//! # Concurrent calls
//!
//! [`max_concurrent_calls`](super::super::ClientBuilder::max_concurrent_calls) limits the calls of a client
//! that are in progress. Further calls wait for their turn. A call whose time limit passes while it waits fails with
//! an error for which [`is_busy`](super::super::Error::is_busy) returns `true`: nothing was sent.
//!
//! # Facts of an operation
//!
//! The description may declare that an operation can be repeated, the number of its attempts, and its time
//! limits. These take precedence over the settings of the client, and settings of the call over both.
