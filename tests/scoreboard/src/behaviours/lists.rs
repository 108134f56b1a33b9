//! Lists in pages.

use crate::adapter::Adapter;
use crate::server::{Reply, Server};
use crate::verdict::{Checked, attempted, ensure, expect, failed};

pub(super) fn pages(adapter: &dyn Adapter) -> Checked {
    let server = Server::start(|_, request| {
        let body = match request.query("page_token") {
            None => r#"{"items":[{"name":"a"},{"name":"b"}],"next_page":"p2"}"#,
            Some("p2") => r#"{"items":[],"next_page":"p3"}"#,
            Some(_) => r#"{"items":[{"name":"c"}],"next_page":null}"#,
        };
        Reply::json(200, body)
    })?;
    let names = adapter.list_events(&server.setup())?;
    expect(names, ["a", "b", "c"].map(str::to_owned).to_vec())
}

pub(super) fn foreign_page(adapter: &dyn Adapter) -> Checked {
    let other = Server::always(Reply::json(200, r#"{"visits":[]}"#))?;
    let next = format!("{}/v1/visits?page=2", other.url());
    let page = format!(r#"{{"visits":[{{"name":"a"}}],"next":"{next}"}}"#);
    let server = Server::always(Reply::json(200, &page))?;
    attempted(adapter.list_visits(&server.setup()))?;
    ensure(other.received().is_empty(), "the page is fetched")
}

pub(super) fn page_loop(adapter: &dyn Adapter) -> Checked {
    let page = r#"{"items":[{"name":"a"}],"next_page":"p2"}"#;
    let server = Server::start(move |number, _| match number {
        0..100 => Reply::json(200, page),
        _ => Reply::json(200, r#"{"items":[]}"#),
    })?;
    failed(adapter.list_events(&server.setup())).map(drop)
}
