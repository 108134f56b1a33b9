//! The selection of a client's credentials for a call.

use std::sync::Arc;

use http::header::AUTHORIZATION;

use super::super::error::configuration::ConfigurationError;
use super::super::request::info::OperationInfo;
use super::super::request::profile::Profile;
use super::super::request::security::{SchemeKind, SecurityScheme};
use super::authorization::Authorization;
use super::source::{Source, Supply};
use super::{Credentials, Kind};

/// Credentials from which operations select.
///
/// It is a separate type because generated crates add methods to [`Credentials`], whose names would
/// clash with those of its methods.
#[derive(Clone, Copy)]
pub(crate) struct Choice<'c> {
    kinds: &'c [Kind],
    profile: &'c Profile,
}

impl<'c> Choice<'c> {
    pub(crate) fn of(credentials: &'c Credentials, profile: &'c Profile) -> Self {
        Self {
            kinds: &credentials.kinds,
            profile,
        }
    }

    /// Checks that each of them can be sent, and all that an operation without requirements gets.
    pub(crate) fn check(self) -> Result<(), ConfigurationError> {
        for kind in self.kinds {
            authorization([kind])?;
        }
        self.unspecified().map(drop)
    }

    /// Returns the providers among them that a call of an operation asks: those that may meet its
    /// requirement, or all if it declares none.
    pub(crate) fn sources(self, operation: &OperationInfo) -> Vec<Arc<Source<Credentials>>> {
        let mut sources = Vec::new();
        let requirements = operation.security_requirements();
        for kind in self.kinds {
            let Kind::Provided(source) = kind else {
                continue;
            };
            let is_asked = requirements.is_empty()
                || !self.is_declared(kind)
                || self
                    .met_requirement(requirements)
                    .is_some_and(|requirement| requirement.iter().any(|scheme| kind.is(scheme)));
            if is_asked {
                sources.push(Arc::clone(source));
            }
        }
        sources
    }

    /// Returns their contribution to a call of an operation, if any. That of providers isn't part of it.
    pub(crate) fn authorization(
        self,
        operation: &OperationInfo,
    ) -> Result<Option<Authorization>, ConfigurationError> {
        let requirements = operation.security_requirements();
        if requirements.is_empty() {
            return self.unspecified();
        }
        let requirement = self.met_requirement(requirements);
        if requirement.is_none() && operation.needs_credentials() {
            return Err(ConfigurationError::OtherCredentials {
                takes: listed(
                    requirements.iter().map(|requirement| together(requirement)),
                    ", or ",
                ),
                has: listed(self.kinds.iter().filter_map(Kind::part), ", "),
            });
        }
        authorization(self.for_requirement(requirement))
    }

    /// Returns their contribution to a call without declared requirements: all of them. If they can't
    /// be sent together because operations select, it is that of the API's first requirement that they
    /// meet.
    fn unspecified(self) -> Result<Option<Authorization>, ConfigurationError> {
        let all = authorization(self.kinds);
        if all.is_ok() || !self.profile.by_operation {
            return all;
        }
        authorization(self.for_requirement(self.met_requirement(self.profile.security)))
    }

    /// Returns the first requirement that they meet.
    fn met_requirement<'w>(
        self,
        requirements: &[&'w [SecurityScheme]],
    ) -> Option<&'w [SecurityScheme]> {
        // A caller who sets the header directly means it for the operations that take one there.
        let header = SchemeKind::Header(AUTHORIZATION.as_str());
        let by_hand = self
            .undeclared()
            .any(|kind| kind.part().is_some_and(|part| part.is(header)));
        let is_here = |scheme: &SecurityScheme| {
            let mut kinds = self.kinds.iter();
            let goes_there = matches!(scheme, SecurityScheme::Bearer | SecurityScheme::Basic);
            kinds.any(|kind| kind.is(scheme)) || (by_hand && goes_there)
        };
        requirements
            .iter()
            .copied()
            .find(|requirement| requirement.iter().all(is_here))
    }

    /// Returns the credentials for a requirement: its schemes, and those that the API's description
    /// doesn't know.
    fn for_requirement(
        self,
        requirement: Option<&[SecurityScheme]>,
    ) -> impl Iterator<Item = &'c Kind> {
        let is_asked = move |kind: &&Kind| {
            requirement.is_some_and(|schemes| schemes.iter().any(|scheme| kind.is(scheme)))
        };
        let asked = self.kinds.iter().filter(is_asked);
        asked.chain(self.undeclared())
    }

    /// Returns those that the API's description has no scheme for: the caller knows their purpose.
    fn undeclared(self) -> impl Iterator<Item = &'c Kind> {
        self.kinds
            .iter()
            .filter(move |kind| !self.is_declared(kind))
    }

    /// Whether the API's description has a scheme for such credentials.
    fn is_declared(self, kind: &Kind) -> bool {
        let mut requirements = self.profile.security.iter();
        requirements.any(|schemes| schemes.iter().any(|scheme| kind.is(scheme)))
    }
}

/// Returns the same credentials, with what providers have supplied instead of the providers.
pub(crate) fn with_supplies(
    credentials: &Credentials,
    supplies: &[Supply<Credentials>],
) -> Credentials {
    let mut kinds = Vec::new();
    for kind in &credentials.kinds {
        if !kind.is_provided() {
            kinds.push(kind.clone());
        }
    }
    for supply in supplies {
        kinds.extend_from_slice(&supply.credentials.kinds);
    }
    Credentials {
        kinds,
        account: credentials.account.clone(),
    }
}

/// Returns the contribution of these credentials, if there are any.
fn authorization<'c>(
    kinds: impl IntoIterator<Item = &'c Kind>,
) -> Result<Option<Authorization>, ConfigurationError> {
    let mut authorization = None;
    for kind in kinds {
        kind.add_to(authorization.get_or_insert_default())?;
    }
    Ok(authorization)
}

fn together(requirement: &[SecurityScheme]) -> String {
    listed(requirement.iter().map(SecurityScheme::part), " with ")
}

fn listed<T: ToString>(parts: impl Iterator<Item = T>, separator: &str) -> String {
    parts
        .map(|part| part.to_string())
        .collect::<Vec<_>>()
        .join(separator)
}
