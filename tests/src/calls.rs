//! Clients of the recorder, and single calls from request to value.

use twilio_numbers::{Client, ClientBuilder, Credentials, Error, NoRetry};

use crate::{Outcome, Received, Recorder, ServerResponse};

/// The account SID of every test client.
pub const ACCOUNT_SID: &str = "AC0123456789abcdef0123456789ABCDEF";

/// The auth token of that account.
pub const AUTH_TOKEN: &str = "t0k3n-th4t-mu5t-n3v3r-5h0w";

/// The `Authorization` header of that account: `Basic` and the base64 encoding of SID, colon and token.
pub const AUTHORIZATION: &str =
    "Basic QUMwMTIzNDU2Nzg5YWJjZGVmMDEyMzQ1Njc4OUFCQ0RFRjp0MGszbi10aDR0LW11NXQtbjN2M3ItNWgwdw==";

/// Creates a builder of clients of the recorder that make a single attempt.
pub fn builder(server: &Recorder) -> ClientBuilder {
    Client::builder()
        .credentials(Credentials::auth_token(ACCOUNT_SID, AUTH_TOKEN))
        .base_url(server.url())
        .retry(NoRetry)
}

/// Creates a client of the recorder that makes a single attempt.
///
/// # Errors
///
/// Returns an error if the client cannot be built.
pub fn client(server: &Recorder) -> Result<Client, Error> {
    builder(server).build()
}

/// Makes a call to a server that sends this response. Returns the received request and the result of
/// the call.
///
/// # Errors
///
/// Returns an error if the server or the client cannot start, or the server received other than one request.
pub async fn exchange<T>(
    response: ServerResponse,
    call: impl AsyncFnOnce(Client) -> Result<T, Error>,
) -> Outcome<(Received, Result<T, Error>)> {
    let server = Recorder::start([response]).await?;
    let result = call(client(&server)?).await;
    let mut requests = server.finish();
    match (requests.pop(), requests.is_empty()) {
        (Some(request), true) => Ok((request, result)),
        _ => Err("expected exactly one request".into()),
    }
}
