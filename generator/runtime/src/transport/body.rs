//! The body of a request, or a file in it.

use std::fmt;
use std::io::{self, Read};
use std::path::Path;
use std::pin::Pin;
use std::sync::Arc;

use bytes::{Bytes, BytesMut};
use futures_core::Stream;

/// The body of a request, or a file in it: bytes in memory, or a source that is read while it is sent
/// and may have any size.
///
/// Bytes and texts convert with `into()`. Any other source is opened again for every attempt, so that a
/// call can be retried; clones share no state. A source that can't be opened or read, or has another
/// length than declared, fails the call with an error for which
/// [`is_request_body`](super::super::Error::is_request_body) holds.
///
/// A body of known length is sent with a `Content-Length`, any other in chunks, which not every server
/// accepts. The time limit of an attempt includes the sending; see the page on
/// [uploads](super::super::guide::uploads).
///
/// `Debug` shows the kind and the length only. Two bodies are equal if they are the same bytes, the
/// same path, or clones of the same reader or stream.
#[derive(Clone)]
pub struct Body(pub(crate) Kind);

#[derive(Clone)]
pub(crate) enum Kind {
    Bytes(Bytes),
    Path(Arc<Path>),
    Reader {
        length: Option<u64>,
        open: Arc<OpenReader>,
    },
    Stream {
        length: Option<u64>,
        open: Arc<OpenStream>,
    },
    /// A sequence, without empty bytes and nested sequences.
    Sequence(Arc<[Body]>),
    /// A body of at most so many bytes, which isn't a sequence.
    Limited {
        most: u64,
        content: Arc<Body>,
    },
}

pub(crate) type ReaderBox = Box<dyn Read + Send>;

pub(crate) type StreamBox = Pin<Box<dyn Stream<Item = io::Result<Bytes>> + Send>>;

type OpenReader = dyn Fn() -> io::Result<ReaderBox> + Send + Sync;

type OpenStream = dyn Fn() -> StreamBox + Send + Sync;

impl Body {
    /// Creates a body from a file. Its length is read from its metadata when an attempt begins.
    ///
    /// It is read in pieces on a separate thread, as a [`reader`](Self::reader) is.
    #[must_use]
    pub fn path(path: impl AsRef<Path>) -> Self {
        Self(Kind::Path(path.as_ref().into()))
    }

    /// Creates a body from a reader, which the function opens for every attempt. `length` is the number
    /// of bytes, if known.
    ///
    /// It is opened and read on a separate thread, 64 KiB at a time, so it may block. A call that ends
    /// early doesn't wait for that thread, which ends after the current read.
    pub fn reader<R>(
        length: Option<u64>,
        open: impl Fn() -> io::Result<R> + Send + Sync + 'static,
    ) -> Self
    where
        R: Read + Send + 'static,
    {
        let open = move || open().map(|reader| Box::new(reader) as ReaderBox);
        Self(Kind::Reader {
            length,
            open: Arc::new(open),
        })
    }

    /// Creates a body from a stream, which the function opens for every attempt. `length` is the total
    /// number of bytes, if known.
    ///
    /// The stream must not block. A blocking call polls it on another thread than the caller's, so
    /// something else has to drive it, such as a runtime with threads.
    pub fn stream<S>(length: Option<u64>, open: impl Fn() -> S + Send + Sync + 'static) -> Self
    where
        S: Stream<Item = io::Result<Bytes>> + Send + 'static,
    {
        let open = move || Box::pin(open()) as StreamBox;
        Self(Kind::Stream {
            length,
            open: Arc::new(open),
        })
    }

    /// Returns the same body, which fails to be sent if it has more than so many bytes. A file is measured
    /// before anything is sent, and a source of unknown length is cut off.
    pub(crate) fn at_most(self, most: u64) -> Self {
        let content = Arc::new(self);
        Self(Kind::Limited { most, content })
    }

    /// Concatenates bodies. Neighbours in memory become one piece.
    pub(crate) fn sequence(contents: Vec<Self>) -> Self {
        let lengths = contents.iter().filter_map(Self::bytes).map(Bytes::len);
        let mut sequence = Vec::new();
        let mut bytes = BytesMut::with_capacity(lengths.sum());
        for content in contents {
            match content.0 {
                Kind::Bytes(more) => bytes.extend_from_slice(&more),
                other => {
                    sequence.extend(piece(&mut bytes));
                    match other {
                        Kind::Sequence(inner) => sequence.extend(inner.iter().cloned()),
                        other => sequence.push(Self(other)),
                    }
                }
            }
        }
        if sequence.is_empty() {
            return bytes.freeze().into();
        }
        sequence.extend(piece(&mut bytes));
        Self(Kind::Sequence(sequence.into()))
    }

    /// Returns the bytes, if all of them are in memory.
    #[must_use]
    pub const fn bytes(&self) -> Option<&Bytes> {
        match &self.0 {
            Kind::Bytes(bytes) => Some(bytes),
            _ => None,
        }
    }

    /// Whether the body is known to be empty.
    pub(crate) fn is_empty(&self) -> bool {
        self.bytes().is_some_and(Bytes::is_empty)
    }

    /// Returns the length, if it is known without access to the file system.
    pub(crate) fn announced(&self) -> Option<u64> {
        match &self.0 {
            Kind::Bytes(bytes) => u64::try_from(bytes.len()).ok(),
            Kind::Path(_) => None,
            Kind::Reader { length, .. } | Kind::Stream { length, .. } => *length,
            Kind::Sequence(contents) => total(contents.iter().map(Self::announced)),
            Kind::Limited { content, .. } => content.announced(),
        }
    }
}

/// Takes the bytes collected so far.
fn piece(bytes: &mut BytesMut) -> Option<Body> {
    (!bytes.is_empty()).then(|| bytes.split().freeze().into())
}

/// Returns the total length of several bodies, if all are known.
pub(crate) fn total(lengths: impl IntoIterator<Item = Option<u64>>) -> Option<u64> {
    lengths
        .into_iter()
        .try_fold(0_u64, |sum, length| sum.checked_add(length?))
}

impl Default for Body {
    /// Creates an empty body.
    fn default() -> Self {
        Bytes::new().into()
    }
}

impl From<Bytes> for Body {
    fn from(bytes: Bytes) -> Self {
        Self(Kind::Bytes(bytes))
    }
}

impl From<Vec<u8>> for Body {
    fn from(bytes: Vec<u8>) -> Self {
        Bytes::from(bytes).into()
    }
}

impl From<String> for Body {
    fn from(text: String) -> Self {
        Bytes::from(text).into()
    }
}

impl From<&'static [u8]> for Body {
    fn from(bytes: &'static [u8]) -> Self {
        Bytes::from_static(bytes).into()
    }
}

impl From<&'static str> for Body {
    fn from(text: &'static str) -> Self {
        Bytes::from(text).into()
    }
}

impl fmt::Debug for Body {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let kind = match &self.0 {
            Kind::Bytes(_) => "bytes",
            Kind::Path(_) => "path",
            Kind::Reader { .. } => "reader",
            Kind::Stream { .. } => "stream",
            Kind::Sequence(_) => "sequence",
            Kind::Limited { content, .. } => return content.fmt(f),
        };
        f.debug_struct("Body")
            .field("kind", &format_args!("{kind}"))
            .field("length", &self.announced())
            .finish()
    }
}

impl PartialEq for Body {
    fn eq(&self, other: &Self) -> bool {
        match (&self.0, &other.0) {
            (Kind::Bytes(one), Kind::Bytes(other)) => one == other,
            (Kind::Path(one), Kind::Path(other)) => one == other,
            (Kind::Reader { open: one, .. }, Kind::Reader { open: other, .. }) => {
                Arc::ptr_eq(one, other)
            }
            (Kind::Stream { open: one, .. }, Kind::Stream { open: other, .. }) => {
                Arc::ptr_eq(one, other)
            }
            (Kind::Sequence(one), Kind::Sequence(other)) => one == other,
            (
                Kind::Limited {
                    most: a,
                    content: one,
                },
                Kind::Limited {
                    most: b,
                    content: other,
                },
            ) => a == b && one == other,
            _ => false,
        }
    }
}

impl Eq for Body {}
