//! The response to a request for an access token.

use std::time::Duration;

use bytes::Bytes;
use http::header::LOCATION;
use http::{Response, StatusCode};
use secrecy::SecretString;
use serde_json::{Map, Value};

use super::super::super::error::credentials::CredentialsError;
use super::super::super::response::json::without_byte_order_mark;
use super::super::super::response::redaction;
use super::OAuth2;

/// A token that the server issued.
pub(super) struct Token {
    pub(super) access_token: String,
    /// Its lifetime, if the server states one.
    pub(super) lifetime: Option<Duration>,
    pub(super) refresh_token: Option<SecretString>,
}

impl OAuth2 {
    /// Reads the response of the token server. Its errors show nothing of a body but the code and the
    /// description of an error.
    pub(super) fn read_response(
        &self,
        response: &Response<Bytes>,
    ) -> Result<Token, CredentialsError> {
        let status = response.status();
        let body = serde_json::from_slice(without_byte_order_mark(response.body()));
        match body {
            _ if status.is_redirection() => Err(redirect(response)),
            Ok(Value::Object(body)) if !status.is_success() => Err(self.refusal(status, &body)),
            _ if !status.is_success() => {
                let error = CredentialsError::new(responded(status));
                Err(marked(error, status))
            }
            Ok(Value::Object(body)) => read_token(body),
            _ => Err(unexpected("expected JSON with an access token")),
        }
    }

    /// Returns the error of a response that issues no token.
    fn refusal(&self, status: StatusCode, body: &Map<String, Value>) -> CredentialsError {
        let text = |name: &str| {
            let text = body.get(name)?.as_str()?;
            let text = redaction::shorten(&self.redact(text));
            (!text.is_empty()).then_some(text)
        };
        let code = text("error");
        let parts = [code.clone(), text("error_description")];
        let parts = [Some(responded(status))].into_iter().chain(parts);
        let parts: Vec<_> = parts.flatten().collect();
        let error = marked(CredentialsError::new(parts.join(": ")), status);
        match code {
            Some(code) => error.with_code(code),
            None => error,
        }
    }
}

fn responded(status: StatusCode) -> String {
    format!(
        "the token server responded with {}",
        redaction::status(status)
    )
}

fn unexpected(problem: &str) -> CredentialsError {
    CredentialsError::new(format!(
        "the token server's response can't be read: {problem}"
    ))
}

fn redirect(response: &Response<Bytes>) -> CredentialsError {
    let target = response.headers().get(LOCATION);
    let target = target.and_then(|target| target.to_str().ok());
    let status = responded(response.status());
    CredentialsError::new(match target {
        Some(target) => {
            let target = redaction::public_url(target);
            format!("{status} to {target}, not followed")
        }
        None => status,
    })
}

/// Marks the error of a status after which a later attempt may succeed.
fn marked(error: CredentialsError, status: StatusCode) -> CredentialsError {
    let is_transient = status.is_server_error()
        || [StatusCode::REQUEST_TIMEOUT, StatusCode::TOO_MANY_REQUESTS].contains(&status);
    match is_transient {
        true => error.transient(),
        false => error,
    }
}

fn read_token(mut body: Map<String, Value>) -> Result<Token, CredentialsError> {
    let access_token = match body.remove("access_token") {
        Some(Value::String(token)) if is_visible(&token) => token,
        Some(Value::String(_)) => {
            return Err(unexpected("the access token isn't visible ASCII"));
        }
        _ => return Err(unexpected("expected the text `access_token`")),
    };
    // Some servers omit the type, which can only be this one then.
    let kind = body.get("token_type").and_then(Value::as_str);
    if let Some(kind) = kind.filter(|kind| !kind.eq_ignore_ascii_case("bearer")) {
        let kind = redaction::shorten(kind);
        return Err(unexpected(&format!(
            "expected a bearer token, found `{kind}`"
        )));
    }
    let refresh_token = match body.remove("refresh_token") {
        Some(Value::String(token)) if !token.is_empty() => Some(token.into()),
        _ => None,
    };
    Ok(Token {
        access_token,
        lifetime: body.get("expires_in").and_then(lifetime),
        refresh_token,
    })
}

fn is_visible(token: &str) -> bool {
    !token.is_empty() && token.bytes().all(|byte| byte.is_ascii_graphic())
}

/// Returns a lifetime in seconds, which some servers send as text. A negative one is over. One that can't
/// be read, or is longer than any clock, counts as none.
fn lifetime(seconds: &Value) -> Option<Duration> {
    let seconds = match seconds {
        Value::Number(number) => number.as_f64(),
        Value::String(text) => text.trim().parse().ok(),
        _ => None,
    };
    let seconds: f64 = seconds.filter(|seconds: &f64| !seconds.is_nan())?;
    Duration::try_from_secs_f64(seconds.max(0.0)).ok()
}
