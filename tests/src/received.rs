//! Requests as the server received them.

use std::io::{Error, ErrorKind, Result};

use serde_json::Value;
use tokio::io::{AsyncRead, AsyncReadExt};

/// The maximum size of a request, in bytes.
const LIMIT: usize = 1 << 20;

const END_OF_HEAD: &[u8] = b"\r\n\r\n";

/// A request as it arrived over the wire.
#[derive(Debug)]
pub struct Received {
    head: String,
    body: Vec<u8>,
}

impl Received {
    /// Returns the request line and the headers, unchanged.
    #[must_use]
    pub fn head(&self) -> &str {
        &self.head
    }

    /// Returns the method, such as `GET`.
    #[must_use]
    pub fn method(&self) -> &str {
        self.request_line(0)
    }

    /// Returns the path and query, such as `/v1/Things?Size=1`.
    #[must_use]
    pub fn target(&self) -> &str {
        self.request_line(1)
    }

    /// Returns the values of every header with this name.
    #[must_use]
    pub fn header(&self, name: &str) -> Vec<&str> {
        let headers = self.head.lines().skip(1);
        headers
            .filter_map(|line| line.split_once(':'))
            .filter(|(found, _)| found.eq_ignore_ascii_case(name))
            .map(|(_, value)| value.trim())
            .collect()
    }

    /// Returns the body.
    #[must_use]
    pub fn body(&self) -> &[u8] {
        &self.body
    }

    /// Parses the body as JSON.
    ///
    /// # Errors
    ///
    /// Returns an error if the body is not JSON.
    pub fn json(&self) -> serde_json::Result<Value> {
        serde_json::from_slice(&self.body)
    }

    fn request_line(&self, part: usize) -> &str {
        let line = self.head.lines().next().unwrap_or_default();
        line.split(' ').nth(part).unwrap_or_default()
    }

    /// Reads the next request. Returns `None` once the client has closed the connection.
    ///
    /// # Errors
    ///
    /// Returns an error if the connection breaks, the request exceeds the limit, or it is not an
    /// HTTP/1.1 request with a `Content-Length`.
    pub(crate) async fn read(stream: &mut (impl AsyncRead + Unpin)) -> Result<Option<Self>> {
        let mut bytes = Vec::new();
        let head_length = loop {
            if let Some(at) = find(&bytes, END_OF_HEAD) {
                break at;
            }
            if !read_more(stream, &mut bytes).await? {
                return Ok(None);
            }
        };
        let mut body = bytes.split_off(head_length + END_OF_HEAD.len());
        bytes.truncate(head_length);
        let mut request = Self {
            head: String::from_utf8(bytes).map_err(|_| malformed("a head that isn't UTF-8"))?,
            body: Vec::new(),
        };
        let length = request.content_length()?;
        while body.len() < length && read_more(stream, &mut body).await? {}
        if body.len() != length {
            return Err(malformed("a body with another length than announced"));
        }
        request.body = body;
        Ok(Some(request))
    }

    fn content_length(&self) -> Result<usize> {
        match self.header("content-length").as_slice() {
            [] if self.header("transfer-encoding").is_empty() => Ok(0),
            [length] => length
                .parse()
                .map_err(|_| malformed("a length that is not a number")),
            _ => Err(malformed("a body without a single length")),
        }
    }
}

/// Reads the available bytes. Returns whether there were any.
async fn read_more(stream: &mut (impl AsyncRead + Unpin), bytes: &mut Vec<u8>) -> Result<bool> {
    if bytes.len() > LIMIT {
        return Err(malformed("more bytes than the recorder accepts"));
    }
    Ok(stream.read_buf(bytes).await? > 0)
}

fn find(bytes: &[u8], part: &[u8]) -> Option<usize> {
    bytes.windows(part.len()).position(|window| window == part)
}

fn malformed(what: &str) -> Error {
    Error::new(ErrorKind::InvalidData, format!("a request with {what}"))
}
