//! Paginated lists.

use std::pin::Pin;
use std::task::{Context, Waker};

use futures_core::Stream;
use sdksmith_runtime::testing::MockTransport;
use sdksmith_runtime::{
    Call, ClientBuilder, Error, Items, Json, Operation, OperationInfo, Paginated, PagingScheme,
    RequestWriter,
};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::support::{PROFILE, credentials};

mod links;

const SERVER: &str = "https://api.example.com/base";

const SECOND: &str = "https://api.example.com/base/list?Page=1";

const FIRST: &str = "api.example.com/base/list?Size=2&Token<=first";

#[derive(Clone, Debug, Deserialize, Serialize)]
pub(crate) struct Page {
    items: Option<Vec<i64>>,
}

/// A list for each scheme.
macro_rules! lists {
    ($($name:ident: $paging:expr;)+) => {$(
        #[derive(Clone, Debug, Default)]
        pub(crate) struct $name;

        impl Operation for $name {
            type ResponseBody = Json<Page>;
            const INFO: OperationInfo = OperationInfo::get(stringify!($name), SERVER, "/list");
            fn write(&self, request: &mut RequestWriter) {
                request.query("Size", Some(&2));
                request.query("Token<", Some(&"first".to_owned()));
            }
        }

        impl Paginated for $name {
            type Item = i64;
            const PAGING: PagingScheme = $paging;
            fn items(page: Page) -> Vec<i64> {
                page.items.unwrap_or_default()
            }
        }
    )+};
}
lists! {
    ByUrl: PagingScheme::Url { next: "/meta/next~1url" };
    ByToken: PagingScheme::Token { next: "/meta/token", parameter: "Token<" };
    ByNumber: PagingScheme::Number { current: "/page", more: "/more", parameter: "Page" };
    ByLink: PagingScheme::LinkHeader;
    Numbered: PagingScheme::Page { parameter: "Page", first: 1, items: "/items", last: None };
    NumberedToLast: PagingScheme::Page {
        parameter: "Page", first: 0, items: "/items", last: Some("/last"),
    };
    ByOffset: PagingScheme::Offset { parameter: "Skip", items: "/items", total: None };
    ByOffsetOfTotal: PagingScheme::Offset { parameter: "Skip", items: "/items", total: Some("/total") };
}

pub(crate) fn call<O: Operation>(transport: &MockTransport, operation: O) -> Call<O> {
    to(transport, operation, None)
}

pub(crate) fn to<O: Operation>(
    transport: &MockTransport,
    operation: O,
    base: Option<&str>,
) -> Call<O> {
    let builder = ClientBuilder::new(&PROFILE).credentials(credentials());
    let builder = builder.transport(transport.clone());
    let builder = base.into_iter().fold(builder, ClientBuilder::base_url);
    builder.build().unwrap().call(operation)
}

/// Serves the pages of a list in order.
pub(crate) fn serving<O: Operation<ResponseBody = Json<Page>>>(pages: &[Value]) -> MockTransport {
    let transport = MockTransport::new();
    let stub = transport.on::<O>();
    let _ = pages
        .iter()
        .fold(stub, |stub, page| stub.respond_json(200, page));
    transport
}

pub(crate) fn uris(transport: &MockTransport) -> Vec<String> {
    let sent = transport.sent();
    let uri = |request: &sdksmith_runtime::testing::SentRequest| {
        let query: Vec<_> = request
            .query_pairs()
            .map(|(name, value)| format!("{name}={value}"))
            .collect();
        format!("{}{}?{}", request.host(), request.path(), query.join("&"))
    };
    sent.iter().map(uri).collect()
}

/// Collects the items, up to the first error.
pub(crate) async fn all<O: Paginated>(mut items: Items<O>) -> (Vec<O::Item>, Option<Error>) {
    let mut found = Vec::new();
    loop {
        match items.try_next().await {
            Ok(Some(item)) => found.push(item),
            Ok(None) => return (found, None),
            Err(error) => {
                assert!(
                    matches!(items.try_next().await, Ok(None)),
                    "an error is the end"
                );
                return (found, Some(error));
            }
        }
    }
}

pub(crate) fn by_url(items: &[i64], next: impl Into<Value>) -> Value {
    json!({ "items": items, "meta": { "other": [{}], "next/url": next.into() } })
}

#[tokio::test]
async fn page_token_replaces_the_parameter() {
    let page = |items: Value, token| json!({ "items": items, "meta": { "token": token } });
    let transport = serving::<ByToken>(&[
        page(json!([]), Some("a&b")),
        page(Value::Null, Some("v1.2")),
        page(json!([1]), None),
    ]);
    let (items, error) = all(call(&transport, ByToken).items()).await;
    assert_eq!((items, error.is_none()), (vec![1], true));
    let list = "api.example.com/base/list?Size=2&Token<=";
    assert_eq!(
        uris(&transport),
        [
            FIRST.to_owned(),
            format!("{list}a&b"),
            format!("{list}v1.2")
        ],
    );
}

#[tokio::test]
async fn page_number_is_incremented() {
    let page = |number, more: Value| json!({ "items": [number], "page": number, "more": more });
    let transport = serving::<ByNumber>(&[
        page(0, true.into()),
        page(1, true.into()),
        page(2, false.into()),
    ]);
    let (items, error) = all(call(&transport, ByNumber).items()).await;
    assert_eq!((items, error.is_none()), (vec![0, 1, 2], true));
    assert_eq!(uris(&transport)[2], format!("{FIRST}&Page=2"));
    let last = serving::<ByNumber>(&[page(0, Value::Null)]);
    assert_eq!(all(call(&last, ByNumber).items()).await.0, [0]);
}

#[tokio::test]
async fn repeated_page_is_an_error() {
    let transport = serving::<ByUrl>(&[by_url(&[1], "?Page=1"), by_url(&[2], "?Page=1")]);
    let (items, error) = all(call(&transport, ByUrl).items()).await;
    assert_eq!(items, [1, 2]);
    assert_eq!(
        error.unwrap().to_string(),
        "ByUrl was not sent: the list leads back to an earlier page",
    );
    let stuck = json!({ "items": [1], "page": 0, "more": true });
    let transport = serving::<ByNumber>(&[stuck.clone(), stuck]);
    let (items, error) = all(call(&transport, ByNumber).items()).await;
    assert_eq!((items, error.unwrap().is_paging()), (vec![1, 1], true));
}

#[tokio::test]
async fn failed_page_can_be_retried_without_losing_items() {
    let transport = serving::<ByUrl>(&[by_url(&[1], "?Page=1")]);
    let _ = transport
        .on::<ByUrl>()
        .respond_json(404, &json!({ "message": "gone" }))
        .respond_json(200, &by_url(&[2], ""));
    let mut items = call(&transport, ByUrl).items();
    assert_eq!(items.next_page_token(), None);
    assert_eq!(items.try_next().await.unwrap(), Some(1));
    assert!(items.try_next().await.unwrap_err().is_not_found());
    let failed = items.next_page_token().unwrap().to_owned();
    let (rest, error) = all(call(&transport, ByUrl).items().resume_from(failed)).await;
    assert_eq!((rest, error.is_none()), (vec![2], true));
    assert_eq!(
        uris(&transport)[1..],
        ["api.example.com/base/list?Page=1"; 2]
    );
}

#[tokio::test]
async fn pages_are_fetched_lazily_and_up_to_the_limit() {
    let pages = || serving::<ByUrl>(&[by_url(&[1, 2], "?Page=1"), by_url(&[3], Value::Null)]);
    for (limit, items, requests) in [
        (0, vec![], 0),
        (1, vec![1], 1),
        (2, vec![1, 2], 1),
        (3, vec![1, 2, 3], 2),
        (9, vec![1, 2, 3], 2),
    ] {
        let transport = pages();
        let found = all(call(&transport, ByUrl).items().limit(limit)).await;
        assert_eq!((found.0, found.1.is_none()), (items, true));
        assert_eq!(transport.sent().len(), requests, "{limit}");
    }
    let transport = pages();
    let mut list = call(&transport, ByUrl).pages().limit(1);
    assert_eq!(
        list.try_next().await.unwrap().unwrap().items,
        Some(vec![1, 2])
    );
    assert!(list.try_next().await.unwrap().is_none());
    assert_eq!(list.next_page_token(), Some(SECOND));
    assert_eq!(transport.sent().len(), 1);
}

#[tokio::test]
async fn drift_is_reported_per_page() {
    let odd = json!({ "items": "none", "meta": { "next/url": "?Page=1" } });
    let served = [odd, by_url(&[3], "")];
    let transport = serving::<ByUrl>(&served);
    let mut pages = call(&transport, ByUrl).pages();
    assert!(pages.drift().is_empty());
    assert!(pages.try_next().await.unwrap().unwrap().items.is_none());
    assert_eq!(pages.drift()[0].path(), "items");
    pages.try_next().await.unwrap();
    assert!(pages.drift().is_empty());

    let mut items = call(&serving::<ByUrl>(&served[..1]), ByUrl).items();
    assert!(items.try_next().await.is_err(), "there is no further page");
    assert_eq!(items.drift()[0].value(), "none");
    assert_eq!(items.next_page_token(), Some(SECOND));
}

#[test]
fn streams_are_unpin_and_send() {
    fn is_stream<S: Stream + Unpin + Send + 'static>(_: &S) {}
    let transport = serving::<ByUrl>(&[by_url(&[1], "")]);
    let mut items = call(&transport, ByUrl).items();
    is_stream(&items);
    is_stream(&call(&transport, ByUrl).pages());
    let mut context = Context::from_waker(Waker::noop());
    let mut next = || match Pin::new(&mut items).poll_next(&mut context) {
        std::task::Poll::Ready(item) => item.map(Result::unwrap),
        std::task::Poll::Pending => panic!("nothing here waits"),
    };
    assert_eq!((next(), next()), (Some(1), None));
}

#[test]
fn blocking_lists_are_iterators() {
    let blocking = |transport: &MockTransport| {
        let builder = ClientBuilder::new(&PROFILE).credentials(credentials());
        let client = builder
            .blocking_transport(transport.clone())
            .build()
            .unwrap();
        client.call(ByUrl)
    };
    let pages = [
        by_url(&[1, 2], "?Page=1"),
        by_url(&[3], "https://evil.example/"),
    ];
    let mut items = blocking(&serving::<ByUrl>(&pages)).items().blocking();
    let found: Vec<_> = items.by_ref().take(3).map(Result::unwrap).collect();
    assert_eq!(found, [1, 2, 3]);
    assert!(items.next().unwrap().unwrap_err().is_paging());
    assert_eq!(items.next_page_token(), Some("https://evil.example/"));
    assert!(items.drift().is_empty());
    assert!(items.next().is_none());
    let transport = serving::<ByUrl>(&pages);
    let limited = blocking(&transport).items().limit(2).blocking();
    assert_eq!(limited.map(Result::unwrap).collect::<Vec<_>>(), [1, 2]);
    assert_eq!(transport.sent().len(), 1);
    let mut list = blocking(&serving::<ByUrl>(&pages)).pages().blocking();
    assert_eq!(list.next_page_token(), None);
    assert!(list.next().unwrap().is_ok());
    assert_eq!(
        list.next_page_token(),
        Some("https://api.example.com/base/list?Page=1")
    );
    let list = blocking(&serving::<ByUrl>(&pages)).pages().blocking();
    assert_eq!(
        list.map(|page| page.is_ok()).collect::<Vec<_>>(),
        [true, true, false]
    );
}

fn items(items: &[i64]) -> Value {
    json!({ "items": items, "last": 1, "total": 3 })
}

#[tokio::test]
async fn numbered_pages_end_with_an_empty_or_the_last_page() {
    let transport = serving::<Numbered>(&[items(&[1, 2]), items(&[3]), items(&[])]);
    let (found, error) = all(call(&transport, Numbered).items()).await;
    assert_eq!((found, error.is_none()), (vec![1, 2, 3], true));
    assert_eq!(
        uris(&transport),
        [
            FIRST.to_owned(),
            format!("{FIRST}&Page=2"),
            format!("{FIRST}&Page=3")
        ]
    );
    let transport = serving::<NumberedToLast>(&[items(&[1, 2]), items(&[3])]);
    let (found, error) = all(call(&transport, NumberedToLast).items()).await;
    assert_eq!((found, error.is_none()), (vec![1, 2, 3], true));
    assert_eq!(
        uris(&transport),
        [FIRST.to_owned(), format!("{FIRST}&Page=1")]
    );
}

#[tokio::test]
async fn offsets_end_with_an_empty_page_or_the_total() {
    let transport = serving::<ByOffset>(&[items(&[1, 2]), items(&[3]), items(&[])]);
    let (found, error) = all(call(&transport, ByOffset).items()).await;
    assert_eq!((found, error.is_none()), (vec![1, 2, 3], true));
    assert_eq!(
        uris(&transport),
        [
            FIRST.to_owned(),
            format!("{FIRST}&Skip=2"),
            format!("{FIRST}&Skip=3")
        ]
    );
    let transport = serving::<ByOffsetOfTotal>(&[items(&[1, 2]), items(&[3])]);
    let (found, error) = all(call(&transport, ByOffsetOfTotal).items()).await;
    assert_eq!((found, error.is_none()), (vec![1, 2, 3], true));
    assert_eq!(
        uris(&transport),
        [FIRST.to_owned(), format!("{FIRST}&Skip=2")]
    );
}

#[tokio::test]
async fn ignored_page_numbers_end_the_list() {
    let transport = serving::<Numbered>(&[items(&[1]), items(&[1]), items(&[1])]);
    let (found, error) = all(call(&transport, Numbered).items()).await;
    assert_eq!(found, [1]);
    assert!(error.is_some_and(|error| error.is_paging()));
}
