//! Values in responses.

use crate::adapter::{Adapter, Item};
use crate::server::{Reply, Server};
use crate::verdict::{Checked, Shortfall, ensure, expect};

/// Returns the item that the caller reads if the response has these further properties.
pub(super) fn read(adapter: &dyn Adapter, properties: &str) -> Result<Item, Shortfall> {
    let server = Server::always(Reply::item(properties))?;
    Ok(adapter.fetch_item(&server.setup(), "7")?)
}

fn text(text: &str) -> Option<String> {
    Some(text.to_owned())
}

pub(super) fn null_in_a_list(adapter: &dyn Adapter) -> Checked {
    let item = read(adapter, r#","tags":["a",null,"b"]"#)?;
    expect(item.tags, vec![text("a"), None, text("b")])
}

pub(super) fn null_in_a_map(adapter: &dyn Adapter) -> Checked {
    let item = read(adapter, r#","labels":{"a":"1","b":null}"#)?;
    let expected = [("a".to_owned(), text("1")), ("b".to_owned(), None)];
    expect(item.labels, expected.into())
}

pub(super) fn stray_null(adapter: &dyn Adapter) -> Checked {
    let item = read(adapter, r#","nickname":null,"weight":1.5"#)?;
    expect((item.nickname, item.weight), (None, Some(1.5)))
}

pub(super) fn unknown_value(adapter: &dyn Adapter) -> Checked {
    let item = read(adapter, r#","status":"on_loan""#)?;
    expect(item.status, text("on_loan"))
}

pub(super) fn unknown_property(adapter: &dyn Adapter) -> Checked {
    read(adapter, r#","color":{"red":1}"#).map(drop)
}

pub(super) fn number_as_text(adapter: &dyn Adapter) -> Checked {
    expect(read(adapter, r#","weight":"1.5""#)?.weight, Some(1.5))
}

pub(super) fn wrong_optional(adapter: &dyn Adapter) -> Checked {
    let item = read(adapter, r#","nickname":{"short":"R"},"weight":1.5"#)?;
    expect((item.name, item.weight), ("Rex".to_owned(), Some(1.5)))
}

pub(super) fn large_integer(adapter: &dyn Adapter) -> Checked {
    let item = read(adapter, r#","serial":18446744073709551615"#)?;
    expect(item.serial, Some(u64::MAX))
}

pub(super) fn decimal(adapter: &dyn Adapter) -> Checked {
    let item = read(adapter, r#","price":12345678901234567.10"#)?;
    let price = item.price.unwrap_or_default();
    let reason = format!("expected 12345678901234567.10, found {price}");
    ensure(price.trim_end_matches('0') == "12345678901234567.1", reason)
}

pub(super) fn date_time(adapter: &dyn Adapter) -> Checked {
    let item = read(adapter, r#","made":"2026-01-01T02:00:00+02:00""#)?;
    expect(item.made, Some(1_767_225_600))
}

pub(super) fn empty_success(adapter: &dyn Adapter) -> Checked {
    let server = Server::always(Reply::empty(204))?;
    expect(adapter.fetch_notice(&server.setup())?, None)?;
    let server = Server::always(Reply::json(200, r#"{"text":"Closed"}"#))?;
    expect(adapter.fetch_notice(&server.setup())?, text("Closed"))
}

pub(super) fn json_suffix(adapter: &dyn Adapter) -> Checked {
    let media_type = "content-type: application/vnd.depot.v2+json; charset=utf-8";
    let server = Server::always(Reply::new(200, &[media_type], r#"{"id":7,"name":"Rex"}"#))?;
    expect(adapter.fetch_item(&server.setup(), "7")?.name, "Rex".into())
}
