//! One call, from its arguments to its value.

use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use http::Request;

use super::body::Body;
use super::client::Client;
use super::client::settings::Settings;
#[cfg(feature = "blocking")]
use super::download::blocking::BlockingDownload;
use super::download::{Download, Streamed};
use super::error::Error;
use super::exchange::Outgoing;
use super::from_response::{FromResponse, ResponseReader};
use super::operation::Operation;
use super::request;
use super::response::{RawResponse, Response};
use super::retry::{NoRetry, RetryPolicy};
use super::trace;

/// A call that hasn't been made: an operation, and the client to make it with.
///
/// Setters fill in what is optional; [`send`](Self::send) makes the call, and so does `.await` on the
/// call itself.
#[derive(Clone, Debug)]
#[must_use = "a call does nothing until it is sent: `.await` it, or use `.send()` or `.send_blocking()`"]
pub struct Call<O> {
    pub(super) client: Client,
    pub(super) settings: Settings,
    /// The operation with its arguments.
    pub operation: O,
}

/// What reading the answer to an operation gives.
pub(super) type Output<O> = <<O as Operation>::ResponseBody as FromResponse>::Output;

impl<O: Operation> Call<O> {
    /// Makes the call and gives its value.
    ///
    /// # Errors
    ///
    /// If the request can't be made, no answer comes, the answer has an error status, or its body
    /// can't be read.
    pub async fn send(self) -> Result<Output<O>, Error> {
        self.send_with_response().await.map(Response::into_value)
    }

    /// Makes the call and gives the whole response: status, headers, request id and raw body beside
    /// the value.
    ///
    /// # Errors
    ///
    /// As for [`send`](Self::send).
    pub async fn send_with_response(self) -> Result<Response<Output<O>>, Error> {
        let outgoing = self.outgoing()?;
        self.perform(outgoing).await
    }

    /// Makes the call and gives its value, blocking the thread until then.
    ///
    /// # Errors
    ///
    /// As for [`send`](Self::send).
    #[cfg(feature = "blocking")]
    pub fn send_blocking(self) -> Result<Output<O>, Error> {
        self.send_with_response_blocking().map(Response::into_value)
    }

    /// Makes the call and gives the whole response, blocking the thread until then.
    ///
    /// # Errors
    ///
    /// As for [`send`](Self::send).
    #[cfg(feature = "blocking")]
    pub fn send_with_response_blocking(self) -> Result<Response<Output<O>>, Error> {
        self.perform_blocking(self.outgoing()?)
    }

    /// The request that [`send`](Self::send) would send, credentials included. Their headers are
    /// marked as sensitive, so that `Debug` doesn't show them; a key in the query can't be marked.
    ///
    /// # Errors
    ///
    /// If an argument isn't what it must be, or the client hasn't what the call needs.
    pub fn request(&self) -> Result<Request<Body>, Error> {
        self.outgoing().map(Outgoing::into_request)
    }

    /// What the call sends.
    pub(super) fn outgoing(&self) -> Result<Outgoing, Error> {
        let shared = &self.client.0;
        let request = request::build(&self.operation, &shared.destination)?;
        shared.prepare(self.operation.info(), request)
    }

    /// Sends what the call would send, or something alike, and reads the answer.
    pub(super) fn perform(
        &self,
        outgoing: Outgoing,
    ) -> impl Future<Output = Result<Response<Output<O>>, Error>> + Send + use<O> {
        let shared = Arc::clone(&self.client.0);
        let settings = self.settings.clone();
        let strict = settings.strict;
        async move { read::<O>(shared.exchange(outgoing, settings).await?, strict) }
    }

    /// Does as [`perform`](Self::perform), and blocks the thread.
    #[cfg(feature = "blocking")]
    pub(super) fn perform_blocking(
        &self,
        outgoing: Outgoing,
    ) -> Result<Response<Output<O>>, Error> {
        let shared = Arc::clone(&self.client.0);
        let answer = shared.exchange_blocking(outgoing, self.settings.clone())?;
        read::<O>(answer, self.settings.strict)
    }
}

/// Awaiting a call sends it, as [`send`](Self::send) does.
impl<O> IntoFuture for Call<O>
where
    O: Operation + Send + 'static,
{
    type Output = Result<Output<O>, Error>;
    type IntoFuture = Pin<Box<dyn Future<Output = Self::Output> + Send>>;

    fn into_future(self) -> Self::IntoFuture {
        Box::pin(self.send())
    }
}

/// Calls whose answer is read as it comes.
impl<O: Operation> Call<O>
where
    O::ResponseBody: Streamed,
{
    /// Makes the call, and gives the answer when its headers are here: the body is read from the
    /// [`Download`] as it comes, and never held as a whole.
    ///
    /// The call is tried again until the headers are here, and not afterwards. The time limit of an
    /// attempt is for the headers, and then for each chunk; `max_response_bytes` doesn't hold.
    ///
    /// # Errors
    ///
    /// If the request can't be made, no answer comes, or the answer has an error status.
    pub async fn download(self) -> Result<Download, Error> {
        let outgoing = self.outgoing()?;
        let shared = Arc::clone(&self.client.0);
        shared.exchange_streamed(outgoing, self.settings).await
    }

    /// Makes the call as [`download`](Self::download) does, blocking the thread until the headers are
    /// here. The whole body has to come within the time limit of the call.
    ///
    /// # Errors
    ///
    /// As for [`download`](Self::download).
    #[cfg(feature = "blocking")]
    pub fn download_blocking(self) -> Result<BlockingDownload, Error> {
        let outgoing = self.outgoing()?;
        let shared = Arc::clone(&self.client.0);
        shared.exchange_streamed_blocking(outgoing, self.settings)
    }
}

/// How the call is made, where that differs from what the client does.
impl<O> Call<O> {
    /// Sets how long the call may take, with all attempts and the pauses between them.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.settings.timeout = timeout;
        self
    }

    /// Sets how long one attempt may take, from connecting to the end of the answer. A large body wants
    /// more time than the client gives.
    pub fn attempt_timeout(mut self, timeout: Duration) -> Self {
        self.settings.attempt_timeout = timeout;
        self
    }

    /// Sets when the call is tried again.
    pub fn retry(mut self, policy: impl RetryPolicy) -> Self {
        self.settings.retry = Arc::new(policy);
        self
    }

    /// Makes one attempt only.
    pub fn no_retry(self) -> Self {
        self.retry(NoRetry)
    }

    /// Reads the answer strictly: an optional field that isn't what the API's description says is an
    /// error, and not taken for absent as [`Response::drift`] tells.
    pub fn strict(mut self) -> Self {
        self.settings.strict = true;
        self
    }

    /// Says that it does no harm if the server carries this call out twice, so that it is tried
    /// again even if a failed attempt may have taken effect. Without this, only methods that are
    /// idempotent by themselves are: GET, PUT and DELETE, but neither POST nor PATCH.
    pub fn idempotent(mut self) -> Self {
        self.settings.idempotent = true;
        self
    }
}

/// Reads the answer to a call.
fn read<O: Operation>(answer: RawResponse, strict: bool) -> Result<Response<Output<O>>, Error> {
    let mut reading = ResponseReader::new(&answer, strict);
    match O::ResponseBody::read(&mut reading) {
        Ok(value) => {
            let drift = reading.into_drift();
            trace::drift(&O::INFO, &drift);
            Ok(Response::new(value, drift, answer))
        }
        Err(error) => {
            let attempts = answer.attempts();
            Err(Error::decode(error, answer).of(&O::INFO).after(attempts))
        }
    }
}
