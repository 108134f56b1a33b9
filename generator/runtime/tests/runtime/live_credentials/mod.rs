//! Credentials that are obtained when a call needs them.

mod oauth2;
mod oauth2_responses;
mod providers;
mod single_flight;
mod token_server;

use std::sync::{Arc, Mutex};
use std::time::Duration;

use sdksmith_runtime::testing::MockTransport;
use sdksmith_runtime::{
    ClientBuilder, Credentials, CredentialsError, CredentialsProvider, Empty, Operation,
    OperationInfo, Profile, ProvidedCredentials, RequestWriter,
};

const SERVER: &str = "https://api.example.com";

static ACME: Profile = Profile::generic("acme", "1.0.0").server(SERVER);

/// An operation that takes credentials.
#[derive(Clone, Debug)]
struct Fetch;

impl Operation for Fetch {
    type ResponseBody = Empty;

    const INFO: OperationInfo = OperationInfo::get("Fetch", SERVER, "/things");

    fn write(&self, _: &mut RequestWriter) {}
}

/// An operation that takes credentials and must not be repeated if it may have taken effect.
#[derive(Clone, Debug)]
struct Create;

impl Operation for Create {
    type ResponseBody = Empty;

    const INFO: OperationInfo = OperationInfo::post("Create", SERVER, "/things");

    fn write(&self, _: &mut RequestWriter) {}
}

fn builder(credentials: Credentials) -> ClientBuilder {
    ClientBuilder::new(&ACME).credentials(credentials)
}

/// The values of a header of the requests to the API, in order.
fn headers_sent(transport: &MockTransport, name: &str) -> Vec<String> {
    let sent = transport.sent();
    let sent = sent.iter().filter_map(|request| request.header(name));
    sent.map(str::to_owned).collect()
}

type Supplied = Result<ProvidedCredentials, CredentialsError>;

/// A provider that supplies what a function returns for the number of the request, beginning with 1.
#[derive(Clone)]
struct Numbered {
    asked: Arc<Mutex<u32>>,
    supply: fn(u32) -> Supplied,
}

impl Numbered {
    fn new(supply: fn(u32) -> Supplied) -> Self {
        Self {
            asked: Arc::default(),
            supply,
        }
    }

    fn asked(&self) -> u32 {
        *self.asked.lock().unwrap()
    }

    fn credentials(&self) -> Credentials {
        Credentials::provided_by(self.provider())
    }

    fn provider(&self) -> impl CredentialsProvider + use<> {
        let own = self.clone();
        move || {
            let own = own.clone();
            async move {
                let mut asked = own.asked.lock().unwrap();
                *asked += 1;
                (own.supply)(*asked)
            }
        }
    }
}

/// A token with a number, which is valid for a number of seconds.
fn token(number: u32, seconds: u64) -> Supplied {
    let credentials = Credentials::bearer(format!("token-{number}"));
    Ok(ProvidedCredentials::new(credentials).expires_in(Duration::from_secs(seconds)))
}
