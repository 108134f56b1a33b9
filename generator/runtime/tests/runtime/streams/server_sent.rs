//! The rules of the WHATWG for `text/event-stream`.

use proptest::prelude::*;
use sdksmith_runtime::testing::MockTransport;

use super::{Texts, byte_by_byte, client, events, read};

/// An event: its name, the last id, and its data.
type Event = (Option<String>, Option<String>, String);

fn event(name: Option<&str>, id: Option<&str>, data: &str) -> Event {
    (name.map(str::to_owned), id.map(str::to_owned), data.into())
}

fn plain(data: &str) -> Event {
    event(None, None, data)
}

/// Reads the events of a body that arrives in these chunks.
async fn parse<'a>(chunks: impl IntoIterator<Item = &'a [u8]>) -> Vec<Event> {
    let api = MockTransport::new();
    let mock = chunks
        .into_iter()
        .fold(events(), |mock, chunk| mock.chunk(chunk));
    let _ = api.on::<Texts>().respond(mock);
    let mut stream = client(&api).call(Texts).stream().await.unwrap();
    let mut found = Vec::new();
    while let Some(next) = stream.try_next_event().await.unwrap() {
        let (name, id) = (next.name().map(Into::into), next.id().map(Into::into));
        found.push((name, id, next.into_value()));
    }
    found
}

/// Bodies with the events that they have, most of them from the examples of the specification.
fn bodies() -> Vec<(&'static [u8], Vec<Event>)> {
    vec![
        (
            b"data: This is the first message.\n\ndata: This is the second message, it\ndata: has two lines.\n\ndata: This is the third message.\n\n",
            vec![
                plain("This is the first message."),
                plain("This is the second message, it\nhas two lines."),
                plain("This is the third message."),
            ],
        ),
        (
            b"event: add\ndata: 73857293\n\nevent: remove\ndata: 2153\n\n",
            vec![
                event(Some("add"), None, "73857293"),
                event(Some("remove"), None, "2153"),
            ],
        ),
        (
            b"data: YHOO\ndata: +2\ndata: 10\n\n",
            vec![plain("YHOO\n+2\n10")],
        ),
        (
            b": test stream\n\ndata: first event\nid: 1\n\ndata:second event\nid\n\ndata:  third event\n\n",
            vec![
                event(None, Some("1"), "first event"),
                event(None, None, "second event"),
                event(None, None, " third event"),
            ],
        ),
        // The last block has no blank line after it.
        (
            b"data\n\ndata\ndata\n\ndata:",
            vec![plain(""), plain("\n")],
        ),
        (
            b"data:test\n\ndata: test\n\n",
            vec![plain("test"), plain("test")],
        ),
        (
            b"\xef\xbb\xbfdata: a\r\rdata: b\r\n\r\n\ndata: c\r\ndata: d\n\r",
            vec![plain("a"), plain("b"), plain("c\nd")],
        ),
        // A second byte order mark is a part of the field's name.
        (b"\xef\xbb\xbf\xef\xbb\xbfdata: a\n\ndata: b\n\n", vec![plain("b")]),
        // An event without data is none, but its id counts.
        (
            b"id: 7\nevent: ping\n\ndata: a\n\nid: 8\0\ndata: b\n\n",
            vec![event(None, Some("7"), "a"), event(None, Some("7"), "b")],
        ),
        (b"Data: a\nunknown: b\nretry: soon\n:\n\n", vec![]),
        (b"data: \xff\xc3\xa9\n\n", vec![plain("\u{fffd}\u{e9}")]),
        (b"\xef\xbb", vec![]),
        (b"", vec![]),
    ]
}

#[tokio::test]
async fn events_are_parsed_by_the_rules_of_the_specification() {
    for (body, expected) in bodies() {
        let text = body.escape_ascii().to_string();
        assert_eq!(parse([body]).await, expected, "{text}");
    }
}

#[tokio::test]
async fn a_stream_has_the_same_events_wherever_it_is_cut() {
    for (body, expected) in bodies() {
        let text = body.escape_ascii().to_string();
        for position in 0..=body.len() {
            let (start, rest) = body.split_at(position);
            assert_eq!(parse([start, rest]).await, expected, "{text} at {position}");
        }
        assert_eq!(parse(body.chunks(1)).await, expected, "{text}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn chunks_of_any_size_have_the_same_events(
        pieces in proptest::collection::vec(
            prop_oneof![
                Just("\n"), Just("\r"), Just("\r\n"), Just("data"), Just(": "), Just(":"),
                Just("event"), Just("id"), Just("retry"), Just("x"), Just("\u{feff}"), Just("é"),
            ],
            0..40,
        ),
        size in 1usize..7,
    ) {
        let body = pieces.concat();
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        let (whole, divided) = runtime.block_on(async {
            (parse([body.as_bytes()]).await, parse(body.as_bytes().chunks(size)).await)
        });
        prop_assert_eq!(whole, divided);
    }
}

#[tokio::test]
async fn too_large_events_end_the_stream() {
    let bodies: [&[u8]; 4] = [
        b"data: a\n\ndata: 1234567890\n\ndata: b\n\n",
        b"data: a\n\ndata: 12345\ndata: 67890\n\n",
        b"data: a\n\n: a comment without an end",
        b"data: a\n\ndata: 1234567890",
    ];
    for body in bodies {
        for mock in [events().chunk(body), byte_by_byte(events(), body)] {
            let api = MockTransport::new();
            let _ = api.on::<Texts>().respond(mock);
            let stream = client(&api).call(Texts).stream().await.unwrap();
            let mut stream = stream.max_event_bytes(12);
            assert_eq!(stream.try_next().await.unwrap().as_deref(), Some("a"));
            let error = stream.try_next().await.unwrap_err();
            assert!(error.is_too_large(), "{error}");
            assert_eq!(error.status().map(|status| status.as_u16()), Some(200));
            assert_eq!(stream.try_next().await.unwrap(), None);
        }
    }
}

#[tokio::test]
async fn the_limit_applies_to_each_event_and_not_to_the_stream() {
    let api = MockTransport::new();
    let body = "data: 123456\n\n".repeat(1000);
    let _ = api.on::<Texts>().respond(events().chunk(body));
    let stream = client(&api).call(Texts).stream().await.unwrap();
    let mut stream = stream.max_event_bytes(12);
    let mut count = 0;
    while stream.try_next().await.unwrap().is_some() {
        count += 1;
    }
    assert_eq!(count, 1000);
}

#[tokio::test]
async fn text_items_are_the_data_of_events() {
    let body = b"data: 1\n\ndata: {\"a\"\ndata: :1}\n\n";
    let items = read(Texts, events().chunk(body)).await.unwrap();
    assert_eq!(items, ["1", "{\"a\"\n:1}"]);
}
