//! The settings of a single call that replace those of its client, or add to the arguments of its operation.

use std::ops::Deref;

use super::super::credentials::Credentials;
use super::super::credentials::authorization::Authorization;
use super::super::error::Error;
use super::super::error::configuration::ConfigurationError;
use super::super::request::extras::Extras;
use super::super::request::info::OperationInfo;
use super::super::request::profile::Profile;
use super::super::request::server::{Destination, Servers};
use super::super::request::server_choice::ServerChoice;

/// The settings of a single call.
#[derive(Clone, Debug, Default)]
pub(crate) struct Overrides {
    pub(super) extras: Extras,
    pub(super) base_url: Option<String>,
    pub(super) server: ServerChoice,
    pub(super) credentials: Option<Credentials>,
}

impl Overrides {
    pub(super) const fn extras(&self) -> &Extras {
        &self.extras
    }

    pub(super) const fn credentials(&self) -> Option<&Credentials> {
        self.credentials.as_ref()
    }

    /// Checks that the call adds no part of the request that its credentials set.
    pub(super) fn check(
        &self,
        authorization: Option<&Authorization>,
    ) -> Result<(), ConfigurationError> {
        let replaced = authorization.and_then(|own| own.replaced_by(&self.extras));
        match replaced {
            Some(part) => Err(ConfigurationError::ReplacesCredentials { part }),
            None => Ok(()),
        }
    }

    /// Returns the servers of the call, if they aren't those of the client.
    fn servers(
        &self,
        shared: &Servers,
        profile: &'static Profile,
    ) -> Result<Option<Servers>, ConfigurationError> {
        if let Some(url) = &self.base_url {
            return Destination::base(url).map(|destination| Some(Servers::of(destination)));
        }
        let is_chosen = !self.server.is_empty();
        Ok(is_chosen.then(|| shared.choosing(profile, self.server.clone())))
    }
}

/// The servers of a call: the client's, or its own.
pub(super) enum CallServers<'c> {
    Shared(&'c Servers),
    Own(Servers),
}

impl Deref for CallServers<'_> {
    type Target = Servers;

    fn deref(&self) -> &Servers {
        match self {
            Self::Shared(servers) => servers,
            Self::Own(servers) => servers,
        }
    }
}

/// Returns the servers of a call. `shared` are those of the client.
pub(super) fn servers<'c>(
    overrides: Option<&Overrides>,
    shared: &'c Servers,
    profile: &'static Profile,
    operation: &OperationInfo,
) -> Result<CallServers<'c>, Error> {
    let own = overrides.map(|overrides| overrides.servers(shared, profile));
    let own = own.transpose();
    let own = own.map_err(|error| Error::configuration(error).of(operation.name()))?;
    Ok(own
        .flatten()
        .map_or(CallServers::Shared(shared), CallServers::Own))
}
