//! The items of each format.

use sdksmith_runtime::Downloadable;
use sdksmith_runtime::testing::{MockResponse, MockTransport};
use serde_json::json;

use super::{Delta, Deltas, Fields, Lines, Sequence, byte_by_byte, client, delta, events, read};

#[tokio::test]
async fn the_sentinel_ends_the_stream() {
    let body = b"data: {\"text\":\"a\"}\n\ndata: {\"text\":\"b\"}\n\ndata: [DONE]\n\ndata: {\"text\":\"c\"}\n\n";
    for mock in [events().chunk(body), byte_by_byte(events(), body)] {
        let items = read(Deltas, mock).await.unwrap();
        assert_eq!(items, [delta("a"), delta("b")]);
    }
}

#[tokio::test]
async fn lines_of_json_are_items() {
    let body = b"{\"text\":\"a\"}\r\n\n  \n{\"text\":\"b\"}\n{\"text\":\"c\"}";
    for media_type in ["application/jsonl", "application/x-ndjson", "text/plain"] {
        let mock = || MockResponse::status(200).header("content-type", media_type);
        for mock in [mock().body(&body[..]), byte_by_byte(mock(), body)] {
            let items = read(Lines, mock).await.unwrap();
            assert_eq!(items, [delta("a"), delta("b"), delta("c")]);
        }
    }
}

#[tokio::test]
async fn texts_of_a_json_text_sequence_are_items() {
    let body = b"\x1e{\"text\":\"a\"}\n\x1e\x1e{\n\"text\":\n\"b\"}\n\x1e{\"text\":\"c\"}";
    let mock = || MockResponse::status(200).header("content-type", "application/json-seq");
    for mock in [mock().body(&body[..]), byte_by_byte(mock(), body)] {
        let items = read(Sequence, mock).await.unwrap();
        assert_eq!(items, [delta("a"), delta("b"), delta("c")]);
    }
}

#[tokio::test]
async fn items_of_all_fields_have_the_data_as_json_or_text() {
    let body =
        "event: add\nid: 1\nretry: 10\ndata: {\"n\":1}\n\nevent: ping\ndata: 12\n\ndata: plain\n\n";
    let items = read(Fields, events().chunk(body)).await.unwrap();
    assert_eq!(
        items,
        [
            json!({ "event": "add", "id": "1", "retry": 10, "data": { "n": 1 } }),
            json!({ "event": "ping", "data": "12" }),
            json!({ "event": "message", "data": "plain" }),
        ]
    );
}

#[tokio::test]
async fn an_event_that_is_unreadable_does_not_end_the_stream() {
    let body = "data: {\"text\":1}\n\ndata: oops\n\ndata: {\"text\":\"b\"}\n\n";
    let api = MockTransport::new();
    let _ = api.on::<Deltas>().respond(events().chunk(body));
    let mut stream = client(&api).call(Deltas).stream().await.unwrap();
    let error = stream.try_next().await.unwrap_err();
    assert!(error.is_decode(), "{error}");
    assert_eq!(error.operation(), Some("Deltas"));
    assert_eq!(error.raw_body().unwrap().as_ref(), b"{\"text\":1}");
    let error = stream.try_next().await.unwrap_err();
    assert!(error.to_string().contains("invalid JSON: "), "{error}");
    assert_eq!(stream.try_next().await.unwrap(), Some(delta("b")));
    assert_eq!(stream.try_next().await.unwrap(), None);
}

#[tokio::test]
async fn other_media_types_are_refused_with_the_beginning_of_the_body() {
    let problem = json!({ "problem": "busy" });
    let api = MockTransport::new();
    let _ = api
        .on::<Deltas>()
        .respond(MockResponse::json(200, &problem))
        .respond(MockResponse::json(200, &problem));
    let _ = api.on::<Lines>().respond(MockResponse::html(200));
    let error = client(&api).call(Deltas).stream().await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "Deltas failed: 200 OK with a body that can't be read: expected a stream of the media type \
         text/event-stream, found application/json"
    );
    assert_eq!(error.body_as(), Some(problem));
    let error = client(&api).call(Deltas).stream_blocking().unwrap_err();
    assert!(error.is_decode() && error.raw_body().unwrap().starts_with(b"{"));
    let error = client(&api).call(Lines).stream().await.unwrap_err();
    assert!(error.is_decode(), "{error}");
}

#[tokio::test]
async fn sending_a_streamed_call_returns_all_items() {
    let body = "data: {\"text\":\"a\"}\n\ndata: {\"text\":\"b\"}\n\ndata: [DONE]\n\n";
    let api = MockTransport::new();
    let _ = api
        .on::<Deltas>()
        .respond(events().body(body))
        .respond(MockResponse::json(200, &1));
    let items = client(&api).call(Deltas).send().await.unwrap();
    assert_eq!(items, [delta("a"), delta("b")]);
    assert_eq!(
        api.sent()[0].http().headers()["accept"],
        "text/event-stream"
    );
    let error = client(&api).call(Deltas).send().await.unwrap_err();
    assert!(error.is_decode(), "{error}");
}

#[tokio::test]
async fn mock_streams_are_made_of_items() {
    fn is_downloadable<B: Downloadable>() {}
    is_downloadable::<<Deltas as sdksmith_runtime::Operation>::ResponseBody>();
    let items: Vec<Delta> = vec![delta("a"), delta("two\nlines")];
    let api = MockTransport::new();
    let _ = api.on::<Deltas>().respond_with(&items);
    let _ = api.on::<Lines>().respond_with(&items);
    let _ = api.on::<Sequence>().respond_with(&items);
    let fields = vec![
        json!({ "event": "add", "id": "1", "retry": 10, "data": { "n": "x\ny" } }),
        json!({ "event": "ping", "data": "two\nlines" }),
    ];
    let _ = api.on::<Fields>().respond_with(&fields);
    let client = client(&api);
    assert_eq!(client.call(Deltas).send().await.unwrap(), items);
    assert_eq!(client.call(Lines).send().await.unwrap(), items);
    assert_eq!(client.call(Sequence).send().await.unwrap(), items);
    assert_eq!(client.call(Fields).send().await.unwrap(), fields);
}
