//! A client of the recorder, and one call from its request to its value.

use twilio_numbers::{Client, ClientBuilder, Credentials, Error, NoRetry};

use crate::{MockResponse, Outcome, Received, Recorder};

/// The account of every client here.
pub const ACCOUNT_SID: &str = "AC0123456789abcdef0123456789ABCDEF";

/// Its auth token.
pub const AUTH_TOKEN: &str = "t0k3n-th4t-mu5t-n3v3r-5h0w";

/// What both become in the `Authorization` header: `Basic`, and base 64 of the two with a colon
/// between them.
pub const AUTHORIZATION: &str =
    "Basic QUMwMTIzNDU2Nzg5YWJjZGVmMDEyMzQ1Njc4OUFCQ0RFRjp0MGszbi10aDR0LW11NXQtbjN2M3ItNWgwdw==";

/// A client of the recorder, still to be configured. It makes one attempt only.
pub fn builder(server: &Recorder) -> ClientBuilder {
    Client::builder()
        .credentials(Credentials::auth_token(ACCOUNT_SID, AUTH_TOKEN))
        .base_url(server.url())
        .retry(NoRetry)
}

/// A client of the recorder. It makes one attempt only.
///
/// # Errors
///
/// If the client can't be built.
pub fn client(server: &Recorder) -> Result<Client, Error> {
    builder(server).build()
}

/// Makes a call to a server that gives this reply; gives the request that came, and what the call
/// made of the reply.
///
/// # Errors
///
/// If there is no server or no client, or the call wasn't made exactly once.
pub async fn exchange<T>(
    reply: MockResponse,
    call: impl AsyncFnOnce(Client) -> Result<T, Error>,
) -> Outcome<(Received, Result<T, Error>)> {
    let server = Recorder::start([reply]).await?;
    let result = call(client(&server)?).await;
    let mut requests = server.finish();
    match (requests.pop(), requests.is_empty()) {
        (Some(request), true) => Ok((request, result)),
        _ => Err("there was another number of requests than one".into()),
    }
}
