//! Scripted responses of the server, faults included.

use std::fmt::{Display, Write};
use std::io;

use serde_json::Value;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

/// The response to one request, or a fault in its place.
#[derive(Clone, Debug)]
pub struct ServerResponse {
    head: String,
    body: Vec<u8>,
    end: End,
}

/// The behaviour of the server after the last byte of a response.
#[derive(Clone, Copy, Debug)]
enum End {
    NextRequest,
    Close,
    Reset,
    Silence,
}

impl ServerResponse {
    /// Creates a response with a JSON body.
    #[must_use]
    pub fn json(status: u16, body: &Value) -> Self {
        Self::text(status, "application/json", body.to_string())
    }

    /// Creates a response with a body of any media type.
    #[must_use]
    pub fn text(status: u16, media_type: &str, body: impl Into<Vec<u8>>) -> Self {
        let body = body.into();
        Self::status(status)
            .with("content-type", media_type)
            .with("content-length", body.len())
            .with_body(body)
    }

    /// Creates a response without a body.
    #[must_use]
    pub fn empty(status: u16) -> Self {
        let response = Self::status(status);
        // RFC 9110, section 8.6: a response with status 204 has no `Content-Length`.
        if status == 204 {
            response
        } else {
            response.with("content-length", 0)
        }
    }

    /// Sends these bytes verbatim, then closes the connection.
    #[must_use]
    pub fn raw(bytes: impl Into<Vec<u8>>) -> Self {
        Self {
            head: String::new(),
            body: bytes.into(),
            end: End::Close,
        }
    }

    /// Sends nothing and keeps the connection open.
    #[must_use]
    pub fn silence() -> Self {
        Self {
            end: End::Silence,
            ..Self::raw([])
        }
    }

    /// Resets the connection without a response.
    #[must_use]
    pub fn reset() -> Self {
        Self {
            end: End::Reset,
            ..Self::raw([])
        }
    }

    /// Adds a header.
    #[must_use]
    pub fn with(mut self, header: &str, value: impl Display) -> Self {
        // Writing to a string never fails.
        let _ = write!(self.head, "{header}: {value}\r\n");
        self
    }

    /// Closes the connection after half of the body.
    #[must_use]
    pub fn cut_short(mut self) -> Self {
        self.body.truncate(self.body.len() / 2);
        self.end = End::Close;
        self
    }

    /// Stops after half of the body and keeps the connection open.
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

    fn with_body(self, body: Vec<u8>) -> Self {
        Self { body, ..self }
    }

    /// Writes the response. Returns whether the connection accepts another request.
    pub(crate) async fn write_to(mut self, stream: &mut TcpStream) -> io::Result<bool> {
        if !self.head.is_empty() {
            self.head.push_str("\r\n");
        }
        // One write, because a second small one would wait until the first is acknowledged.
        let bytes = [self.head.as_bytes(), &self.body].concat();
        stream.write_all(&bytes).await?;
        match self.end {
            End::NextRequest => return Ok(true),
            End::Close => stream.shutdown().await?,
            End::Reset => stream.set_zero_linger()?,
            // The read ends when the client closes the connection.
            End::Silence => drop(stream.read(&mut [0]).await?),
        }
        Ok(false)
    }
}
