//! The adapter of the crates that ploidy generates.

mod support;

use std::io::Read;

use depot::client::default::parameters::SearchItemsQuery;
use depot::util::absent::AbsentOr;
use filters::client::default::parameters::FilterItemsQuery;
use queries::client::default::parameters::LookUpQuery;
use scoreboard::{
    Adapter, CallError, Driver, Failure, Item, Nickname, Outcome, Setup, Vehicle, Webhook,
};
use serde_json::json;

use crate::support::{failure, http, run, unsupported, with_header};

#[derive(Clone, Copy)]
struct Ploidy;

fn main() {
    scoreboard::print(Ploidy);
}

fn error(error: depot::Error) -> Failure {
    let status = match &error {
        depot::Error::Status(status) => Some(status.as_u16()),
        _ => None,
    };
    Failure::Call(CallError {
        status,
        ..CallError::new(&error)
    })
}

/// Builds a client of a crate. The crates do not read the security schemes: the caller adds the header.
macro_rules! client {
    ($crate_:ident, $setup:expr) => {
        client!($crate_, $setup, http($setup))
    };
    ($crate_:ident, $setup:expr, $http:expr) => {{
        if $setup.max_response_bytes.is_some() {
            return unsupported("the size of a response has no bound");
        }
        let http = $http.build().map_err(failure)?;
        let url = $setup.base_url().parse().map_err(failure)?;
        let client = $crate_::Client::with_reqwest_client(http, url);
        client
            .with_sensitive_header("X-Api-Key", $setup.key)
            .map_err(error)?
    }};
}

fn item(item: depot::types::Item) -> Item {
    let tags = item.tags.unwrap_or_default().into_iter();
    let labels = item.labels.unwrap_or_default().into_iter();
    Item {
        name: item.name,
        serial: item.serial.into_option(),
        status: item.status.into_option().map(|status| status.to_string()),
        tags: tags.collect(),
        labels: labels.collect(),
        nickname: item.nickname.into_option(),
        price: item.price.into_option().map(|price| price.to_string()),
        weight: item.weight.into_option(),
        made: item.made.into_option().map(|made| made.timestamp()),
        parent: item
            .parent
            .into_option()
            .map(|parent| Box::new(self::item(*parent))),
    }
}

impl Adapter for Ploidy {
    fn fetch_item(&self, setup: &Setup, id: &str) -> Outcome<Item> {
        let client = client!(depot, setup);
        run(async { client.fetch_item(id).await.map(item).map_err(error) })
    }

    fn create_item(&self, setup: &Setup, name: &str) -> Outcome<Item> {
        let client = client!(depot, setup);
        let body = depot::types::NewItem {
            name: name.to_owned(),
            ..Default::default()
        };
        run(async { client.create_item(body).await.map(item).map_err(error) })
    }

    fn update_item(&self, setup: &Setup, nickname: Nickname) -> Outcome<Item> {
        let client = client!(depot, setup);
        let body = depot::types::ItemPatch {
            nickname: match nickname {
                Nickname::Keep => AbsentOr::Absent,
                Nickname::Remove => AbsentOr::Null,
                Nickname::Set(text) => AbsentOr::Present(text.to_owned()),
            },
        };
        run(async { client.update_item("7", body).await.map(item).map_err(error) })
    }

    fn search_items(
        &self,
        setup: &Setup,
        tags: &[&str],
        trace: Option<&str>,
    ) -> Outcome<Vec<String>> {
        if trace.is_some() {
            return unsupported("parameters in headers are left out");
        }
        let client = client!(depot, setup);
        let query = SearchItemsQuery {
            tag: Some(tags.iter().map(|tag| (*tag).to_owned()).collect()),
        };
        let items = run(async { client.search_items(&query).await.map_err(error) })?;
        Ok(items.into_iter().map(|item| item.name).collect())
    }

    fn fetch_notice(&self, setup: &Setup) -> Outcome<Option<String>> {
        let client = client!(notices, setup);
        let notice = run(async { client.fetch_notice().await.map_err(error) })?;
        Ok(Some(notice.text))
    }

    fn fetch_header(&self, _: &Setup, _: &str) -> Outcome<Option<String>> {
        unsupported("a call returns the body alone")
    }

    fn look_up(&self, setup: &Setup, ids: &[&str]) -> Outcome<()> {
        // A key in the query belongs to the base URL.
        let url = format!("{}?api_key={}", setup.base_url(), setup.key);
        let http = http(setup).build().map_err(failure)?;
        let client = queries::Client::with_reqwest_client(http, url.parse().map_err(failure)?);
        let query = LookUpQuery {
            ids: Some(ids.iter().map(|id| (*id).to_owned()).collect::<Vec<_>>()),
        };
        run(async { client.look_up(&query).await.map(drop).map_err(error) })
    }

    fn filter_items(&self, setup: &Setup, color: &str, size: &str) -> Outcome<()> {
        let client = client!(filters, setup);
        let filter = filters::types::Filter {
            color: AbsentOr::Present(color.to_owned()),
            size: AbsentOr::Present(size.to_owned()),
        };
        let query = FilterItemsQuery {
            filter: Some(filter),
        };
        run(async { client.filter_items(&query).await.map(drop).map_err(error) })
    }

    fn place_order(&self, setup: &Setup, customer: &str, items: &[&str]) -> Outcome<()> {
        let client = client!(forms, setup);
        let body = json!({ "customer": customer, "item": items });
        run(async { client.place_order(body).await.map_err(error) })
    }

    fn upload(&self, setup: &Setup, title: &str, content: &[u8]) -> Outcome<()> {
        let client = client!(files, setup);
        let file = reqwest::multipart::Part::bytes(content.to_vec()).file_name("photo.jpg");
        let form = reqwest::multipart::Form::new();
        let form = form.text("title", title.to_owned()).part("file", file);
        run(async { client.upload_photo(form).await.map_err(error) })
    }

    fn upload_streamed(&self, setup: &Setup, content: Box<dyn Read + Send>) -> Outcome<()> {
        let client = client!(files, setup);
        let file = reqwest::multipart::Part::stream(body(content)).file_name("photo.jpg");
        let form = reqwest::multipart::Form::new();
        let form = form.text("title", "Sunset").part("file", file);
        run(async { client.upload_photo(form).await.map_err(error) })
    }

    fn download(&self, setup: &Setup, _: &mut dyn FnMut(&[u8])) -> Outcome<()> {
        // The method reads the bytes as JSON.
        let client = client!(downloads, setup);
        run(async { client.fetch_archive().await.map(drop).map_err(error) })
    }

    fn first_tick(&self, _: &Setup) -> Outcome<String> {
        unsupported("event streams are read as one JSON value")
    }

    fn list_events(&self, _: &Setup) -> Outcome<Vec<String>> {
        unsupported("there is no iterator across pages")
    }

    fn list_visits(&self, _: &Setup) -> Outcome<Vec<String>> {
        unsupported("there is no iterator across pages")
    }

    fn fetch_vehicle(&self, setup: &Setup) -> Outcome<Vehicle> {
        let client = client!(unions, setup);
        let vehicle = run(async { client.fetch_vehicle().await.map_err(error) })?;
        Ok(match vehicle {
            unions::types::Vehicle::Truck(truck) => Vehicle::Truck(truck.axles),
            unions::types::Vehicle::Van(van) => Vehicle::Van(van.seats),
        })
    }

    fn fetch_driver(&self, setup: &Setup) -> Outcome<Driver> {
        let client = client!(unions, setup);
        let driver = run(async { client.fetch_driver().await.map_err(error) })?;
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
        let client = client!(depot, setup, with_header(setup, header));
        run(async { client.fetch_item("7").await.map(item).map_err(error) })
    }

    fn receive_webhook(&self, _: &Webhook) -> Outcome<String> {
        unsupported("webhooks are left out")
    }
}

/// Returns a body that a thread reads while it is sent.
fn body(mut content: Box<dyn Read + Send>) -> reqwest::Body {
    let (pieces, receiver) = tokio::sync::mpsc::channel(1);
    std::thread::spawn(move || {
        loop {
            let mut buffer = vec![0; 16 << 10];
            match content.read(&mut buffer) {
                Ok(0) | Err(_) => break,
                Ok(count) => buffer.truncate(count),
            }
            if pieces.blocking_send(buffer).is_err() {
                break;
            }
        }
    });
    let stream = futures_util::stream::unfold(receiver, |mut receiver| async {
        let piece = receiver.recv().await?;
        Some((Ok::<_, std::io::Error>(piece), receiver))
    });
    reqwest::Body::wrap_stream(stream)
}
