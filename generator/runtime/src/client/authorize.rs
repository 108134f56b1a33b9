//! How an exchange obtains the credentials that providers supply.

use std::time::{Duration, Instant};

use http::Request;
use http::header::USER_AGENT;

use super::super::credentials::Credentials;
use super::super::credentials::authorization::Authorization;
use super::super::credentials::choice::{self, Choice};
use super::super::credentials::credentials_request::{CredentialsRequest, Link};
use super::super::credentials::plain_http::may_send_to;
use super::super::credentials::source::Supply;
use super::super::error::Error;
use super::super::error::configuration::ConfigurationError;
use super::super::error::credentials::CredentialsError;
#[cfg(feature = "blocking")]
use super::super::transport::blocking::BlockingTransport;
use super::super::transport::body::Body;
use super::super::transport::clock::Clock;
use super::super::transport::{Limits, Transport, TransportFuture, stream};
use super::exchange::{Exchange, LONGEST};
use super::settings::Settings;
use super::shared::Shared;

/// The maximum size of a response that contains credentials.
const MOST_BYTES: usize = 1 << 20;

/// The transport of a call.
#[derive(Clone, Copy)]
pub(super) enum Via<'a> {
    Async(&'a dyn Transport),
    #[cfg(feature = "blocking")]
    Blocking(&'a dyn BlockingTransport),
}

impl Exchange {
    /// Obtains the credentials for the next attempt, if providers supply them. A failure that may pass is
    /// retried as the call is.
    pub(super) async fn authorize(&mut self, via: Via<'_>, clock: &dyn Clock) -> Result<(), Error> {
        if self.prepared.live.is_none() {
            return Ok(());
        }
        loop {
            let now = clock.now();
            self.started.get_or_insert((now, now));
            match self.ask(via, clock).await {
                Ok(supplies) => return self.use_supplies(supplies),
                Err(error) => {
                    self.refusals += 1;
                    let error = Error::credentials(error).of(self.prepared.operation.name());
                    let error = error.after(self.attempts);
                    let Some(delay) = self.delay_after(&error, clock.now(), clock) else {
                        return Err(self.give_up(error));
                    };
                    self.span.retrying(delay);
                    clock.sleep(delay).await;
                }
            }
        }
    }

    /// Asks the providers, within the time limit of the call.
    async fn ask(
        &self,
        via: Via<'_>,
        clock: &dyn Clock,
    ) -> Result<Vec<Supply<Credentials>>, CredentialsError> {
        let link = CallLink {
            via,
            clock,
            shared: &self.shared,
            settings: &self.settings,
            started: self.started.map_or_else(|| clock.now(), |(call, _)| call),
        };
        let request = CredentialsRequest {
            operation: &self.prepared.operation,
            link: &link,
        };
        let mut supplies = Vec::new();
        let live = self.prepared.live.as_ref();
        for source in live.map_or(&[][..], |live| &live.sources) {
            let supply = async { Ok(source.obtain(request, clock).await) };
            let timer = || clock.sleep(link.left());
            supplies.push(stream::until(supply, timer).await??);
        }
        Ok(supplies)
    }

    /// Uses what the providers supplied for the next attempt.
    fn use_supplies(&mut self, supplies: Vec<Supply<Credentials>>) -> Result<(), Error> {
        let Some(live) = &mut self.prepared.live else {
            return Ok(());
        };
        if !live.replace(supplies) {
            return Ok(());
        }
        let must_differ = std::mem::take(&mut live.must_differ);
        let credentials = choice::with_supplies(&live.credentials, &live.supplies);
        let authorization = self.authorization_of(&credentials);
        let authorization = authorization.map_err(|error| {
            let error = Error::configuration(error).of(self.prepared.operation.name());
            self.give_up(error.after(self.attempts))
        })?;
        if must_differ
            && self.prepared.has_authorization(&authorization)
            && let Some(rejection) = self.earlier.take()
        {
            return Err(self.give_up(rejection));
        }
        let outcome = self.prepared.set_authorization(authorization);
        outcome.map_err(|error| self.give_up(error))
    }

    /// Returns the contribution of credentials to the call.
    fn authorization_of(
        &self,
        credentials: &Credentials,
    ) -> Result<Option<Authorization>, ConfigurationError> {
        let choice = Choice::of(credentials, self.shared.profile);
        let authorization = choice.authorization(&self.prepared.operation)?;
        let overrides = self.settings.overrides.as_deref();
        overrides.map_or(Ok(()), |overrides| overrides.check(authorization.as_ref()))?;
        Ok(authorization)
    }
}

/// The way of a provider to the network, within the limits of a call.
struct CallLink<'a> {
    via: Via<'a>,
    clock: &'a dyn Clock,
    shared: &'a Shared,
    settings: &'a Settings,
    /// When the call began.
    started: Instant,
}

impl CallLink<'_> {
    /// Returns the time that is left of the call's.
    fn left(&self) -> Duration {
        let elapsed = self.clock.now().saturating_duration_since(self.started);
        self.settings.timeout.saturating_sub(elapsed).min(LONGEST)
    }

    fn limits(&self) -> Limits {
        let left = self.left();
        let timeout = left.min(self.settings.attempt_timeout);
        Limits {
            timeout,
            connect_timeout: timeout.min(self.settings.connect_timeout),
            call_timeout: left,
            max_response_bytes: self.settings.max_response_bytes.min(MOST_BYTES),
        }
    }
}

impl Link for CallLink<'_> {
    fn check(&self, request: &Request<Body>) -> Result<(), CredentialsError> {
        let uri = request.uri();
        let by_proxy = self.shared.transports.may_use_proxy(uri);
        match may_send_to(uri, &self.shared.plain_http_hosts, by_proxy) {
            true => Ok(()),
            false => {
                let host = uri.host().unwrap_or_default().to_owned();
                let error = ConfigurationError::PlainHttp { host, by_proxy };
                Err(CredentialsError::new(error.to_string()))
            }
        }
    }

    fn send(&self, mut request: Request<Body>) -> TransportFuture<'_> {
        let headers = request.headers_mut().entry(USER_AGENT);
        headers.or_insert_with(|| self.shared.user_agent.clone());
        let limits = self.limits();
        match self.via {
            Via::Async(transport) => transport.send(request, limits),
            #[cfg(feature = "blocking")]
            Via::Blocking(transport) => {
                let outcome = transport.send_blocking(request, limits);
                Box::pin(std::future::ready(outcome))
            }
        }
    }

    #[cfg(feature = "blocking")]
    fn is_blocking(&self) -> bool {
        matches!(self.via, Via::Blocking(_))
    }

    fn is_over(&self) -> bool {
        self.left().is_zero()
    }
}
