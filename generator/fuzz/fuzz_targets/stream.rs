//! Any bytes as a stream of events: the events are the same wherever the stream is cut.

#![no_main]

use std::future::Future;
use std::pin::pin;
use std::task::{Context, Poll, Waker};

use libfuzzer_sys::fuzz_target;
use sdksmith_runtime::testing::{MockResponse, MockTransport};
use sdksmith_runtime::{
    ClientBuilder, Operation, OperationInfo, Profile, RequestWriter, StreamBody, StreamFormat,
    Streamed, generic,
};
use serde_json::Value;

static PROFILE: Profile = generic::profile("fuzz", "0.0.0");

/// The size that an event may have.
const LIMIT: usize = 64;

/// Declares a streamed operation.
macro_rules! streamed {
    ($name:ident, $item:ty, $format:expr) => {
        struct $name;

        impl Operation for $name {
            type ResponseBody = StreamBody<Self>;

            const INFO: OperationInfo =
                OperationInfo::get(stringify!($name), "https://api.example.com", "/").public();

            fn write(&self, _: &mut RequestWriter) {}
        }

        impl Streamed for $name {
            type Item = $item;

            const STREAM: StreamFormat = $format;
        }
    };
}

streamed!(Texts, String, StreamFormat::server_sent_events().text());
streamed!(Fields, Value, StreamFormat::server_sent_events().fields().sentinel("[DONE]"));
streamed!(Lines, Value, StreamFormat::json_lines());
streamed!(Sequence, Value, StreamFormat::json_sequence());

/// Waits for a future that is never pending: the transport has everything in memory.
fn finish<F: Future>(future: F) -> F::Output {
    let mut future = pin!(future);
    match future.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(output) => output,
        Poll::Pending => panic!("the transport has everything in memory"),
    }
}

/// Reads a stream: its items, and the messages of its errors.
fn read<O>(operation: O, chunks: &[&[u8]]) -> Vec<Result<O::Item, String>>
where
    O: Operation + Streamed,
{
    let api = MockTransport::new();
    let mock = MockResponse::status(200);
    let mock = chunks.iter().fold(mock, MockResponse::chunk);
    let _ = api.on::<O>().respond(mock);
    let builder = ClientBuilder::new(&PROFILE).transport(api);
    let client = builder.build().expect("the client is complete");
    let stream = finish(client.call(operation).stream());
    let mut stream = stream.expect("the response is a success").max_event_bytes(LIMIT);
    let mut found = Vec::new();
    loop {
        match finish(stream.try_next()) {
            Ok(None) => return found,
            Ok(Some(item)) => found.push(Ok(item)),
            Err(error) => found.push(Err(error.to_string())),
        }
    }
}

fuzz_target!(|input: (&[u8], usize)| {
    let (body, position) = input;
    let (start, rest) = body.split_at(position % (body.len() + 1));
    let single: Vec<_> = body.chunks(1).collect();
    for chunks in [&[start, rest][..], &single] {
        assert_eq!(read(Texts, &[body]), read(Texts, chunks));
        assert_eq!(read(Fields, &[body]), read(Fields, chunks));
        assert_eq!(read(Lines, &[body]), read(Lines, chunks));
        assert_eq!(read(Sequence, &[body]), read(Sequence, chunks));
    }
});
