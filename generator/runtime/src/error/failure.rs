//! The kinds of failure of a call.

use std::fmt;
use std::time::Duration;

use http::header::{CONTENT_TYPE, LOCATION};

use super::super::response::decode_error::DecodeError;
use super::super::response::raw::RawResponse;
use super::super::response::redaction;
use super::super::transport::error::TransportError;
use super::super::values::check::Violation;
use super::configuration::ConfigurationError;
use super::details::{ErrorDetails, ErrorFields};
use super::paging::PagingError;

/// Why a call failed; `Display` describes it.
pub(super) enum Failure {
    Configuration(ConfigurationError),
    InvalidRequest(Vec<Violation>),
    Paging(PagingError),
    Transport(TransportError),
    Redirect {
        location: String,
        response: RawResponse,
    },
    Api {
        details: ErrorDetails,
        response: RawResponse,
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
    /// Creates the failure of a response whose status is no success.
    pub(super) fn from_response(response: RawResponse, fields: &ErrorFields) -> Self {
        if response.status().is_redirection()
            && let Some(location) = response.header(LOCATION.as_str())
        {
            return Self::Redirect {
                location: location.to_owned(),
                response,
            };
        }
        Self::Api {
            details: ErrorDetails::read(response.body(), fields),
            response,
        }
    }

    /// Returns the response, if one arrived.
    pub(super) fn response(&self) -> Option<&RawResponse> {
        match self {
            Self::Redirect { response, .. }
            | Self::Api { response, .. }
            | Self::Decode { response, .. }
            | Self::Unfinished { response, .. } => Some(response),
            Self::Configuration(_)
            | Self::InvalidRequest(_)
            | Self::Paging(_)
            | Self::Transport(_) => None,
        }
    }

    /// Whether the request was handed to the transport.
    pub(super) fn was_sent(&self) -> bool {
        !matches!(
            self,
            Self::Configuration(_) | Self::InvalidRequest(_) | Self::Paging(_)
        )
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Configuration(error) => error.fmt(f),
            Self::InvalidRequest(violations) => {
                let all: Vec<_> = violations.iter().map(ToString::to_string).collect();
                f.write_str(&all.join("; "))
            }
            Self::Paging(error) => error.fmt(f),
            Self::Transport(error) => f.write_str(&redaction::chain(error)),
            Self::Redirect { location, response } => {
                let location = redaction::public_url(location);
                write!(f, "{} to {location}, not followed", status(response))
            }
            Self::Api { details, response } => write_api_error(f, details, response),
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
) -> fmt::Result {
    f.write_str(&status(response))?;
    match &details.message {
        Some(message) => write!(f, ": {}", redaction::abridge(message))?,
        None => f.write_str(&body(response))?,
    }
    let notes: Vec<_> = [
        details.code.map(|code| format!("code {code}")),
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
