//! Streams of events by the conventions of OpenAPI 3.1.

#![cfg(feature = "chats")]
#![allow(
    clippy::unwrap_used,
    reason = "a test that meets something unexpected shall fail"
)]

use constructs::chats::*;
use constructs::testing::{MockResponse, MockTransport};
use constructs::{Body, Client, Error, Operation};
use http::Request;
use serde_json::json;

fn client(api: &MockTransport) -> Client {
    let builder = Client::builder().transport(api.clone());
    builder.build().unwrap()
}

fn events(body: &str) -> MockResponse {
    let mock = MockResponse::status(200).header("content-type", "text/event-stream");
    body.as_bytes().chunks(5).fold(mock, MockResponse::chunk)
}

fn body(request: &Request<Body>) -> &[u8] {
    request.body().bytes().unwrap()
}

#[tokio::test]
async fn an_operation_with_json_and_a_stream_has_two_methods() {
    let api = MockTransport::new();
    let _ = api
        .on::<CreateCompletion>()
        .respond_with(&Completion::new("ab"));
    let _ = api.on::<CreateCompletionStream>().respond(events(
        "data: {\"text\":\"a\"}\n\ndata: {\"text\":\"b\",\"index\":1}\n\ndata: [DONE]\n\ndata: more\n\n",
    ));
    let client = client(&api);
    let wanted = CompletionRequest::new("Say ab");
    let whole = client.chats().chat().create_completion(wanted.clone());
    assert_eq!(whole.send().await.unwrap(), Completion::new("ab"));
    let pieces = client.chats().chat().create_completion_stream(wanted);
    let mut pieces = pieces.stream().await.unwrap();
    assert_eq!(pieces.try_next().await.unwrap(), Some(Piece::new("a")));
    let last = pieces.try_next().await.unwrap().unwrap();
    assert_eq!((last.text.as_str(), last.index), ("b", Some(1)));
    assert_eq!(pieces.try_next().await.unwrap(), None);
    let sent = api.sent();
    assert_eq!(sent[0].http().body().as_ref(), br#"{"prompt":"Say ab"}"#);
    assert_eq!(
        sent[1].http().body().as_ref(),
        br#"{"prompt":"Say ab","stream":true}"#
    );
}

#[test]
fn the_flag_is_set_whatever_the_caller_sets() {
    let wanted = CompletionRequest::new("a").stream(false);
    let sent = CreateCompletionStream::new(wanted).request().unwrap();
    assert_eq!(body(&sent), br#"{"prompt":"a","stream":true}"#);
    let invalid = CreateCompletionStream::new(CompletionRequest::new(""));
    assert_eq!(invalid.request().unwrap_err().violations().len(), 1);
}

#[tokio::test]
async fn alternatives_of_an_event_are_its_types() {
    let api = MockTransport::new();
    let _ = api.on::<SendMessage>().respond(events(
        "event: message_start\ndata: {\"type\":\"message_start\",\"id\":\"m1\"}\n\n\
         data: {\"type\":\"message_delta\",\"text\":\"Hi\"}\n\n\
         event: ping\ndata: {\"type\":\"ping\"}\n\n\
         event: error\ndata: overloaded\n\n",
    ));
    let call = client(&api).chats().chat().send_message();
    let call = call.body(SendMessageRequest::new().text("Hello"));
    let mut events = call.stream().await.unwrap();
    let start = events.try_next().await.unwrap().unwrap();
    assert!(matches!(start, SendMessageEvent::MessageStart(start) if start.id == "m1"));
    let delta = events.try_next().await.unwrap().unwrap();
    assert!(matches!(delta, SendMessageEvent::MessageDelta(delta) if delta.text == "Hi"));
    // What isn't known is kept whole.
    let ping = events.try_next().await.unwrap().unwrap();
    assert!(matches!(ping, SendMessageEvent::Unrecognized(ping) if ping["type"] == "ping"));
    let error = events.try_next_event().await.unwrap().unwrap();
    assert_eq!(error.name(), Some("error"));
    assert!(matches!(error.value(), SendMessageEvent::Unrecognized(text) if text == "overloaded"));
    let sent = api.sent();
    assert_eq!(
        sent[0].http().body().as_ref(),
        br#"{"text":"Hello","stream":true}"#
    );
}

#[test]
fn bodies_that_may_be_null_ask_for_a_stream() {
    let body = |request: Result<Request<Body>, Error>| {
        let body = request.unwrap().into_body();
        String::from_utf8(body.bytes().map(|bytes| bytes.to_vec()).unwrap_or_default()).unwrap()
    };
    let asking = r#"{"text":"a","stream":true}"#;
    let note = || Some(Note::new().text("a"));
    assert_eq!(body(SendNote::new(note()).request()), asking);
    assert_eq!(body(SendNote::new(None).request()), "null");
    let mut optional = ReplaceNote::new();
    assert_eq!(body(optional.request()), "");
    optional.body = Some(None);
    assert_eq!(body(optional.request()), "null");
    optional.body = Some(note());
    assert_eq!(body(optional.request()), asking);
}

#[tokio::test]
async fn a_parameter_that_asks_for_a_stream_is_sent() {
    let api = MockTransport::new();
    let message = MessageDelta::new("a");
    assert_eq!(
        serde_json::to_value(&message).unwrap(),
        json!({ "type": "message_delta", "text": "a" })
    );
    let _ = api
        .on::<SearchStream>()
        .respond_with(&vec![message.clone()]);
    let _ = api.on::<Search>().respond_with(&vec![message.clone()]);
    let client = client(&api);
    let mut found = client
        .chats()
        .chat()
        .search_stream()
        .stream()
        .await
        .unwrap();
    assert_eq!(found.try_next().await.unwrap(), Some(message));
    let _ = client.chats().chat().search().send().await.unwrap();
    assert_eq!(api.sent()[0].http().uri().query(), Some("stream=true"));
    assert_eq!(api.sent()[1].http().uri().query(), None);
}

#[tokio::test]
async fn streams_without_a_schema_have_texts() {
    let api = MockTransport::new();
    let _ = api
        .on::<WatchRaw>()
        .respond(events("data: 1\n\ndata: two\ndata: lines\n\n"));
    let mut texts = client(&api)
        .chats()
        .chat()
        .watch_raw()
        .stream()
        .await
        .unwrap();
    assert_eq!(texts.try_next().await.unwrap().as_deref(), Some("1"));
    let second = texts.try_next().await.unwrap();
    assert_eq!(second.as_deref(), Some("two\nlines"));
}

#[tokio::test]
async fn a_list_describes_the_whole_stream() {
    let api = MockTransport::new();
    let line = "{\"type\":\"message_delta\",\"text\":\"a\"}\n";
    let mock = || MockResponse::status(200).header("content-type", "application/jsonl");
    let _ = api.on::<ExportMessages>().respond(mock().body(line));
    let _ = api.on::<FetchArchive>().respond(mock().body(line));
    let client = client(&api);
    let exported = client
        .chats()
        .chat()
        .export_messages()
        .send()
        .await
        .unwrap();
    assert_eq!(exported[0].text, "a");
    // A file remains one.
    let archive = client.chats().chat().fetch_archive().send().await.unwrap();
    assert_eq!(archive, line.as_bytes());
}
