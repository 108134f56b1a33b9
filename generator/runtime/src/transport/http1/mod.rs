//! HTTP/1.1 on hyper: connections, their pool, and one exchange over one of them.

mod classify;
mod connection;
mod connector;
mod dial;
pub(super) mod engine;
#[cfg(feature = "gzip")]
mod gzip;
mod interim;
mod pool;
mod receiving;
mod target;
#[cfg(feature = "native-tls")]
#[path = "tls_native.rs"]
mod tls;
#[cfg(all(feature = "rustls-no-provider", not(feature = "native-tls")))]
#[path = "tls_rustls.rs"]
mod tls;
#[cfg(not(any(feature = "rustls-no-provider", feature = "native-tls")))]
#[path = "tls_none.rs"]
mod tls;
mod tokio_runtime;
mod tunnel;
mod upload;
