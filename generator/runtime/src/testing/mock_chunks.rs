//! The body of a mock response, chunk by chunk.

use std::collections::VecDeque;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use bytes::Bytes;
use futures_core::Stream;

use super::super::transport::error::{TransportError, TransportErrorKind};
use super::clock::VirtualClock;

/// The chunks of a body, each after a pause on the virtual clock.
pub(super) struct MockChunks {
    chunks: VecDeque<(Bytes, Duration)>,
    /// Whether the connection breaks after the last chunk.
    breaks_off: bool,
    clock: Arc<VirtualClock>,
    /// The longest pause.
    limit: Duration,
}

impl MockChunks {
    /// Divides a body into chunks of these lengths, each after a pause no longer than the limit. The rest
    /// of the body is one more.
    pub(super) fn new(
        mut body: Bytes,
        lengths: Vec<(usize, Duration)>,
        breaks_off: bool,
        clock: Arc<VirtualClock>,
        limit: Duration,
    ) -> Self {
        let lengths = lengths.into_iter();
        let mut chunks: VecDeque<_> = lengths
            .map(|(length, pause)| (body.split_to(length.min(body.len())), pause))
            .collect();
        chunks.push_back((body, Duration::ZERO));
        Self {
            chunks,
            breaks_off,
            clock,
            limit,
        }
    }

    fn next(&mut self) -> Result<Option<Bytes>, TransportError> {
        while let Some((chunk, pause)) = self.chunks.pop_front() {
            self.clock.wait(pause, self.limit)?;
            if !chunk.is_empty() {
                return Ok(Some(chunk));
            }
        }
        match std::mem::take(&mut self.breaks_off) {
            true => Err(TransportErrorKind::Interrupted.into()),
            false => Ok(None),
        }
    }
}

impl Stream for MockChunks {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let chunk = self.next();
        if chunk.is_err() {
            self.chunks.clear();
            self.breaks_off = false;
        }
        Poll::Ready(chunk.transpose())
    }
}
