//! The Tokio runtime that a call runs on.

use std::future::poll_fn;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::pin;
use std::task::Poll;
use std::time::Duration;

use tokio::runtime::{Handle, Id};

use super::super::error::{TransportError, TransportErrorKind};

/// Returns the runtime that this task runs on, if it has what the transport needs.
pub(super) fn current() -> Result<Id, TransportError> {
    let handle = Handle::try_current();
    let handle = handle.map_err(|_| refuse("it needs a Tokio runtime, and there is none here"))?;
    // Tokio has no method that checks for it, and panics.
    catch_unwind(|| drop(tokio::time::sleep(Duration::ZERO))).map_err(|_| {
        refuse("it needs the timers of the Tokio runtime: `enable_all` on its builder")
    })?;
    Ok(handle.id())
}

/// Opens a socket. Tokio panics if the runtime has no I/O, which becomes an error here.
pub(super) async fn with_io<F: Future>(open: F) -> Result<F::Output, TransportError> {
    let mut open = pin!(open);
    poll_fn(|context| {
        let poll = AssertUnwindSafe(|| open.as_mut().poll(context));
        match catch_unwind(poll) {
            Ok(poll) => poll.map(Ok),
            Err(_) => Poll::Ready(Err(refuse(
                "it needs the I/O of the Tokio runtime: `enable_all` on its builder",
            ))),
        }
    })
    .await
}

fn refuse(problem: &'static str) -> TransportError {
    TransportError::new(TransportErrorKind::Setup, problem)
}
