//! Lists of several pages: where the next page is looked for, and where it isn't.

use end_to_end::{AUTHORIZATION, Outcome, Received, Recorder, ServerResponse, client};
use serde_json::{Value, json};
use twilio_numbers::Call;
use twilio_numbers::v1::*;

const PORT_INS: &str = "/v1/Porting/PortIn/PortInRequests";
const CONFIGURATIONS: &str = "/v1/SigningRequest/Configuration";

/// A page of port-in requests with these statuses.
fn port_ins(statuses: &[&str], next_token: Option<&str>) -> ServerResponse {
    let items = statuses
        .iter()
        .map(|status| json!({ "port_in_request_sid": "KW", "port_in_request_status": status }));
    let items: Vec<Value> = items.collect();
    ServerResponse::json(
        200,
        &json!({ "port_in_requests": items, "meta": { "next_token": next_token } }),
    )
}

fn list(server: &Recorder) -> Outcome<Call<ListPortInRequests>> {
    Ok(client(server)?
        .v1()
        .porting_port_in()
        .list_port_in_requests())
}

/// A page of signing-request configurations for this country.
fn configurations(country: &str, next_page_token: Option<&str>) -> ServerResponse {
    let items = json!([{ "country": country }]);
    ServerResponse::json(
        200,
        &json!({ "configurations": items, "meta": { "next_page_url": next_page_token } }),
    )
}

fn targets(requests: &[Received]) -> Vec<&str> {
    requests.iter().map(Received::target).collect()
}

#[tokio::test]
async fn items_span_all_pages() -> Outcome {
    let responses = [
        port_ins(&["a", "b"], Some("KW1")),
        port_ins(&[], Some("x/y+z")),
        port_ins(&["c"], None),
    ];
    let server = Recorder::start(responses).await?;
    let mut items = list(&server)?.size(2).items();
    assert_eq!(server.connections(), 0);
    let mut statuses = Vec::new();
    while let Some(item) = items.try_next().await? {
        statuses.extend(item.port_in_request_status);
    }
    let texts: Vec<_> = statuses.iter().map(PortInRequestStatus::as_str).collect();
    assert_eq!(texts, ["a", "b", "c"]);

    let requests = server.finish();
    let first = format!("{PORT_INS}?Size=2");
    let expected = [
        first.clone(),
        format!("{first}&Token=KW1"),
        format!("{first}&Token=x%2Fy%2Bz"),
    ];
    assert_eq!(targets(&requests), expected);
    assert!(
        requests
            .iter()
            .all(|request| request.header("authorization") == [AUTHORIZATION])
    );
    Ok(())
}

#[tokio::test]
async fn unneeded_pages_are_not_fetched() -> Outcome {
    let server = Recorder::start([port_ins(&["a", "b"], Some("KW1"))]).await?;
    let mut items = list(&server)?.items().limit(2);
    assert!(items.try_next().await?.is_some());
    assert!(items.try_next().await?.is_some());
    assert!(items.try_next().await?.is_none());
    assert_eq!(targets(&server.finish()), [PORT_INS]);
    Ok(())
}

#[tokio::test]
async fn list_may_be_empty() -> Outcome {
    for page in [
        json!({}),
        json!({ "port_in_requests": null, "meta": { "next_token": "" } }),
    ] {
        let server = Recorder::start([ServerResponse::json(200, &page)]).await?;
        assert!(list(&server)?.items().try_next().await?.is_none());
        assert_eq!(server.finish().len(), 1);
    }
    Ok(())
}

#[tokio::test]
async fn next_page_links_are_followed() -> Outcome {
    let query = "?PageSize=1&Page=1&PageToken=v1.2";
    let absolute = format!("https://numbers.twilio.com{CONFIGURATIONS}{query}");
    let relative = format!("{CONFIGURATIONS}?Page=2");
    let server = Recorder::start([
        configurations("US", Some(&absolute)),
        configurations("MX", Some(&relative)),
        configurations("CL", None),
    ])
    .await?;
    let call = client(&server)?.v1().signing_request_configuration().list();
    let mut pages = call.page_size(1).pages();
    let mut countries = Vec::new();
    while let Some(page) = pages.try_next().await? {
        let found = page.configurations.unwrap_or_default();
        countries.extend(
            found
                .into_iter()
                .filter_map(|configuration| configuration.country),
        );
    }
    assert_eq!(countries, ["US", "MX", "CL"]);
    let first = format!("{CONFIGURATIONS}?PageSize=1");
    let second = format!("{CONFIGURATIONS}{query}");
    assert_eq!(targets(&server.finish()), [first, second, relative]);
    Ok(())
}

/// The credentials stay with the server that they are for, and what came before isn't lost.
#[tokio::test]
async fn links_to_other_servers_are_not_followed() -> Outcome {
    let elsewhere = Recorder::start([]).await?;
    let there = elsewhere.address();
    for link in [
        format!("http://{there}{CONFIGURATIONS}"),
        format!("//{there}{CONFIGURATIONS}"),
        format!("https://numbers.twilio.com@{there}{CONFIGURATIONS}"),
        format!("https://numbers.twilio.com:80{CONFIGURATIONS}"),
        format!("http://numbers.twilio.com{CONFIGURATIONS}"),
        format!("https://numbers.twilio.com.evil.example{CONFIGURATIONS}"),
        format!("\\\\{there}{CONFIGURATIONS}"),
        "file:///etc/passwd".to_owned(),
    ] {
        let server = Recorder::start([configurations("US", Some(&link))]).await?;
        let mut items = client(&server)?
            .v1()
            .signing_request_configuration()
            .list()
            .items();
        assert!(items.try_next().await?.is_some());
        let error = items.try_next().await.expect_err(&link);
        assert!(error.is_paging(), "{link}: {error}");
        assert_eq!(error.operation(), Some("ListSigningRequestConfiguration"));
        assert!(items.try_next().await?.is_none());
        assert_eq!(server.finish().len(), 1);
    }
    assert_eq!(elsewhere.connections(), 0);
    Ok(())
}

#[tokio::test]
async fn cyclic_list_ends_with_an_error() -> Outcome {
    let server =
        Recorder::start([port_ins(&["a"], Some("KW1")), port_ins(&["b"], Some("KW1"))]).await?;
    let mut items = list(&server)?.items();
    assert!(items.try_next().await?.is_some());
    assert!(items.try_next().await?.is_some());
    let error = items
        .try_next()
        .await
        .expect_err("the second page leads to itself");
    assert!(error.is_paging(), "{error}");
    assert!(items.try_next().await?.is_none());
    assert_eq!(server.finish().len(), 2);
    Ok(())
}

#[tokio::test]
async fn failed_list_can_be_resumed() -> Outcome {
    let server = Recorder::start([
        port_ins(&["a"], Some("KW1")),
        ServerResponse::empty(500),
        port_ins(&["b"], None),
    ])
    .await?;
    let mut items = list(&server)?.items();
    assert!(items.try_next().await?.is_some());
    let error = items.try_next().await.expect_err("the second page fails");
    assert!(error.is_server_error(), "{error}");
    let next = items
        .next_page_token()
        .ok_or("the place is lost")?
        .to_owned();
    let mut rest = list(&server)?.items().resume_from(next);
    let item = rest
        .try_next()
        .await?
        .and_then(|item| item.port_in_request_status);
    assert_eq!(item, Some(PortInRequestStatus::from("b")));
    let second = format!("{PORT_INS}?Token=KW1");
    assert_eq!(targets(&server.finish()), [PORT_INS, &second, &second]);
    Ok(())
}
