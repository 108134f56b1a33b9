//! What a server was sent.

use std::io::{Error, ErrorKind, Result};

use serde_json::Value;
use tokio::io::{AsyncRead, AsyncReadExt};

/// How many bytes a request may have at most.
const LIMIT: usize = 1 << 20;

const END_OF_HEAD: &[u8] = b"\r\n\r\n";

/// A request as it came over the wire.
#[derive(Debug)]
pub struct Received {
    head: String,
    body: Vec<u8>,
}

impl Received {
    /// The request line and the headers, each line as it came.
    #[must_use]
    pub fn head(&self) -> &str {
        &self.head
    }

    /// The method: `GET`.
    #[must_use]
    pub fn method(&self) -> &str {
        self.request_line(0)
    }

    /// The path and query: `/v1/Things?Size=1`.
    #[must_use]
    pub fn target(&self) -> &str {
        self.request_line(1)
    }

    /// The values of the header with this name, in lower case; as many as there are such headers.
    #[must_use]
    pub fn header(&self, name: &str) -> Vec<&str> {
        let headers = self.head.lines().skip(1);
        headers
            .filter_map(|line| line.split_once(':'))
            .filter(|(found, _)| found.eq_ignore_ascii_case(name))
            .map(|(_, value)| value.trim())
            .collect()
    }

    /// The body.
    #[must_use]
    pub fn body(&self) -> &[u8] {
        &self.body
    }

    /// The body as JSON.
    ///
    /// # Errors
    ///
    /// If it is no JSON.
    pub fn json(&self) -> serde_json::Result<Value> {
        serde_json::from_slice(&self.body)
    }

    fn request_line(&self, part: usize) -> &str {
        let line = self.head.lines().next().unwrap_or_default();
        line.split(' ').nth(part).unwrap_or_default()
    }

    /// Reads the next request; there is none once the client has ended the connection.
    ///
    /// # Errors
    ///
    /// If the connection breaks, or what comes is too long or no HTTP/1.1 request with a
    /// `Content-Length`.
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
                .map_err(|_| malformed("a length that is no number")),
            _ => Err(malformed("a body without a single length")),
        }
    }
}

/// Reads what is there; whether there was anything.
async fn read_more(stream: &mut (impl AsyncRead + Unpin), bytes: &mut Vec<u8>) -> Result<bool> {
    if bytes.len() > LIMIT {
        return Err(malformed("more than the recorder takes"));
    }
    Ok(stream.read_buf(bytes).await? > 0)
}

fn find(bytes: &[u8], part: &[u8]) -> Option<usize> {
    bytes.windows(part.len()).position(|window| window == part)
}

fn malformed(what: &str) -> Error {
    Error::new(ErrorKind::InvalidData, format!("a request with {what}"))
}
