//! Calling again and again until the answer is what one waits for.

use std::fmt;
use std::pin::Pin;
use std::sync::Arc;
use std::time::{Duration, Instant};

use super::call::{Call, Output};
use super::error::Error;
use super::error::configuration::ConfigurationError;
use super::operation::Operation;
use super::response::Response;
use super::transport::clock::Clock;

impl<O: Operation> Call<O> {
    /// Makes the call until its value is what is waited for: `done` is asked about each.
    ///
    /// The first call is made at once. Unless [`Poller`] is told otherwise, the pause after it is 2
    /// seconds, each further one is half as long again, up to 30 seconds, and the waiting ends after
    /// 10 minutes. A `Retry-After` header makes a pause longer.
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

/// A call to be made until its value is what is waited for; see [`Call::wait_until`].
#[derive(Clone)]
#[must_use = "a poller does nothing until it is sent: `.await` it, or use `.send()` or `.send_blocking()`"]
pub struct Poller<O, P> {
    call: Call<O>,
    done: P,
    schedule: Schedule,
}

/// When the calls are made.
#[derive(Clone, Copy, Debug)]
struct Schedule {
    pause: Duration,
    factor: f64,
    longest: Duration,
    deadline: Duration,
}

impl Default for Schedule {
    fn default() -> Self {
        Self {
            pause: Duration::from_secs(2),
            factor: 1.5,
            longest: Duration::from_secs(30),
            deadline: Duration::from_secs(600),
        }
    }
}

impl<O, P> Poller<O, P> {
    /// Sets the pause after the first call. If it is longer than the longest pause so far, that
    /// becomes as long.
    pub fn interval(mut self, pause: Duration) -> Self {
        self.schedule.pause = pause;
        self.schedule.longest = self.schedule.longest.max(pause);
        self
    }

    /// Makes each pause so many times as long as the one before, up to the longest. With a factor of
    /// 1 all are the same; a lesser one is taken for 1.
    pub fn backoff(mut self, factor: f64, longest: Duration) -> Self {
        self.schedule.factor = factor;
        self.schedule.longest = longest;
        self
    }

    /// Sets how long to wait: no call is made later than this after the first. That the value still
    /// isn't what is waited for is an error then ([`Error::is_wait_timeout`]).
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
    /// Waits, and gives the value.
    ///
    /// # Errors
    ///
    /// As for [`Call::send`], as soon as one call fails for good; or if the deadline passes.
    pub async fn send(self) -> Result<Output<O>, Error> {
        self.send_with_response().await.map(Response::into_value)
    }

    /// Waits, and gives the whole response.
    ///
    /// # Errors
    ///
    /// As for [`send`](Self::send).
    pub async fn send_with_response(mut self) -> Result<Response<Output<O>>, Error> {
        let transport = self.call.client.0.transports.asynchronous();
        let clock = transport.map_err(not_sent::<O>)?.clock();
        let mut rounds = Rounds::new(self.schedule, clock);
        loop {
            let outgoing = self.call.outgoing()?;
            let response = self.call.perform(outgoing).await?;
            if (self.done)(response.value()) {
                return Ok(response);
            }
            let pause = rounds.delay_after(response).map_err(of::<O>)?;
            rounds.clock.sleep(pause).await;
        }
    }

    /// Waits, blocking the thread until then, and gives the value.
    ///
    /// # Errors
    ///
    /// As for [`send`](Self::send).
    #[cfg(feature = "blocking")]
    pub fn send_blocking(self) -> Result<Output<O>, Error> {
        self.send_with_response_blocking().map(Response::into_value)
    }

    /// Waits, blocking the thread until then, and gives the whole response.
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
            let outgoing = self.call.outgoing()?;
            let response = self.call.perform_blocking(outgoing)?;
            if (self.done)(response.value()) {
                return Ok(response);
            }
            let pause = rounds.delay_after(response).map_err(of::<O>)?;
            rounds.clock.block(pause);
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

impl<O: fmt::Debug, P> fmt::Debug for Poller<O, P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Poller")
            .field("call", &self.call)
            .field("schedule", &self.schedule)
            .finish_non_exhaustive()
    }
}

fn of<O: Operation>(error: Error) -> Error {
    error.of(&O::INFO)
}

fn not_sent<O: Operation>(error: ConfigurationError) -> Error {
    of::<O>(Error::configuration(error))
}

/// The calls so far.
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

    /// How long to pause after a response that isn't the last.
    fn delay_after<T>(&mut self, response: Response<T>) -> Result<Duration, Error> {
        let asked = response.retry_after();
        let asked = asked.map(|after| after.delay_from(self.clock.timestamp()));
        let pause = self.schedule.next_pause().max(asked.unwrap_or_default());
        let elapsed = self.clock.now().saturating_duration_since(self.started);
        if elapsed.saturating_add(pause) > self.schedule.deadline {
            return Err(Error::unfinished(elapsed, response.into_raw()));
        }
        Ok(pause)
    }
}

impl Schedule {
    /// The pause that is due. The one after it is longer.
    fn next_pause(&mut self) -> Duration {
        let pause = self.pause.min(self.longest);
        let longer = pause.as_secs_f64() * self.factor.max(1.0);
        self.pause = Duration::try_from_secs_f64(longer).unwrap_or(self.longest);
        pause
    }
}
