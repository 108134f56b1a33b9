//! The kinds of failure of a call.

use std::error::Error;
use std::fmt;
use std::time::Duration;

use http::header::{CONTENT_TYPE, LOCATION};

use super::super::response::decode_error::DecodeError;
use super::super::response::raw::RawResponse;
use super::super::response::redaction;
use super::super::transport::error::TransportError;
use super::super::values::check::Violation;
use super::configuration::ConfigurationError;
use super::credentials::CredentialsError;
use super::details::ErrorDetails;
use super::meaning::ErrorMeaning;
use super::paging::PagingError;

/// The cause of a failed call; `Display` describes it.
pub(super) enum Failure {
    Configuration(ConfigurationError),
    /// A provider supplied no credentials.
    Credentials(CredentialsError),
    InvalidRequest(Vec<Violation>),
    /// A text that was to become an argument.
    InvalidArgument(Box<dyn Error + Send + Sync>),
    Paging(PagingError),
    /// No complete response arrived; the beginning of one with a success status, if there is one.
    Transport {
        error: TransportError,
        response: Option<RawResponse>,
    },
    Redirect {
        location: String,
        response: RawResponse,
        cut: Option<TransportError>,
    },
    Api {
        details: ErrorDetails,
        response: RawResponse,
        /// The reason for which the body is incomplete, if it is.
        cut: Option<TransportError>,
        /// Whether the server did nothing, although the status alone doesn't show it.
        is_unprocessed: bool,
    },
    Decode {
        error: DecodeError,
        response: RawResponse,
    },
    /// The deadline of a poller passed; the last response.
    Unfinished {
        waited: Duration,
        response: RawResponse,
    },
}

impl Failure {
    /// Creates the failure of a response whose status is no success. `cut` is the reason why its body
    /// isn't complete, if it isn't.
    pub(super) fn from_response(
        response: RawResponse,
        cut: Option<TransportError>,
        meaning: &ErrorMeaning,
    ) -> Self {
        if response.status().is_redirection()
            && let Some(location) = response.header(LOCATION.as_str())
        {
            return Self::Redirect {
                location: location.to_owned(),
                response,
                cut,
            };
        }
        let read = match cut {
            Some(_) => ErrorDetails::read_cut,
            None => ErrorDetails::read,
        };
        Self::Api {
            details: read(response.body(), &meaning.fields),
            is_unprocessed: meaning.is_unprocessed(response.status(), response.headers()),
            response,
            cut,
        }
    }

    /// Returns the error of the transport, also if a response had begun to arrive.
    pub(super) fn transport(&self) -> Option<&TransportError> {
        match self {
            Self::Transport { error, .. } => Some(error),
            Self::Redirect { cut, .. } | Self::Api { cut, .. } => cut.as_ref(),
            Self::Credentials(error) => error.transport(),
            _ => None,
        }
    }

    /// Returns the response, if one arrived.
    pub(super) fn response(&self) -> Option<&RawResponse> {
        match self {
            Self::Redirect { response, .. }
            | Self::Api { response, .. }
            | Self::Decode { response, .. }
            | Self::Unfinished { response, .. } => Some(response),
            Self::Transport { response, .. } => response.as_ref(),
            Self::Configuration(_)
            | Self::Credentials(_)
            | Self::InvalidRequest(_)
            | Self::InvalidArgument(_)
            | Self::Paging(_) => None,
        }
    }

    /// Whether the request was handed to the transport.
    pub(super) fn was_sent(&self) -> bool {
        !matches!(
            self,
            Self::Configuration(_)
                | Self::Credentials(_)
                | Self::InvalidRequest(_)
                | Self::InvalidArgument(_)
                | Self::Paging(_)
        )
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Configuration(error) => error.fmt(f),
            Self::Credentials(error) => write!(f, "the credentials can't be obtained: {error}"),
            Self::InvalidRequest(violations) => {
                let all: Vec<_> = violations.iter().map(ToString::to_string).collect();
                f.write_str(&all.join("; "))
            }
            Self::InvalidArgument(error) => error.fmt(f),
            Self::Paging(error) => error.fmt(f),
            Self::Transport { error, .. } => f.write_str(&redaction::chain(error)),
            Self::Redirect {
                location, response, ..
            } => {
                let location = redaction::public_url(location);
                write!(f, "{} to {location}, not followed", status(response))
            }
            Self::Api {
                details,
                response,
                cut,
                ..
            } => write_api_error(f, details, response, cut.as_ref()),
            Self::Decode { error, response } => {
                write!(
                    f,
                    "{} with a body that can't be read: {error}",
                    status(response)
                )
            }
            Self::Unfinished { waited, .. } => {
                let seconds = waited.as_secs();
                write!(f, "condition not met within {seconds} s")
            }
        }
    }
}

fn write_api_error(
    f: &mut fmt::Formatter<'_>,
    details: &ErrorDetails,
    response: &RawResponse,
    cut: Option<&TransportError>,
) -> fmt::Result {
    f.write_str(&status(response))?;
    match (&details.message, cut) {
        (Some(message), _) => write!(f, ": {}", redaction::abridge(message))?,
        (None, None) => f.write_str(&body(response))?,
        (None, Some(cut)) => write!(f, " with an incomplete body: {}", redaction::chain(cut))?,
    }
    let code = details.code.as_deref();
    let notes: Vec<_> = [
        code.map(|code| format!("code {}", redaction::shorten(code))),
        details.more_info.as_ref().map(|page| format!("see {page}")),
        response.request_id().map(|id| format!("request {id}")),
    ]
    .into_iter()
    .flatten()
    .collect();
    if notes.is_empty() {
        Ok(())
    } else {
        write!(f, " ({})", notes.join(", "))
    }
}

fn status(response: &RawResponse) -> String {
    redaction::status(response.status())
}

/// Describes a body that has no message.
fn body(response: &RawResponse) -> String {
    if response.body().trim_ascii().is_empty() {
        return " without a body".to_owned();
    }
    let media_type = response.header(CONTENT_TYPE.as_str());
    let media_type = media_type.map_or("an untyped body", |value| {
        value.split(';').next().unwrap_or_default().trim()
    });
    // JSON may contain personal data, including that of the request.
    match response.body().trim_ascii_start().first() {
        Some(b'{' | b'[' | b'"') => format!(" with {media_type} that has no message"),
        _ => format!(
            " with {media_type}: {}",
            redaction::beginning(response.body())
        ),
    }
}
