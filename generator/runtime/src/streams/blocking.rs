//! A stream of events as an iterator, which blocks the thread.

use std::fmt;
use std::io;
use std::marker::PhantomData;

use http::{HeaderMap, StatusCode};

use super::super::client::blocking;
use super::super::client::blocking_download::BlockingDownload;
use super::super::error::Error;
use super::event::StreamEvent;
use super::format::StreamFormat;
use super::opening::Opening;
use super::session::{Next, Session, unreadable};
use super::streamed::{Resumable, Streamed};

/// The number of bytes that are read at a time.
const CHUNK: usize = 8 << 10;

/// A successful response whose events are read as they arrive: an iterator of items.
///
/// It blocks the thread until the next item has arrived, and otherwise behaves as an
/// [`EventStream`](super::EventStream) does.
#[must_use = "events aren't read until they are asked for"]
pub struct BlockingEventStream<O: Streamed> {
    session: Session,
    connection: Option<BlockingDownload>,
    operation: PhantomData<fn() -> O>,
}

impl<O: Streamed> BlockingEventStream<O> {
    pub(super) fn open(opening: Opening) -> Result<Self, Error> {
        let download = connect(opening.clone(), O::STREAM)?;
        Ok(Self {
            session: Session::new(opening, O::STREAM, download.head().clone()),
            connection: Some(download),
            operation: PhantomData,
        })
    }

    /// Sets the maximum size of an event, as
    /// [`EventStream::max_event_bytes`](super::EventStream::max_event_bytes) does.
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

    /// Returns the next event: its item with its name, its id and its drift; or `None` at the end of the
    /// stream.
    ///
    /// # Errors
    ///
    /// As for [`EventStream::try_next`](super::EventStream::try_next).
    pub fn try_next_event(&mut self) -> Result<Option<StreamEvent<O::Item>>, Error> {
        loop {
            let next = self.session.next();
            if let Some(frame) = next.inspect_err(|_| self.connection = None)? {
                return self.session.read(frame).map(Some);
            }
            if self.session.is_over() {
                self.connection = None;
            }
            if !self.advance()? {
                return Ok(None);
            }
        }
    }

    /// Reads the next chunk, or opens the next connection. Returns false at the end of the stream.
    fn advance(&mut self) -> Result<bool, Error> {
        let Some(download) = &mut self.connection else {
            return Ok(false);
        };
        let mut chunk = [0; CHUNK];
        let error = match read(download, &mut chunk) {
            Ok(0) => None,
            Ok(count) => {
                self.session.push(chunk.get(..count).unwrap_or_default());
                return Ok(true);
            }
            Err(error) => Some(error),
        };
        self.connection = None;
        match self.session.after_connection(error) {
            Next::End(error) => error.map_or(Ok(true), Err),
            Next::Connection(opening, delay) => {
                if let Ok(transport) = opening.shared.transports.blocking() {
                    transport.clock().block(delay);
                }
                let download = connect(*opening, O::STREAM)?;
                self.session.connected(download.head().clone());
                self.connection = Some(download);
                Ok(true)
            }
        }
    }
}

impl<O: Resumable> BlockingEventStream<O> {
    /// Resumes the stream whenever its connection breaks or ends, as
    /// [`EventStream::resume`](super::EventStream::resume) does.
    pub fn resume(mut self) -> Self {
        self.session.resume();
        self
    }
}

/// Sends the request of a stream, and checks that the response is one.
fn connect(opening: Opening, format: StreamFormat) -> Result<BlockingDownload, Error> {
    let operation = opening.prepared.operation().clone();
    let Opening {
        shared,
        settings,
        prepared,
    } = opening;
    let mut download = blocking::run_streamed(shared, settings, prepared)?;
    let Err(error) = format.check(download.head()) else {
        return Ok(download);
    };
    let mut beginning = vec![0; CHUNK];
    let count = read(&mut download, &mut beginning).unwrap_or_default();
    beginning.truncate(count);
    Err(unreadable(
        error,
        download.head(),
        beginning.into(),
        &operation,
    ))
}

/// Reads a chunk; it is empty at the end.
fn read(download: &mut BlockingDownload, buffer: &mut [u8]) -> Result<usize, Error> {
    loop {
        match download.read_chunk(buffer) {
            Err((io::ErrorKind::Interrupted, _)) => {}
            outcome => return outcome.map_err(|(_, error)| error),
        }
    }
}

impl<O: Streamed> Iterator for BlockingEventStream<O> {
    type Item = Result<O::Item, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        let event = self.try_next_event().transpose()?;
        Some(event.map(StreamEvent::into_value))
    }
}

impl<O: Streamed> fmt::Debug for BlockingEventStream<O> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("BlockingEventStream")
            .field("operation", &self.session.operation().name())
            .field("status", &self.status())
            .finish_non_exhaustive()
    }
}
