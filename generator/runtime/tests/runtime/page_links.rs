//! Links from page to page, tokens to resume from, and lists without an end.

use std::sync::{Arc, Mutex};

use bytes::Bytes;
use http::header::LINK;
use http::{HeaderValue, Request, Response};
use proptest::prelude::*;
use sdksmith_runtime::testing::{MockResponse, MockTransport};
use sdksmith_runtime::{Body, Limits, Transport, TransportFuture};
use serde_json::{Value, json};

use crate::paging::{ByLink, ByNumber, ByToken, ByUrl, all, by_url, call, serving, to, uris};
use crate::support::builder;

/// Returns the URLs that are called for these links, each in a page of its own.
async fn followed(base: Option<&str>, links: &[&str]) -> Vec<String> {
    let links = links.iter().copied().chain([""]);
    let pages: Vec<_> = links.map(|link| by_url(&[1], link)).collect();
    let transport = serving::<ByUrl>(&pages);
    let (_, error) = all(to(&transport, ByUrl, base).items()).await;
    assert!(error.is_none(), "{error:?}");
    uris(&transport).split_off(1)
}

#[tokio::test]
async fn links_are_relative_to_their_own_page() {
    let links = ["sub/2?a=1", "3", "?b=2", "../x", "/y/", "z#end"];
    let paths = [
        "/base/sub/2?a=1",
        "/base/sub/3?",
        "/base/sub/3?b=2",
        "/base/x?",
        "/y/?",
        "/y/z?",
    ];
    let at = |server: &str| paths.map(|path| format!("{server}{path}"));
    assert_eq!(followed(None, &links).await, at("api.example.com"));
    let proxy = Some("https://proxy.example/p");
    assert_eq!(followed(proxy, &links).await, at("proxy.example/p"));
}

/// A server behind a proxy may know the prefix that the proxy removes.
#[tokio::test]
async fn prefix_of_the_base_url_is_added_once() {
    for base in ["https://proxy.example/p", "https://api.example.com/p"] {
        let host = base.strip_prefix("https://").unwrap();
        let own = format!("{base}/base/list?Page=1");
        for link in ["/base/list?Page=1", "/p/base/list?Page=1", &own] {
            let asked = followed(Some(base), &[link, "?Page=2"]).await;
            let list = |page| format!("{host}/base/list?Page={page}");
            assert_eq!(asked, [list(1), list(2)], "{base} {link}");
        }
        let asked = followed(Some(base), &["/people"]).await;
        assert_eq!(asked, [format!("{host}/people?")]);
    }
}

#[tokio::test]
async fn false_ends_a_list_and_other_values_are_errors() {
    let token = |token: &Value| json!({ "items": [1], "meta": { "token": token } });
    for end in [json!(false), Value::Null, json!("")] {
        let transport = serving::<ByUrl>(&[by_url(&[1], end.clone())]);
        let (items, error) = all(call(&transport, ByUrl).items()).await;
        assert_eq!((items, error.is_none()), (vec![1], true), "{end}");
        let transport = serving::<ByToken>(&[token(&end)]);
        let (items, error) = all(call(&transport, ByToken).items()).await;
        assert_eq!((items, error.is_none()), (vec![1], true), "{end}");
    }
    for odd in [
        json!(true),
        json!({ "href": "/x" }),
        json!(["/x"]),
        json!(7),
    ] {
        let transport = serving::<ByUrl>(&[by_url(&[1], odd.clone())]);
        let (items, error) = all(call(&transport, ByUrl).items()).await;
        assert_eq!(items, [1], "the items of the page itself");
        assert_eq!(
            error.unwrap().to_string(),
            "ByUrl was not sent: the value at `/meta/next~1url` in the last page isn't a token or link \
             to the next one",
        );
        assert_eq!(transport.sent().len(), 1, "{odd}");
    }
    let transport = serving::<ByToken>(&[token(&json!(7)), token(&json!(true))]);
    let (items, error) = all(call(&transport, ByToken).items()).await;
    assert_eq!((items, error.unwrap().is_paging()), (vec![1, 1], true));
    assert!(uris(&transport)[1].ends_with("Token<=7"));
}

/// The list would end after its first page, without notice.
#[tokio::test]
async fn byte_order_mark_does_not_hide_the_next_page() {
    let transport = MockTransport::new();
    let marked = |page: &Value| MockResponse::status(200).body(format!("\u{feff}{page}"));
    let _ = transport
        .on::<ByUrl>()
        .respond(marked(&by_url(&[1], "?Page=1")))
        .respond(marked(&json!({ "message": "gone" })).with_status(404));
    let (items, error) = all(call(&transport, ByUrl).items()).await;
    let error = error.unwrap();
    assert_eq!((items, error.message()), (vec![1], Some("gone")));
    let body: Value = error.body_as().unwrap();
    assert_eq!(body["message"], "gone");
}

#[tokio::test]
async fn missing_page_number_is_an_error() {
    let transport = serving::<ByNumber>(&[json!({ "items": [1], "more": true })]);
    let (items, error) = all(call(&transport, ByNumber).items()).await;
    assert_eq!((items, error.unwrap().is_paging()), (vec![1], true));
}

/// Serves a list in which every page leads to a new one.
fn endless(items: &'static [i64]) -> MockTransport {
    let transport = MockTransport::new();
    let count = std::sync::atomic::AtomicU64::new(0);
    let _ = transport
        .on::<ByToken>()
        .respond_to(move |_| {
            let token = count.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
            MockResponse::json(200, &json!({ "items": items, "meta": { "token": token } }))
        })
        .always();
    transport
}

#[tokio::test]
async fn endless_lists_end_with_an_error() {
    let transport = endless(&[1]);
    let mut items = call(&transport, ByToken).items().max_pages(20);
    let mut count = 0;
    let error = loop {
        match items.try_next().await {
            Ok(item) => count += item.unwrap(),
            Err(error) => break error,
        }
    };
    assert_eq!((count, transport.sent().len()), (20, 20));
    assert_eq!(
        error.to_string(),
        "ByToken was not sent: the list has more than 20 pages; allow more with `max_pages`, or \
         resume from `next_page_token`",
    );
    assert_eq!(items.next_page_token(), Some("19"));
    assert!(items.try_next().await.unwrap().is_none());

    let transport = endless(&[]);
    let mut items = call(&transport, ByToken).items();
    let error = items.try_next().await.unwrap_err();
    assert!(
        error.is_paging() && error.to_string().contains("no items"),
        "{error}"
    );
    assert_eq!(transport.sent().len(), 1000);
    assert_eq!(items.next_page_token(), Some("999"));
}

#[tokio::test]
async fn tokens_from_users_reach_only_the_list_itself() {
    let resumed = async |token: &str, any_path: bool| {
        let transport = serving::<ByUrl>(&[by_url(&[1], "")]);
        let items = call(&transport, ByUrl).items();
        let items = match any_path {
            true => items.resume_from_any_path(token),
            false => items.resume_from(token),
        };
        (all(items).await, uris(&transport))
    };
    for token in [
        "/v1/accounts/secret",
        "/base",
        "/base/list/",
        "/base/list/2",
        "/base/list/../admin",
        "/base/list/%2e%2e/admin",
        "/base/list%2F..%2Fadmin",
        "/base%2Flist",
        "/base/list;x",
        "https://api.example.com/admin?x=/base/list",
        "https://evil.example/base/list",
        "https://user@api.example.com/base/list",
        "//evil.example/base/list",
        "..\\admin",
    ] {
        let ((items, error), asked) = resumed(token, false).await;
        assert!(error.unwrap().is_paging(), "{token}");
        assert_eq!((items, asked), (vec![], vec![]), "{token}");
    }
    for token in [
        "https://api.example.com/base/list?Page=1",
        "/base/list?Page=1",
        "/base/l%69st?Page=1",
        "?Page=1",
        "/x/../base/list?Page=1#end",
    ] {
        let ((items, error), asked) = resumed(token, false).await;
        assert!(error.is_none(), "{token}: {error:?}");
        assert_eq!((items, asked.len()), (vec![1], 1), "{token}");
        assert!(asked[0].ends_with("?Page=1"), "{asked:?}");
    }
    let ((items, _), asked) = resumed("/base/list/2", true).await;
    assert_eq!(
        (items, asked),
        (vec![1], vec!["api.example.com/base/list/2?".to_owned()])
    );
    let ((_, error), asked) = resumed("https://evil.example/", true).await;
    assert_eq!((error.unwrap().is_paging(), asked.len()), (true, 0));
    let ((_, error), _) = resumed("/admin", false).await;
    assert_eq!(
        error.unwrap().to_string(),
        "ByUrl was not sent: the token to resume from leads to /admin and not to /base/list; use \
         `resume_from_any_path` if the token is one of this application",
    );
}

#[tokio::test]
async fn tokens_are_independent_of_page_and_base_url() {
    let transport = serving::<ByUrl>(&[by_url(&[1], "sub/2"), by_url(&[2], "3?x=1")]);
    let mut pages = to(&transport, ByUrl, Some("https://proxy.example/p")).pages();
    pages.try_next().await.unwrap();
    pages.try_next().await.unwrap();
    let token = pages.next_page_token().unwrap().to_owned();
    assert_eq!(token, "https://api.example.com/base/sub/3?x=1");
    let transport = serving::<ByUrl>(&[by_url(&[3], "")]);
    let other = to(&transport, ByUrl, Some("http://127.0.0.1:81"));
    let (items, _) = all(other.items().resume_from_any_path(token)).await;
    assert_eq!(
        (items, uris(&transport)),
        (vec![3], vec!["127.0.0.1:81/base/sub/3?x=1".to_owned()])
    );
}

/// A list of two pages, of which the first has these `Link` headers.
#[derive(Clone, Default)]
struct Linked {
    headers: Vec<Vec<u8>>,
    asked: Arc<Mutex<Vec<String>>>,
}

impl Transport for Linked {
    fn send(&self, request: Request<Body>, _: Limits) -> TransportFuture<'_> {
        let mut asked = self.asked.lock().unwrap();
        asked.push(request.uri().to_string());
        let page = format!("{{ \"items\": [{}] }}", asked.len());
        let mut response = Response::new(Bytes::from(page));
        let first = self.headers.iter().filter(|_| asked.len() == 1);
        for header in first {
            let value = HeaderValue::from_bytes(header).unwrap();
            response.headers_mut().append(LINK, value);
        }
        Box::pin(async move { Ok(response) })
    }
}

/// Reads a list whose first page has these `Link` headers.
async fn after(headers: &[&[u8]]) -> (Vec<i64>, Vec<String>) {
    let transport = Linked {
        headers: headers.iter().map(|value| value.to_vec()).collect(),
        ..Linked::default()
    };
    let builder = builder().transport(transport.clone());
    let (items, _) = all(builder.build().unwrap().call(ByLink).items()).await;
    let asked = transport.asked.lock().unwrap().clone();
    (items, asked)
}

#[tokio::test]
async fn links_may_be_in_several_headers_and_beyond_ascii() {
    for headers in [
        &[&b"</x>; rel=prev"[..], b"<?Page=2>; rel=next"][..],
        &["</x>; rel=prev; title=\"Zur\u{fc}ck\", <?Page=2>; rel=next".as_bytes()],
        &[b"garbage \xff", b"<?Page=2>; rel=next"],
    ] {
        let (items, asked) = after(headers).await;
        assert_eq!(items, [1, 2]);
        assert_eq!(asked[1], "https://api.example.com/base/list?Page=2");
    }
}

proptest! {
    #[test]
    fn every_written_next_link_is_found(
        others in prop::collection::vec(("[a-z/,;?=&]{0,8}", "[ -~&&[^\"\\\\]]{0,8}"), 0..4),
        at in 0usize..5,
        split in any::<bool>(),
        spaces in "[ \t]{0,2}",
    ) {
        let other = |(target, title): &(String, String)| {
            format!("<{target}>;{spaces}title=\"{title}\";{spaces}rel=\"prev up\"")
        };
        let mut links: Vec<_> = others.iter().map(other).collect();
        let next = format!("<?Page=2>{spaces};{spaces}rel{spaces}={spaces}\"last next\"");
        links.insert(at.min(links.len()), next);
        let one = links.join(&format!("{spaces},{spaces}"));
        let headers: Vec<_> = match split {
            true => links.iter().map(String::as_bytes).collect(),
            false => vec![one.as_bytes()],
        };
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        let (items, asked) = runtime.block_on(after(&headers));
        prop_assert_eq!(items, [1, 2], "{:?}", headers);
        prop_assert!(asked[1].ends_with("/base/list?Page=2"));
    }

    #[test]
    fn no_link_header_reaches_another_server(
        value in "([<>;,=\"\\\\ /:@?#.]|rel|next|https?|evil\\.example|api\\.example\\.com|[!-~]){0,24}",
    ) {
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        let link = format!("<{value}>; rel=next");
        for header in [value.as_bytes(), link.as_bytes()] {
            for asked in runtime.block_on(after(&[header])).1 {
                prop_assert!(asked.starts_with("https://api.example.com/"), "{}", asked);
            }
        }
    }

    #[test]
    fn no_token_reaches_another_path(
        token in prop_oneof![
            any::<String>(),
            "(https://api\\.example\\.com)?([/\\\\]|\\.|%2[eEfF]|base|list|admin|\t|@|;|\\?|#){0,8}",
        ],
    ) {
        let transport = serving::<ByUrl>(&[by_url(&[], "")]);
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        runtime.block_on(all(call(&transport, ByUrl).items().resume_from(token)));
        for sent in transport.sent() {
            prop_assert_eq!((sent.host(), sent.path()), ("api.example.com", "/base/list"));
        }
    }
}
