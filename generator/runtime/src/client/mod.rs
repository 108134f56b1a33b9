//! The client, and how its calls are made.

mod authorize;
#[cfg(feature = "blocking")]
pub(super) mod blocking;
#[cfg(feature = "blocking")]
pub(super) mod blocking_download;
pub(super) mod builder;
pub(super) mod call;
pub(super) mod call_overrides;
pub(super) mod download;
pub(super) mod driver;
pub(super) mod exchange;
pub(super) mod interceptor;
mod live_credentials;
pub(super) mod overrides;
pub(super) mod prepared_request;
pub(super) mod raw_request;
pub(super) mod settings;
pub(super) mod shared;
pub(super) mod trace;
pub(super) mod transports;

use std::fmt;
use std::sync::Arc;

use self::shared::Shared;

/// A client of the API.
///
/// A clone is cheap, and all clones share one pool of connections: create one client and keep it.
/// `Debug` shows no secret.
///
/// The [guide](super::guide) has pages on [retries](super::guide::retries),
/// [timeouts](super::guide::timeouts), [calls](super::guide::calls),
/// [credentials](super::guide::credentials), [paging](super::guide::paging),
/// [downloads](super::guide::downloads), [uploads](super::guide::uploads),
/// [waiting](super::guide::waiting), [errors](super::guide::errors), [drift](super::guide::drift),
/// [security](super::guide::security), [testing](super::guide::testing) and
/// [transports](super::guide::transports).
#[derive(Clone)]
pub struct Client(pub(super) Arc<Shared>);

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client")
            .field("package", &self.0.profile.package)
            .field("credentials", &self.0.credentials)
            .field("destination", &self.0.servers)
            .field("settings", &self.0.settings)
            .finish_non_exhaustive()
    }
}
