//! From the name of a host to a TCP connection.

use std::future::poll_fn;
use std::io;
use std::net::SocketAddr;
use std::pin::{Pin, pin};
use std::task::{Context, Poll};
use std::time::Duration;

use tokio::net::{TcpStream, lookup_host};
use tokio::time::timeout;

use super::super::error::{TransportError, TransportErrorKind};
use super::tokio_runtime;

/// The time for which only the addresses of the preferred family are tried, before those of the other one
/// are tried beside them (RFC 8305).
const HEAD_START: Duration = Duration::from_millis(300);

type Dialled = Result<TcpStream, TransportError>;

/// Connects to the first address of a host that accepts.
pub(super) async fn dial(host: &str, port: u16, limit: Duration) -> Dialled {
    let addresses = lookup_host((host, port)).await.map_err(unreachable)?;
    let addresses: Vec<_> = addresses.collect();
    // An address that drops all packets leaves time for the others.
    let share = limit / u32::try_from(addresses.len().max(1)).unwrap_or(u32::MAX);
    let is_preferred = |address: &SocketAddr| {
        addresses.first().map(SocketAddr::is_ipv6) == Some(address.is_ipv6())
    };
    let (preferred, others) = addresses.iter().partition(|address| is_preferred(address));
    let stream = race(preferred, others, share).await?;
    stream.set_nodelay(true).map_err(unreachable)?;
    Ok(stream)
}

/// Tries both families: one after the other if the first fails early, beside each other otherwise.
async fn race(preferred: Vec<SocketAddr>, others: Vec<SocketAddr>, share: Duration) -> Dialled {
    let mut first = pin!(try_each(preferred, share));
    if others.is_empty() {
        return first.await;
    }
    match timeout(HEAD_START, first.as_mut()).await {
        Ok(Ok(stream)) => return Ok(stream),
        Ok(Err(_)) => return try_each(others, share).await,
        Err(_) => {}
    }
    let mut second = pin!(try_each(others, share));
    let mut failed = [None, None];
    poll_fn(|context| {
        if let Some(stream) = poll_one(first.as_mut(), &mut failed[0], context) {
            return Poll::Ready(Ok(stream));
        }
        if let Some(stream) = poll_one(second.as_mut(), &mut failed[1], context) {
            return Poll::Ready(Ok(stream));
        }
        match failed.iter().all(Option::is_some) {
            true => Poll::Ready(failed[0].take().map_or_else(none, Err)),
            false => Poll::Pending,
        }
    })
    .await
}

/// Polls a family that hasn't failed yet.
fn poll_one(
    family: Pin<&mut impl Future<Output = Dialled>>,
    failed: &mut Option<TransportError>,
    context: &mut Context<'_>,
) -> Option<TcpStream> {
    if failed.is_some() {
        return None;
    }
    match family.poll(context) {
        Poll::Ready(Ok(stream)) => Some(stream),
        Poll::Ready(Err(error)) => {
            *failed = Some(error);
            None
        }
        Poll::Pending => None,
    }
}

/// Tries one address after the other.
async fn try_each(addresses: Vec<SocketAddr>, share: Duration) -> Dialled {
    let mut outcome = none();
    for address in addresses {
        outcome = match timeout(share, tokio_runtime::with_io(TcpStream::connect(address))).await {
            Ok(connected) => connected?.map_err(unreachable),
            Err(elapsed) => Err(unreachable(elapsed.into())),
        };
        if outcome.is_ok() {
            break;
        }
    }
    outcome
}

fn none() -> Dialled {
    Err(unreachable(io::Error::other("the host has no address")))
}

fn unreachable(error: io::Error) -> TransportError {
    TransportError::new(TransportErrorKind::Connect, error)
}
