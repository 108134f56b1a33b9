//! Pages that lead to each other, as those of an API do.

use http::Uri;
use serde_json::{Map, Value};
use url::Url;

use super::super::pagination::scheme::PagingScheme;
use super::mock_response::MockResponse;

/// The query parameter that identifies a page in a generated link.
const PAGE: &str = "Page";

/// Returns the same response, leading to the page of this number, or to none, for a request to `uri`.
pub(super) fn leading(
    mock: MockResponse,
    paging: PagingScheme,
    uri: &Uri,
    next: Option<usize>,
) -> MockResponse {
    let link = || next.and_then(|number| link(uri, number));
    match paging {
        PagingScheme::Url { next: pointer } => {
            mock.change_json(|page| set(page, pointer, link().into()))
        }
        PagingScheme::Token { next: pointer, .. } => {
            let token = next.map(|number| format!("page-{number}"));
            mock.change_json(|page| set(page, pointer, token.into()))
        }
        PagingScheme::Number { current, more, .. } => mock.change_json(|page| {
            if let Some(next) = next {
                set(page, current, (next - 1).into());
            }
            set(page, more, next.is_some().into());
        }),
        PagingScheme::Page { last, .. } => match (last, next) {
            (Some(last), Some(next)) => mock.change_json(|page| set(page, last, next.into())),
            (Some(last), None) => mock.change_json(|page| set(page, last, 0.into())),
            (None, _) => mock,
        },
        PagingScheme::Offset { total, .. } => match (total, next) {
            (Some(total), Some(_)) => mock.change_json(|page| set(page, total, u64::MAX.into())),
            (Some(total), None) => mock.change_json(|page| set(page, total, 0.into())),
            (None, _) => mock,
        },
        PagingScheme::LinkHeader => match link() {
            Some(link) => mock.header("link", &format!("<{link}>; rel=\"next\"")),
            None => mock,
        },
    }
}

/// Returns the empty page that ends a list after its last page with items; `None` where that page ends
/// the list itself.
pub(super) fn closing(mock: MockResponse, paging: PagingScheme) -> Option<MockResponse> {
    let pointer = match paging {
        PagingScheme::Page {
            items, last: None, ..
        }
        | PagingScheme::Offset {
            items, total: None, ..
        } => items,
        _ => return None,
    };
    let mut has_items = false;
    let mock = mock.change_json(|page| {
        let items = page.pointer(pointer).and_then(Value::as_array);
        has_items = items.is_some_and(|items| !items.is_empty());
        set(page, pointer, Value::Array(Vec::new()));
    });
    has_items.then_some(mock)
}

/// Returns the URL of the request, for another page.
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

/// Sets the value at a JSON pointer, and creates objects on the way to it.
fn set(root: &mut Value, pointer: &str, value: Value) {
    let mut node = root;
    for token in pointer.split('/').skip(1) {
        let key = token.replace("~1", "/").replace("~0", "~");
        if !node.is_object() {
            *node = Map::new().into();
        }
        node = &mut node[key];
    }
    *node = value;
}
