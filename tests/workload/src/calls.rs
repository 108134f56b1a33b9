//! Calls to a server on the local machine, beside those of bare reqwest.

use std::error::Error;
use std::time::Duration;

use reqwest::header::{ACCEPT, AUTHORIZATION, HeaderMap, HeaderValue};
use serde::de::DeserializeOwned;
use tokio::runtime::{Builder, Runtime};

use crate::{Comparison, Outcome, bulk_response, serve};

/// The account SID of the clients.
pub const ACCOUNT_SID: &str = "AC0123456789abcdef0123456789ABCDEF";

/// The auth token of that account.
pub const AUTH_TOKEN: &str = "t0k3n";

/// Both as `Authorization` header.
const CREDENTIALS: &str = "Basic QUMwMTIzNDU2Nzg5YWJjZGVmMDEyMzQ1Njc4OUFCQ0RFRjp0MGszbg==";

/// The identifier of the resource that each call fetches.
pub const ID: &str = "EC0123456789abcdef0123456789abcdef";

/// The number of calls of each program.
const RUNS: usize = 5000;

/// A server on the local machine, and what its clients need.
pub struct Calls {
    /// The URL of the server.
    pub url: String,
    /// A client with time limits and the headers that each call needs. Crates on reqwest use it, and bare reqwest
    /// does.
    pub http: reqwest::Client,
    /// The runtime for the calls.
    runtime: Runtime,
}

impl Calls {
    /// Starts the server.
    ///
    /// # Errors
    ///
    /// If it can't listen, or reqwest has no client.
    pub fn start() -> Outcome<Self> {
        let mut credentials = HeaderValue::from_static(CREDENTIALS);
        credentials.set_sensitive(true);
        let accept = HeaderValue::from_static("application/json");
        let headers = HeaderMap::from_iter([(AUTHORIZATION, credentials), (ACCEPT, accept)]);
        let http = reqwest::Client::builder()
            .no_proxy()
            .timeout(Duration::from_secs(30))
            .connect_timeout(Duration::from_secs(10))
            .default_headers(headers);
        Ok(Self {
            url: serve(&bulk_response(1))?,
            http: http.build()?,
            runtime: Builder::new_current_thread().enable_all().build()?,
        })
    }

    /// Compares a call with one of bare reqwest, which reads the same type from the response.
    ///
    /// # Errors
    ///
    /// If one of them fails. Later ones panic if they fail.
    pub fn compare<T, E>(&self, call: impl AsyncFn() -> Result<T, E>) -> Outcome
    where
        T: DeserializeOwned,
        E: Error + 'static,
    {
        self.runtime.block_on(call())?;
        self.runtime.block_on(self.bare::<T>())?;
        let ours = || self.runtime.block_on(call()).is_ok();
        let bare = || self.runtime.block_on(self.bare::<T>()).is_ok();
        let comparison = Comparison::new("call", RUNS);
        comparison
            .program("client", || assert!(ours()))
            .program("bare reqwest", || assert!(bare()))
            .print();
        Ok(())
    }

    /// Makes the call with reqwest alone.
    async fn bare<T: DeserializeOwned>(&self) -> Outcome<T> {
        let url = format!("{}/v1/HostedNumber/Eligibility/Bulk/{ID}", self.url);
        let response = self.http.get(url).send().await?.error_for_status()?;
        Ok(serde_json::from_slice(&response.bytes().await?)?)
    }
}
