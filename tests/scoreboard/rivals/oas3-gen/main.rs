//! The adapter of the crates that oas3-gen generates.

mod support;

use std::io::Read;

use depot::{ApiResponse, DepotClient};
use futures_util::StreamExt as _;
use scoreboard::{
    Adapter, CallError, Driver, Failure, Item, Nickname, Outcome, Setup, Vehicle, Webhook,
};

use crate::support::{failure, http, run, unsupported, with_header};

#[derive(Clone, Copy)]
struct Oas3Gen;

fn main() {
    scoreboard::print(Oas3Gen);
}

/// Builds a client of a crate.
macro_rules! client {
    ($client:path, $setup:expr) => {
        client!($client, $setup, http($setup))
    };
    ($client:path, $setup:expr, $http:expr) => {{
        if $setup.max_response_bytes.is_some() {
            return unsupported("the size of a response has no bound");
        }
        let http = $http.build().map_err(failure)?;
        <$client>::with_client($setup.base_url(), http).map_err(error)?
    }};
}

fn error(error: impl Into<anyhow::Error>) -> Failure {
    let error = error.into();
    let mut call = CallError::new(&*Box::<dyn std::error::Error + 'static>::from(format!(
        "{error:#}"
    )));
    call.shown = format!("{error:#} {error:?}");
    Failure::Call(call)
}

/// Returns the failure of a response that the operation does not declare.
async fn other<T>(response: Box<reqwest::Response>) -> Outcome<T> {
    let status = response.status().as_u16();
    let shown = format!("{response:?}");
    let body = response.text().await.ok();
    Err(Failure::Call(CallError {
        message: format!("status {status}"),
        shown,
        status: Some(status),
        body,
        ..CallError::default()
    }))
}

fn fault<T>(status: u16, fault: depot::Fault) -> Outcome<T> {
    Err(Failure::Call(CallError {
        message: format!("{fault:?}"),
        shown: format!("{fault:?}"),
        status: Some(status),
        code: Some(fault.code),
        body: None,
    }))
}

/// Returns the value of a response of the crate `depot` that declares no errors.
async fn value<T>(response: anyhow::Result<ApiResponse<T, ()>>) -> Outcome<T> {
    match response.map_err(error)? {
        ApiResponse::Ok(value) | ApiResponse::Created(value) => Ok(value),
        ApiResponse::Other(response) => other(response).await,
        ApiResponse::NoContent | ApiResponse::BadRequest(()) | ApiResponse::NotFound(()) => {
            unsupported("another response")
        }
    }
}

async fn fetch(client: &DepotClient, id: &str) -> Outcome<Item> {
    let request = depot::FetchItemRequest {
        path: depot::FetchItemRequestPath { id: id.to_owned() },
    };
    match client.fetch_item(request).await.map_err(error)? {
        ApiResponse::Ok(value) | ApiResponse::Created(value) => Ok(item(value)),
        ApiResponse::BadRequest(value) => fault(400, value),
        ApiResponse::NotFound(value) => fault(404, value),
        ApiResponse::NoContent => unsupported("another response"),
        ApiResponse::Other(response) => other(response).await,
    }
}

fn item(item: depot::Item) -> Item {
    let tags = item.tags.unwrap_or_default().into_iter();
    let labels = item.labels.unwrap_or_default().into_iter();
    Item {
        name: item.name,
        serial: item.serial,
        status: item.status.map(|status| status.to_string()),
        tags: tags.collect(),
        labels: labels.collect(),
        nickname: item.nickname,
        price: item.price.map(|price| price.to_string()),
        weight: item.weight,
        made: item.made.map(|made| made.timestamp()),
        parent: item.parent.map(|parent| Box::new(self::item(*parent))),
    }
}

impl Adapter for Oas3Gen {
    fn fetch_item(&self, setup: &Setup, id: &str) -> Outcome<Item> {
        let client = client!(DepotClient, setup).with_api_key(setup.key);
        run(fetch(&client, id))
    }

    fn create_item(&self, setup: &Setup, name: &str) -> Outcome<Item> {
        let client = client!(DepotClient, setup).with_api_key(setup.key);
        let body = depot::NewItem {
            name: name.to_owned(),
            ..Default::default()
        };
        let request = depot::CreateItemRequest { body };
        run(async { value(client.create_item(request).await).await.map(item) })
    }

    fn update_item(&self, setup: &Setup, nickname: Nickname) -> Outcome<Item> {
        let client = client!(DepotClient, setup).with_api_key(setup.key);
        let body = depot::ItemPatch {
            nickname: match nickname {
                Nickname::Keep => None,
                Nickname::Remove => return unsupported("null and absent are the same value"),
                Nickname::Set(text) => Some(text.to_owned()),
            },
        };
        let request = depot::UpdateItemRequest {
            path: depot::UpdateItemRequestPath { id: "7".to_owned() },
            body,
        };
        run(async { value(client.update_item(request).await).await.map(item) })
    }

    fn search_items(
        &self,
        setup: &Setup,
        tags: &[&str],
        trace: Option<&str>,
    ) -> Outcome<Vec<String>> {
        let client = client!(DepotClient, setup).with_api_key(setup.key);
        let request = depot::SearchItemsRequest {
            query: depot::SearchItemsRequestQuery {
                tag: Some(tags.iter().map(|tag| (*tag).to_owned()).collect()),
            },
            header: depot::SearchItemsRequestHeader {
                x_trace: trace.map(str::to_owned),
            },
        };
        let items = run(async { value(client.search_items(request).await).await })?;
        Ok(items.into_iter().map(|item| item.name).collect())
    }

    fn fetch_notice(&self, setup: &Setup) -> Outcome<Option<String>> {
        let client = client!(notices::NoticesClient, setup);
        run(async {
            match client
                .fetch_notice(notices::FetchNoticeRequest {})
                .await
                .map_err(error)?
            {
                notices::ApiResponse::Ok(notice) => Ok(Some(notice.text)),
                notices::ApiResponse::NoContent => Ok(None),
                notices::ApiResponse::Other(response) => other(response).await,
            }
        })
    }

    fn fetch_header(&self, _: &Setup, _: &str) -> Outcome<Option<String>> {
        unsupported("a declared response has the body alone")
    }

    fn look_up(&self, setup: &Setup, ids: &[&str]) -> Outcome<()> {
        let client = client!(queries::QueriesClient, setup).with_query_key(setup.key);
        let ids = Some(ids.iter().map(|id| (*id).to_owned()).collect::<Vec<_>>());
        let query = queries::LookUpRequestQuery { ids };
        run(async {
            match client
                .look_up(queries::LookUpRequest { query })
                .await
                .map_err(error)?
            {
                queries::ApiResponse::Ok(_) => Ok(()),
                queries::ApiResponse::Other(response) => other(response).await,
            }
        })
    }

    fn filter_items(&self, setup: &Setup, color: &str, size: &str) -> Outcome<()> {
        let client = client!(filters::FiltersClient, setup);
        let filter = Some(serde_json::json!({ "color": color, "size": size }));
        let query = filters::FilterItemsRequestQuery { filter };
        run(async {
            match client
                .filter_items(filters::FilterItemsRequest { query })
                .await
                .map_err(error)?
            {
                filters::ApiResponse::Ok(_) => Ok(()),
                filters::ApiResponse::Other(response) => other(response).await,
            }
        })
    }

    fn place_order(&self, setup: &Setup, customer: &str, items: &[&str]) -> Outcome<()> {
        let client = client!(forms::FormsClient, setup);
        let body = forms::Order {
            customer: customer.to_owned(),
            item: Some(items.iter().map(|item| (*item).to_owned()).collect()),
        };
        run(async {
            match client
                .place_order(forms::PlaceOrderRequest { body })
                .await
                .map_err(error)?
            {
                forms::ApiResponse::NoContent => Ok(()),
                forms::ApiResponse::Other(response) => other(response).await,
            }
        })
    }

    fn upload(&self, setup: &Setup, title: &str, content: &[u8]) -> Outcome<()> {
        let client = client!(files::FilesClient, setup);
        let body = files::Photo {
            title: title.to_owned(),
            file: content.to_vec(),
        };
        run(async {
            match client
                .upload_photo(files::UploadPhotoRequest { body })
                .await
                .map_err(error)?
            {
                files::ApiResponse::NoContent => Ok(()),
                files::ApiResponse::Other(response) => other(response).await,
            }
        })
    }

    fn upload_streamed(&self, _: &Setup, _: Box<dyn Read + Send>) -> Outcome<()> {
        unsupported("a file is bytes in memory")
    }

    fn download(&self, setup: &Setup, piece: &mut dyn FnMut(&[u8])) -> Outcome<()> {
        let client = client!(downloads::DownloadsClient, setup);
        run(async {
            match client
                .fetch_archive(downloads::FetchArchiveRequest {})
                .await
                .map_err(error)?
            {
                downloads::ApiResponse::Ok(bytes) => Ok(piece(&bytes)),
                downloads::ApiResponse::Other(response) => other(response).await,
            }
        })
    }

    fn first_tick(&self, setup: &Setup) -> Outcome<String> {
        let client = client!(ticks::TicksClient, setup);
        run(async {
            match client
                .watch_ticks(ticks::WatchTicksRequest {})
                .await
                .map_err(error)?
            {
                ticks::ApiResponse::Ok(mut stream) => match stream.next().await {
                    Some(frame) => Ok(frame.map_err(error)?.data().name.clone()),
                    None => unsupported("the stream has no event"),
                },
                ticks::ApiResponse::Other(response) => other(response).await,
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
        let client = client!(unions::UnionsClient, setup);
        run(async {
            match client
                .vehicle(unions::VehicleRequest {})
                .await
                .map_err(error)?
            {
                unions::ApiResponse::Ok(unions::Vehicle::Truck(truck)) => {
                    Ok(Vehicle::Truck(truck.axles))
                }
                unions::ApiResponse::Ok(unions::Vehicle::Van(van)) => Ok(Vehicle::Van(van.seats)),
                unions::ApiResponse::Other(response) => other(response).await,
            }
        })
    }

    fn fetch_driver(&self, setup: &Setup) -> Outcome<Driver> {
        let client = client!(unions::UnionsClient, setup);
        run(async {
            match client
                .driver(unions::DriverRequest {})
                .await
                .map_err(error)?
            {
                unions::ApiResponse::Ok(driver) => Ok(Driver {
                    name: driver.name,
                    license: driver.license,
                }),
                unions::ApiResponse::Other(response) => other(response).await,
            }
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
        Ok(format!(
            "{:?}",
            client!(DepotClient, setup).with_api_key(setup.key)
        ))
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
        let client =
            client!(DepotClient, setup, with_header(setup, header)).with_api_key(setup.key);
        run(fetch(&client, "7"))
    }

    fn receive_webhook(&self, _: &Webhook) -> Outcome<String> {
        unsupported("webhooks are left out")
    }
}
