//! The adapter of the modules that openapi-to-rust generates.

mod depot;
mod downloads;
mod files;
mod filters;
mod forms;
mod lists;
mod notices;
mod queries;
mod support;
mod ticks;
mod unions;

use std::fmt::Debug;
use std::io::Read;

use futures_util::StreamExt as _;
use scoreboard::{
    Adapter, CallError, Driver, Failure, Item, Nickname, Outcome, Setup, Vehicle, Webhook,
};

use crate::support::{failure, http, run, unsupported, with_header};

#[derive(Clone, Copy)]
struct OpenapiToRust;

fn main() {
    scoreboard::print(OpenapiToRust);
}

/// Builds a client of a module, with the retries that its documentation shows.
macro_rules! client {
    ($module:ident, $setup:expr) => {
        client!($module, $setup, http($setup))
    };
    ($module:ident, $setup:expr, $http:expr) => {{
        let http = $http.build().map_err(failure)?;
        let retry = Some($module::RetryConfig::default());
        let client = $module::HttpClient::with_client_and_config(http, retry, false);
        let client = client
            .with_base_url($setup.base_url())
            .with_api_key($setup.key);
        match $setup.max_response_bytes {
            Some(bytes) => client.with_max_response_body_bytes(bytes),
            None => client,
        }
    }};
}

/// Returns the error of a call; each module has its own type.
macro_rules! error {
    ($module:ident) => {
        |error| match error {
            $module::ApiOpError::Api(error) => Failure::Call(CallError {
                status: Some(error.status),
                body: Some(error.body.clone()),
                ..CallError::new(&Plain(format!("{error} {error:?}")))
            }),
            $module::ApiOpError::Transport(error) => Failure::Call(CallError::new(&error)),
        }
    };
}

/// An error that is its text.
#[derive(Debug)]
struct Plain(String);

impl std::fmt::Display for Plain {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Plain {}

fn fetch_error(error: depot::ApiOpError<depot::FetchItemApiError>) -> Failure {
    let fault = error.api().and_then(|error| error.typed.clone());
    let code = fault.map(|fault| match fault {
        depot::FetchItemApiError::Status400(fault) => fault.code,
        depot::FetchItemApiError::Status404(fault) => fault.code,
    });
    match (error!(depot))(error) {
        Failure::Call(error) => Failure::Call(CallError { code, ..error }),
        unsupported => unsupported,
    }
}

fn item(item: depot::Item) -> Item {
    let labels = item.labels.map(|labels| labels.additional_properties);
    Item {
        name: item.name,
        serial: item.serial,
        status: item.status.map(|status| status.as_str().to_owned()),
        tags: item.tags.unwrap_or_default(),
        labels: labels.unwrap_or_default(),
        nickname: item.nickname,
        price: item.price.map(|price| price.to_string()),
        weight: item.weight,
        made: item.made.map(|made| made.timestamp()),
        parent: item.parent.map(|parent| Box::new(self::item(*parent))),
    }
}

impl Adapter for OpenapiToRust {
    fn fetch_item(&self, setup: &Setup, id: &str) -> Outcome<Item> {
        let client = client!(depot, setup);
        run(async { client.fetch_item(id).await.map(item).map_err(fetch_error) })
    }

    fn create_item(&self, setup: &Setup, name: &str) -> Outcome<Item> {
        let client = client!(depot, setup);
        let body = depot::NewItem::new(name.to_owned());
        run(async {
            client
                .create_item(body)
                .await
                .map(item)
                .map_err(error!(depot))
        })
    }

    fn update_item(&self, setup: &Setup, nickname: Nickname) -> Outcome<Item> {
        let client = client!(depot, setup);
        let body = depot::ItemPatch {
            nickname: match nickname {
                Nickname::Keep => None,
                Nickname::Remove => Some(None),
                Nickname::Set(text) => Some(Some(text.to_owned())),
            },
        };
        run(async {
            client
                .update_item("7", body)
                .await
                .map(item)
                .map_err(error!(depot))
        })
    }

    fn search_items(
        &self,
        setup: &Setup,
        tags: &[&str],
        trace: Option<&str>,
    ) -> Outcome<Vec<String>> {
        let client = client!(depot, setup);
        let tags = tags.iter().map(|tag| (*tag).to_owned()).collect();
        let items = run(async {
            client
                .search_items(Some(tags), trace)
                .await
                .map_err(error!(depot))
        })?;
        Ok(items.into_iter().map(|item| item.name).collect())
    }

    fn fetch_notice(&self, setup: &Setup) -> Outcome<Option<String>> {
        let client = client!(notices, setup);
        let notice = run(async { client.fetch_notice().await.map_err(error!(notices)) })?;
        Ok(Some(notice.text))
    }

    fn fetch_header(&self, _: &Setup, _: &str) -> Outcome<Option<String>> {
        unsupported("a successful call returns the body alone")
    }

    fn look_up(&self, setup: &Setup, ids: &[&str]) -> Outcome<()> {
        let client = client!(queries, setup);
        let ids = Some(ids.iter().map(|id| (*id).to_owned()).collect::<Vec<_>>());
        run(async { client.look_up(ids).await.map(drop).map_err(error!(queries)) })
    }

    fn filter_items(&self, setup: &Setup, color: &str, size: &str) -> Outcome<()> {
        let client = client!(filters, setup);
        let filter = filters::Filter {
            color: Some(color.to_owned()),
            size: Some(size.to_owned()),
        };
        run(async {
            client
                .filter_items(Some(filter))
                .await
                .map(drop)
                .map_err(error!(filters))
        })
    }

    fn place_order(&self, setup: &Setup, customer: &str, items: &[&str]) -> Outcome<()> {
        let client = client!(forms, setup);
        let order = forms::Order {
            customer: customer.to_owned(),
            item: Some(items.iter().map(|item| (*item).to_owned()).collect()),
        };
        run(async {
            client
                .place_order(order)
                .await
                .map(drop)
                .map_err(error!(forms))
        })
    }

    fn upload(&self, setup: &Setup, title: &str, content: &[u8]) -> Outcome<()> {
        // The middleware for retries refuses bodies that it cannot copy.
        let http = http(setup).build().map_err(failure)?;
        let client = files::HttpClient::with_client_and_config(http, None, false);
        let client = client.with_base_url(setup.base_url());
        let photo = files::Photo {
            title: title.to_owned(),
            file: files::MultipartFile::new(content.to_vec()).with_file_name("photo.jpg"),
        };
        run(async {
            client
                .upload_photo(photo)
                .await
                .map(drop)
                .map_err(error!(files))
        })
    }

    fn upload_streamed(&self, _: &Setup, _: Box<dyn Read + Send>) -> Outcome<()> {
        unsupported("a file is bytes in memory")
    }

    fn download(&self, setup: &Setup, piece: &mut dyn FnMut(&[u8])) -> Outcome<()> {
        let client = client!(downloads, setup);
        run(async {
            let stream = client
                .fetch_archive_binary_stream()
                .await
                .map_err(error!(downloads))?;
            let mut stream = std::pin::pin!(stream);
            while let Some(bytes) = stream.next().await {
                piece(&bytes.map_err(failure)?);
            }
            Ok(())
        })
    }

    fn first_tick(&self, setup: &Setup) -> Outcome<String> {
        let client = client!(ticks, setup);
        run(async {
            let mut stream = client.watch_ticks_sse().await.map_err(error!(ticks))?;
            match stream.next().await {
                Some(event) => {
                    let data = event.map_err(failure)?.data;
                    let tick: ticks::Tick = serde_json::from_str(&data).map_err(failure)?;
                    Ok(tick.name)
                }
                None => unsupported("the stream has no event"),
            }
        })
    }

    fn list_events(&self, _: &Setup) -> Outcome<Vec<String>> {
        unsupported("there is no iterator across pages")
    }

    fn list_visits(&self, _: &Setup) -> Outcome<Vec<String>> {
        unsupported("there is no iterator across pages")
    }

    fn fetch_vehicle(&self, setup: &Setup) -> Outcome<Vehicle> {
        let client = client!(unions, setup);
        let vehicle = run(async { client.fetch_vehicle().await.map_err(error!(unions)) })?;
        Ok(match vehicle {
            unions::Vehicle::Truck(truck) => Vehicle::Truck(truck.axles),
            unions::Vehicle::Van(van) => Vehicle::Van(van.seats),
        })
    }

    fn fetch_driver(&self, setup: &Setup) -> Outcome<Driver> {
        let client = client!(unions, setup);
        let driver = run(async { client.fetch_driver().await.map_err(error!(unions)) })?;
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

    fn debug(&self, _: &Setup) -> Outcome<String> {
        unsupported("the client has no `Debug`")
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
        let client = client!(depot, setup, with_header(setup, header));
        run(async { client.fetch_item("7").await.map(item).map_err(fetch_error) })
    }

    fn receive_webhook(&self, _: &Webhook) -> Outcome<String> {
        unsupported("webhooks are left out")
    }
}
