//! Retries.

use std::time::Duration;

use crate::adapter::Adapter;
use crate::server::{Reply, Server};
use crate::verdict::{Checked, ensure, expect, failed};

pub(super) fn get_is_repeated(adapter: &dyn Adapter) -> Checked {
    let server = Server::start(|number, _| match number {
        0 => Reply::empty(503),
        _ => Reply::item(""),
    })?;
    expect(adapter.fetch_item(&server.setup(), "7")?.name, "Rex".into())
}

pub(super) fn refused_post_is_repeated(adapter: &dyn Adapter) -> Checked {
    let server = Server::start(|number, _| match number {
        0 => Reply::empty(429),
        _ => Reply::json(201, r#"{"id":7,"name":"Rex"}"#),
    })?;
    let item = adapter.create_item(&server.setup(), "Rex")?;
    expect(item.name, "Rex".into())
}

pub(super) fn retry_after_is_obeyed(adapter: &dyn Adapter) -> Checked {
    let server = Server::start(|number, _| match number {
        0 => Reply::new(429, &["retry-after: 2"], ""),
        _ => Reply::item(""),
    })?;
    adapter.fetch_item(&server.setup(), "7")?;
    let received = server.received();
    let delay = match received.as_slice() {
        [first, .., last] => last.at.duration_since(first.at),
        _ => Duration::ZERO,
    };
    let reason = format!("expected a delay of 2 s, found {delay:.1?}");
    ensure(delay >= Duration::from_millis(1990), reason)
}

pub(super) fn post_is_not_doubled(adapter: &dyn Adapter) -> Checked {
    let server = Server::always(Reply::nothing())?;
    failed(adapter.create_item(&server.setup(), "Rex"))?;
    let count = server.received().len();
    ensure(count == 1, format!("the POST is sent {count} times"))
}

pub(super) fn retries_end(adapter: &dyn Adapter) -> Checked {
    let server = Server::always(Reply::empty(503))?;
    let error = failed(adapter.fetch_item(&server.setup(), "7"))?;
    expect(error.status, Some(503))
}
