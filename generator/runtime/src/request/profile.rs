//! The differences between APIs at run time, as data.

use super::super::error::meaning::ErrorMeaning;
use super::endpoint::{EndpointParams, EndpointResolver};
use super::security::{SecurityRequirements, SecurityScheme};
use super::server_choice::ServerTemplate;

/// The facts about an API and its crate that the runtime requires.
#[derive(Clone, Copy, Debug)]
pub struct Profile {
    /// The crate's name, for the `User-Agent` header.
    pub package: &'static str,
    /// The prefix of the crate's environment variables, without `_`. If it is empty, the variables start with
    /// the crate's name in capitals.
    pub env_prefix: &'static str,
    /// The crate's version, for the `User-Agent` header.
    pub version: &'static str,
    /// The server of raw requests: an absolute URL, or empty if there is none.
    pub server: &'static str,
    /// Returns the host to call for a host that the API's description names.
    pub resolve_host: EndpointResolver,
    /// The hosts that keep their described name, regardless of the endpoint parameters.
    pub fixed_hosts: &'static [&'static str],
    /// The response header with the request's id in the server's records.
    pub request_id_header: &'static str,
    /// The meaning of the API's error responses.
    pub errors: ErrorMeaning,
    /// The credentials that calls take. Empty if the vendor's module supplies them.
    pub security: SecurityRequirements,
    /// Whether operations declare different requirements, so that a client may have credentials that
    /// can't be sent together.
    pub by_operation: bool,
    /// The servers of the API's description from which callers may choose, one list for each list in the
    /// description.
    pub servers: &'static [&'static [ServerTemplate]],
}

impl Profile {
    /// Creates the profile of an API without particular features.
    #[must_use]
    pub const fn generic(package: &'static str, version: &'static str) -> Self {
        Self {
            package,
            env_prefix: "",
            version,
            server: "",
            resolve_host: |host, _| host.to_owned(),
            fixed_hosts: &[],
            request_id_header: "x-request-id",
            errors: ErrorMeaning::COMMON,
            security: &[&[SecurityScheme::Bearer], &[SecurityScheme::Basic]],
            by_operation: false,
            servers: &[],
        }
    }

    /// Returns the same profile, with these security requirements.
    #[must_use]
    pub const fn security(mut self, requirements: SecurityRequirements) -> Self {
        self.security = requirements;
        self
    }

    /// Returns the same profile, with these security requirements, from which each operation selects.
    #[must_use]
    pub const fn security_by_operation(mut self, requirements: SecurityRequirements) -> Self {
        self.by_operation = true;
        self.security(requirements)
    }

    /// Returns the same profile, with a prefix for environment variables.
    #[must_use]
    pub const fn env_prefix(mut self, prefix: &'static str) -> Self {
        self.env_prefix = prefix;
        self
    }

    /// Returns the same profile, with the statuses of 500 or above that mean that the API has done
    /// nothing.
    #[must_use]
    pub const fn unprocessed(mut self, statuses: &'static [u16]) -> Self {
        self.errors.unprocessed = statuses;
        self
    }

    /// Returns the same profile, with hosts that keep their described name.
    #[must_use]
    pub const fn fixed_hosts(mut self, hosts: &'static [&'static str]) -> Self {
        self.fixed_hosts = hosts;
        self
    }

    /// Returns the same profile, with the servers from which callers may choose.
    #[must_use]
    pub const fn servers(mut self, lists: &'static [&'static [ServerTemplate]]) -> Self {
        self.servers = lists;
        self
    }

    /// Returns the host to call for a described one.
    pub(super) fn host(&self, described: &str, params: &EndpointParams) -> String {
        match self.fixed_hosts.contains(&described) {
            true => described.to_owned(),
            false => (self.resolve_host)(described, params),
        }
    }

    /// Returns the same profile, with a server for raw requests.
    #[must_use]
    pub const fn server(mut self, url: &'static str) -> Self {
        self.server = url;
        self
    }
}
