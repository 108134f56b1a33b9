//! Errors of the library for HTTP in the words of a transport.

use std::error::Error;
use std::io;

use super::super::error::{TransportError, TransportErrorKind};

/// Returns the error of a failed exchange. An error of the request's body stays as it is.
pub(super) fn classify(error: hyper::Error) -> TransportError {
    if let Some(own) = causes(&error).find_map(|cause| cause.downcast_ref::<TransportError>()) {
        return own.clone();
    }
    let kind = if error.is_parse() || is_of_framing(&error) || is_unasked(&error) {
        TransportErrorKind::Protocol
    } else if error.is_user() {
        TransportErrorKind::Other
    } else {
        TransportErrorKind::Interrupted
    };
    TransportError::new(kind, error)
}

/// Whether a response's chunks aren't what they must be, as opposed to cut off.
fn is_of_framing(error: &hyper::Error) -> bool {
    let kinds = [io::ErrorKind::InvalidInput, io::ErrorKind::InvalidData];
    let mut causes = causes(error).filter_map(|cause| cause.downcast_ref::<io::Error>());
    // An alert of TLS is of the same kind, but breaks the connection.
    causes.any(|cause| kinds.contains(&cause.kind()) && !is_of_tls(cause))
}

/// Whether the server spoke before it was asked. Of the reasons to cancel a request, this alone is none of
/// those that hyper has a method for, and has no cause.
fn is_unasked(error: &hyper::Error) -> bool {
    let reason = error.source().and_then(|cause| cause.downcast_ref());
    reason.is_some_and(|reason: &hyper::Error| {
        let is_known = reason.is_canceled() || reason.is_closed() || reason.is_incomplete_message();
        error.is_canceled() && !is_known && reason.source().is_none()
    })
}

#[cfg(feature = "rustls-no-provider")]
fn is_of_tls(error: &io::Error) -> bool {
    error
        .get_ref()
        .is_some_and(|cause| cause.is::<rustls::Error>())
}

#[cfg(not(feature = "rustls-no-provider"))]
fn is_of_tls(_: &io::Error) -> bool {
    false
}

/// Returns an error and what caused it, one after the other. What an [`io::Error`] was made of isn't its
/// source.
pub(super) fn causes<'a>(
    error: &'a (dyn Error + 'static),
) -> impl Iterator<Item = &'a (dyn Error + 'static)> {
    let cause = |error: &'a (dyn Error + 'static)| match error.downcast_ref::<io::Error>() {
        Some(error) => error
            .get_ref()
            .map(|inside| inside as &(dyn Error + 'static)),
        None => error.source(),
    };
    std::iter::successors(Some(error), move |error| cause(*error))
}
