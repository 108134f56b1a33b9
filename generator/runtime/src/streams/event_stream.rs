//! A stream of events, read as it arrives.

use std::fmt;
use std::future::poll_fn;
use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use futures_core::Stream;
use http::{HeaderMap, StatusCode};

use super::super::client::download::Download;
use super::super::client::driver;
use super::super::error::Error;
use super::event::StreamEvent;
use super::format::StreamFormat;
use super::opening::Opening;
use super::session::{Next, Session, unreadable};
use super::streamed::{Resumable, Streamed};

/// A successful response whose events are read as they arrive: a [`Stream`] of items.
///
/// A stream may go on forever, as long as the time between two chunks doesn't exceed the time limit of an
/// attempt. A comment, which servers send to keep a connection open, is a chunk as well. If the connection
/// breaks, the last item is an error, unless the stream is [resumed](Self::resume). An event that can't be
/// read is an error, too, but the events after it follow. Dropping the stream closes the connection.
#[must_use = "events aren't read until they are asked for"]
pub struct EventStream<O: Streamed> {
    session: Session,
    connection: Connection,
    operation: PhantomData<fn() -> O>,
}

enum Connection {
    Open(Box<Download>),
    Opening(Pin<Box<dyn Future<Output = Result<Download, Error>> + Send>>),
    Ended,
}

impl<O: Streamed> EventStream<O> {
    pub(super) async fn open(opening: Opening) -> Result<Self, Error> {
        let download = connect(opening.clone(), O::STREAM).await?;
        Ok(Self {
            session: Session::new(opening, O::STREAM, download.head().clone()),
            connection: Connection::Open(Box::new(download)),
            operation: PhantomData,
        })
    }

    /// Sets the maximum size of an event in bytes. A larger one ends the stream with an error. The default is
    /// that of a response, [`max_response_bytes`](super::super::ClientBuilder::max_response_bytes).
    pub fn max_event_bytes(mut self, bytes: usize) -> Self {
        self.session.set_limit(bytes);
        self
    }

    /// Returns the status.
    pub fn status(&self) -> StatusCode {
        self.session.head.status()
    }

    /// Returns the headers.
    pub fn headers(&self) -> &HeaderMap {
        self.session.head.headers()
    }

    /// Returns the id of the request in the server's records, if the response has one.
    pub fn request_id(&self) -> Option<&str> {
        self.session.head.request_id()
    }

    /// Returns the next item, or `None` at the end of the stream.
    ///
    /// # Errors
    ///
    /// If the connection breaks, nothing arrives within the time limit, or an event is too large or can't be
    /// read.
    pub async fn try_next(&mut self) -> Result<Option<O::Item>, Error> {
        let event = self.try_next_event().await?;
        Ok(event.map(StreamEvent::into_value))
    }

    /// Returns the next event: its item with its name, its id and its drift; or `None` at the end of the
    /// stream.
    ///
    /// # Errors
    ///
    /// As for [`try_next`](Self::try_next).
    pub async fn try_next_event(&mut self) -> Result<Option<StreamEvent<O::Item>>, Error> {
        poll_fn(|context| self.poll_event(context))
            .await
            .transpose()
    }

    fn poll_event(
        &mut self,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<StreamEvent<O::Item>, Error>>> {
        loop {
            match self.session.next() {
                Ok(Some(frame)) => return Poll::Ready(Some(self.session.read(frame))),
                Ok(None) => {}
                Err(error) => {
                    self.connection = Connection::Ended;
                    return Poll::Ready(Some(Err(error)));
                }
            }
            if self.session.is_over() {
                self.connection = Connection::Ended;
            }
            match ready!(self.poll_connection(context)) {
                Ok(true) => {}
                Ok(false) => return Poll::Ready(None),
                Err(error) => return Poll::Ready(Some(Err(error))),
            }
        }
    }

    /// Reads the next chunk, or opens the next connection. Returns false at the end of the stream.
    fn poll_connection(&mut self, context: &mut Context<'_>) -> Poll<Result<bool, Error>> {
        Poll::Ready(match &mut self.connection {
            Connection::Open(download) => {
                match ready!(Pin::new(&mut **download).poll_next(context)).transpose() {
                    Ok(Some(chunk)) => {
                        self.session.push(&chunk);
                        Ok(true)
                    }
                    ended => self.close(ended.err()),
                }
            }
            Connection::Opening(opening) => match ready!(opening.as_mut().poll(context)) {
                Ok(download) => {
                    self.session.connected(download.head().clone());
                    self.connection = Connection::Open(Box::new(download));
                    Ok(true)
                }
                Err(error) => {
                    self.connection = Connection::Ended;
                    Err(error)
                }
            },
            Connection::Ended => Ok(false),
        })
    }

    /// Goes on after the end of a connection, which `error` cut off.
    fn close(&mut self, error: Option<Error>) -> Result<bool, Error> {
        match self.session.after_connection(error) {
            Next::Connection(opening, delay) => {
                let opening = reconnect(*opening, O::STREAM, delay);
                self.connection = Connection::Opening(Box::pin(opening));
                Ok(true)
            }
            Next::End(error) => {
                self.connection = Connection::Ended;
                // The last item may not be read yet.
                error.map_or(Ok(true), Err)
            }
        }
    }
}

impl<O: Resumable> EventStream<O> {
    /// Resumes the stream whenever its connection breaks or ends, with the id of the last event, so that the
    /// server continues after it. The stream then ends with its sentinel, with a response of status 204, or
    /// with the error of a call that opens a new connection and fails.
    ///
    /// The delay before a new connection is what the server sets with the field `retry`, at least 100
    /// milliseconds and at most an hour, or three seconds.
    pub fn resume(mut self) -> Self {
        self.session.resume();
        self
    }
}

/// Sends the request of a stream, and checks that the response is one.
async fn connect(opening: Opening, format: StreamFormat) -> Result<Download, Error> {
    let operation = opening.prepared.operation().clone();
    let Opening {
        shared,
        settings,
        prepared,
    } = opening;
    let mut download = driver::run_streamed(shared, settings, prepared).await?;
    let Err(error) = format.check(download.head()) else {
        return Ok(download);
    };
    let beginning = download.try_next().await.ok().flatten().unwrap_or_default();
    Err(unreadable(error, download.head(), beginning, &operation))
}

async fn reconnect(
    opening: Opening,
    format: StreamFormat,
    delay: Duration,
) -> Result<Download, Error> {
    if let Ok(transport) = opening.shared.transports.asynchronous() {
        transport.clock().sleep(delay).await;
    }
    connect(opening, format).await
}

impl<O: Streamed> Stream for EventStream<O> {
    type Item = Result<O::Item, Error>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let event = ready!(self.poll_event(context));
        Poll::Ready(event.map(|event| event.map(StreamEvent::into_value)))
    }
}

impl<O: Streamed> fmt::Debug for EventStream<O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("EventStream")
            .field("operation", &self.session.operation().name())
            .field("status", &self.status())
            .finish_non_exhaustive()
    }
}
