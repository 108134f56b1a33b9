//! What a client sends.

use crate::adapter::{Adapter, Nickname};
use crate::server::{Reply, Server};
use crate::verdict::{Checked, ensure, expect, failed};

fn list_server() -> std::io::Result<Server> {
    Server::always(Reply::json(200, "[]"))
}

pub(super) fn repeated_query(adapter: &dyn Adapter) -> Checked {
    let server = list_server()?;
    adapter.search_items(&server.setup(), &["a", "b c"], None)?;
    let target = server.last()?.target.replace("%20", "+");
    expect(target, "/v1/items?tag=a&tag=b+c".to_owned())
}

pub(super) fn comma_query(adapter: &dyn Adapter) -> Checked {
    let server = list_server()?;
    adapter.look_up(&server.setup(), &["1", "2"])?;
    let request = server.last()?;
    let ids = request.query("ids").unwrap_or_default();
    expect(ids.replace("%2C", ","), "1,2".to_owned())
}

pub(super) fn deep_object(adapter: &dyn Adapter) -> Checked {
    let server = list_server()?;
    adapter.filter_items(&server.setup(), "red", "xl")?;
    let target = server.last()?.target;
    let target = target.replace("%5B", "[").replace("%5D", "]");
    let holds = target.contains("filter[color]=red") && target.contains("filter[size]=xl");
    ensure(holds, format!("the target is {target}"))
}

pub(super) fn encoded_path(adapter: &dyn Adapter) -> Checked {
    let server = Server::always(Reply::item(""))?;
    adapter.fetch_item(&server.setup(), "a/../b?c#d")?;
    let target = server.last()?.target;
    expect(target, "/v1/items/a%2F..%2Fb%3Fc%23d".to_owned())
}

/// The client may refuse the value, or send it in a form that no URL library takes for a dot segment.
pub(super) fn dot_segment(adapter: &dyn Adapter) -> Checked {
    let server = Server::always(Reply::item(""))?;
    let outcome = adapter.fetch_item(&server.setup(), "..");
    match server.received().first() {
        None => failed(outcome).map(drop),
        Some(request) => {
            let reason = format!("the request goes to {}", request.target);
            ensure(request.target.starts_with("/v1/items/"), reason)
        }
    }
}

pub(super) fn header_injection(adapter: &dyn Adapter) -> Checked {
    let server = list_server()?;
    failed(adapter.search_items(&server.setup(), &[], Some("1\r\nx-admin: 1")))?;
    ensure(server.received().is_empty(), "the request is sent")
}

pub(super) fn repeated_form(adapter: &dyn Adapter) -> Checked {
    let server = Server::always(Reply::empty(204))?;
    adapter.place_order(&server.setup(), "Ada & Co", &["a", "b"])?;
    let request = server.last()?;
    let media_type = request.header("content-type").unwrap_or_default();
    let media_type = media_type.split(';').next().unwrap_or_default();
    expect(media_type, "application/x-www-form-urlencoded")?;
    let mut fields: Vec<_> = request.body.split('&').collect();
    fields.sort_unstable();
    let fields = fields.join("&").replace("%20", "+");
    expect(fields, "customer=Ada+%26+Co&item=a&item=b".to_owned())
}

pub(super) fn multipart(adapter: &dyn Adapter) -> Checked {
    let server = Server::always(Reply::empty(204))?;
    adapter.upload(&server.setup(), "Sunset", b"bytes of a photo")?;
    let request = server.last()?;
    let media_type = request.header("content-type").unwrap_or_default();
    let is_form = media_type.starts_with("multipart/form-data; boundary=");
    ensure(is_form, format!("the media type is {media_type}"))?;
    let parts = [
        r#"name="title""#,
        "Sunset",
        r#"name="file""#,
        "bytes of a photo",
    ];
    let holds = parts.iter().all(|part| request.body.contains(part));
    ensure(holds, format!("the body is {:?}", request.body))
}

pub(super) fn three_states(adapter: &dyn Adapter) -> Checked {
    let states = [
        (Nickname::Keep, "{}"),
        (Nickname::Remove, r#"{"nickname":null}"#),
        (Nickname::Set("R"), r#"{"nickname":"R"}"#),
    ];
    for (nickname, body) in states {
        let server = Server::always(Reply::item(""))?;
        adapter.update_item(&server.setup(), nickname)?;
        expect(server.last()?.body.as_str(), body)?;
    }
    Ok(())
}

pub(super) fn checked_request(adapter: &dyn Adapter) -> Checked {
    let server = Server::always(Reply::json(201, r#"{"id":7,"name":"Rex"}"#))?;
    let error = failed(adapter.create_item(&server.setup(), &"x".repeat(21)))?;
    ensure(server.received().is_empty(), "the request is sent")?;
    let reason = format!("the error does not name the property: {}", error.shown);
    ensure(error.shown.contains("name"), reason)
}
