// @generated: a copy of `generator/runtime/src/call.rs`; edit that file instead.

//! One call, from its arguments to its value.

use bytes::Bytes;
use http::Request;

use super::answer::Answer;
use super::client::Client;
use super::error::Error;
use super::operation::Operation;
use super::profile::Profile;
use super::response::{RawResponse, Response};

/// A call that hasn't been made: an operation, and the client to make it with.
///
/// Setters fill in what is optional; [`send`](Self::send) makes the call.
#[derive(Clone, Debug)]
#[must_use = "a call does nothing until it is sent"]
pub struct Call<O> {
    pub(super) client: Client,
    /// The operation with its arguments.
    pub operation: O,
}

/// What reading the answer to an operation gives.
type Value<O> = <<O as Operation>::Answer as Answer>::Value;

impl<O: Operation> Call<O> {
    /// Makes the call and gives its value.
    ///
    /// # Errors
    ///
    /// If the request can't be made, no answer comes, the answer has an error status, or its body
    /// can't be read.
    pub async fn send(self) -> Result<Value<O>, Error> {
        self.execute().await.map(Response::into_value)
    }

    /// Makes the call and gives the whole response: status, headers, request id and raw body beside
    /// the value.
    ///
    /// # Errors
    ///
    /// As for [`send`](Self::send).
    pub async fn execute(self) -> Result<Response<Value<O>>, Error> {
        let request = self.request()?;
        let shared = self.client.0;
        let answer = shared.exchange(request).await;
        answer
            .and_then(|answer| read::<O>(answer, shared.profile))
            .map_err(|error| error.of(&O::INFO))
    }

    /// The request that [`send`](Self::send) would send, credentials included. Their header is
    /// marked as sensitive, so that `Debug` doesn't show it.
    ///
    /// # Errors
    ///
    /// If an argument isn't what it must be, or the client hasn't what the call needs.
    pub fn request(&self) -> Result<Request<Bytes>, Error> {
        self.client.0.request(&self.operation)
    }
}

/// Reads the answer to a call.
fn read<O: Operation>(answer: RawResponse, profile: &Profile) -> Result<Response<Value<O>>, Error> {
    if !O::INFO.is_success(answer.status()) {
        return Err(Error::told_by(answer, profile));
    }
    match O::Answer::read(&answer) {
        Ok(value) => Ok(Response::new(value, answer)),
        Err(error) => Err(Error::decode(error, answer)),
    }
}
