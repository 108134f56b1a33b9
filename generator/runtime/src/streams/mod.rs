//! Streams of events: responses whose items are read one by one, as they arrive.
//!
//! An operation with such a response is [`Streamed`]. Its [`EventStream`] is a `Stream` of typed items;
//! with the feature `blocking`, a `BlockingEventStream` is an iterator. Three formats exist: server-sent
//! events, lines of JSON, and JSON text sequences (RFC 7464).
//!
//! The parsers do no I/O: they take chunks of any size, and return what is complete.

#[cfg(feature = "blocking")]
mod blocking;
mod body;
mod call;
mod event;
mod event_stream;
mod format;
mod frame;
mod items;
mod lines;
#[cfg(feature = "test-util")]
mod mock;
mod opening;
mod parser;
mod records;
mod server_sent;
mod session;
mod streamed;

#[cfg(feature = "blocking")]
pub use self::blocking::BlockingEventStream;
pub use self::body::StreamBody;
pub use self::event::StreamEvent;
pub use self::event_stream::EventStream;
pub use self::format::StreamFormat;
pub use self::streamed::{Resumable, Streamed};
