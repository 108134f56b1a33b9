//! The body of a response, on its way.

use std::future::poll_fn;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use bytes::{Bytes, BytesMut};
use futures_core::Stream;
use http_body::Body as HttpBody;
use hyper::body::Incoming;
use tokio::time::{Instant, Sleep, sleep};

use super::super::error::{TransportError, TransportErrorKind};
use super::classify::classify;
use super::connection::Connection;
#[cfg(feature = "gzip")]
use super::gzip::Gunzip;
use super::pool::{Key, Pool};

/// The body of a response, and the connection that it comes on. Dropped before its end, it closes the
/// connection.
pub(super) struct Receiving {
    pub(super) body: Incoming,
    pub(super) lease: Option<Lease>,
    /// The decompression of the body, if it is compressed.
    #[cfg(feature = "gzip")]
    pub(super) gunzip: Option<Gunzip>,
}

/// A connection that returns to the pool.
pub(super) struct Lease {
    pub(super) connection: Connection,
    pub(super) pool: Arc<Pool>,
    pub(super) key: Key,
}

impl Receiving {
    /// Returns the next chunk of the content, or `None` at the end.
    #[cfg(not(feature = "gzip"))]
    fn poll_chunk(
        &mut self,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Bytes, TransportError>>> {
        self.poll_sent(context)
    }

    /// Returns the next chunk of the content, decompressed, or `None` at the end.
    #[cfg(feature = "gzip")]
    fn poll_chunk(
        &mut self,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Bytes, TransportError>>> {
        let Some(mut gunzip) = self.gunzip.take() else {
            return self.poll_sent(context);
        };
        let mut is_complete = false;
        let outcome = loop {
            match gunzip.next() {
                Ok(None) if is_complete => break Poll::Ready(None),
                Ok(None) => {}
                found => break Poll::Ready(found.transpose()),
            }
            match self.poll_sent(context) {
                Poll::Ready(Some(Ok(chunk))) => gunzip.feed(chunk),
                Poll::Ready(None) => {
                    gunzip.end();
                    is_complete = true;
                }
                other => break other,
            }
        };
        self.gunzip = Some(gunzip);
        outcome
    }

    /// Returns the next chunk as it is sent, or `None` at the end.
    fn poll_sent(
        &mut self,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Bytes, TransportError>>> {
        loop {
            let frame = ready!(Pin::new(&mut self.body).poll_frame(context));
            if frame.is_none() || self.body.is_end_stream() {
                self.release();
            }
            match frame.map(|frame| frame.map(|frame| frame.into_data())) {
                Some(Ok(Ok(chunk))) => return Poll::Ready(Some(Ok(chunk))),
                // Trailers.
                Some(Ok(Err(_))) => {}
                Some(Err(error)) => return Poll::Ready(Some(Err(classify(error)))),
                None => return Poll::Ready(None),
            }
        }
    }

    fn release(&mut self) {
        if let Some(Lease {
            connection,
            pool,
            key,
        }) = self.lease.take()
        {
            pool.put(key, connection);
        }
    }

    /// Returns the announced length of the content, or zero if there is none.
    pub(super) fn announced(&self) -> usize {
        #[cfg(feature = "gzip")]
        if self.gunzip.is_some() {
            return 0;
        }
        let announced = self.body.size_hint().exact();
        usize::try_from(announced.unwrap_or_default()).unwrap_or(usize::MAX)
    }

    /// Reads all of the body, unless it is larger than the limit. If it breaks off or is too large,
    /// `arrived` has its beginning.
    pub(super) async fn collect(
        mut self,
        limit: usize,
        arrived: &mut Arrived,
    ) -> Result<(), TransportError> {
        let announced = self.announced();
        let outcome = self.fill(announced.min(limit), limit, arrived).await;
        outcome.map_err(|error| match announced > limit {
            true => error.of_kind(TransportErrorKind::TooLarge),
            false => error,
        })
    }

    async fn fill(
        &mut self,
        length: usize,
        limit: usize,
        arrived: &mut Arrived,
    ) -> Result<(), TransportError> {
        while let Some(chunk) = poll_fn(|context| self.poll_chunk(context)).await {
            let mut chunk = chunk?;
            let room = limit.saturating_sub(arrived.len());
            let is_too_large = chunk.len() > room;
            chunk.truncate(room);
            arrived.push(chunk, length);
            if is_too_large {
                return Err(TransportErrorKind::TooLarge.into());
            }
        }
        Ok(())
    }
}

/// As much of a body as has arrived. A small body comes as one chunk, which is taken as it is; for another
/// one, memory is reserved once if its length is known.
#[derive(Default)]
pub(super) struct Arrived {
    only: Bytes,
    all: BytesMut,
}

impl Arrived {
    fn len(&self) -> usize {
        self.only.len() + self.all.len()
    }

    /// Adds a chunk of a body of this length, which is zero if it isn't known.
    fn push(&mut self, chunk: Bytes, length: usize) {
        if self.len() == 0 {
            self.only = chunk;
            return;
        }
        if self.all.is_empty() {
            self.all.reserve(length);
            self.all.extend_from_slice(&std::mem::take(&mut self.only));
        }
        self.all.extend_from_slice(&chunk);
    }

    pub(super) fn into_bytes(self) -> Bytes {
        match self.all.is_empty() {
            true => self.only,
            false => self.all.freeze(),
        }
    }
}

/// A body chunk by chunk, each within the time limit.
pub(super) struct Chunks {
    receiving: Option<Receiving>,
    limit: Duration,
    timer: Pin<Box<Sleep>>,
}

impl Chunks {
    pub(super) fn new(receiving: Receiving, limit: Duration) -> Self {
        Self {
            receiving: Some(receiving),
            limit,
            timer: Box::pin(sleep(limit)),
        }
    }

    /// The next chunk is waited for from now on.
    fn restart(&mut self) {
        let now = Instant::now();
        // A limit too far away to be a point in time is as good as none.
        let end = now.checked_add(self.limit);
        let end = end.unwrap_or_else(|| now + Duration::from_secs(u32::MAX.into()));
        self.timer.as_mut().reset(end);
    }
}

impl Stream for Chunks {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let Some(receiving) = &mut self.receiving else {
            return Poll::Ready(None);
        };
        let chunk = match receiving.poll_chunk(context) {
            Poll::Ready(chunk) => chunk,
            Poll::Pending => {
                ready!(self.timer.as_mut().poll(context));
                Some(Err(TransportErrorKind::Timeout.into()))
            }
        };
        match &chunk {
            Some(Ok(_)) => self.restart(),
            _ => self.receiving = None,
        }
        Poll::Ready(chunk)
    }
}
