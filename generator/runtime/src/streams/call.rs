//! The calls of streamed operations.

use super::super::client::call::Call;
use super::super::error::Error;
use super::super::request::operation::Operation;
#[cfg(feature = "blocking")]
use super::blocking::BlockingEventStream;
use super::event_stream::EventStream;
use super::opening::Opening;
use super::streamed::Streamed;

/// Calls whose response is a stream of events.
impl<O: Operation + Streamed> Call<O> {
    /// Sends the call and returns when the headers of the response have arrived. The events are read from
    /// the [`EventStream`] as they arrive.
    ///
    /// The call is retried until the headers have arrived. Its time limit ends there; the time limit of an
    /// attempt applies to the headers, and then to the time between two chunks of the stream.
    ///
    /// # Errors
    ///
    /// If the request is invalid, no response arrives, the response has an error status, or it isn't a
    /// stream of events.
    pub async fn stream(self) -> Result<EventStream<O>, Error> {
        EventStream::open(Opening::new(&self)?).await
    }

    /// Sends the call as [`stream`](Self::stream) does, blocking the thread until the headers have arrived.
    ///
    /// # Errors
    ///
    /// As for [`stream`](Self::stream).
    #[cfg(feature = "blocking")]
    pub fn stream_blocking(self) -> Result<BlockingEventStream<O>, Error> {
        BlockingEventStream::open(Opening::new(&self)?)
    }
}
