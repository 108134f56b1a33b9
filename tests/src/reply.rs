//! What a server says, and how it misbehaves.

use std::fmt::{Display, Write};
use std::io;

use serde_json::Value;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

/// The answer to one request.
#[derive(Clone, Debug)]
pub struct MockResponse {
    head: String,
    body: Vec<u8>,
    end: End,
}

/// What follows the last byte of a reply.
#[derive(Clone, Copy, Debug)]
enum End {
    NextRequest,
    Close,
    Reset,
    Silence,
}

impl MockResponse {
    /// A JSON body.
    #[must_use]
    pub fn json(status: u16, body: &Value) -> Self {
        Self::text(status, "application/json", body.to_string())
    }

    /// A body of any other media type.
    #[must_use]
    pub fn text(status: u16, media_type: &str, body: impl Into<Vec<u8>>) -> Self {
        let body = body.into();
        Self::status(status)
            .with("content-type", media_type)
            .with("content-length", body.len())
            .saying(body)
    }

    /// No body.
    #[must_use]
    pub fn empty(status: u16) -> Self {
        let reply = Self::status(status);
        // RFC 9110, section 8.6: an answer with status 204 has no length.
        if status == 204 {
            reply
        } else {
            reply.with("content-length", 0)
        }
    }

    /// These bytes, whatever they are, and then the end of the connection.
    #[must_use]
    pub fn raw(bytes: impl Into<Vec<u8>>) -> Self {
        Self {
            head: String::new(),
            body: bytes.into(),
            end: End::Close,
        }
    }

    /// Nothing, while the connection stays open.
    #[must_use]
    pub fn silence() -> Self {
        Self {
            end: End::Silence,
            ..Self::raw([])
        }
    }

    /// Nothing but a reset of the connection.
    #[must_use]
    pub fn reset() -> Self {
        Self {
            end: End::Reset,
            ..Self::raw([])
        }
    }

    /// The same with one more header.
    #[must_use]
    pub fn with(mut self, header: &str, value: impl Display) -> Self {
        // Writing to a string never fails.
        let _ = write!(self.head, "{header}: {value}\r\n");
        self
    }

    /// The same, but the connection ends after half of the body.
    #[must_use]
    pub fn cut_short(mut self) -> Self {
        self.body.truncate(self.body.len() / 2);
        self.end = End::Close;
        self
    }

    /// The same, but nothing comes after half of the body, while the connection stays open.
    #[must_use]
    pub fn stalling(self) -> Self {
        Self {
            end: End::Silence,
            ..self.cut_short()
        }
    }

    fn status(status: u16) -> Self {
        Self {
            head: format!("HTTP/1.1 {status} Some Reason\r\n"),
            body: Vec::new(),
            end: End::NextRequest,
        }
    }

    fn saying(self, body: Vec<u8>) -> Self {
        Self { body, ..self }
    }

    /// Writes the reply; whether another request may follow.
    pub(crate) async fn give(mut self, stream: &mut TcpStream) -> io::Result<bool> {
        if !self.head.is_empty() {
            self.head.push_str("\r\n");
        }
        // All at once, since a second small write would wait until the first is acknowledged.
        let bytes = [self.head.as_bytes(), &self.body].concat();
        stream.write_all(&bytes).await?;
        match self.end {
            End::NextRequest => return Ok(true),
            End::Close => stream.shutdown().await?,
            End::Reset => stream.set_zero_linger()?,
            // ResponseReader ends when the client gives up.
            End::Silence => drop(stream.read(&mut [0]).await?),
        }
        Ok(false)
    }
}
