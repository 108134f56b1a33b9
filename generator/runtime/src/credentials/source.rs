//! What a provider has supplied, and who asks it for more.

use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use super::super::error::credentials::CredentialsError;
use super::super::request::security::SchemeKind;
use super::super::slots::Slots;
use super::super::transport::clock::Clock;
use super::provider::{CredentialsProvider, CredentialsRequest, ProvidedCredentials};
use super::{Credentials, Kind};

/// The longest time between the renewal of credentials and their expiry, for clocks that differ and for
/// requests on their way.
const MARGIN: Duration = Duration::from_secs(30);

/// A provider, with what it has supplied. The clones of credentials share it.
pub(crate) struct Source {
    provider: Box<dyn CredentialsProvider>,
    /// The kind of credentials that it supplies; any if absent.
    kind: Option<SchemeKind<'static>>,
    /// Why no request of it can succeed, if that is known.
    problem: Option<&'static str>,
    stores: Mutex<Vec<(Scopes, Arc<Store>)>>,
}

type Scopes = &'static [&'static str];

/// Credentials that a provider has supplied, and where they are kept.
#[derive(Clone)]
pub(crate) struct Supply {
    pub(crate) credentials: Arc<Credentials>,
    round: u64,
    store: Arc<Store>,
}

/// The outcome of the last request to a provider.
struct Store {
    /// The right to ask the provider.
    turn: Slots,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    /// The number of requests that have ended.
    round: u64,
    valid: Option<Valid>,
    failure: Option<CredentialsError>,
}

/// Credentials that the API hasn't rejected.
#[derive(Clone)]
struct Valid {
    credentials: Arc<Credentials>,
    /// The round that they are from.
    round: u64,
    /// When they are to be renewed, and when they expire; never if absent.
    times: Option<(Instant, Instant)>,
}

impl Source {
    pub(super) fn new(provider: impl CredentialsProvider) -> Self {
        Self {
            provider: Box::new(provider),
            kind: None,
            problem: None,
            stores: Mutex::default(),
        }
    }

    /// Returns the same source, which supplies credentials of one kind, or none because of a problem.
    #[cfg(feature = "oauth2")]
    pub(super) fn of_kind(
        mut self,
        kind: SchemeKind<'static>,
        problem: Option<&'static str>,
    ) -> Self {
        self.kind = Some(kind);
        self.problem = problem;
        self
    }

    pub(super) const fn kind(&self) -> Option<SchemeKind<'static>> {
        self.kind
    }

    pub(super) const fn problem(&self) -> Option<&'static str> {
        self.problem
    }

    /// Returns credentials that are valid for a call. If there are none, this call asks the provider, or
    /// waits for another one that does.
    pub(crate) async fn obtain(
        &self,
        request: CredentialsRequest<'_>,
        clock: &dyn Clock,
    ) -> Result<Supply, CredentialsError> {
        let scopes = match self.provider.depends_on_scopes() {
            true => request.scopes(),
            false => &[],
        };
        let store = self.store(scopes);
        let round = match store.current(clock.now()) {
            Ok(valid) => return Ok(store.supply(valid)),
            Err(round) => round,
        };
        let _turn = store.turn.enter().await;
        // The outcome of a request that ended in the meantime is for all calls that waited for it.
        if let Some(outcome) = store.since(round) {
            return outcome.map(|valid| store.supply(valid));
        }
        let asked = clock.now();
        let outcome = self.ask(request).await;
        if let Err(error) = &outcome
            && request.link.is_over()
        {
            // Calls that wait may have more time than this one had, so that the next one asks.
            return Err(error.clone());
        }
        let outcome = store.put(outcome, asked, clock.now());
        outcome.map(|valid| store.supply(valid))
    }

    async fn ask(
        &self,
        request: CredentialsRequest<'_>,
    ) -> Result<ProvidedCredentials, CredentialsError> {
        #[cfg(feature = "blocking")]
        let provided = match request.link.is_blocking() {
            true => self.provider.provide_blocking(request)?,
            false => self.provider.provide(request).await?,
        };
        #[cfg(not(feature = "blocking"))]
        let provided = self.provider.provide(request).await?;
        let mut kinds = provided.credentials.kinds.iter();
        match kinds.any(|kind| matches!(kind, Kind::Provided(_))) {
            true => Err(CredentialsError::new(
                "expected credentials, found another provider",
            )),
            false => Ok(provided),
        }
    }

    fn store(&self, scopes: Scopes) -> Arc<Store> {
        let mut stores = self.stores.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, store)) = stores.iter().find(|(known, _)| *known == scopes) {
            return Arc::clone(store);
        }
        let store = Arc::new(Store {
            turn: Slots::new(1),
            state: Mutex::default(),
        });
        stores.push((scopes, Arc::clone(&store)));
        store
    }
}

impl Supply {
    /// Whether these are the same credentials, from the same request.
    pub(crate) fn is(&self, other: &Self) -> bool {
        self.round == other.round && Arc::ptr_eq(&self.store, &other.store)
    }

    /// Notes that the API rejected the credentials, so that no other call uses them.
    pub(crate) fn reject(&self) {
        let mut state = self.store.state();
        state.valid.take_if(|valid| valid.round == self.round);
    }
}

impl Store {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Returns credentials that needn't be renewed yet, or the present round.
    fn current(&self, now: Instant) -> Result<Valid, u64> {
        let state = self.state();
        let valid = state.valid.as_ref();
        let current = valid.filter(|valid| valid.times.is_none_or(|(renewal, _)| now < renewal));
        current.cloned().ok_or(state.round)
    }

    /// Returns the outcome of a later round, unless the API has rejected its credentials.
    fn since(&self, round: u64) -> Option<Result<Valid, CredentialsError>> {
        let state = self.state();
        if state.round == round {
            return None;
        }
        let failure = state.failure.clone().map(Err);
        failure.or_else(|| state.valid.clone().map(Ok))
    }

    /// Keeps the outcome of a request. A failure that may pass does no harm while the credentials before
    /// are valid.
    fn put(
        &self,
        outcome: Result<ProvidedCredentials, CredentialsError>,
        asked: Instant,
        now: Instant,
    ) -> Result<Valid, CredentialsError> {
        let mut state = self.state();
        state.round += 1;
        state.failure = None;
        let before = state.valid.take();
        let outcome = match outcome {
            Ok(provided) => Ok(Valid {
                credentials: Arc::new(provided.credentials),
                round: state.round,
                times: provided
                    .lifetime
                    .and_then(|lifetime| times(asked, lifetime)),
            }),
            Err(error) => {
                let is_valid = |valid: &Valid| valid.times.is_none_or(|(_, expiry)| now < expiry);
                let before = before.filter(|valid| error.is_transient() && is_valid(valid));
                before.ok_or(error)
            }
        };
        match &outcome {
            Ok(valid) => state.valid = Some(valid.clone()),
            Err(error) => state.failure = Some(error.clone()),
        }
        outcome
    }

    fn supply(self: &Arc<Self>, valid: Valid) -> Supply {
        Supply {
            credentials: valid.credentials,
            round: valid.round,
            store: Arc::clone(self),
        }
    }
}

/// Returns when credentials are to be renewed, and when they expire. A time that the clock can't express
/// never comes.
fn times(asked: Instant, lifetime: Duration) -> Option<(Instant, Instant)> {
    let margin = MARGIN.min(lifetime / 10);
    let renewal = asked.checked_add(lifetime.saturating_sub(margin))?;
    Some((renewal, asked.checked_add(lifetime)?))
}

/// Shows the kind alone.
impl fmt::Debug for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Source")
            .field("kind", &self.kind)
            .finish_non_exhaustive()
    }
}
