//! Streams of events as OpenAPI 3.2 describes them.

#![cfg(feature = "feeds")]
#![allow(
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test that meets something unexpected shall fail"
)]

use constructs::feeds::*;
use constructs::testing::{MockResponse, MockTransport};
use constructs::{Client, Operation, Resumable, Streamed};

fn client(api: &MockTransport) -> Client {
    let builder = Client::builder().transport(api.clone());
    builder.build().unwrap()
}

fn stream(media_type: &str, body: &str) -> MockResponse {
    let mock = MockResponse::status(200).header("content-type", media_type);
    body.as_bytes().chunks(3).fold(mock, MockResponse::chunk)
}

#[tokio::test]
async fn the_fields_of_events_choose_their_types() {
    let api = MockTransport::new();
    let body = "event: added\nid: 1\ndata: {\"text\":\"a\",\"level\":\"info\"}\n\n\
                event: removed\ndata: {\"id\":7}\n\n\
                event: ping\ndata: 12\n\n\
                event: moved\ndata: {\"to\":3}\n\n";
    let _ = api
        .on::<WatchChanges>()
        .respond(stream("text/event-stream", body));
    let mut events = client(&api)
        .feeds()
        .feed()
        .watch_changes()
        .stream()
        .await
        .unwrap();
    let added = events.try_next_event().await.unwrap().unwrap();
    assert_eq!((added.name(), added.id()), (Some("added"), Some("1")));
    let Change::Added(added) = added.into_value() else {
        panic!("expected the event `added`");
    };
    let line = &added.data;
    assert_eq!(
        (line.text.as_str(), &line.level),
        ("a", &Some(LineLevel::Info))
    );
    assert_eq!(added.id.as_deref(), Some("1"));
    let removed = events.try_next().await.unwrap().unwrap();
    let Change::Removed(removed) = removed else {
        panic!("expected the event `removed`, found {removed:?}");
    };
    assert_eq!(removed.data.unwrap().id, 7);
    let ping = events.try_next().await.unwrap().unwrap();
    let Change::Ping(ping) = ping else {
        panic!("expected the event `ping`, found {ping:?}");
    };
    assert_eq!(ping.data.as_deref(), Some("12"));
    let moved = events.try_next().await.unwrap().unwrap();
    let Change::Unrecognized(moved) = moved else {
        panic!("expected an unknown event, found {moved:?}");
    };
    assert_eq!(moved["event"], "moved");
    assert_eq!(moved["data"]["to"], 3);
    assert_eq!(events.try_next().await.unwrap(), None);
}

#[tokio::test]
async fn lines_and_sequences_have_typed_items() {
    let api = MockTransport::new();
    let _ = api.on::<TailLogs>().respond(stream(
        "application/x-ndjson",
        "{\"text\":\"a\"}\n{\"text\":\"b\"}\n",
    ));
    let readings = vec![Reading::new(1.5), Reading::new(2.0)];
    let _ = api.on::<ListReadingsStream>().respond_with(&readings);
    let client = client(&api);
    let mut lines = client.feeds().feed().tail_logs().stream().await.unwrap();
    assert_eq!(lines.try_next().await.unwrap(), Some(Line::new("a")));
    assert_eq!(lines.try_next().await.unwrap(), Some(Line::new("b")));
    assert_eq!(lines.try_next().await.unwrap(), None);
    let found = client
        .feeds()
        .feed()
        .list_readings_stream()
        .send()
        .await
        .unwrap();
    assert_eq!(found, readings);
    let sent = api.sent();
    assert_eq!(sent[0].http().headers()["accept"], "application/x-ndjson");
    assert_eq!(sent[1].http().headers()["accept"], "application/json-seq");
    assert_eq!(sent[1].http().uri().query(), Some("follow=true"));
}

#[tokio::test]
async fn examples_of_items_are_mock_streams() {
    let api = MockTransport::new();
    let _ = api.on::<TailLogs>().respond_example();
    let mut lines = client(&api)
        .feeds()
        .feed()
        .tail_logs()
        .stream()
        .await
        .unwrap();
    assert_eq!(lines.try_next().await.unwrap(), Some(Line::new("first")));
    let second = lines.try_next().await.unwrap().unwrap();
    assert_eq!(
        (second.text.as_str(), second.level),
        ("second", Some(LineLevel::Error))
    );
    assert_eq!(lines.try_next().await.unwrap(), None);
}

#[test]
fn safe_streams_of_events_are_resumable() {
    fn is_resumable<O: Operation + Resumable>() {}
    is_resumable::<WatchChanges>();
    is_resumable::<WatchTicks>();
    fn item<O: Streamed<Item = WatchTicksEvent>>() {}
    item::<WatchTicks>();
}

#[tokio::test]
async fn a_resumed_stream_ends_when_there_is_no_more() {
    let api = MockTransport::new();
    let _ = api
        .on::<WatchTicks>()
        .respond(stream("text/event-stream", "id: 1\ndata: tick\n\n"))
        .respond(MockResponse::status(204));
    let events = client(&api)
        .feeds()
        .feed()
        .watch_ticks()
        .stream()
        .await
        .unwrap();
    let mut events = events.resume();
    assert_eq!(events.try_next().await.unwrap().unwrap().data, "tick");
    assert_eq!(events.try_next().await.unwrap(), None);
    assert_eq!(api.sent()[1].http().headers()["last-event-id"], "1");
}
