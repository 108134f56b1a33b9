//! What an adapter does with the crate of a generator.

use std::collections::BTreeMap;
use std::error::Error;
use std::fmt::Debug;
use std::io::Read;
use std::time::Duration;

/// Calls a generated crate: each method builds a client from the setup and makes one call.
///
/// An adapter uses the options that the generator documents. Where the crate has no such call or setting, it
/// returns [`Failure::Unsupported`] with the reason.
pub trait Adapter {
    /// Calls `fetchItem`.
    fn fetch_item(&self, setup: &Setup, id: &str) -> Outcome<Item>;
    /// Calls `createItem`.
    fn create_item(&self, setup: &Setup, name: &str) -> Outcome<Item>;
    /// Calls `updateItem`.
    fn update_item(&self, setup: &Setup, nickname: Nickname) -> Outcome<Item>;
    /// Calls `searchItems`, and returns the names.
    fn search_items(
        &self,
        setup: &Setup,
        tags: &[&str],
        trace: Option<&str>,
    ) -> Outcome<Vec<String>>;
    /// Calls `fetchNotice`, and returns its text, or nothing for the status 204.
    fn fetch_notice(&self, setup: &Setup) -> Outcome<Option<String>>;
    /// Calls `fetchItem`, and returns a header of the response.
    fn fetch_header(&self, setup: &Setup, name: &str) -> Outcome<Option<String>>;
    /// Calls `lookUp`. The credential is a key in the query.
    fn look_up(&self, setup: &Setup, ids: &[&str]) -> Outcome<()>;
    /// Calls `filterItems`.
    fn filter_items(&self, setup: &Setup, color: &str, size: &str) -> Outcome<()>;
    /// Calls `placeOrder`, whose body is a form.
    fn place_order(&self, setup: &Setup, customer: &str, items: &[&str]) -> Outcome<()>;
    /// Calls `uploadPhoto` with a file in memory.
    fn upload(&self, setup: &Setup, title: &str, content: &[u8]) -> Outcome<()>;
    /// Calls `uploadPhoto` with a file that is read while it is sent.
    fn upload_streamed(&self, setup: &Setup, content: Box<dyn Read + Send>) -> Outcome<()>;
    /// Calls `fetchArchive`, and passes on each piece as it arrives.
    fn download(&self, setup: &Setup, piece: &mut dyn FnMut(&[u8])) -> Outcome<()>;
    /// Calls `watchTicks`, and returns the name in the first event as soon as it arrives.
    fn first_tick(&self, setup: &Setup) -> Outcome<String>;
    /// Reads all pages of `listEvents`, and returns the names.
    fn list_events(&self, setup: &Setup) -> Outcome<Vec<String>>;
    /// Reads all pages of `listVisits`, and returns the names.
    fn list_visits(&self, setup: &Setup) -> Outcome<Vec<String>>;
    /// Calls `fetchVehicle`.
    fn fetch_vehicle(&self, setup: &Setup) -> Outcome<Vehicle>;
    /// Calls `fetchDriver`.
    fn fetch_driver(&self, setup: &Setup) -> Outcome<Driver>;
    /// Calls `fetchItem` with a client that accepts responses compressed by gzip.
    fn fetch_compressed(&self, setup: &Setup) -> Outcome<Item>;
    /// Calls `fetchSecret` twice with a client that has the id and the secret of a program.
    fn fetch_secret_twice(&self, setup: &Setup, id: &str, secret: &'static str) -> Outcome<()>;
    /// Returns the `Debug` form of a client that has the credential.
    fn debug(&self, setup: &Setup) -> Outcome<String>;
    /// Calls `fetchItem` without an async runtime on the caller's side.
    fn fetch_item_blocking(&self, setup: &Setup) -> Outcome<Item>;
    /// Calls `fetchItem` without a network: a double of the transport that is part of the generated crate
    /// responds with an item of this name.
    fn fetch_mocked_item(&self, name: &str) -> Outcome<Item>;
    /// Calls `fetchItem` on a `reqwest::Client` of the application that adds this header.
    fn fetch_with_own_client(
        &self,
        setup: &Setup,
        header: (&'static str, &'static str),
    ) -> Outcome<Item>;
    /// Verifies the signature of a webhook, and returns the item of the event.
    fn receive_webhook(&self, webhook: &Webhook) -> Outcome<String>;
}

/// The settings of a client.
#[derive(Clone, Debug)]
pub struct Setup {
    /// The URL of the server, without a path.
    pub server: String,
    /// The key of the API.
    pub key: &'static str,
    /// The URL of a proxy for all requests.
    pub proxy: Option<String>,
    /// The time limit of a call.
    pub timeout: Option<Duration>,
    /// The most bytes of a response.
    pub max_response_bytes: Option<usize>,
}

impl Setup {
    /// Returns the URL of the server with the path that the servers of the documents have.
    pub fn base_url(&self) -> String {
        format!("{}/v1", self.server)
    }
}

/// The value of a call.
pub type Outcome<T> = Result<T, Failure>;

/// The reason why there is no value.
#[derive(Debug)]
pub enum Failure {
    /// The generated crate has no such call or setting.
    Unsupported(&'static str),
    /// The call fails.
    Call(CallError),
}

/// The error of a call, as far as the crate gives access to it.
#[derive(Clone, Debug, Default)]
pub struct CallError {
    /// The message, with those of its sources.
    pub message: String,
    /// All that the error shows of itself, for the search for secrets.
    pub shown: String,
    /// The status of the response.
    pub status: Option<u16>,
    /// The property `code` of the error that the document declares, as a typed value.
    pub code: Option<i64>,
    /// The body of the response.
    pub body: Option<String>,
}

impl CallError {
    /// Returns the error with its texts alone.
    pub fn new(error: &(dyn Error + 'static)) -> Self {
        let mut message = error.to_string();
        let mut source = error.source();
        while let Some(error) = source {
            message = format!("{message}: {error}");
            source = error.source();
        }
        Self {
            shown: format!("{message} {error:?}"),
            message,
            ..Self::default()
        }
    }
}

impl From<CallError> for Failure {
    fn from(error: CallError) -> Self {
        Self::Call(error)
    }
}

/// An item, as the caller reads it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Item {
    /// The property `name`.
    pub name: String,
    /// The property `serial`.
    pub serial: Option<u64>,
    /// The property `status`, as text.
    pub status: Option<String>,
    /// The property `tags`.
    pub tags: Vec<Option<String>>,
    /// The property `labels`.
    pub labels: BTreeMap<String, Option<String>>,
    /// The property `nickname`.
    pub nickname: Option<String>,
    /// The property `price`, as text.
    pub price: Option<String>,
    /// The property `weight`.
    pub weight: Option<f64>,
    /// The property `made`, in seconds since 1970, if it has a type for points in time.
    pub made: Option<i64>,
    /// The property `parent`.
    pub parent: Option<Box<Item>>,
}

/// A change of a nickname.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Nickname {
    /// It stays.
    Keep,
    /// It is removed: the property is null.
    Remove,
    /// It becomes this one.
    Set(&'static str),
}

/// A vehicle, as the caller reads it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Vehicle {
    /// A truck with its axles.
    Truck(i32),
    /// A van with its seats.
    Van(i32),
    /// A vehicle of a kind that the document does not have, in any form.
    Other(String),
}

/// A driver, as the caller reads it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Driver {
    /// The property `name`, from one part of the `allOf`.
    pub name: String,
    /// The property `license`, from the other.
    pub license: String,
}

/// A webhook that is signed as Standard Webhooks are.
#[derive(Clone, Debug)]
pub struct Webhook {
    /// The secret that sender and receiver share.
    pub secret: &'static str,
    /// The headers.
    pub headers: [(&'static str, &'static str); 3],
    /// The body.
    pub body: &'static str,
}

impl Webhook {
    /// The time at which the receiver reads it, in seconds since 1970.
    pub const NOW: i64 = 1_767_225_601;
}
