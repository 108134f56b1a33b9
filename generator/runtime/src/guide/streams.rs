//! Streams of events, read as they arrive.
//!
//! A response may be a stream of events: server-sent events (`text/event-stream`), lines of JSON, or a JSON
//! text sequence. Its call has the method [`stream`](super::super::Call::stream), which returns when the
//! headers have arrived. The items are those of the API's description:
//!
//! ```text
//! let mut events = client.call(WatchOrders::new()).stream().await?;
//! while let Some(event) = events.try_next().await? {
//!     show(event);
//! }
//! ```
//!
//! [`EventStream`](super::super::EventStream) is a `Stream` as well. With the feature `blocking`,
//! `stream_blocking` returns an iterator. `try_next_event` returns the name and the id of a server-sent event
//! beside its item, and the fields that don't match the API's description. [`send`](super::super::Call::send)
//! waits for the end of the stream, and returns all items.
//!
//! # Ends
//!
//! A stream ends with `None`: at the end of the response, or at an event that the API's description names,
//! such as `[DONE]`. A connection that breaks is an error, which ends the stream, too. An event that can't be
//! read is an error, too, but the stream continues with the next event.
//!
//! Dropping the stream closes its connection.
//!
//! # Limits
//!
//! The time limit of the call ends with the headers of the response, so a stream may continue forever. After
//! that, the time limit of an attempt applies to the time between two chunks: a server without events must
//! send comments in between. An event has the maximum size of a
//! response ([`max_response_bytes`](super::super::ClientBuilder::max_response_bytes)), unless
//! `max_event_bytes` sets another one.
//!
//! ```text
//! let call = call.attempt_timeout(Duration::from_secs(90));
//! let events = call.stream().await?.max_event_bytes(64 << 10);
//! ```
//!
//! # Broken connections
//!
//! The call is [retried](super::retries) until the headers of a success have arrived. A stream of server-sent
//! events that a GET requests can be resumed after that:
//!
//! ```text
//! let events = client.call(WatchOrders::new()).stream().await?.resume();
//! ```
//!
//! Whenever the connection breaks or ends, the same request is sent with the id of the last event
//! (`Last-Event-ID`), after the delay that the server sets with `retry` (at least 100 milliseconds, at
//! most an hour), or three seconds. A response with status 204 ends the stream, and so does a call that fails
//! after its retries.
//!
//! # Tests
//!
//! `respond_with` of a [stub](super::testing) responds with a stream of items. On a `MockResponse`, `chunk` adds a
//! chunk, `pause` adds a time without data, and `broken_off` breaks the connection.
//!
//! ```text
//! api.on::<WatchOrders>().respond_with(&vec![first, second]);
//! ```
