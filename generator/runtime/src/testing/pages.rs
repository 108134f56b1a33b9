//! Pages that lead from one to the next, as the API's do.

use http::Uri;
use serde_json::{Map, Value};
use url::Url;

use super::super::pagination::Paging;
use super::mock_response::MockResponse;

/// The parameter of a made-up link that tells the pages apart.
const PAGE: &str = "Page";

/// The same reply, leading to the page of this number, or to none, in response to a request for `uri`.
pub(super) fn leading(
    reply: MockResponse,
    paging: Paging,
    uri: &Uri,
    next: Option<usize>,
) -> MockResponse {
    let link = || next.and_then(|number| link(uri, number));
    match paging {
        Paging::NextUrl { pointer } => reply.change_json(|page| set(page, pointer, link().into())),
        Paging::Token { pointer, .. } => {
            let token = next.map(|number| format!("page-{number}"));
            reply.change_json(|page| set(page, pointer, token.into()))
        }
        Paging::PageNumber {
            current, has_next, ..
        } => reply.change_json(|page| {
            if let Some(next) = next {
                set(page, current, (next - 1).into());
            }
            set(page, has_next, next.is_some().into());
        }),
        Paging::NumberedPages { last, .. } => match (last, next) {
            (Some(last), Some(next)) => reply.change_json(|page| set(page, last, next.into())),
            (Some(last), None) => reply.change_json(|page| set(page, last, 0.into())),
            (None, _) => reply,
        },
        Paging::Offset { total, .. } => match (total, next) {
            (Some(total), Some(_)) => reply.change_json(|page| set(page, total, u64::MAX.into())),
            (Some(total), None) => reply.change_json(|page| set(page, total, 0.into())),
            (None, _) => reply,
        },
        Paging::LinkHeader => match link() {
            Some(link) => reply.header("link", &format!("<{link}>; rel=\"next\"")),
            None => reply,
        },
    }
}

/// The empty page that ends a list after its last page with items; none where that page ends the list
/// itself.
pub(super) fn closing(reply: MockResponse, paging: Paging) -> Option<MockResponse> {
    let pointer = match paging {
        Paging::NumberedPages {
            items, last: None, ..
        }
        | Paging::Offset {
            items, total: None, ..
        } => items,
        _ => return None,
    };
    let mut has_items = false;
    let reply = reply.change_json(|page| {
        let items = page.pointer(pointer).and_then(Value::as_array);
        has_items = items.is_some_and(|items| !items.is_empty());
        set(page, pointer, Value::Array(Vec::new()));
    });
    has_items.then_some(reply)
}

/// The URL of the request, for another page.
fn link(uri: &Uri, number: usize) -> Option<String> {
    let mut url = Url::parse(&uri.to_string()).ok()?;
    let others: Vec<_> = url
        .query_pairs()
        .filter(|(name, _)| name != PAGE)
        .map(|(name, value)| (name.into_owned(), value.into_owned()))
        .collect();
    url.query_pairs_mut()
        .clear()
        .extend_pairs(others)
        .append_pair(PAGE, &number.to_string());
    Some(url.into())
}

/// Puts a value at a JSON pointer, in objects that are made if they aren't there.
fn set(root: &mut Value, pointer: &str, value: Value) {
    let mut place = root;
    for token in pointer.split('/').skip(1) {
        let key = token.replace("~1", "/").replace("~0", "~");
        if !place.is_object() {
            *place = Map::new().into();
        }
        place = &mut place[key];
    }
    *place = value;
}
