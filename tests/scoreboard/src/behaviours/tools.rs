//! How a client fits into a program.

use crate::adapter::Adapter;
use crate::server::{Reply, Server};
use crate::verdict::{Checked, expect};

pub(super) fn response_header(adapter: &dyn Adapter) -> Checked {
    let headers = ["content-type: application/json", "etag: \"7\""];
    let server = Server::always(Reply::new(200, &headers, r#"{"id":7,"name":"Rex"}"#))?;
    let found = adapter.fetch_header(&server.setup(), "etag")?;
    expect(found, Some("\"7\"".to_owned()))
}

pub(super) fn own_client(adapter: &dyn Adapter) -> Checked {
    let server = Server::always(Reply::item(""))?;
    let item = adapter.fetch_with_own_client(&server.setup(), ("x-own", "1"))?;
    expect(item.name, "Rex".to_owned())?;
    let request = server.last()?;
    expect(request.header("x-own"), Some("1"))
}

pub(super) fn blocking(adapter: &dyn Adapter) -> Checked {
    let server = Server::always(Reply::item(""))?;
    let item = adapter.fetch_item_blocking(&server.setup())?;
    expect(item.name, "Rex".to_owned())
}

pub(super) fn mock(adapter: &dyn Adapter) -> Checked {
    let item = adapter.fetch_mocked_item("Rex")?;
    expect(item.name, "Rex".to_owned())
}
