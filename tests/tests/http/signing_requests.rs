//! The configuration of signing requests.

use end_to_end::{Outcome, ServerResponse, example, exchange};
use serde_json::json;
use twilio_numbers::v1::*;

use crate::requests::{assert_bare, assert_post};

const CONFIGURATION: &str = "/v1/SigningRequest/Configuration";

#[tokio::test]
async fn signing_requests_are_configured() -> Outcome {
    let body = CreateSigningRequestConfigurationRequest::new()
        .logo_sid("RD00000000000000000000000000000000".parse()?)
        .friendly_name("Configuration")
        .product("Porting")
        .country("US")
        .email_subject("Twilio Porting Request")
        .email_message("Please sign.")
        .url_redirection("https://www.twilio.com/redirect-url");
    let response = ServerResponse::json(
        201,
        &example("v1/create_signing_request_configuration_201_create")?,
    );
    let (request, result) = exchange(response, async |client| {
        client
            .v1()
            .signing_request_configuration()
            .create(body)
            .send()
            .await
    })
    .await?;

    let sent = json!({
        "logo_sid": "RD00000000000000000000000000000000",
        "friendly_name": "Configuration",
        "product": "Porting",
        "country": "US",
        "email_subject": "Twilio Porting Request",
        "email_message": "Please sign.",
        "url_redirection": "https://www.twilio.com/redirect-url",
    });
    assert_post(&request, CONFIGURATION, &sent);
    let expected = example("v1/create_signing_request_configuration_201_create")?;
    let configuration = result?;
    assert_eq!(
        configuration.product.as_deref(),
        expected["product"].as_str()
    );
    let logo = configuration.logo_sid.ok_or("no logo")?;
    assert_eq!(Some(logo.as_str()), expected["logo_sid"].as_str());
    Ok(())
}

#[tokio::test]
async fn all_configurations_are_listed() -> Outcome {
    let name = "v1/list_signing_request_configuration_200_read_without_query_params";
    let (request, result) = exchange(ServerResponse::json(200, &example(name)?), async |client| {
        client
            .v1()
            .signing_request_configuration()
            .list()
            .send()
            .await
    })
    .await?;

    assert_bare(&request, "GET", CONFIGURATION);
    let page = result?;
    let configurations = page.configurations.unwrap_or_default();
    assert_eq!(configurations[0].country.as_deref(), Some("CL"));
    let meta = page.meta.ok_or("no meta")?;
    assert_eq!((meta.page, meta.page_size), (Some(0), Some(50)));
    assert_eq!(meta.key.as_deref(), Some("configurations"));
    assert_eq!(meta.next_page_url, None);
    Ok(())
}

#[tokio::test]
async fn configurations_are_filtered() -> Outcome {
    let name = "v1/list_signing_request_configuration_200_read_with_query_params";
    let (request, result) = exchange(ServerResponse::json(200, &example(name)?), async |client| {
        let list = client.v1().signing_request_configuration().list();
        list.country("MX")
            .product("Porting & more")
            .page_size(1000)
            .page(0)
            .page_token("PTtest+Page/Token=")
            .send()
            .await
    })
    .await?;

    let query = "?Country=MX&Product=Porting%20%26%20more&PageSize=1000&Page=0\
                 &PageToken=PTtest%2BPage%2FToken%3D";
    assert_bare(&request, "GET", &format!("{CONFIGURATION}{query}"));
    let first = result?
        .meta
        .ok_or("no meta")?
        .first_page_url
        .ok_or("no URL")?;
    assert!(
        first
            .as_str()
            .ends_with("?Product=Porting&Country=MX&PageSize=50&Page=0")
    );
    Ok(())
}
