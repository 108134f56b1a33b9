//! Which of a client's credentials go along with a call.

use http::header::AUTHORIZATION;

use super::super::error::configuration::ConfigurationError;
use super::super::request::info::OperationInfo;
use super::super::request::profile::Profile;
use super::super::request::security::{SchemeKind, SecurityScheme};
use super::authorization::Authorization;
use super::{Credentials, Kind};

/// Credentials, among which an API's operations choose.
///
/// A type of its own, so that these methods are none of [`Credentials`], to which generated crates add
/// methods that are called as the API's keys.
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

    /// Whether each of them can be sent, and all that go to an operation which doesn't say what it
    /// takes.
    pub(crate) fn check(self) -> Result<(), ConfigurationError> {
        for kind in self.kinds {
            authorization([kind])?;
        }
        self.unasked().map(drop)
    }

    /// What they add to a call of an operation, if anything.
    pub(crate) fn authorization(
        self,
        operation: &OperationInfo,
    ) -> Result<Option<Authorization>, ConfigurationError> {
        let ways = operation.security_requirements();
        if ways.is_empty() {
            return self.unasked();
        }
        let way = self.way(ways);
        if way.is_none() && operation.needs_credentials() {
            return Err(ConfigurationError::OtherCredentials {
                takes: listed(ways.iter().map(|way| together(way)), ", or "),
                has: listed(self.kinds.iter().map(Kind::part), ", "),
            });
        }
        authorization(self.chosen(way))
    }

    /// What they add to a call of which it isn't known what it takes: all of them. If they can't go
    /// together because operations tell them apart, it is the first way that the API prefers.
    fn unasked(self) -> Result<Option<Authorization>, ConfigurationError> {
        let all = authorization(self.kinds);
        if all.is_ok() || !self.profile.by_operation {
            return all;
        }
        authorization(self.chosen(self.way(self.profile.security)))
    }

    /// The first way of which every part is here.
    fn way<'w>(self, ways: &[&'w [SecurityScheme]]) -> Option<&'w [SecurityScheme]> {
        // Who writes a header by hand means it to be what operations take there.
        let header = SchemeKind::Header(AUTHORIZATION.as_str());
        let by_hand = self.own().any(|kind| kind.part().is(header));
        let is_here = |scheme: &SecurityScheme| {
            let mut kinds = self.kinds.iter();
            let goes_there = matches!(scheme, SecurityScheme::Bearer | SecurityScheme::Basic);
            kinds.any(|kind| kind.is(scheme)) || (by_hand && goes_there)
        };
        ways.iter().copied().find(|way| way.iter().all(is_here))
    }

    /// What goes along with a way: its parts, and what the API's description knows nothing of.
    fn chosen(self, way: Option<&[SecurityScheme]>) -> impl Iterator<Item = &'c Kind> {
        let is_asked = move |kind: &&Kind| way.into_iter().flatten().any(|scheme| kind.is(scheme));
        let asked = self.kinds.iter().filter(is_asked);
        asked.chain(self.own())
    }

    /// Those for which the API's description has no scheme: the caller knows what they are for.
    fn own(self) -> impl Iterator<Item = &'c Kind> {
        let schemes = self.profile.security;
        self.kinds.iter().filter(move |kind| {
            let mut schemes = schemes.iter().copied().flatten();
            !schemes.any(|scheme| kind.is(scheme))
        })
    }
}

/// What these add to a request, if there are any.
fn authorization<'c>(
    kinds: impl IntoIterator<Item = &'c Kind>,
) -> Result<Option<Authorization>, ConfigurationError> {
    let mut authorization = None;
    for kind in kinds {
        kind.add_to(authorization.get_or_insert_default())?;
    }
    Ok(authorization)
}

fn together(way: &[SecurityScheme]) -> String {
    listed(way.iter().map(SecurityScheme::part), " with ")
}

fn listed<T: ToString>(parts: impl Iterator<Item = T>, separator: &str) -> String {
    parts
        .map(|part| part.to_string())
        .collect::<Vec<_>>()
        .join(separator)
}
