//! The body of a request, on its way.

use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::Bytes;
use http_body::{Body as HttpBody, Frame, SizeHint};

use super::super::body::Body;
use super::super::error::TransportError;
use super::super::stream::BodyStream;

/// The body of a request.
pub(super) enum Upload {
    /// All that is left of one in memory.
    Bytes(Bytes),
    /// One that is read while it is sent.
    Stream {
        chunks: BodyStream,
        length: Option<u64>,
    },
}

impl Upload {
    pub(super) async fn of(body: Body) -> Result<Self, TransportError> {
        if let Some(bytes) = body.bytes() {
            return Ok(Self::Bytes(bytes.clone()));
        }
        let (length, chunks) = body.into_stream().await?;
        Ok(Self::Stream { chunks, length })
    }

    /// Returns its length in bytes, if known.
    pub(super) fn length(&self) -> Option<u64> {
        match self {
            Self::Bytes(bytes) => u64::try_from(bytes.len()).ok(),
            Self::Stream { length, .. } => *length,
        }
    }
}

impl HttpBody for Upload {
    type Data = Bytes;
    type Error = TransportError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, TransportError>>> {
        match &mut *self {
            Self::Bytes(bytes) if bytes.is_empty() => Poll::Ready(None),
            Self::Bytes(bytes) => {
                let all = std::mem::take(bytes);
                Poll::Ready(Some(Ok(Frame::data(all))))
            }
            Self::Stream { chunks, .. } => chunks.as_mut().poll_next(context).map_ok(Frame::data),
        }
    }

    fn is_end_stream(&self) -> bool {
        matches!(self, Self::Bytes(bytes) if bytes.is_empty())
    }

    fn size_hint(&self) -> SizeHint {
        self.length()
            .map_or_else(SizeHint::new, SizeHint::with_exact)
    }
}
