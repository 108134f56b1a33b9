//! Calls that are repeated until a condition is met.

use std::fmt;
use std::pin::Pin;
use std::sync::Arc;
use std::time::{Duration, Instant};

#[cfg(feature = "blocking")]
use super::client::blocking;
use super::client::call::{self, Call};
use super::client::trace;
use super::error::Error;
use super::error::configuration::ConfigurationError;
use super::request::operation::{Operation, Output};
use super::response::{Response, retry_after};
use super::transport::clock::Clock;

impl<O: Operation> Call<O> {
    /// Repeats the call until `done` returns true for its value.
    ///
    /// The first call is sent at once. By default, the delay after it is 2 seconds, each further delay
    /// is 1.5 times as long as the one before, up to 30 seconds, and polling ends after 10 minutes. A
    /// `Retry-After` header makes a delay longer.
    pub fn wait_until<P>(self, done: P) -> Poller<O, P>
    where
        P: FnMut(&Output<O>) -> bool,
    {
        Poller {
            call: self,
            done,
            schedule: Schedule::default(),
        }
    }
}

/// A call that is repeated until a condition is met; see [`Call::wait_until`].
#[derive(Clone)]
#[must_use = "a poller does nothing until it is sent: `.await` it, or use `.send()` or `.send_blocking()`"]
pub struct Poller<O: Operation, P = fn(&Output<O>) -> bool> {
    call: Call<O>,
    done: P,
    schedule: Schedule,
}

/// The delays between the calls.
#[derive(Clone, Copy, Debug)]
struct Schedule {
    delay: Duration,
    factor: f64,
    longest: Duration,
    deadline: Duration,
}

impl Default for Schedule {
    fn default() -> Self {
        Self {
            delay: Duration::from_secs(2),
            factor: 1.5,
            longest: Duration::from_secs(30),
            deadline: Duration::from_secs(600),
        }
    }
}

impl<O: Operation, P> Poller<O, P> {
    /// Sets the delay after the first call. A delay above the maximum raises the maximum.
    pub fn interval(mut self, delay: Duration) -> Self {
        self.schedule.delay = delay;
        self.schedule.longest = self.schedule.longest.max(delay);
        self
    }

    /// Sets the factor by which each delay exceeds the one before, and the maximum delay. A factor
    /// below 1 counts as 1.
    pub fn backoff(mut self, factor: f64, longest: Duration) -> Self {
        self.schedule.factor = factor;
        self.schedule.longest = longest;
        self
    }

    /// Ends the polling as well when the value meets this condition, such as a state that this version of
    /// the crate doesn't know. Otherwise such a state counts as one that passes.
    pub fn or_until(
        mut self,
        mut stop: impl FnMut(&Output<O>) -> bool,
    ) -> Poller<O, impl FnMut(&Output<O>) -> bool>
    where
        O: Operation,
        P: FnMut(&Output<O>) -> bool,
    {
        Poller {
            call: self.call,
            done: move |value: &Output<O>| (self.done)(value) || stop(value),
            schedule: self.schedule,
        }
    }

    /// Sets the deadline: no call is sent later than this after the first. If the condition isn't met
    /// by then, the result is an error ([`Error::is_wait_timeout`]).
    pub fn deadline(mut self, deadline: Duration) -> Self {
        self.schedule.deadline = deadline;
        self
    }
}

impl<O, P> Poller<O, P>
where
    O: Operation,
    P: FnMut(&Output<O>) -> bool,
{
    /// Polls, and returns the value that met the condition.
    ///
    /// # Errors
    ///
    /// The same as for [`Call::send`], as soon as a call fails after its retries; or if the deadline
    /// passes.
    pub async fn send(self) -> Result<Output<O>, Error> {
        self.send_with_response().await.map(Response::into_value)
    }

    /// Polls, and returns the whole response that met the condition.
    ///
    /// # Errors
    ///
    /// As for [`send`](Self::send).
    pub async fn send_with_response(mut self) -> Result<Response<Output<O>>, Error> {
        let transport = self.call.client.0.transports.asynchronous();
        let clock = transport.map_err(not_sent::<O>)?.clock();
        let mut rounds = Rounds::new(self.schedule, clock);
        loop {
            let prepared = call::prepare_to_send(&self.call)?;
            let response = call::perform(&self.call, prepared).await?;
            if (self.done)(response.value()) {
                return Ok(response);
            }
            let delay = rounds.delay_after(response).map_err(of::<O>)?;
            rounds.clock.sleep(delay).await;
        }
    }

    /// Polls, blocking the thread, and returns the value that met the condition.
    ///
    /// # Errors
    ///
    /// As for [`send`](Self::send).
    #[cfg(feature = "blocking")]
    pub fn send_blocking(self) -> Result<Output<O>, Error> {
        self.send_with_response_blocking().map(Response::into_value)
    }

    /// Polls, blocking the thread, and returns the whole response that met the condition.
    ///
    /// # Errors
    ///
    /// As for [`send`](Self::send).
    #[cfg(feature = "blocking")]
    pub fn send_with_response_blocking(mut self) -> Result<Response<Output<O>>, Error> {
        let transport = self.call.client.0.transports.blocking();
        let clock = transport.map_err(not_sent::<O>)?.clock();
        let mut rounds = Rounds::new(self.schedule, clock);
        loop {
            let prepared = call::prepare_to_send(&self.call)?;
            let response = blocking::perform(&self.call, prepared)?;
            if (self.done)(response.value()) {
                return Ok(response);
            }
            let delay = rounds.delay_after(response).map_err(of::<O>)?;
            rounds.clock.block(delay);
        }
    }
}

/// Awaiting a poller sends its calls, as [`send`](Self::send) does.
impl<O, P> IntoFuture for Poller<O, P>
where
    O: Operation + Send + 'static,
    P: FnMut(&Output<O>) -> bool + Send + 'static,
    Output<O>: Send,
{
    type Output = Result<Output<O>, Error>;
    type IntoFuture = Pin<Box<dyn Future<Output = Self::Output> + Send>>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.send())
    }
}

impl<O: Operation + fmt::Debug, P> fmt::Debug for Poller<O, P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Poller")
            .field("call", &self.call)
            .field("schedule", &self.schedule)
            .finish_non_exhaustive()
    }
}

/// Records and returns the error of the polling itself.
fn of<O: Operation>(error: Error) -> Error {
    let error = error.of(O::INFO.name());
    trace::failed(&error);
    error
}

fn not_sent<O: Operation>(error: ConfigurationError) -> Error {
    of::<O>(Error::configuration(error))
}

/// The progress of the polling.
struct Rounds {
    schedule: Schedule,
    clock: Arc<dyn Clock>,
    started: Instant,
}

impl Rounds {
    fn new(schedule: Schedule, clock: Arc<dyn Clock>) -> Self {
        Self {
            schedule,
            started: clock.now(),
            clock,
        }
    }

    /// Returns the delay after a response that didn't meet the condition.
    fn delay_after<T>(&mut self, response: Response<T>) -> Result<Duration, Error> {
        let asked = retry_after::delay(response.headers(), self.clock.timestamp());
        let delay = self.schedule.next_delay().max(asked.unwrap_or_default());
        let elapsed = self.clock.now().saturating_duration_since(self.started);
        if elapsed.saturating_add(delay) > self.schedule.deadline {
            return Err(Error::unfinished(elapsed, response.into_raw()));
        }
        Ok(delay)
    }
}

impl Schedule {
    /// Returns the next delay. The one after it is longer.
    fn next_delay(&mut self) -> Duration {
        let delay = self.delay.min(self.longest);
        let longer = delay.as_secs_f64() * self.factor.max(1.0);
        self.delay = Duration::try_from_secs_f64(longer).unwrap_or(self.longest);
        delay
    }
}
