//! A tunnel through a proxy (RFC 9110, `CONNECT`).

use std::fmt;
use std::future::poll_fn;
use std::io;

use tokio::io::ReadBuf;

use super::super::error::{TransportError, TransportErrorKind};
use super::super::proxy::ProxyServer;
use super::connection::Stream;
use super::target::Target;

/// How large the head of the proxy's response may be.
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
    write_all(stream, &request).await.map_err(refused)?;
    let head = read_head(stream).await.map_err(refused)?;
    let status = head.split(' ').nth(1).unwrap_or_default();
    match head.starts_with("HTTP/1.") && status.len() == 3 && status.starts_with('2') {
        true => Ok(()),
        false => Err(refused(Refusal(one_line(&head)))),
    }
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
async fn read_head(stream: &mut Stream) -> io::Result<String> {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        let mut byte = [0];
        let mut buffer = ReadBuf::new(&mut byte);
        poll_fn(|context| stream.as_mut().poll_read(context, &mut buffer)).await?;
        if buffer.filled().is_empty() || head.len() == MOST {
            return Err(io::ErrorKind::UnexpectedEof.into());
        }
        head.extend_from_slice(buffer.filled());
    }
    Ok(String::from_utf8_lossy(&head).into_owned())
}

/// The status line, without characters that could disturb a log.
fn one_line(head: &str) -> String {
    let line = head.lines().next().unwrap_or_default();
    line.chars().filter(|c| !c.is_control()).take(100).collect()
}

/// How the proxy responded.
#[derive(Debug)]
struct Refusal(String);

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the proxy refused: {}", self.0)
    }
}

impl std::error::Error for Refusal {}

fn refused(error: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> TransportError {
    TransportError::new(TransportErrorKind::Connect, error)
}
