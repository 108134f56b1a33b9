//! The adapter of the crates that progenitor generates, with builders.

mod support;

use std::fmt::Debug;
use std::io::Read;

use futures_util::{StreamExt as _, TryStreamExt as _};
use progenitor_client::Error;
use scoreboard::{
    Adapter, CallError, Driver, Failure, Item, Nickname, Outcome, Setup, Vehicle, Webhook,
};

use crate::support::{failure, run, unsupported, with_header};

#[derive(Clone, Copy)]
struct Progenitor;

fn main() {
    scoreboard::print(Progenitor);
}

/// Builds a client of a crate. The crates do not read the security schemes: the caller adds the header.
macro_rules! client {
    ($crate_:ident, $setup:expr) => {{
        if $setup.max_response_bytes.is_some() {
            return unsupported("the size of a response has no bound");
        }
        let http = with_header($setup, ("x-api-key", $setup.key));
        let http = http.build().map_err(failure)?;
        $crate_::Client::new_with_client(&$setup.base_url(), http)
    }};
}

/// Returns the failure of a call, with the body of a response that the document does not declare.
async fn error<E: Debug + Send + Sync + 'static>(error: Error<E>) -> Failure {
    let mut call = CallError {
        status: error.status().map(|status| status.as_u16()),
        message: error.to_string(),
        shown: format!("{error} {error:?}"),
        ..CallError::default()
    };
    call.body = match error {
        Error::UnexpectedResponse(response) => response.text().await.ok(),
        Error::InvalidResponsePayload(bytes, _) => {
            Some(String::from_utf8_lossy(&bytes).into_owned())
        }
        _ => None,
    };
    Failure::Call(call)
}

async fn fetch(client: &depot::Client, id: &str) -> Outcome<Item> {
    match client.fetch_item().id(id).send().await {
        Ok(response) => Ok(item(response.into_inner())),
        Err(found) => {
            let code = match &found {
                Error::ErrorResponse(response) => Some(response.code),
                _ => None,
            };
            match error(found).await {
                Failure::Call(error) => Err(Failure::Call(CallError { code, ..error })),
                unsupported => Err(unsupported),
            }
        }
    }
}

/// Sends a call, and returns the value of its response.
macro_rules! send {
    ($call:expr) => {
        match $call.send().await {
            Ok(response) => Ok(response.into_inner()),
            Err(found) => Err(error(found).await),
        }
    };
}

fn item(item: depot::types::Item) -> Item {
    Item {
        name: item.name,
        serial: item.serial,
        status: item.status.map(|status| status.to_string()),
        tags: item.tags,
        labels: item.labels.into_iter().collect(),
        nickname: item.nickname,
        price: item.price.map(|price| price.to_string()),
        weight: item.weight,
        made: item.made.map(|made| made.timestamp()),
        parent: item.parent.map(|parent| Box::new(self::item(*parent))),
    }
}

impl Adapter for Progenitor {
    fn fetch_item(&self, setup: &Setup, id: &str) -> Outcome<Item> {
        let client = client!(depot, setup);
        run(fetch(&client, id))
    }

    fn create_item(&self, setup: &Setup, name: &str) -> Outcome<Item> {
        let client = client!(depot, setup);
        let body = depot::types::NewItem::builder().name(name);
        run(async { send!(client.create_item().body(body)).map(item) })
    }

    fn update_item(&self, setup: &Setup, nickname: Nickname) -> Outcome<Item> {
        let client = client!(depot, setup);
        let body = depot::types::ItemPatch::builder().nickname(match nickname {
            Nickname::Keep => None,
            Nickname::Remove => return unsupported("null and absent are the same value"),
            Nickname::Set(text) => Some(text.to_owned()),
        });
        run(async { send!(client.update_item().id("7").body(body)).map(item) })
    }

    fn search_items(
        &self,
        setup: &Setup,
        tags: &[&str],
        trace: Option<&str>,
    ) -> Outcome<Vec<String>> {
        let client = client!(depot, setup);
        let tags: Vec<_> = tags.iter().map(|tag| (*tag).to_owned()).collect();
        let mut call = client.search_items().tag(tags);
        if let Some(trace) = trace {
            call = call.x_trace(trace);
        }
        let items = run(async { send!(call) })?;
        Ok(items.into_iter().map(|item| item.name).collect())
    }

    fn fetch_notice(&self, _: &Setup) -> Outcome<Option<String>> {
        unsupported("the generator refuses success responses with and without a body")
    }

    fn fetch_header(&self, setup: &Setup, name: &str) -> Outcome<Option<String>> {
        let client = client!(depot, setup);
        run(async {
            let response = match client.fetch_item().id("7").send().await {
                Ok(response) => response,
                Err(found) => return Err(error(found).await),
            };
            let value = response.headers().get(name);
            Ok(value.and_then(|value| Some(value.to_str().ok()?.to_owned())))
        })
    }

    fn look_up(&self, setup: &Setup, ids: &[&str]) -> Outcome<()> {
        let client = client!(queries, setup);
        run(async {
            send!(
                client
                    .look_up()
                    .ids(ids.iter().map(|id| (*id).to_owned()).collect::<Vec<_>>())
            )
            .map(drop)
        })
    }

    fn filter_items(&self, _: &Setup, _: &str, _: &str) -> Outcome<()> {
        unsupported("the generator refuses the style")
    }

    fn place_order(&self, setup: &Setup, customer: &str, items: &[&str]) -> Outcome<()> {
        let client = client!(forms, setup);
        let items: Vec<_> = items.iter().map(|item| (*item).to_owned()).collect();
        let body = forms::types::Order::builder()
            .customer(customer)
            .item(items);
        run(async { send!(client.place_order().body(body)) })
    }

    fn upload(&self, _: &Setup, _: &str, _: &[u8]) -> Outcome<()> {
        unsupported("the generator refuses multipart forms")
    }

    fn upload_streamed(&self, _: &Setup, _: Box<dyn Read + Send>) -> Outcome<()> {
        unsupported("the generator refuses multipart forms")
    }

    fn download(&self, setup: &Setup, piece: &mut dyn FnMut(&[u8])) -> Outcome<()> {
        let client = client!(downloads, setup);
        run(async {
            let mut stream = send!(client.fetch_archive())?;
            while let Some(bytes) = stream.next().await {
                piece(&bytes.map_err(failure)?);
            }
            Ok(())
        })
    }

    fn first_tick(&self, _: &Setup) -> Outcome<String> {
        unsupported("event streams are bytes")
    }

    fn list_events(&self, setup: &Setup) -> Outcome<Vec<String>> {
        let client = client!(lists, setup);
        run(async {
            let events: Result<Vec<_>, _> = client.list_events().stream().try_collect().await;
            match events {
                Ok(events) => Ok(events.into_iter().map(|event| event.name).collect()),
                Err(found) => Err(error(found).await),
            }
        })
    }

    fn list_visits(&self, _: &Setup) -> Outcome<Vec<String>> {
        unsupported("pages continue by tokens alone")
    }

    fn fetch_vehicle(&self, setup: &Setup) -> Outcome<Vehicle> {
        let client = client!(unions, setup);
        let vehicle = run(async { send!(client.fetch_vehicle()) })?;
        Ok(match vehicle {
            unions::types::Vehicle::Truck(truck) => Vehicle::Truck(truck.axles),
            unions::types::Vehicle::Van(van) => Vehicle::Van(van.seats),
        })
    }

    fn fetch_driver(&self, setup: &Setup) -> Outcome<Driver> {
        let client = client!(unions, setup);
        let driver = run(async { send!(client.fetch_driver()) })?;
        Ok(Driver {
            name: driver.name,
            license: driver.license,
        })
    }

    fn fetch_compressed(&self, setup: &Setup) -> Outcome<Item> {
        // The feature `gzip` of reqwest compresses all responses.
        self.fetch_item(setup, "7")
    }

    fn fetch_secret_twice(&self, _: &Setup, _: &str, _: &'static str) -> Outcome<()> {
        unsupported("the caller obtains the token")
    }

    fn debug(&self, setup: &Setup) -> Outcome<String> {
        Ok(format!("{:?}", client!(depot, setup)))
    }

    fn fetch_item_blocking(&self, _: &Setup) -> Outcome<Item> {
        unsupported("all methods are async")
    }

    fn fetch_mocked_item(&self, _: &str) -> Outcome<Item> {
        unsupported("the crate has no double of the transport")
    }

    fn fetch_with_own_client(
        &self,
        setup: &Setup,
        header: (&'static str, &'static str),
    ) -> Outcome<Item> {
        let http = with_header(setup, header).build().map_err(failure)?;
        let client = depot::Client::new_with_client(&setup.base_url(), http);
        run(fetch(&client, "7"))
    }

    fn receive_webhook(&self, _: &Webhook) -> Outcome<String> {
        unsupported("webhooks are left out")
    }
}
