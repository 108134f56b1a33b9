//! Blocking calls, interceptors, tracing, and other HTTP libraries.
//!
//! - The feature `hyper`, on by default, sends async calls over HTTP/1.1; it requires a Tokio runtime
//!   with timers and I/O. Without one, calls fail with an error for which
//!   [`is_configuration`](super::super::Error::is_configuration) holds. Several runtimes may share a
//!   client: each has separate connections.
//! - Responses are compressed only if `ClientBuilder::gzip` enables it, regardless of the enabled features.
//!   It requires the feature `gzip`, and applies to async and blocking calls and to downloads. The
//!   [maximum size](super::super::ClientBuilder::max_response_bytes) is that of the decompressed body. A
//!   truncated or corrupt body is an error. Bodies of other encodings, and of encodings that a call requests
//!   with a header, are returned unchanged.
//! - The feature `blocking` adds `send_blocking` and `send_with_response_blocking` to every call,
//!   and requires no runtime: the transport has a thread, which the first call starts.
//!   Blocking and async calls share all code but the waiting.
//! - `ClientBuilder::proxy` sends all calls through a proxy, `Proxy::from_env` reads it from the
//!   environment, and `ClientBuilder::root_certificates` adds trusted certificates. They apply to
//!   async and blocking calls.
//! - For HTTP/2, SOCKS or client certificates, the feature `reqwest` has a `ReqwestTransport`. It takes
//!   a `reqwest::ClientBuilder`, on which you set the `connect_timeout`, and follows no redirects.
//! - The feature `tracing` creates a span for every call, with operation, method, path template,
//!   status, attempt and request id. A call that was sent and finally fails is an event of the level `WARN` with
//!   the kind of failure.
//! - An [`Interceptor`](super::super::Interceptor) observes every attempt, with its duration and an id
//!   of the call, and can add headers to it.
//! - A custom [`Transport`](super::super::Transport) can send requests with any other library, or
//!   wrap another transport. Without default features, no HTTP library is compiled. The body of a
//!   request is a [`Body`](super::super::Body): usually [bytes](super::super::Body::bytes), or else
//!   [a stream](super::super::Body::into_stream).
//! - The feature `tower` turns any `tower` service into a transport, and allows middleware of
//!   that ecosystem around another transport:
//!
//! ```text
//! let transport = TowerTransport::around(HttpTransport::new()?, |service| {
//!     ServiceBuilder::new().map_request(sign).service(service)
//! });
//! let client = Client::builder().credentials(credentials).transport(transport).build()?;
//! ```
//!
//! - [`Client::request`](super::super::Client::request) sends requests for which the crate has no
//!   operation.
//!
//! # Encryption
//!
//! | feature | TLS |
//! |---|---|
//! | `rustls-aws-lc-rs` | by rustls on aws-lc-rs; enabled by default |
//! | `rustls-ring` | by rustls on ring, which compiles faster |
//! | `rustls-no-provider` | by rustls on the `CryptoProvider` that the program installs |
//! | `native-tls` | by the library of the operating system; takes precedence over the others |
//!
//! rustls reports a connection that is cut, even in a body that has no length and ends with the connection.
//! `native-tls` reads such a body as if it were whole.
//!
//! Without these features, https is an error and only plain http works, as in tests or to a proxy on the
//! same machine. A `CryptoProvider` that the program has installed for the process takes precedence
//! with each feature of rustls. This crate never installs one.
//!
//! All crates of a program share the features of rustls, and with both aws-lc-rs and ring enabled,
//! rustls can't choose: `rustls::ClientConfig::builder()` panics in code that relies on its choice.
//! The default of this crate is therefore that of rustls and reqwest. A program with rustls on ring only
//! uses this crate with `default-features = false` and `rustls-ring` or `rustls-no-provider`.
