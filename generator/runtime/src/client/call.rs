//! One call, from its arguments to its value.

use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use http::Request;

use super::super::error::Error;
use super::super::request::info::OperationInfo;
use super::super::request::operation::{self, Checks, Operation, Output};
use super::super::response::Response;
use super::super::response::from_response::{Downloadable, FromResponse, ResponseReader};
use super::super::response::raw::RawResponse;
use super::super::retry::{NoRetry, RetryPolicy};
use super::super::transport::body::Body;
use super::download::Download;
use super::overrides::{self, Overrides};
use super::prepared_request::PreparedRequest;
use super::settings::Settings;
use super::{Client, driver, trace};

/// A call that hasn't been sent: an operation with its arguments, and the client that sends it.
///
/// Setters set the optional arguments; [`send`](Self::send) sends the call, and so does `.await` on the
/// call itself.
#[derive(Clone, Debug)]
#[must_use = "a call does nothing until it is sent: `.await` it, or use `.send()` or `.send_blocking()`"]
pub struct Call<O> {
    pub(crate) client: Client,
    pub(crate) settings: Settings,
    /// The operation with its arguments.
    pub operation: O,
}

impl Client {
    /// Creates a call of an operation.
    pub fn call<O: Operation>(&self, operation: O) -> Call<O> {
        let (client, settings) = begin(self, &operation.info());
        Call {
            client,
            settings,
            operation,
        }
    }
}

/// Returns what every call begins with. It is compiled once, unlike the functions that know the operation.
fn begin(client: &Client, operation: &OperationInfo) -> (Client, Settings) {
    let mut settings = client.0.settings.clone();
    settings.adapt_to(operation);
    (client.clone(), settings)
}

impl<O: Operation> Call<O> {
    /// Sends the call and returns its value.
    ///
    /// # Errors
    ///
    /// If the request is invalid, no response arrives, the response has an error status, or its body
    /// can't be read.
    pub async fn send(self) -> Result<Output<O>, Error> {
        self.send_with_response().await.map(Response::into_value)
    }

    /// Sends the call and returns the whole response: status, headers, request id and raw body beside
    /// the value.
    ///
    /// # Errors
    ///
    /// As for [`send`](Self::send).
    pub async fn send_with_response(self) -> Result<Response<Output<O>>, Error> {
        perform(&self, prepare_to_send(&self)?).await
    }

    /// Returns the request that [`send`](Self::send) would send, with credentials. Headers with
    /// credentials are marked as sensitive, so that `Debug` doesn't show them. A key in the query can't
    /// be marked. Credentials of a [provider](super::super::CredentialsProvider) are obtained when the call
    /// is sent, and so aren't part of it.
    ///
    /// # Errors
    ///
    /// If an argument is invalid, or the client lacks something that the call requires, such as
    /// credentials.
    pub fn request(&self) -> Result<Request<Body>, Error> {
        prepare(self).map(PreparedRequest::into_request)
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

/// Calls whose response can be streamed.
impl<O: Operation> Call<O>
where
    O::ResponseBody: Downloadable,
{
    /// Sends the call and returns when the headers of the response have arrived. The body is read from
    /// the [`Download`] in chunks, and never held as a whole.
    ///
    /// The call is retried until the headers have arrived, and not afterwards. The time limit of an
    /// attempt applies to the headers, and then to each chunk; `max_response_bytes` doesn't apply.
    ///
    /// # Errors
    ///
    /// If the request is invalid, no response arrives, or the response has an error status.
    pub async fn download(self) -> Result<Download, Error> {
        let prepared = prepare_to_send(&self)?;
        let shared = Arc::clone(&self.client.0);
        driver::run_streamed(shared, self.settings, prepared).await
    }
}

/// Settings of the call, which override those of the client.
impl<O> Call<O> {
    /// Sets the time limit of the call, including all attempts and the delays between them.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.settings.timeout = timeout;
        self
    }

    /// Sets the time limit of one attempt, from connecting to the end of the response. A large body may
    /// need a longer one than the client's.
    pub fn attempt_timeout(mut self, timeout: Duration) -> Self {
        self.settings.attempt_timeout = timeout;
        self
    }

    /// Sets the retry policy.
    pub fn retry(mut self, policy: impl RetryPolicy) -> Self {
        self.settings.retry = Arc::new(policy);
        self
    }

    /// Turns retries off.
    pub fn no_retry(self) -> Self {
        self.retry(NoRetry)
    }

    /// Reads the response strictly: an optional field that doesn't match the API's description is an
    /// error, instead of absent and listed in [`Response::drift`].
    pub fn strict(mut self) -> Self {
        self.settings.strict = true;
        self
    }

    /// Leaves the constraints of the API's description, such as lengths, ranges and patterns, to the
    /// server, which may be less strict or respond to each item of a list separately. Values that can't
    /// be sent safely are still refused.
    pub fn unchecked(mut self) -> Self {
        self.settings.checks = Checks::WithoutConstraints;
        self
    }

    /// Declares the call idempotent: it is then retried even after an attempt that may have taken
    /// effect. Otherwise only calls with an idempotent method are, such as GET, PUT and DELETE, but
    /// neither POST nor PATCH.
    pub fn idempotent(mut self) -> Self {
        self.settings.idempotent = true;
        self
    }
}

/// Reads the response to a call.
pub(super) fn read<O: Operation>(
    response: RawResponse,
    strict: bool,
) -> Result<Response<Output<O>>, Error> {
    let mut reader = ResponseReader::new(&response, strict);
    match O::ResponseBody::read(&mut reader) {
        Ok(value) => {
            let drift = reader.into_drift();
            trace::drift(&O::INFO, &drift);
            Ok(Response::new(value, drift, response))
        }
        Err(error) => {
            let attempts = response.attempts();
            let error = Error::decode(error, response).of(O::INFO.name());
            let error = error.after(attempts);
            trace::failed(&error);
            Err(error)
        }
    }
}

/// Prepares the request of a call.
///
/// This and [`perform`] are functions rather than methods, because a method's name would be taken from
/// the setters of generated calls.
pub(crate) fn prepare<O: Operation>(call: &Call<O>) -> Result<PreparedRequest, Error> {
    let shared = &call.client.0;
    let info = call.operation.info();
    let overrides = call.settings.overrides.as_deref();
    let servers = overrides::servers(overrides, &shared.servers, shared.profile, &info)?;
    let extras = overrides.map(Overrides::extras);
    let request = operation::build(&call.operation, &servers, call.settings.checks, extras)?;
    shared.prepare(info, request, overrides)
}

/// Prepares the request of a call as [`prepare`] does, for a call that is sent now. A call that can't be
/// sent failed, which is recorded.
pub(crate) fn prepare_to_send<O: Operation>(call: &Call<O>) -> Result<PreparedRequest, Error> {
    prepare(call).inspect_err(trace::failed)
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
