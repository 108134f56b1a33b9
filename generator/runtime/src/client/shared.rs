//! The state that the clones of a client share.

use std::sync::Arc;

use http::HeaderValue;

use super::super::credentials::Credentials;
use super::super::credentials::authorization::Authorization;
use super::super::request::memo::Memo;
use super::super::request::profile::Profile;
use super::super::request::security::SecurityRequirements;
use super::super::request::server::Servers;
use super::super::retry::budget::RetryBudget;
use super::super::slots::Slots;
use super::interceptor::Interceptor;
use super::settings::Settings;
use super::transports::Transports;

/// The state that the clones of a client share.
///
/// It is a separate type because generated code adds methods to [`Client`](super::Client), whose
/// names would clash with those of private methods.
pub(crate) struct Shared {
    pub(crate) profile: &'static Profile,
    pub(crate) credentials: Option<Credentials>,
    /// The additions of the credentials to a request, by the requirements of its operation and whether they
    /// must be met.
    pub(crate) authorizations: Memo<(SecurityRequirements, bool), Option<Authorization>>,
    pub(crate) servers: Servers,
    pub(crate) plain_http_hosts: Vec<String>,
    pub(crate) user_agent: HeaderValue,
    pub(crate) settings: Settings,
    pub(crate) budget: RetryBudget,
    pub(crate) call_limit: Option<Slots>,
    pub(crate) interceptors: Vec<Arc<dyn Interceptor>>,
    pub(crate) transports: Transports,
}
