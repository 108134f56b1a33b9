//! Lists that go on from page to page, in each scheme that a document can describe.

#![cfg(all(feature = "lists", feature = "test-util"))]
#![allow(
    clippy::unwrap_used,
    reason = "a test that meets something unexpected shall fail"
)]

use constructs::lists::*;
use constructs::testing::MockTransport;
use constructs::{Client, NoRetry, Paginated};
use serde_json::{Value, json};

/// The cities of all ports in these pages, and the paths and queries that were asked for.
async fn walk<O: Paginated<Item = Port>>(
    operation: O,
    pages: &[Value],
) -> (Vec<String>, Vec<String>) {
    let api = MockTransport::new();
    let stub = api.on::<O>();
    let _ = pages
        .iter()
        .fold(stub, |stub, page| stub.respond_json(200, page));
    let builder = Client::builder().transport(api.clone()).retry(NoRetry);
    let mut items = builder.build().unwrap().call(operation).items();
    let mut cities = Vec::new();
    while let Some(port) = items.try_next().await.unwrap() {
        cities.push(port.city);
    }
    api.assert_all_used();
    let sent = api.sent();
    let sent = sent.iter().map(|sent| sent.http().uri().to_string());
    let sent = sent.map(|uri| uri.replace("https://api.acme.test", ""));
    (cities, sent.collect())
}

fn ports(cities: &[&str]) -> Value {
    cities.iter().map(|city| json!({ "city": city })).collect()
}

#[tokio::test]
async fn cursor_is_sent_in_the_declared_parameter() {
    let (cities, sent) = walk(
        ListCursors::new(),
        &[
            json!({ "data": ports(&["Ulm", "Bonn"]), "next_cursor": "b=" }),
            json!({ "data": ports(&["Trier"]), "next_cursor": null }),
        ],
    )
    .await;
    assert_eq!(cities, ["Ulm", "Bonn", "Trier"]);
    assert_eq!(sent, ["/cursors", "/cursors?cursor=b%3D"]);
}

#[tokio::test]
async fn document_wide_paging_applies_where_its_parts_exist() {
    let (cities, sent) = walk(
        ListTokens::new(),
        &[
            json!({ "ports": ports(&["Ulm"]), "paging": { "next/token": "2" } }),
            json!({ "ports": ports(&["Bonn"]) }),
        ],
    )
    .await;
    assert_eq!(cities, ["Ulm", "Bonn"]);
    assert_eq!(sent, ["/tokens", "/tokens?after=2"]);
}

#[tokio::test]
async fn next_url_in_the_body_is_followed() {
    let (cities, sent) = walk(
        ListUrls::new(),
        &[
            json!({ "ports": ports(&["Ulm"]), "links": { "next": "/urls?at=2" } }),
            json!({ "ports": ports(&["Bonn"]), "links": {} }),
        ],
    )
    .await;
    assert_eq!(cities, ["Ulm", "Bonn"]);
    assert_eq!(sent, ["/urls", "/urls?at=2"]);
}

#[tokio::test]
async fn page_numbers_end_with_the_last_page() {
    let (cities, sent) = walk(
        ListPages::new(),
        &[
            json!({ "ports": ports(&["Ulm"]), "pages": 2 }),
            json!({ "ports": ports(&["Bonn"]), "pages": 2 }),
        ],
    )
    .await;
    assert_eq!(cities, ["Ulm", "Bonn"]);
    assert_eq!(sent, ["/pages", "/pages?page=2"]);
}

#[tokio::test]
async fn offsets_end_with_an_empty_page() {
    let (cities, sent) = walk(
        ListOffsets::new(),
        &[
            json!({ "found/ports": ports(&["Ulm", "Bonn"]) }),
            json!({ "found/ports": [] }),
        ],
    )
    .await;
    assert_eq!(cities, ["Ulm", "Bonn"]);
    assert_eq!(sent, ["/offsets", "/offsets?skip=2"]);
}

#[tokio::test]
async fn page_may_be_a_bare_array() {
    let pages = [ports(&["Ulm"]), ports(&["Bonn"]), ports(&[])];
    let (cities, sent) = walk(ListBare::new(), &pages).await;
    assert_eq!(cities, ["Ulm", "Bonn"]);
    assert_eq!(sent, ["/bare", "/bare?page=1", "/bare?page=2"]);
}
