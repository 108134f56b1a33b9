//! Streams of events.

mod connections;
mod formats;
mod resumed;
mod server_sent;
mod sockets;

use sdksmith_runtime::testing::{MockResponse, MockTransport};
use sdksmith_runtime::{
    Client, Error, Operation, OperationInfo, RequestWriter, Resumable, StreamBody, StreamFormat,
    Streamed,
};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::support::{SERVER, builder};

/// A piece of a text.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct Delta {
    pub(super) text: String,
}

pub(super) fn delta(text: &str) -> Delta {
    Delta { text: text.into() }
}

/// Declares a streamed operation.
macro_rules! streamed {
    ($name:ident, $item:ty, $format:expr) => {
        #[derive(Clone, Debug)]
        pub(super) struct $name;

        impl Operation for $name {
            type ResponseBody = StreamBody<Self>;

            const INFO: OperationInfo = OperationInfo::get(stringify!($name), SERVER, "/events");

            fn write(&self, _: &mut RequestWriter) {}
        }

        impl Streamed for $name {
            type Item = $item;

            const STREAM: StreamFormat = $format;
        }
    };
}

streamed!(
    Deltas,
    Delta,
    StreamFormat::server_sent_events().sentinel("[DONE]")
);
streamed!(Texts, String, StreamFormat::server_sent_events().text());
streamed!(
    Fields,
    Value,
    StreamFormat::server_sent_events()
        .fields()
        .except(&["ping"])
);
streamed!(Lines, Delta, StreamFormat::json_lines());
streamed!(Sequence, Delta, StreamFormat::json_sequence());

impl Resumable for Deltas {}
impl Resumable for Texts {}

pub(super) fn client(api: &MockTransport) -> Client {
    builder()
        .transport(api.clone())
        .blocking_transport(api.clone())
        .build()
        .unwrap()
}

/// Returns a response with server-sent events.
pub(super) fn events() -> MockResponse {
    MockResponse::status(200).header("content-type", "text/event-stream; charset=utf-8")
}

/// Returns a response whose chunks are single bytes.
pub(super) fn byte_by_byte(mock: MockResponse, body: &[u8]) -> MockResponse {
    body.iter().fold(mock, |mock, byte| mock.chunk([*byte]))
}

/// Reads the whole stream that a response is.
pub(super) async fn read<O>(operation: O, mock: MockResponse) -> Result<Vec<O::Item>, Error>
where
    O: Operation + Streamed + Clone,
{
    let api = MockTransport::new();
    let _ = api.on::<O>().respond(mock);
    let mut stream = client(&api).call(operation).stream().await?;
    let mut items = Vec::new();
    while let Some(item) = stream.try_next().await? {
        items.push(item);
    }
    Ok(items)
}
