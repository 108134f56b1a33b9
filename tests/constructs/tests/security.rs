//! Credentials, each where the operation wants them.

#![cfg(feature = "security")]
#![allow(
    clippy::unwrap_used,
    reason = "a test that meets something unexpected shall fail"
)]

use constructs::security::*;
use constructs::{
    Body, Client, Credentials, Error, Limits, Operation, Transport, TransportErrorKind,
    TransportFuture,
};
use http::Request;

/// A transport for calls that are never made.
struct Nowhere;

impl Transport for Nowhere {
    fn send(&self, _: Request<Body>, _: Limits) -> TransportFuture<'_> {
        Box::pin(async { Err(TransportErrorKind::Other.into()) })
    }
}

/// The headers with credentials that a call has.
fn sent(credentials: Credentials, operation: impl Operation) -> Result<Vec<String>, Error> {
    let builder = Client::builder().credentials(credentials);
    let client = builder.transport(Nowhere).build()?;
    let request = client.call(operation).request()?;
    let headers = ["authorization", "x-partner", "cookie"].into_iter();
    let headers = headers.filter_map(|name| request.headers().get(name)?.to_str().ok());
    Ok(headers.map(str::to_owned).collect())
}

#[test]
fn each_operation_gets_what_it_takes() {
    let all = || {
        Credentials::bearer("token")
            .and(Credentials::basic("u", "p"))
            .and(Credentials::partner("us"))
            .and(Credentials::session("1"))
    };
    assert_eq!(sent(all(), FetchMe::new()).unwrap(), ["Bearer token"]);
    assert_eq!(sent(all(), CreateToken::new()).unwrap(), ["Basic dTpw"]);
    assert_eq!(sent(all(), ListPartners::new()).unwrap(), ["us", "sid=1"]);
    assert_eq!(sent(all(), ListNews::new()).unwrap(), ["sid=1"]);
    assert!(sent(all(), FetchStatus::new()).unwrap().is_empty());
}

#[test]
fn a_client_needs_what_its_calls_take_and_no_more() {
    let token = || Credentials::bearer("token");
    assert_eq!(
        sent(token(), ListPartners::new()).unwrap(),
        ["Bearer token"]
    );
    assert!(sent(token(), ListNews::new()).unwrap().is_empty());
    assert_eq!(
        sent(token(), CreateToken::new()).unwrap_err().to_string(),
        "CreateToken was not sent: the operation takes a user name and a password, and the client has a bearer \
         token; set what it takes with `ClientBuilder::credentials`"
    );
}
