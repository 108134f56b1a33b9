//! Responses that are not what the document promises.

use crate::adapter::{Adapter, CallError};
use crate::server::{Reply, Server, head_of};
use crate::verdict::{Checked, Shortfall, ensure, expect, failed};

const PAGE: &str = "<html>The gateway is down</html>";

/// Returns the error of `fetchItem` on a response.
fn error_of(adapter: &dyn Adapter, reply: Reply) -> Result<CallError, Shortfall> {
    let server = Server::always(reply)?;
    failed(adapter.fetch_item(&server.setup(), "7"))
}

/// Expects that the caller has the page, in the error's text or as the body.
fn expect_page(error: &CallError) -> Checked {
    let has_page = |text: &str| text.contains("The gateway is down");
    let has_body = error.body.as_deref().is_some_and(has_page);
    let reason = format!("the body is lost: {}", error.message);
    ensure(has_body || has_page(&error.shown), reason)
}

pub(super) fn error_is_typed(adapter: &dyn Adapter) -> Checked {
    let body = r#"{"code":20404,"message":"no such item"}"#;
    let error = error_of(adapter, Reply::json(404, body))?;
    expect((error.status, error.code), (Some(404), Some(20404)))
}

pub(super) fn broken_error_keeps_its_status(adapter: &dyn Adapter) -> Checked {
    let error = error_of(adapter, Reply::json(404, r#"{"code":20404,"mess"#))?;
    expect(error.status, Some(404))
}

pub(super) fn html_error_keeps_status_and_text(adapter: &dyn Adapter) -> Checked {
    let error = error_of(adapter, Reply::new(400, &["content-type: text/html"], PAGE))?;
    expect(error.status, Some(400))?;
    expect_page(&error)
}

pub(super) fn html_success_keeps_the_text(adapter: &dyn Adapter) -> Checked {
    let error = error_of(adapter, Reply::new(200, &["content-type: text/html"], PAGE))?;
    expect_page(&error)
}

pub(super) fn cut_off_body_is_an_error(adapter: &dyn Adapter) -> Checked {
    let headers = ["content-type: application/json", "content-length: 2000"];
    let mut bytes = head_of(200, &headers);
    bytes.extend_from_slice(br#"{"id":7,"name":"Rex"}"#);
    error_of(adapter, Reply::Bytes(bytes)).map(drop)
}
