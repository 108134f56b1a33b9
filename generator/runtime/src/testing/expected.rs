//! The comparison of recorded requests with an expected call.

use std::fmt::Write as _;

use bytes::Bytes;
use http::Request;
use http::header::CONTENT_TYPE;
use serde_json::Value;

use super::super::error::Error;
use super::super::request::operation::{self, Checks, Operation};
use super::super::request::server::{Destination, Server, Servers};
use super::super::transport::park;
use super::sent::SentRequest;

/// The server of requests that are only compared.
const NOWHERE: &str = "http://localhost";

/// Returns the request of the operation, to a placeholder server.
pub(super) fn request<O: Operation>(operation: &O) -> Result<Request<Bytes>, Error> {
    let nowhere = Server::parse(NOWHERE).map_err(Error::configuration)?;
    let request = operation::build(
        operation,
        &Servers::of(Destination::Base(nowhere)),
        Checks::WithoutConstraints,
        None,
    )?;
    let (parts, content) = request.into_parts();
    let body = park::block_on(content.collect()).map_err(Error::transport)?;
    Ok(Request::from_parts(parts, body))
}

/// Whether a request equals the expected one: its method, path, query and body, and the headers that
/// the operation sets. A server may have a path prefix.
pub(super) fn is_met(expected: &Request<Bytes>, sent: &SentRequest) -> bool {
    let sent = sent.http();
    let boundaries = boundary(expected).zip(boundary(sent));
    let mut headers = expected.headers().iter();
    sent.method() == expected.method()
        && sent.uri().path().ends_with(expected.uri().path())
        && sent.uri().query() == expected.uri().query()
        && headers.all(|(name, value)| {
            sent.headers().get(name) == Some(value) || name == CONTENT_TYPE && boundaries.is_some()
        })
        && match boundaries {
            Some((one, other)) => split(expected.body(), one) == split(sent.body(), other),
            None => is_same_body(expected.body(), sent.body()),
        }
}

/// Returns the boundary of a multipart body. It differs each time if a part of the body isn't in
/// memory.
fn boundary(request: &Request<Bytes>) -> Option<&str> {
    let media_type = request.headers().get(CONTENT_TYPE)?.to_str().ok()?;
    let boundary = media_type.strip_prefix("multipart/form-data; boundary=")?;
    (!boundary.is_empty()).then_some(boundary)
}

fn split<'a>(mut body: &'a [u8], boundary: &str) -> Vec<&'a [u8]> {
    let is_boundary = |part: &[u8]| part == boundary.as_bytes();
    let mut parts = Vec::new();
    while let Some(start) = body.windows(boundary.len()).position(is_boundary) {
        let (part, rest) = body.split_at(start);
        parts.push(part);
        body = rest.split_at(boundary.len()).1;
    }
    parts.push(body);
    parts
}

/// Whether two bodies are equal, or equal JSON.
fn is_same_body(one: &[u8], other: &[u8]) -> bool {
    let json = |body| serde_json::from_slice::<Value>(body).ok();
    one == other || json(one).is_some_and(|one| json(other) == Some(one))
}

/// Describes the expected request, and those that were sent instead.
pub(super) fn difference(expected: &Request<Bytes>, sent: &[SentRequest]) -> String {
    let mut text = format!("expected\n  {}\n", described(expected));
    if sent.is_empty() {
        text.push_str("but nothing was sent to it");
    } else {
        text.push_str("but what was sent to it is");
    }
    for sent in sent {
        // Writing to a string can't fail.
        let _ = write!(text, "\n  {}", described(sent.http()));
    }
    text
}

/// Describes a request without its headers, which may contain credentials.
fn described(request: &Request<Bytes>) -> String {
    let target = request.uri().path_and_query();
    let target = target.map_or("", |target| target.as_str());
    let body = String::from_utf8_lossy(request.body());
    format!("{} {target} {body}", request.method())
        .trim_end()
        .to_owned()
}
