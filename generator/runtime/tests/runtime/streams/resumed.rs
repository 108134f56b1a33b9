//! Streams that go on over several connections.

use std::time::Duration;

use sdksmith_runtime::testing::{MockResponse, MockTransport};

use super::{Deltas, Texts, client, delta, events};

/// Returns the ids of the last events that the requests name.
fn last_ids(api: &MockTransport) -> Vec<Option<String>> {
    let id = |request: &http::Request<bytes::Bytes>| {
        let id = request.headers().get("last-event-id")?;
        Some(id.to_str().unwrap().to_owned())
    };
    api.sent().iter().map(|sent| id(sent.http())).collect()
}

fn responses() -> MockTransport {
    let api = MockTransport::new();
    let _ = api
        .on::<Texts>()
        .respond(
            events()
                .chunk("retry: 250\nid: 1\ndata: a\n\ndata: lost")
                .pause(Duration::MAX),
        )
        .respond(events().chunk("\u{feff}data: b\n\nid: 2\n\ndata: lost"))
        .respond(MockResponse::status(204));
    api
}

#[tokio::test]
async fn a_resumed_stream_continues_after_the_last_event() {
    let api = responses();
    let stream = client(&api).call(Texts).stream().await.unwrap();
    let mut stream = stream.resume();
    assert_eq!(stream.try_next().await.unwrap().as_deref(), Some("a"));
    assert_eq!(stream.try_next().await.unwrap().as_deref(), Some("b"));
    assert_eq!(stream.try_next().await.unwrap(), None);
    assert_eq!(last_ids(&api), [None, Some("1".into()), Some("2".into())]);
    assert_eq!(api.delays(), [Duration::from_millis(250); 2]);
    assert_eq!(stream.status(), 204);
}

#[test]
fn a_resumed_blocking_stream_continues_after_the_last_event() {
    let api = responses();
    let stream = client(&api).call(Texts).stream_blocking().unwrap();
    let items: Result<Vec<_>, _> = stream.resume().collect();
    assert_eq!(items.unwrap(), ["a", "b"]);
    assert_eq!(last_ids(&api), [None, Some("1".into()), Some("2".into())]);
    assert_eq!(api.delays(), [Duration::from_millis(250); 2]);
}

#[tokio::test]
async fn a_resumed_stream_ends_with_its_sentinel_or_an_error() {
    let api = MockTransport::new();
    let _ = api
        .on::<Deltas>()
        .respond(events().chunk("data: {\"text\":\"a\"}\n\n"))
        .respond(events().chunk("data: [DONE]\n\n"))
        .respond(events())
        .respond(MockResponse::status(404));
    let client = client(&api);
    let stream = client.call(Deltas).stream().await.unwrap();
    let mut stream = stream.resume();
    assert_eq!(stream.try_next().await.unwrap(), Some(delta("a")));
    assert_eq!(stream.try_next().await.unwrap(), None);
    // No server set a delay.
    assert_eq!(api.delays(), [Duration::from_secs(3)]);

    let stream = client.call(Deltas).stream().await.unwrap();
    let mut stream = stream.resume();
    assert!(stream.try_next().await.unwrap_err().is_not_found());
    assert_eq!(stream.try_next().await.unwrap(), None);
    assert_eq!(last_ids(&api), [None, None, None, None]);
}

#[tokio::test]
async fn a_server_that_sets_no_delay_is_not_called_in_a_loop() {
    let api = MockTransport::new();
    let _ = api
        .on::<Texts>()
        .respond(events().chunk("retry: 0\n\n"))
        .respond(MockResponse::status(204));
    let stream = client(&api).call(Texts).stream().await.unwrap();
    assert_eq!(stream.resume().try_next().await.unwrap(), None);
    assert_eq!(api.delays(), [Duration::from_millis(100)]);
}

#[tokio::test]
async fn a_delay_that_no_one_waits_for_is_shortened() {
    let api = MockTransport::new();
    let _ = api
        .on::<Texts>()
        .respond(events().chunk("retry: 99999999999999999999999\n\n"))
        .respond(MockResponse::status(204));
    let stream = client(&api).call(Texts).stream().await.unwrap();
    assert_eq!(stream.resume().try_next().await.unwrap(), None);
    assert_eq!(api.delays(), [Duration::from_secs(3600)]);
}
