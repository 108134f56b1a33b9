//! Time, size and streams.

use std::io::{self, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use crate::adapter::Adapter;
use crate::server::{ENDLESS, Reply, Server, head_of};
use crate::verdict::{Checked, ensure, expect, failed};

/// The time after which a peer gives up waiting for the other: the client then does not stream.
const PATIENCE: Duration = Duration::from_secs(10);

fn ends_at_its_time_limit(adapter: &dyn Adapter, reply: Reply) -> Checked {
    let server = Server::always(reply)?;
    let mut setup = server.setup();
    setup.timeout = Some(Duration::from_millis(500));
    failed(adapter.fetch_item(&setup, "7")).map(drop)
}

pub(super) fn silent_server(adapter: &dyn Adapter) -> Checked {
    ends_at_its_time_limit(adapter, Reply::Stall(Vec::new()))
}

pub(super) fn stalled_body(adapter: &dyn Adapter) -> Checked {
    let headers = ["content-type: application/json", "content-length: 2000"];
    let mut bytes = head_of(200, &headers);
    bytes.extend_from_slice(br#"{"id":7,"#);
    ends_at_its_time_limit(adapter, Reply::Stall(bytes))
}

pub(super) fn size_bound(adapter: &dyn Adapter) -> Checked {
    let mut bytes = head_of(200, &["content-type: application/json"]);
    bytes.extend_from_slice(br#"{"id":7,"name":""#);
    let server = Server::always(Reply::Endless(bytes, &[b'x'; 16 << 10]))?;
    let mut setup = server.setup();
    setup.max_response_bytes = Some(64 << 10);
    failed(adapter.fetch_item(&setup, "7"))?;
    let sent = server.sent();
    ensure(sent < ENDLESS / 2, format!("the client reads {sent} bytes"))
}

const FIRST_PART: &[u8] = &[b'1'; 64 << 10];
const LAST_PART: &[u8] = b"2";

/// A file without bytes, which ends once the part before it has arrived at the server.
struct Pause<F> {
    has_arrived: F,
    is_streamed: Arc<AtomicBool>,
}

impl<F: Fn(Duration) -> bool> Read for Pause<F> {
    fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
        let has_arrived = (self.has_arrived)(PATIENCE);
        self.is_streamed.store(has_arrived, Ordering::SeqCst);
        Ok(0)
    }
}

pub(super) fn streamed_upload(adapter: &dyn Adapter) -> Checked {
    let server = Server::always(Reply::empty(204))?;
    let is_streamed = Arc::new(AtomicBool::new(false));
    let pause = Pause {
        has_arrived: server.arrival(b"1111"),
        is_streamed: Arc::clone(&is_streamed),
    };
    let file = FIRST_PART.chain(pause).chain(LAST_PART);
    adapter.upload_streamed(&server.setup(), Box::new(file))?;
    let body = server.last()?.body;
    ensure(body.contains("112"), "the file is incomplete")?;
    let is_streamed = is_streamed.load(Ordering::SeqCst);
    ensure(is_streamed, "the file is read whole before it is sent")
}

pub(super) fn streamed_download(adapter: &dyn Adapter) -> Checked {
    let headers = [
        "content-type: application/octet-stream",
        "content-length: 6",
    ];
    let mut first = head_of(200, &headers);
    first.extend_from_slice(b"abc");
    let server = Server::always(Reply::InTwo(first, b"def".to_vec()))?;
    let mut setup = server.setup();
    setup.timeout = Some(PATIENCE);
    let mut all = Vec::new();
    let outcome = adapter.download(&setup, &mut |piece| {
        all.extend_from_slice(piece);
        server.go_on();
    });
    outcome?;
    expect(all, b"abcdef".to_vec())
}

pub(super) fn event_stream(adapter: &dyn Adapter) -> Checked {
    let mut bytes = head_of(200, &["content-type: text/event-stream"]);
    bytes.extend_from_slice(b": a comment\n\nevent: tick\ndata: {\"name\":\ndata: \"Rex\"}\n\n");
    let server = Server::always(Reply::Stall(bytes))?;
    let mut setup = server.setup();
    setup.timeout = Some(PATIENCE);
    expect(adapter.first_tick(&setup)?, "Rex".to_owned())
}
