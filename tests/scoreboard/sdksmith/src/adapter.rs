//! The adapter of the crate that sdksmith generates.

use std::future::Future;
use std::io::Read;
use std::sync::{Mutex, PoisonError};

use client::bytes::Bytes;
use client::depot::{Fault, FetchItem, Item as ReadItem, ItemPatch, NewItem, SearchItems};
use client::events::webhooks::WebhookEvent;
use client::files::Photo;
use client::filters::Filter;
use client::forms::Order;
use client::testing::MockTransport;
use client::unions;
use client::webhooks::WebhookVerifier;
use client::{
    Body, Client, ClientBuilder, Credentials, Error, Nullable, OAuth2, Part, Proxy,
    ReqwestTransport, jiff::Timestamp,
};
use scoreboard::{
    Adapter, CallError, Driver, Failure, Item, Nickname, Outcome, Setup, Vehicle, Webhook,
};

#[derive(Clone, Copy, Debug)]
pub(crate) struct Sdksmith;

/// Returns a builder with all settings.
fn builder(setup: &Setup) -> Outcome<ClientBuilder> {
    let credentials = Credentials::api_key(setup.key).and(Credentials::query_key(setup.key));
    let mut builder = Client::builder()
        .credentials(credentials)
        .base_url(&setup.server);
    if let Some(url) = &setup.proxy {
        let proxy = Proxy::new(url).map_err(|error| CallError::new(&error))?;
        builder = builder.proxy(proxy);
    }
    if let Some(timeout) = setup.timeout {
        builder = builder.timeout(timeout);
    }
    if let Some(bytes) = setup.max_response_bytes {
        builder = builder.max_response_bytes(bytes);
    }
    Ok(builder)
}

fn client(setup: &Setup) -> Outcome<Client> {
    builder(setup)?.build().map_err(failure)
}

/// Runs a call to its end.
fn run<T>(call: impl Future<Output = Result<T, Error>>) -> Outcome<T> {
    let mut runtime = tokio::runtime::Builder::new_current_thread();
    let runtime = runtime.enable_all().build();
    let runtime = runtime.map_err(|error| CallError::new(&error))?;
    runtime.block_on(call).map_err(failure)
}

fn failure(error: Error) -> Failure {
    let body = error.raw_body();
    let fault: Option<Fault> = error.body_as();
    Failure::Call(CallError {
        status: error.status().map(|status| status.as_u16()),
        code: fault.map(|fault| fault.code),
        body: body.map(|body| String::from_utf8_lossy(body).into_owned()),
        ..CallError::new(&error)
    })
}

fn item(item: ReadItem) -> Item {
    Item {
        name: item.name,
        serial: item.serial,
        status: item.status.map(|status| status.to_string()),
        tags: item.tags.unwrap_or_default(),
        labels: item.labels.unwrap_or_default(),
        nickname: item.nickname,
        price: item.price.map(|price| price.to_string()),
        weight: item.weight,
        made: item.made.map(|made| made.as_second()),
        parent: item.parent.map(|parent| Box::new(self::item(*parent))),
    }
}

impl Adapter for Sdksmith {
    fn fetch_item(&self, setup: &Setup, id: &str) -> Outcome<Item> {
        run(client(setup)?.depot().items().fetch(id).send()).map(item)
    }

    fn create_item(&self, setup: &Setup, name: &str) -> Outcome<Item> {
        let body = NewItem::new(name);
        run(client(setup)?.depot().items().create(body).send()).map(item)
    }

    fn update_item(&self, setup: &Setup, nickname: Nickname) -> Outcome<Item> {
        let body = match nickname {
            Nickname::Keep => ItemPatch::new(),
            Nickname::Remove => ItemPatch::new().nickname(Nullable::Null),
            Nickname::Set(text) => ItemPatch::new().nickname(text),
        };
        run(client(setup)?.depot().items().update("7", body).send()).map(item)
    }

    fn search_items(
        &self,
        setup: &Setup,
        tags: &[&str],
        trace: Option<&str>,
    ) -> Outcome<Vec<String>> {
        let mut search = SearchItems::new();
        search.tag = (!tags.is_empty()).then(|| tags.iter().map(ToString::to_string).collect());
        search.x_trace = trace.map(str::to_owned);
        let items = run(client(setup)?.call(search).send())?;
        Ok(items.into_iter().map(|item| item.name).collect())
    }

    fn fetch_notice(&self, setup: &Setup) -> Outcome<Option<String>> {
        let notice = run(client(setup)?.notices().boards().fetch_notice().send())?;
        Ok(notice.map(|notice| notice.text))
    }

    fn fetch_header(&self, setup: &Setup, name: &str) -> Outcome<Option<String>> {
        let response = run(client(setup)?
            .depot()
            .items()
            .fetch("7")
            .send_with_response())?;
        let value = response.headers().get(name);
        Ok(value.and_then(|value| Some(value.to_str().ok()?.to_owned())))
    }

    fn look_up(&self, setup: &Setup, ids: &[&str]) -> Outcome<()> {
        let ids = ids.iter().copied();
        run(client(setup)?.queries().lookups().look_up().ids(ids).send()).map(drop)
    }

    fn filter_items(&self, setup: &Setup, color: &str, size: &str) -> Outcome<()> {
        let filter = Filter::new().color(color).size(size);
        let lookups = client(setup)?.filters().lookups();
        run(lookups.filter_items().filter(filter).send()).map(drop)
    }

    fn place_order(&self, setup: &Setup, customer: &str, items: &[&str]) -> Outcome<()> {
        let order = Order::new(customer).item(items.iter().copied());
        run(client(setup)?.forms().orders().place(order).send())
    }

    fn upload(&self, setup: &Setup, title: &str, content: &[u8]) -> Outcome<()> {
        let photo = Photo::new(title, Part::new("photo.jpg", content.to_vec()));
        run(client(setup)?.files().photos().upload(photo).send())
    }

    fn upload_streamed(&self, setup: &Setup, content: Box<dyn Read + Send>) -> Outcome<()> {
        // The body can be opened once, because this reader cannot be read again.
        let content = Mutex::new(Some(content));
        let body = Body::reader(None, move || {
            let content = content
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .take();
            content.ok_or_else(|| std::io::Error::other("opened twice"))
        });
        let photo = Photo::new("Sunset", Part::new("photo.jpg", body));
        run(client(setup)?.files().photos().upload(photo).send())
    }

    fn download(&self, setup: &Setup, piece: &mut dyn FnMut(&[u8])) -> Outcome<()> {
        let call = client(setup)?.downloads().archives().fetch();
        run(async {
            let mut download = call.download().await?;
            while let Some(bytes) = download.try_next().await? {
                piece(&bytes);
            }
            Ok(())
        })
    }

    fn first_tick(&self, _: &Setup) -> Outcome<String> {
        Err(Failure::Unsupported("event streams are bytes"))
    }

    fn list_events(&self, setup: &Setup) -> Outcome<Vec<String>> {
        let mut events = client(setup)?.lists().events().list().items();
        run(async {
            let mut names = Vec::new();
            while let Some(event) = events.try_next().await? {
                names.push(event.name);
            }
            Ok(names)
        })
    }

    fn list_visits(&self, setup: &Setup) -> Outcome<Vec<String>> {
        let mut visits = client(setup)?.lists().visits().list().items();
        run(async {
            let mut names = Vec::new();
            while let Some(visit) = visits.try_next().await? {
                names.push(visit.name);
            }
            Ok(names)
        })
    }

    fn fetch_vehicle(&self, setup: &Setup) -> Outcome<Vehicle> {
        let vehicle = run(client(setup)?.unions().vehicles().fetch().send())?;
        Ok(match vehicle {
            unions::Vehicle::Truck(truck) => Vehicle::Truck(truck.axles),
            unions::Vehicle::Van(van) => Vehicle::Van(van.seats),
            other => Vehicle::Other(format!("{other:?}")),
        })
    }

    fn fetch_driver(&self, setup: &Setup) -> Outcome<Driver> {
        let driver = run(client(setup)?.unions().drivers().fetch().send())?;
        Ok(Driver {
            name: driver.name,
            license: driver.license,
        })
    }

    fn fetch_compressed(&self, setup: &Setup) -> Outcome<Item> {
        let client = builder(setup)?.gzip().build().map_err(failure)?;
        run(client.depot().items().fetch("7").send()).map(item)
    }

    fn fetch_secret_twice(&self, setup: &Setup, id: &str, secret: &'static str) -> Outcome<()> {
        let url = format!("{}/token", setup.server);
        let tokens = OAuth2::client_credentials(url, id, secret).scopes(["read"]);
        let client = Client::builder()
            .base_url(&setup.server)
            .credentials(Credentials::oauth2(tokens))
            .build()
            .map_err(failure)?;
        run(async {
            client.tokens().secrets().fetch().send().await?;
            client.tokens().secrets().fetch().send().await
        })
    }

    fn debug(&self, setup: &Setup) -> Outcome<String> {
        Ok(format!("{:?}", client(setup)?))
    }

    fn fetch_item_blocking(&self, setup: &Setup) -> Outcome<Item> {
        let call = client(setup)?.depot().items().fetch("7");
        call.send_blocking().map(item).map_err(failure)
    }

    fn fetch_mocked_item(&self, name: &str) -> Outcome<Item> {
        let api = MockTransport::new();
        api.on::<FetchItem>().respond_with(&ReadItem::new(7, name));
        let client = Client::builder()
            .credentials(Credentials::api_key("any"))
            .transport(api)
            .build()
            .map_err(failure)?;
        run(client.depot().items().fetch("7").send()).map(item)
    }

    fn fetch_with_own_client(
        &self,
        setup: &Setup,
        (name, value): (&'static str, &'static str),
    ) -> Outcome<Item> {
        let header = (name.parse(), value.parse());
        let (Ok(name), Ok(value)) = header else {
            return Err(Failure::Unsupported("the header is invalid"));
        };
        let headers = [(name, value)].into_iter().collect();
        let own = reqwest::Client::builder().default_headers(headers);
        let transport = ReqwestTransport::new(own).map_err(|error| CallError::new(&error))?;
        // The crate cannot know whether this client has a proxy.
        let builder = builder(setup)?.allow_plain_http("127.0.0.1");
        let client = builder.transport(transport).build().map_err(failure)?;
        run(client.depot().items().fetch("7").send()).map(item)
    }

    fn receive_webhook(&self, webhook: &Webhook) -> Outcome<String> {
        let now = || Timestamp::from_second(Webhook::NOW).unwrap_or_default();
        let mut request = client::http::Request::post("/hooks");
        for (name, value) in webhook.headers {
            request = request.header(name, value);
        }
        let request = request.body(Bytes::from_static(webhook.body.as_bytes()));
        let request = request.map_err(|error| CallError::new(&error))?;
        let verifier = WebhookVerifier::standard(webhook.secret);
        let verifier = verifier.map_err(|error| CallError::new(&error))?.now(now);
        let received = verifier.receive::<WebhookEvent>(&request);
        let received = received.map_err(|error| CallError::new(&error))?;
        match received.event() {
            WebhookEvent::Sold(sold) => Ok(sold.item.clone()),
            _ => Err(Failure::Unsupported("another event")),
        }
    }
}
