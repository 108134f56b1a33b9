//! Links to the next page, in a body or a header.

use proptest::prelude::*;
use sdksmith_runtime::Error;
use sdksmith_runtime::testing::{MockResponse, MockTransport};
use serde_json::{Value, json};

use super::{ByLink, ByUrl, FIRST, all, by_url, call, serving, to, uris};

#[tokio::test]
async fn next_page_url_may_be_absolute_or_relative() {
    for (next, asked) in [
        (
            "https://api.example.com/base/list?Page=1&x=a%20b",
            "api.example.com/base/list?Page=1&x=a b",
        ),
        (
            "https://API.example.com:443/other?Page=1#end",
            "api.example.com/other?Page=1",
        ),
        ("/base/list?Page=1", "api.example.com/base/list?Page=1"),
        ("list/2", "api.example.com/base/list/2?"),
        ("?Page=1", "api.example.com/base/list?Page=1"),
    ] {
        let pages = [by_url(&[1, 2], next), by_url(&[3], Value::Null)];
        let transport = serving::<ByUrl>(&pages);
        let (items, error) = all(call(&transport, ByUrl).items()).await;
        assert_eq!((items, error.is_none()), (vec![1, 2, 3], true), "{next}");
        assert_eq!(uris(&transport), [FIRST, asked]);
        let authorization = |at: usize| {
            transport.sent()[at]
                .header("authorization")
                .map(str::to_owned)
        };
        assert_eq!(authorization(0), authorization(1));
    }
}

#[tokio::test]
async fn links_to_other_servers_are_not_followed() {
    for next in [
        "https://evil.example/base/list",
        "https://api.example.com@evil.example/",
        "https://user@api.example.com/base/list",
        "https://:pass@api.example.com/base/list",
        "http://api.example.com/base/list",
        "https://api.example.com:8443/base/list",
        "https://api.example.com.evil.example/",
        "//evil.example/base/list",
        "\\\\evil.example\\list",
        "javascript:alert(1)",
        "https://",
    ] {
        let transport = serving::<ByUrl>(&[by_url(&[1, 2], next)]);
        let (items, error) = all(call(&transport, ByUrl).items()).await;
        let error = error.unwrap();
        assert!(error.is_paging(), "{next}: {error}");
        assert_eq!((items, transport.sent().len()), (vec![1, 2], 1), "{next}");
        assert!(!error.to_string().contains("pass@"), "{error}");
    }
    let transport = serving::<ByUrl>(&[by_url(&[], "https://u:p@evil.example/list?token=x")]);
    let (_, error) = all(call(&transport, ByUrl).items()).await;
    assert_eq!(
        error.unwrap().to_string(),
        "ByUrl was not sent: the link to the next page leads to https://evil.example/list and not \
         to https://api.example.com",
    );
}

#[tokio::test]
async fn links_to_the_described_server_are_rebased_to_the_base_url() {
    for (base, next, asked) in [
        (
            "http://127.0.0.1:81",
            "https://api.example.com/base/list?Page=1",
            "127.0.0.1:81/base/list?Page=1",
        ),
        (
            "https://proxy.example/p",
            "https://api.example.com/base/list?Page=1",
            "proxy.example/p/base/list?Page=1",
        ),
        (
            "https://proxy.example/p",
            "/base/list?Page=1",
            "proxy.example/p/base/list?Page=1",
        ),
        (
            "https://proxy.example/p",
            "https://proxy.example/p/base/list?Page=1",
            "proxy.example/p/base/list?Page=1",
        ),
    ] {
        let transport = serving::<ByUrl>(&[by_url(&[1], next), by_url(&[2], "")]);
        let (items, error) = all(to(&transport, ByUrl, Some(base)).items()).await;
        assert_eq!(
            (items, error.is_none()),
            (vec![1, 2], true),
            "{base} {next}"
        );
        assert_eq!(uris(&transport)[1], asked);
    }
}

/// Reads a list whose first page has this `Link` header.
async fn after(link: &str) -> (Vec<i64>, Option<Error>, Vec<String>) {
    let transport = MockTransport::new();
    let page = |item: i64| MockResponse::json(200, &json!({ "items": [item] }));
    let first = page(1).header("link", link);
    let _ = transport.on::<ByLink>().respond(first).respond(page(2));
    let (items, error) = all(call(&transport, ByLink).items()).await;
    (items, error, uris(&transport))
}

#[tokio::test]
async fn link_header_names_the_next_page() {
    for link in [
        "<https://api.example.com/base/list?Page=2>; rel=\"next\"",
        "<?Page=2>; rel=next",
        "</base/list?Page=2>;title=\"a, b; rel=prev\\\"\";REL=\"last NEXT\" , </x>; rel=next",
        "<list?Page=9>; rel=prev, , <list?Page=2>;rel=\"next\"",
        "<https://elsewhere.example/a,b;c>; rel=\"author\",<?Page=2>; x; rel = \"next\"; rel=prev",
        "<?Page=8>; rel=next; anchor=\"#other\", <?Page=2>; rel=next",
    ] {
        let (items, error, asked) = after(link).await;
        assert!(error.is_none(), "{link}: {error:?}");
        assert_eq!(items, [1, 2], "{link}");
        assert_eq!(asked, [FIRST, "api.example.com/base/list?Page=2"], "{link}");
    }
}

#[tokio::test]
async fn link_header_without_next_ends_the_list() {
    for link in [
        "",
        "?Page=2; rel=next",
        "<?Page=2",
        "<?Page=2>",
        "<?Page=2>; rel",
        "<?Page=2>; rel=\"nextest\"",
        "<?Page=2>; rel=prev; rel=next",
        "<?Page=2>; title=\"rel=next",
        ">; rel=next<",
    ] {
        let (items, error, asked) = after(link).await;
        assert!(error.is_none(), "{link}: {error:?}");
        assert_eq!((items, asked.len()), (vec![1], 1), "{link}");
    }
    let (items, error, asked) = after("<https://evil.example/list>; rel=next").await;
    assert!(error.unwrap().is_paging());
    assert_eq!((items, asked.len()), (vec![1], 1));
}

proptest! {
    #[test]
    fn no_link_reaches_another_server(
        link in prop_oneof![
            any::<String>(),
            "(https?:)?[/\\\\]{0,3}(api\\.example\\.com|evil\\.example|@|:|\\.|%2f|[a-z]){0,5}[/?#]?",
        ],
    ) {
        let transport = serving::<ByUrl>(&[by_url(&[], link), by_url(&[], "")]);
        let runtime = tokio::runtime::Builder::new_current_thread().build().unwrap();
        runtime.block_on(all(call(&transport, ByUrl).items()));
        for sent in transport.sent() {
            prop_assert_eq!(sent.host(), "api.example.com");
        }
    }
}
