//! Mocked pages, which link to the next in every paging scheme.

use sdksmith_runtime::testing::MockTransport;
use sdksmith_runtime::{Json, Operation, OperationInfo, Paginated, PagingScheme, RequestWriter};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::support::builder;

#[derive(Clone, Debug, Default, Deserialize, Serialize)]
struct Page {
    items: Vec<i64>,
    #[serde(flatten)]
    rest: serde_json::Map<String, Value>,
}

impl Page {
    fn new(items: &[i64]) -> Self {
        let items = items.to_vec();
        let rest = [("meta".to_owned(), json!("not an object"))];
        Self {
            items,
            rest: rest.into_iter().collect(),
        }
    }
}

/// A list for each scheme.
macro_rules! lists {
    ($($name:ident: $paging:expr;)+) => {$(
        #[derive(Clone, Debug)]
        struct $name;

        impl Operation for $name {
            type ResponseBody = Json<Page>;
            const INFO: OperationInfo =
                OperationInfo::get(stringify!($name), "https://api.example.com/base", "/list");
            fn write(&self, request: &mut RequestWriter) {
                request.query("Filter", Some(&"a&Page=9 ö".to_owned()));
            }
        }

        impl Paginated for $name {
            type Item = i64;
            const PAGING: PagingScheme = $paging;
            fn items(page: Page) -> Vec<i64> {
                page.items
            }
        }
    )+};
}
lists! {
    ByUrl: PagingScheme::Url { next: "/meta/next~1url" };
    ByToken: PagingScheme::Token { next: "/token", parameter: "Token" };
    ByNumber: PagingScheme::Number { current: "/page", more: "/meta/more", parameter: "Page" };
    ByHeader: PagingScheme::LinkHeader;
    Numbered: PagingScheme::Page { parameter: "Page", first: 1, items: "/items", last: None };
    ByOffset: PagingScheme::Offset { parameter: "Page", items: "/items", total: Some("/total") };
}

/// Walks through three pages, of which the second is empty; returns the queries of the requests.
async fn walk<O>(operation: O) -> Vec<Option<String>>
where
    O: Paginated<Item = i64, ResponseBody = Json<Page>> + Clone,
{
    walk_through(operation, &[&[1, 2], &[], &[3]]).await
}

async fn walk_through<O>(operation: O, pages: &[&[i64]]) -> Vec<Option<String>>
where
    O: Paginated<Item = i64, ResponseBody = Json<Page>> + Clone,
{
    let transport = MockTransport::new();
    let pages: Vec<_> = pages.iter().map(|items| Page::new(items)).collect();
    let _ = transport.on::<O>().respond_pages(&pages);
    let client = builder().transport(transport.clone()).build().unwrap();
    let mut items = client.call(operation).items();
    let mut found = Vec::new();
    while let Some(item) = items.try_next().await.unwrap() {
        found.push(item);
    }
    assert_eq!(found, [1, 2, 3]);
    transport.assert_all_used();
    let sent = transport.sent();
    let filtered = |name| name == Some("a&Page=9 ö".to_owned());
    assert!(sent.iter().all(|sent| filtered(sent.query("Filter"))));
    let page = |name| sent.iter().map(|sent| sent.query(name)).collect();
    match O::PAGING {
        PagingScheme::Token { .. } => page("Token"),
        PagingScheme::Url { .. }
        | PagingScheme::Number { .. }
        | PagingScheme::Page { .. }
        | PagingScheme::Offset { .. }
        | PagingScheme::LinkHeader => page("Page"),
    }
}

#[tokio::test]
async fn mocked_pages_link_to_the_next() {
    let expected = |pages: [&str; 2]| {
        let first = std::iter::once(None);
        let rest = pages.into_iter().map(|page| Some(page.to_owned()));
        first.chain(rest).collect::<Vec<_>>()
    };
    assert_eq!(walk(ByUrl).await, expected(["2", "3"]));
    assert_eq!(walk(ByToken).await, expected(["page-2", "page-3"]));
    assert_eq!(walk(ByNumber).await, expected(["2", "3"]));
    assert_eq!(walk(ByHeader).await, expected(["2", "3"]));
    let pages: [&[i64]; 2] = [&[1, 2], &[3]];
    assert_eq!(walk_through(Numbered, &pages).await, expected(["2", "3"]));
    let two = [None, Some("2".to_owned())];
    assert_eq!(walk_through(ByOffset, &pages).await, two);
}

/// A page that is mocked as the last ends the list, whatever its contents.
#[tokio::test]
async fn last_mocked_page_ends_the_list() {
    let transport = MockTransport::new();
    let mut page = Page::new(&[1]);
    page.rest.insert("token".to_owned(), json!("more"));
    let _ = transport.on::<ByToken>().respond_pages([&page]);
    let client = builder().transport(transport.clone()).build().unwrap();
    let mut items = client.call(ByToken).items();
    assert_eq!(items.try_next().await.unwrap(), Some(1));
    assert_eq!(items.try_next().await.unwrap(), None);
}
