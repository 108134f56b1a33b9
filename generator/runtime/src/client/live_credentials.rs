//! The credentials of a call, as far as providers supply them.

use std::sync::Arc;

use super::super::credentials::Credentials;
use super::super::credentials::source::{Source, Supply};

/// The credentials of a call, as far as providers supply them.
pub(super) struct LiveCredentials {
    /// All credentials that the call may use.
    pub(super) credentials: Credentials,
    /// The providers that the call asks.
    pub(super) sources: Vec<Arc<Source<Credentials>>>,
    /// The credentials of the current attempt.
    pub(super) supplies: Vec<Supply<Credentials>>,
    /// Whether the API has rejected them once.
    was_rejected: bool,
    /// Whether the next attempt makes sense with other credentials only.
    pub(super) must_differ: bool,
}

/// A clone is for another call: it has obtained nothing yet.
impl Clone for LiveCredentials {
    fn clone(&self) -> Self {
        Self::new(self.credentials.clone(), self.sources.clone())
    }
}

impl LiveCredentials {
    pub(super) const fn new(
        credentials: Credentials,
        sources: Vec<Arc<Source<Credentials>>>,
    ) -> Self {
        Self {
            credentials,
            sources,
            supplies: Vec::new(),
            was_rejected: false,
            must_differ: false,
        }
    }

    /// Notes that the API rejected them. `false` if it has done so before, so that others won't help.
    pub(super) fn reject(&mut self) -> bool {
        for supply in &self.supplies {
            supply.reject();
        }
        self.must_differ = !self.was_rejected;
        !std::mem::replace(&mut self.was_rejected, true)
    }

    /// Takes over what the providers supplied. `false` if they are the same as before.
    pub(super) fn replace(&mut self, supplies: Vec<Supply<Credentials>>) -> bool {
        let mut is_same = self.supplies.len() == supplies.len();
        for (index, new) in supplies.iter().enumerate() {
            let own = self.supplies.get(index);
            is_same &= own.is_some_and(|own| own.is(new));
        }
        self.supplies = supplies;
        !is_same
    }
}
