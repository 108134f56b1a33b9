//! A tunnel through a proxy (RFC 9110, `CONNECT`).

use std::fmt;
use std::future::poll_fn;
use std::io;

use http::StatusCode;
use tokio::io::ReadBuf;

use super::super::error::{TransportError, TransportErrorKind};
use super::super::proxy::ProxyServer;
use super::connection::Stream;
use super::target::Target;

/// The maximum size of the head of the proxy's response.
const MOST: usize = 16 << 10;

/// Requests a connection to the target from the proxy. After that, the stream leads there.
pub(super) async fn open(
    stream: &mut Stream,
    target: &Target,
    proxy: &ProxyServer,
) -> Result<(), TransportError> {
    let authority = target.authority();
    let mut request = format!("CONNECT {authority} HTTP/1.1\r\nHost: {authority}\r\n").into_bytes();
    if let Some(authorization) = &proxy.authorization {
        request.extend_from_slice(b"Proxy-Authorization: ");
        request.extend_from_slice(authorization.as_bytes());
        request.extend_from_slice(b"\r\n");
    }
    request.extend_from_slice(b"\r\n");
    write_all(stream, &request).await.map_err(broken)?;
    let head = read_head(stream).await?;
    judge(&head)
}

/// Accepts a status of 2xx. A proxy that can't reach the target, or has no time, may do so later: its
/// refusal counts as a failed connection. Any other refusal would be the same again.
fn judge(head: &str) -> Result<(), TransportError> {
    let status = head
        .strip_prefix("HTTP/1.")
        .and_then(|rest| rest.split_ascii_whitespace().nth(1)?.parse().ok())
        .and_then(|status: u16| StatusCode::from_u16(status).ok());
    let kind = match status {
        Some(status) if status.is_success() => return Ok(()),
        Some(
            StatusCode::REQUEST_TIMEOUT
            | StatusCode::TOO_MANY_REQUESTS
            | StatusCode::INTERNAL_SERVER_ERROR
            | StatusCode::BAD_GATEWAY
            | StatusCode::SERVICE_UNAVAILABLE
            | StatusCode::GATEWAY_TIMEOUT,
        ) => TransportErrorKind::Connect,
        _ => TransportErrorKind::Proxy,
    };
    let refusal = Refusal {
        line: one_line(head),
        lacks_credentials: status == Some(StatusCode::PROXY_AUTHENTICATION_REQUIRED),
    };
    Err(TransportError::new(kind, refusal))
}

async fn write_all(stream: &mut Stream, mut bytes: &[u8]) -> io::Result<()> {
    while !bytes.is_empty() {
        let count = poll_fn(|context| stream.as_mut().poll_write(context, bytes)).await?;
        if count == 0 {
            return Err(io::ErrorKind::WriteZero.into());
        }
        bytes = bytes.get(count..).unwrap_or_default();
    }
    poll_fn(|context| stream.as_mut().poll_flush(context)).await
}

/// Reads up to the empty line byte by byte: what follows belongs to the target.
async fn read_head(stream: &mut Stream) -> Result<String, TransportError> {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        let mut byte = [0];
        let mut buffer = ReadBuf::new(&mut byte);
        let read = poll_fn(|context| stream.as_mut().poll_read(context, &mut buffer));
        read.await.map_err(broken)?;
        if buffer.filled().is_empty() {
            return Err(broken(io::ErrorKind::UnexpectedEof.into()));
        }
        if head.len() == MOST {
            let problem = "expected the head of an HTTP response of at most 16 KiB, found more";
            return Err(TransportError::new(TransportErrorKind::Proxy, problem));
        }
        head.extend_from_slice(buffer.filled());
    }
    Ok(String::from_utf8_lossy(&head).into_owned())
}

/// Returns the status line, without characters that could disturb a log.
fn one_line(head: &str) -> String {
    let line = head.lines().next().unwrap_or_default();
    line.chars().filter(|c| !c.is_control()).take(100).collect()
}

/// The response of a proxy that opens no tunnel.
#[derive(Debug)]
struct Refusal {
    line: String,
    lacks_credentials: bool,
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the proxy refused: {}", self.line)?;
        match self.lacks_credentials {
            true => f.write_str("; set its user name and password in the URL of the `Proxy`"),
            false => Ok(()),
        }
    }
}

impl std::error::Error for Refusal {}

fn broken(error: io::Error) -> TransportError {
    TransportError::new(TransportErrorKind::Connect, error)
}
