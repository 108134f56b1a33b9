// @generated: a copy of `generator/runtime/src/client/call.rs`; edit that file instead.

//! One call, from its arguments to its value.

use std::sync::Arc;
use std::time::Duration;

use http::Request;

use super::super::error::Error;
use super::super::request::operation::{self, Operation, Output};
use super::super::response::Response;
use super::super::response::from_response::{Downloadable, FromResponse, ResponseReader};
use super::super::response::raw::RawResponse;
use super::super::retry::{NoRetry, RetryPolicy};
use super::super::transport::body::Body;
use super::download::Download;
use super::prepared_request::PreparedRequest;
use super::settings::Settings;
use super::{Client, driver, trace};

/// A call that hasn't been made: an operation, and the client to make it with.
///
/// Setters fill in what is optional; [`send`](Self::send) makes the call.
#[derive(Clone, Debug)]
#[must_use = "a call does nothing until it is sent"]
pub struct Call<O> {
    pub(crate) client: Client,
    pub(crate) settings: Settings,
    /// The operation with its arguments.
    pub operation: O,
}

impl Client {
    /// A call of an operation with this client.
    pub fn call<O: Operation>(&self, operation: O) -> Call<O> {
        Call {
            client: self.clone(),
            settings: self.0.settings.clone(),
            operation,
        }
    }
}

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
        perform(&self, prepare(&self)?).await
    }

    /// The request that [`send`](Self::send) would send, credentials included. Their headers are
    /// marked as sensitive, so that `Debug` doesn't show them; a key in the query can't be marked.
    ///
    /// # Errors
    ///
    /// If an argument isn't what it must be, or the client hasn't what the call needs.
    pub fn request(&self) -> Result<Request<Body>, Error> {
        prepare(self).map(PreparedRequest::into_request)
    }
}

/// Calls whose answer is read as it comes.
impl<O: Operation> Call<O>
where
    O::ResponseBody: Downloadable,
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
        let prepared = prepare(&self)?;
        let shared = Arc::clone(&self.client.0);
        driver::run_streamed(shared, self.settings, prepared).await
    }
}

/// How the call is made, where that differs from what the client does.
impl<O> Call<O> {
    /// Sets how long the call may take, with all attempts and the delays between them.
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
pub(super) fn read<O: Operation>(
    answer: RawResponse,
    strict: bool,
) -> Result<Response<Output<O>>, Error> {
    let mut reading = ResponseReader::new(&answer, strict);
    match O::ResponseBody::read(&mut reading) {
        Ok(value) => {
            let drift = reading.into_drift();
            trace::drift(&O::INFO, &drift);
            Ok(Response::new(value, drift, answer))
        }
        Err(error) => {
            let attempts = answer.attempts();
            Err(Error::decode(error, answer)
                .of(O::INFO.name())
                .after(attempts))
        }
    }
}

/// Prepares the request of a call.
///
/// This and [`perform`] are no methods, whose names the setters of generated calls couldn't have.
pub(crate) fn prepare<O: Operation>(call: &Call<O>) -> Result<PreparedRequest, Error> {
    let shared = &call.client.0;
    let request = operation::build(&call.operation, &shared.destination)?;
    shared.prepare(call.operation.info(), request)
}

/// Sends the request of a call, or a similar one, and reads the response.
pub(crate) fn perform<O: Operation>(
    call: &Call<O>,
    prepared: PreparedRequest,
) -> impl Future<Output = Result<Response<Output<O>>, Error>> + Send + use<O> {
    let shared = Arc::clone(&call.client.0);
    let settings = call.settings.clone();
    let strict = settings.strict;
    async move { read::<O>(driver::run(shared, settings, prepared).await?, strict) }
}
