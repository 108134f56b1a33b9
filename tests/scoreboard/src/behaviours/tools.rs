//! How a client fits into a program.

use crate::adapter::Adapter;
use crate::server::{Reply, Server, head_of};
use crate::verdict::{Checked, ensure, expect};

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

/// An item, compressed.
const COMPRESSED: &[u8] = &[
    31, 139, 8, 0, 0, 0, 0, 0, 2, 3, 171, 86, 202, 76, 81, 178, 50, 215, 81, 202, 75, 204, 77, 85,
    178, 82, 10, 74, 173, 80, 170, 5, 0, 133, 129, 165, 32, 21, 0, 0, 0,
];

pub(super) fn compressed(adapter: &dyn Adapter) -> Checked {
    let server = Server::start(|_, request| {
        let accepted = request.header("accept-encoding").unwrap_or_default();
        if !accepted.contains("gzip") {
            return Reply::item("");
        }
        let headers = ["content-type: application/json", "content-encoding: gzip"];
        let mut bytes = head_of(200, &headers);
        bytes.extend_from_slice(COMPRESSED);
        Reply::Bytes(bytes)
    })?;
    let item = adapter.fetch_compressed(&server.setup())?;
    expect(item.name, "Rex".to_owned())?;
    let request = server.last()?;
    let accepted = request.header("accept-encoding").unwrap_or_default();
    ensure(accepted.contains("gzip"), "the client asks for none")
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
