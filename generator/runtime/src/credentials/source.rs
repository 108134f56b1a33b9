//! The credentials that a provider has supplied, and the right to ask for more.

use std::fmt;
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use super::super::error::credentials::CredentialsError;
use super::super::request::security::SchemeKind;
use super::super::slots::Slots;
use super::super::transport::clock::Clock;
use super::credentials_request::CredentialsRequest;

/// The longest time between the renewal of credentials and their expiry, for clocks that differ and for
/// requests on their way.
const MARGIN: Duration = Duration::from_secs(30);

/// A provider of credentials of the type `C`.
pub(super) trait Ask<C>: Send + Sync {
    fn ask<'a>(&'a self, request: CredentialsRequest<'a>) -> Asking<'a, C>;

    /// Whether the credentials depend on the scopes of the operation.
    fn depends_on_scopes(&self) -> bool;
}

/// The future of credentials.
pub(super) type Asking<'a, C> =
    Pin<Box<dyn Future<Output = Result<Issued<C>, CredentialsError>> + Send + 'a>>;

/// Credentials as a provider issues them.
pub(super) struct Issued<C> {
    pub(super) credentials: C,
    pub(super) lifetime: Option<Duration>,
}

/// A provider, with the credentials that it has supplied. Clones of [`Credentials`](super::Credentials) share
/// it.
pub(crate) struct Source<C> {
    provider: Box<dyn Ask<C>>,
    /// The kind of credentials that it supplies; any if absent.
    kind: Option<SchemeKind<'static>>,
    /// The reason why no request can succeed, if it is known.
    problem: Option<&'static str>,
    stores: Mutex<Vec<(Scopes, Arc<Store<C>>)>>,
}

type Scopes = &'static [&'static str];

/// Credentials that a provider has supplied, and where they are kept.
pub(crate) struct Supply<C> {
    pub(crate) credentials: Arc<C>,
    round: u64,
    store: Arc<Store<C>>,
}

/// The outcome of the last request to a provider.
struct Store<C> {
    /// The right to ask the provider.
    turn: Slots,
    state: Mutex<State<C>>,
}

struct State<C> {
    /// The number of requests that have ended.
    round: u64,
    valid: Option<Valid<C>>,
    failure: Option<CredentialsError>,
}

/// Credentials that the API hasn't rejected.
struct Valid<C> {
    credentials: Arc<C>,
    /// The round that they are from.
    round: u64,
    /// The times of their renewal and of their expiry; never if absent.
    times: Option<(Instant, Instant)>,
}

impl<C> Source<C> {
    pub(super) fn new(provider: Box<dyn Ask<C>>) -> Self {
        Self {
            provider,
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
    ) -> Result<Supply<C>, CredentialsError> {
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
        let outcome = self.provider.ask(request).await;
        if let Err(error) = &outcome
            && request.link.is_over()
        {
            // Calls that wait may have more time than this one had, so that the next one asks.
            return Err(error.clone());
        }
        let outcome = store.put(outcome, asked, clock.now());
        outcome.map(|valid| store.supply(valid))
    }

    fn store(&self, scopes: Scopes) -> Arc<Store<C>> {
        let mut stores = self.stores.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((_, store)) = stores.iter().find(|(known, _)| *known == scopes) {
            return Arc::clone(store);
        }
        let store = Arc::new(Store {
            turn: Slots::new(1),
            state: Mutex::new(State {
                round: 0,
                valid: None,
                failure: None,
            }),
        });
        stores.push((scopes, Arc::clone(&store)));
        store
    }
}

impl<C> Supply<C> {
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

impl<C> Store<C> {
    fn state(&self) -> MutexGuard<'_, State<C>> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Returns credentials that needn't be renewed yet, or the present round.
    fn current(&self, now: Instant) -> Result<Valid<C>, u64> {
        let state = self.state();
        let valid = state.valid.as_ref();
        let current = valid.filter(|valid| valid.times.is_none_or(|(renewal, _)| now < renewal));
        current.cloned().ok_or(state.round)
    }

    /// Returns the outcome of a later round, unless the API has rejected its credentials.
    fn since(&self, round: u64) -> Option<Result<Valid<C>, CredentialsError>> {
        let state = self.state();
        if state.round == round {
            return None;
        }
        let failure = state.failure.clone().map(Err);
        failure.or_else(|| state.valid.clone().map(Ok))
    }

    /// Keeps the outcome of a request. A temporary failure has no effect while the credentials before
    /// are valid.
    fn put(
        &self,
        outcome: Result<Issued<C>, CredentialsError>,
        asked: Instant,
        now: Instant,
    ) -> Result<Valid<C>, CredentialsError> {
        let mut state = self.state();
        state.round += 1;
        state.failure = None;
        let before = state.valid.take();
        let outcome = match outcome {
            Ok(issued) => Ok(Valid {
                credentials: Arc::new(issued.credentials),
                round: state.round,
                times: issued.lifetime.and_then(|lifetime| times(asked, lifetime)),
            }),
            Err(error) => {
                let is_valid =
                    |valid: &Valid<C>| valid.times.is_none_or(|(_, expiry)| now < expiry);
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

    fn supply(self: &Arc<Self>, valid: Valid<C>) -> Supply<C> {
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

impl<C> Clone for Valid<C> {
    fn clone(&self) -> Self {
        Self {
            credentials: Arc::clone(&self.credentials),
            ..*self
        }
    }
}

/// Shows only the kind.
impl<C> fmt::Debug for Source<C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Source")
            .field("kind", &self.kind)
            .finish_non_exhaustive()
    }
}
