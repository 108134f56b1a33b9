//! Interim responses (1xx), which come before the final one.

use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::task::{Context, Poll};

use http::Request;
use hyper::ext::on_informational;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};

use super::upload::Upload;

/// The maximum number of interim responses to one request. The library for HTTP reads any number of them in
/// one step, and a server that never pauses would keep the thread from all other work.
const MAX: usize = 1000;

/// The number of interim responses to the request that a connection sent last.
#[derive(Clone, Default)]
pub(super) struct InterimCount(Arc<AtomicUsize>);

impl InterimCount {
    /// Counts the interim responses to this request.
    pub(super) fn start(&self, request: &mut Request<Upload>) {
        self.0.store(0, Ordering::Relaxed);
        let count = self.clone();
        on_informational(request, move |_| {
            count.0.fetch_add(1, Ordering::Relaxed);
        });
    }

    fn is_exceeded(&self) -> bool {
        self.0.load(Ordering::Relaxed) > MAX
    }
}

/// A stream that breaks when there are too many interim responses.
pub(super) struct Counted<S> {
    pub(super) stream: S,
    pub(super) count: InterimCount,
}

impl<S: AsyncRead + Unpin> AsyncRead for Counted<S> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        if self.count.is_exceeded() {
            let problem = format!("expected at most {MAX} interim responses, found more");
            return Poll::Ready(Err(io::Error::new(io::ErrorKind::InvalidData, problem)));
        }
        Pin::new(&mut self.stream).poll_read(context, buffer)
    }
}

impl<S: AsyncWrite + Unpin> AsyncWrite for Counted<S> {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.stream).poll_write(context, bytes)
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_shutdown(context)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        slices: &[io::IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.stream).poll_write_vectored(context, slices)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }
}
