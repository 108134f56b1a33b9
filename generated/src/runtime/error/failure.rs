// @generated: a copy of `generator/runtime/src/error/failure.rs`; edit that file instead.

//! The ways in which a call fails.

use std::error::Error;
use std::fmt;
use std::time::Duration;

use http::header::{CONTENT_TYPE, LOCATION};

use super::super::check::Violation;
use super::super::decode::DecodeError;
use super::super::paging::PagingError;
use super::super::profile::Profile;
use super::super::response::RawResponse;
use super::super::transport::TransportError;
use super::configuration::ConfigurationError;
use super::details::ErrorDetails;
use super::display;

/// How a call failed. Its `Display` says why.
pub(super) enum Failure {
    Configuration(ConfigurationError),
    InvalidRequest(Vec<Violation>),
    /// A text that was to become an argument.
    InvalidArgument(Box<dyn Error + Send + Sync>),
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
    /// What was waited for hadn't come after this time; the last response.
    Unfinished {
        waited: Duration,
        response: RawResponse,
    },
}

impl Failure {
    /// The failure that a response tells, whose status is no success.
    pub(super) fn from_response(response: RawResponse, profile: &Profile) -> Self {
        if response.status().is_redirection()
            && let Some(location) = response.header(LOCATION.as_str())
        {
            return Self::Redirect {
                location: location.to_owned(),
                response,
            };
        }
        Self::Api {
            details: ErrorDetails::read(response.body(), &profile.error_fields),
            response,
        }
    }

    /// The response, if one came.
    pub(super) fn response(&self) -> Option<&RawResponse> {
        match self {
            Self::Redirect { response, .. }
            | Self::Api { response, .. }
            | Self::Decode { response, .. }
            | Self::Unfinished { response, .. } => Some(response),
            Self::Configuration(_)
            | Self::InvalidRequest(_)
            | Self::InvalidArgument(_)
            | Self::Paging(_)
            | Self::Transport(_) => None,
        }
    }

    /// Whether the request was handed to the transport.
    pub(super) fn was_sent(&self) -> bool {
        !matches!(
            self,
            Self::Configuration(_)
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
            Self::InvalidRequest(violations) => {
                let all: Vec<_> = violations.iter().map(ToString::to_string).collect();
                f.write_str(&all.join("; "))
            }
            Self::InvalidArgument(error) => error.fmt(f),
            Self::Paging(error) => error.fmt(f),
            Self::Transport(error) => f.write_str(&display::chain(error)),
            Self::Redirect { location, response } => {
                let location = display::public_url(location);
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
                write!(f, "what it is waited for hasn't come within {seconds} s")
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
        Some(message) => write!(f, ": {}", display::abridge(message))?,
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
    display::status(response.status())
}

/// What can be said of a body that has no message in it.
fn body(response: &RawResponse) -> String {
    if response.body().trim_ascii().is_empty() {
        return " without a body".to_owned();
    }
    let media_type = response.header(CONTENT_TYPE.as_str());
    let media_type = media_type.map_or("an untyped body", |value| {
        value.split(';').next().unwrap_or_default().trim()
    });
    // What stands in JSON may be personal data, also what the request had in it.
    match response.body().trim_ascii_start().first() {
        Some(b'{' | b'[' | b'"') => format!(" with {media_type} that has no message"),
        _ => format!(
            " with {media_type}: {}",
            display::beginning(response.body())
        ),
    }
}
