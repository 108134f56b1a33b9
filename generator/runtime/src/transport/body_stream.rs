//! Request bodies as streams: opened, read in chunks, and counted.

use std::collections::VecDeque;
use std::fs::{self, File};
use std::future::poll_fn;
use std::io::{self, ErrorKind, Read};
use std::mem;
use std::path::Path;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};

use bytes::{Bytes, BytesMut};
use futures_core::Stream;

use super::body::{Body, Kind, ReaderBox, StreamBox, total};
use super::error::{TransportError, TransportErrorKind};
use super::handoff::{self, Receiver, Sender};
use super::stream::BodyStream;

/// The number of bytes that are read from a reader at a time.
const CHUNK: usize = 64 << 10;

/// Functions for transports.
impl Body {
    /// Returns the length, if it is known, and a stream of the bytes. The stream has exactly as many
    /// bytes as the declared length, or ends with an error.
    ///
    /// The metadata of files is read here; they are opened when they are read. Files and readers, which may
    /// block, are read on a separate thread.
    ///
    /// # Errors
    ///
    /// If a file doesn't exist. This error and those of the stream are of the kind
    /// [`TransportErrorKind::RequestBody`]; a transport returns them unchanged.
    pub async fn into_stream(self) -> Result<(Option<u64>, BodyStream), TransportError> {
        let contents = match self.0 {
            Kind::Sequence(contents) => contents.to_vec(),
            _ => vec![self],
        };
        let rest = measure(contents).await.map_err(unreadable)?;
        let length = total(rest.iter().map(|content| content.length));
        let current = None;
        Ok((length, Box::pin(ContentStream { current, rest })))
    }

    /// Reads the whole body into memory, for a transport that can't stream it.
    ///
    /// # Errors
    ///
    /// The same as for [`into_stream`](Self::into_stream), if the body can't be read.
    pub async fn collect(self) -> Result<Bytes, TransportError> {
        if let Some(bytes) = self.bytes() {
            return Ok(bytes.clone());
        }
        let (_, mut stream) = self.into_stream().await?;
        let mut bytes = BytesMut::new();
        while let Some(chunk) = poll_fn(|context| stream.as_mut().poll_next(context)).await {
            bytes.extend_from_slice(&chunk?);
        }
        Ok(bytes.freeze())
    }
}

/// A body that isn't open yet.
struct Measured {
    content: Body,
    length: Option<u64>,
    /// The most bytes that it may have.
    most: Option<u64>,
}

/// Looks the files up on disk, on a separate thread if there are any.
async fn measure(contents: Vec<Body>) -> io::Result<VecDeque<Measured>> {
    if !contents.iter().any(is_file) {
        return contents.into_iter().map(Measured::new).collect();
    }
    let mut measured = handoff::spawn(move |sender| {
        let measured = contents.into_iter().map(Measured::new).collect();
        sender.send(measured);
    })?;
    let measured = poll_fn(|context| measured.poll_next(context)).await;
    measured.unwrap_or_else(|| Err(panicked()))
}

fn is_file(content: &Body) -> bool {
    match &content.0 {
        Kind::Path(_) => true,
        Kind::Limited { content, .. } => is_file(content),
        _ => false,
    }
}

impl Measured {
    fn new(content: Body) -> io::Result<Self> {
        let length = match &content.0 {
            Kind::Path(path) => length_on_disk(path)?,
            Kind::Limited { most, content } => return Self::limited(*most, content),
            _ => content.announced(),
        };
        let most = None;
        Ok(Self {
            content,
            length,
            most,
        })
    }

    fn limited(most: u64, content: &Body) -> io::Result<Self> {
        let measured = Self::new(content.clone())?;
        match measured.length {
            Some(length) if length > most => Err(too_long(most)),
            _ => Ok(Self {
                most: Some(most),
                ..measured
            }),
        }
    }

    fn open(self) -> io::Result<Counted> {
        let chunks = match self.content.0 {
            Kind::Bytes(bytes) => Chunks::Bytes(bytes),
            Kind::Path(path) => read_aside(Box::new(|| Ok(Box::new(NamedFile::open(path)?))))?,
            Kind::Reader { open, .. } => read_aside(Box::new(move || open()))?,
            Kind::Stream { open, .. } => Chunks::Stream(open()),
            // A sequence contains no other, and measuring removed the limit.
            Kind::Sequence(_) | Kind::Limited { .. } => Chunks::Ended,
        };
        Ok(Counted {
            chunks,
            length: self.length,
            most: self.most,
            count: 0,
            last: None,
        })
    }
}

/// Opens and reads on a separate thread.
fn read_aside(open: Box<dyn FnOnce() -> io::Result<ReaderBox> + Send>) -> io::Result<Chunks> {
    handoff::spawn(move |sender| hand_over(open(), &sender)).map(Chunks::Thread)
}

/// Hands over chunks up to an empty one at the end, or an error.
fn hand_over(reader: io::Result<ReaderBox>, sender: &Sender<io::Result<Bytes>>) {
    let mut reader = match reader {
        Ok(reader) => reader,
        Err(error) => {
            sender.send(Err(error));
            return;
        }
    };
    loop {
        let chunk = read_chunk(&mut reader);
        let goes_on = chunk.as_ref().is_ok_and(|chunk| !chunk.is_empty());
        if !sender.send(chunk) || !goes_on {
            return;
        }
    }
}

/// Returns the error of a thread that didn't come to its end. The body must not be taken for a
/// whole one.
fn panicked() -> io::Error {
    io::Error::other("the thread that reads it panicked")
}

/// Returns the length of a file. That of a device or a pipe is meaningless.
fn length_on_disk(path: &Path) -> io::Result<Option<u64>> {
    let metadata = fs::metadata(path).map_err(|error| named(path, &error))?;
    Ok(metadata.is_file().then_some(metadata.len()))
}

/// A file whose errors contain its path.
struct NamedFile {
    path: Arc<Path>,
    file: File,
}

impl NamedFile {
    fn open(path: Arc<Path>) -> io::Result<Self> {
        let file = File::open(&path).map_err(|error| named(&path, &error))?;
        Ok(Self { path, file })
    }
}

impl Read for NamedFile {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.file.read(buffer);
        count.map_err(|error| named(&self.path, &error))
    }
}

fn named(path: &Path, error: &io::Error) -> io::Error {
    io::Error::new(error.kind(), format!("{}: {error}", path.display()))
}

fn unreadable(error: io::Error) -> TransportError {
    TransportError::new(TransportErrorKind::RequestBody, error)
}

/// A sequence of bodies, each opened after those before it are read.
struct ContentStream {
    current: Option<Counted>,
    rest: VecDeque<Measured>,
}

impl Stream for ContentStream {
    type Item = Result<Bytes, TransportError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let chunk = ready!(self.poll_chunk(context));
        if chunk.is_err() {
            self.current = None;
            self.rest.clear();
        }
        Poll::Ready(chunk.map_err(unreadable).transpose())
    }
}

impl ContentStream {
    fn poll_chunk(&mut self, context: &mut Context<'_>) -> Poll<io::Result<Option<Bytes>>> {
        loop {
            if let Some(current) = &mut self.current
                && let Some(chunk) = ready!(current.poll_chunk(context))?
            {
                return Poll::Ready(Ok(Some(chunk)));
            }
            let next = self.rest.pop_front();
            self.current = next.map(Measured::open).transpose()?;
            if self.current.is_none() {
                return Poll::Ready(Ok(None));
            }
        }
    }
}

/// An open body that must have the declared length.
struct Counted {
    chunks: Chunks,
    length: Option<u64>,
    most: Option<u64>,
    count: u64,
    /// The chunk that completes the length. It is held back until the body has ended, because a
    /// transport that has all declared bytes doesn't request more.
    last: Option<Bytes>,
}

impl Counted {
    fn poll_chunk(&mut self, context: &mut Context<'_>) -> Poll<io::Result<Option<Bytes>>> {
        while let Some(chunk) = ready!(self.chunks.poll_chunk(context))? {
            self.count = self.count.saturating_add(size(&chunk));
            if let Some(most) = self.most.filter(|most| self.count > *most) {
                return Poll::Ready(Err(too_long(most)));
            }
            match self.length {
                Some(length) if self.count > length => {
                    return Poll::Ready(Err(wrong_length("more", length)));
                }
                Some(length) if self.count == length => self.last = Some(chunk),
                _ => return Poll::Ready(Ok(Some(chunk))),
            }
        }
        Poll::Ready(match self.length {
            Some(length) if self.count < length => Err(wrong_length("fewer", length)),
            _ => Ok(self.last.take()),
        })
    }
}

fn size(chunk: &Bytes) -> u64 {
    u64::try_from(chunk.len()).unwrap_or(u64::MAX)
}

fn too_long(most: u64) -> io::Error {
    io::Error::other(format!(
        "it has more than {most} bytes, which the API doesn't accept"
    ))
}

fn wrong_length(how: &str, length: u64) -> io::Error {
    io::Error::other(format!("it has {how} than the declared {length} bytes"))
}

/// The source of a body's chunks. None of them is empty.
enum Chunks {
    Bytes(Bytes),
    /// An empty one is the end.
    Thread(Receiver<io::Result<Bytes>>),
    Stream(StreamBox),
    Ended,
}

impl Chunks {
    fn poll_chunk(&mut self, context: &mut Context<'_>) -> Poll<io::Result<Option<Bytes>>> {
        let chunk = match self {
            Self::Bytes(bytes) => Ok(Some(mem::take(bytes))),
            Self::Thread(thread) => {
                let chunk = ready!(thread.poll_next(context));
                chunk.unwrap_or_else(|| Err(panicked())).map(Some)
            }
            Self::Stream(stream) => loop {
                match ready!(stream.as_mut().poll_next(context)).transpose() {
                    Ok(Some(chunk)) if chunk.is_empty() => {}
                    chunk => break chunk,
                }
            },
            Self::Ended => Ok(None),
        };
        let chunk = chunk.map(|chunk| chunk.filter(|chunk| !chunk.is_empty()));
        if !matches!(chunk, Ok(Some(_))) {
            *self = Self::Ended;
        }
        Poll::Ready(chunk)
    }
}

/// Reads the next chunk; it is empty at the end.
fn read_chunk(reader: &mut impl Read) -> io::Result<Bytes> {
    let mut chunk = BytesMut::zeroed(CHUNK);
    loop {
        match reader.read(&mut chunk) {
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            count => {
                chunk.truncate(count?);
                return Ok(chunk.freeze());
            }
        }
    }
}
